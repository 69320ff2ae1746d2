"""What a numeral is, and the words and scales that numbers are spelt with, as compiled from the pack."""

import re
from functools import cache
from typing import Literal

import msgspec

from checker.pack.units import numbers

Number = int | float


class Numeral(msgspec.Struct, gc=False):
    """One written number. ``low`` and ``high`` differ for "dozens"; ``step`` is the place of its last digit."""

    start: int
    end: int
    low: Number
    high: Number
    step: Number
    form: Literal["digits", "words"]
    kind: Literal["number", "fraction", "vague", "ordinal", "factor", "fold"] = "number"
    scaled: bool = False
    exponent: int = 0  # of the scale word


def scaled(digits: str, exponent: int) -> tuple[Number, Number]:
    """The number that ``digits`` (with at most one point) stand for times ten to ``exponent``, and its step."""
    whole, _, decimals = digits.partition(".")
    place = exponent - len(decimals)
    mantissa = int(whole + decimals or "0")
    value: Number = mantissa * 10**place if place >= 0 else mantissa / 10**-place
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not decimals:
        stripped = whole.rstrip("0")
        place += len(whole) - len(stripped) if stripped else 0
    return value, (10**place if place >= 0 else 1 / 10**-place)


_BEFORE_WORD = r" \n\t\r\u00a0\u202f\"'(\[{“‘’”—–‐‑/|*_>~-"


def _trie(spelled: list[str], top: bool = False) -> str:
    """A pattern for any of ``spelled``, common beginnings taken together; the first letter may be a capital."""
    branches: dict[str, list[str]] = {}
    for word in spelled:
        branches.setdefault(word[:1], []).append(word[1:])
    ends = "" in branches
    parts = [
        (f"[{first.upper()}{first}]" if top else first) + (_trie(rest) if rest != [""] else "")
        for first, rest in sorted(branches.items())
        if first
    ]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return body + "?" if ends else body


class Words(msgspec.Struct, frozen=True):
    """The number words compiled: a scanner and what each word is."""

    scan: re.Pattern[str]
    kinds: dict[str, tuple[str, Number]]
    scale: re.Pattern[str]
    scales: dict[str, int]


@cache
def words() -> Words:
    """Number words of the pack, compiled once."""
    lexicon = numbers()
    kinds: dict[str, tuple[str, Number]] = {}
    for name, table in (
        ("value", lexicon.values), ("scale", lexicon.scales), ("multiple", lexicon.multiples),
        ("factor", lexicon.factors),
    ):  # fmt: skip
        kinds.update({word: (name, value) for word, value in table.items()})
    kinds.update({word: ("ordinal", value) for word, value in lexicon.ordinals.items()})
    for word, value in lexicon.fractions.items():
        kinds.setdefault(word, ("fraction", value))
        kinds["halves" if word == "half" else word + "s"] = ("fraction", value)
    kinds.update({word: ("vague", low) for word, (low, _) in lexicon.vague.items()})
    long = {**lexicon.scales, "hundred": 2}
    suffix = "|".join(sorted(lexicon.suffixes, key=lambda s: (-len(s), s)))
    spaced = "|".join(s for s in sorted(lexicon.suffixes, key=lambda s: (-len(s), s)) if len(s) > 1)
    return Words(
        scan=re.compile(rf"[{_BEFORE_WORD}](?:{_trie(sorted(kinds), True)})(?:fold)?\b"),
        kinds=kinds,
        scale=re.compile(
            rf"(?:[ \u00a0\n]|[-‐‑])?({'|'.join(long)})\b"
            rf"|[ \u00a0]({spaced}|[BM](?= [a-z]))(?![\w/])|({suffix})(?![\w/²³])",
            re.IGNORECASE,
        ),
        scales={**lexicon.suffixes, **long},
    )
