"""Durations and anniversaries: "just over three weeks", "six-month", "two and a half years", "the 75th anniversary".

A unit is located first, then the number is read to the left of it. Ages are no durations, nor is "a year" where it
makes a rate. "N units ago" becomes a date, with its number and unit kept.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from checker import period
from checker.extract.datewords import S, one_of, patterns
from checker.model import Grain, Hedge, Mention, Period
from checker.pack.loader import default_pack, load_yaml

_WINDOW = 56
_AGO: dict[str, Grain] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_POINTS = ("ago", "before", "earlier", "previously")
_COMPARED = re.compile(
    r"(?:\d(?:%|bn|mn?|tn)?|%|[ ](?:per ?cent|points?|million|billion|trillion|cents|times))(?:[ ][a-z]+){0,2}\s$"
)
Number = tuple[int | float, int | float]


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Schema of ``rules/lexicon/durations.yaml``."""

    units: dict[str, tuple[int, Literal["minute", "hour", "day", "week", "month", "year"]]]
    numbers: dict[str, int]
    hedges: dict[str, tuple[Hedge, float | None, float | None]]
    over_after: frozenset[str]
    article_after: frozenset[str]
    article_before: tuple[str, ...]
    ages_before: tuple[str, ...]
    ages_behind: tuple[str, ...]
    anniversaries: tuple[str, ...]


class _Patterns(NamedTuple):
    words: Words
    unit: re.Pattern[str]
    number: re.Pattern[str]
    hedge: re.Pattern[str]
    age: re.Pattern[str]
    old: re.Pattern[str]
    follows: re.Pattern[str]
    anniversary: re.Pattern[str]
    ordinal: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = load_yaml(default_pack() / "lexicon" / "durations.yaml", Words)
    spelt = one_of(words.numbers)
    value = (
        rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|{spelt}(?:[-\s]{spelt})?(?:{S}hundred)?"
        rf"|(?:a{S})?(?:hundred|dozen|couple{S}of)|half{S}a)"
    )
    join = rf"(?:{S}(?:to|or|and){S}|[-–—]{{1,2}})"
    ordinals = one_of(patterns().words.ordinals)
    return _Patterns(
        words=words,
        # no group around the alternatives: their first letters make the scan fast
        unit=re.compile("|".join(rf"{u}(?![A-Za-z])" for u in sorted(words.units, reverse=True))),
        number=re.compile(
            rf"(?<![\w.,/$€£¥-])(?:(?P<one>{value})(?:{join}(?P<two>{value}))?(?P<half>{S}and{S}a{S}half)?"
            rf"|(?P<article>an?|another|half{S}an?))(?P<adj>{S}(?:full|long|whole|more|consecutive|straight|further))?(?:{S}|-)$",
            re.IGNORECASE,
        ),
        hedge=re.compile(
            rf"(?<![\w-])(?P<hedge>{one_of((*words.hedges, 'over'))}){S}(?:the{S}past{S})?$", re.IGNORECASE
        ),
        age=re.compile(rf"\b{one_of(words.ages_before)}{S}$", re.IGNORECASE),
        old=re.compile(rf"(?:{S}|-)(?:{one_of(words.ages_behind)})\b"),
        follows=re.compile(rf",?{S}({one_of(words.article_before)})\b"),
        anniversary=re.compile(rf"\b{one_of(words.anniversaries)}\b"),
        ordinal=re.compile(
            rf"(?<![\w-])(?:(?P<digits>\d{{1,4}})(?:st|nd|rd|th)|(?P<spelt>(?:(?:{spelt})[-\s])?{ordinals}))(?:{S}|-)(?:[a-z]+{S})?$",
            re.IGNORECASE,
        ),
    )


def durations(text: str, anchor: Period | None) -> Iterator[Mention]:
    """Durations, anniversaries, and dates of the form "three weeks ago"."""
    p = _patterns()
    for m in p.unit.finditer(text):
        if mention := _duration(text, m, anchor, p):
            yield mention
    for m in p.anniversary.finditer(text):
        if mention := _anniversary(text, m, p):
            yield mention


def _duration(text: str, m: re.Match[str], anchor: Period | None, p: _Patterns) -> Mention | None:
    start, end = m.span()
    if start and text[start - 1].isalpha():
        return None
    left = text[max(0, start - _WINDOW) : start]
    near = p.number.search(left) if left[-1:] in " -\n\u00a0\u202f" else None
    if near is None or p.old.match(text, end):
        return None
    times, unit = p.words.units[m[0]]
    first = start - len(left) + near.start()
    before = left[: near.start()]
    tail = p.follows.match(text, end)
    follows = " ".join(tail[1].split()) if tail else ""
    article = near["article"]
    number = _article(article, before, follows, left[-1] == "-", p) if article else _number(near, p)
    if number is None or p.age.search(before) or text[end : end + 5] in (" War ", " Wars"):
        return None
    if number == (1, 1) and m[0] == "day" and not near["article"] and not follows and left[-1] != "-":
        return None  # "one day" is some day
    if follows == "and a half" and tail:
        number, end = (number[0] + 0.5, number[1] + 0.5), tail.end()
        again = p.follows.match(text, end)
        follows = again[1] if again else ""
        tail = again
    if unit == "hour" and number[0] >= 1000:
        return None  # "at 1430 hours"
    number = (number[0] * times, number[1] * times)
    hedge, low, high, first = _hedged(before, first, number, follows, p)
    if follows == "ago" and tail:
        return _ago(text, first, tail.end(), number, unit, m[0], hedge, anchor)
    return Mention(
        kind="duration", start=first, end=end, text=text[first:end], number=number, low=low, high=high, unit=unit,
        unit_text=m[0], hedge=hedge, step=times if number[0] == number[1] else None,
    )  # fmt: skip


