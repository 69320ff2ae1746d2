"""weekday: a weekday beside a full date that does not fall on it. A missing year comes from the document."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from checker.model import Draft, Mention, Reading, Side, Span
from checker.pack.rules import RuleText
from checker.period import MONTHS, WEEKDAYS
from checker.timing import month_day, nearest, on, own_date, sentence_at, years

ID = "weekday"

_BEHIND = re.compile(
    rf"(?:,| was| is|,? which (?:was|is))? an? ({'|'.join(WEEKDAYS)})\b|,? ?\(({'|'.join(WEEKDAYS)})\)"
)
_AROUND = 700  # characters around a date in which a year may be meant for it


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One draft for each weekday that is wrong in every year that the text may mean."""
    for reading in readings:
        for mention in reading.mentions:
            draft = _check(reading, mention, text)
            if draft:
                yield draft


def _check(reading: Reading, mention: Mention, text: RuleText) -> Draft | None:
    at = month_day(mention)
    named = _weekday(reading, mention)
    if at is None or named is None:
        return None
    wrong, end = named
    possible, how = _years(reading, mention, at, text)
    days = [d for y in possible if (d := on(y, *at)) is not None]
    if not days or any((d - 1) % 7 == wrong for d in days):
        return None
    return _draft(reading, Span(mention.start, end), wrong, days, how, text)


def _weekday(reading: Reading, mention: Mention) -> tuple[int, int] | None:
    """The weekday that stands beside a date, and where the two end."""
    if mention.weekday is not None:
        return (mention.weekday, mention.end) if re.search(r"\d", mention.text) else None
    m = _BEHIND.match(reading.document.text, mention.end)
    return (WEEKDAYS.index(m[1] or m[2]), m.end()) if m else None


def _years(reading: Reading, mention: Mention, at: tuple[int, int], text: RuleText) -> tuple[list[int], str]:
    """Years that a date may be of, and how they are known. None where the document gives no hint."""
    written = years(mention.text)
    if written:
        return written[-1:], "written"
    prose = reading.document.text
    if isinstance(mention.low, str) and mention.low[:4].isdigit() and not mention.relative:
        return [int(mention.low[:4])], "document"
    around = years(prose[max(0, mention.start - _AROUND) : mention.end + 160])
    sentence = _sentence(reading, mention)
    anchor = own_date(reading)
    if anchor is None or anchor.first is None:
        return ([], "nearby")
    day = nearest(*at, anchor.first)
    own = date.fromordinal(anchor.first).year
    if day is None:
        return [], "nearby"
    near = date.fromordinal(day).year
    shifted = [own + s for key, s in (("year_before", -1), ("year_after", 1)) for w in text.words[key] if w in sentence]
    if shifted:
        return [*shifted, near], "nearby"
    if abs(day - anchor.first) > text.limits["far_days"]:
        return [], "nearby"
    ahead = any(w in sentence.split() for w in text.words["future"])
    meant = {near, *(y for y in around if (y > own) == ahead or y == own)}
    return sorted(meant, key=lambda y: (y != near, y)), "document" if meant == {near} else "nearby"


def _sentence(reading: Reading, mention: Mention) -> str:
    index = sentence_at(reading.sentences, mention.start)
    if index < 0:
        return ""
    span = reading.sentences[index]
    return reading.document.text[span.start : span.end].lower()


def _draft(reading: Reading, span: Span, wrong: int, days: list[int], how: str, text: RuleText) -> Draft:
    day = days[0]
    right, shown = WEEKDAYS[(day - 1) % 7], _long(day)
    number = ", ".join(str(date.fromordinal(d).year) for d in days)
    values = {
        "text": reading.document.text[span.start : span.end],
        "date": shown,
        "right": right,
        "wrong": WEEKDAYS[wrong],
        "year": text.messages[how].format(number=number, wrong=WEEKDAYS[wrong]),
        "other_before": _long(day - ((day - 1 - wrong) % 7)),
        "other_after": _long(day + ((wrong - day + 1) % 7)),
    }
    iso = date.fromordinal(day).isoformat()
    return Draft(
        rule=ID,
        kind="weekday",
        level=text.level,
        confidence=text.limits["confidence_written" if how == "written" else "confidence_document"],
        message=text.message.format(**values),
        explanation=text.explanation.format(**values),
        sides=(Side(document=reading.index, span=span, value={"low": iso, "high": iso, "unit": "day"}),),
        key=("weekday", iso, WEEKDAYS[wrong]),
    )


def _long(day: int) -> str:
    at = date.fromordinal(day)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"
