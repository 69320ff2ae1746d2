"""What commands share that read documents: --cache-dir and --no-cache, and progress where somebody waits."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from checker.cli.options import loud

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FOLDER = ".checker_cache"
_QUIET = 2.0  # seconds in which nobody wants to be told that something is under way
_EVERY = 0.2

_dir = click.option(
    "--cache-dir",
    envvar="CHECKER_CACHE_DIR",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help=f"Where to keep what was read out of documents.  [default: {_FOLDER}]",
)
_none = click.option(
    "--no-cache", envvar="CHECKER_NO_CACHE", is_flag=True, help="Read all documents anew, and keep nothing."
)


def caching(command: _Command) -> _Command:
    """The options --cache-dir and --no-cache."""
    return _dir(_none(command))


def place(cache_dir: str | None, no_cache: bool, base: str = "") -> Path | None:
    """Folder of the cache, or ``None``: also where the default one cannot be written to, as in a read-only checkout.

    ``base`` is the folder that the default place is in.
    """
    if no_cache or (loud() and not cache_dir):
        return None
    if cache_dir:
        return Path(cache_dir)
    folder = Path(base, _FOLDER)
    return folder if os.access(folder if folder.exists() else Path(base or "."), os.W_OK) else None


def progress() -> Callable[[int, int], None] | None:
    """Tells how far a run is on standard error, if that is a terminal, once the run takes long."""
    return _Progress().told if sys.stderr.isatty() else None


class _Progress:
    def __init__(self) -> None:
        self._next = time.monotonic() + _QUIET
        self._shown = False

    def told(self, done: int, total: int) -> None:
        """Told how many documents of how many are read."""
        now = time.monotonic()
        if done == total and self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
        elif now >= self._next and done < total:
            click.echo(f"\r\x1b[Kread {done:,} of {total:,} documents", nl=False, err=True)
            self._shown, self._next = True, now + _EVERY
