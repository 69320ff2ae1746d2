"""Units behind a number, what a rate is stated per, and conversion between units of one dimension.

pint carries the conversions, with a registry made from ``rules/units``; it is imported only to convert something.
"""

import re
from functools import cache
from typing import Any

import msgspec

from checker.pack.units import Unit, unit_files, vocabulary

# one word or sign behind a number, with what joins it: nothing, a blank or a hyphen
TOKEN = re.compile(
    r"(?:[ \u00a0\u202f\n]|[-‐‑])?((?:[A-Za-z]\.){2,}[A-Za-z]?|[^\W\d_]+(?:[/.'’&][^\W\d_]+)*[²³]?=?"
    r"|[%‰％$€£¥₩₹₪₺₴₽]|°[ ]?[CF]?\b|[°℃℉]|[\"'′″](?=[\s.,]))"
)
_BLANK = re.compile(r"[ \u00a0\n]|[-‐‑]")
_PER = re.compile(r"(?:[ \u00a0\n-](?:per|a|an|each|every)[ \u00a0\n-]|[ \u00a0]?/[ \u00a0]?)", re.IGNORECASE)
_PER_WORD = re.compile(r"([^\W\d_][^\W\d_/.]*(?:\.[a-z]\.)?)")
_OWN_PER = re.compile(r"[ \u00a0\n-]per[ \u00a0\n-]([a-z]{3,})\b")
_SCALE_WORDS = ("hundred", "thousand", "million", "billion", "trillion")


class Found(msgspec.Struct, gc=False):
    """A unit behind a number: which, where it ends, and what the rate is stated per."""

    unit: Unit
    end: int


def unit_after(text: str, end: int, attached: bool) -> Found | None:
    """The unit that stands behind a number ending at ``end``; ``attached`` numbers take symbols without a blank."""
    m = TOKEN.match(text, end)
    if not m:
        return None
    lexicon = vocabulary()
    word = m[1]
    joined = m.start(1) == end
    lower = word.lower()
    entries = lexicon.names.get(lower)
    if entries is not None and (not joined or attached):
        for rest, unit in entries:
            if not rest:
                return Found(unit, m.end())
            stop = _follow(text, m.end() + text.startswith(".", m.end()), rest)  # "sq. miles"
            if stop:
                return Found(unit, stop)
    symbol = lexicon.symbols.get(word)
    if symbol is None and word[0] == "°":
        symbol = lexicon.symbols.get(word.replace(" ", ""))
    if symbol is None or (len(word) == 1 and not joined and word.isalpha() and not _lone(text, m.end(), word)):
        return _slashed(m, lexicon.symbols)
    if len(word) == 1 and word.isalpha() and text[m.end() : m.end() + 1] in ("-", "’", "'"):
        return None
    return Found(symbol, m.end())


def _slashed(m: re.Match[str], symbols: dict[str, Unit]) -> Found | None:
    """Reads "$65/barrel" and "units/day": the unit before the stroke."""
    head, stroke, _ = m[1].partition("/")
    unit = symbols.get(head) if stroke else None
    return Found(unit, m.start(1) + len(head)) if unit else None


def _lone(text: str, end: int, word: str) -> bool:
    """Whether a single letter behind a blank is a unit: "5 W charger", "12 C" but not "2 C Company"."""
    return word == "W" or (word in "VCtgL" and not text[end : end + 2].strip()[:1].isupper())


def _follow(text: str, end: int, rest: tuple[str, ...]) -> int:
    """End of the words ``rest`` behind ``end``; 0 where something else stands there."""
    for word in rest:
        if not _BLANK.match(text, end) or text[end + 1 : end + 1 + len(word)].lower() != word:
            return 0
        end += 1 + len(word)
    return 0 if text[end : end + 1].isalnum() else end


def per_after(text: str, end: int, loose: bool) -> tuple[str | None, int]:
    """What a rate is stated per: "a barrel", "/day", "annually"; ``loose`` admits any noun behind "per"."""
    here = text[end : end + 1]
    if here not in (" ", "-", "/", "\n", "\u00a0"):
        return None, end
    lexicon = vocabulary()
    m = _PER.match(text, end)
    if m:
        word = _PER_WORD.match(text, m.end())
        if word:
            for rest, name in lexicon.per_names.get(word[1].lower(), ()):
                stop = _follow(text, word.end(), rest) if rest else word.end()
                if stop and not text[stop : stop + 1].isalnum() and not _of_time(text, stop, m[0]):
                    return name, stop
        own = _OWN_PER.match(text, end) if loose else None
        if own and own[1] not in ("cent", "se"):
            return own[1], own.end()
        return None, end
    m = TOKEN.match(text, end)
    if m and m[1] in lexicon.per_symbols and here != "\n":
        return lexicon.per_symbols[m[1]], m.end()
    if text.startswith((" per annum",), end):
        return "year", end + 10
    return None, end


def _of_time(text: str, end: int, joint: str) -> bool:
    """Reads "5 per cent a year ago", "$3 a year earlier": a point in time, no rate."""
    return joint.strip().lower() == "a" and text.startswith((" ago", " earlier", " before", " later", "-long"), end)


def plain_unit(noun: str) -> Unit | None:
    """The unit of measurement that a counted noun is: "52 straight months"."""
    for rest, unit in vocabulary().names.get(noun, ()):
        if not rest and unit.dimension in ("time", "length", "area", "mass", "volume", "currency"):
            return unit
    return None


def dimension(unit: str | None) -> str | None:
    """Dimension of a canonical unit; None where the pack does not know it."""
    return _dimensions().get(unit) if unit else None


@cache
def _dimensions() -> dict[str, str]:
    return {key: file.dimension for file in unit_files() if file.dimension != "per" for key in file.units}


@cache
def _registry() -> Any:
    """A pint registry of our units alone."""
    import pint

    lines = []
    for n, file in enumerate(unit_files()):
        named = {key: unit.factor for key, unit in file.units.items() if unit.factor is not None}
        if file.base is None or not named:
            continue
        lines.append(f"base_{n} = [dimension_{n}]")
        lines += [f"{_pint_name(key)} = {factor!r} * base_{n}" for key, factor in named.items()]
    return pint.UnitRegistry(lines)


def _pint_name(unit: str) -> str:
    return "unit_" + re.sub(r"\W", "_per_", unit)


def convert(value: float, unit_from: str, unit_to: str) -> float | None:
    """``value`` in another unit of the same dimension; None where the two cannot be converted.

    >>> round(convert(200, "nautical_mile", "kilometre") or 0, 1)
    370.4
    >>> convert(1, "barrel", "tonne") is None
    True
    """
    if unit_from == unit_to:
        return value
    known = _dimensions()
    if unit_from not in known or known.get(unit_to) != known[unit_from]:
        return None
    registry = _registry()
    names = _pint_name(unit_from), _pint_name(unit_to)
    if any(name not in registry for name in names):
        return None
    return float(registry.Quantity(value, names[0]).to(names[1]).magnitude)
