"""Ranges, lists, ratios and ellipses: numbers that share a unit, or make one quantity together."""

import re

from checker.extract import trap
from checker.extract.hedge import change_before
from checker.extract.item import Item, times

_RATIOS = frozenset(("in", "out of", "in every"))
_JOINTS = frozenset(("-", "–", "—", "‑", "to", "up to", "and", "or", ",", ", and", ", or", "/"))
_DASH = frozenset("-–—‑")
_RATIO = 1000
_SHARE = 1000
_ELLIPSIS = 90
_STOP_GAP = re.compile(r"[.!?]\s|\n\n|\(")
_SENTENCE = re.compile(r"[.!?;]\s|\n\n|\(")


def join(text: str, items: list[Item]) -> None:
    """Ranges and lists: joins neighbours, and hands unit and scale back to the numbers that share them."""
    right = items[-1] if items else None
    for a in reversed(items[:-1]):
        b = right
        if b is None or b.dead:
            right = a
            continue
        right = _pair(text, a, b)


def _pair(text: str, a: Item, b: Item) -> Item:
    """Joins two neighbours where the text does; the item that the number before them may be joined to."""
    joint = _joint(text, a, b)
    if joint in _RATIOS:
        _ratio(a, b)
    elif (
        joint in ("to", "up to")
        or joint in _DASH
        or (joint == "and" and _between(a))
        or (joint == "or" and _adjacent(a, b))
    ):
        _range(a, b, joint)
    elif joint:
        _list(a, b, joint)
    return b if a.dead and not b.dead else a


def _joint(text: str, a: Item, b: Item) -> str:
    """What stands between two numbers, where it joins them; else ""."""
    gap = b.start - a.end
    if gap > 10 or gap < 0 or a.change == "factor" or b.change == "factor" or _year_apart(a, b):
        return ""
    between = text[a.end : b.start]
    joint = between.replace("\n", " ").strip(" \u00a0").lower()
    if joint == "-to-" and b.low < a.high and not (a.unit or b.unit or b.noun):
        joint = "-"  # "a 5-to-4 ruling"
    elif joint == "-to-" or joint.startswith("to-"):
        joint = "to"
    elif joint == "and-":
        joint = "and"
    return joint if (joint in _JOINTS or joint in _RATIOS) and "\n\n" not in between else ""


def _between(a: Item) -> bool:
    return "between" in [word.lower() for word in a.left[-3:]]


def _ratio(a: Item, b: Item) -> None:
    """Reads "one in five", "nine out of ten": a share of what the second number counts."""
    if a.unit or a.noun or b.bare_year or b.dimension not in (None, "count") or a.form != b.form:
        return
    if not (0 < a.low < b.low <= _RATIO and a.low <= 10) or isinstance(b.low, float):
        return
    share = a.low / b.low
    b.low = b.high = share
    b.kind, b.step, b.start, b.left, b.unit, b.dimension, a.dead = "fraction", 0.01, a.start, a.left, None, None, True


def _year_apart(a: Item, b: Item) -> bool:
    """Whether one of two numbers is a year and the other is not: "rose in 2018 to 3.9 million"."""
    if not (a.bare_year or b.bare_year) or a.unit == b.unit == "percent":
        return False
    if a.bare_year and b.bare_year:
        return not (b.noun or (b.unit and b.dimension != "time"))
    return a.bare_year and not (a.unit or a.noun) and (b.scaled or b.low < 1000)


def _adjacent(a: Item, b: Item) -> bool:
    return (
        a.unit in (None, b.unit)
        and not a.noun
        and a.prefixed == b.prefixed
        and b.low - a.high in (1, 10**b.exponent)
        and a.form == b.form
    )


def _range(a: Item, b: Item, joint: str) -> None:
    """Makes one item of a range; leaves a change "from A to B" as two, and drops scores ("2-1")."""
    dash = joint in _DASH
    if joint in ("to", "up to") and change_before(a.left) == "from" and _alike(a, b):
        _change(a, b)
    elif joint == "to" and _step(a, b):
        b.change = "to"
    elif dash and (_unmeasured(a, b) or (b.low < a.high and b.dimension in (None, "count"))):
        a.dead = b.dead = True
    elif _alike(a, b) and _shares_unit(a, b, dash) and not (a.ranged and b.ranged):
        _inherit(a, b)
        if b.low >= a.high:
            _merge(a, b)


def _step(a: Item, b: Item) -> bool:
    """Whether the first number is how far the second was reached: "rose by 5 to 40", "rose $5.30 to $1,500"."""
    change = change_before(a.left)
    if change is None or (a.unit is None and b.dimension == "share" and a.low < b.low < _RANGE * a.high):
        return False
    return a.left[-1].lower() == "by" or (change in ("up", "down") and b.low > _FAR * a.high)


_FAR = 5
_RANGE = 2  # "by 62 to 70 per cent" is a range, "by 5 to 40 per cent" is none


def _unmeasured(a: Item, b: Item) -> bool:
    """Whether nothing shows what two numbers with a dash between them count: "2-1"."""
    return not (a.unit or b.unit or b.noun or a.scaled or b.scaled)


