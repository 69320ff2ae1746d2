"""What a written date leaves out: its year. It comes from the document, never from a clock."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from checker.model import Mention, Period, Reading, Span
from checker.period import of

_YEAR = re.compile(r"(?<![\d.,$€£¥])(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)")
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)$")


_SMALL = frozenset("by from our in at on of the and updated published last staff report correspondent".split())  # noqa: SIM905
_TOP = 400  # characters from the top in which a document may be dated in a line of its own
_LINE = 100  # characters of such a line


def own_date(reading: Reading) -> Period | None:
    """Date of a document; where the reader found none, the full date in a short line at its top."""
    document = reading.document
    if document.date is not None and document.date.first is not None and document.date.last is not None:
        return document.date if document.date.last - document.date.first <= 31 else None
    lines = [b.span for b in document.blocks if b.span.start < _TOP and b.span.end - b.span.start <= _LINE]
    for mention in reading.mentions:
        if mention.start >= _TOP:
            break
        line = next((s for s in lines if s.start <= mention.start < s.end), None)
        if mention.grain == "day" and years(mention.text) and line and _is_dateline(document.text, line, mention):
            return of(mention)
    return None


def _is_dateline(prose: str, line: Span, mention: Mention) -> bool:
    """Whether a line says nothing but who, where and when: all its words are capitalised or small ones."""
    rest = prose[line.start : mention.start] + " " + prose[mention.end : line.end]
    return not any(w.islower() and w not in _SMALL for w in re.findall(r"[^\W\d_]+", rest))


def month_day(mention: Mention) -> tuple[int, int] | None:
    """Month and day of a mention of one day, whether or not its year is known."""
    if mention.kind != "date" or mention.grain != "day" or not isinstance(mention.low, str):
        return None
    if mention.low != mention.high:
        return None
    if m := _YEARLESS.match(mention.low):
        return int(m[1]), int(m[2])
    try:
        at = date.fromisoformat(mention.low)
    except ValueError:
        return None
    return at.month, at.day


def years(text: str) -> list[int]:
    """All years that ``text`` writes out with four digits, in order."""
    return [int(m[0]) for m in _YEAR.finditer(text)]


def on(year: int, month: int, day: int) -> int | None:
    """Ordinal of a calendar day; ``None`` where there is none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day).toordinal()


def nearest(month: int, day: int, anchor: int) -> int | None:
    """The occurrence of a day of the year that is nearest to ``anchor``."""
    year = date.fromordinal(anchor).year
    found = [d for y in (year - 1, year, year + 1) if (d := on(y, month, day)) is not None]
    return min(found, key=lambda d: abs(d - anchor), default=None)


def sentence_at(sentences: Sequence[Span], at: int) -> int:
    """Index of the sentence that a place stands in; -1 before the first."""
    return bisect_right(sentences, at, key=lambda s: s.start) - 1
