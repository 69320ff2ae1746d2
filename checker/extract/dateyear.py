"""The year of a date that states none: carried from a neighbour, or the one that lies right to the document's date.

Where the signs contradict each other the year stays unknown; a wrong year does more harm than none.
"""

import re

from checker import period
from checker.extract.dateparts import Found, settle
from checker.extract.datewords import Patterns
from checker.model import Period

_STEP = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_JOIN = re.compile(r"\s*(?:to|until|till|through|and|or|[-–—,/]|,\s*and)\s*(?:the\s+|on\s+)?")
_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘])|\n\s*\n")
_CLAUSE = re.compile(r"[,;:(—–]\s|\s[-–—]\s")
_THAT = re.compile(r"\b(?:that|the same|that same|the (?:following|preceding|previous|next))\s$")
_LOOKS_BACK = re.compile(
    r"\b(?:(?:year|months|quarter|half) to\s|since\s(?:[a-z]+\s)?"
    r"|(?:up|down|lower|higher|unchanged|rose|fell|risen|fallen|dropped|climbed)\b[^,;]{0,30}\bfrom\s"
    r"|compared (?:with|to)\s|than (?:in\s)?)$"
)
_OF_STORY = (" before", " after", " earlier", " later")
_FAR = 45  # days from which a clear tense may overrule what is nearest
_CLEAR = 15
_STORY = 200  # days over which a story goes on in the year of its last date


def settle_all(found: list[Found], text: str, anchor: Period | None, p: Patterns) -> list[Period | None]:
    """The days of each, in order; ``None`` where the year or the day stays unknown."""
    settled: list[Period | None] = []
    for i, one in enumerate(found):
        if one.fixed is not None or one.year is not None or (one.shape is None and one.weekday is None):
            settled.append(settle(one, one.year))
        elif one.shape is None:
            settled.append(_weekday_after(found, settled, i, text) or _weekday(one, text, anchor, p))
        else:
            settled.append(_yearless(found, settled, i, text, anchor, p))
    return settled


def _yearless(
    found: list[Found], settled: list[Period | None], i: int, text: str, anchor: Period | None, p: Patterns
) -> Period | None:
    one = found[i]
    if shared := _from_range(found, i, text):
        return settle(one, shared)
    if (listed := _listed(found, settled, i, text)) is not None:
        one.relative = found[i - 1].relative
        return settle(one, listed)
    carried = _carried(found, settled, i, text)
    if one.year_cue or (one.cue and one.grain in ("month", "season", "quarter")):
        one.relative = True
        return _by_cue(one, carried, anchor)
    if carried is not None and carried[1]:
        return settle(one, carried[0])
    if _famous(one, text, p):
        return None
    if not _is_day(anchor) or _THAT.search(text, max(0, one.start - 12), one.start):
        return None
    one.relative = True
    assert anchor is not None  # noqa: S101 told by _is_day
    near = _near(one, text, anchor, p)
    if carried is not None and near is not None and (told := settle(one, carried[0])) != near:
        return told if _goes_on(found, settled, i, told, anchor) else near
    return near


def _famous(one: Found, text: str, p: Patterns) -> bool:
    """Whether the day stands for an event of some year: "September 11", "the 26 July massacre"."""
    if one.grain != "day" or one.shape is None or one.weekday is not None:
        return False
    behind = p.behind.match(text, one.end)
    return one.shape[:2] in p.words.famous_days or bool(behind and behind[1] in p.words.famous_events)


def _is_day(anchor: Period | None) -> bool:
    return anchor is not None and anchor.first is not None and anchor.first == anchor.last


def _from_range(found: list[Found], i: int, text: str) -> int | None:
    """Year of the date that this one runs to or is listed with: "from 3 March to 12 May 2024"."""
    one = found[i]
    for j in range(i + 1, min(i + 4, len(found))):
        other = found[j]
        if not _JOIN.fullmatch(text, found[j - 1].end, other.start) or other.shape is None:
            return None
        if other.grain not in ("day", "month", "span") or one.shape is None:
            return None
        if other.year is not None:
            return other.year - (1 if (one.shape[0], one.shape[1]) > (other.shape[0], other.shape[1]) else 0)
    return None


def _listed(found: list[Found], settled: list[Period | None], i: int, text: str) -> int | None:
    """Year of the day before in a list of days of one month: "June 1, 2 and 5"."""
    one, days = found[i], settled[i - 1] if i else None
    if days is None or days.first is None or one.grain != "day" or one.shape is None or one.year_cue or one.cue:
        return None
    other = found[i - 1]
    if other.grain != "day" or other.shape is None or other.shape[0] != one.shape[0]:
        return None
    return int(period.iso(days.first)[:4]) if _JOIN.fullmatch(text, other.end, one.start) else None


def _carried(found: list[Found], settled: list[Period | None], i: int, text: str) -> tuple[int, bool] | None:
    """Year of the last day or month before in the same paragraph, and whether it stands in the same sentence."""
    one = found[i]
    for j in range(i - 1, max(-1, i - 4), -1):
        other, days = found[j], settled[j]
        if one.start - other.end > 600:
            return None
        if days is None or days.first is None or other.shape is None or other.grain not in ("day", "month", "span"):
            continue
        if other.year is None and other.relative:
            continue
        between = text[other.end : one.start]
        if "\n\n" in between:
            return None
        year = int(period.iso(days.first)[:4])
        same = not _END.search(between) and len(between) < 250
        if same and one.shape and settle(one, year) and _runs_on(between):
            year += (one.shape[0], one.shape[1]) < (other.shape[0], other.shape[1])
        return year, same
    return None


def _runs_on(between: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:to|until|till|through|[-–—])\s*(?:the\s+)?", between))


