"""What a person sees: snapshots of the text and Markdown reports, widths and colours.

``UPDATE_SNAPSHOTS=1 pytest tests/report`` writes the snapshots anew; read the difference before committing it.
"""

import os
from pathlib import Path

import pytest

from checker.model import Report
from checker.report import Look, render

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("name", ["text.txt", "concise.txt", "markdown.md"])
def test_the_look(name: str, report: Report) -> None:
    text = render(name.partition(".")[0], report)
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [20, 50, 72, 100, 300])
def test_lines_fit_the_terminal(width: int, report: Report) -> None:
    room = max(48, min(width, 110))
    for line in render("text", report, Look(width=width)).splitlines():
        assert len(line) <= room or " " not in line.strip() or ":" in line.split()[0]


def test_colours_change_nothing_else(report: Report) -> None:
    import re

    for name in ("text", "concise"):
        coloured = render(name, report, Look(colour=True))
        assert "\x1b[" in coloured
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(name, report)
