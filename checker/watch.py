"""Checking again whenever a document changes: for an editor who writes with the findings beside the text."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from checker.collect import collect
from checker.globs import Selection

_EVERY = 0.4  # seconds between two looks at the files
_SETTLED = 0.1  # seconds in which nothing may change any more: editors write a file in steps

Stamp = dict[str, tuple[int, int]]


def stamp(paths: Sequence[str], against: Sequence[str], selection: Selection | None = None) -> Stamp:
    """When each document was last written, and how long it is."""
    found: Stamp = {}
    for one in collect(paths, against, selection=selection).found:
        try:
            status = Path(one.path).stat()
        except OSError:
            continue
        found[one.path] = (status.st_mtime_ns, status.st_size)
    return found


def changed(old: Stamp, new: Stamp) -> list[str]:
    """Paths that are new, gone or written since, sorted."""
    return sorted(path for path in {*old, *new} if old.get(path) != new.get(path))


def watch(
    paths: Sequence[str],
    against: Sequence[str],
    check: Callable[[], int],
    told: Callable[[list[str]], None],
    sleep: Callable[[float], None] = time.sleep,
    selection: Selection | None = None,
) -> int:
    """Check at once and after every change, until Ctrl-C; returns what the last check did.

    ``told`` is called before each check with the paths that have changed, first with none.
    """
    status = 0
    seen = stamp(paths, against, selection)
    changes: list[str] = []
    try:
        while True:
            told(changes)
            status = check()
            changes = []
            while not changes:
                sleep(_EVERY)
                changes = changed(seen, stamp(paths, against, selection))
            seen = _settled(paths, against, sleep, selection)
    except KeyboardInterrupt:
        return status


def _settled(
    paths: Sequence[str],
    against: Sequence[str],
    sleep: Callable[[float], None],
    selection: Selection | None,
) -> Stamp:
    seen = stamp(paths, against, selection)
    while True:
        sleep(_SETTLED)
        now = stamp(paths, against, selection)
        if now == seen:
            return now
        seen = now
