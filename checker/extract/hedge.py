"""Hedges, bounds and words of change around a number, and the interval that they make of it."""

import re
from functools import cache
from typing import Literal

from checker.extract.item import Change
from checker.model import Hedge
from checker.pack.units import hedges, quantity_words

Number = int | float
Move = Literal["up", "down", "move"]

_AFTER = re.compile(r"(?:[ \u00a0\n]|-(?=odd|ish|plus))?(\+|[a-z]+(?: [a-z]+){0,3})")
_TIDY = "(\"“‘'[,—–"


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Hedges by their last word: the words before it, backwards, longest first, and the kind."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in hedges().before.items():
        for phrase in phrases:
            *rest, last = phrase.lower().split()
            index.setdefault(last, []).append((tuple(reversed(rest)), kind))
    return {word: tuple(sorted(entries, key=lambda e: -len(e[0]))) for word, entries in index.items()}


def during(words: list[str], taken: int) -> bool:
    """Whether what looks like a hedge before a length of time is the preposition: "spending over five years"."""
    if taken != 1 or words[-1].lower() not in hedges().during:
        return False
    return len(words) < 2 or words[-2].lower() not in hedges().before_over


def hedge_before(words: list[str]) -> tuple[str, int]:
    """Kind of the hedge that ends the words before a number, and how many of them it takes; "" without one."""
    index, skip = _index(), hedges().skip
    at = len(words) - 1
    for _ in range(3):
        if at < 0:
            break
        word = words[at].lower().lstrip(_TIDY)
        entries = index.get(word)
        if entries:
            for rest, kind in entries:
                if len(rest) <= at and all(
                    words[at - 1 - k].lower().lstrip(_TIDY) == part for k, part in enumerate(rest)
                ):
                    return kind, len(words) - at + len(rest)
        if word not in skip:
            break
        at -= 1
    return "", 0


@cache
def _behind() -> dict[str, str]:
    return {phrase.strip("-"): kind for kind, phrases in hedges().after.items() for phrase in phrases}


def hedge_after(text: str, end: int) -> str:
    """Kind of the hedge behind a number or its noun: "50,000+", "200-odd", "60 or more"."""
    m = _AFTER.match(text, end)
    if not m:
        return ""
    if m[1] == "+":
        return "over"
    known = _behind()
    parts = m[1].split(" ")
    for n in range(len(parts), 0, -1):
        kind = known.get(" ".join(parts[:n]))
        if kind and (n > 1 or parts[0] in ("odd", "ish") or m[0][0] == "-"):
            return kind
    return ""


def interval(low: Number, high: Number, kind: str) -> tuple[Number | None, Number | None, Hedge]:
    """The interval that a hedged number stands for."""
    limits = hedges().limits
    if kind == "":
        return low, high, "exact"
    if kind == "about":
        room = limits.about * max(abs(low), abs(high))
        return _tidy(low - room), _tidy(high + room), "about"
    if kind == "nearly":
        return _tidy(low - limits.nearly * abs(low)), high, "nearly"
    if kind == "slightly":
        return low, _tidy(high + limits.slightly * abs(high)), "over"
    if kind == "over":
        return low, None, "over"
    return None, high, "nearly"


def _tidy(value: Number) -> Number:
    if isinstance(value, float):
        value = float(f"{value:.12g}")
        if value.is_integer() and abs(value) < 1e18:
            return int(value)
    return value


@cache
def _moves() -> dict[str, Move]:
    lexicon = quantity_words()
    table: dict[str, Move] = dict.fromkeys(lexicon.change, "move")
    table.update(dict.fromkeys(lexicon.up, "up"))
    table.update(dict.fromkeys(lexicon.down, "down"))
    return table


def change_before(words: list[str]) -> Change | None:
    """What a number is in a change, by the words before it (hedge taken off): up, down, by, to, from; else None."""
    moves = _moves()
    if not words:
        return None
    last = words[-1].lower()
    if last[-1] in ",;:.!?)":
        return None
    if last in ("to", "from", "by"):
        for word in reversed(words[:-1]):
            if word[-1] in ".;:!?":
                return None
            kind = moves.get(word.lower().rstrip(","))
            if kind:
                return _spoken(last, kind)
        return None
    if last in ("an", "a", "of", "the"):
        last = words[-2].lower() if last == "of" and len(words) > 1 else ""
    if last == "up" and len(words) > 1 and words[-2].lower() in quantity_words().up_phrases:
        return None
    kind = moves.get(last)
    return None if kind == "move" else kind


def _spoken(word: str, kind: Move) -> Change:
    """What "to", "from" and "by" make of a number behind a word of change."""
    if word == "by":
        return "by" if kind == "move" else kind
    return "to" if word == "to" else "from"
