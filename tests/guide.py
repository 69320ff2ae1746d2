"""The editors' guide, read as a list of steps: what it shows is what happens in a copy of ``fixtures/editors``."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "editors.md"
SAMPLES = ROOT / "fixtures" / "editors"
_BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<held>.*?)^```$", re.DOTALL | re.MULTILINE)


def copied(folder: Path) -> None:
    """The samples in a folder of their own."""
    shutil.copytree(SAMPLES, folder)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What ``checker COMMAND`` does in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "checker", *shlex.split(command)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"},
    )


def blocks(kind: str) -> Iterator[str]:
    """What stands in the blocks of one kind, in order: "sh", "toml", or "" for what is shown."""
    for match in _BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        if match["kind"] == kind:
            yield match["held"]


def commands() -> list[str]:
    """Every ``checker`` command of the guide, in order, without the name and without comments."""
    lines = (line for block in blocks("sh") for line in block.splitlines())
    return [line.removeprefix("checker ").partition("  #")[0].strip() for line in lines if line.startswith("checker ")]
