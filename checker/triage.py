"""What is done about the findings of a report: suppressed in the text, decided by an editor, known from a baseline.

A pure function of the report and of what was read. Nothing is dropped unsaid: what is left out is counted and kept.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import PurePath
from typing import Literal, get_args

import msgspec

from checker import baseline as base
from checker.conflicts import RULES
from checker.model import Decision, Document, Evidence, Finding, Hidden, Kind, Notice, Report
from checker.report import wording
from checker.suppress import Cover, scan

HOW: dict[Literal["suppressed", "dismissed", "baseline"], str] = {
    "suppressed": "suppressed in the text",
    "dismissed": "dismissed by a decision",
    "baseline": "in the baseline",
}
_LIKELY = 20  # findings that are looked at more closely
_ALIKE = 75.0  # per cent of a quote that has to be the same for it to be the one that was decided on


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was given to triage with.

    ``today`` is the day that decisions are held against; without it none has run out. ``gone`` are absolute paths of
    the baseline's documents that are no longer there, ``missing`` the ones of the decisions as they are written.
    ``partial`` says that findings were kept back (by confidence), so that nothing can be called unused.
    """

    baseline: base.Baseline | None = None
    decisions: tuple[Decision, ...] = ()
    decisions_path: str = ""
    today: date | None = None
    gone: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    partial: bool = False


def apply(report: Report, documents: Iterable[Document], given: Given | None = None) -> Report:
    """``report`` without the findings that are to be left out, with decisions marked and notices added.

    ``documents`` are those of the run; the ones of the archive count as well.
    """
    given = given or Given()
    hidden, notices = _suppressed(report, documents, given)
    marks, dismissed, more = _decided(report, given)
    notices += more
    hidden = dismissed | hidden
    if given.baseline:
        matched = base.match(report.findings, given.baseline, given.gone)
        for i in matched.entries:
            hidden.setdefault(i, Hidden(finding=report.findings[i], how="baseline", path=given.baseline.path))
        notices += _stale(report, given, matched)
    left = Counter(h.how for h in hidden.values())
    return msgspec.structs.replace(
        report,
        findings=tuple(
            msgspec.structs.replace(f, decision=marks.get(i)) for i, f in enumerate(report.findings) if i not in hidden
        ),
        notices=(*report.notices, *sorted(notices, key=lambda n: (n.path, n.line, n.message))),
        left_out=(*report.left_out, *((said, left[how]) for how, said in HOW.items() if left[how])),
        hidden=(*report.hidden, *(hidden[i] for i in sorted(hidden))),
    )


def known_names() -> frozenset[str]:
    """Kinds and rules that a suppression can name."""
    return frozenset(get_args(Kind)) | {module.ID for module in RULES}


def _paths(report: Report) -> frozenset[str]:
    return frozenset(d.path for d in report.documents)


def _suppressed(report: Report, documents: Iterable[Document], given: Given) -> tuple[dict[int, Hidden], list[Notice]]:
    checked = frozenset(d.path for d in report.documents if not d.against)
    known = known_names()
    covers: defaultdict[str, list[Cover]] = defaultdict(list)
    notices: list[Notice] = []
    for document in documents:
        found, trouble = scan(document, known)
        if found:
            covers[document.path] += found
        if document.path in checked:
            notices += trouble
    hidden: dict[int, Hidden] = {}
    used: set[Cover] = set()
    for i, finding in enumerate(report.findings) if covers else ():
        by = [(e, c) for e in finding.evidence for c in covers.get(e.path, ()) if _covers(c, e, finding)]
        used.update(c for _, c in by)
        if by and not _disagree([e for e in finding.evidence if all(e is not x for x, _ in by)]):
            first = by[0][1]
            hidden[i] = Hidden(finding=finding, how="suppressed", reason=first.reason, path=first.path, line=first.line)
    if not given.partial and not report.errors:
        ran = {name for rule in report.rules for name in (rule.id, rule.kind)}
        notices += (
            Notice(message=f"checker-{c.verb} {c.name} suppresses nothing in this run", path=c.path, line=c.line)
            for path in sorted(covers.keys() & checked)
            for c in covers[path]
            if c not in used and c.name in ran
        )
    return hidden, notices


def _covers(cover: Cover, evidence: Evidence, finding: Finding) -> bool:
    named = cover.name in (finding.kind, finding.rule)
    return named and evidence.start < cover.span.end and cover.span.start < max(evidence.end, evidence.start + 1)


def _disagree(sides: Sequence[Evidence]) -> bool:
    """Whether two of the sides state values of one unit that lie apart."""
    return any(_apart(a.value or {}, b.value or {}) for a, b in combinations(sides, 2))


def _apart(a: dict[str, int | float | str | None], b: dict[str, int | float | str | None]) -> bool:
    if a.get("unit") != b.get("unit"):
        return False
    return any(_below(x.get("high"), y.get("low")) for x, y in ((a, b), (b, a)))


def _below(high: object, low: object) -> bool:
    if isinstance(high, str) and isinstance(low, str):
        return high < low
    return isinstance(high, int | float) and isinstance(low, int | float) and high < low


