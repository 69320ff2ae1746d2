"""Arithmetic of stretches of days: where they meet, how far apart they lie, and how a reader would write them.

Days are proleptic Gregorian ordinals. An open end (``None``) reaches as far as it has to. What cannot be told (a year
that is not known) is no period, never a guess.
"""

import re
from calendar import monthrange
from datetime import date

from checker.model import Grain, Mention, Period

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A leap year long ago: what a date whose year is not known is measured on, as "29 February" has to be possible.
NO_YEAR = 4
_QUARTERS = ("first", "second", "third", "fourth")
_EDTF = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|Q[1-4]))?(?:-(\d\d))?(?:T.*)?")
_DAYS_A_MONTH = 30.4369


def day(year: int, month: int, dom: int) -> Period | None:
    """One day, or ``None`` where the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= dom <= monthrange(year, month)[1]):
        return None
    at = date(year, month, dom).toordinal()
    return Period(first=at, last=at, grain="day")


def months(year: int, first: int, last: int, grain: Grain = "month") -> Period | None:
    """The months ``first`` to ``last`` of a year; ``last`` above 12 runs on into the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    if not (year >= 1 and end_year <= 9999 and 1 <= first <= 12):
        return None
    end = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Period(first=date(year, first, 1).toordinal(), last=end.toordinal(), grain=grain)


def years(first: int, last: int, grain: Grain = "span") -> Period | None:
    """Whole years from ``first`` to ``last``."""
    if not 1 <= first <= last <= 9999:
        return None
    return Period(first=date(first, 1, 1).toordinal(), last=date(last, 12, 31).toordinal(), grain=grain)


def year(number: int) -> Period | None:
    """One calendar year."""
    return years(number, number, "year")


def from_iso(text: str) -> Period | None:
    """Period of an ISO 8601 or EDTF date: a day, month, quarter ("2025-Q3"), year, decade ("199X"), century ("19XX").

    "A/B" is the stretch from A to B, ".." or nothing an open end. ``None`` where it is no date or its year is unknown.
    """
    if "/" in text:
        left, _, right = text.partition("/")
        first, last = from_iso(left), from_iso(right)
        if (first is None and left.strip() not in ("", "..")) or (last is None and right.strip() not in ("", "..")):
            return None
        return Period(first=first.first if first else None, last=last.last if last else None)
    m = _EDTF.fullmatch(text.strip())
    if not m:
        return None
    return _single(m[1], m[2], m[3])


def _single(stem: str, middle: str | None, dom: str | None) -> Period | None:
    if stem.endswith("XX"):
        return years(int(stem[:2]) * 100, int(stem[:2]) * 100 + 99, "century")
    if stem.endswith("X"):
        return years(int(stem[:3]) * 10, int(stem[:3]) * 10 + 9, "decade")
    number = int(stem)
    if middle is None:
        return year(number)
    if middle.startswith("Q"):
        return months(number, 3 * int(middle[1]) - 2, 3 * int(middle[1]), "quarter")
    if not 1 <= int(middle) <= 12:
        return None
    return day(number, int(middle), int(dom)) if dom else months(number, int(middle), int(middle))


def of(mention: Mention) -> Period | None:
    """Period of a date mention; ``None`` where it is open: an unknown year, an unsettled "the day before"."""
    if mention.kind != "date" or not isinstance(mention.low, str) or not isinstance(mention.high, str):
        return None
    first, last = from_iso(mention.low), from_iso(mention.high)
    if first is None or last is None:
        return None
    return Period(first=first.first, last=last.last, grain=mention.grain or "span")


def iso(ordinal: int) -> str:
    """An ordinal as an ISO day."""
    return date.fromordinal(ordinal).isoformat()


def meets(a: Period, b: Period) -> bool:
    """Whether the two have a day in common."""
    return not (
        (a.last is not None and b.first is not None and a.last < b.first)
        or (b.last is not None and a.first is not None and b.last < a.first)
    )


overlaps = meets


