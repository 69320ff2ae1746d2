"""What a change brings in: the findings of the work tree that the tree before it does not have.

Both trees are checked as wholes, so that an edit which makes an untouched document conflict brings a finding in. What
git calls unchanged is read once; the rest of the tree before comes from git's objects.
"""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from checker import engine, git, triage
from checker.collect import STDIN, Input, collect
from checker.errors import UsageError
from checker.globs import Selection, matches
from checker.ledger.base import is_ledger
from checker.model import Finding, Reading, Report
from checker.read import READERS
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
    left: dict[str, Counter[_Quotes]] = {}
    for finding in before.findings:
        left.setdefault(_claims(finding), Counter())[_quotes(finding)] += 1
    kept, rest = [], []
    for i, finding in enumerate(report.findings):
        same = left.get(_claims(finding))
        if same and same[_quotes(finding)]:
            same[_quotes(finding)] -= 1
        else:
            rest.append(i)
    rest.sort(key=lambda i: any(e.path in before.touched for e in report.findings[i].evidence))
    for i in rest:  # of those that equal one from before, the one in an untouched document is the old one
        same = left.get(_claims(report.findings[i]))
        if same and same.total():
            same[next(iter(same.elements()))] -= 1
        else:
            kept.append(i)
    found = tuple(_anchored(report.findings[i], before.touched) for i in sorted(kept))
    gone = len(report.findings) - len(found)
    told = ((f"not new since {before.revision}", gone),) if gone else ()
    return msgspec.structs.replace(report, findings=found, left_out=(*report.left_out, *told))


def _claims(finding: Finding) -> str:
    """A fingerprint without the number that tells findings of equal claims apart."""
    return finding.fingerprint.partition("-")[0]


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
        name = (options.stdin_name or STDIN) if path == STDIN else path
        if name != STDIN and _name(name, top) is None:
            raise UsageError(f"{name} is outside of the repository {top}: --changed-since knows nothing of it")
    commit = git.merge_base(top, revision)
    held, changed = git.files(top, commit), git.changes(top, commit)
    folders = [path for path in against if not is_ledger(path)]
    now = collect(paths, folders, options.stdin, options.stdin_name, options.selection).found
    made: list[Input] = []
    wanted: list[tuple[Input, str]] = []
    touched, taken = set(), set()
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
            wanted.append((Input(path=one.path, against=one.against), held[old]))
    gone = sorted(n for n in changed.paths & set(held) if n not in taken and not os.path.lexists(Path(top, n)))
    wanted += [(one, held[name]) for name in gone if (one := _gone(name, top, paths, folders, options.selection))]
    data = git.blobs(top, [blob for _, blob in wanted]) if wanted else []
    made += [msgspec.structs.replace(one, data=text) for (one, _), text in zip(wanted, data, strict=True)]
    return sorted(made, key=lambda i: (i.path, i.against)), frozenset(touched)


def _name(path: str, top: str) -> str | None:
    """A path as git names it; ``None`` outside of the repository."""
    whole = Path(path).absolute()
    inside = os.path.relpath(Path(os.path.realpath(whole.parent), whole.name), os.path.realpath(top))
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
