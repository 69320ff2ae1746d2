"""The README shows what happens: its outputs are real, its links lead somewhere, its targets exist."""

import re
from pathlib import Path

import pytest

import readme

ROOT = readme.ROOT
TEXT = readme.README.read_text(encoding="utf-8")
PAGES = [readme.README, *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("block", list(readme.BLOCK.finditer(TEXT)), ids=lambda match: match["command"])
def test_an_output_is_what_the_command_prints(block: re.Match[str]) -> None:
    shown = block["shown"].splitlines()
    assert shown, "empty: make readme"
    assert readme.agrees(shown, readme.printed(block["command"])), "not what it prints today: make readme"


def test_there_is_an_output() -> None:
    assert readme.BLOCK.search(TEXT)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", TEXT, re.MULTILINE)):
        name = "".join(target)
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        (["a", "b", "c", "d"], True),
        (["a", "b"], False),
        (["a", readme.CUT, "d"], True),
        (["a", readme.CUT, "c"], False),
        (["a", "b", readme.CUT, "c", "d"], False),
    ],
)
def test_a_cut_leaves_lines_out_and_changes_none(shown: list[str], same: bool) -> None:
    assert readme.agrees(shown, ["a", "b", "c", "d"]) is same
