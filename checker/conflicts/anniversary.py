"""Anniversaries: "the 75th anniversary of the treaty", "the Act turns four today", against the year it began."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from checker.conflicts.durations import Length, lengths
from checker.conflicts.found import Dated, Found, Passage
from checker.model import Period, Span
from checker.pack.rules import RuleText
from checker.period import shift
from checker.timing import sentence_at

_DIGITS = re.compile(r"(\d{1,3})(?:st|nd|rd|th)$")
_TODAY = re.compile(r"\b(?:today|this (?:week|month|morning)|yesterday|tomorrow)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:next|upcoming|coming|will|approach\w*|ahead|prepar\w+|before|later)\b", re.IGNORECASE)
_NEAR = 3  # sentences around an anniversary in which its beginning may be told
_WITHIN = 40  # characters between "founded" and its date
_LONG = 220


@lru_cache(maxsize=4)
def _pattern(ordinals: tuple[str, ...], numbers: tuple[str, ...], tens: tuple[str, ...]) -> re.Pattern[str]:
    ordinal = "|".join(sorted(ordinals, key=len, reverse=True))
    ones, dozens = "|".join(sorted(numbers, key=len, reverse=True)), "|".join(tens)
    cardinal = rf"\d{{1,3}}|(?:{dozens})(?:-(?:{ones}))?|{ones}"
    return re.compile(
        rf"\b(?P<ordinal>\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{dozens})-)?(?:{ordinal}))[\s-]+(?:anniversary|birthday)\b"
        rf"|\b(?P<ago>{cardinal})(?:-year|th-year|\s+years?)\s+anniversary\b"
        rf"|\b(?:turn(?:s|ed)?)\s+(?P<turns>{cardinal})(?=\s+(?:today|this|last|next|on|in)\b)",
        re.IGNORECASE,
    )


def anniversaries(passage: Passage, text: RuleText) -> Iterator[Found]:
    """Anniversaries whose number does not fit the year that the document gives for the beginning."""
    words = text.words
    pattern = _pattern(words["ordinals"], words["numbers"], words["tens"])
    for m in pattern.finditer(passage.prose):
        count = _number(m, words)
        index = sentence_at(passage.sentences, m.start())
        if count and count > 1 and index >= 0 and not passage.in_quotes(m.start()):
            found = _check(passage, index, m, count, text)
            if found:
                yield found


def _number(m: re.Match[str], words: dict[str, tuple[str, ...]]) -> int | None:
    raw = (m["ordinal"] or m["ago"] or m["turns"]).lower()
    if raw[0].isdigit():
        return int(re.match(r"\d+", raw)[0])  # type: ignore[index]
    ten, _, one = raw.partition("-")
    if m["ordinal"]:
        last = one or ten
        position = words["ordinals"].index(last)
        value = position + 1 if position < 19 else 10 * (position - 17)
        return value + (10 * (words["tens"].index(ten) + 2) if one else 0)
    if raw in words["numbers"]:
        return words["numbers"].index(raw) + 1
    if ten not in words["tens"]:
        return None
    return 10 * (words["tens"].index(ten) + 2) + (words["numbers"].index(one) + 1 if one else 0)


def _check(passage: Passage, index: int, m: re.Match[str], count: int, text: RuleText) -> Found | None:
    span = passage.sentences[index]
    sentence = passage.prose[span.start : span.end]
    origins = _origins(passage, index, m, text)
    when = _when(passage, index, m, text, origins) if origins else None
    if when is None or when.first is None or when.last is None:
        return None
    years = {date.fromordinal(when.first).year, date.fromordinal(when.last).year}
    if _AHEAD.search(sentence):
        years |= {y + 1 for y in years}
    exact = bool(_TODAY.search(sentence)) or (when.grain == "day" and passage.own != when)
    slack = 0 if exact else 1
    meant = [(d, p) for d in origins for p in d.meant if p.first is not None and p.first < when.first]
    begun = [(date.fromordinal(p.first or 1).year, d, p) for d, p in meant]
    if not begun:
        return None
    if any(abs(y - count - b) <= slack for y in years for b, _, _ in begun):
        return None
    year, origin, period = begun[0]
    length = Length(m.start(), m.end(), count, "year", "exact", 0.0, 0.0)
    return Found(
        length=length,
        a=period,
        b=when,
        apart=f"{min(years, key=lambda y: abs(y - count - year)) - year} years",
        against="origin",
        sides=tuple(sorted({_around(passage, m), passage.claim(Span(origin.mention.start, origin.mention.end))})),
    )


def _when(passage: Passage, index: int, m: re.Match[str], text: RuleText, origins: list[Dated]) -> Period | None:
    """When the anniversary was or is: a date of the sentence, "three months ago", else the document's date."""
    span, own = passage.sentences[index], passage.own
    for length in lengths(passage.prose, span.start, span.end, text):
        if own and own.first is not None and re.match(r"\s*ago\b", passage.prose[length.end :][:6]):
            count = -round(length.count)
            if length.unit in ("week", "month", "year"):
                return shift(own, count, length.unit)
            return None
    begun = [d.mention for d in origins]
    for dated in passage.dates(index):
        if (
            dated.mention not in begun
            and dated.mention.grain in ("day", "month", "year")
            and abs(dated.mention.start - m.end()) <= 60
        ):
            behind = passage.prose[m.end() : dated.mention.start] if dated.mention.start >= m.end() else ""
            if not re.search(r"\bof\b|\bsince\b|'s|’s", behind):
                return dated.meant[0] if len(dated.meant) == 1 else None
    return own


