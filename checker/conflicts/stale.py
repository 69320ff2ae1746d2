"""stale: a document speaks of a day as still to come although its own date is after it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from checker.model import Document, Draft, Mention, Period, Reading, Side, Span
from checker.pack.rules import RuleText
from checker.period import of, reader
from checker.timing import month_day, nearest, own_date, sentence_at, years

ID = "stale"

_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|took|went|came|met|held|won|lost|struck|sank|began|fell|rose|gave|made|said|left"
    r"|flew|ran|broke|sat|led|shot|became|told|\w{2,}ed)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:be|been|being|is|are|get|gets|have|having)\s+(?:\w+ly\s+)?"
    r"(?:\w+(?:ed|en|t|wn|rn|ne|de|id|ld|ung|un|ck)|led|won|run)\b"
    r"|\bneed\w*\b|\bindeed\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[;:?]|\b(?:which|that|who|whose|because|although|since|but)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:is|are|am|being)\s+(?:\w+ly\s+)?(?:told|promised|expected|said)\b", re.IGNORECASE)
_THE = re.compile(r"\bthe\s*$", re.IGNORECASE)
_INITIAL = re.compile(r"[\W\d]*(?:(?:and|but|then|so|on|by|in|come|next)[\s,]+){0,2}(?:the\s+)?", re.IGNORECASE)
_BYLINE = 500  # characters from the top in which a byline stands
_QUOTES = re.compile(r"[“\"][^”\"]{0,600}[”\"]")


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One draft for each day put in the future by a document that is dated after it."""
    for reading in readings:
        own = own_date(reading)
        if own is None:
            continue
        for mention in reading.mentions:
            index = sentence_at(reading.sentences, mention.start)
            draft = _check(reading, reading.sentences[index], mention, own, text) if index >= 0 else None
            if draft:
                yield msgspec.structs.replace(draft, sides=(*draft.sides, *_told_elsewhere(readings, reading, mention)))


def _told_elsewhere(readings: Sequence[Reading], reading: Reading, mention: Mention) -> list[Side]:
    """The first statement of another document that tells the same day's happening as past."""
    here = next((e for e in reading.events if e.date == mention), None)
    if here is None:
        return []
    for other in readings:
        for e in other.events if other.index != reading.index else ():
            alike = (e.subject | e.words | e.context) & (here.subject | here.words | here.context)
            least = 1 if e.period == here.period else _ALIKE
            if _inside(e.period, here.period) and e.tense != "future" and len(alike) >= least and e.kind != "fact":
                return [Side(document=other.index, span=e.span)]
    return []


_ALIKE = 3  # what two happenings must share, where the one is dated less exactly than the other


def _inside(one: Period, other: Period) -> bool:
    if one.first is None or one.last is None:
        return False
    return (other.first or 0) <= one.first <= one.last <= (other.last or 0)


def _check(reading: Reading, span: Span, mention: Mention, own: Period, text: RuleText) -> Draft | None:
    first = own.first or 0
    found = _day(mention, first, text)
    if found is None:
        return None
    period, written = found
    if period.last is None or first - period.last < text.limits["least_days"]:
        return None
    cue = _cue(reading.document, span, mention, text)
    return _draft(reading, span, mention, (period, own), written, cue, text) if cue else None


def _day(mention: Mention, own: int, text: RuleText) -> tuple[Period, bool] | None:
    """The day or month that is meant, and whether its year is written; ``None`` where that is not sure."""
    if mention.kind != "date" or mention.grain not in ("day", "week", "month", "span"):
        return None
    if years(mention.text):
        period = of(mention)
        far = text.limits["most_days_written"]
        return (period, True) if period and period.last is not None and own - period.last <= far else None
    if mention.grain != "day":
        return _month(mention, own, text)
    at = month_day(mention)
    if at is None or not re.search(r"\d", mention.text) or not re.search(r"[A-Za-z]{3}", mention.text):
        return None
    if re.search(r"\b(?:last|next|this|ago|later)\b", mention.text, re.IGNORECASE):
        return None
    day = nearest(*at, own)
    if day is None or own - day > text.limits["most_days_yearless"]:
        return None
    return Period(first=day, last=day, grain="day"), False


_MONTH = 31  # days


