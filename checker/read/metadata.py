"""Title, author and date of a document: from front matter and markup, else from the lines near its top.

Only a full date counts (day, month and year), and only where a document states its own: in a byline or another short
line of its own, in a dateline, or as a fragment that stands alone. A date in the prose is the date of something else.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from checker.model import Period, Span
from checker.read.parts import Prose

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_FULL = re.compile(
    r"(?<![\w./-])(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m1>{_MONTH}),?[\s-]+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
    r"|(?P<d4>\d{1,2})[./](?P<m4>\d{1,2})[./](?P<y4>\d{4})"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?P<m>{_MONTH})\s+(?P<y>\d{{4}})|(?P<y2>\d{{4}})-(?P<m2>\d{{1,2}})", re.IGNORECASE)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_LABEL = (
    r"(?:(?:first\s+|last\s+|re)?(?:published|posted|updated|issued|released|recorded|written|filed|revised|dated?)"
    r"(?:\s+(?:on|at|in))?\s*:?\s*)"
)
_IS_LABEL = re.compile(rf"\W*{_LABEL}\W*$", re.IGNORECASE)
_DATELINE = re.compile(rf"(?:[A-Z][\w.'’-]*(?:[ /,]+|\s+and\s+)){{1,7}}\(?\s*(?i:{_WEEKDAY})")
_DATELINE_END = re.compile(r"\s*\)?\s*(?:\([^()]{1,40}\)\s*)?(?:[-–—]{1,2}|:)\s")
_STARTS = re.compile(rf"(?:^|[.!?|·•;]\s+){_LABEL}?{_WEEKDAY}$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[|·•;]|\.(?:\s|$)|[,–—-]?\s*by\b)", re.IGNORECASE)
_LABELLED = re.compile(rf"\b{_LABEL}{_WEEKDAY}$", re.IGNORECASE)
_SEPARATED = re.compile(rf"(?:[|·•,;/:(—–-]|\s{{2,}})\s*{_WEEKDAY}$", re.IGNORECASE)
_LOWER = re.compile(r"\b(?!(?:by|the|of|and|in|at|with|for|from|de|la|van|von|el|al)\b)[a-zà-ÿ]\w*")
_IN_MONTH = re.compile(rf"(?:^|[/|·•,;–—]\s*|\b{_LABEL})(?P<date>{_MONTH}\s+\d{{4}})\s*$", re.IGNORECASE)
_BY = re.compile(
    r"(?i:\b(?:(?:written|compiled|edited|interview(?:ed)?|words|text|analysis|opinion|report(?:ing)?)\s+)?by:?)\s+"
    r"(?P<name>[A-Z][\w.'’-]*(?:,?\s+(?:(?:de|la|van|von|der|den|el|al|bin|di|da|du|le|dos|ter|y|and)\s+){0,2}"
    r"[A-Z][\w.'’-]*){0,8})(?=\s*(?:$|[,.;|·•(–—-]|(?:in|for|at|with)\b))"
)
_NO_NAME = re.compile(
    rf"(?:{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|The|A|An|Its?|Then|Now)\b", re.IGNORECASE
)
_SAYS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|may|must|do|does|did|[a-z]{3,}ed)\b"
    r"|\b(?:on|in|at|by|of|to|from|since|until|till|before|after|for|dated|and|than)\s*$",
    re.IGNORECASE,
)
_FEW = 4  # words in lower case that a line about a document may hold
_SHORT = 100  # characters of a line that is no prose
_NEAR = 10  # blocks that count as the top of a document
_FAR = 900  # characters of text beyond which nothing is the top any more


class Dated(NamedTuple):
    """A date and where it stands in the text that was searched."""

    period: Period
    start: int
    end: int


def full_dates(text: str) -> list[Dated]:
    """Full dates of a text, by day. A date in figures whose day and month might be swapped is left out."""
    found = []
    for m in _FULL.finditer(text):
        day = _day(m)
        if day:
            found.append(Dated(Period(first=day, last=day, grain="day"), m.start(), m.end()))
    return found


def stated_date(text: str) -> Period | None:
    """The period that a date field names: a day, a month or a year."""
    dated = full_dates(text)
    if dated:
        return dated[0].period
    text = text.strip()
    if re.fullmatch(r"\d{4}", text) and text != "0000":
        year = int(text)
        return Period(first=date(year, 1, 1).toordinal(), last=date(year, 12, 31).toordinal(), grain="year")
    m = _MONTH_YEAR.fullmatch(text)
    if m is None:
        return None
    year, month = int(m["y"] or m["y2"]), _month(m["m"] or m["m2"])
    if not (1 <= month <= 12 and year):
        return None
    last = date(year, 12, 31).toordinal() if month == 12 else date(year, month + 1, 1).toordinal() - 1
    return Period(first=date(year, month, 1).toordinal(), last=last, grain="month")


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _day(m: re.Match[str]) -> int | None:
    """The ordinal of the day that a full date names."""
    form = next(n for n in "1234" if m["y" + n])
    year, month, day = int(m["y" + form]), _month(m["m" + form]), int(m["d" + form])
    if form == "4":
        if month > 12:
            month, day = day, month
        elif day <= 12 and day != month:
            return None
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


class Top(NamedTuple):
    """What the lines of a document say of itself. ``bylines`` are the numbers of the blocks that do."""

    date: Period | None = None
    span: Span | None = None  # in the file
    author: str | None = None
    bylines: frozenset[int] = frozenset()


def top(proses: Sequence[Prose]) -> Top:
    """Date and author of a document by the blocks near its top, else by a labelled date at its end."""
    dated: Dated | None = None
    where = 0
    author: str | None = None
    bylines = set()
    for index in _top_blocks(proses):
        prose = proses[index]
        if prose.part.kind in ("title", "heading"):
            continue
        by = _by(prose)
        if by:
            author = author or by
            bylines.add(index)
        here = _own_date(prose)
        if here and _is_line(prose):
            bylines.add(index)
        if here and (dated is None or (dated.period.grain == "month" and here.period.grain == "day")):
            dated, where = here, index
    if dated is None:
        dated, where = _at_end(proses)
    span = _place(proses[where], dated) if dated else None
    return Top(dated.period if dated else None, span, author, frozenset(bylines))


def _by(prose: Prose) -> str | None:
    """The author that the block names, where it is a byline."""
    m = _BY.search(prose.text) if _is_line(prose) else None
    if m is None or _NO_NAME.match(m["name"]):
        return None
    begins = m.start() == 0 or prose.part.role == "byline" or prose.text[: m.start()].rstrip()[-1:] in ".|·•,;"
    return m["name"] if begins else None


def _top_blocks(proses: Sequence[Prose]) -> list[int]:
    found, length = [], 0
    for index, prose in enumerate(proses[:_NEAR]):
        if length > _FAR:
            break
        found.append(index)
        length += len(prose.text)
    return found


def _is_line(prose: Prose) -> bool:
    """Whether the block is a line about the document rather than prose."""
    return prose.part.role == "byline" or (
        len(prose.text) <= _SHORT and prose.part.kind in ("paragraph", "row", "byline")
    )


def _own_date(prose: Prose) -> Dated | None:
    """The date that the block gives as the document's own."""
    text = prose.text
    dates = full_dates(text[:400])
    if prose.part.kind == "row":
        cells = [text[c.start : c.end] for c in prose.cells]
        if prose.part.header and not any(_IS_LABEL.match(cell) for cell in cells):
            return None  # a table with heads tells of other days
        return next((d for d in dates if text[d.start : d.end] in cells), None)
    if prose.part.kind not in ("paragraph", "byline"):
        return None
    found = next((d for d in dates if _is_own(prose, text[: d.start], text[d.end :])), None)
    return found or _own_month(prose)


