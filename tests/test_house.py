"""The rules of the house that no other tool checks: the layout, the registries, and what must not be in a file."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
TOP = {
    "pyproject.toml", "seeds", "checker", "rules", "tests", "fixtures", "Makefile", "README.md", "LICENSE",
    "CHANGELOG.md", ".ci", ".gitignore", "docs", "benchmarks", "action.yml", ".pre-commit-hooks.yaml",
}  # fmt: skip
LARGEST = 1_000_000
MACHINE = re.compile(
    r"(?<![\w.])/(?:work|farm|home|root|Users)/\w|\bfiles\.pythonhosted\b|\b(?:pypi|npmjs)\.(?:org|com)/simple"
)


def _files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout")
    names = sorted(filter(None, listed.stdout.decode("utf-8").split("\0")))
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def _modules() -> list[Path]:
    return sorted((ROOT / "checker").rglob("*.py"))


def _pack() -> list[Path]:
    return sorted((ROOT / "rules").rglob("*.yaml"))


def test_the_top_level_holds_what_it_should() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in _files()} == TOP


def test_no_file_is_large() -> None:
    assert [path.name for path in _files() if path.stat().st_size > LARGEST] == []


def test_no_file_names_a_machine() -> None:
    found = []
    for path in _files():
        data = path.read_bytes()
        if path == Path(__file__) or b"\0" in data[:4096]:
            continue
        text = data.decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []


def test_source_and_pack_are_utf8_with_unix_lines_and_no_loose_ends() -> None:
    wrong = []
    for path in (*_modules(), *_pack(), *sorted((ROOT / "tests").rglob("*.py"))):
        text = path.read_bytes().decode("utf-8")
        if text and ("\r" in text or "\t" in text or not text.endswith("\n") or text.endswith("\n\n")):
            wrong.append(path.name)
    assert wrong == []


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_small_and_says_what_it_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no module docstring"
    assert len(text.splitlines()) <= 400, "a module of 300 lines is a sign to look again; at 400 this test does"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_changes_at_run_time_that_all_share(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global)] == []


@pytest.mark.parametrize("path", _pack(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_of_the_pack_is_plain_data(path: Path) -> None:
    """No anchors and no tags, and an id is the name of the file."""
    text = path.read_text(encoding="utf-8")
    tokens = list(yaml.scan(text))
    assert not [t for t in tokens if isinstance(t, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken)]
    data = yaml.safe_load(text)
    assert data, "an empty file"
    if isinstance(data, dict) and isinstance(data.get("id"), str):
        assert data["id"] == path.stem


@pytest.mark.parametrize("path", sorted((ROOT / "rules" / "conflicts").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_rule_shows_what_it_finds_and_what_it_leaves_alone(path: Path) -> None:
    """A near miss says why it is none."""
    examples = yaml.safe_load(path.read_text(encoding="utf-8")).get("examples", [])
    assert any(example.get("find") for example in examples), "no example of a finding"
    silent = [example for example in examples if not example.get("find")]
    assert silent, "no near miss"
    assert [example["texts"] for example in silent if not example.get("because")] == []
    assert len(examples) == len({str(example) for example in examples}), "an example stands there twice"


def test_every_rule_has_its_text_and_every_text_its_rule() -> None:
    from checker.conflicts import RULES

    ids = [rule.ID for rule in RULES]
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(path.stem for path in (ROOT / "rules" / "conflicts").glob("*.yaml"))
    for rule in RULES:
        assert Path(str(rule.__file__)).stem == rule.ID.replace("-", "_")


def test_every_rule_is_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    kinds = {
        yaml.safe_load(p.read_text(encoding="utf-8"))["kind"] for p in (ROOT / "rules" / "conflicts").glob("*.yaml")
    }
    table = readme[readme.index("| Kind |") :].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == kinds