def _month(mention: Mention, own: int, text: RuleText) -> tuple[Period, bool] | None:
    """The latest such month or week, for one without a year that was over not long before the document's date."""
    if re.search(r"\b(?:last|next|this|ago|later|early|late|end)\s+(?!week\b)|\bago\b", mention.text, re.IGNORECASE):
        return None
    if mention.relative and mention.low and not str(mention.low).startswith("X"):
        period = of(mention)
        if period is None or period.last is None or period.first is None or period.last - period.first > _MONTH:
            return None
        return (period, False) if 0 < own - period.last <= text.limits["most_days_month"] else None
    for back in (0, 1):
        year = date.fromordinal(own).year - back
        ends = [str(e or "").replace("XXXX", str(year)) for e in (mention.low, mention.high)]
        try:
            first, last = (date.fromisoformat(e).toordinal() for e in ends)
        except ValueError:
            return None
        if 0 < own - last <= text.limits["most_days_month"]:
            return Period(first=first, last=last, grain=mention.grain or "month"), False
    return None


def _cue(document: Document, span: Span, mention: Mention, text: RuleText) -> str | None:
    """The words that put the day in the future, if they govern it and the sentence reports nothing older."""
    prose = document.text
    sentence = prose[span.start : span.end]
    if any(q.start() <= mention.start - span.start < q.end() for q in _QUOTES.finditer(sentence)):
        return None
    if _any(text.words["other_year"]).search(sentence):
        return None
    before, after = prose[span.start : mention.start], prose[mention.end : span.end]
    # "the 3 March meeting" is not when something happens, "the last week of March" is
    last = re.search(r"(\w+)\s*$", before if mention.grain == "day" else _THE.sub("", before))
    cue = _governing(before, after, text)
    if cue is None or (last and last[1].lower() in text.words["not_then"]):
        return None
    head = _TOLD.sub("", sentence[: sentence.find(cue)])
    return None if _any(text.words["reported"]).search(head) else cue


def _governing(before: str, after: str, text: RuleText) -> str | None:
    future = _any(text.words["future"])
    reach = int(text.limits["reach"])
    hits = list(future.finditer(before))
    if hits and len(between := before[hits[-1].end() :]) <= reach and not _CUT.search(between) and not _past(between):
        return hits[-1][0]
    if _INITIAL.fullmatch(before):
        hit = future.search(after)
        if hit and hit.start() <= reach and not _past(after[: hit.start()]):
            return hit[0]
    clause = re.search(rf"\b(?:{'|'.join(text.words['when'])})\b([^,;.]*)$", before, re.IGNORECASE)
    if clause and hits and not _past(clause[1]) and not _past(before[hits[-1].end() : clause.start()]):
        return hits[-1][0]
    return None


def _past(words: str) -> bool:
    return bool(_PAST.search(_PASSIVE.sub(" ", words)))


@lru_cache(maxsize=16)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)


def _draft(
    reading: Reading,
    span: Span,
    mention: Mention,
    when: tuple[Period, Period],
    written: bool,
    cue: str,
    text: RuleText,
) -> Draft:
    period, own = when
    document = reading.document
    claim = _clause(document.text, span, mention)
    apart = (own.first or 0) - (period.last or 0)
    values = {
        "claim": document.text[claim.start : claim.end],
        "date": reader(period),
        "own": reader(own),
        "cue": cue,
        "days": "a day" if apart == 1 else f"{apart} days",
        "year": text.messages["written" if written else "document"].format(date=reader(period)),
    }
    stated = Side(document=reading.index, span=claim, value={"low": mention.low, "high": mention.high, "unit": "day"})
    sides = [stated]
    sides.extend(_own_date(reading, own))
    return Draft(
        rule=ID,
        kind="stale",
        level=text.level,
        confidence=text.limits["confidence_written" if written else "confidence_document"],
        message=text.message.format(**values),
        explanation=text.explanation.format(**values),
        sides=tuple(sides),
        key=("stale", reader(period), reader(own)),
    )


def _own_date(reading: Reading, own: Period) -> list[Side]:
    """Where the document's date stands: in the byline that its readers see, else in the front matter."""
    for mention in reading.mentions:
        if mention.start > _BYLINE:
            break
        if mention.kind == "date" and years(mention.text) and of(mention) == own:
            return [Side(document=reading.index, span=Span(mention.start, mention.end))]
    span = reading.document.date_span
    return [Side(document=reading.index, span=span, raw=True)] if span else []


def _clause(prose: str, span: Span, mention: Mention) -> Span:
    """The sentence, cut to what a reader needs where it is long."""
    start, end = span.start, span.end
    if mention.start - start > 160:
        start = max(prose.rfind(". ", start, mention.start), prose.rfind(", ", start, mention.start - 40)) + 2
        start = max(start, span.start)
    if end - mention.end > 160:
        cut = re.search(r"[,;:] ", prose[mention.end + 40 : end])
        end = mention.end + 40 + cut.start() if cut else min(end, mention.end + 160)
    return Span(start, end)
