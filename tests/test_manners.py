"""How the command behaves in a pipe, a terminal, a hook and a hurry."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import _COMMANDS, command

WRONG = "The accord was signed on Thursday, 14 May 2025, in Lima.\n"
RIGHT = "The accord was signed on Wednesday, 14 May 2025, in Lima.\n"
TERMINAL = ("text", "concise")


def _run(*arguments: str, given: str | None = None, **env: str) -> Result:
    return CliRunner(env={"CHECKER_LOUD": "1", **env}).invoke(command, arguments, input=given)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.txt").write_text(WRONG, encoding="utf-8")
    Path("right.txt").write_text(RIGHT, encoding="utf-8")


@pytest.mark.parametrize("form", TERMINAL)
@pytest.mark.parametrize(
    ("arguments", "status", "reason"),
    [
        (["right.txt"], 0, "nothing contradicts itself"),
        (["draft.txt"], 1, "conflicts fail the run (--fail-level conflict)"),
        (["draft.txt", "--fail-level", "never"], 0, "with --fail-level never no finding fails the run"),
        (["draft.txt", "gone.txt"], 2, "1 path could not be read"),
        (["gone.txt", "--fail-level", "never"], 2, "1 path could not be read"),
        (["draft.txt", "--statistics"], 1, "conflicts fail the run (--fail-level conflict)"),
    ],
)
def test_the_last_line_says_why_the_status_is_what_it_is(
    form: str, arguments: list[str], status: int, reason: str
) -> None:
    done = _run("check", *arguments, "--format", form, "--output", "json:out.json")
    assert done.exit_code == status
    assert " ".join(done.stdout.split()).endswith(f"Exit status {status}: {reason}.")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["version"] == 1


def test_an_output_without_a_path_is_the_one_on_standard_output() -> None:
    done = _run("check", "draft.txt", "--output", "sarif:out.sarif", "--output", "github")
    assert done.exit_code == 1
    assert done.stdout.startswith("::error ")
    assert json.loads(Path("out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (["json:gone/out.json"], "cannot write gone/out.json: there is no such folder"),
        (["json:."], "cannot write .: it is a folder"),
        (["json:a", "text:./a"], "two reports cannot both be written to ./a"),
        (["json", "text"], "standard output takes one format: json, text"),
        (["json:-"], "is not FORMAT:PATH"),
        ([":a"], "is not FORMAT:PATH"),
        (["jsn:a"], "is not FORMAT:PATH"),
    ],
)
def test_outputs_that_cannot_be_are_refused_before_the_work(outputs: list[str], told: str) -> None:
    done = _run("check", "draft.txt", *(part for one in outputs for part in ("--output", one)))
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert not Path("a").exists()


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_an_output_that_may_not_be_written() -> None:
    Path("locked.json").write_text("{}", encoding="utf-8")
    Path("locked.json").chmod(0o400)
    done = _run("check", "draft.txt", "--output", "json:locked.json")
    assert (done.exit_code, done.stderr) == (2, "checker: cannot write locked.json: Permission denied\n")


def test_no_finding_is_capped() -> None:
    first = date(2025, 1, 1)
    days = [first + timedelta(days=i) for i in range(365)]
    told = [f"The accord was signed on Monday, {d:%d %B %Y}, in Lima." for d in days if d.weekday()]
    Path("many.txt").write_text("\n\n".join(told) + "\n", encoding="utf-8")
    assert (
        len(json.loads(_run("check", "many.txt", "--select", "weekday", "--format", "json").stdout)["findings"])
        == len(told)
        == 313
    )
    assert len(_run("check", "many.txt", "--select", "weekday", "--format", "concise").stdout.splitlines()) == 314


def test_standard_input_has_the_name_that_it_is_given() -> None:
    done = _run("check", "-", "--stdin-filename", "drafts/new.md", "--format", "concise", given=WRONG)
    assert done.exit_code == 1
    assert done.stdout.startswith("drafts/new.md:1:")
    Path("checker.toml").write_text("ignore = ['weekday']\n", encoding="utf-8")
    assert _run("check", "-", "--stdin-filename", "drafts/new.md", given=WRONG).exit_code == 0


def test_statistics() -> None:
    Path("two.txt").write_text(WRONG + "\n" + WRONG.replace("accord", "treaty"), encoding="utf-8")
    done = _run("check", "draft.txt", "two.txt", "--statistics")
    head, row, *_ = done.stdout.splitlines()
    assert head.split() == ["findings", "level", "kind", "rule"]
    assert row.split()[1:] == ["conflict", "weekday", "weekday"]
    assert int(row.split()[0]) >= 2
    [counted] = json.loads(_run("check", "draft.txt", "--statistics", "--format", "json").stdout)
    assert counted == {"findings": 1, "level": "conflict", "kind": "weekday", "rule": "weekday"}
    assert _run("check", "draft.txt", "--statistics", "--format", "sarif").exit_code == 2
    assert len(_run("check", "right.txt", "--statistics").stdout.splitlines()) == 1


def test_quiet() -> None:
    assert (_run("check", "right.txt", "-q").exit_code, _run("check", "right.txt", "-q").stdout) == (0, "")
    done = _run("check", "draft.txt", "-q", "--format", "concise")
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)
    text = _run("check", "draft.txt", "-q").stdout
    assert text.startswith("conflict · weekday")
    assert "Exit status" not in text
    assert text in _run("check", "draft.txt").stdout
    done = _run("check", "gone.txt", "-q")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "checker: gone.txt: no such file or folder\n"


@pytest.mark.parametrize(
    ("arguments", "env", "coloured"),
    [
        ([], {}, False),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"CLICOLOR_FORCE": "0"}, False),
        ([], {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"CLICOLOR_FORCE": "1"}, False),
        (["--color", "always", "--format", "json"], {}, False),
    ],
)
def test_colour(arguments: list[str], env: dict[str, str], coloured: bool) -> None:
    none = dict.fromkeys(("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"), "")
    assert ("\x1b[" in _run("check", "draft.txt", *arguments, **none | env).stdout) is coloured


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_one(shell: str) -> None:
    done = _run("completion", shell)
    assert done.exit_code == 0
    assert f"_CHECKER_COMPLETE={shell}_complete" in done.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=done.stdout, text=True, check=True)


@pytest.mark.parametrize(
    ("words", "offered"),
    [("checker che", "plain,check"), ("checker check --fail", "plain,--fail-level"), ("checker check dra", "file,dra")],
)
def test_completion_offers_commands_options_and_paths(words: str, offered: str) -> None:
    env = {**os.environ, "_CHECKER_COMPLETE": "bash_complete", "COMP_WORDS": words}
    env["COMP_CWORD"] = str(len(words.split()) - 1)
    code = "from checker.cli import command; command(prog_name='checker')"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert offered in done.stdout.splitlines()


def test_completion_for_no_such_shell() -> None:
    assert _run("completion", "csh").exit_code == 2


def test_ctrl_c_ends_with_130_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from checker import engine

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "examine", stopped)
    done = _run("check", "draft.txt")
    assert done.exit_code == 130
    assert done.stderr.split("\n")[-2] == "checker: interrupted"
    assert "Traceback" not in done.output


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise")
@pytest.mark.parametrize(("arguments", "status"), [(("check", "draft.txt"), 1), (("claims", "draft.txt"), 0)])
def test_a_reader_who_has_seen_enough(arguments: tuple[str, ...], status: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "checker", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == ""
    assert run.returncode == status


def test_nothing_but_the_report_where_no_terminal_waits() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", "draft.txt", "--format", "json"], capture_output=True, check=False
    )
    assert json.loads(done.stdout)["version"] == 1
    assert done.stderr == b""


@pytest.mark.parametrize("name", sorted(set(_COMMANDS) - {"version", "rules", "ledger"}))
def test_help_has_examples(name: str) -> None:
    done = _run(name, "--help")
    assert done.exit_code == 0
    assert re.search(rf"^ +(eval \"\$\()?checker {name} ", done.stdout, re.MULTILINE)


def test_an_unknown_rule_is_answered_with_the_one_that_was_meant() -> None:
    done = _run("check", "draft.txt", "--select", "weekdy")
    assert done.exit_code == 2
    assert "no rule or kind is named 'weekdy'; did you mean weekday?" in done.stderr