def _alike(a: Item, b: Item) -> bool:
    """Whether two numbers may be the ends of one range: their units and nouns do not differ."""
    if a.noun and b.noun and a.noun != b.noun:
        return False
    if a.unit is None or b.unit is None or a.unit == b.unit:
        return not (a.bare_year and b.bare_year and not (a.unit or b.unit or b.noun))
    return a.dimension == b.dimension == "count" or (a.dimension == b.dimension and a.dimension is not None)


def _shares_unit(a: Item, b: Item, dash: bool) -> bool:
    """Whether the unit stands where a range has it: behind both, behind the second, or before the first."""
    if a.unit and b.unit and a.dimension != "count" and a.unit != b.unit:
        return False
    if a.noun and not b.noun and not dash and b.unit:
        return False
    return not a.unit or b.unit is not None or a.prefixed or (dash and b.noun is None and a.dimension != "currency")


def _change(a: Item, b: Item) -> None:
    """Reads "from A to B" of something that changes: two amounts that share their unit."""
    _inherit(a, b)
    a.change, b.change = "from", "to"
    if not b.unit and not b.noun and a.unit and a.dimension != "count":
        b.unit, b.dimension, b.unit_text = a.unit, a.dimension, a.unit_text
        if a.scaled and a.exponent >= 6 and not b.scaled and b.low < 1000:  # "from 40 billion dollars to 160"
            factor = 10**a.exponent
            b.low, b.high, b.step = times(b.low, factor), times(b.high, factor), times(b.step, factor)
            b.scaled, b.exponent = True, a.exponent


def _merge(a: Item, b: Item) -> None:
    """The second item as the range of both; the first is dropped."""
    b.low, b.step, b.left, b.start = a.low, min(a.step, b.step), a.left, a.start
    if not b.unit and a.unit:
        b.unit, b.dimension, b.unit_text, b.prefixed = a.unit, a.dimension, a.unit_text, a.prefixed
    b.noun, b.noun_end = b.noun or a.noun, b.noun_end or a.noun_end
    b.bare_year = b.bare_year and a.bare_year
    b.ranged, a.dead = True, True


def _inherit(a: Item, b: Item) -> None:
    """Unit and scale of the second number for the first, where it has none: "2 to 3 million", "$2-3 billion"."""
    if (
        not a.scaled
        and b.scaled
        and a.low < 1000
        and a.kind == "number"
        and b.exponent >= 3
        and not a.noun
        and a.form == b.form
        and a.low <= b.low / 10**b.exponent
    ):
        factor = 10**b.exponent
        a.low, a.high, a.step = times(a.low, factor), times(a.high, factor), times(a.step, factor)
        a.scaled, a.exponent = True, b.exponent
    if a.unit is None and a.noun is None and b.unit:
        a.unit, a.dimension, a.unit_text, a.per = b.unit, b.dimension, b.unit_text, b.per
    if a.prefixed and not b.scaled and not b.unit and a.scaled:
        b.scaled = False
    if a.noun is None and b.noun and a.unit == b.unit:
        a.noun, a.noun_end = b.noun, b.noun_end


def _list(a: Item, b: Item, joint: str) -> None:
    """Reads "2 and 3 per cent": the first of a list shares the unit of the next; "pp. 12 and 14" are both labels."""
    if not (a.unit or b.unit or b.noun) and a.left and trap.label_before(a.left[-1]):
        b.dead = True
    if a.unit or a.noun or a.bare_year or (joint in (",", "/") and b.dimension == "count"):
        return
    if not (b.unit or b.noun) or b.dead or b.ranged:
        return
    if joint == "," and (b.prefixed or a.form != b.form):
        return
    if b.dimension in ("share", "point") and (a.scaled or a.low > _SHARE):
        return  # "rose to 36,200, or 29.3 per cent"
    if a.left and trap.month(a.left[-1]):
        return
    if b.prefixed and joint != "or":
        return
    _inherit(a, b)


def ellipsis(text: str, before: Item, item: Item) -> None:
    """Reads "8 trillion yen in 2024; it is 8.7 trillion in 2025": the unit of one amount goes on to the next."""
    if item.unit or item.noun or item.kind != "number" or before.dimension not in ("currency", "share"):
        return
    gap = text[before.end : item.start]
    if item.form == "digits" and not item.scaled and not before.scaled and not item.bare_year:
        back = item.left[-1].lower() if item.left else ""
        if (
            back in ("from", "against")
            and len(gap) < _ELLIPSIS
            and not _SENTENCE.search(gap)
            and change_before(before.left) not in ("up", "down")
        ):
            item.unit, item.dimension = before.unit, before.dimension
        return
    if not (item.scaled and before.scaled) or before.dimension != "currency" or text.startswith(" (", item.end):
        return
    if len(gap) < _ELLIPSIS and item.exponent == before.exponent and not _STOP_GAP.search(gap):
        item.unit, item.dimension = before.unit, before.dimension
