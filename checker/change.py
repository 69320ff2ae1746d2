"""What a change brings in: the findings of the work tree that the tree before it does not have.

Both trees are checked as wholes, so that an edit which makes an untouched document conflict brings a finding in. What
git calls unchanged is read once; the rest of the tree before comes from git's objects.
"""

import os
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from checker import engine, git, triage
from checker.baseline import base
from checker.collect import STDIN, Input, collect
from checker.errors import UsageError
from checker.globs import Selection, matches
from checker.ledger.base import is_ledger
from checker.model import Finding, Reading, Report
from checker.read import READERS
from checker.report.wording import LEVELS
from checker.settings import Options

_Quotes = tuple[str, ...]


class Before(msgspec.Struct, frozen=True):
    """The tree before a change: its findings, and which paths of a report the change touched."""

    revision: str
    findings: tuple[Finding, ...]
    touched: frozenset[str]


def examine(
    paths: Sequence[str], against: Sequence[str], options: Options, revision: str
) -> tuple[Report, list[Reading], Before]:
    """The report on the work tree, as ``engine.examine`` makes it, and what was there before.

    Raises:
        CheckerError: as the engine does; or git cannot tell what was there before.
    """
    with TemporaryDirectory() as kept:
        if options.cache is None:  # so that what did not change is read once
            options = msgspec.structs.replace(options, cache=Path(kept))
        inputs, touched = _before(paths, against, options, revision)
        report, readings = engine.examine(paths, against, options)
        ledgers = [path for path in against if is_ledger(path)]
        silent = msgspec.structs.replace(options, stdin=None, progress=None)
        old, old_readings = engine.examine((), ledgers, silent, inputs=inputs)
        told = triage.apply(old, [r.document for r in old_readings])
        _touch(readings)
    return report, readings, Before(revision, told.findings, touched)


def _touch(readings: Iterable[Reading]) -> None:
    """Take what is still to be used out of a cache that is about to go."""
    for one in readings:
        _ = one.document.raw


def only_new(report: Report, before: Before) -> Report:
    """``report`` without the findings that were there before, each with a touched document first."""
    old = _met(report.findings, before)
    found = tuple(_anchored(f, before.touched) for i, f in enumerate(report.findings) if i not in old)
    told = ((f"not new since {before.revision}", len(old)),) if old else ()
    return msgspec.structs.replace(report, findings=found, left_out=(*report.left_out, *told))


def _met(findings: Sequence[Finding], before: Before) -> set[int]:
    """Places of the findings that one from before accounts for, each of those for one.

    Of several with equal claims the old one is the one in the same documents, then the one in the same words (it was
    moved), then the one in documents that the change left alone. What became worse is new, and so is what a further
    document joined, on whichever side.
    """
    ways: tuple[Callable[[Finding], object], ...] = (
        lambda f: (_paths(f), _quotes(f)),
        _paths,
        _quotes,
        lambda _: None,
    )
    accounted: dict[int, int] = {}
    used: set[int] = set()
    open_ = sorted(range(len(findings)), key=lambda i: not _paths(findings[i]).isdisjoint(before.touched))
    for way in ways:
        left: defaultdict[object, deque[int]] = defaultdict(deque)
        for j, finding in enumerate(before.findings):
            for level in LEVELS[LEVELS.index(finding.level) :] if j not in used else ():
                left[level, base(finding.fingerprint), way(finding)].append(j)
        for i in open_:
            same = left.get((findings[i].level, base(findings[i].fingerprint), way(findings[i])), deque())
            while same and same[0] in used:
                same.popleft()
            if same:
                used.add(same[0])
                accounted[i] = same.popleft()
        open_ = [i for i in open_ if i not in accounted]
    return {i for i, j in accounted.items() if not _joined(findings[i], before.findings[j], before.touched)}


