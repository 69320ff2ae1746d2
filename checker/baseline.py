"""The baseline: findings that were there when checker was taken up, one a line. See docs/suppressing.md."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from checker.errors import UsageError
from checker.files import replace
from checker.model import Finding
from checker.report import wording

VERSION = 1
_HEAD = "checker-baseline"
_LONGEST = 160  # of a message, which is there to be recognised


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``count`` findings of one fingerprint in the same documents. ``paths`` are relative to the baseline's folder."""

    fingerprint: str
    count: int
    rule: str
    paths: tuple[str, ...]
    message: str = ""


class Baseline(msgspec.Struct, frozen=True):
    """A baseline as read. ``home`` is the folder of its file."""

    path: str
    home: str
    entries: tuple[Entry, ...] = ()

    def places(self, entry: Entry) -> frozenset[str]:
        """Absolute paths of the documents of an entry."""
        return frozenset(os.path.normpath(Path(self.home, path)) for path in entry.paths)

    def gone(self) -> frozenset[str]:
        """Absolute paths of the entries' documents that are no longer there."""
        named = {place for entry in self.entries for place in self.places(entry)}
        return frozenset(place for place in named if not Path(place).exists())


class Matched(msgspec.Struct, frozen=True):
    """Which findings are in a baseline: for each of their places in the report, the place of the entry."""

    entries: dict[int, int]
    missing: dict[int, int]  # entries with the number of findings that were not met


def empty(path: str) -> Baseline:
    """A baseline without entries that is to stand at ``path``."""
    return Baseline(path, str(Path(path).absolute().parent))


def load(path: str) -> Baseline:
    """The baseline in a file.

    Raises:
        UsageError: there is no such file, it is of a newer version or broken; names the file and the line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise UsageError(
            f"{path}: there is no such baseline; `checker baseline update {path} PATHS` makes one"
        ) from None
    except OSError as error:
        raise UsageError(f"{path}: cannot read the baseline: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 (byte {error.start})") from None
    _check_head(path, lines[0] if lines else "")
    entries: dict[tuple[str, tuple[str, ...]], Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            entry = _entry(path, number, line)
            same = (entry.fingerprint, entry.paths)
            # two branches that were merged by lines may both have brought it
            entries[same] = entry if same not in entries else max(entries[same], entry, key=lambda e: e.count)
    return Baseline(path, empty(path).home, tuple(entries.values()))


def _check_head(path: str, line: str) -> None:
    try:
        head = msgspec.json.decode(line)
    except msgspec.DecodeError:
        head = None
    version = head.get(_HEAD) if isinstance(head, dict) else None
    if not isinstance(version, int):
        raise UsageError(f'{path}: is no baseline: line 1 should be {{"{_HEAD}":{VERSION}}}')
    if version > VERSION:
        raise UsageError(f"{path}: is a baseline of version {version}; this checker reads up to version {VERSION}")


def _entry(path: str, number: int, line: str) -> Entry:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise UsageError(f"{path}: line {number}: a merge was left unresolved; keep the lines of both sides")
    try:
        return msgspec.json.decode(line, type=Entry)
    except msgspec.DecodeError as error:
        raise UsageError(f"{path}: line {number}: {error}") from None


def dump(entries: Iterable[Entry]) -> str:
    """Entries as a file: the version, then one a line, sorted."""
    lines = [msgspec.json.encode({_HEAD: VERSION})]
    ordered = sorted(entries, key=lambda e: (e.paths, e.rule, e.fingerprint))
    return b"\n".join([*lines, *(msgspec.json.encode(e) for e in ordered), b""]).decode("utf-8")


def save(baseline: Baseline) -> None:
    """Write a baseline in one step.

    Raises:
        UsageError: it cannot be written.
    """
    replace(baseline.path, dump(baseline.entries))


def base(fingerprint: str) -> str:
    """A fingerprint without the count that tells findings of the same claims apart."""
    return fingerprint.partition("-")[0]


def entries(findings: Iterable[Finding], baseline: Baseline) -> tuple[Entry, ...]:
    """Findings as entries of a baseline."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    first: dict[tuple[str, tuple[str, ...]], Finding] = {}
    for finding in findings:
        paths = sorted({Path(os.path.relpath(p, baseline.home)).as_posix() for p in _paths(finding)})
        key = (base(finding.fingerprint), tuple(paths))
        counts[key] += 1
        first.setdefault(key, finding)
    return tuple(
        Entry(
            fingerprint=key[0],
            count=count,
            rule=first[key].rule,
            paths=key[1],
            message=_short(first[key].message),
        )
        for key, count in counts.items()
    )


def _short(message: str) -> str:
    line = wording.clean(message)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _paths(finding: Finding) -> frozenset[str]:
    return frozenset(os.path.abspath(e.path) for e in finding.evidence)  # noqa: PTH100 resolve() follows links


def match(findings: Sequence[Finding], baseline: Baseline, gone: Collection[str] = ()) -> Matched:
    """Which of ``findings`` are in the baseline. ``gone`` are documents of its entries that are no longer there.

    An entry stands for the findings of its fingerprint in the same documents, then in one of them, then, where one
    of its documents is gone and may have been moved, anywhere.
    """
    away = frozenset(gone)
    places = [baseline.places(entry) for entry in baseline.entries]
    left = [entry.count for entry in baseline.entries]
    by_base: defaultdict[str, list[int]] = defaultdict(list)
    for i, entry in enumerate(baseline.entries):
        by_base[base(entry.fingerprint)].append(i)
    open_ = {i: _paths(f) for i, f in enumerate(findings) if base(f.fingerprint) in by_base}
    ways: tuple[Callable[[frozenset[str], frozenset[str]], bool], ...] = (
        lambda now, then: now == then,
        lambda now, then: bool(now & then),
        lambda _, then: bool(then & away),
    )
    taken: dict[int, int] = {}
    for way in ways:
        for i, now in open_.items():
            candidates = by_base[base(findings[i].fingerprint)] if i not in taken else ()
            found = next((j for j in candidates if left[j] and way(now, places[j])), None)
            if found is not None:
                taken[i] = found
                left[found] -= 1
    return Matched(taken, {j: n for j, n in enumerate(left) if n})


def stale(
    baseline: Baseline, matched: Matched, documents: Collection[str], rules: Collection[str], gone: Collection[str]
) -> tuple[int, ...]:
    """Places of the entries that no longer occur (as often), as far as a run of these documents and rules can tell."""
    here = {os.path.abspath(path) for path in documents} | set(gone)  # noqa: PTH100 resolve() follows links
    return tuple(
        j for j in matched.missing if baseline.entries[j].rule in rules and baseline.places(baseline.entries[j]) <= here
    )


def renewed(
    baseline: Baseline, findings: Sequence[Finding], matched: Matched, over: Collection[int], *, add: bool
) -> Baseline:
    """The baseline after an update (``add``) or prune: ``over`` are its entries that no longer occur.

    Entries that the run could not judge stay as they are. The others are written anew, with the paths of today.
    """
    unmet = set(matched.missing) - set(over)
    kept = [baseline.entries[j] for j in sorted(unmet)]
    now = [f for i, f in enumerate(findings) if (matched.entries[i] not in unmet if i in matched.entries else add)]
    made = entries(now, baseline)
    merged = {(e.fingerprint, e.paths): e for e in made}
    for e in kept:
        same = (e.fingerprint, e.paths)
        merged[same] = max(merged[same], e, key=lambda x: x.count) if same in merged else e
    return msgspec.structs.replace(baseline, entries=tuple(merged.values()))
