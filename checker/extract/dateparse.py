"""Last resort for dates that our patterns located and could not settle: dateparser, told everything, asked little.

One parser is kept. It knows English and absolute dates only, its reference date is a constant and it never sees the
clock; what it had to fill in itself is thrown away. A call costs some 400 us against 1 us of our own patterns, so it
gets candidates such as "27.10.2024" or "2024 Oct 27", never running text.
"""

from functools import lru_cache
from typing import Any

from checker import period
from checker.model import Period

_KNOWN = "day"


@lru_cache(maxsize=2)
def _parser(month_first: bool) -> Any:
    from datetime import datetime  # imported late, as dateparser itself, for the start-up of runs that need neither

    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001 a constant, never compared with a clock
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "MDY" if month_first else "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PREFER_DATES_FROM": "past",
            "TIMEZONE": "UTC",
            "TO_TIMEZONE": "UTC",
        },
    )


@lru_cache(maxsize=4096)
def read(candidate: str, month_first: bool = False) -> Period | None:
    """The day that ``candidate`` names, ``None`` where dateparser does not know or had to fill in a part."""
    try:
        data = _parser(month_first).get_date_data(candidate)
    except (ValueError, TypeError, OverflowError, AttributeError):
        return None  # dateparser raises on some of what it cannot read
    at = data.date_obj
    if at is None or data.period != _KNOWN:
        return None
    return period.day(at.year, at.month, at.day)
