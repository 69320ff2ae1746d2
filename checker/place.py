"""Drafts to findings: places in the file, quotes, fingerprints and the one order of a report."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from checker.model import Document, Draft, Evidence, Finding, Mention, Reading, Side, Span
from checker.text import line_column, line_starts, raw_span

_LONGEST_QUOTE = 400
_LEVELS = {"conflict": 0, "divergence": 1, "note": 2}


def findings(
    drafts: Iterable[Draft], readings: Sequence[Reading], checked: frozenset[int], questions: Mapping[str, str]
) -> tuple[Finding, ...]:
    """The findings that ``drafts`` stand for, without doubles, in the order of a report.

    ``checked`` are the documents that the run is about: a finding needs a side there, and shows that side first.
    ``questions`` are what each rule asks the author.
    """
    places = {r.index: _Places(r) for r in readings}
    made: dict[tuple[object, ...], tuple[Finding, Draft]] = {}
    for draft in drafts:
        if not any(side.document in checked for side in draft.sides):
            continue
        sides = sorted(draft.sides, key=lambda side: side.document not in checked)
        evidence = tuple(places[side.document].evidence(side) for side in sides)
        finding = _finding(draft, evidence, questions.get(draft.rule, ""))
        same = (draft.rule, frozenset((e.path, e.start, e.end) for e in evidence))
        if same not in made or _rank(finding) < _rank(made[same][0]):
            made[same] = (finding, draft)
    ordered = sorted(made.values(), key=lambda pair: order(pair[0]))
    return _with_fingerprints(ordered)


def _finding(draft: Draft, evidence: tuple[Evidence, ...], question: str) -> Finding:
    return Finding(
        rule=draft.rule,
        kind=draft.kind,
        level=draft.level,
        confidence=round(draft.confidence, 4),
        fingerprint="",
        message=draft.message,
        explanation=draft.explanation,
        evidence=evidence,
        question=question,
    )


def _rank(finding: Finding) -> tuple[object, ...]:
    return _LEVELS[finding.level], -finding.confidence, finding.message


def order(finding: Finding) -> tuple[object, ...]:
    """What findings are sorted by: their places, then all that may differ at one place."""
    first = [(e.path, e.start, e.end) for e in finding.evidence]
    return first, finding.rule, *_rank(finding)


def _with_fingerprints(ordered: Sequence[tuple[Finding, Draft]]) -> tuple[Finding, ...]:
    """Fingerprints hold the claims and no positions, so that they survive an edit elsewhere in the file.

    Findings of equal claims are counted, "-2", in the order of their quotes: moving a file swaps no two of them.
    """
    equal: dict[str, list[int]] = {}
    for i, (_, draft) in enumerate(ordered):
        key = "\n".join([draft.rule, *sorted({" ".join(part.lower().split()) for part in draft.key})])
        equal.setdefault(hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16], []).append(i)
    prints: dict[int, str] = {}
    for digest, places in equal.items():
        places.sort(key=lambda i: [" ".join(e.quote.split()) + "\n" + e.context for e in ordered[i][0].evidence])
        prints |= {i: f"{digest}-{n}" if n > 1 else digest for n, i in enumerate(places, 1)}
    return tuple(msgspec.structs.replace(f, fingerprint=prints[i]) for i, (f, _) in enumerate(ordered))


def named(document: Document, at: int) -> str:
    """The name of a place, "page 3", in a document whose lines nobody sees; else empty."""
    number = bisect_right(document.places, at, key=lambda p: p[0])
    return document.places[number - 1][1] if number else ""


class _Places:
    """One document's lines, so that they are counted once for all of its findings."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.starts = line_starts(reading.document.raw)

    def evidence(self, side: Side) -> Evidence:
        document = self.reading.document
        span = side.span if side.raw else raw_span(document, self._cut(side))
        line, column = line_column(self.starts, span.start)
        end_line, end_column = line_column(self.starts, span.end)
        return Evidence(
            path=document.path,
            start=span.start,
            end=span.end,
            line=line,
            column=column,
            quote=document.raw[span.start : span.end],
            value=side.value,
            stance=side.stance,
            source=side.source,
            period=side.period,
            end_line=end_line,
            end_column=end_column,
            context=self._lines(line, end_line),
            place=named(document, span.start),
        )

    def _lines(self, first: int, last: int) -> str:
        raw = self.reading.document.raw
        end = self.starts[last] if last < len(self.starts) else len(raw)
        return raw[self.starts[first - 1] : end].rstrip("\r\n")

    def _cut(self, side: Side) -> Span:
        """An over-long span, cut to the part of its sentence around the value it is about."""
        span = side.span
        if span.end - span.start <= _LONGEST_QUOTE:
            return span
        focus = _focus(self.reading, side)
        for sentence in self.reading.sentences:
            if sentence.start <= focus.start < sentence.end:
                span = Span(max(span.start, sentence.start), max(focus.end, min(span.end, sentence.end)))
        return _window(self.reading.document, span, focus)


def _focus(reading: Reading, side: Side) -> Span:
    inside = [m for m in reading.mentions if side.span.start <= m.start and m.end <= side.span.end]
    best = next((m for m in inside if _states(m, side)), inside[0] if inside else None)
    return Span(best.start, best.end) if best else Span(side.span.start, side.span.start)


def _states(mention: Mention, side: Side) -> bool:
    value = side.value or {}
    wanted = (value.get("low"), value.get("high"))
    return wanted != (None, None) and wanted in ((mention.low, mention.high), mention.number)


def _window(document: Document, span: Span, focus: Span) -> Span:
    """At most the longest quote around ``focus``, cut between words."""
    if span.end - span.start <= _LONGEST_QUOTE:
        return span
    room = (_LONGEST_QUOTE - min(_LONGEST_QUOTE, focus.end - focus.start)) // 2
    start, end = max(span.start, focus.start - room), min(span.end, focus.end + room)
    end = min(end, start + _LONGEST_QUOTE)
    text = document.text
    if start > span.start:
        space = text.find(" ", start, focus.start)
        start = space + 1 if space >= 0 else start
    if end < span.end:
        space = text.rfind(" ", focus.end, end)
        end = space if space >= 0 else end
    return Span(start, max(end, start))