def contains(outer: Period, inner: Period) -> bool:
    """Whether every day of ``inner`` is one of ``outer``."""
    begins = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    return begins and (outer.last is None or (inner.last is not None and inner.last <= outer.last))


def distance(a: Period, b: Period) -> tuple[int | None, int | None]:
    """Fewest and most days from a day of ``a`` to a day of ``b``; negative where ``b`` comes first, ``None`` open."""
    least = b.first - a.last if b.first is not None and a.last is not None else None
    most = b.last - a.first if b.last is not None and a.first is not None else None
    return least, most


def gap(a: Period, b: Period) -> tuple[int, int | None]:
    """Fewest and most days between the two, whichever comes first."""
    least, most = distance(a, b)
    if least is None or most is None:
        return (0 if meets(a, b) else abs(least if least is not None else most or 0)), None
    if least <= 0 <= most:
        return 0, max(-least, most)
    return min(abs(least), abs(most)), max(abs(least), abs(most))


def months_between(a: Period, b: Period) -> tuple[float | None, float | None]:
    """Fewest and most months from ``a`` to ``b``: whole calendar months plus the days left over as a fraction."""
    least = _months(a.last, b.first)
    return least, _months(a.first, b.last)


def _months(start: int | None, end: int | None) -> float | None:
    if start is None or end is None:
        return None
    if end < start:
        back = _months(end, start)
        return None if back is None else -back
    first, last = date.fromordinal(start), date.fromordinal(end)
    whole = (last.year - first.year) * 12 + last.month - first.month
    if add_months(start, whole) > end:
        whole -= 1
    return whole + (end - add_months(start, whole)) / _DAYS_A_MONTH


def add_months(ordinal: int, count: int) -> int:
    """The same day ``count`` months on, or the last day of a shorter month. Never leaves the calendar."""
    at = date.fromordinal(ordinal)
    number = min(max(at.year * 12 + at.month - 1 + count, 12), 9999 * 12 + 11)
    to_year, to_month = number // 12, number % 12 + 1
    return date(to_year, to_month, min(at.day, monthrange(to_year, to_month)[1])).toordinal()


def shift(period: Period, count: int, unit: str) -> Period:
    """``period`` moved by ``count`` days, weeks, months or years."""
    return Period(first=_shift(period.first, count, unit), last=_shift(period.last, count, unit), grain=period.grain)


def _shift(ordinal: int | None, count: int, unit: str) -> int | None:
    if ordinal is None:
        return None
    if unit in ("month", "year"):
        return add_months(ordinal, count if unit == "month" else 12 * count)
    return min(max(ordinal + count * (7 if unit == "week" else 1), 1), date.max.toordinal())


def weekday(period: Period) -> int | None:
    """0 (Monday) to 6 of a single day."""
    if period.first is None or period.first != period.last:
        return None
    return (period.first - 1) % 7


def reader(period: Period) -> str:
    """The period as a reader would write it: "27 October 2024", "third quarter of 2025", "3 to 5 May 2025"."""
    if period.first is None or period.last is None:
        if period.first is not None:
            return f"from {_day(date.fromordinal(period.first))}"
        return f"until {_day(date.fromordinal(period.last))}" if period.last is not None else "at any time"
    first, last = date.fromordinal(period.first), date.fromordinal(period.last)
    if first == last:
        return _day(first)
    if first.day == 1 and (last.month, last.day) == (last.month, monthrange(last.year, last.month)[1]):
        return _whole_months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _whole_months(first: date, last: date) -> str:
    if (first.month, last.month) == (1, 12):
        if first.year == last.year:
            return str(first.year)
        if first.year % 10 == 0 and last.year == first.year + 9:
            return f"{first.year}s"
        return f"{first.year} to {last.year}"
    if first.year != last.year:
        return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"
    if first.month == last.month:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first.month % 3 == 1 and last.month == first.month + 2:
        return f"{_QUARTERS[first.month // 3]} quarter of {first.year}"
    if (first.month, last.month) in ((1, 6), (7, 12)):
        return f"{'first' if first.month == 1 else 'second'} half of {first.year}"
    return f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]} {last.year}"


def _day(at: date) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"
