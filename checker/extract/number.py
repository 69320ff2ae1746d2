"""Quantities of a text: numbers with their unit, bounds, hedge, rate and change; ordinals; and what is none of these.

One pass over the numerals reads what stands around each (currency, unit, noun), a second joins ranges and lists and
turns the rest into mentions.
"""

import re
from typing import Literal

import msgspec

from checker.extract import trap
from checker.extract.hedge import change_before, during, hedge_after, hedge_before, interval
from checker.extract.money import currency_before
from checker.extract.noun import count_unit, counted, single
from checker.extract.numeral import Numeral, numerals
from checker.extract.unit import per_after, plain_unit, unit_after
from checker.model import Mention
from checker.pack.units import nouns, numbers, quantity_words

Number = int | float
_LEFT = 72


class Item(msgspec.Struct, gc=False):
    """A numeral with what stands beside it. ``end`` is behind the unit, ``number_end`` behind the number."""

    start: int
    end: int
    number_end: int
    low: Number
    high: Number
    step: Number
    form: str
    kind: str
    scaled: bool
    exponent: int
    unit: str | None = None
    dimension: str | None = None
    unit_text: str | None = None
    prefixed: bool = False
    per: str | None = None
    noun: str | None = None
    noun_end: int = 0
    bare_year: bool = False
    left: list[str] = []  # noqa: RUF012 a field of a struct
    change: str | None = None
    dead: bool = False
    ranged: bool = False


def quantities(text: str) -> list[Mention]:
    """Mentions of kind ``quantity`` and ``ordinal`` in ``text``, in order, without overlap."""
    items: list[Item] = []
    out: list[Mention] = []
    found = numerals(text)
    links = trap.links(text)
    previous_end = 0
    for numeral in found:
        if numeral.start < previous_end:
            continue
        if links and any(start <= numeral.start < end for start, end in links):
            continue
        if numeral.kind == "ordinal":
            mention = _ordinal(text, numeral)
            if mention:
                out.append(mention)
            continue
        item = _item(text, numeral, out)
        if item:
            items.append(item)
            previous_end = item.end
    _join(text, items)
    kept = [item for item in items if not item.dead and _claimable(text, item)]
    starts: list[Mention] = []
    before: Item | None = None
    for item in kept:
        if before:
            _ellipsis(text, before, item)
        mention = _mention(text, item, before)
        starts.append(mention)
        before = item
    if not out:
        return starts
    return sorted(out + starts, key=_start)


def _start(mention: Mention) -> int:
    return mention.start


def left_words(text: str, start: int) -> list[str]:
    """The last words before ``start`` within its paragraph."""
    low = start - _LEFT if start > _LEFT else 0
    window = text[low:start]
    cut = window.rfind("\n\n")
    if cut >= 0:
        window = window[cut:]
    elif low and not text[low - 1].isspace():
        window = window.partition(" ")[2]
    return window.split()


def _initial(words: list[str]) -> bool:
    """Whether the last of ``words`` begins a sentence."""
    return len(words) < 2 or words[-2][-1] in ".!?”\""


def _ordinal(text: str, numeral: Numeral) -> Mention | None:
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
    if spelled and not (words and (words[-1].lower() in _DETERMINERS or words[-1].endswith(("'s", "’s", "s'", "s’")))):
        if m[1].lower() not in numbers().superlatives:
            return None
    if m[1] in ("Street", "Avenue", "St"):
        return None
    rank = m[1].lower() if m[1].lower() in numbers().superlatives else None
    last = m.end()
    more = _AFTER_ORDINAL.match(text, last) if rank in ("most", "least") else None
    if more:
        rank, last = f"{rank} {more[1].lower()}", more.end()
    noun, end = single(text, last if rank else numeral.end)
    if rank is None and noun is None:
        return None
    value = int(numeral.low)
    return Mention(
        kind="ordinal", start=numeral.start, end=last if rank else numeral.end,
        text=text[numeral.start : last if rank else numeral.end], number=(value, value), low=value, high=value,
        unit=rank, unit_text=rank, noun=noun, step=1,
    )  # fmt: skip


