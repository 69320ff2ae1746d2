"""Dates said against another date: "last week", "on Friday", "this spring", "the day before"; decades and centuries.

What needs the document's date and has none stays open (``low`` and ``high`` unset), as does what only the story can
settle ("the following day").
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from checker import period
from checker.extract.dateparts import Found
from checker.extract.datewords import Patterns, S, one_of, places
from checker.model import Grain, Period

_GRAINS: dict[str, Grain] = {
    "day": "day", "week": "week", "weekend": "span", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century",
}  # fmt: skip
_UNITS = one_of(_GRAINS)
_CUED = re.compile(
    r"(?P<cue>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Cc]urrent|[Pp]revious|[Ff]ollowing|[Ss]ame)"
    rf"{S}(?:(?P<fiscal>fiscal|financial){S})?(?P<unit>{_UNITS})\b(?!-)"
)
_CUES = ("last", "next", "this", "coming", "current", "previous", "following", "same")
_CUE_WORDS = (*_CUES, *(w.capitalize() for w in _CUES))
_THE_UNITS = ("of the", "in the")
_OF_THE = re.compile(rf"(?:of|in){S}(?P<cue>the){S}(?P<unit>month|quarter|year|decade|century)\b(?!-)")
_DAY = re.compile(
    r"(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Ll]ast night)\b(?!['’]s)"
    rf"|[Tt]he{S}(?:day|week|month|year){S}(?:before|after)\b(?!{S}[a-z]*(?:he|she|it|they|we|I)\b)"
)
_DAY_WORDS = (
    "yesterday", "Yesterday", "today", "Today", "tomorrow", "Tomorrow", "tonight", "Tonight", "last night",
    "Last night",
    "the day ", "The day ", "the week ", "The week ", "the month ", "The month ", "the year ", "The year ",
)  # fmt: skip
_OFFSET = {"yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_DECADE = re.compile(
    r"(?<![\w.,$€£])(?<!\d-)(?P<full>[12]\d{2}0)['’]?s\b"
    r"|(?<!\w)['’‘](?P<short>\d0)s\b|(?<=the )(?P<bare>[2-9]0)s\b"
)
_THE_BEFORE = re.compile(rf"\bthe{S}(?:(?:early|mid|late|roaring)(?:{S}|-))?$")
_CENTURY = re.compile(
    rf"(?<!\w)(?P<number>\d{{1,2}}(?:st|nd|rd|th)|[A-Za-z]+(?:-[a-z]+)?)(?:{S}|-)[Cc]entur(?:y|ies)\b(?!{S}(?:Fox|Studios))"
)


def relative(text: str, anchor: Period | None, p: Patterns) -> Iterator[Found]:
    """All of them, each with its days where ``anchor`` settles it."""
    yield from _decades(text, p)
    yield from _centuries(text, p)
    yield from _cued(text, anchor, p)
    yield from _named_days(text, anchor)
    yield from _shapes(text, p)


def _shapes(text: str, p: Patterns) -> Iterator[Found]:
    """Seasons, quarters and holidays without a year: "last spring", "the third quarter", "Christmas Day"."""
    for place in places(text, _shape_words(p)):
        m = _shape_pattern(p).match(text, place)
        if m is None or (place and text[place - 1].isalnum()):
            continue
        if m["season"]:
            one, two = p.words.seasons[m["season"].lower()]
            found = Found(m.start(), m.end(), "season", (one, 1, two, 0), cue=m["cue"].lower(), relative=True)
            found = _parted(text, found, p)
        elif m["quarter"]:
            number = _QUARTER[m["quarter"].lower()]
            found = Found(m.start(), m.end(), "quarter", (3 * number - 2, 1, 3 * number, 0))
        else:
            month, dom = p.words.holidays[" ".join(m["holiday"].lower().split())]
            found = Found(m.start(), m.end(), "day", (month, dom, month, dom))
        yield found


@lru_cache(maxsize=2)
def _shape_words(p: Patterns) -> tuple[str, ...]:
    holidays = sorted({h.split()[0].split("'")[0].capitalize() for h in p.words.holidays})
    cues = [c.lower() for c in ("last", "next", "this", "coming")]
    quarters = [q + " quarter" for q in _QUARTER]
    return (*holidays, *cues, *quarters, *(w.capitalize() for w in (*cues, *quarters)))


@lru_cache(maxsize=2)
def _shape_pattern(p: Patterns) -> re.Pattern[str]:
    holidays = one_of(" ".join(w.capitalize() if w != "of" else w for w in h.split()) for h in p.words.holidays)
    return re.compile(
        rf"(?:(?P<cue>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming){S}(?P<season>{one_of(p.words.seasons)})"
        rf"|(?P<quarter>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) quarter(?!{S}of\b|-final|s)"
        rf"|(?P<holiday>{holidays}))(?!\w)"
    )


def _decades(text: str, p: Patterns) -> Iterator[Found]:
    for place in places(text, ("0s", "0's", "0’s")):
        at = place - 3 if place > 2 and text[place - 3 : place].isdigit() else place - 1
        m = _DECADE.match(text, at - 1 if at > 0 and text[at - 1] in "'’‘" else at) if at >= 0 else None
        if m is None:
            continue
        first = int(m["full"]) if m["full"] else 1900 + int(m["short"] or m["bare"])
        yield _parted(text, Found(m.start(), m.end(), "decade", fixed=period.years(first, first + 9, "decade")), p)
    for place in places(text, p.words.decades):
        m = _spelt_decades(p).match(text, place)
        if m is None or not _THE_BEFORE.search(text, max(0, place - 16), place):
            continue
        first = p.words.decades[m[0]]
        yield _parted(text, Found(place, m.end(), "decade", fixed=period.years(first, first + 9, "decade")), p)


@lru_cache(maxsize=2)
def _spelt_decades(p: Patterns) -> re.Pattern[str]:
    return re.compile(rf"{one_of(p.words.decades)}(?![\w-])")


def _centuries(text: str, p: Patterns) -> Iterator[Found]:
    for place in places(text, ("centur", "Centur")):
        m = _CENTURY.search(text, max(0, place - 24), place + 20)
        if m is None or not m.start() < place < m.end():
            continue
        written = m["number"].lower()
        if written[0].isdigit():
            number = int(written[:-2])
        else:
            tens, _, unit = written.rpartition("-")
            number = p.words.ordinals.get(unit, 0) + (20 if tens == "twenty" else 0)
            if tens not in ("", "twenty"):
                continue
        if 1 <= number <= 22 and (whole := period.years(max(1, 100 * number - 99), 100 * number, "century")):
            yield _parted(text, Found(m.start(), m.end(), "century", fixed=whole), p)


def _parted(text: str, found: Found, p: Patterns) -> Found:
    """With "early", "the end of" in front."""
    left = text[max(0, found.start - 40) : found.start]
    if found.start and text[found.start - 1] in " -\n" and (near := p.left_part_of.search(left)):
        found.part = p.words.parts[" ".join(near["part"].lower().split())]
        found.start -= len(left) - near.start()
        found.grain = "span"
    return found


def _cued(text: str, anchor: Period | None, p: Patterns) -> Iterator[Found]:
    for place in places(text, _CUE_WORDS):
        m = _CUED.match(text, place)
        if m is None or (place and text[place - 1].isalnum()):
            continue
        cue, unit = m["cue"].lower(), m["unit"]
        the = text[place - 4 : place - 1].lower() == "the" and text[place - 1].isspace()
        if unit == "day" and (cue not in ("next", "following", "same", "previous") or not the):
            continue
        found = Found(place - 4 if the else place, m.end(), _GRAINS[unit], relative=True)
        if the and cue in ("last", "next", "coming"):
            if cue != "next":
                continue  # "over the last year" is a stretch that ends today, "the last week of" another thing
        elif cue in ("last", "next", "this", "coming", "current"):
            found.fixed = _unit(unit, {"last": -1, "next": 1, "coming": 1}.get(cue, 0), anchor)
        if m["fiscal"]:
            found.noun = "fiscal year"
        yield _within(text, _parted(text, found, p), anchor)
    for place in places(text, _THE_UNITS):
        m = _OF_THE.match(text, place)
        if m is None:
            continue
        whole = Found(m.start("cue"), m.end(), _GRAINS[m["unit"]], fixed=_unit(m["unit"], 0, anchor), relative=True)
        found = _parted(text, whole, p)
        if found.part:
            yield found


def _within(text: str, found: Found, anchor: Period | None) -> Found:
    """Narrow a period: "later this year" ends with the year, "earlier this month" ends today."""
    near = re.search(r"\b(later|earlier)(?: in)?\s$", text[max(0, found.start - 14) : found.start], re.IGNORECASE)
    if not near or found.part:
        return found
    found.start -= len(near[0])
    whole = found.fixed
    if whole and anchor and anchor.grain == "day" and anchor.first is not None and period.contains(whole, anchor):
        later = near[1].lower() == "later"
        found.fixed = Period(first=anchor.first if later else whole.first, last=whole.last if later else anchor.last)
    found.grain = "span"
    return found


def _unit(unit: str, step: int, anchor: Period | None) -> Period | None:
    """The week, month, year ... of the anchor, or the one before or after."""
    if anchor is None or anchor.first is None or anchor.last is None or anchor.last - anchor.first > 370:
        return None
    year, month = int(period.iso(anchor.first)[:4]), int(period.iso(anchor.first)[5:7])
    if unit == "year":
        return period.year(year + step)
    if unit == "decade":
        return period.years(year - year % 10 + 10 * step, year - year % 10 + 9 + 10 * step, "decade")
    if unit == "century":
        return period.years(year - year % 100 + 100 * step, year - year % 100 + 99 + 100 * step, "century")
    if anchor.last - anchor.first > 31:
        return None
    if unit == "month":
        at = year * 12 + month - 1 + step
        return period.months(at // 12, at % 12 + 1, at % 12 + 1)
    if unit == "quarter":
        at = year * 4 + (month - 1) // 3 + step
        return period.months(at // 4, 3 * (at % 4) + 1, 3 * (at % 4) + 3, "quarter")
    if anchor.grain != "day":
        return None
    monday = anchor.first - (anchor.first - 1) % 7 + 7 * step
    if unit == "week":
        return Period(first=monday, last=monday + 6, grain="week")
    return Period(first=monday + 5, last=monday + 6, grain="span") if unit == "weekend" else None


def _named_days(text: str, anchor: Period | None) -> Iterator[Found]:
    for place in places(text, _DAY_WORDS):
        m = _DAY.match(text, place)
        if m is None or (place and text[place - 1].isalnum()):
            continue
        word = m[0].lower()
        if word == "today" and text[place - 4 : place - 1] == "ago":
            continue
        found = Found(m.start(), m.end(), "day", relative=True)
        if word in _OFFSET:
            if anchor and anchor.grain == "day":
                found.fixed = period.shift(anchor, _OFFSET[word], "day")
        else:
            found.grain = _GRAINS[word.split()[1]]
        yield found


def weekdays(text: str, p: Patterns) -> Iterator[Found]:
    """Weekdays that stand alone: "on Friday", "last Monday", "Monday the 22nd"."""
    for m in p.weekday.finditer(text):
        left = text[max(0, m.start() - 24) : m.start()]
        if not _is_weekday(text, m, left, p):
            continue
        found = Found(m.start(), m.end(), "day", weekday=p.words.weekdays[m[0].lower()], relative=True)
        if cue := p.left_cue.search(left):
            found.cue = cue["cue"].lower().split()[-1]
            found.start -= len(left) - cue.start()
        elif after := _THE_DAY.match(text, m.end()):
            found.end = after.end()
            found.number = (int(after[1]), int(after[1]))
        yield found


_THE_DAY = re.compile(rf",?{S}the{S}(\d{{1,2}})(?:st|nd|rd|th)\b(?!{S}[a-z]+ion\b)")


def _is_weekday(text: str, m: re.Match[str], left: str, p: Patterns) -> bool:
    before = re.search(r"([A-Za-z]+)[\s-]$", left)
    if before and before[1].lower() in p.words.weekday_names_before:
        return False
    behind = re.match(r"[\s-]([A-Z]?[a-z-]+)", text[m.end() : m.end() + 24])
    return not (behind and behind[1][0].isupper() and behind[1].lower() in p.words.weekday_names_behind)
