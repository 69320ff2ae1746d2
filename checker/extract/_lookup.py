"""Looking a capitalised token up in the pack's index of entities, with care for names that mean several things."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from checker.pack.entities import EntityKind, Entry, entities, people

_US_STATE = frozenset(
    ("Atlanta", "Republican", "Republicans", "Democrat", "Democrats", "Senator", "Savannah", "Fulton")
)
_NOT_COUNTRY = {
    "Georgia": ("Georgian", "Georgians", "Tbilisi", "Abkhazia", "Ossetia", "Caucasus", "Armenia", "Azerbaijan"),
    "Male": ("Maldives", "Maldivian"),
    "Pole": ("Poland", "Polish", "Poles"),
    "Victoria": ("Seychelles",),
    "Lao": ("Laos", "Vientiane"),
}
_BEFORE = {
    "Guinea": ("New ", "Equatorial ", "Gulf of "),
    "Pole": ("North ", "South "),
    "Washington": ("George ", "Mount "),
    "Jordan": ("River ",),
    "Chad": ("Lake ",),
    "Victoria": ("Lake ", "Queen "),
    "Niger": ("River ",),
    "Congo": ("River ",),
}


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """What telling names needs, as sets."""

    entries: dict[str, tuple[Entry, ...]]
    particles: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    things: frozenset[str]
    ships: frozenset[str]
    opening: frozenset[str]
    caution: frozenset[str]


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
        particles=frozenset(words.particles),
        titles=frozenset(words.titles),
        given=frozenset(words.given.split()),
        surnames=frozenset(words.surnames.split()),
        things=frozenset(words.things.split()),
        ships=frozenset(words.ships.split()),
        opening=frozenset(words.opening.split()),
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
    name = text[start:end]
    if name in ("US", "WHO", "AU", "IS", "EAC") and _shouted(text, start, end):
        return False
    following = re.match(r" ([^\W\d_][\w'-]*)", text[end : end + 32])
    behind = following[1] if following and following[1][0].isupper() else ""
    if entry.how == "capital" and behind in vocab.things and behind not in ("Government", "Administration"):
        return False
    if any(text.endswith(before, 0, start) for before in _BEFORE.get(name, ())):
        return False
    if not entry.caution:
        return True
    if name == "Washington" and behind in ("Post", "Times", "Examiner", "Consensus", "State", "Treaty"):
        return False
    if name in _NOT_COUNTRY and not any(w in words for w in _NOT_COUNTRY[name]):
        return name == "Georgia" and words.isdisjoint(_US_STATE)
    return True


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides are in capitals too."""
    around = re.findall(r"[^\W\d_]{2,}", text[max(0, start - 14) : start])[-1:]
    around += re.findall(r"[^\W\d_]{2,}", text[end : end + 14])[:1]
    return bool(around) and all(w.isupper() and len(w) > 3 for w in around)
