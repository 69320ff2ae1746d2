"""A day told by its weekday and its place in a month: "the second Tuesday of July"."""

import re
from calendar import monthrange
from datetime import date

import msgspec

from checker import period
from checker.model import Mention

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_DAYS = tuple(d.lower() for d in period.WEEKDAYS)
_BEFORE = re.compile(
    r"\b(?:the\s+)?(" + "|".join(_NTH) + r")\s+(" + "|".join(_DAYS) + r")\s+(?:of|in)\s+$", re.IGNORECASE
)


def nth_weekday(text: str, month: Mention) -> Mention:
    """``month`` as the day that the words before it make of it, or as it is."""
    if month.kind != "date" or month.grain != "month" or str(month.low or "X").startswith("X"):
        return month
    m = _BEFORE.search(text, max(0, month.start - 40), month.start)
    if not m:
        return month
    first = date.fromisoformat(str(month.low))
    weekday, nth = _DAYS.index(m[2].lower()), _NTH[m[1].lower()]
    day = 1 + (weekday - first.weekday()) % 7
    day += 7 * ((monthrange(first.year, first.month)[1] - day) // 7 if nth < 0 else nth - 1)
    at = first.replace(day=day).isoformat()
    start = m.start()
    return msgspec.structs.replace(
        month, start=start, text=text[start : month.end], low=at, high=at, grain="day", weekday=weekday
    )
