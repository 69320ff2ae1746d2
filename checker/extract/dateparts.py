"""What has been found of a date before its year is settled, and how that becomes a stretch of days."""

from dataclasses import dataclass

from checker import period
from checker.model import Grain, Period

# Any leap year: what a date without a year is measured on ("XXXX-02-29" has to be possible).
_ANY_YEAR = 2000


@dataclass(slots=True)
class Found:
    """A date where a text states it.

    ``shape`` is (month, day, last month, last day) with day 0 for the end of the month and months above 12 in the next
    year; ``year`` is added to it. ``fixed`` is a stretch that is known whole. With neither, the date is open.
    """

    start: int
    end: int
    grain: Grain
    shape: tuple[int, int, int, int] | None = None
    year: int | None = None
    fixed: Period | None = None
    weekday: int | None = None
    cue: str = ""  # "last", "next", "this": said of the date itself
    year_cue: str = ""  # "last", "same" ...: said of its year
    part: tuple[int, int] | None = None
    relative: bool = False
    noun: str | None = None
    number: tuple[int | float, int | float] | None = None
    unit: str | None = None


def settle(found: Found, year: int | None) -> Period | None:
    """The days that ``found`` covers in ``year``; ``None`` where the calendar has no such day or nothing is known."""
    if found.fixed is not None:
        return take(found.fixed, found.part) if found.part else found.fixed
    if found.shape is None or year is None:
        return None
    m1, d1, m2, d2 = found.shape
    whole = period.months(year, m1, m2, found.grain)
    if whole is None or whole.first is None or whole.last is None:
        return None
    first = whole.first if d1 <= 1 else _ordinal(year, m1, d1)
    last = whole.last if d2 == 0 else _ordinal(year + (m2 - 1) // 12, (m2 - 1) % 12 + 1, d2)
    if first is None or last is None or last < first:
        return None
    stretch = Period(first=first, last=last, grain=found.grain)
    return take(stretch, found.part) if found.part else stretch


def _ordinal(year: int, month: int, day: int) -> int | None:
    at = period.day(year, month, day)
    return at.first if at else None


def edtf(found: Found) -> tuple[str, str] | None:
    """Both ends with the year left open: "XXXX-10-27"."""
    stretch = settle(found, _ANY_YEAR)
    if stretch is None or stretch.first is None or stretch.last is None:
        return None
    return "XXXX" + period.iso(stretch.first)[4:], "XXXX" + period.iso(stretch.last)[4:]


def take(whole: Period, part: tuple[int, int]) -> Period:
    """A part of a period in per cent: full years of a decade, full months of a year, days of a month."""
    if whole.first is None or whole.last is None:
        return whole
    length = whole.last - whole.first + 1
    low, high = part
    if length > 1000:
        first = int(period.iso(whole.first)[:4])
        count = round(length / 365.25)
        taken = period.years(first + round(low * count / 100), first + round(high * count / 100) - 1)
    elif length > 360:
        first = int(period.iso(whole.first)[:4])
        month = int(period.iso(whole.first)[5:7]) - 1
        taken = period.months(first, month + round(low * 12 / 100) + 1, month + round(high * 12 / 100), "span")
    else:
        taken = Period(
            first=whole.first + low * length // 100, last=whole.first - (-high * length // 100) - 1, grain="span"
        )
    return taken or whole
