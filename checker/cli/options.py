"""Options and helpers that several commands share."""

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from checker.errors import UsageError

# spelt out, as importing the formats would slow down every start
FORMATS = (
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown", "csv",
    "queries",
)  # fmt: skip
FILES = ("docx",)  # formats that no stream takes
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def listed(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Comma-separated values of an option that may be given again."""
    return tuple(part.strip() for one in given for part in one.split(",") if part.strip())


def output(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """FORMAT:PATH pairs of --output; without a path for standard output."""
    pairs = [one.partition(":") for one in given]
    for name, colon, path in pairs:
        known = name in FORMATS or (name in FILES and path)
        if not known or bool(colon) != bool(path) or path == "-":
            raise click.BadParameter(
                f"{name}{colon}{path} is not FORMAT:PATH, or FORMAT alone for standard output; "
                f"formats are {', '.join(FORMATS)}, and for files alone {', '.join(FILES)}"
            )
    return tuple((name, path) for name, _, path in pairs)


pack = click.option(
    "--pack",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Rule pack to use instead of the one that ships with checker.",
)
jobs = click.option("--jobs", "-j", default=1, type=click.IntRange(1), help="Processes that read documents.")
stdin_name = click.option(
    "--stdin-filename", "stdin_name", metavar="NAME", help="Path that standard input ('-') stands for."
)


def stdin(paths: tuple[str, ...]) -> bytes | None:
    """The bytes of standard input where ``-`` stands among the paths."""
    return sys.stdin.buffer.read() if "-" in paths else None


def loud() -> bool:
    """Whether an error inside checker is to be raised, for whoever hunts it."""
    return bool(os.environ.get("CHECKER_LOUD"))


def look(kind: Any, when: str = "auto") -> Any:
    """Width and colour of the terminal: --color, else NO_COLOR, CLICOLOR and CLICOLOR_FORCE, in this order."""
    of = os.environ.get
    colour = sys.stdout.isatty() and of("CLICOLOR", "1") != "0" and of("TERM") != "dumb"
    colour = not of("NO_COLOR") and (colour or of("CLICOLOR_FORCE", "0") not in ("", "0"))
    if when != "auto":
        colour = when == "always"
    return kind(width=shutil.get_terminal_size((100, 24)).columns, colour=colour)


def deafened() -> None:
    """Nobody reads standard output any more: what is still in its buffer goes nowhere, without an error."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(path: str, text: str) -> None:
    """Write a file, or say in one line why it cannot be."""
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