def _origins(passage: Passage, index: int, m: re.Match[str], text: RuleText) -> list[Dated]:
    """Dates at which what is celebrated began: in the same sentence behind "of", or told nearby with a verb for it."""
    span = passage.sentences[index]
    tail = passage.prose[m.end() : span.end]
    own = [d for d in passage.dates(index) if d.mention.start >= m.end()]
    named = [d for d in own if re.search(r"\b(?:of|since)\b", passage.prose[m.end() : d.mention.start])]
    if named and passage.stop(m.end(), span.end) >= named[0].mention.start:
        return named[:1]
    begin = re.compile(r"\b(?:" + "|".join(map(re.escape, text.words["begin"])) + r")\b", re.IGNORECASE)
    ahead = begin.search(passage.prose, span.start, m.start())
    told = [d for d in passage.dates(index) if d.mention.end <= m.start()]
    if ahead and told and abs(told[-1].mention.start - ahead.end()) <= _WITHIN:
        return told[-1:]
    anaphor = re.match(r"\s+of\s+(?:that|this|the|its)\s+([\w-]+)", tail)
    subject = _subject(passage, m)
    for at in _nearby(passage, index, bool(anaphor)):
        near = passage.sentences[at]
        words = passage.prose[near.start : near.end]
        verb = begin.search(words)
        if verb is None:
            continue
        if not (
            abs(at - index) == 1 or (anaphor and _stem(anaphor[1]) == _stem(verb[0])) or subject & _capitals(words)
        ):
            continue
        dates = [d for d in passage.dates(at) if abs(d.mention.start - near.start - verb.start()) <= 80]
        if dates:
            return dates
    return []


def _nearby(passage: Passage, index: int, far: bool) -> Iterator[int]:
    reach = 12 if far else _NEAR
    block = passage.block(passage.sentences[index].start)
    for back in range(1, reach + 1):
        for at in (index + back, index - back):
            if 0 <= at < len(passage.sentences) and (far or passage.block(passage.sentences[at].start) == block):
                yield at


def _subject(passage: Passage, m: re.Match[str]) -> frozenset[str]:
    span = passage.sentences[sentence_at(passage.sentences, m.start())]
    return _capitals(passage.prose[span.start : span.end])


def _capitals(words: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"(?<=[\w,] )[A-Z][\w-]{2,}", words))


def _stem(word: str) -> str:
    return re.sub(r"(?:ature|ing|ed|ion|ment|s)$", "", word.lower())


def _around(passage: Passage, m: re.Match[str]) -> Span:
    span = passage.sentences[sentence_at(passage.sentences, m.start())]
    return (
        span if span.end - span.start <= _LONG else Span(max(span.start, m.start() - 80), min(span.end, m.end() + 80))
    )
