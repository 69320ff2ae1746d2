"""Dates and durations of a text: each an interval of days or units, with what is unknown kept unknown.

Every pass locates its hits by one cheap pattern and reads a bounded window around each, so the time is linear. Where
two readings cover the same words, the longer one stays.
"""

from bisect import bisect_left
from operator import attrgetter

from checker import period
from checker.extract.datefind import by_month, by_year, digits
from checker.extract.dateparts import Found, edtf
from checker.extract.dateshort import short
from checker.extract.dateweek import nth_weekday
from checker.extract.datewords import patterns
from checker.extract.dateyear import settle_all
from checker.extract.duration import durations
from checker.extract.relative import relative, weekdays
from checker.model import Mention, Period

_EARLY, _LATE = 550_000, 3_000_000  # the years 1506 and 8214
_MONTH_FIRST = ("en-us",)


def dates(text: str, anchor: Period | None = None, language: str | None = None) -> list[Mention]:
    """Mentions of kind "date" and "duration" in the order of the text, none overlapping another.

    ``anchor`` is the document's date, against which what lacks a year is read; ``language`` decides 3/4/2025 ("en-US"
    has the month first). Without an anchor an unknown year stays open ("XXXX-10-27").
    """
    if anchor is not None and not _usable(anchor):
        anchor = None
    found = explicit(text, anchor, language)
    settled = settle_all(found, text, anchor, patterns())
    mentions = [m for one, days in zip(found, settled, strict=True) if (m := _mention(text, one, days))]
    mentions = [nth_weekday(text, m) for m in mentions]
    mentions.extend(durations(text, anchor))
    return _apart(mentions)


def _usable(anchor: Period) -> bool:
    """Whether "1500 years ago" and "next century" stay within the calendar."""
    return anchor.first is not None and anchor.last is not None and anchor.first > _EARLY and anchor.last < _LATE


def explicit(text: str, anchor: Period | None, language: str | None) -> list[Found]:
    """Everything that names a date, before years are settled."""
    p = patterns()
    found = list(digits(text, (language or "").lower().startswith(_MONTH_FIRST)))
    found.extend(by_month(text, p))
    found.extend(by_year(text, p))
    found.extend(relative(text, anchor, p))
    found.extend(weekdays(text, p))
    found.extend(short(text, p))
    return _longest(found)


def _longest(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    found.sort(key=lambda f: (f.start, -f.end))
    for one in found:
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _mention(text: str, one: Found, days: Period | None) -> Mention | None:
    low: str | None
    high: str | None
    if days is not None and days.first is not None and days.last is not None:
        low, high = period.iso(days.first), period.iso(days.last)
    elif one.shape is not None and one.year is None:
        ends = edtf(one)
        if ends is None:
            return None  # no calendar has such a day
        low, high = ends
    elif one.relative:
        low = high = None
    else:
        return None
    return Mention(
        kind="date", start=one.start, end=one.end, text=text[one.start : one.end], low=low, high=high, grain=one.grain,
        weekday=one.weekday, relative=one.relative, noun=one.noun,
    )  # fmt: skip


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Sorted and without overlaps; a longer mention displaces a shorter one, the first one its equal."""
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and m.start < kept[-1].end:
            if m.end - m.start > kept[-1].end - kept[-1].start:
                kept[-1] = m
            continue
        kept.append(m)
    return kept


def at(mentions: list[Mention], offset: int) -> Mention | None:
    """The mention that covers ``offset``, of a sorted list."""
    i = bisect_left(mentions, offset + 1, key=attrgetter("start")) - 1
    return mentions[i] if i >= 0 and mentions[i].start <= offset < mentions[i].end else None