def _article(article: str, before: str, follows: str, hyphen: bool, p: _Patterns) -> Number | None:
    """Read "a year" as a duration; ``None`` where it makes a rate or says no length."""
    if article.lower().startswith("half"):
        return 0.5, 0.5
    last = before.split()[-1].lower() if before.split() else ""
    if article.lower() == "another" and not hyphen:
        return 1, 1
    if hyphen or not (follows or last in p.words.article_after):
        return None
    return 1, 1


def _number(near: re.Match[str], p: _Patterns) -> Number | None:
    one = _value(near["one"], p)
    two = _value(near["two"], p) if near["two"] else one
    if one is None or two is None:
        return None
    if near["half"]:
        one, two = (one + 0.5, two + 0.5) if not near["two"] else (one, two + 0.5)
    if two < one:
        return (two, two) if near["two"] and two > 0 else None
    return one, two


def _value(written: str, p: _Patterns) -> int | float | None:
    if written[0].isdigit():
        number = float(written)
        return int(number) if number.is_integer() else number
    words = re.split(r"[-\s]+", written.lower())
    total = 0
    for word in words:
        if word in p.words.numbers:
            total += p.words.numbers[word]
        elif word == "hundred":
            total = max(total, 1) * 100
        elif word in ("dozen", "couple"):
            total = 12 if word == "dozen" else 2
        elif word == "half":
            return 0.5
    return total or None


def _hedged(
    before: str, first: int, number: Number, follows: str, p: _Patterns
) -> tuple[Hedge, int | float | None, int | float | None, int]:
    low, high = number
    near = p.hedge.search(before)
    if not near:
        return "exact", low, high, first
    word = " ".join(near["hedge"].lower().split())
    if word == "over":
        ahead = before[: near.start()].split()
        if not ahead or ahead[-1].lower() not in p.words.over_after:
            return "exact", low, high, first
        return "over", low, None, first - len(before) + near.start()
    if word.endswith(" than") and follows in _POINTS and _COMPARED.search(before, 0, near.start()):
        return "exact", low, high, first  # "12 cents more than a year ago" compares
    hedge, least, most = p.words.hedges[word]
    return hedge, _share(low, least), _share(high, most), first - len(before) + near.start()


def _share(number: int | float, share: float | None) -> int | float | None:
    return None if share is None else (number if share == 1 else round(number * share, 4))


def _ago(
    text: str, start: int, end: int, number: Number, unit: str, written: str, hedge: Hedge, anchor: Period | None
) -> Mention:  # fmt: skip
    """The day, week, month or year that lies so far before the document's date."""
    days = _widened(_back(number, unit, anchor), anchor, hedge) if anchor else None
    return Mention(
        kind="date", start=start, end=end, text=text[start:end], number=number, unit=unit, unit_text=written,
        hedge=hedge, low=period.iso(days.first) if days and days.first else None,
        high=period.iso(days.last) if days and days.last else None,
        grain=_AGO.get(unit, "day"), relative=True,
    )  # fmt: skip


def _widened(days: Period | None, anchor: Period, hedge: Hedge) -> Period | None:
    """Widen for a hedge: "nearly ten years ago" is later than ten years ago, "more than" earlier, "about" either."""
    if days is None or hedge == "exact" or days.first is None or days.last is None or anchor.first is None:
        return days
    slack = (anchor.first - days.last) // 5
    return Period(
        first=max(1, days.first - (slack if hedge in ("over", "about") else 0)),
        last=days.last + (slack if hedge in ("nearly", "about") else 0),
    )


def _back(number: Number, unit: str, anchor: Period) -> Period | None:
    if anchor.first is None or anchor.first != anchor.last or unit in ("minute", "hour") or number[1] > 1500:
        return None
    if not float(number[0]).is_integer() or not float(number[1]).is_integer():
        if unit != "year":
            return None
        unit, number = "month", (number[0] * 12, number[1] * 12)
    early, late = (period.shift(anchor, -int(n), unit).first or 1 for n in (number[1], number[0]))
    if unit == "day":
        return Period(first=early, last=late, grain="day")
    if unit == "week":
        return Period(first=early - 3, last=late + 3, grain="week")
    low, high = _whole(early, unit), _whole(late, unit)
    return Period(first=low.first, last=high.last) if low and high else None


def _whole(ordinal: int, unit: str) -> Period | None:
    """The month or year around a day."""
    year, month = int(period.iso(ordinal)[:4]), int(period.iso(ordinal)[5:7])
    return period.months(year, month, month) if unit == "month" else period.year(year)


def _anniversary(text: str, m: re.Match[str], p: _Patterns) -> Mention | None:
    left = text[max(0, m.start() - 36) : m.start()]
    near = p.ordinal.search(left)
    if not near:
        return None
    if near["digits"]:
        number = int(near["digits"])
    else:
        words = re.split(r"[-\s]+", near["spelt"].lower())
        ordinals = patterns().words.ordinals
        number = sum(p.words.numbers.get(w, 0) for w in words[:-1]) + ordinals[words[-1]]
        if words[-1] == "hundredth":
            number = 100 * max(1, sum(p.words.numbers.get(w, 0) for w in words[:-1]))
    start = m.start() - len(left) + near.start()
    return Mention(
        kind="duration", start=start, end=m.end(), text=text[start : m.end()], number=(number, number), low=number,
        high=number, unit="year", unit_text=m[0], noun="anniversary", step=1,
    )  # fmt: skip
