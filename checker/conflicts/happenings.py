"""Lengths between two happenings that are named here and dated elsewhere in the document: "ten days after the vote"."""

import re
from collections.abc import Iterator

from checker.conflicts.durations import Length
from checker.conflicts.found import Dated, Found, Passage
from checker.extract.happening import triggers
from checker.model import Event, Span
from checker.timing import sentence_at

_REL = re.compile(r"\s*(?:after|before|following|prior to)\s+", re.IGNORECASE)
_AHEAD = re.compile(
    r"\s+(?:from|between)\s+(?P<a>[^,.;:]{3,50}?)\s+(?:to|and|until)\s+(?P<b>[^,.;:]{3,50}?)(?=[,.;:)]|$)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:from|between)\s+(?P<a>[^,.;:]{3,50}?)\s+(?:to|and|until)\s+(?P<b>[^,.;:]{3,90})$",
    re.IGNORECASE,
)
_LASTED = re.compile(
    r"\bafter (?:a|the|its|their)\s+(?P<what>[a-z]{4,})\s+(?:of|that (?:had )?lasted)\s*$", re.IGNORECASE
)
_BEGAN = r"\b(?:the|that|its|their)\s+{}\s+(?:had\s+)?(?:begun|began|started|opened|set in)\b"
_ARTICLE = re.compile(r"(?:the|a|an|its|their|his|her|this|that)\s+", re.IGNORECASE)
_WORDS = 5  # that a phrase may have
_REACH = 70  # characters between a phrase and the date that it stands with


def between(passage: Passage, index: int, length: Length) -> Found | None:
    """The finding for a length between two happenings, where each is told on one day of the document."""
    return _from_to(passage, index, length) or _after(passage, index, length) or _lasted(passage, index, length)


def _from_to(passage: Passage, index: int, length: Length) -> Found | None:
    """Ten months from the vote to the session; between the signature and the first concrete ... fifteen years."""
    span = passage.sentences[index]
    m = _AHEAD.match(passage.prose, length.end, span.end) or _BEHIND.search(passage.prose, span.start, length.start)
    if m is None:
        return None
    one, other = (_told(passage, index, Span(*m.span(part))) for part in ("a", "b"))
    return passage.unless_fits(length, other, one, "dates") if one and other else None


def _after(passage: Passage, index: int, length: Length) -> Found | None:
    """He waited two months after polling day for his oath: both are dated further up."""
    span = passage.sentences[index]
    m = _REL.match(passage.prose, length.end, span.end)
    if m is None:
        return None
    stop = passage.stop(m.end(), span.end)
    if any(m.end() <= d.mention.start < stop for d in passage.dates(index)) or passage.known(m.end(), stop):
        return None
    base = _told(passage, index, Span(m.end(), stop))
    before = [d for d in passage.dates(index) if d.mention.end <= length.start]
    if before and passage.cut(before[-1].mention.end, length.start):
        return None
    main = before[-1:] or _other(passage, index, Span(m.end(), stop), base)
    return passage.unless_fits(length, main, base, "dates") if base and main else None


def _lasted(passage: Passage, index: int, length: Length) -> Found | None:
    """It fell on 26 October after a siege of eighteen months. The siege had begun in May."""
    span = passage.sentences[index]
    m = _LASTED.search(passage.prose, span.start, length.start)
    ends = [d for d in passage.dates(index) if d.mention.end <= length.start]
    if m is None or not ends:
        return None
    began = re.compile(_BEGAN.format(re.escape(m["what"])), re.IGNORECASE)
    for i, other in enumerate(passage.sentences):
        hit = began.search(passage.prose, other.start, other.end)
        dates = passage.dates(i) if hit and abs(i - index) <= 2 else []
        if len(dates) == 1:
            return passage.unless_fits(length, ends[-1:], dates, "dates")
    return None


def _told(passage: Passage, index: int, named: Span) -> list[Dated]:
    """The one day, or month, on which the document puts what ``named`` names; nothing where there are two or none."""
    own = [d for d in passage.dates(index) if named.start <= d.mention.start < named.end]
    if own:
        return own if len(own) == 1 else []
    for t in triggers(passage.prose, named):
        found = _one(e for e in _elsewhere(passage, index) if e.kind == t.kind)
        if found:
            return found
    return _beside(passage, index, named)


def _other(passage: Passage, index: int, named: Span, base: list[Dated]) -> list[Dated]:
    """The day of what the rest of the sentence names."""
    span = passage.sentences[index]
    rest = [
        t for part in (Span(span.start, named.start), Span(named.end, span.end)) for t in triggers(passage.prose, part)
    ]
    inside = triggers(passage.prose, named)
    kinds = {t.kind for t in rest} - {t.kind for t in inside}
    found = _one(e for e in _elsewhere(passage, index) if e.kind in kinds)
    if not found and inside:  # "for his oath" stands within the clause of "after polling day"
        kinds = {t.kind for t in inside[1:]} - {inside[0].kind}
        found = _one(e for e in _elsewhere(passage, index) if e.kind in kinds)
    return found if found and base and found[0].meant != base[0].meant else []


def _elsewhere(passage: Passage, index: int) -> Iterator[Event]:
    """Happenings on a day or in a month, told in other sentences."""
    for e in passage.reading.events:
        dated = e.date.grain in ("day", "month") and e.period.first is not None and e.period.last is not None
        if dated and e.kind not in ("fact", "other") and sentence_at(passage.sentences, e.date.start) != index:
            yield e


def _one(found: Iterator[Event]) -> list[Dated]:
    days = {e.period: e for e in found}
    return [Dated(e.date, (e.period,)) for e in days.values()] if len(days) == 1 else []


def _beside(passage: Passage, index: int, named: Span) -> list[Dated]:
    """The one date that stands right behind the same words elsewhere: "the first concrete was poured in February"."""
    words = _ARTICLE.sub("", passage.prose[named.start : named.end], count=1).split()
    for size in range(min(len(words), _WORDS), 1, -1):
        found = []
        for m in re.finditer(rf"\b{re.escape(' '.join(words[:size]))}\b", passage.prose, re.IGNORECASE):
            i = sentence_at(passage.sentences, m.start())
            if i >= 0 and i != index:
                found += [d for d in passage.dates(i) if 0 <= d.mention.start - m.end() <= _REACH][:1]
        if found:
            return found if len(found) == 1 else []
    return []
