"""Schema of ``rules/entities/*.yaml`` and the index by which names in a text are looked up.

An entry of the index is a sequence of tokens as a text writes it; its first token leads to all sequences that begin
with it, longest first. Apostrophes are folded, nothing else: "us" is no country.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple
from unicodedata import combining, normalize

import msgspec

from checker.errors import PackError
from checker.pack.facts import split
from checker.pack.loader import load_yaml

How = Literal["name", "people", "capital", "seat"]
EntityKind = Literal["country", "alliance", "body", "place"]


class Country(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country or territory by its ISO 3166 code; lists are separated by commas."""

    id: str
    names: str
    people: str = ""  # demonyms and adjectives
    capital: str = ""
    currency: str = ""
    seats: str = ""  # buildings and bodies that stand for the government
    caution: str = ""  # names that also mean something else


class Entity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An alliance, a body or a place."""

    id: str
    names: str
    of: str = ""
    members: str = ""


class _Countries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    countries: tuple[Country, ...]


class _Gazetteer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    countries: dict[str, str]


class _Entities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entities: tuple[Entity, ...]


class People(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Vocabulary for telling names of persons; lists are separated by commas."""

    particles: tuple[str, ...] = ()  # lower-case parts of a surname: "van", "de", "bin"
    titles: tuple[str, ...] = ()  # "Mr", "Dr", "General": a person follows, no office is named
    given: str = ""  # given names
    surnames: str = ""  # common surnames that differ by a letter from one another
    same: tuple[str, ...] = ()  # spellings of one name: "Mohammed, Muhammad, Mohamed"
    leaders: tuple[str, ...] = ()  # a person's spellings, the usual one first
    things: str = ""  # words that make a capitalised sequence no person: "Bank", "Treaty"
    ships: str = ""  # prefixes of ships' names: "HMS", "USS"
    opening: str = ""  # words that are capitalised only because a sentence begins


class Homonyms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tells an entity from what has the same name."""

    capitals: frozenset[str]
    only_with: dict[str, frozenset[str]]
    unless_with: dict[str, frozenset[str]]
    not_behind: dict[str, tuple[str, ...]]
    not_before: dict[str, frozenset[str]]
    governs: frozenset[str]


class Entry(NamedTuple):
    """One way of writing an entity."""

    tokens: tuple[str, ...]
    entity: str
    kind: EntityKind
    how: How
    caution: bool


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """All names of entities by their first token, longest first; what an entity belongs to; currencies and members."""

    entries: dict[str, tuple[Entry, ...]]
    of: dict[str, str]
    within: dict[str, str]  # the country that a place or body lies in; what is of it is not for that of the country
    currency: dict[str, str]
    members: dict[str, frozenset[str]]
    title: dict[str, str]  # how an entity is shown: its first name


@lru_cache(maxsize=8)
def entities(pack: Path) -> Index:
    """The index of all entities of the pack in the folder ``pack``.

    Raises:
        PackError: a file is broken, or two entities share an id.
    """
    folder = pack / "entities"
    entries: list[Entry] = []
    title: dict[str, str] = {}
    of: dict[str, str] = {}
    currency: dict[str, str] = {}
    members: dict[str, frozenset[str]] = {}
    within: dict[str, str] = {}
    for country in load_yaml(folder / "countries.yaml", _Countries).countries:
        _title(folder, title, country.id, country.names)
        entries.extend(_country(country))
        currency[country.id] = country.currency
    kinds: tuple[tuple[str, EntityKind], ...] = (("alliances", "alliance"), ("bodies", "body"), ("places", "place"))
    for file, kind in kinds:
        for one in load_yaml(folder / f"{file}.yaml", _Entities).entities:
            _title(folder, title, one.id, one.names)
            entries.extend(Entry(tokens(n), one.id, kind, "name", False) for n in split(one.names))
            if one.of:
                of[one.id] = one.of
            if one.members:
                members[one.id] = frozenset(split(one.members))
    within.update((ident, country_id) for ident, country_id in of.items() if country_id in currency)
    for country_id, places in load_yaml(folder / "gazetteer.yaml", _Gazetteer).countries.items():
        if country_id not in currency:
            raise PackError(f"{folder / 'gazetteer.yaml'}: there is no country {country_id!r}")
        for name in split(places):
            ident = _ident(name)
            if title.setdefault(ident, name) != name and within.get(ident) != country_id:
                raise PackError(f"{folder / 'gazetteer.yaml'}: {name} is {title[ident]} of another place")
            within[ident] = country_id
            entries.append(Entry(tokens(name), ident, "place", "name", False))
    return Index(entries=_by_first(entries), of=of, within=within, currency=currency, members=members, title=title)


@lru_cache(maxsize=8)
def people(pack: Path) -> People:
    """Vocabulary of names of persons.

    Raises:
        PackError: the file is broken.
    """
    return load_yaml(pack / "entities" / "people.yaml", People)


@lru_cache(maxsize=8)
def homonyms(pack: Path) -> Homonyms:
    """Names that also mean something else.

    Raises:
        PackError: the file is broken.
    """
    return load_yaml(pack / "entities" / "homonyms.yaml", Homonyms)


def tokens(name: str) -> tuple[str, ...]:
    """A name as the tokens by which it is looked up."""
    return tuple(name.replace("’", "'").split())


def _ident(name: str) -> str:
    """A name as an id, the same with and without its accents."""
    plain = "".join(c for c in normalize("NFKD", name) if not combining(c))
    return "-".join(re.findall(r"\w+", plain.lower()))


def _title(folder: Path, title: dict[str, str], ident: str, names: str) -> None:
    if ident in title:
        raise PackError(f"{folder}: two entities have the id {ident!r}")
    title[ident] = split(names)[0]


def _country(country: Country) -> list[Entry]:
    caution = set(split(country.caution))
    lists: tuple[tuple[How, str], ...] = (
        ("name", country.names),
        ("people", country.people),
        ("capital", country.capital),
        ("seat", country.seats),
    )
    return [
        Entry(tokens(name), country.id, "country", how, name in caution)
        for how, names in lists
        for name in split(names)
    ]


def _by_first(entries: list[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.tokens[0], []).append(entry)
    return {first: tuple(sorted(some, key=lambda e: -len(e.tokens))) for first, some in found.items()}


class OfficeText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"elsewhere": "in"}):
    """One office or portfolio: its names, and what the words mean in some countries."""

    id: str
    names: str
    elsewhere: str = ""


class OfficesText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``offices.yaml`` as it is written."""

    heads: str
    offices: tuple[OfficeText, ...]
    portfolios: tuple[OfficeText, ...]
    status: dict[str, str]
    verbs: dict[str, str]
    between: str
    central_banks: str
    with_any: str
    near: tuple[str, ...]