def _joined(now: Finding, then: Finding, touched: frozenset[str]) -> bool:
    """Whether the change brought a document to a conflict, and did not just move a side of it to another one."""
    return len(_paths(now)) > len(_paths(then)) and bool((_paths(now) - _paths(then)) & touched)


def _paths(finding: Finding) -> frozenset[str]:
    return frozenset(e.path for e in finding.evidence)


def _quotes(finding: Finding) -> _Quotes:
    return tuple(sorted(" ".join(e.quote.split()) for e in finding.evidence))


def _anchored(finding: Finding, touched: frozenset[str]) -> Finding:
    evidence = tuple(sorted(finding.evidence, key=lambda e: e.path not in touched))
    return msgspec.structs.replace(finding, evidence=evidence)


def _before(
    paths: Sequence[str], against: Sequence[str], options: Options, revision: str
) -> tuple[list[Input], frozenset[str]]:
    """The inputs that the run would have had before the change, and the paths of today's that it touched."""
    top = git.root(".")
    for path in paths:
        given = (options.stdin_name or STDIN) if path == STDIN else path
        if given != STDIN and _name(given, top) is None:
            raise UsageError(f"{given} is outside of the repository {top}: --changed-since knows nothing of it")
    commit = git.merge_base(top, revision)
    held, changed = git.files(top, commit), git.changes(top, commit)
    folders = [path for path in against if not is_ledger(path)]
    now = collect(paths, folders, options.stdin, options.stdin_name, options.selection).found
    made: list[Input] = []
    wanted: list[tuple[Input, str]] = []
    touched: set[str] = set()
    taken: set[str | None] = set()
    for one in now:
        name = _name(one.path, top)
        if name is None or (one.data is None and name in held and name not in changed.paths):
            made.append(one)
            taken.add(name)
            continue
        touched.add(one.path)
        old = name if name in held else changed.renamed.get(name)
        if old in held:
            taken.add(old)
            as_read = Path(one.path).with_suffix(Path(old).suffix).as_posix()
            wanted.append((Input(path=as_read, against=one.against), held[old]))
    gone = sorted(n for n in changed.paths & held.keys() if n not in taken and not _is_file(Path(top, n)))
    wanted += [(was, held[name]) for name in gone if (was := _gone(name, top, paths, folders, options.selection))]
    data = git.blobs(top, [blob for _, blob in wanted]) if wanted else []
    made += [msgspec.structs.replace(one, data=text) for (one, _), text in zip(wanted, data, strict=True)]
    return sorted(made, key=lambda i: (i.path, i.against)), frozenset(touched)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _name(path: str, top: str) -> str | None:
    """The file that a path leads to, as git names it; ``None`` outside of the repository."""
    inside = os.path.relpath(os.path.realpath(path), os.path.realpath(top))
    if inside == os.pardir or inside.startswith(os.pardir + os.sep):
        return None
    return Path(inside).as_posix()


def _gone(
    name: str, top: str, paths: Sequence[str], against: Sequence[str], selection: Selection | None
) -> Input | None:
    """A deleted file where one of the given folders, or its very path, would have brought it in."""
    path = Path(top, name)
    for archive, group in ((False, paths), (True, against)):
        for given in sorted(set(group)):
            folder = _name(given, top) if given != STDIN else None
            inside = "" if folder == "." else f"{folder}/"
            if folder is None or not (name.startswith(inside) or name == folder):
                continue
            if name != folder and not _chosen(path, name[len(inside) :], selection, archive):
                continue
            shown = Path(given) if name == folder else Path(given, name[len(inside) :])
            return Input(path=shown.as_posix(), against=archive)
    return None


def _chosen(path: Path, inside: str, selection: Selection | None, archive: bool) -> bool:
    if any(part.startswith((".", "~$")) for part in Path(inside).parts):
        return False
    if selection and matches(selection.exclude, str(path)):
        return False
    if selection and selection.include and not archive:
        return matches(selection.include, str(path))
    return path.suffix.lower() in READERS
