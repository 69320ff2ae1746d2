"""Stretches of time that a text states in two words or without a year: "January to June", "the first half"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from checker.model import Mention, Period

_LINK = re.compile(r"\s*(?:to|and|through|until|till|[-–—])\s*", re.IGNORECASE)
_GRAINS = ("month", "day")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
_COUNTS = {
    w: n for n, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 2)
}
_PART = re.compile(
    r"\bthe\s+(?P<nth>first|second|third|fourth|last|final)\s+"
    r"(?:(?P<half>half)|(?P<quarter>quarter)|(?P<n>\d{1,2}|" + "|".join(_COUNTS) + r")\s+months)\b(?!\s+of\b|-)",
    re.IGNORECASE,
)
_MONTHS = 12


def spans(text: str, dates: Sequence[Mention], published: Period | None) -> list[Mention]:
    """``dates`` with neighbours joined to one stretch, and parts of a year that go without the year added."""
    taken = [(d.start, d.end) for d in dates]
    parts = [p for p in _parts(text, published) if not any(p.start < end and start < p.end for start, end in taken)]
    return sorted([*_joined(text, dates), *parts], key=lambda d: d.start)


def _joined(text: str, dates: Sequence[Mention]) -> Iterator[Mention]:
    open_one: Mention | None = None
    for a, b in pairwise([*dates, None]):
        if a is None:
            break
        one = open_one or a
        both = _one(text, one, b) if b is not None else None
        if both is None:
            yield one
        open_one = both


def _one(text: str, a: Mention, b: Mention) -> Mention | None:
    """The stretch from ``a`` to ``b``, where they stand as one: months of one year, or days of one month."""
    if not (a.grain == b.grain and a.grain in _GRAINS) or not _LINK.fullmatch(text[a.end : b.start]):
        return None
    try:
        first, last = date.fromisoformat(str(a.low)), date.fromisoformat(str(b.high))
    except ValueError:
        return None
    if first > last:  # the year of the first was guessed: "January and June" goes with the June
        first = first.replace(year=last.year, day=min(first.day, 28))
    if not 0 < (last - first).days <= 366:
        return None
    return msgspec.structs.replace(
        a, end=b.end, text=text[a.start : b.end], low=first.isoformat(), high=last.isoformat(), grain="span"
    )


def _parts(text: str, published: Period | None) -> Iterator[Mention]:
    """Parts of the year that the document was written in: "the third quarter", "the first nine months"."""
    written = date.fromordinal(published.first) if published and published.first else None
    for m in _PART.finditer(text):
        size = 6 if m["half"] else 3 if m["quarter"] else int(_COUNTS.get(m["n"].lower(), 0) or m["n"])
        nth = _NTH[m["nth"].lower()] or (_MONTHS // size if not m["n"] else 0)
        if not 0 < nth * size <= _MONTHS or (m["n"] and nth != 1):
            continue
        low, high = _ends(written, (nth - 1) * size + 1, nth * size)
        yield Mention(
            kind="date", start=m.start(), end=m.end(), text=m[0], low=low, high=high, grain="span", relative=True
        )


def _ends(written: date | None, first: int, last: int) -> tuple[str, str]:
    """First and last day of some months, of the last year in which they had begun; EDTF where nothing is dated."""
    days = date.fromordinal(date(2001 + last // _MONTHS, last % _MONTHS + 1, 1).toordinal() - 1).day
    year = "XXXX"
    if written:
        year = str(written.year if date(written.year, first, 1) < written else written.year - 1)
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{days:02}"
