"""What git knows of a repository, read from its objects: never a work tree, an index or the network.

Paths are relative to the root of the repository, decoded as the file system's are.
"""

import os
import subprocess
from collections.abc import Sequence

import msgspec

from checker.errors import UsageError


class Changes(msgspec.Struct, frozen=True):
    """How the work tree differs from a commit: paths that were edited, added or deleted, and where renamed ones were.

    ``renamed`` maps a path of today to the one that it had; both are among ``paths``.
    """

    paths: frozenset[str]
    renamed: dict[str, str]


def root(folder: str) -> str:
    """The root of the repository that a folder is in.

    Raises:
        UsageError: git is not there, or the folder is in no repository.
    """
    done = _run(folder, "rev-parse", "--show-toplevel")
    said = done.stderr.decode("utf-8", "replace")
    here = "the current folder" if folder == "." else folder
    if done.returncode and "dubious ownership" in said:
        where = said.partition("repository at '")[2].partition("'\n")[0]
        raise UsageError(
            f"git does not trust {where or here}, which belongs to another user; allow it with "
            f"git config --global --add safe.directory {where or '...'}"
        )
    if done.returncode and "not a git repository" in said:
        raise UsageError(f"{here} is in no git repository, and --changed-since asks git")
    return os.fsdecode(_checked(done, "rev-parse").removesuffix(b"\n"))


def merge_base(top: str, revision: str) -> str:
    """The commit that ``revision`` and the work tree's one have in common.

    Raises:
        UsageError: there is no such revision, or a clone is too shallow to tell.
    """
    shallow = _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
    hint = "; this clone is shallow: fetch the whole history (fetch-depth: 0, or git fetch --unshallow)"
    more = hint if shallow else ""
    named = f"{revision}^{{commit}}"
    found = _run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    if found.returncode:
        raise UsageError(f"git knows no revision {revision}{more}")
    commit = found.stdout.decode().strip()
    common = _run(top, "merge-base", commit, "HEAD")
    if common.returncode:
        raise UsageError(f"{revision} and HEAD have no commit in common{more}")
    return common.stdout.decode().split()[0]


def files(top: str, commit: str) -> dict[str, str]:
    """Object names of the regular files of a commit, by path."""
    made = {}
    for row in _git(top, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        about, _, path = row.partition(b"\t")
        if about.startswith(b"100"):
            made[os.fsdecode(path)] = about.split()[2].decode()
    return made


def changes(top: str, commit: str) -> Changes:
    """What differs between a commit and the work tree. Files that git does not track are not among it."""
    told = _git(top, "diff", "--no-ext-diff", "--no-relative", "--name-status", "-z", "-M", commit, "--")
    fields = [os.fsdecode(one) for one in told.split(b"\0")[:-1]]
    paths: set[str] = set()
    renamed = {}
    at = 0
    while at < len(fields):
        status, width = fields[at], 2 if fields[at][0] in "RC" else 1
        named = fields[at + 1 : at + 1 + width]
        paths.update(named)
        if status[0] == "R":
            renamed[named[1]] = named[0]
        at += 1 + width
    return Changes(frozenset(paths), renamed)


def blobs(top: str, names: Sequence[str]) -> list[bytes]:
    """The bytes of objects, by their names.

    Raises:
        UsageError: one is missing, as in a clone that left objects out.
    """
    told = _git(top, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    made, at = [], 0
    for name in names:
        end = told.index(b"\n", at)
        head = told[at:end].split()
        if len(head) != 3:
            raise UsageError(f"git has no object {name}: fetch the whole history, without a filter")
        size = int(head[2])
        made.append(told[end + 1 : end + 1 + size])
        at = end + 2 + size
    return made


def _git(folder: str, *arguments: str, given: bytes | None = None) -> bytes:
    return _checked(_run(folder, *arguments, given=given), arguments[0])


def _checked(done: subprocess.CompletedProcess[bytes], command: str) -> bytes:
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"git {command}: {said[0] if said else f'status {done.returncode}'}")
    return done.stdout


def _run(folder: str, *arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            ["git", *arguments], cwd=folder, env=env, input=given or b"", capture_output=True, check=False
        )
    except FileNotFoundError:
        raise UsageError("git is not installed, and --changed-since asks it") from None
