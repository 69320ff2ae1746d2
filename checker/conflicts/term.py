"""term: somebody is given an office that the facts say is long over, has not begun, or is somebody else's."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from checker.model import Draft, Level, Office, Reading, Side, Span, Tenure
from checker.pack.rules import RuleText

ID = "term"

_TOLD = re.compile(r"\b[a-z]{3,}ed\b")  # a verb in the past tense, or what looks like one


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One finding for each person and office of a document that the terms in the facts speak against."""
    for reading in readings:
        period = reading.document.date
        if period is None or period.first is None:
            continue
        seen: set[tuple[str, str]] = set()
        for tenure in reading.tenures:
            office = reading.offices[tenure.office]
            how = _how(reading, tenure, office, period.first, text)
            if how and (office.person, office.office) not in seen:
                seen.add((office.person, office.office))
                yield _draft(reading, tenure, how, text)


def _how(reading: Reading, tenure: Tenure, office: Office, day: int, text: RuleText) -> str:
    """What speaks against a statement: "over", "ahead", "other"; "" where nothing does for sure."""
    if not tenure.held:
        return "other" if _another(tenure, office, text) and not _past(reading, office, text) else ""
    gaps = [_gap(day, start, end) for start, end in tenure.held]
    nearest = min(abs(gap) for gap in gaps)
    if not text.limits["days"] < nearest <= text.limits["farthest"]:
        return ""
    if not office.stated or not tenure.holder or _past(reading, office, text) or not _present(reading, office, text):
        return ""
    if _told_otherwise(reading, tenure, office):
        return ""
    if all(gap < 0 for gap in gaps):
        return "ahead"
    return "over" if all(gap > 0 for gap in gaps) or day <= tenure.until else ""


def _gap(day: int, start: int, end: int | None) -> int:
    """Days by which a day lies behind a term (positive) or before it; 0 within it."""
    if day < start:
        return day - start
    return max(0, day - end) if end is not None else 0


def _another(tenure: Tenure, office: Office, text: RuleText) -> bool:
    """Whether an office and the one that the person held cannot be one and the same in other words."""
    if tenure.other == office.office and tenure.other_of == (office.of or ""):
        return False
    exclusive = {tenure.other, office.office} <= set(text.words["exclusive"])
    return exclusive and (office.stated or tenure.other_of == office.of)


def _sentence(reading: Reading, office: Office) -> Span:
    return next((s for s in reading.sentences if s.start <= office.span.start < s.end), office.span)


def _past(reading: Reading, office: Office, text: RuleText) -> bool:
    """Whether the sentence looks back, quotes, or stands under words that do."""
    span = _sentence(reading, office)
    prose = reading.document.text
    words = prose[span.start : span.end]
    if _pattern(text.words["past"]).search(words) or re.search(r"\b(?:1[89]|20)\d\d\b|[“”\"]", words):
        return True
    return any(o.status == "former" and o.person.split()[-1] == office.person.split()[-1] for o in reading.offices)


def _present(reading: Reading, office: Office, text: RuleText) -> bool:
    span = _sentence(reading, office)
    words = reading.document.text[span.start : span.end]
    return bool(_pattern(text.words["present"]).search(words)) and not _TOLD.search(words)


def _told_otherwise(reading: Reading, tenure: Tenure, office: Office) -> bool:
    """Whether the document names who held the office then: it tells the two apart itself."""
    name = tenure.holder.split()[-1]
    return any(n.text.split()[-1] == name for n in reading.names if n.kind in ("person", "unknown")) or any(
        o.office == office.office and o.of == office.of and o.person.split()[-1] == name for o in reading.offices
    )


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def _draft(reading: Reading, tenure: Tenure, how: str, text: RuleText) -> Draft:
    office = reading.offices[tenure.office]
    abroad = bool(tenure.other_country) and tenure.other_of != office.of
    fields = {
        "person": office.person,
        "office": " ".join(reading.document.text[office.office_span.start : office.office_span.end].split()),
        "holder": tenure.holder,
        "since": _written(tenure.since),
        "other": tenure.other.replace("-", " ") + (f" of {tenure.other_country}" if abroad else ""),
        "first": _written(min(start for start, _ in tenure.held)) if tenure.held else "",
        "last": _written(max(end or 0 for _, end in tenure.held)) if tenure.held else "",
        "source": tenure.source,
    }
    said = text.messages[how].format(**fields)
    level: Level = "conflict" if how == "other" else "divergence"
    return Draft(
        rule=ID,
        kind=text.kind,
        level=level,
        confidence=text.limits[f"confidence_{how}"],
        message=text.message.format(text=said),
        explanation=text.explanation.format(text=said, source=tenure.source),
        sides=(
            Side(
                document=reading.index,
                span=office.span,
                value={"low": office.person, "high": office.person, "unit": office.office},
                stance=office.status,
            ),
        ),
        key=("term", office.person, office.office, office.of or ""),
    )


def _written(day: int) -> str:
    if day <= 0:
        return ""
    at = date.fromordinal(day)
    return f"{at.day} {at:%B} {at.year}"
