"""Ordinals that rank or number something: "third-largest economy", "9th round"."""

import re

from checker.extract.item import left_words
from checker.extract.noun import single
from checker.extract.numberword import Numeral
from checker.model import Mention
from checker.pack.units import numbers

_AFTER_ORDINAL = re.compile(r"[- \u00a0\n]([^\W\d_]+)")
_NO_RANK = frozenset(
    ["half", "quarter", "century", "of", "and", "or", "to", "in", "the", "a", "is", "was", "time", "we", "i", "hand"]
)
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "this",
        "that",
        "each",
        "every",
        "for",
        "of",
        "in",
        "and",
        "no",
    ]
)
_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b")
SUFFIX = ("st", "nd", "rd", "th")


def ordinal(text: str, numeral: Numeral) -> Mention | None:
    """An ordinal with the noun or superlative that it ranks: "third-largest economy", "9th round"."""
    m = _AFTER_ORDINAL.match(text, numeral.end)
    if not m or m[1].lower() in _NO_RANK:
        return None
    words = left_words(text, numeral.start)
    if words and words[-1].lower() in ("per", "at", "a split"):
        return None
    if m[1][0].isupper() and (text[numeral.start].isupper() or m[1].lower() in _WEEKDAYS):
        return None
    spelled = text[numeral.start].isalpha()
    if spelled and m[1].lower() not in numbers().superlatives and not (words and _determines(words[-1])):
        return None
    if m[1] in ("Street", "Avenue", "St"):
        return None
    rank = m[1].lower() if m[1].lower() in numbers().superlatives else None
    last = m.end()
    more = _AFTER_ORDINAL.match(text, last) if rank in ("most", "least") else None
    if more:
        rank, last = f"{rank} {more[1].lower()}", more.end()
    noun, _ = single(text, last if rank else numeral.end)
    if rank is None and noun is None:
        return None
    value = int(numeral.low)
    return Mention(
        kind="ordinal", start=numeral.start, end=last if rank else numeral.end,
        text=text[numeral.start : last if rank else numeral.end], number=(value, value), low=value, high=value,
        unit=rank, unit_text=rank, noun=noun, step=1,
    )  # fmt: skip


def _determines(word: str) -> bool:
    return word.lower() in _DETERMINERS or word.endswith(("'s", "’s", "s'", "s’"))


def digit_ordinal(text: str, numeral: Numeral) -> Mention | None:
    """The ordinal that digits with "st", "nd", "rd" or "th" behind them make."""
    m = _ORDINAL_END.match(text, numeral.end)
    if not m or not isinstance(numeral.low, int) or (numeral.start and text[numeral.start - 1].isalpha()):
        return None
    numeral.end = m.end()
    return ordinal(text, numeral)
