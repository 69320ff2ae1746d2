"""Events: what a text puts on a date. A date belongs to the happening named nearest to it in its clause.

Kinds of happening and their words stand in ``rules/lexicon/events.yaml``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from checker.build.feature import Feature, features
from checker.extract.words import WORD, stem
from checker.model import Event, Mention, Reading, Span
from checker.pack.facts import DatedFact, facts
from checker.pack.loader import default_pack, load_yaml
from checker.period import of

_CLAUSE = re.compile(r"[;:—–]|, | - |\b(?:which|who|when|where|while|after|before|but|and|although|because)\b")
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|due|scheduled|slated|expected|planned|plans?|set to|is to|are to|upcoming|coming|next"
    r"|intends?|takes? place|expires?|ends|opens|begins|starts|gathers?|meets?|convenes?|votes?|goes to|go to)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|[a-z]{3,}ed|took|went|came|met|held|won|lost|struck|sank|began|fell|rose|gave|made|said|left"
    r"|flew|ran|broke|has|have|sat|led|shot|hit|became|ago)\b"
)
_CARRY = 3  # sentences back that a subject is carried over from
_REACH = 110  # characters between a date and the word for its happening


class EventKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of happening and the words that name it."""

    id: str
    unique: bool
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


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
            table.setdefault(word.lower(), (kind.id, False))
            table.setdefault(stem(word), (kind.id, False))
        for word in kind.verbs:
            table.setdefault(word.lower(), (kind.id, True))
    return table


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {p: kind.id for kind in event_kinds() for p in kind.phrases}
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE), table


def triggers(text: str, span: Span) -> list[Trigger]:
    """Words for happenings within ``span``, in order; a phrase wins over the words in it."""
    pattern, kinds = _phrases()
    found = [
        Trigger(m.start(), m.end(), kinds[m[0].lower()], verb=True)
        for m in pattern.finditer(text, span.start, span.end)
    ]
    taken = [(t.start, t.end) for t in found]
    for m in WORD.finditer(text, span.start, span.end):
        if any(a <= m.start() < b for a, b in taken):
            continue
        hit = _words().get(m[0].lower()) or _noun(m[0])
        if hit:
            found.append(Trigger(m.start(), m.end(), *hit))
    return sorted(found, key=lambda t: t.start)


def _noun(word: str) -> tuple[str, bool] | None:
    hit = _words().get(stem(word))
    return hit if hit and not hit[1] and word.lower().endswith(("s", "'s", "’s")) else None