_DETERMINERS = frozenset("the a an his her its their our my your this that each every for of in and no".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_AFTER_ORDINAL = re.compile(r"[- \u00a0\n]([^\W\d_]+)")
_NO_RANK = frozenset(("half", "quarter", "century", "of", "and", "or", "to", "in", "the", "a", "is", "was", "time", "we", "i", "hand"))


def _item(text: str, numeral: Numeral, ordinals: list[Mention]) -> Item | None:
    """The numeral with its currency, unit, rate and noun; None where it is a trap."""
    start, end = numeral.start, numeral.end
    digits = numeral.form == "digits"
    item = Item(
        start, end, end, numeral.low, numeral.high, numeral.step, numeral.form, numeral.kind, numeral.scaled, numeral.exponent
    )
    if numeral.kind == "fold":
        item.change = "factor"
        return item
    if numeral.kind == "factor":
        item.change = "factor"
        return item
    if digits:
        if trap.thing_age(text, end, numeral.low):
            item.unit, item.dimension, item.unit_text, item.left = "year", "time", "year", left_words(text, start)
            return item
        currency = currency_before(text, start)
        if currency:
            unit, item.start = currency
            item.unit, item.dimension, item.prefixed = unit.id, unit.dimension, True
            item.unit_text = text[item.start : start].strip(" \u00a0\\-−–")
            _sign(text, item, start)
            if text[item.start - 1 : item.start] in ("-", "−") and text[item.start - 2 : item.start - 1] in (" ", "", "(", "\n"):
                item.start, item.low, item.high = item.start - 1, -item.high, -item.low
            if item.end < len(text) and text[end] in "/:" and text[end + 1 : end + 2].isdigit():
                return None
            home = _HOME.match(text, end) if item.unit == "$" else None
            if home:
                item.unit, item.end = "USD", home.end()
            item.per, item.end = per_after(text, item.end, True)
            item.left = left_words(text, item.start)
            return item
        if text.startswith(_SUFFIX_ORDINAL, end) and not numeral.scaled:
            mention = _digit_ordinal(text, numeral)
            if mention:
                ordinals.append(mention)
            return None
        if trap.digits_trap(text, start, end, numeral.scaled):
            return None
        _sign(text, item, start)
        item.bare_year = trap.year_like(text, start, end)
    elif _word_trap(text, numeral):
        return None
    item.left = left_words(text, item.start)
    item = _measure(text, item)
    return None if item and item.noun and _proper(text, item) else item


def _proper(text: str, item: Item) -> bool:
    """"the Five Eyes", "the Six Day War": a number word in capitals inside a sentence before a noun in capitals."""
    if item.form != "words" or not text[item.start].isupper() or not item.left or item.left[-1][-1] in ".!?:”\"":
        return False
    return text[item.number_end + 1 : item.number_end + 2].isupper() and not text[item.start : item.number_end].isupper()


_HOME = re.compile(r" (?:U\.S\.|US|USD)(?= (?:per|a|to|and|from|at|in|on|for|by|last|this|each)\b|[,;:.)\n]|$)")
_SUFFIX_ORDINAL = ("st", "nd", "rd", "th")


def _digit_ordinal(text: str, numeral: Numeral) -> Mention | None:
    m = _ORDINAL_END.match(text, numeral.end)
    if not m or not isinstance(numeral.low, int) or (numeral.start and text[numeral.start - 1].isalpha()):
        return None
    numeral.end = m.end()
    return _ordinal(text, numeral)


_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b")


def _sign(text: str, item: Item, start: int) -> None:
    """A minus sign, where a blank or a currency before it shows that it is none of a range."""
    sign = text[start - 1 : start]
    if sign in ("-", "−") and (start < 2 or text[start - 2] in " (\n$€£¥" or text[max(0, start - 6) : start - 1].lower() == "minus"):
        if start > 2 and text[start - 2] == " " and text[start - 3].isdigit():
            return
        item.low, item.high = -item.high, -item.low
        if not item.prefixed:
            item.start = start - 1
        if text[max(0, start - 6) : start - 1].lower() == "minus":
            item.start = start - 6
    elif text[max(0, start - 6) : start].lower() == "minus ":
        item.low, item.high, item.start = -item.high, -item.low, start - 6


def _word_trap(text: str, numeral: Numeral) -> bool:
    """Whether a number word is glued to another word: "zero-sum", "one-sided", "Hundred Days"."""
    if text[numeral.end : numeral.end + 1] in ("’", "'"):
        return True
    return numeral.start > 1 and text[numeral.start - 1] in "-‐" and text[numeral.start - 2].isalpha()


def _measure(text: str, item: Item) -> Item | None:
    """Unit, rate and noun behind the number."""
    end = item.number_end
    found = unit_after(text, end, item.form == "digits")
    if found is None and item.kind == "fraction" or item.low < 1:
        part = _PART.match(text, end)
        found = unit_after(text, part.end() - 1, False) if part else found
    if found is None and item.kind == "vague" and text.startswith((" of ", "\nof "), end):
        found = unit_after(text, end + 3, False)
    if found:
        unit = found.unit
        if unit.dimension == "time" and trap.digits_trap(text, item.start, end, True) and item.form == "digits":
            return None
        if unit.dimension == "time" and _AGE.match(text, found.end):
            return None
        item.unit, item.dimension, item.unit_text = unit.id, unit.dimension, text[end : found.end].strip(" -‐‑\n\u00a0")
        if unit.exponent:
            factor = 10**unit.exponent
            item.low, item.high, item.step = _times(item.low, factor), _times(item.high, factor), _times(item.step, factor)
        item.end = found.end
        if unit.id == "lb" and item.scaled and item.exponent >= 6:
            item.unit, item.dimension = "GBP", "currency"
        if unit.id == "KRW" and item.unit_text == "won" and not _korean(text, item):
            item.unit = item.dimension = item.unit_text = None
            item.end = end
        if unit.per:
            item.per = unit.per
        else:
            item.per, item.end = per_after(text, item.end, True)
        return item
    if item.form == "digits" and text[end : end + 1].isalpha() and not item.scaled:
        return _nm(text, item, end) if text.startswith("nm", end) and not text[end + 2 : end + 3].isalnum() else None
    if text.startswith(" nm", end) and not text[end + 3 : end + 4].isalnum():
        return _nm(text, item, end)
    of = item.kind in ("vague", "fraction") or (item.form == "words" and item.low <= 12) or text.startswith((" of the ", " of its "), end)
    item.noun, count, item.noun_end = counted(text, end, of)
    if item.noun:
        count = count or plain_unit(item.noun)
        item.unit, item.dimension = (count.id, count.dimension) if count else (None, None)
        item.unit_text = item.noun if count else None
        item.per, per_end = per_after(text, item.noun_end, False)
    elif not item.scaled or item.prefixed:
        item.per = None
    return item


_PART = re.compile(r"[ \n](?:of )?an? ")
_AGE = re.compile(r"[- ]olds?\b|[ ]of age\b")
_CHIPS = re.compile(r"chip|node|process|wafer|semiconduct|transistor|lithograph|foundr|fab|logic|TSMC|SMIC|Intel|Samsung", re.IGNORECASE)
_SEA = re.compile(r"\bsea\b|coast|zone|island|shore|strait|ship|vessel|waters|reef|shoal|\boff\b|navy|naval|maritime|territorial", re.IGNORECASE)


_VERB_WON = re.compile(r" (?:the|a|an|in|by|his|her|their|its|with|over|more|[0-9])\b")


def _korean(text: str, item: Item) -> bool:
    """Whether "won" is money here and not a victory."""
    return (item.scaled or item.low >= 1000) and not _VERB_WON.match(text, item.end)


def _nm(text: str, item: Item, end: int) -> Item:
    """"nm" is a nautical mile at sea and a nanometre in a chip."""
    item.end = end + (3 if text[end] == " " else 2)
    item.unit_text = "nm"
    around = text[max(0, item.start - 90) : item.end + 90]
    if _SEA.search(around) and not _CHIPS.search(around):
        item.unit, item.dimension = "nautical_mile", "length"
    elif _CHIPS.search(around) or text[end] != " ":
        item.unit, item.dimension = "nanometre", "length"
    else:
        item.unit, item.dimension = "nm", "length"
    return item


def _times(value: Number, factor: int) -> Number:
    product = value * factor
    if isinstance(product, float):
        product = float(f"{product:.12g}")
        if product.is_integer():
            return int(product)
    return product


_JOIN = re.compile(r"\s?(?:(-|–|—|‑|to|up to|and|or|,|, and|, or|/|\bversus|against)\s?|, )")
_DASH = frozenset("-–—‑")


def _join(text: str, items: list[Item]) -> None:
    """Ranges and lists: joins neighbours, and hands unit and scale back to the numbers that share them."""
    for i in range(len(items) - 2, -1, -1):
        a, b = items[i], items[i + 1]
        gap = b.start - a.end
        if gap > 10 or b.dead or gap < 0 or a.change == "factor" or b.change == "factor":
            continue
        between = text[a.end : b.start].replace("\n", " ")
        joint = between.strip(" \u00a0").lower()
        if joint == "-to-":
            joint = "to"
        if _year_apart(a, b):
            continue
        if joint in ("in", "out of", "in every"):
            _ratio(a, b)
            continue
        if joint not in _JOINTS or "\n\n" in text[a.end : b.start]:
            if not (joint.startswith("to-") or joint == "and-"):
                continue
            joint = "to"
        if joint in ("to", "up to") or joint in _DASH or (joint == "and" and "between" in [w.lower() for w in a.left[-3:]]) or (joint == "or" and _adjacent(a, b)):
            _range(text, a, b, joint)
        else:
            _list(a, b, joint)


_JOINTS = frozenset(("-", "–", "—", "‑", "to", "up to", "and", "or", ",", ", and", ", or", "/"))


def _ratio(a: Item, b: Item) -> None:
    """"one in five", "nine out of ten": a share of what the second number counts."""
    if a.unit or a.noun or b.bare_year or b.dimension not in (None, "count") or a.form != b.form:
        return
    if not (0 < a.low < b.low <= _RATIO and a.low <= 10) or isinstance(b.low, float):
        return
    share = a.low / b.low
    b.low = b.high = share
    b.kind, b.step, b.start, b.left, b.unit, b.dimension, a.dead = "fraction", 0.01, a.start, a.left, None, None, True


_RATIO = 1000


def _year_apart(a: Item, b: Item) -> bool:
    """Whether one of two numbers is a year and the other is not: "rose in 2018 to 3.9 million"."""
    if not (a.bare_year or b.bare_year) or a.unit == b.unit == "percent":
        return False
    if a.bare_year and b.bare_year:
        return not (b.noun or (b.unit and b.dimension != "time"))
    return a.bare_year and not (a.unit or a.noun) and (b.scaled or b.low < 1000)


def _adjacent(a: Item, b: Item) -> bool:
    return a.unit in (None, b.unit) and not a.noun and a.prefixed == b.prefixed and b.low - a.high in (1, 10**b.exponent) and a.form == b.form


def _range(text: str, a: Item, b: Item, joint: str) -> None:
    """Makes one item of a range; leaves a change "from A to B" as two."""
    dash = joint in _DASH
    if a.unit is not None and a.dimension != "count" and b.unit not in (None, a.unit) and not (b.dimension == "count"):
        return
    if a.noun and b.noun and a.noun != b.noun:
        return
    if a.noun and not b.noun and not dash and b.unit:
        return
    if dash and not (a.unit or b.unit or b.noun or b.scaled or a.scaled) or (a.ranged and b.ranged and not dash):
        if dash:
            a.dead = b.dead = True
        return
    if b.bare_year and not b.unit and not b.noun and not a.unit and a.bare_year:
        return
    moving = joint in ("to", "up to") and _moving(a.left)
    if joint == "to" and a.left and a.left[-1].lower() == "by" and change_before(a.left):
        b.change = "to"
        return
    if a.unit and not b.unit and not moving and not (a.prefixed or b.noun is None and a.dimension != "currency"):
        return
    if a.unit and not a.prefixed and not b.unit and not moving and not dash:
        return
    _inherit(a, b)
    if moving:
        a.change, b.change = "from", "to"
        if not b.unit and not b.noun and a.unit and a.dimension != "count":
            b.unit, b.dimension, b.unit_text = a.unit, a.dimension, a.unit_text
        return
    if b.low < a.high:
        if dash and not (b.unit and b.dimension != "count"):
            a.dead = b.dead = True
        return
    b.low, b.step, b.left, b.start = a.low, min(a.step, b.step), a.left, a.start
    if not b.unit and a.unit:
        b.unit, b.dimension, b.unit_text, b.prefixed = a.unit, a.dimension, a.unit_text, a.prefixed
    b.noun, b.noun_end = b.noun or a.noun, b.noun_end or a.noun_end
    b.bare_year = b.bare_year and a.bare_year
    b.ranged, a.dead = True, True


def _moving(left: list[str]) -> bool:
    """Whether "from" stands before a number, and a change before that: "fell from 54,000 to 45,000"."""
    if not left or left[-1].lower() != "from":
        return bool(left) and change_before(left) == "from"
    return change_before(left) == "from"


def _inherit(a: Item, b: Item) -> None:
    """Unit and scale of the second number for the first, where it has none: "2 to 3 million", "$2-3 billion"."""
    if not a.scaled and b.scaled and a.low < 1000 and a.kind == "number" and b.exponent >= 3 and not a.noun and a.form == b.form and a.low <= b.low / 10**b.exponent:
        factor = 10**b.exponent
        a.low, a.high, a.step = _times(a.low, factor), _times(a.high, factor), _times(a.step, factor)
        a.scaled, a.exponent = True, b.exponent
    if a.unit is None and a.noun is None and b.unit:
        a.unit, a.dimension, a.unit_text, a.per = b.unit, b.dimension, b.unit_text, b.per
    if a.prefixed and not b.scaled and not b.unit and a.scaled:
        b.scaled = False
    if a.noun is None and b.noun and a.unit == b.unit:
        a.noun, a.noun_end = b.noun, b.noun_end


def _list(a: Item, b: Item, joint: str) -> None:
    """"2 and 3 per cent": the first of a list shares the unit of the next; "pp. 12 and 14" are both labels."""
    if not (a.unit or b.unit or b.noun) and a.left and trap.label_before(a.left[-1]):
        b.dead = True
    if a.unit or a.noun or a.bare_year or (joint in (",", "/") and b.dimension == "count"):
        return
    if not (b.unit or b.noun) or b.dead or b.ranged:
        return
    if joint == "," and (b.prefixed or a.form != b.form):
        return
    if a.left and trap.month(a.left[-1]):
        return
    if b.prefixed and joint not in ("or",):
        return
    _inherit(a, b)


def _ellipsis(text: str, before: Item, item: Item) -> None:
    """"8 trillion yen in 2024; it is 8.7 trillion in 2025": an amount without a unit goes on in that of the last."""
    if item.unit or item.noun or item.kind != "number" or before.dimension not in ("currency", "share"):
        return
    gap = text[before.end : item.start]
    if item.form == "digits" and not item.scaled and not before.scaled and not item.bare_year:
        back = item.left[-1].lower() if item.left else ""
        if back in ("from", "against") and len(gap) < _ELLIPSIS and not _SENTENCE.search(gap) and not change_before(before.left) in ("up", "down"):
            item.unit, item.dimension = before.unit, before.dimension
        return
    if not (item.scaled and before.scaled) or before.dimension != "currency":
        return
    if len(gap) < _ELLIPSIS and item.exponent == before.exponent and not _STOP_GAP.search(gap):
        item.unit, item.dimension = before.unit, before.dimension


_ONE_DAY = frozenset("in within for after just only than a by least most about of over under every exactly".split())
_SHARE_AFTER = frozenset("by than about around nearly almost roughly under over some least".split())
_ELLIPSIS = 90
_STOP_GAP = re.compile(r"[.!?]\s|\n\n|\(")
_SENTENCE = re.compile(r"[.!?;]\s|\n\n|\(")


def _claimable(text: str, item: Item) -> bool:
    """Whether the number counts something, by unit, noun and the word before it."""
    if item.change == "factor":
        return True
    left = item.left
    if item.unit == "day" and text[item.number_end - 3 : item.number_end].lower() == "one" and "".join(left[-1:]).lower() not in _ONE_DAY:
        return False
    if item.unit and item.dimension != "count":
        return not (item.bare_year and item.dimension in ("currency",) and not item.prefixed)
    last = left[-1] if left else ""
    initial = _initial(left)
    if item.kind == "fraction":
        return item.noun is not None or text.startswith((" of ", " the ", " its ", " their "), item.number_end) or last.lower() in _SHARE_AFTER
    if last and trap.label_before(last):
        return False
    if item.form == "words":
        return _word_claimable(text, item, last)
    if item.bare_year and not item.ranged:
        return _four_digits(item, left)
    if item.noun:
        return not (last and (trap.month(last) or trap.coined(last)))
    if last and (trap.month(last) or trap.name_before(last, initial)):
        return False
    return item.scaled or _bare(text, item, last)


def _four_digits(item: Item, left: list[str]) -> bool:
    """"2000 troops" and "some 2000", but not "the 2003 invasion" or "2024 candidates"."""
    if trap.strong_hedge(left):
        return True
    value = item.low
    if item.noun is None:
        return False
    return (item.unit is not None and value % 100 == 0) or value < 1700


def _word_claimable(text: str, item: Item, last: str) -> bool:
    if item.kind == "vague":
        return item.noun is not None or text.startswith(" of ", item.number_end)
    if item.low == 1 and not item.scaled and item.kind == "number":
        return _one(text, item, last)
    if item.noun or item.scaled:
        return True
    return item.low > 12 and text[item.number_end : item.number_end + 1] != "-"


def _one(text: str, item: Item, last: str) -> bool:
    """"one area", "one of the ships", but not "no one", "one day", "one another"."""
    lexicon = nouns()
    if last.lower().strip("(\"“‘'") in lexicon.one_not:
        return False
    if item.noun and text.startswith((" of ", "\nof "), item.number_end):
        return True
    noun, end = single(text, item.number_end)
    m = _NEXT_WORD.match(text, item.number_end)
    if noun is None or m is None or m[1].lower() in lexicon.one_after or noun in lexicon.one_after:
        return item.noun is not None
    item.noun, item.noun_end = noun, end
    unit = count_unit(noun)
    if unit:
        item.unit, item.dimension, item.unit_text = unit.id, unit.dimension, noun
    return True


def _bare(text: str, item: Item, last: str) -> bool:
    """A number with neither unit nor noun: not an enumeration, a footnote, an age between commas, or a day."""
    before = text[item.start - 1 : item.start]
    after = text[item.end : item.end + 1]
    if before in ("[", "#") or (before in ("(", "") and after in (")", ".")) or (before == "\n" and after in ").:"):
        return False
    if _age(item, last, after):
        return False
    if last.lower() == "of" and len(item.left) > 1 and item.left[-2] == "Group":
        return False
    if last.lower() == "of" and len(item.left) > 2 and item.left[-2].isdigit() and trap.label_before(item.left[-3]):
        return False
    if before == "(" and after in ",;":
        return False
    m = _NEXT_WORD.match(text, item.end)
    if m and (trap.month(m[1]) or (m[1][0].isupper() and item.low < 1000 and not hedge_before(item.left)[0])):
        return False
    if text.startswith(".0", item.number_end - 2) and last[:1].isupper():
        return False
    return not (after in "-–—‑" and text[item.end + 1 : item.end + 2].isalpha()) if after else True


def _age(item: Item, last: str, after: str) -> bool:
    """"Rommel Diaz, 44." and "who is 74": a bare number that is a person's age."""
    if not 5 <= item.low <= 115:
        return False
    if last.endswith(",") and after in (",", ".", ";", ")", "") and last[:1].isupper():
        return True
    words = [word.lower() for word in item.left[-2:]]
    return words[-1:] == ["am"] or (words[-1:] in (["is"], ["was"], ["turned"], ["turns"]) and words[:1] in (["who"], ["he"], ["she"], ["i"]))


_NEXT_WORD = re.compile(r"[ \n](?:of )?([^\W\d_]+\.?)")


def _mention(text: str, item: Item, before: Item | None) -> Mention:
    """The item as a mention, with hedge, base, change and the link to what it restates."""
    kind, taken = hedge_before(item.left)
    if kind and item.dimension == "time" and during(item.left, taken):
        kind, taken = "", 0
    change = item.change or change_before(item.left[: len(item.left) - taken] if taken else item.left)
    if change in ("up", "down") and not item.change and item.dimension not in ("share", "point"):
        word = (item.left[-taken - 1] if taken < len(item.left) else "").lower()
        change = None if word in quantity_words().transitive else change
    if not kind:
        kind = hedge_after(text, item.end) or (hedge_after(text, item.noun_end) if item.noun_end > item.end else "")
    if item.kind == "vague" and not kind:
        low, high, hedge = item.low, None, "about"
    else:
        low, high, hedge = interval(item.low, item.high, kind)
    fraction = item.kind == "fraction" and (item.unit is None or item.dimension == "count")
    factor = item.change == "factor"
    return Mention(
        kind="quantity", start=item.start, end=item.end, text=text[item.start : item.end],
        number=(item.low, item.high), low=low, high=high, hedge=hedge, step=item.step,
        unit="fraction" if fraction else None if factor else item.unit, unit_text=item.unit_text, noun=item.noun,
        per=item.per, base=_base(text, item.end) if item.unit == "percent" or fraction else None,
        change=change, equals=_equals(text, before, item),
    )  # fmt: skip


_BASE = re.compile(
    r"[ \n](?:share )?of (?:(?:the|its|their|our|his|her|a|each|annual|national|total|own|gross|country['’]s|nation['’]s|[A-Z][a-z]+['’]s?|[A-Z][a-z]+n) )*?"
    r"((?:[a-z]+ ){0,2}[A-Za-z]+)"
)


def _base(text: str, end: int) -> str | None:
    """What a share is of, where the pack names it: "2 % of GDP"."""
    if not text.startswith((" of ", "\nof ", " share of "), end):
        return None
    window = text[end : end + 70].replace("\n", " ").lower()
    stop = len(window)
    for mark in ".;:,)—":
        at = window.find(mark)
        if 0 <= at < stop:
            stop = at
    window = window[:stop] + " "
    for base, phrases in quantity_words().bases.items():
        for phrase in phrases:
            at = window.find(" " + phrase + " ")
            if 0 <= at and window[4:at].count(" ") <= 4 and not any(w in _NOT_BASE for w in window[4:at].split()):
                return base
    return None


_NOT_BASE = frozenset(("and", "in", "for", "to", "on", "by", "at", "from", "or", "is", "was", "budget", "exports", "as", "with"))


def _equals(text: str, before: Item | None, item: Item) -> int | None:
    """Start of the amount before that this one restates: "¥700 billion (US$4.65 billion)", "7 miles (11 km)"."""
    if before is None or not (before.unit and item.unit) or before.unit == item.unit or before.dimension != item.dimension:
        return None
    if before.dimension in ("share", "count", "time", "point") or item.start - before.end > 30:
        return None
    between = text[before.end : item.start]
    words = between.lower().strip(" ,(—–\n").split()
    if "(" not in between and (not words or words[0] not in ("or", "equivalent", "that")):
        return None
    return before.start if all(w in quantity_words().restate or w in ("u.s.", "us") for w in words) else None


_KINDS = Literal["quantity", "ordinal"]
