"""Which files of a folder are wanted: globs to include and to exclude, and .gitignore files, all in git's syntax."""

import os
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_Based = tuple[str, Any]  # a folder and the patterns that are relative to it


class Globs(msgspec.Struct, frozen=True):
    """Patterns in the syntax of .gitignore, and the folder that they are relative to ("" is the current one)."""

    base: str
    patterns: tuple[str, ...]


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What of a folder is read. ``force_exclude`` lets ``exclude`` hold also for what is named explicitly."""

    include: Globs | None = None
    exclude: Globs | None = None
    gitignore: bool = True
    force_exclude: bool = False


def trouble(pattern: str) -> str:
    """Why a pattern is none; empty where it is one."""
    try:
        _spec((pattern,))
    except ValueError:
        return f"{pattern!r} is no glob as .gitignore has them"
    return ""


def matches(globs: Globs | None, path: str, folder: bool = False) -> bool:
    """Whether a file (or a folder) is meant by ``globs``; nothing outside of their folder is."""
    based = _based(globs)
    return based is not None and _within(based, os.path.abspath(path), folder)


def walk(folder: str, suffixes: Collection[str], selection: Selection | None, archive: bool = False) -> Iterator[str]:
    """Files of a folder that are wanted, sorted in each folder, without hidden ones.

    Patterns that mean the folder itself do not count in it, as it was named. ``include`` says what is checked, so it
    leaves an archive alone; with it, a suffix need not be known.
    """
    wanted = _Wanted(folder, selection, archive)
    for where, folders, files in os.walk(folder):
        whole = wanted.enter(where)
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and not wanted.ignores(whole, whole + os.sep + f, folder=True)
        )
        for name in sorted(files):
            path = whole + os.sep + name
            if (
                name.startswith((".", "~$"))
                or not wanted.takes(path, suffixes)
                or wanted.ignores(whole, path, folder=False)
            ):
                continue
            yield os.path.join(where, name)


class _Wanted:
    """The patterns that hold in a walk; its paths are absolute. ``_chains`` are the .gitignore files of each folder."""

    def __init__(self, folder: str, selection: Selection | None, archive: bool) -> None:
        selection = selection or Selection(gitignore=False)
        self._include = None if archive else _based(selection.include)
        self._exclude = None if matches(selection.exclude, folder, folder=True) else _based(selection.exclude)
        self._gitignore = selection.gitignore
        self._top = os.path.abspath(folder)
        self._folder = folder
        above = _above(self._top) if self._gitignore else ()
        self._outer = () if _ignored(above, self._top, folder=True) else above
        self._chains: dict[str, tuple[_Based, ...]] = {}

    def enter(self, where: str) -> str:
        """Take up the .gitignore of a folder of the walk; its absolute path."""
        whole = os.path.normpath(os.path.join(self._top, os.path.relpath(where, self._folder)))
        chain = self._outer if whole == self._top else self._chains.get(os.path.dirname(whole), ())
        own = _file(os.path.join(whole, ".gitignore")) if self._gitignore else None
        self._chains[whole] = (*chain, (whole, own)) if own is not None else chain
        return whole

    def takes(self, whole: str, suffixes: Collection[str]) -> bool:
        """Whether a file is of a kind that is read."""
        if self._include is not None:
            return _within(self._include, whole, folder=False)
        return os.path.splitext(whole)[1].lower() in suffixes

    def ignores(self, where: str, whole: str, folder: bool) -> bool:
        """Whether a file or folder in ``where`` is excluded, or ignored by git."""
        if self._exclude is not None and _within(self._exclude, whole, folder):
            return True
        return _ignored(self._chains[where], whole, folder)


def _based(globs: Globs | None) -> _Based | None:
    return (os.path.abspath(globs.base), _spec(globs.patterns)) if globs and globs.patterns else None


def _within(based: _Based, whole: str, folder: bool) -> bool:
    inside = _inside(whole, based[0])
    return inside is not None and bool(based[1].match_file(inside + "/" * folder))


def _ignored(chain: tuple[_Based, ...], whole: str, folder: bool) -> bool:
    for base, spec in reversed(chain):  # the innermost file that speaks of it decides
        inside = _inside(whole, base)
        said = None if inside is None else spec.check_file(inside + "/" * folder).include
        if said is not None:
            return bool(said)
    return False


def _above(top: str) -> tuple[_Based, ...]:
    """The ignore files of the repository that a folder is in, from its root down to above the folder."""
    here, parents = Path(top), []
    if not (here / ".git").exists():
        for parent in here.parents:
            parents.append(parent)
            if (parent / ".git").exists():
                break
        else:
            return ()
    root = parents[-1] if parents else here
    files = [(root, root / ".git" / "info" / "exclude"), *((p, p / ".gitignore") for p in reversed(parents))]
    read = ((str(base), _file(str(path))) for base, path in files)
    return tuple((base, spec) for base, spec in read if spec is not None)


def _file(path: str) -> "GitIgnoreSpec | None":
    try:
        lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return _spec(tuple(line for line in lines if not trouble(line)))


def _inside(whole: str, base: str) -> str | None:
    prefix = base if base.endswith(os.sep) else base + os.sep
    return whole[len(prefix) :].replace(os.sep, "/") if whole.startswith(prefix) else None


@lru_cache(maxsize=512)
def _spec(patterns: tuple[str, ...]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)
