"""Events: what a text puts on a date. A date belongs to the happening named nearest to it in its clause.

Kinds of happening and their words stand in ``rules/lexicon/events.yaml``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from checker.build.prose import Prose
from checker.extract.words import WORD, stem
from checker.model import Event, Mention, Period, Reading, Span
from checker.pack.facts import DatedFact, facts
from checker.pack.loader import default_pack, load_yaml
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
_COUNTED = re.compile(r"\b(?:the|of|with|second|first|these|those|cent|million|\d+)\s+$")
_TOP = 500  # characters from the top in which the document is dated
_HEADING = 60  # characters up to which a sentence may be a heading run in
_SUBJECT = 40  # characters between a noun and its verb
_NEAR_OWN = 120  # days around a document's date in which a date without a year is clear
_NOUN = 30  # characters that a noun has to stand nearer than a verb: courts are named where suits are lodged
_REACH = 110  # characters between a date and the word for its happening


class EventKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of happening and the words that name it."""

    id: str
    unique: bool
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    acts: tuple["Act", ...] = ()


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb with its object, neither of which names the happening alone: "chose a new president"."""

    verbs: tuple[str, ...]
    objects: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[EventKind, ...]
    moved: tuple[str, ...] = ()


class Trigger(msgspec.Struct, frozen=True):
    """A word for a happening and where it stands."""

    start: int
    end: int
    kind: str
    verb: bool


@cache
def event_kinds() -> tuple[EventKind, ...]:
    """Kinds of happening that the pack names."""
    return load_yaml(default_pack() / "lexicon" / "events.yaml", _File).kinds


@cache
def _unique() -> frozenset[str]:
    return frozenset(kind.id for kind in event_kinds() if kind.unique)


@cache
def _words() -> dict[str, tuple[str, bool]]:
    """Kind by stem (or by the word itself, for verbs whose stem would say too much); the first kind wins."""
    table: dict[str, tuple[str, bool]] = {}
    for kind in event_kinds():
        for word in kind.nouns:
            for form in (word.lower(), word.lower() + "s", word.lower() + "'s", word.lower() + "s'"):
                table.setdefault(form, (kind.id, False))
        for word in kind.verbs:
            table.setdefault(word.lower(), (kind.id, True))
    return table


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {p: kind.id for kind in event_kinds() for p in kind.phrases}
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE), table


@cache
def _acts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind.id, re.compile(rf"\b(?:{'|'.join(act.verbs)})\b{_OBJECT}(?:{'|'.join(act.objects)})\b", re.IGNORECASE))
        for kind in event_kinds()
        for act in kind.acts
    )


_OBJECT = r"(?:\s+(?!(?:and|or|but|in|on|at|by|with|that|which|who)\b)[\w’'-]+){0,5}?\s+"


def triggers(text: str, span: Span) -> list[Trigger]:
    """Words for happenings within ``span``, in order; a phrase wins over the words in it."""
    pattern, kinds = _phrases()
    found = [
        Trigger(m.start(), m.end(), kinds[m[0].lower()], verb=True)
        for m in pattern.finditer(text, span.start, span.end)
    ]
    found += [
        Trigger(m.start(), m.end(), kind, verb=True)
        for kind, act in _acts()
        for m in act.finditer(text, span.start, span.end)
    ]
    taken = [(t.start, t.end) for t in found]
    for m in WORD.finditer(text, span.start, span.end):
        if any(a <= m.start() < b for a, b in taken):
            continue
        hit = _words().get(m[0].lower().replace("’", "'"))
        if hit and not (m[0].lower() == "votes" and _COUNTED.search(text, max(0, m.start() - 12), m.start())):
            found.append(Trigger(m.start(), m.end(), *hit))
    return sorted(found, key=lambda t: t.start)


# A count as of a day is no happening on that day.
_AS_OF = re.compile(r"\bas (?:of|at|on)\s+(?:the\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_BOUND = re.compile(r"\b(before|after|until|till|prior to)\s+(?:the\s+)?$", re.IGNORECASE)


def events(reading: Reading) -> tuple[Event, ...]:
    """Dated happenings of one document, in the order of the text."""
    if not reading.sentences:
        return ()
    text = Prose(reading)
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
            unique=chosen is not None and chosen.kind in _unique(),
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
