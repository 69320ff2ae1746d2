"""Whether a number is somebody's age: "aged 15 to 24", "women over 60", "the 18-to-34 age group", "died at 86"."""

import re
from functools import cache

import msgspec

from checker.extract.item import Item
from checker.pack.loader import default_pack, load_yaml

_OLDEST = 115
_OLD = re.compile(r"[-‐‑–]?(?: ?(?:to|or|and|[-‐‑–])[ -]?\d{1,3})?[- ]years?[- ]olds?\b")
_JOINS = frozenset(("to", "and", "or", "-", "–"))


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Schema of ``rules/lexicon/ages.yaml``."""

    ages: frozenset[str]
    asked: frozenset[str]
    between: frozenset[str]
    bounds: frozenset[str]
    persons: frozenset[str]
    at_age: frozenset[str]
    behind: tuple[str, ...]


@cache
def _words() -> Words:
    return load_yaml(default_pack() / "lexicon" / "ages.yaml", Words)


@cache
def _behind() -> tuple[str, ...]:
    return tuple(join + phrase for phrase in _words().behind for join in (" ", "-"))


def is_age(text: str, item: Item) -> bool:
    """Whether ``item``, which has no unit, is an age, by the words on both sides."""
    if item.high > _OLDEST or item.scaled or not isinstance(item.low, int):
        return False
    if text.startswith(_behind(), item.end) or _OLD.match(text, item.end):
        return True
    words = _words()
    left = [word.lower().strip("(\"“‘'") for word in item.left[-6:]]
    if len(left) > 1 and left[-1] == "at" and left[-2] in words.at_age:
        return True
    bounded = False
    at = len(left) - 1
    while at >= 0 and (left[at] in words.between or left[at].isdigit() or _joins(left, at)):
        bounded = bounded or left[at] in words.bounds
        at -= 1
    if at < 0 or (at == len(left) - 1 and left[at] not in words.ages):
        return False
    if left[at] in words.ages:
        return not at or left[at - 1] not in words.asked
    return bounded and left[at] in words.persons


def _joins(left: list[str], at: int) -> bool:
    return left[at] in _JOINS and at > 0 and left[at - 1].isdigit()