class OfficeIndex(msgspec.Struct, frozen=True, kw_only=True):
    """Offices by the normalised words of their names, and how they relate."""

    phrases: dict[tuple[str, ...], str]
    prefixes: frozenset[tuple[str, ...]]
    heads: tuple[str, ...]  # a sentence without one of these words names no office
    elsewhere: dict[tuple[str, str], str]  # (office, country) -> office
    status: dict[str, str]  # word -> status
    verbs: dict[str, str]  # verb before an office -> status
    between: frozenset[str]
    central_banks: frozenset[str]
    with_any: frozenset[str]
    near: frozenset[frozenset[str]]


_TEMPLATES = (
    "{} minister",
    "minister of {}",
    "{} secretary",
    "secretary of {}",
    "secretary of state of {}",
    "cabinet secretary of {}",
    "{} cabinet secretary",
    "{} chief",
    "chancellor of {}",
    "{} affairs minister",
    "{} ministry head",
)


@lru_cache(maxsize=8)
def office_index(pack: Path) -> OfficeIndex:
    """Offices of the pack.

    Raises:
        PackError: the file is broken.
    """
    raw = load_yaml(pack / "entities" / "offices.yaml", OfficesText)
    phrases: dict[tuple[str, ...], str] = {}
    for portfolio in raw.portfolios:
        for name in split(portfolio.names):
            for template in _TEMPLATES:
                phrases.setdefault(tuple(template.format(name).split()), portfolio.id)
    for office in raw.offices:
        phrases.update({tuple(name.split()): office.id for name in split(office.names)})
    elsewhere = {}
    for office in raw.offices:
        for pair in split(office.elsewhere):
            country, ident = pair.split()
            elsewhere[office.id, country] = ident
    near = {frozenset((a, b)) for row in raw.near for a in split(row) for b in split(row) if a != b}
    return OfficeIndex(
        phrases=phrases,
        prefixes=frozenset(p[:n] for p in phrases for n in range(1, len(p))),
        heads=tuple(sorted(raw.heads.split())),
        elsewhere=elsewhere,
        status={word: status for status, words in raw.status.items() for word in split(words)},
        verbs={word: status for status, words in raw.verbs.items() for word in split(words)},
        between=frozenset(raw.between.split()),
        central_banks=frozenset(split(raw.central_banks)),
        with_any=frozenset(split(raw.with_any)),
        near=frozenset(near),
    )
