"""A document as the rules over time read it: dates with the days they may mean, sentence by sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from checker.conflicts.durations import Length, apart, fits, in_words
from checker.model import Document, Event, Mention, Period, Reading, Span
from checker.period import of
from checker.timing import month_day, on, own_date, sentence_at, years

_STOP = re.compile(r"[.;:!?](?=\s|$)|,\s+(?:and|but|while|which|who|when)\b")
_CUT = re.compile(r"[;:!?]|\.\s")
_QUOTED = re.compile(r"[“\"][^”\"\n]{0,800}[”\"]")
_BACK = 2  # sentences back in which the date that "later" counts from may stand


class Dated(msgspec.Struct, frozen=True):
    """A date mention with the stretches that it may mean: more than one where its year is not written."""

    mention: Mention
    meant: tuple[Period, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A length that fits none of the dates it may lie between."""

    length: Length
    a: Period
    b: Period
    apart: str
    against: str  # "dates", "document", "fact", "origin"
    sides: tuple[Span, ...]
    source: str = ""
    name: str = ""


class Passage:
    """One document with its dates by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document: Document = reading.document
        self.prose = reading.document.text
        self.sentences = reading.sentences
        self.own = own_date(reading)
        self._blocks = [b.span.start for b in reading.document.blocks]
        self._quotes = [m.span() for m in _QUOTED.finditer(self.prose)]
        self._by_sentence: dict[int, list[Mention]] = {}
        for m in reading.mentions:
            if m.kind == "date":
                self._by_sentence.setdefault(sentence_at(self.sentences, m.start), []).append(m)
        self._facts = [e for e in reading.events if e.kind == "fact"]
        self._made: dict[int, list[Dated]] = {}

    @classmethod
    def of(cls, reading: Reading) -> "Passage":
        """The passage of a reading."""
        return cls(reading)

    def dates(self, index: int) -> list[Dated]:
        """Dates of one sentence of which the days are known, in order."""
        if index not in self._made:
            made = (Dated(m, self._meant(m)) for m in self._by_sentence.get(index, ()))
            self._made[index] = [d for d in made if d.meant]
        return self._made[index]

    def _meant(self, mention: Mention) -> tuple[Period, ...]:
        at = month_day(mention)
        if at is None or years(mention.text) or not re.search(r"\d", mention.text):
            period = of(mention)
            return (period,) if period and period.first is not None and period.last is not None else ()
        if re.search(r"\b(?:last|next|this|ago)\b", mention.text, re.IGNORECASE):
            period = of(mention)
            return (period,) if period else ()
        around = years(self.prose[max(0, mention.start - 400) : mention.start])
        mean = {y + s for y in around[-3:] for s in (0, 1)}
        if self.own and self.own.first is not None:
            own = date.fromordinal(self.own.first).year
            mean |= {own - 1, own, own + 1}
        anchor = self.own.first if self.own and self.own.first is not None else 0
        days = sorted((d for y in mean if (d := on(y, *at)) is not None), key=lambda d: (abs(d - anchor), d))
        return tuple(Period(first=d, last=d, grain="day") for d in days)

    def before(self, index: int) -> list[Dated]:
        """Dates of the sentences just before, of the same block, in order."""
        block = self.block(self.sentences[index].start)
        for back in range(1, _BACK + 1):
            if index - back < 0 or self.block(self.sentences[index - back].start) != block:
                return []
            if found := self.dates(index - back):
                return found
        return []

    def block(self, at: int) -> int:
        """Index of the block that a place stands in."""
        return bisect_left(self._blocks, at + 1) - 1

    def in_quotes(self, at: int) -> bool:
        """Whether a place stands inside quotation marks."""
        i = bisect_left(self._quotes, (at + 1, 0)) - 1
        return i >= 0 and at < self._quotes[i][1]

    def stop(self, start: int, end: int) -> int:
        """Where the clause that begins at ``start`` ends."""
        m = _STOP.search(self.prose, start, end)
        return m.start() if m else end

    def cut(self, start: int, end: int) -> bool:
        """Whether a stronger stop than a comma stands between two places."""
        return bool(_CUT.search(self.prose, start, end))

    def known(self, start: int, end: int) -> list[Event]:
        """Happenings of the reference facts that are named between two places."""
        return [e for e in self._facts if start <= e.date.start < end]

    def beside(self, mention: Mention, length: Length, tail: int, reach: int) -> bool:
        """Whether a date stands right before or right behind a length (which, with its "later", ends at ``tail``)."""
        if mention.start >= tail:
            return mention.start - tail <= reach
        return 0 <= length.start - mention.end <= reach

    def unless_fits(
        self,
        length: Length,
        ends: Iterable[Dated],
        starts: "Sequence[Dated] | Sequence[Period] | Sequence[Event]",
        against: str,
        *,
        inclusive: bool = False,
    ) -> Found | None:
        """The finding that a length calls for, or ``None`` where a pair of the days that may be meant fits it."""
        pairs = [(p, q, d, s) for d in ends for p in d.meant for s in starts for q in _periods(s)]
        if not pairs or any(fits(length, p, q) or (inclusive and _inclusive(length, p, q)) for p, q, _, _ in pairs):
            return None
        p, q, end, start = min(pairs, key=lambda x: abs((x[0].first or 0) - (x[1].first or 0)))
        span = apart(p, q)
        if span is None or span[1] == 0:
            return None
        first, last = (p, q) if (p.first or 0) <= (q.first or 0) else (q, p)
        return Found(
            length=length,
            a=first,
            b=last,
            apart=in_words(span),
            against=against,
            sides=self._sides(length, end.mention, start),
            source=start.source if isinstance(start, Event) else "",
            name=start.date.text if isinstance(start, Event) else "",
        )

    def _sides(self, length: Length, mention: Mention, start: object) -> tuple[Span, ...]:
        ends = [(length.start, length.end), (mention.start, mention.end)]
        if isinstance(start, Event):
            ends.append((start.date.start, start.date.end))
        near = max(b for _, b in ends) - min(a for a, _ in ends) <= 260
        sides = [Span(min(a for a, _ in ends), max(b for _, b in ends))] if near else [Span(a, b) for a, b in ends]
        if isinstance(start, Dated):
            at = Span(start.mention.start, start.mention.end)
            if sides[0].start - 160 <= at.start and at.end <= sides[0].end + 160 and self._same(at, sides[0]):
                return (Span(min(at.start, sides[0].start), max(at.end, sides[0].end)),)
            sides.insert(0, self.claim(at))
        return tuple(sides)

    def _same(self, a: Span, b: Span) -> bool:
        return sentence_at(self.sentences, a.start) == sentence_at(self.sentences, b.start)

    def claim(self, span: Span) -> Span:
        """The sentence of a place, cut to what stands near it where it is long."""
        sentence = self.sentences[sentence_at(self.sentences, span.start)]
        if sentence.end - sentence.start <= 240:
            return sentence
        start = sentence.start if span.start - sentence.start < 120 else self.prose.rfind(" ", 0, span.start - 80) + 1
        cut = self.prose.find(" ", span.end + 80)
        return Span(start, min(sentence.end, cut if cut > 0 else sentence.end))


def _periods(start: "Dated | Period | Event") -> tuple[Period, ...]:
    if isinstance(start, Period):
        return (start,)
    return (start.period,) if isinstance(start, Event) else start.meant


def _inclusive(length: Length, a: Period, b: Period) -> bool:
    span = apart(a, b)
    return span is not None and span[0] + 1 <= length.high and length.low <= span[1] + 1