def _goes_on(found: list[Found], settled: list[Period | None], i: int, told: Period | None, anchor: Period) -> bool:
    """Whether the date follows soon after the one before it in the text, as a story does."""
    before = settled[i - 1]
    if told is None or before is None or told.first is None or before.last is None or found[i - 1].grain == "year":
        return False
    if anchor.first is not None and told.first > anchor.first:
        return False
    return 0 <= told.first - before.last <= _STORY


def _by_cue(one: Found, carried: tuple[int, bool] | None, anchor: Period | None) -> Period | None:
    if one.year_cue and one.year_cue not in _STEP:
        return None if carried is None or one.year_cue == "following" else settle(one, carried[0])
    if anchor is None or anchor.first is None or anchor.last is None or anchor.last - anchor.first > 366:
        return None
    year = int(period.iso(anchor.first)[:4])
    if one.year_cue:
        return settle(one, year + _STEP[one.year_cue])
    step = _STEP.get(one.cue, 0)
    if step == 0:
        return settle(one, year)
    if not _is_day(anchor):
        return None
    candidates = [c for y in (year - 1, year, year + 1) if (c := settle(one, y)) and c.first and c.last]
    if step < 0:
        gone = [c for c in candidates if c.last is not None and c.last < anchor.first]
        return gone[-1] if gone else None
    ahead = [c for c in candidates if c.first is not None and c.first > anchor.last]
    return ahead[0] if ahead else None


def _near(one: Found, text: str, anchor: Period, p: Patterns) -> Period | None:
    """The occurrence nearest to the document's date; a clear tense overrules one that is far."""
    assert anchor.first is not None  # noqa: S101 told by _is_day
    year = int(period.iso(anchor.first)[:4])
    candidates = [c for y in (year - 1, year, year + 1) if (c := settle(one, y))]
    if not candidates:
        return None
    tense = _tense(one, text, p)
    if tense < 0 and _LOOKS_BACK.search(_sentence_before(one, text)):
        gone = [c for c in candidates if c.first is not None and c.first <= anchor.first]
        return gone[-1] if gone else None
    ahead = 1.0 if tense > 0 else 1.5  # commentary looks back, unless it says otherwise
    nearest = min(candidates, key=lambda c: max(-_away(c, anchor), ahead * _away(c, anchor)))
    away = _away(nearest, anchor)
    if (tense > 0 and away < -_CLEAR) or (tense < 0 and away > _CLEAR):
        other = [c for c in candidates if (_away(c, anchor) > 0) == (tense > 0)]
        if not other:
            return None
        best = min(other, key=lambda c: abs(_away(c, anchor)))
        return best if abs(away) > _FAR else None
    return nearest


def _away(days: Period, anchor: Period) -> int:
    least, most = period.distance(anchor, days)
    if least is None or most is None or least <= 0 <= most:
        return 0
    return least if least > 0 else most


def _sentence_before(one: Found, text: str) -> str:
    return _END.split(text[max(0, one.start - 110) : one.start])[-1]


def _tense(one: Found, text: str, p: Patterns) -> int:
    """1 where the clause speaks of what is to come, -1 of what was, 0 where it shows both or nothing."""
    left = _sentence_before(one, text)
    clause = _CLAUSE.split(left)[-1]
    right = _END.split(text[one.end : one.end + 90])[0].lstrip(", ")
    clause += "|" + _CLAUSE.split(right)[0]
    if _LOOKS_BACK.search(left):
        return -1
    future, past = bool(p.future.search(clause)), bool(p.past.search(clause))
    return 0 if future == past else (1 if future else -1)


def _weekday_after(found: list[Found], settled: list[Period | None], i: int, text: str) -> Period | None:
    """The end of a stretch: "from Monday to Thursday"."""
    begin = settled[i - 1] if i else None
    if begin is None or begin.first is None or found[i - 1].shape is not None or found[i].weekday is None:
        return None
    if found[i - 1].weekday is None or not _runs_on(text[found[i - 1].end : found[i].start]):
        return None
    day = begin.first + ((found[i].weekday or 0) - (begin.first - 1)) % 7
    return Period(first=day, last=day, grain="day")


def _weekday(one: Found, text: str, anchor: Period | None, p: Patterns) -> Period | None:
    if not _is_day(anchor) or one.weekday is None or anchor is None or anchor.first is None:
        return None
    if _THAT.search(text, max(0, one.start - 16), one.start) or text.startswith(_OF_STORY, one.end):
        return None
    at = anchor.first
    if one.number:
        return _numbered(one, at)
    back = (at - 1 - one.weekday) % 7
    if one.cue in ("last", "previous", "past"):
        day = at - (back or 7)
    elif one.cue in ("next", "coming"):
        day = at - back + 7
    elif one.cue == "this":
        day = at if back == 0 else (at - back if _tense(one, text, p) < 0 else at - back + 7)
    else:
        day = at - back + (7 if back and _tense(one, text, p) > 0 else 0)
    return Period(first=day, last=day, grain="day")


def _numbered(one: Found, at: int) -> Period | None:
    """Settle "Monday the 22nd": the nearest 22nd that is a Monday, within a month and a half."""
    dom = int(one.number[0]) if one.number else 0
    year, month = int(period.iso(at)[:4]), int(period.iso(at)[5:7])
    found = []
    for step in (-1, 0, 1):
        count = year * 12 + month - 1 + step
        day = period.day(count // 12, count % 12 + 1, dom)
        if day and day.first is not None and period.weekday(day) == one.weekday:
            found.append(day)
    one.number = None
    return min(found, key=lambda d: (abs((d.first or 0) - at), d.first)) if found else None