def _decided(report: Report, given: Given) -> tuple[dict[int, Decision], dict[int, Hidden], list[Notice]]:
    """Findings that are marked, findings that are dismissed, and decisions that no longer hold."""
    marks: dict[int, Decision] = {}
    dismissed: dict[int, Hidden] = {}
    notices: list[Notice] = []
    by_base: defaultdict[str, list[int]] = defaultdict(list)
    for i, finding in enumerate(report.findings):
        by_base[base.base(finding.fingerprint)].append(i)
    loose: list[Decision] = []
    for one in given.decisions:
        at = _meant(one, report.findings, by_base, taken=marks.keys() | dismissed.keys())
        if at is None:
            loose.append(one)
        elif why := _void(one, report.findings[at], given):
            notices.append(_reopened(one, report.findings[at], why))
        elif one.status == "dismissed":
            dismissed[at] = Hidden(
                finding=report.findings[at], how="dismissed", reason=one.reason, path=given.decisions_path
            )
        else:
            marks[at] = one
    notices += _adrift(loose, report, given, marks.keys() | dismissed.keys())
    return marks, dismissed, notices


def _meant(
    one: Decision, findings: Sequence[Finding], by_base: dict[str, list[int]], taken: Collection[int]
) -> int | None:
    """The finding of a decision. Among findings of equal claims the quotes tell which."""
    open_ = [i for i in by_base.get(base.base(one.fingerprint), ()) if i not in taken]
    exact = [i for i in open_ if findings[i].fingerprint == one.fingerprint]
    fitting = [i for i in [*exact, *open_] if one.quotes and not _changed(one, findings[i])]
    return next(iter([*fitting, *exact]), None)


def _changed(one: Decision, finding: Finding) -> bool:
    """Whether a quote that was decided on no longer stands in the finding."""
    now = {_plain(e.quote) for e in finding.evidence}
    return any(_plain(quote) not in now for quote in one.quotes)


def _plain(quote: str) -> str:
    return wording.clean(quote)


def _void(one: Decision, finding: Finding, given: Given) -> str:
    """Why a decision does not hold for its finding; empty where it does."""
    if _changed(one, finding):
        return "a quote has changed"
    if one.until and given.today and one.until < given.today:
        return f"it held until {one.until.isoformat()}"
    if one.status == "dismissed" and not one.reason.strip():
        return "it has no reason"
    return ""


def _reopened(one: Decision, finding: Finding, why: str) -> Notice:
    by = f" of {wording.clean(one.by)}" if one.by else ""
    on = f" on {one.on.isoformat()}" if one.on else ""
    first = finding.evidence[0]
    return Notice(
        message=f"the decision{by}{on} ({one.status}, {one.fingerprint}) is open again: {why}",
        path=first.path,
        line=first.line,
    )


def _adrift(loose: Sequence[Decision], report: Report, given: Given, taken: Collection[int]) -> Iterator[Notice]:
    """Decisions whose fingerprint no finding has: of a value that changed since, or of nothing any more."""
    alike = _Alike({i: f for i, f in enumerate(report.findings) if i not in taken} if loose else {})
    here = _paths(report) | given.missing
    ran = {rule.id for rule in report.rules}
    for one in loose:
        found = alike.take(one)
        if found:
            yield _reopened(one, found, "a value has changed")
        elif one.paths and one.rule in ran and here.issuperset(one.paths) and not (given.partial or report.errors):
            about = f": {wording.clean(one.message)}" if one.message else ""
            yield Notice(
                message=f"the decision {one.fingerprint} ({one.status}) is about nothing that still occurs{about}",
                path=given.decisions_path,
            )


class _Alike:
    """Findings that nothing was decided about, by their documents and quotes."""

    def __init__(self, findings: dict[int, Finding]) -> None:
        self.findings = findings
        self.by_path: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self.quotes: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for i, finding in findings.items():
            for e in finding.evidence:
                self.by_path[finding.rule, e.path].append(i)
                self.quotes[finding.rule].append((_plain(e.quote), i))

    def take(self, one: Decision) -> Finding | None:
        """The finding whose quotes are much like those of a decision. It is found once."""
        if not one.quotes:
            return None
        candidates = {i for path in one.paths for i in self.by_path.get((one.rule, path), ())}
        rated = [(self._share(one, i), -i) for i in candidates or self._likely(one) if i in self.findings]
        share, at = max(rated, default=(0.0, 0))
        return self.findings.pop(-at) if share >= _ALIKE else None

    def _likely(self, one: Decision) -> frozenset[int]:
        """Where no document of the decision has a finding: those with a quote like its longest."""
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extract

        known = self.quotes.get(one.rule, [])
        near = extract(
            _plain(max(one.quotes, key=len)), [q for q, _ in known], scorer=ratio, score_cutoff=_ALIKE, limit=_LIKELY
        )
        return frozenset(known[at][1] for _, _, at in near)

    def _share(self, one: Decision, at: int) -> float:
        """How much of the quotes of a decision stands in a finding, in per cent."""
        from rapidfuzz.fuzz import ratio

        now = [_plain(e.quote) for e in self.findings[at].evidence]
        return sum(max(ratio(_plain(q), n) for n in now) for q in one.quotes) / len(one.quotes)


def _stale(report: Report, given: Given, matched: base.Matched) -> Iterator[Notice]:
    if given.baseline is None or given.partial or report.errors:
        return
    rules = {rule.id for rule in report.rules}
    old = base.stale(given.baseline, matched, _paths(report), rules, given.gone)
    if old:
        number = sum(matched.missing[j] for j in old)
        shown = PurePath(given.baseline.path).as_posix()
        yield Notice(
            message=f"{wording.plural(number, 'finding')} of the baseline no longer occur{'s' if number == 1 else ''}: "
            f"checker baseline prune {shown} PATHS takes {'it' if number == 1 else 'them'} out",
            path=shown,
        )
