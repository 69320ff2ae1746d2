"""Which files of a folder are wanted: globs to include and to exclude, and .gitignore files, all in git's syntax."""

import os
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


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
    if globs is None or not globs.patterns:
        return False
    base = os.path.abspath(globs.base)
    whole = os.path.abspath(path)
    inside = _inside(whole, base)
    return inside is not None and _spec(globs.patterns).match_file(inside + "/" * folder)


def walk(folder: str, suffixes: Collection[str], selection: Selection | None, archive: bool = False) -> Iterator[str]:
    """Files of a folder that are wanted, sorted in each folder, without hidden ones.

    Patterns that mean the folder itself do not count in it, as it was named. ``include`` says what is checked, so it
    leaves an archive alone; with it, a suffix need not be known.
    """
    wanted = _Wanted(folder, selection, archive)
    for where, folders, files in os.walk(folder):
        wanted.enter(where)
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and not wanted.ignores(os.path.join(where, f), folder=True)
        )
        for name in sorted(files):
            if name.startswith(".") or not wanted.takes(where, name, suffixes):
                continue
            path = os.path.join(where, name)
            if not wanted.ignores(path, folder=False):
                yield path


class _Wanted:
    """The patterns that hold in a walk. ``_chains`` are the .gitignore files that hold in each folder, outer first."""

    def __init__(self, folder: str, selection: Selection | None, archive: bool) -> None:
        selection = selection or Selection(gitignore=False)
        self._include = None if archive else selection.include
        self._exclude = None if matches(selection.exclude, folder, folder=True) else selection.exclude
        self._gitignore = selection.gitignore
        self._top = os.path.abspath(folder)
        self._folder = folder
        above = _above(self._top) if self._gitignore else ()
        self._outer = () if _ignored(above, self._top, folder=True) else above
        self._chains: dict[str, tuple[tuple[str, GitIgnoreSpec], ...]] = {}

    def enter(self, where: str) -> None:
        """Take up the .gitignore of a folder."""
        whole = self._whole(where)
        chain = self._outer if whole == self._top else self._chains.get(os.path.dirname(whole), ())
        own = _file(os.path.join(whole, ".gitignore")) if self._gitignore else None
        self._chains[whole] = (*chain, (whole, own)) if own is not None else chain

    def takes(self, where: str, name: str, suffixes: Collection[str]) -> bool:
        """Whether a file is of a kind that is read."""
        if self._include is not None:
            return matches(self._include, os.path.join(where, name))
        return os.path.splitext(name)[1].lower() in suffixes

    def ignores(self, path: str, folder: bool) -> bool:
        """Whether a file or folder is excluded, or ignored by git."""
        if matches(self._exclude, path, folder):
            return True
        whole = self._whole(path)
        return _ignored(self._chains.get(os.path.dirname(whole), ()), whole, folder)

    def _whole(self, path: str) -> str:
        return os.path.normpath(os.path.join(self._top, os.path.relpath(path, self._folder)))


def _ignored(chain: tuple[tuple[str, Any], ...], whole: str, folder: bool) -> bool:
    for base, spec in reversed(chain):  # the innermost file that speaks of it decides
        inside = _inside(whole, base)
        said = None if inside is None else spec.check_file(inside + "/" * folder).include
        if said is not None:
            return bool(said)
    return False


def _above(top: str) -> tuple[tuple[str, "GitIgnoreSpec"], ...]:
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
