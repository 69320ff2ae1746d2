"""Events: what a text puts on a date. A date belongs to the happening named nearest to it in its clause.

Kinds of happening and their words stand in ``rules/lexicon/events.yaml``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from checker.build.prose import Prose
from checker.extract.happening import Trigger, triggers, unique_kinds
from checker.extract.words import WORD, stem
from checker.model import Event, Mention, Period, Reading, Span
from checker.pack.facts import DatedFact, facts
from checker.pack.loader import default_pack
from checker.period import of
from checker.timing import month_day, nearest, years

_CLAUSE = re.compile(r"[;:—–]|, | - |\b(?:which|who|when|where|while|after|before|but|and|although|because)\b")
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|due|scheduled|slated|expected|planned|plans? to|set to|is to|are to|upcoming|coming|next"
    r"|intends?|takes? place|expires?|ends|opens|begins|starts|gathers?|meets?|convenes?|votes?|goes to|go to)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|[a-z]{3,}ed|took|went|came|met|held|won|lost|struck|sank|began|fell|rose|gave|made|said|left"
    r"|flew|ran|broke|has|have|sat|led|shot|hit|became|ago)\b"
)
_TOP = 500  # characters from the top in which the document is dated
_HEADING = 60  # characters up to which a sentence may be a heading run in
_SUBJECT = 40  # characters between a noun and its verb
_NEAR_OWN = 120  # days around a document's date in which a date without a year is clear
_NOUN = 30  # characters that a noun has to stand nearer than a verb: courts are named where suits are lodged
_REACH = 110  # characters between a date and the word for its happening


# A count as of a day is no happening on that day.
_AS_OF = re.compile(r"\bas (?:of|at|on)\s+(?:the\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_BOUND = re.compile(r"\b(before|after|until|till|prior to)\s+(?:the\s+)?$", re.IGNORECASE)


def events(reading: Reading, prose: Prose | None = None) -> tuple[Event, ...]:
    """Dated happenings of one document, in the order of the text; ``prose`` where it has been made already."""
    if not reading.sentences:
        return ()
    text = prose or Prose(reading)
    found = [e for i in range(len(text.sentences)) if text.dates(i) for e in _of_sentence(text, i, text.dates(i))]
    return tuple(sorted((*found, *_known(text)), key=lambda e: (e.date.start, e.kind, e.source)))


_MANY_TIMES = ("election", "founding")  # their names alone say nothing of when: see checker.build.known


@cache
def _facts() -> dict[str, list[tuple[str, DatedFact]]]:
    """Names of dated facts by their first word."""
    table: dict[str, list[tuple[str, DatedFact]]] = {}
    for fact in facts(default_pack()).dated:
        for name in () if fact.kind in _MANY_TIMES else fact.names:
            first = WORD.search(name)
            if first and " " in name:
                table.setdefault(first[0], []).append((name, fact))
    return table


def _known(text: Prose) -> Iterator[Event]:
    """Happenings of the reference facts that the text names, as events of the kind "fact"."""
    prose = text.document.text.replace("’", "'")
    for m in WORD.finditer(prose):
        for name, fact in _facts().get(m[0].removesuffix("'s"), _facts().get(m[0], ())):
            end = m.start() + len(name)
            if prose.startswith(name, m.start()) and not prose[end : end + 1].isalpha():
                low, high = fact.date, fact.end or fact.date
                mention = Mention(kind="date", start=m.start(), end=end, text=name, low=low, high=high, grain="day")
                if period := of(mention):
                    span = Span(m.start(), end)
                    yield Event(span=span, date=mention, period=period, kind="fact", source=fact.source)


def _of_sentence(text: Prose, index: int, dates: Sequence[Mention]) -> Iterator[Event]:
    span = text.sentences[index]
    marks = triggers(text.document.text, span)
    for mention in dates:
        period = _period(text, mention)
        if period is None or _dateline(text, mention, period):
            continue
        chosen = _belongs(text.document.text, span, mention, marks, dates) or _carried(text, index, mention, marks)
        if chosen is None and (mention.grain != "day" or not re.search(r"\d", mention.text)):
            continue
        clause = _clause(text.document.text, span, mention, chosen)
        tense = _tense(text.document.text[clause.start : clause.end])
        if tense == "past" and _BY.search(text.document.text[max(0, mention.start - 8) : mention.start]):
            continue
        yield Event(
            span=clause,
            date=mention,
            period=period,
            kind=_of_what(chosen, marks) if chosen else "other",
            words=frozenset(f.name for f in text.within(clause.start, clause.end) if not f.name.startswith("@")),
            subject=text.subject(index, clause),
            countries=text.subject(index, clause) & text.countries,
            context=text.context(index),
            tense=tense,
            trigger=stem(text.document.text[chosen.start : chosen.end]) if chosen else "",
            unique=chosen is not None and chosen.kind in unique_kinds(),
        )


def _of_what(chosen: Trigger, marks: list[Trigger]) -> str:
    """Kind of a happening: "the talks opened" dates the talks, "the summit ended" the summit."""
    if chosen.verb and chosen.kind in ("launch", "completion", "expiry"):
        for t in marks:
            near = 0 <= chosen.start - t.end <= _SUBJECT
            if near and not t.verb and t.kind in ("meeting", "election", "ceasefire", "test"):
                return t.kind if chosen.kind == "launch" else chosen.kind
    return chosen.kind


def _period(text: Prose, mention: Mention) -> Period | None:
    """Days of a date; where its year is left out, the nearest day to the document's own date, if that is clear.

    "before" and "after" a day leave one end open.
    """
    lead = text.document.text[max(0, mention.start - 14) : mention.start]
    if _AS_OF.search(lead):
        return None
    if period := of(mention):
        bound = _BOUND.search(lead)
        if bound is None:
            return period
        after = bound[1].lower() == "after"
        return Period(first=period.first if after else None, last=None if after else period.last, grain=period.grain)
    own, at = text.own, month_day(mention)
    if own is None or own.first is None or own.grain != "day" or at is None:
        return None
    day = nearest(*at, own.first)
    return Period(first=day, last=day, grain="day") if day and abs(day - own.first) <= _NEAR_OWN else None


def _dateline(text: Prose, mention: Mention, period: Period) -> bool:
    """Whether a date is where the document itself is dated."""
    return mention.start < _TOP and period == text.own and bool(years(mention.text))


def _carried(text: Prose, index: int, mention: Mention, marks: list[Trigger]) -> Trigger | None:
    """What a date without a happening beside it dates: what its heading announces, or what was asked before."""
    if marks:
        return None
    span, prose = text.sentences[index], text.document.text
    if re.match(r"(?:It|That|This)\s+(?:was|is|happened)\b", prose[span.start : mention.start]) and index:
        earlier = triggers(prose, text.sentences[index - 1])
        return earlier[-1] if earlier else None
    if span.end - span.start > _HEADING or mention.grain != "day":
        return None
    block = text.block(mention.start)
    ahead = [s for s in text.sentences[index + 1 : index + 4] if text.block(s.start) == block]
    told = [t for s in ahead for t in triggers(prose, s)]
    return next((t for t in told if t.kind in ("election", "meeting", "signing")), told[0] if told else None)


def _belongs(text: str, span: Span, mention: Mention, marks: list[Trigger], dates: Sequence[Mention]) -> Trigger | None:
    """The trigger that a date belongs to: the nearest, with a price on what stands between."""
    best: tuple[float, Trigger] | None = None
    for t in marks:
        if t.start >= mention.start and t.end <= mention.end:
            continue
        before = t.end <= mention.start
        between = _BETWEEN_STOPS.sub(" ", text[t.end : mention.start] if before else text[mention.end : t.start])
        cost = len(between) + 30.0 * len(_CLAUSE.findall(between)) + (0 if before else 15) + (0 if t.verb else _NOUN)
        if not before and mention.start - span.start < 16:
            cost -= 40
        if any(t.end <= d.start < mention.start if before else mention.end <= d.start < t.start for d in dates):
            cost += 60
        if best is None or cost < best[0]:
            best = (cost, t)
    return best[1] if best and best[0] <= _REACH else None


# "chose a president and, for the first time, a Senate on 12 April"
_BETWEEN_STOPS = re.compile(r",\s[^,.;:—]{3,50},(?=\s)")


def _clause(text: str, span: Span, mention: Mention, trigger: Trigger | None) -> Span:
    """From the trigger to the date with what belongs to both, cut at stronger stops."""
    start, end = mention.start, mention.end
    if trigger and span.start <= trigger.start < span.end:
        start, end = min(start, trigger.start), max(end, trigger.end)
    left = max((m.end() for m in re.finditer(r"[;:—]\s|, (?:and|but|while) ", text[span.start : start])), default=0)
    right = re.search(r"[;—]|, (?:and|but|while|which|the day|a day|when) ", text[end : span.end])
    return Span(span.start + left, end + right.start() if right else span.end)


def _tense(words: str) -> Literal["past", "future", "unknown"]:
    future, past = bool(_FUTURE.search(words)), bool(_PAST.search(words))
    if future == past:
        return "unknown"
    return "future" if future else "past"
