"""Vocabulary of amounts: ``rules/units`` and the lexicons of numbers, hedges, nouns and traps, ready for look-up.

Everything is read once, when the first text is read, and kept. Names are keyed by their first word in lower case, with
what follows it, longest first; symbols are kept as written.
"""

from functools import cache
from pathlib import Path

import msgspec

from checker.errors import PackError
from checker.pack.loader import default_pack, load_yaml, yaml_files


class UnitText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One unit. ``unit`` and ``exponent`` say that the entry stands for ten to the so many of another unit."""

    factor: float | None = None
    unit: str | None = None
    exponent: int = 0
    per: str | None = None
    before: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class UnitFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of ``rules/units``: the units of one dimension."""

    dimension: str
    units: dict[str, UnitText]
    base: str | None = None


class Unit(msgspec.Struct, frozen=True):
    """What a unit's name or symbol stands for."""

    id: str
    dimension: str
    exponent: int = 0
    per: str | None = None


class Vocabulary(msgspec.Struct, frozen=True):
    """The units by the ways in which they are written."""

    names: dict[str, tuple[tuple[tuple[str, ...], Unit], ...]]
    symbols: dict[str, Unit]
    before: dict[str, Unit]
    counts: dict[str, Unit]
    per_names: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    per_symbols: dict[str, str]


class Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/lexicon/numbers.yaml``."""

    values: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    multiples: dict[str, int]
    vague: dict[str, tuple[int, int]]
    several: dict[str, tuple[int, int]]
    metres: frozenset[str]
    fractions: dict[str, int]
    ordinals: dict[str, int]
    factors: dict[str, float]
    superlatives: frozenset[str]


class HedgeLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How wide a hedge is, as a share of the number."""

    about: float
    nearly: float
    slightly: float


class Hedges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/lexicon/hedges.yaml``."""

    limits: HedgeLimits
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    skip: frozenset[str]
    during: frozenset[str]
    before_over: frozenset[str]


class Nouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/lexicon/nouns.yaml``."""

    stop: frozenset[str]
    more: frozenset[str]
    one_not: frozenset[str]
    one_after: frozenset[str]
    plural: frozenset[str]
    singular_s: frozenset[str]
    hyphen: frozenset[str]


class Traps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/lexicon/traps.yaml``."""

    labels: frozenset[str]
    labels_any_case: frozenset[str]
    months: frozenset[str]
    year_before: frozenset[str]
    clock: frozenset[str]
    strong: frozenset[str]
    glued: tuple[str, ...]


class Quantities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/lexicon/quantities.yaml``: words around an amount that say how it is meant."""

    up: frozenset[str]
    down: frozenset[str]
    change: frozenset[str]
    transitive: frozenset[str]
    bases: dict[str, tuple[str, ...]]
    restate: frozenset[str]
    restates: frozenset[str]
    up_phrases: frozenset[str]
    one_day: frozenset[str]
    share_after: frozenset[str]
    not_base: frozenset[str]


@cache
def unit_files() -> tuple[UnitFile, ...]:
    """The files of ``rules/units`` in the order of their names."""
    return tuple(load_yaml(path, UnitFile) for path in yaml_files(default_pack() / "units"))


@cache
def vocabulary() -> Vocabulary:
    """All units of the default pack, by the ways in which they are written.

    Raises:
        PackError: two units are written alike.
    """
    names: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    per_names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    out = Vocabulary(names={}, symbols={}, before={}, counts={}, per_names={}, per_symbols={})
    for file in unit_files():
        for key, text in file.units.items():
            if file.dimension == "per":
                for name in text.names:
                    first, *rest = name.lower().split()
                    per_names.setdefault(first, []).append((tuple(rest), key))
                out.per_symbols.update(dict.fromkeys(text.symbols, key))
                continue
            unit = Unit(text.unit or key, file.dimension, text.exponent, text.per)
            for table, written in ((out.symbols, text.symbols), (out.before, text.before)):
                for name in written:
                    _once(table, name, unit)
            for name in text.names:
                if file.dimension == "count":
                    _once(out.counts, name, unit)
                    continue
                first, *rest = name.lower().replace("-", " ").split()
                names.setdefault(first.rstrip("."), []).append((tuple(rest), unit))
    out.names.update({word: tuple(sorted(entries, key=lambda e: -len(e[0]))) for word, entries in names.items()})
    out.per_names.update({w: tuple(sorted(entries, key=lambda e: -len(e[0]))) for w, entries in per_names.items()})
    return out


def _once(table: dict[str, Unit], name: str, unit: Unit) -> None:
    if name in table and table[name] != unit:
        raise PackError(f"rules/units: {name!r} stands for {table[name].id} and for {unit.id}")
    table[name] = unit


def _lexicon(name: str) -> Path:
    return default_pack() / "lexicon" / f"{name}.yaml"


@cache
def numbers() -> Numbers:
    """Number words, scales, fractions and ordinals."""
    return load_yaml(_lexicon("numbers"), Numbers)


@cache
def hedges() -> Hedges:
    """Words that widen or bound a number."""
    return load_yaml(_lexicon("hedges"), Hedges)


@cache
def nouns() -> Nouns:
    """What tells the noun that is counted."""
    return load_yaml(_lexicon("nouns"), Nouns)


@cache
def traps() -> Traps:
    """Numbers that count nothing."""
    return load_yaml(_lexicon("traps"), Traps)


@cache
def quantity_words() -> Quantities:
    """Words of change, bases of a share, words that restate."""
    return load_yaml(_lexicon("quantities"), Quantities)
