"""Looking a capitalised token up in the pack's index of entities, with care for names that mean several things."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from checker.pack.entities import EntityKind, Entry, Homonyms, entities, homonyms, people


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """What telling names needs, as sets."""

    entries: dict[str, tuple[Entry, ...]]
    within: dict[str, str]
    particles: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    things: frozenset[str]
    ships: frozenset[str]
    opening: frozenset[str]
    caution: frozenset[str]
    homonyms: Homonyms


class Hit(NamedTuple):
    """An entity that is named from the place looked at up to ``end``."""

    end: int
    entity: str
    kind: EntityKind
    demonym: bool


@lru_cache(maxsize=4)
def vocabulary(pack: Path) -> Vocabulary:
    """Vocabulary of the pack in the folder ``pack``."""
    index, words = entities(pack), people(pack)
    return Vocabulary(
        entries=index.entries,
        within=index.within,
        particles=frozenset(words.particles),
        titles=frozenset(words.titles),
        given=frozenset(words.given.split()),
        surnames=frozenset(words.surnames.split()),
        things=frozenset(words.things.split()),
        ships=frozenset(words.ships.split()),
        opening=frozenset(words.opening.split()),
        homonyms=homonyms(pack),
        caution=frozenset(e.tokens[0] for some in index.entries.values() for e in some if e.caution),
    )


def lookup(text: str, start: int, token: str, vocab: Vocabulary, words: set[str]) -> Hit | None:
    """The longest entity that ``text`` names at ``start``, where ``token`` begins; ``words`` are all words of it."""
    first = token
    entries = vocab.entries.get(first)
    if entries is None:
        first = token.partition("-")[0] if "-" in token else token.split(" ")[0]
        entries = vocab.entries.get(first)
    if entries is None and len(token) > 3 and token.isupper():
        return _capitals(start, token, vocab)
    for entry in entries or ():
        size = len(entry.tokens[0]) if len(entry.tokens) == 1 else len(" ".join(entry.tokens))
        end = start + size
        if len(entry.tokens) > 1 and not text.startswith(" ".join(entry.tokens), start):
            continue
        behind = text[end : end + 1]
        if behind.isalnum() or (
            behind in "-+&" and behind and text[end + 1 : end + 2].isalpha() and not _joined(entry)
        ):
            continue
        if _means(text, start, end, entry, vocab, words):
            return Hit(end, entry.entity, entry.kind, entry.how == "people")
    return None


def _joined(entry: Entry) -> bool:
    """Whether a hyphen may follow: "US-led", "China-Russia", "Japan-based"."""
    return entry.how in ("name", "people") and entry.kind in ("country", "alliance", "place", "body")


def _capitals(start: int, token: str, vocab: Vocabulary) -> Hit | None:
    """A country in a headline in capitals."""
    for entry in vocab.entries.get(token.title(), ()):
        if len(entry.tokens) == 1 and not entry.caution:
            return Hit(start + len(token), entry.entity, entry.kind, entry.how == "people")
    return None


def _means(text: str, start: int, end: int, entry: Entry, vocab: Vocabulary, words: set[str]) -> bool:
    """Whether what is written means the entity here, and not its homonym."""
    name, other = text[start:end], vocab.homonyms
    if name in other.capitals and _shouted(text, start, end):
        return False
    following = re.match(r" ([^\W\d_][\w'-]*)", text[end : end + 32])
    behind = following[1] if following and following[1][0].isupper() else ""
    if entry.how == "capital" and behind in vocab.things and behind not in other.governs:
        return False
    if any(text.endswith(before, 0, start) for before in other.not_behind.get(name, ())):
        return False
    if not entry.caution:
        return True
    if behind in other.not_before.get(name, ()):
        return False
    if name in other.only_with and words.isdisjoint(other.only_with[name]):
        return name in other.unless_with and words.isdisjoint(other.unless_with[name])
    return True


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are in capitals too."""
    around = re.findall(r"[^\W\d_]{2,}", text[max(0, start - 14) : start])[-1:]
    around += re.findall(r"[^\W\d_]{2,}", text[end : end + 14])[:1]
    return bool(around) and all(w.isupper() and len(w) > 3 for w in around)