def _is_own(prose: Prose, before: str, after: str) -> bool:
    """Whether a date between the two texts is the document's own, by the form of the line or sentence."""
    if prose.part.role == "byline" or (len(before) < 60 and _LABELLED.search(before)):
        return True
    if _STARTS.search(before) and _ENDS.match(after):
        return True
    if len(before) < 80 and _DATELINE.fullmatch(before) and _DATELINE_END.match(after):
        return True
    if not _is_line(prose) or after.rstrip().endswith((".", "!", "?", ":")):
        return False
    lower = len(_LOWER.findall(before))
    if lower <= _FEW and not after.strip() and not _SAYS.search(before):  # "weekly letter no. 212", then the date
        return True
    return lower == 0 or (lower <= 2 and bool(prose.part.role == "columns" or _SEPARATED.search(before)))


def _own_month(prose: Prose) -> Dated | None:
    """A month at the end of a line ("issue 9 / November 2025"), where no day is given."""
    m = _IN_MONTH.search(prose.text) if _is_line(prose) else None
    period = stated_date(m["date"]) if m else None
    return Dated(period, m.start("date"), m.end("date")) if m and period else None


def _at_end(proses: Sequence[Prose]) -> tuple[Dated | None, int]:
    for index in range(len(proses) - 1, max(-1, len(proses) - 4), -1):
        text = proses[index].text
        if len(text) <= 2 * _SHORT:
            for dated in full_dates(text):
                if re.search(rf"^\W*{_LABEL}{_WEEKDAY}$", text[: dated.start], re.IGNORECASE):
                    return dated, index
    return None, 0


def _place(prose: Prose, dated: Dated) -> Span:
    """Where the date stands in the file."""
    first = next(r for r in reversed(prose.runs) if r.text <= dated.start)
    last = next(r for r in reversed(prose.runs) if r.text < dated.end)
    start = first.raw + (dated.start - first.text if first.length == first.width else 0)
    end = last.raw + (dated.end - last.text if last.length == last.width else last.width)
    return Span(start, end)
