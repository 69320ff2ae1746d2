"""What a stretch of text speaks of, as comparable features with their places.

A feature is a string: ``@jp`` an entity of the pack, ``#troops`` a concept of the pack, anything else the stem of a
content word, ``proper`` where it is written as a name. Claims are compared by the features that they share.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from unicodedata import normalize

import msgspec

from checker.extract.words import WORD, is_content, stem
from checker.model import Mention, Name
from checker.pack.concepts import load_concepts
from checker.pack.entities import entities
from checker.pack.loader import default_pack

_LONGEST_PHRASE = 4
_MARKS = re.compile("[\u0300-\u036f]")


class Feature(msgspec.Struct, frozen=True):
    """One feature and where it stands."""

    start: int
    end: int
    name: str
    proper: bool = False


@cache
def _concepts() -> dict[tuple[str, ...], str]:
    """Concept by the stems of its words."""
    table: dict[tuple[str, ...], str] = {}
    for concept, words in load_concepts().by_id.items():
        for words_of_one in words:
            if words_of_one.startswith("="):  # this very form: goods are not what is good
                continue
            words_in = [m[0] for m in WORD.finditer(words_of_one)]
            stems = tuple(stem(w) for w in words_in if is_content(w))
            if len(stems) > 1 or len(words_in) == 1:  # "out of work" must not make every work a lack of it
                table.setdefault(stems, "#" + concept)
    return table


@cache
def _exact() -> dict[str, str]:
    """Concept by a word in the one form that stands for it."""
    by_id = load_concepts().by_id.items()
    return {word[1:]: "#" + concept for concept, words in by_id for word in words if word.startswith("=")}


@cache
def _government() -> dict[str, str]:
    """Whose ministry, army or palace an entity is: the Bundeswehr speaks for Germany."""
    return entities(default_pack()).of


def concept(word: str) -> str:
    """Feature of one word: its concept where the pack has one, else its stem."""
    s = stem(word)
    return _exact().get(word.lower()) or _concepts().get((s,), s)


def folded(text: str) -> str:
    """Lower case without diacritics."""
    return _MARKS.sub("", normalize("NFKD", text)).lower()


def features(text: str, names: Sequence[Name], mentions: Sequence[Mention]) -> list[Feature]:
    """All features of ``text`` in order. Words inside a name or a mention are spoken for by it."""
    found = [f for n in names for f in _of_name(n)]
    found += [
        Feature(m.start, m.end, _tenor(m), proper=True)
        for m in mentions
        if m.kind == "duration" and "-" in m.text and m.number
    ]
    found += [Feature(m.start, m.end, thing) for m in mentions if (thing := _measured(m, text))]
    taken = sorted([(n.span.start, n.span.end) for n in names] + [(m.start, m.end) for m in mentions])
    words = [m for m in WORD.finditer(text) if is_content(m[0]) and not _inside(taken, m.start())]
    found += _of_words(text, words)
    return sorted(found, key=lambda f: (f.start, f.end, f.name))


def _measured(m: Mention, text: str) -> str:
    """What the unit of a mention measures: bcm are of gas, unless the text says of what else."""
    if text.startswith(" of ", m.end):
        return ""
    units = load_concepts().units
    thing = units.get(m.unit_text or "") or units.get(m.unit or "")
    return f"#{thing}" if thing else ""


def _tenor(m: Mention) -> str:
    """A duration that tells one thing from another: "seven-year notes"."""
    return f"{m.number[0]:g}{m.unit}" if m.number else ""


def _inside(taken: list[tuple[int, int]], at: int) -> bool:
    i = bisect_left(taken, (at + 1, 0)) - 1
    return any(start <= at < end for start, end in taken[max(0, i - 1) : i + 1])


def _of_name(name: Name) -> Iterable[Feature]:
    span = name.span
    if name.entity:
        yield Feature(span.start, span.end, "@" + _government().get(name.entity, name.entity))
        yield from _of_place(name) if name.kind == "place" else ()
        return
    for m in WORD.finditer(name.text):
        if is_content(m[0]):
            start, end = span.start + m.start(), span.start + m.end()
            said = concept(m[0])
            if m[0].lower() not in _exact():
                yield Feature(start, end, stem(folded(m[0])), proper=True)
            if said[0] == "#":  # "the Tropical Forest Facility" is a forest fund
                yield Feature(start, end, said)


def _of_place(name: Name) -> Iterable[Feature]:
    """What kind of place a name tells: the Strait of Hormuz is a strait."""
    for m in WORD.finditer(name.text):
        said = concept(m[0])
        if said[0] == "#":
            yield Feature(name.span.start + m.start(), name.span.start + m.end(), said)


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How many words the phrases of the pack have that begin with a stem, the longest first."""
    found: dict[str, set[int]] = {}
    for stems in _concepts():
        if stems:
            found.setdefault(stems[0], set()).add(min(len(stems), _LONGEST_PHRASE))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def _of_words(text: str, words: list[re.Match[str]]) -> Iterable[Feature]:
    table, exact, sizes = _concepts(), _exact(), _sizes()
    stems = [stem(w[0]) for w in words]
    i = 0
    while i < len(words):
        for size in sizes.get(stems[i], (1,)):
            run = words[i : i + size]
            if len(run) < size or (size > 1 and run[-1].end() - run[0].start() > 40):
                continue
            hit = table.get(tuple(stems[i : i + size]))
            if hit:
                yield Feature(run[0].start(), run[-1].end(), hit)
                i += size
                break
        else:
            word = words[i]
            if said := exact.get(word[0].lower()):
                yield Feature(word.start(), word.end(), said)
                i += 1
                continue
            yield Feature(word.start(), word.end(), stem(folded(word[0])), proper=_proper(text, word))
            i += 1


def _proper(text: str, word: re.Match[str]) -> bool:
    """Whether a word is written as a name: a capital inside a sentence, or more than one capital."""
    if not word[0][0].isupper():
        return False
    if word[0][1:].lower() != word[0][1:]:
        return True
    before = text[max(0, word.start() - 3) : word.start()].rstrip(" \t\n\"'“‘(")
    return bool(before) and before[-1] not in ".!?:;\n"
