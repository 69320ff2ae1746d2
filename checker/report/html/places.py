"""Where the sides of findings stand in the prose, so that markup of a file is never shown for its text."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from checker.model import Claim, Document, Evidence, Mention, Reading, Run, Span
from checker.text import raw_span

_CONTEXT = 320  # characters of context on either side at most


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One side as it is shown: the quote in parts, marked or not, and what stands around it."""

    span: Span | None  # in Document.text; None in front matter
    before: str
    parts: tuple[tuple[str, bool], ...]
    after: str
    claims: tuple[Claim, ...] = ()

    @property
    def token(self) -> str:
        """What is marked."""
        return ", ".join(text for text, marked in self.parts if marked)


class Place:
    """One document with its text and its file side by side."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document: Document = reading.document
        self.runs: list[Run] = sorted((r for r in self.document.runs if r.width), key=lambda r: r.raw)
        self.claims: defaultdict[tuple[int, int], list[Claim]] = defaultdict(list)
        for claim in reading.claims:
            raw = raw_span(self.document, claim.span)
            self.claims[raw.start, raw.end].append(claim)
        self.starts = [m.start for m in reading.mentions]

    def text_span(self, start: int, end: int) -> Span | None:
        """Where ``raw[start:end]`` stands in the text; ``None`` where it is no part of it."""
        if not self.document.runs:
            return Span(start, end)
        first = bisect_right(self.runs, start, key=lambda r: r.raw) - 1
        if first < 0 or self.runs[first].raw + self.runs[first].width <= start:
            first += 1
        last = bisect_right(self.runs, max(start, end - 1), key=lambda r: r.raw) - 1
        if first > last or first >= len(self.runs):
            return None
        one, two = self.runs[first], self.runs[last]
        begin = one.text + (max(0, start - one.raw) if one.length == one.width else 0)
        close = two.text + (min(end - two.raw, two.length) if two.length == two.width else two.length)
        return Span(begin, close) if close > begin else None

    def spot(self, evidence: Evidence, alone: bool = False) -> Spot:
        """A side with the token that differs marked, and its sentence around it.

        Where a side stands ``alone`` its own figures stand against each other, and all of them are marked.
        """
        claims = tuple(c for c in self.claims.get((evidence.start, evidence.end), ()) if _same(c.value, evidence.value))
        span = self.text_span(evidence.start, evidence.end)
        if span is None:
            return Spot(span=None, before="", parts=((evidence.quote, False),), after="", claims=claims)
        text = self.document.text
        around = self._around(span)
        marks = _apart(self._figures(span) if alone else self._marks(span, evidence, claims))
        parts, at = [], span.start
        for mark in marks:
            if mark.start > at:
                parts.append((text[at : mark.start], False))
            parts.append((text[mark.start : mark.end], True))
            at = mark.end
        if at < span.end:
            parts.append((text[at : span.end], False))
        return Spot(
            span=span,
            before=text[around.start : span.start],
            parts=tuple(parts),
            after=text[span.end : around.end],
            claims=claims,
        )

    def _around(self, span: Span) -> Span:
        """The sentences of a quote, and the one before where the quote is all there is of its own."""
        sentences = self.reading.sentences
        inside = [i for i, s in enumerate(sentences) if s.start < span.end and span.start < s.end]
        if not inside:
            return span
        start, end = min(span.start, sentences[inside[0]].start), max(span.end, sentences[inside[-1]].end)
        if inside[0] and start == span.start and end - span.end < 2:
            start = sentences[inside[0] - 1].start
        return Span(max(start, span.start - _CONTEXT), min(end, span.end + _CONTEXT))

    def _marks(self, span: Span, evidence: Evidence, claims: Sequence[Claim]) -> list[Span]:
        if claims:
            return [c.mention for c in claims]
        value = evidence.value or {}
        low = value.get("low")
        if isinstance(low, str):
            people = [o.person_span for o in self.reading.offices if o.person == low and _within(o.person_span, span)]
            if people:
                return people
        mentions = [m for m in self._mentions(span) if _within(Span(m.start, m.end), span)]
        wanted = (low, value.get("high"))
        fitting = [m for m in mentions if wanted != (None, None) and wanted in ((m.low, m.high), m.number)]
        places = [Span(m.start, m.end) for m in fitting or mentions]
        return places or [r.mention for r in self.reading.ranks if _within(r.mention, span)] or [span]

    def _figures(self, span: Span) -> list[Span]:
        inside = [m for m in self._mentions(span) if _within(Span(m.start, m.end), span)]
        return [Span(m.start, m.end) for m in inside if m.kind != "ordinal"] or [span]

    def _mentions(self, span: Span) -> Sequence[Mention]:
        first = max(0, bisect_right(self.starts, span.start) - 2)
        return [m for m in self.reading.mentions[first : first + 400] if m.start < span.end]


def _same(a: dict[str, int | float | str | None], b: dict[str, int | float | str | None] | None) -> bool:
    return b is None or (a.get("low"), a.get("high")) == (b.get("low"), b.get("high"))


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, without those that overlap an earlier one."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.end > span.start and (not found or span.start >= found[-1].end):
            found.append(span)
    return found
