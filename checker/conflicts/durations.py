"""Stated lengths of time: where a text names one, and which number of days it may stand for."""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import inf

import msgspec

from checker.model import Period
from checker.pack.rules import RuleText

_DAYS = {"day": 1.0, "night": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44, "year": 365.25, "decade": 3652.5,
         "century": 36525.0}  # fmt: skip


class Length(msgspec.Struct, frozen=True):
    """A length of time in a text; ``low`` and ``high`` are the days that it may stand for."""

    start: int
    end: int
    count: float
    unit: str
    hedge: str
    low: float
    high: float


@lru_cache(maxsize=8)
def _pattern(numbers: tuple[str, ...], tens: tuple[str, ...], hedges: tuple[str, ...]) -> re.Pattern[str]:
    ones, dozens = "|".join(sorted(numbers, key=len, reverse=True)), "|".join(tens)
    hedge = "|".join(re.escape(h) for h in sorted(hedges, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?P<hedge>{hedge})\s+)?(?:(?:the|these|those|last|past|full)\s+)?"
        rf"(?P<count>\d{{1,3}}(?:\.\d)?|(?:{dozens})(?:[- ](?:{ones}))?|{ones}|an?|half a|a couple of)"
        rf"(?P<half> and a half)?(?:\s+(?:full|whole|short|long|more))?"
        rf"[\s-]+(?P<unit>days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))\b"
        rf"(?P<half2> and a half)?",
        re.IGNORECASE,
    )


def lengths(prose: str, start: int, end: int, text: RuleText) -> Iterator[Length]:
    """Lengths of time between two places of a text, in order."""
    words = text.words
    hedges = tuple(h for kind in ("about", "nearly", "over", "least", "most", "exact") for h in words[kind])
    for m in _pattern(words["numbers"], words["tens"], hedges).finditer(prose, start, end):
        unit = _unit(m["unit"].lower())
        count = _count(m["count"].lower(), words["numbers"], words["tens"])
        if count is None:
            continue
        count += 0.5 if m["half"] or m["half2"] else 0
        hedge = _hedge((m["hedge"] or "").lower(), text)
        low, high = _bounds(count, unit, hedge, text)
        yield Length(m.start(), m.end(), count, unit, hedge, low, high)


def _unit(word: str) -> str:
    return "century" if word.startswith("centur") else word.removesuffix("s")


def _count(word: str, numbers: tuple[str, ...], tens: tuple[str, ...]) -> float | None:
    if word[0].isdigit():
        return float(word)
    if word in ("a", "an"):
        return 1.0
    if word in ("half a", "a couple of"):
        return 0.5 if word == "half a" else 2.0
    if word in numbers:
        return float(numbers.index(word) + 1)
    ten, _, one = word.replace("-", " ").partition(" ")
    if ten not in tens or (one and one not in numbers):
        return None
    return 10.0 * (tens.index(ten) + 2) + (numbers.index(one) + 1 if one else 0)


def _hedge(word: str, text: RuleText) -> str:
    if word.startswith(("just ", "a little ", "slightly ", "a bit ")) and word.split()[-1] in ("over", "more", "than"):
        return "over"
    return next((k for k in ("about", "nearly", "over", "least", "most") if word in text.words[k]), "exact")


def _bounds(count: float, unit: str, hedge: str, text: RuleText) -> tuple[float, float]:
    """Days that a length may stand for. Units are used loosely in proportion to their size."""
    limits, size = text.limits, _DAYS[unit]
    below, above = limits[f"{unit}_below"], limits[f"{unit}_above"]
    days = count * size
    share = limits["share"] if count >= limits["share_from"] else 0.0
    if unit == "year" and count >= 10 and count % 10 == 0:
        below, above = below + limits["round_year"], above + limits["round_year"]
    below, above = max(below * size, share * days), max(above * size, share * days)
    match hedge:
        case "about":
            return days - below - limits["about"] * days, days + above + limits["about"] * days
        case "nearly":
            return days * (1 - limits["nearly"]) - below, days + below * 0.5
        case "over":
            return days - limits["over_below"] * size, days * (1 + limits["over"]) + above
        case "least":
            return days - below, inf
        case "most":
            return 0.0, days + above
    return days - below, days + above


def fits(length: Length, a: Period, b: Period) -> bool:
    """Whether the days between ``a`` and ``b`` may be called so. Open ends fit anything."""
    span = apart(a, b)
    return span is None or (span[0] <= length.high and length.low <= span[1])


def apart(a: Period, b: Period) -> tuple[int, int] | None:
    """Fewest and most days between two periods, whichever comes first."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    least, most = b.first - a.last, b.last - a.first
    if least <= 0 <= most:
        return 0, max(-least, most)
    return (least, most) if least > 0 else (-most, -least)


def in_words(span: tuple[int, int]) -> str:
    """A number of days as a reader measures it: "18 days", "about 11 months", "26 years"."""
    days = (span[0] + span[1]) / 2
    if days < 60:
        return f"{round(days)} day{'s' if round(days) != 1 else ''}"
    if days < 700:
        return f"about {days / 30.44:.0f} months"
    return f"about {days / 365.25:.1f} years".replace(".0 ", " ")
