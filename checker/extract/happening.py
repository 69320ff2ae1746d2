"""Words that name a happening: an election, a signing, an attack. The words stand in ``rules/lexicon/events.yaml``."""

import re
from functools import cache

import msgspec

from checker.extract.words import WORD
from checker.model import Span
from checker.pack.loader import default_pack, load_yaml

_COUNTED = re.compile(r"\b(?:the|of|with|second|first|these|those|cent|million|\d+)\s+$")


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
def unique_kinds() -> frozenset[str]:
    """Kinds of what happens once to its subject within a year or so."""
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
