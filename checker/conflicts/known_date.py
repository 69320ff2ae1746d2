"""known-date: a date that a text gives to a treaty, a body or an election, against the day that the facts have."""

from collections.abc import Iterator, Sequence
from datetime import date

from checker.model import Draft, Known, Reading, Side
from checker.pack.rules import RuleText
from checker.period import reader

ID = "known-date"


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One finding for each date that none of the days in the facts agrees with."""
    for reading in readings:
        for one in reading.known:
            day = _nearest(one, text)
            if day and not _marked(reading, one, text) and not _planned(reading, one, day, text):
                yield _draft(reading, one, day, text)


def _nearest(one: Known, text: RuleText) -> tuple[int, int] | None:
    """The day that the text misses; ``None`` where it meets one, or where another happening may be meant."""
    first, last = one.period.first or 0, one.period.last or 0
    if any(a <= last and first <= b for a, b in (*one.days, *one.others)):
        return None
    election = one.what == "election"
    if election and one.date.grain != "day":
        return None
    year = date.fromordinal(first).year
    days = [d for d in one.days if not election or date.fromordinal(d[0]).year == year]
    if not days:
        return None
    day = min(days, key=lambda d: max(d[0] - last, first - d[1]))
    return day if max(day[0] - last, first - day[1]) <= text.limits["days"] else None


def _marked(reading: Reading, one: Known, text: RuleText) -> bool:
    """Whether the sentence says that another happening is meant, or that the date was moved."""
    sentence = next((s for s in reading.sentences if s.start <= one.span.start < s.end), one.span)
    words = f" {reading.document.text[sentence.start : sentence.end].lower()} "
    return any(f"{word} " in words for word in text.words["other"])


def _planned(reading: Reading, one: Known, day: tuple[int, int], text: RuleText) -> bool:
    """Whether the text may have given the date that was planned when it was written."""
    told = f" {reading.document.text[one.span.start : one.span.end].lower()} "
    if not any(f" {word} " in told for word in text.words["planned"]):
        return False
    written = reading.document.date
    return written is None or written.first is None or day[0] - written.first > text.limits["settled"]


def _draft(reading: Reading, one: Known, day: tuple[int, int], text: RuleText) -> Draft:
    first, last = (date.fromordinal(d) for d in day)
    shown = _written(first) if first == last else f"{_written(first)} to {_written(last)}"
    fields = {
        "name": one.name,
        "told": reader(one.period),
        "day": shown,
        "what": text.messages.get(one.what, text.messages["other"]),
        "source": one.source,
    }
    return Draft(
        rule=ID,
        kind=text.kind,
        level=text.level,
        confidence=text.limits["confidence"],
        message=text.message.format(**fields),
        explanation=text.explanation.format(**fields),
        sides=(
            Side(
                document=reading.index,
                span=one.span,
                value={"low": one.date.low, "high": one.date.high, "unit": "date"},
            ),
        ),
        key=("known-date", one.name, one.what, str(one.date.low)),
    )


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
