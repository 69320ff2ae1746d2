"""The manifests of hooks and actions: sound by their own schemas, and the hook run by pre-commit itself."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from checker.cli import command

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def _schema(name: str, *files: Path) -> None:
    if find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema is not installed (make test installs it)")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{name}", *map(str, files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_is_sound() -> None:
    _schema("github-actions", ROOT / "action.yml")


def test_the_github_workflow_is_sound() -> None:
    _schema("github-workflows", ROOT / "docs" / "ci" / "github.yml")


def test_the_gitlab_job_is_sound() -> None:
    _schema("gitlab-ci", ROOT / "docs" / "ci" / "gitlab.yml")


@pytest.mark.parametrize("hook", yaml.safe_load(HOOKS.read_text(encoding="utf-8")), ids=lambda h: h["id"])
def test_a_hook_runs_a_command_that_there_is(hook: dict[str, str]) -> None:
    words = hook["entry"].split()
    assert words[0] == "checker"
    done = CliRunner().invoke(command, [*words[1 : 3 if words[1] == "config" else 2], "--help"])
    assert done.exit_code == 0
    assert all(word in done.output for word in words if word.startswith("--"))


def test_the_action_names_options_that_there_are() -> None:
    script = next(s["run"] for s in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"] if "id" in s)
    shown = CliRunner().invoke(command, ["check", "--help"]).output
    for option in ("--changed-since", "--format", "--output"):
        assert option in script
        assert option in shown


def _git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", *words],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


@pytest.mark.slow
def test_pre_commit_runs_the_hook_from_a_clone(tmp_path: Path) -> None:
    if find_spec("pre_commit") is None or shutil.which("git") is None:
        pytest.skip("pre-commit or git is not installed")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout: pre-commit installs a hook from one")
    valid = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(HOOKS)], capture_output=True, check=False
    )
    assert valid.returncode == 0, valid.stdout
    work = tmp_path / "pieces"
    work.mkdir()
    _git(work, "init")
    (work / "a.md").write_text("Some 12,000 Turkish soldiers are stationed in northern Cyprus.\n", encoding="utf-8")
    _git(work, "add", "a.md")
    _git(work, "commit", "-m", "one piece")
    (work / "b.md").write_text("Ankara keeps 30,000 troops in the north of Cyprus.\n", encoding="utf-8")
    _git(work, "add", "b.md")
    run = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "checker", "--all-files"],
        cwd=work, capture_output=True, text=True, check=False, timeout=540,
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
    )  # fmt: skip
    told = run.stdout + run.stderr
    if "Could not find a version" in told or "No matching distribution" in told or "Connection" in told:
        pytest.skip("pre-commit could not install the hook: no package index is reachable")
    assert run.returncode == 1, told
    assert "12,000 against 30,000" in " ".join(told.split())
