"""Outputs in README.md are real: a comment names the command, the block below it holds what the command prints.

    python tests/readme.py          write what the commands print now into README.md

A line ``[...]`` in a block stands for lines left out.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(
    r"(<!-- output: checker (?P<command>[^\n]+) -->\n```\w*\n)(?P<shown>.*?)(^```$)", re.DOTALL | re.MULTILINE
)
CUT = "[...]"
LONGEST = 45


def printed(command: str) -> list[str]:
    """Lines that ``checker COMMAND`` prints in the root of the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "checker", *shlex.split(command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100"},
    )
    return done.stdout.splitlines()


def agrees(shown: list[str], lines: list[str]) -> bool:
    """Whether ``shown`` is ``lines``, or their beginning and end with a cut between."""
    if CUT not in shown:
        return shown == lines
    at = shown.index(CUT)
    head, tail = shown[:at], shown[at + 1 :]
    return len(head) + len(tail) < len(lines) and lines[:at] == head and lines[len(lines) - len(tail) :] == tail


def shorten(lines: list[str]) -> list[str]:
    """The beginning up to the last empty line that fits, and the last line."""
    if len(lines) <= LONGEST:
        return lines
    empty = [number for number, line in enumerate(lines[:LONGEST]) if not line]
    return [*lines[: empty[-1] + 1 if empty else LONGEST], CUT, lines[-1]]


def main() -> None:
    """Write the outputs of today into the README."""
    text = README.read_text(encoding="utf-8")

    def fill(match: re.Match[str]) -> str:
        lines = "".join(f"{line}\n" for line in shorten(printed(match["command"])))
        return f"{match[1]}{lines}```"

    README.write_text(BLOCK.sub(fill, text), encoding="utf-8")


if __name__ == "__main__":
    main()
