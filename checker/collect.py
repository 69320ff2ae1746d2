"""Which documents a command means: paths to a sorted list of inputs, folders walked, doubles dropped."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from checker.errors import UsageError
from checker.globs import Selection, matches, walk
from checker.model import Unreadable
from checker.read import READERS

STDIN = "-"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One document to read. ``data`` is set where the bytes do not come from a file."""

    path: str
    data: bytes | None = None
    against: bool = False


class Inputs(msgspec.Struct, frozen=True):
    """What to read, in the order of the paths; the paths that do not exist; the folders that hold no document."""

    found: tuple[Input, ...]
    missing: tuple[Unreadable, ...]
    empty: tuple[str, ...] = ()


def collect(
    paths: Sequence[str],
    against: Sequence[str] = (),
    stdin: bytes | None = None,
    stdin_name: str | None = None,
    selection: Selection | None = None,
) -> Inputs:
    """Inputs of a run. A document that is given twice is read once, and as one of ``paths`` rather than ``against``.

    ``selection`` says what of folders is wanted; without it, everything that can be read.

    Raises:
        UsageError: ``-`` stands among the paths and there is no standard input to read.
    """
    chosen: dict[str, Input] = {}
    missing: dict[str, Unreadable] = {}
    empty: list[str] = []
    for side, group in ((False, paths), (True, against)):
        for given in sorted(set(group)):
            if given == STDIN:
                _take_stdin(chosen, stdin, stdin_name, side)
                continue
            expanded = _expand(given, selection, side)
            if expanded is None:
                missing[given] = Unreadable(path=given, reason="no such file or folder")
            if expanded == [] and not (selection and selection.force_exclude):
                empty.append(given)
            for path in expanded or ():
                chosen.setdefault(os.path.realpath(path), Input(path=path, against=side))
    if selection and selection.force_exclude:
        chosen = {k: i for k, i in chosen.items() if i.against or not matches(selection.exclude, i.path)}
    found = sorted(chosen.values(), key=lambda i: (i.path, i.against))
    return Inputs(tuple(found), tuple(missing[k] for k in sorted(missing)), tuple(empty))


def _take_stdin(chosen: dict[str, Input], stdin: bytes | None, name: str | None, side: bool) -> None:
    """Standard input stands for the file of its name: an editor checks what is not saved yet."""
    if stdin is None:
        raise UsageError("'-' stands for standard input, which is not there to read")
    path = name or "<stdin>"
    chosen[os.path.realpath(path)] = Input(path=_posix(path), data=stdin, against=side)


def _expand(given: str, selection: Selection | None, archive: bool) -> list[str] | None:
    """Files that one given path stands for; ``None`` where nothing is there."""
    if Path(given).is_dir():
        if selection and selection.force_exclude and not archive and matches(selection.exclude, given, folder=True):
            return []
        return [_posix(path) for path in walk(given, READERS, selection, archive)]
    return [_posix(given)] if Path(given).exists() else None


def _posix(path: str) -> str:
    return Path(path).as_posix()