class Prose:
    """One document with what is asked of it again and again."""

    def __init__(self, reading: Reading) -> None:
        self.document = reading.document
        self.sentences = reading.sentences
        self.starts = [s.start for s in reading.sentences]
        self.features = features(reading.document.text, reading.names, reading.mentions)
        self.places = [f.start for f in self.features]
        self.blocks = [b.span.start for b in reading.document.blocks]
        self._dates: dict[int, list[Mention]] = {}
        for m in reading.mentions:
            if m.kind == "date":
                self._dates.setdefault(self.sentence(m.start), []).append(m)
        self.title = frozenset(f.name for f in features(reading.document.title or "", (), ()))

    def within(self, start: int, end: int) -> Sequence[Feature]:
        """Features between two places."""
        return self.features[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def sentence(self, at: int) -> int:
        """Index of the sentence of a place."""
        return max(0, bisect_left(self.starts, at + 1) - 1)

    def block(self, at: int) -> int:
        """Index of the block of a place."""
        return bisect_left(self.blocks, at + 1) - 1

    def heading(self, at: int) -> Span | None:
        """The heading that a place stands under."""
        blocks = self.document.blocks
        for i in range(self.block(at), -1, -1):
            if blocks[i].kind in ("heading", "title"):
                return blocks[i].span
        return None

    def dates(self, index: int) -> Sequence[Mention]:
        """Date mentions of one sentence."""
        return self._dates.get(index, ())

    def subject(self, index: int, clause: Span) -> frozenset[str]:
        """Entities and names of the clause; where it has none, of the sentences before, the heading, the title."""
        own = _entities(self.within(clause.start, clause.end))
        if own:
            return own
        span = self.sentences[index]
        own = _entities(self.within(span.start, span.end))
        block = self.block(span.start)
        for back in range(1, _CARRY + 1):
            if own or index - back < 0:
                break
            earlier = self.sentences[index - back]
            if self.block(earlier.start) != block:
                break
            own = _entities(self.within(earlier.start, earlier.end))
        if not own and (head := self.heading(span.start)):
            own = _entities(self.within(head.start, head.end))
        return own or frozenset(w for w in self.title if w.startswith("@"))

    def context(self, index: int) -> frozenset[str]:
        """What stands around a sentence: its neighbours in the block, its heading and the title."""
        span = self.sentences[index]
        block = self.block(span.start)
        near = [s for s in self.sentences[max(0, index - 2) : index + 2] if self.block(s.start) == block]
        words = {f.name for s in near for f in self.within(s.start, s.end)}
        if head := self.heading(span.start):
            words |= {f.name for f in self.within(head.start, head.end)}
        return frozenset(words) | self.title


def events(reading: Reading) -> tuple[Event, ...]:
    """Dated happenings of one document, in the order of the text."""
    if not reading.sentences:
        return ()
    text = Prose(reading)
    found = [e for i in range(len(text.sentences)) if text.dates(i) for e in _of_sentence(text, i, text.dates(i))]
    return tuple(sorted((*found, *_known(text)), key=lambda e: (e.date.start, e.kind, e.source)))


@cache
def _facts() -> dict[str, list[tuple[str, DatedFact]]]:
    """Names of dated facts by their first word."""
    table: dict[str, list[tuple[str, DatedFact]]] = {}
    for fact in facts(default_pack()).dated:
        for name in fact.names:
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
        period = of(mention)
        if period is None:
            continue
        chosen = _belongs(text.document.text, span, mention, marks, dates)
        if chosen is None and (mention.start - span.start < 4 or len(text.sentences[index : index + 1]) == 1):
            chosen = _of_heading(text, index, mention)
        if chosen is None:
            continue
        clause = _clause(text.document.text, span, mention, chosen)
        yield Event(
            span=clause,
            date=mention,
            period=period,
            kind=chosen.kind,
            words=frozenset(f.name for f in text.within(clause.start, clause.end) if not f.name.startswith("@")),
            subject=text.subject(index, clause),
            context=text.context(index),
            tense=_tense(text.document.text[clause.start : clause.end]),
            trigger=stem(text.document.text[chosen.start : chosen.end]),
            unique=chosen.kind in _unique(),
        )


def _of_heading(text: Prose, index: int, mention: Mention) -> Trigger | None:
    """A date in a heading ("Tanzania, 29 October.") dates what the sentence after it, or the title, is about."""
    span = text.sentences[index]
    if span.end - span.start > _REACH or index + 1 >= len(text.sentences):
        return None
    if triggers(text.document.text, span):
        return None
    block = text.block(mention.start)
    ahead = [s for s in text.sentences[index + 1 : index + 4] if text.block(s.start) == block]
    marks = [t for s in ahead for t in triggers(text.document.text, s)]
    return marks[0] if marks else None


def _belongs(text: str, span: Span, mention: Mention, marks: list[Trigger], dates: Sequence[Mention]) -> Trigger | None:
    """The trigger that a date belongs to: the nearest, with a price on what stands between."""
    best: tuple[float, Trigger] | None = None
    for t in marks:
        if t.start >= mention.start and t.end <= mention.end:
            continue
        before = t.end <= mention.start
        between = text[t.end : mention.start] if before else text[mention.end : t.start]
        cost = len(between) + 30.0 * len(_CLAUSE.findall(between)) + (0 if before else 15)
        if not before and mention.start - span.start < 16:
            cost -= 40
        if any(t.end <= d.start < mention.start if before else mention.end <= d.start < t.start for d in dates):
            cost += 60
        if best is None or cost < best[0]:
            best = (cost, t)
    return best[1] if best and best[0] <= _REACH else None


def _clause(text: str, span: Span, mention: Mention, trigger: Trigger) -> Span:
    """From the trigger to the date with what belongs to both, cut at stronger stops."""
    start, end = min(mention.start, trigger.start), max(mention.end, trigger.end)
    if trigger.start >= span.end or trigger.end <= span.start:
        start, end = mention.start, mention.end
    left = max((m.end() for m in re.finditer(r"[;:—]\s|, (?:and|but|while) ", text[span.start : start])), default=0)
    right = re.search(r"[;—]|, (?:and|but|while|which) ", text[end : span.end])
    return Span(span.start + left, end + right.start() if right else span.end)


def _entities(found: Sequence[Feature]) -> frozenset[str]:
    return frozenset(f.name for f in found if f.name.startswith("@") or f.proper)


def _tense(words: str) -> Literal["past", "future", "unknown"]:
    future, past = bool(_FUTURE.search(words)), bool(_PAST.search(words))
    if future == past:
        return "unknown"
    return "future" if future else "past"
