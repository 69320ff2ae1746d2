"""A wheel is all that a user needs: installed in an empty environment, away from the checkout, it checks a document."""

import json
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "hughes-managing-trump.md"

pytestmark = pytest.mark.slow


def _run(command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = _run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT], folder)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("claim_checker-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    done = _run([scripts / "python", "-m", "pip", "install", "--quiet", "--no-input", wheel], folder)
    assert done.returncode == 0, done.stderr
    return scripts / "checker"


def test_the_wheel_holds_the_rules_and_nothing_of_the_checkout_besides(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    rules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*.yaml")}
    assert {f"checker/{name}" for name in rules} <= set(names)
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"checker"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_version_and_rules_of_the_installed_command(installed: Path, tmp_path: Path) -> None:
    version = _run([installed, "version"], tmp_path)
    assert (version.returncode, version.stderr) == (0, "")
    assert version.stdout.startswith("checker ")

    rules = _run([installed, "rules", "list"], tmp_path)
    assert (rules.returncode, rules.stderr) == (0, "")
    for path in (ROOT / "rules" / "conflicts").glob("*.yaml"):
        assert path.stem in rules.stdout


def test_the_installed_command_checks_a_document_elsewhere(installed: Path, tmp_path: Path) -> None:
    (tmp_path / SEED.name).write_bytes(SEED.read_bytes())
    here = _run([installed, "check", "--format", "json", SEED.name], tmp_path)
    assert here.returncode in (0, 1), here.stderr
    assert here.stderr == ""

    there = _run([sys.executable, "-m", "checker", "check", "--format", "json", SEED.name], tmp_path)
    assert json.loads(here.stdout)["findings"], "the sample document has known conflicts"
    assert here.stdout == there.stdout, "a wheel finds what a checkout finds"
