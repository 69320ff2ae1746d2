"""Dates that a text gives to what the reference facts date too: a treaty signed, a body founded, an election held.

Only forms that say so plainly are read: the name, a verb for the happening, and the date, with no more than places and
parties between. What is said of a protocol to a treaty, or of a country that joined it later, is another happening.
"""

import re
from collections.abc import Iterator
from functools import cache

from checker.extract.words import WORD
from checker.model import Known, Mention, Reading, Span
from checker.pack.entities import entities
from checker.pack.facts import DatedFact, facts
from checker.pack.loader import default_pack
from checker.period import from_iso, of
from checker.timing import sentence_at

_FARTHEST = 100  # characters between a name and its date
_MADE = ("signing", "initialling", "adoption")
_WAS = (
    r"^(?:'s)?(?:\s+(?:agreement|deal|treaty|accord|pact|convention))?"
    r"(?P<aux>\s*[,(]\s*(?:which\s+)?|\s+(?:was|were)\s+|\s+)"
)
_SOON = r"(?:(?:was|were|formally|officially|first|originally|jointly)\s+)*"
_TAIL = r"(?:,?\s+(?:by|between|in|at|with|and|the|of|on|[A-Z][\w'.-]*))*,?\s+(?:on|in)\s+(?:the\s+)?$"
# Verb forms behind a name, and the kinds of happening that they tell of.
_FORMS: tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...] = tuple(
    (re.compile(_WAS + _SOON + rf"(?:{verbs})\b" + _TAIL), kinds, participle)
    for verbs, kinds, participle in (
        ("signed|concluded|initialled|inked", ("signing", "initialling"), True),
        ("adopted", ("adoption",), False),
        ("entered into force|came into force|took effect|went into effect", ("entry-into-force",), True),
        ("founded|established|created|formed|set up", ("founding",), False),
    )
)
_HELD = re.compile(
    r"^s?(?:\s+(?:of|on)\s+(?:the\s+)?|\s+(?:(?:was|were|is|are|will be|is to be|are to be)\s+held|took place"
    r"|takes place|will take place)(?:,?\s+(?:in|across|[A-Z]\w*|the|country))*\s+on\s+(?:the\s+)?)$"
)
_NOUN = re.compile(
    r"\b(?:(?P<signing>signing|signature)|(?P<founding>founding|foundation|creation)|(?P<adoption>adoption)"
    r"|(?P<force>entry into force))\s+of\s+(?:the\s+)?$"
)
_BEHIND_NOUN = re.compile(r"^(?:\s+(?:in|at|[A-Z][\w'.-]*))*\s+(?:on|in)\s+(?:the\s+)?$")
_THE = re.compile(r"\b(?:the|its|their|this)\s+$", re.IGNORECASE)
_CLOSED = re.compile(
    r"\s*[,.;:)]|\s+(?:and|which|that|was|is|has|had|with|between|to|on|in|did|bars?|requires?|obliges?|sets?|limits?|as|by"
    r"|for|allows?|ended|gave|gives|made|banned|created)\b"
)
# Before a name: what is dated is something about it, or another one of its name.
_OTHER = re.compile(
    r"\b(?:to|from|under|with|amending|extending|replacing|new|second|draft|revised|old|original|protocol|for|by|against"
    r"|renewed|local|municipal|regional|snap|early|primary|in|at|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def known(reading: Reading) -> tuple[Known, ...]:
    """Statements of one document that put what the facts date on a date, in the order of the text."""
    dates: dict[int, list[Mention]] = {}
    for m in reading.mentions:
        if m.kind == "date" and m.grain in ("day", "month", "year") and not m.relative:
            dates.setdefault(sentence_at(reading.sentences, m.start), []).append(m)
    found = [k for index in sorted(dates) if index >= 0 for k in _of_sentence(reading, index, dates[index])]
    return tuple(sorted(found, key=lambda k: (k.span, k.what)))


def _of_sentence(reading: Reading, index: int, dates: list[Mention]) -> Iterator[Known]:
    span, text = reading.sentences[index], reading.document.text
    prose = " ".join(text[span.start : span.end].replace("’", "'").split("\n"))
    covered = 0
    for word in WORD.finditer(prose):
        if word.start() < covered:
            continue
        for name, rows in _names().get(word[0].removesuffix("'s"), ()):
            end = word.start() + len(name)
            if not prose.startswith(name, word.start()) or prose[end : end + 1].isalnum():
                continue
            covered = end
            found = _behind(prose, span.start, word.start(), end, dates, rows) or _ahead(
                prose, span.start, word.start(), end, dates, rows
            )
            made = _known(*found, name, rows) if found else None
            if made:
                yield made
            break


_Found = tuple[Mention, Span, tuple[str, ...]]


def _behind(
    prose: str, base: int, start: int, end: int, dates: list[Mention], rows: tuple[DatedFact, ...]
) -> _Found | None:
    """The date behind a name that a verb puts there: "New START was signed in 2010"."""
    mention = next((d for d in dates if d.start - base >= end), None)
    if mention is None or mention.start - base - end > _FARTHEST:
        return None
    kinds = _kinds(prose[:start], prose[end : mention.start - base], rows)
    return (mention, Span(base + start, mention.end), kinds) if kinds else None


def _ahead(
    prose: str, base: int, start: int, end: int, dates: list[Mention], rows: tuple[DatedFact, ...]
) -> _Found | None:
    """The year right before a name: "the 2010 New START"."""
    mention = next((d for d in dates if d.end - base == start - 1 and d.grain == "year"), None)
    if mention is None or rows[0].kind in ("election", "founding"):
        return None
    if not _THE.search(prose[: mention.start - base]) or not _CLOSED.match(prose[end:]):
        return None
    return mention, Span(mention.start, base + end), _any(rows)


def _any(rows: tuple[DatedFact, ...]) -> tuple[str, ...]:
    """All that happened to a treaty, its making first; a text that only gives its year may mean any."""
    kinds = dict.fromkeys(fact.kind for fact in rows)
    return tuple(sorted(kinds, key=lambda kind: (kind not in _MADE, kind)))


def _kinds(before: str, between: str, rows: tuple[DatedFact, ...]) -> tuple[str, ...]:
    """The kinds of happening that the words around a name put on the date behind it; none where they put none."""
    noun = _NOUN.search(before)
    if noun:
        if not _BEHIND_NOUN.match(between):
            return ()
        return ("entry-into-force",) if noun["force"] else _MADE[:2] if noun["signing"] else (str(noun.lastgroup),)
    if _OTHER.search(before):
        return ()
    kind = rows[0].kind
    if kind == "election":
        return ("election",) if _HELD.match(between) else ()
    if kind != "founding" and between == " of ":
        return _any(rows)
    for pattern, kinds, participle in _FORMS:
        m = pattern.match(between)
        if m and (participle or m["aux"].strip() or "was " in between or "were " in between):
            return kinds
    return ()


def _known(
    mention: Mention, span: Span, kinds: tuple[str, ...], name: str, rows: tuple[DatedFact, ...]
) -> Known | None:
    period = of(mention)
    if period is None or period.first is None or period.last is None:
        return None
    days: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    source = ""
    for fact in rows:
        first, last = from_iso(fact.date), from_iso(fact.end or fact.date)
        if first and last and first.first and last.last:
            same = fact.kind in kinds
            (days if same else others).append((first.first, last.last))
            source = source or (fact.source if same else "")
    if not days:
        return None
    return Known(
        span=span, date=mention, period=period, name=name, what=kinds[0], days=tuple(days), others=tuple(others),
        source=source,
    )  # fmt: skip


@cache
def _names() -> dict[str, tuple[tuple[str, tuple[DatedFact, ...]], ...]]:
    """Names with their facts by their first word, the longest first; those of elections with their countries."""
    rows: dict[str, list[DatedFact]] = {}
    for fact in facts(default_pack()).dated:
        for name in fact.names:
            for written in _with_country(name, fact) if fact.kind == "election" else (name,):
                rows.setdefault(written, []).append(fact)
    table: dict[str, list[tuple[str, tuple[DatedFact, ...]]]] = {}
    for name, some in rows.items():
        first = WORD.search(name)
        if first:
            table.setdefault(first[0].removesuffix("'s"), []).append((name, tuple(some)))
    return {first: tuple(sorted(some, key=lambda s: (-len(s[0]), s[0]))) for first, some in table.items()}


def _with_country(name: str, fact: DatedFact) -> Iterator[str]:
    """An election with its country before or behind: "Polish presidential election", "Poland's", "in Poland"."""
    for written, people in _countries().get(fact.entity, ()):
        if people:
            yield f"{written} {name}"
        else:
            yield from (f"{written}'s {name}", f"{name} in {written}", f"{name} in the {written}")


@cache
def _countries() -> dict[str, tuple[tuple[str, bool], ...]]:
    """How each country is written, and whether that is what its people are called."""
    table: dict[str, list[tuple[str, bool]]] = {}
    for entries in entities(default_pack()).entries.values():
        for entry in entries:
            if entry.kind == "country" and entry.how in ("name", "people"):
                table.setdefault(entry.entity, []).append((" ".join(entry.tokens), entry.how == "people"))
    return {entity: tuple(some) for entity, some in table.items()}
