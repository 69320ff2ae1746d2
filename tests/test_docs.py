"""The pages in docs/ name what there is: formats, modules, the import rule."""

import re
import tomllib
from pathlib import Path

import pytest

from checker.cli.options import FILES
from checker.read import READERS
from checker.report import FORMATS

ROOT = Path(__file__).resolve().parent.parent


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("head", "known"), [("## Documents in", set(READERS)), ("## Reports out", {*FORMATS, *FILES})], ids=["in", "out"]
)
def test_the_tables_of_formats_list_them_all(head: str, known: set[str]) -> None:
    table = _page("formats.md").partition(head)[2].partition("\n## ")[0]
    cells = "".join(re.findall(r"^\| (`[^|]*)\|", table, re.MULTILINE))
    assert set(re.findall(r"`([^`]+)`", cells)) == known


def test_the_import_rule_is_the_one_that_is_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = [re.findall(r"\w+", layer) for layer in settings["contracts"][0]["layers"]]
    shown = _page("architecture.md").partition("__main__ >")
    rule = (shown[1] + shown[2]).partition("```")[0]
    assert [re.findall(r"\w+", layer) for layer in rule.split(">")] == layers


def test_modules_that_the_architecture_names_exist() -> None:
    named = re.findall(r"`((?:[a-z]+/)*[a-z_]+\.py)`", _page("architecture.md"))
    assert len(named) > 10
    assert [name for name in named if not ((ROOT / name).exists() or (ROOT / "checker" / name).exists())] == []
