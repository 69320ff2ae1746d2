"""When a figure holds: a date of its own clause, else the document's date where the clause speaks of the present."""

import re
from collections.abc import Sequence
from datetime import date

from checker.build.near import Near
from checker.model import Mention, Period, Span
from checker.period import NO_YEAR

_EVENT_YEAR = re.compile(r"\b(?:the|its|his|her|their|a|this)\s+$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|did|then|used to|earlier|previously|formerly|once)\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:(since|after|until|till|before)\s+(?:\w+\s+){0,3}|(from)\s+(?:\w+\s+)?)$", re.IGNORECASE)
# A period that a measure is only compared with: "than in the month before", "down on the same months last year".
_COMPARED = re.compile(
    r"\b(?:than|compared (?:with|to)|against|(?:up|down)\b[^.;,]{0,30}\b(?:on|from))\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)


# Where a sentence holds two times against each other, its one date is of one of them.
_CONTRAST = re.compile(
    r"\b(?:against|compared|than (?:in|at|during|a year)|up from|down from|from|while|whereas|but|now|today|currently"
    r"|twice|doubled?|tripled?|half|times|best|worst|still|already|earlier|later|then|once|had been"
    r"|will|would|to reach|rising to|falling to)\b|;",
    re.IGNORECASE,
)


# The day on which something was asked or pledged is not the time that it is asked for.
_TOLD_ON = re.compile(
    r"\b(?:said|told|asked|announced|pledged|promised|urged|demanded|called|agreed|vowed|undertook|resolved|insisted"
    r"|known|argued|predicted|forecast|wanted|requested|proposed|offered|meeting|met)\b"
    r"(?:\s+[a-z]+){0,6}?\s+(?:in|on|last|early|late)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)


def without_telling(text: str, dates: Sequence[Mention]) -> list[Mention]:
    """The dates without those on which somebody said so."""
    return [d for d in dates if not _TOLD_ON.search(text[max(0, d.start - 60) : d.start])]


# behind the figure that a change is measured from: the year of "narrowing this year, after 5.8 % last year"
_FROM_FIGURE = re.compile(
    r"\b(?:after|from|against|than|compared with|compared to)\s[^,;.:()]{0,25}\d[\d.,]*\s*(?:%|per\s?cent|\w+)?\s+"
    r"(?:(?:in|at|for|during|over)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)


def without_compared(text: str, dates: Sequence[Mention]) -> list[Mention]:
    """The dates that a change is stated for, without those that it is measured from."""
    before = [(d, text[max(0, d.start - 60) : d.start]) for d in dates]
    return [d for d, led in before if not _COMPARED.search(led) and not _FROM_FIGURE.search(led)]


def names_event(text: str, day: Mention) -> bool:
    """Whether a date tells of a thing ("the 2022 act", "the loan, agreed in May,"), not when the figure holds."""
    if _SINCE_WHEN.search(text[max(0, day.start - 40) : day.start]) and _ENDS.match(text, day.end):
        return True
    if not (day.text.isdigit() and _EVENT_YEAR.search(text[max(0, day.start - 8) : day.start])):
        return False
    return text[day.end : day.end + 2].strip().isalpha() and not _YEAR_KIND.match(text, day.end)


_YEAR_KIND = re.compile(r"\s+(?:fiscal|financial|calendar|budget|season|marketing|crop)\b")
_SINCE_WHEN = re.compile(
    r",\s(?:(?:which|that)\s+(?:was|were)\s+)?(?:first\s+)?(?:agreed|signed|concluded|launched|adopted|approved|announced|opened"
    r"|set up|founded|created|passed|negotiated|reached|struck|begun|unveiled|sealed|introduced|established|elected"
    r"|appointed|completed|built|commissioned|inaugurated)\s+(?:in|on|last|at the end of)?\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*,")


def period_of(mention: Mention) -> Period | None:
    """Days of a date mention, in ``NO_YEAR`` where the year is unknown."""
    low, high = (str(end or "").replace("XXXX", f"{NO_YEAR:04}") for end in (mention.low, mention.high))
    try:
        first = date.fromisoformat(low).toordinal() if low else None
        last = date.fromisoformat(high).toordinal() if high else None
    except ValueError:
        return None
    return None if first is None and last is None else Period(first=first, last=last, grain=mention.grain or "span")


def period_for(
    near: Near,
    part: Span,
    clause: Span,
    mention: Span,
    amounts: Sequence[Mention],
    dates: Sequence[Mention],
    *,
    of_total: bool = False,
) -> tuple[Period | None, bool]:
    """Period that a figure holds for: a date of its own part, else one of its clause or sentence that is no other's."""
    own = [d for d in dates if part.start <= d.start < part.end]
    if own:
        return _joined(near.text, own), True
    inside = [d for d in dates if near.sentence.start <= d.start < near.sentence.end]
    alone = len(inside) == 1 and not _CONTRAST.search(near.text, near.sentence.start, near.sentence.end)
    if len(inside) == 1 and (of_total or alone):  # parts are counted when their total is
        return _bounded(near.text, inside[0]), True
    for span in (clause, near.sentence):
        if (
            span is not clause
            and ";" in near.text[near.sentence.start : mention.start]
            and _NOW.search(near.text, clause.start, clause.end)
        ):
            break  # "Before 2022 there were 30,000; 12,000 are left"
        free = [
            d
            for d in dates
            if span.start <= d.start < span.end and _owner(d, amounts, near.sentence) in (None, mention.start)
        ]
        if len(free) == 1:
            return _bounded(near.text, free[0]), True
        if free:
            return None, False
    return None if _PAST.search(near.text, clause.start, clause.end) else near.published, False


_NOW = re.compile(r"\b(?:is|are|remains?|has|have|now|today)\b", re.IGNORECASE)


def without_year(period: Period | None) -> bool:
    """Whether a period is one of a year that is not known."""
    end = period and (period.first or period.last)
    return bool(end) and date.fromordinal(end or 1).year <= NO_YEAR


def _owner(day: Mention, amounts: Sequence[Mention], sentence: Span) -> int | None:
    """The figure that a date goes with: the nearest one before it; none for a date that opens the sentence."""
    before = [m.start for m in amounts if sentence.start <= m.start < day.start]
    return before[-1] if before else None


def _bounded(text: str, day: Mention) -> Period | None:
    """The period of a date with what stands before it: "since" leaves its end open, "until" its beginning.

    "By" a day is as of that day.
    """
    period = period_of(day)
    years = _YEARS_TO.search(text[max(0, day.start - 40) : day.start])
    if period and period.last and years:
        return Period(first=period.last - round(365.25 * _number(years[1])), last=period.last, grain=period.grain)
    if period and period.last and day.grain == "year" and _ENDED.search(text[max(0, day.start - 12) : day.start]):
        return Period(first=period.last - _MONTH, last=period.last, grain="month")
    lead = _LEAD.search(text[max(0, day.start - 40) : day.start])
    if period is None or lead is None:
        return period
    word = (lead[1] or lead[2]).lower()
    if word == "after":
        return Period(first=None if period.last is None else period.last + 1, last=None, grain=period.grain)
    if word == "before":
        return Period(first=None, last=None if period.first is None else period.first - 1, grain=period.grain)
    since = word in ("since", "from")
    return Period(first=period.first if since else None, last=None if since else period.last, grain=period.grain)


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_YEARS_TO = re.compile(
    rf"\bthe\s+({'|'.join(_NUMBERS)}|\d{{1,2}})\s+years\s+(?:to|ending|ended|until)\s+(?:in\s+)?$", re.IGNORECASE
)


_ENDED, _MONTH = re.compile(r"\b(?:ended|ends|closed|finished)\s+$", re.IGNORECASE), 30


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 2


def _joined(text: str, dates: Sequence[Mention]) -> Period | None:
    periods = [p for d in dates if (p := _bounded(text, d))]
    if not periods:
        return None
    firsts, lasts = [p.first for p in periods], [p.last for p in periods]
    return Period(
        first=None if None in firsts else min(f for f in firsts if f is not None),
        last=None if None in lasts else max(e for e in lasts if e is not None), grain=periods[0].grain,
    )  # fmt: skip
