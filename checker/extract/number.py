"""Quantities of a text: numbers with their unit, bounds, hedge, rate and change; ordinals; and what is none of these.

One pass over the numerals reads what stands around each (currency, unit, noun), a second joins ranges and lists and
turns the rest into mentions.
"""

import re

import msgspec

from checker.extract import trap
from checker.extract.claimable import claimable
from checker.extract.hedge import change_before, during, hedge_after, hedge_before, interval
from checker.extract.item import Change, Item, Number, left_words, times
from checker.extract.joins import ellipsis, join
from checker.extract.money import currency_before
from checker.extract.noun import counted
from checker.extract.numberword import Numeral
from checker.extract.numeral import numerals
from checker.extract.ordinal import SUFFIX, digit_ordinal, ordinal
from checker.extract.unit import Found, per_after, plain_unit, unit_after
from checker.model import Hedge, Mention
from checker.pack.units import Unit, quantity_words

_HOME = re.compile(r" (?:U\.S\.|US|USD)(?= (?:per|a|to|and|from|at|in|on|for|by|last|this|each)\b|[,;:.)\n]|$)")
_MONEY_EXPONENT = 6  # "3 million pounds" are money, "2,000 pounds" may be a weight
_PART = re.compile(r"[ \n](?:of )?an? ")
_AGE = re.compile(r"[- ]olds?\b|[ ]of age\b")
_CHIPS = re.compile(
    r"chip|node|process|wafer|semiconduct|transistor|lithograph|foundr|fab|logic|TSMC|SMIC|Intel|Samsung", re.IGNORECASE
)
_SEA = re.compile(
    r"\bsea\b|coast|zone|island|shore|strait|ship|vessel|waters|reef|shoal|\boff\b|navy|naval|maritime|territorial",
    re.IGNORECASE,
)
_VERB_WON = re.compile(r" (?:the|a|an|in|by|his|her|their|its|with|over|more|[0-9])\b")


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
            mention = ordinal(text, numeral)
            if mention:
                out.append(mention)
            continue
        item = _item(text, numeral, out)
        if item and item.start >= previous_end:  # else its currency is that of the number before: "0£0"
            items.append(item)
            previous_end = item.end
    join(text, items)
    kept = [item for item in items if not item.dead and claimable(text, item)]
    starts: list[Mention] = []
    before: Item | None = None
    for item in kept:
        if before:
            ellipsis(text, before, item)
        mention = _mention(text, item, before)
        if mention.equals is not None:
            mention = _same_rate(text, starts, mention)
        starts.append(mention)
        before = item
    if not out:
        return starts
    return sorted(out + starts, key=_start)


def _same_rate(text: str, before: list[Mention], mention: Mention) -> Mention:
    """One rate for an amount and what it restates: "¥700 (US$4.65) a year", "¥700 a year (US$4.65)"."""
    other = before[-1]
    behind = text[mention.end : mention.end + 1] == ")"
    per = mention.per or (per_after(text, mention.end + 1, True)[0] if behind else None)
    if per and not other.per:
        before[-1] = msgspec.structs.replace(other, per=per)
    return msgspec.structs.replace(mention, per=per or other.per)


def _start(mention: Mention) -> int:
    return mention.start


def _item(text: str, numeral: Numeral, ordinals: list[Mention]) -> Item | None:
    """The numeral with its currency, unit, rate and noun; None where it is a trap. Ordinals go to ``ordinals``."""
    n = numeral
    item = Item(n.start, n.end, n.end, n.low, n.high, n.step, n.form, n.kind, n.scaled, n.exponent)
    if n.kind in ("fold", "factor"):
        item.change = "factor"
        return item
    if n.form == "digits":
        if trap.thing_age(text, n.end, n.low):
            item.unit, item.dimension, item.unit_text, item.left = "year", "time", "year", left_words(text, n.start)
            return item
        currency = currency_before(text, n.start)
        if currency:
            return _money(text, item, *currency)
        if text.startswith(SUFFIX, n.end) and not n.scaled:
            mention = digit_ordinal(text, n)
            ordinals += [mention] if mention else []
            return None
        if trap.digits_trap(text, n.start, n.end, n.scaled):
            return None
        _sign(text, item, n.start)
        item.bare_year = trap.year_like(text, n.start, n.end)
    elif _word_trap(text, n):
        return None
    item.left = left_words(text, item.start)
    if text.startswith("-strong", n.end):
        item.unit, item.dimension, item.unit_text = "person", "count", "strong"
        return item
    if not _measure(text, item) or (item.noun and _proper(text, item)):
        return None
    return item


def _money(text: str, item: Item, unit: Unit, start: int) -> Item | None:
    """A number behind a currency that begins at ``start``: its sign, its home ("$75 U.S.") and its rate."""
    number, item.start, end = item.start, start, item.end
    item.unit, item.dimension, item.prefixed = unit.id, unit.dimension, True
    item.unit_text = text[start:number].strip(" \u00a0\\-−–")
    _sign(text, item, number)
    if text[start - 1 : start] in ("-", "−") and text[start - 2 : start - 1] in (" ", "", "(", "\n"):
        item.start, item.low, item.high = start - 1, -item.high, -item.low
    if text[end : end + 1] in ("/", ":") and text[end + 1 : end + 2].isdigit():
        return None
    home = _HOME.match(text, end) if item.unit == "$" else None
    if home:
        item.unit, item.end = "USD", home.end()
    item.per, item.end = per_after(text, item.end, True)
    item.left = left_words(text, item.start)
    return item


def _proper(text: str, item: Item) -> bool:
    """Reads "the Five Eyes", "the Six Day War": number word and noun in capitals inside a sentence."""
    if item.form != "words" or not text[item.start].isupper() or not item.left or item.left[-1][-1] in '.!?:”"':
        return False
    return (
        text[item.number_end + 1 : item.number_end + 2].isupper() and not text[item.start : item.number_end].isupper()
    )


def _sign(text: str, item: Item, start: int) -> None:
    """A minus sign, where a blank or a currency before it shows that it is none of a range."""
    sign = text[start - 1 : start]
    if sign in ("-", "−") and (
        start < 2 or text[start - 2] in " (\n$€£¥" or text[max(0, start - 6) : start - 1].lower() == "minus"
    ):
        if start > 2 and text[start - 2] == " " and text[start - 3].isdigit():
            return
        item.low, item.high = -item.high, -item.low
        if not item.prefixed:
            item.start = start - 1
        if text[max(0, start - 6) : start - 1].lower() == "minus":
            item.start = start - 6
    elif text[max(0, start - 6) : start].lower() == "minus " and not text.startswith("or ", max(0, start - 9)):
        item.low, item.high, item.start = -item.high, -item.low, start - 6


def _word_trap(text: str, numeral: Numeral) -> bool:
    """Whether a number word is glued to another word: "zero-sum", "one-sided", "Hundred Days"."""
    if text[numeral.end : numeral.end + 1] in ("’", "'"):
        return True
    return numeral.start > 1 and text[numeral.start - 1] in "-‐" and text[numeral.start - 2].isalpha()


def _measure(text: str, item: Item) -> bool:
    """Reads unit, rate and noun behind the number; False where they show that it counts nothing."""
    end = item.number_end
    found = unit_after(text, end, item.form == "digits")
    if found is None or item.low < 1:
        part = _PART.match(text, end) if item.kind == "fraction" or item.low < 1 else None
        if part:
            found = unit_after(text, part.end() - 1, False)
        elif item.kind == "vague" and text.startswith((" of ", "\nof "), end):
            found = unit_after(text, end + 3, False)
    if found:
        return _with_unit(text, item, found)
    if item.form == "digits" and text[end : end + 1].isalpha() and not item.scaled:
        if not text.startswith("nm", end) or text[end + 2 : end + 3].isalnum():
            return False
        _nm(text, item, end)
    elif text.startswith(" nm", end) and not text[end + 3 : end + 4].isalnum():
        _nm(text, item, end)
    else:
        _with_noun(text, item)
    return True


def _with_unit(text: str, item: Item, found: Found) -> bool:
    """Takes over the unit found behind the number; False for an age or a time of day."""
    unit, end = found.unit, item.number_end
    if unit.dimension == "time" and (
        _AGE.match(text, found.end) or (item.form == "digits" and trap.digits_trap(text, item.start, end, True))
    ):
        return False
    item.unit, item.dimension, item.unit_text = unit.id, unit.dimension, text[end : found.end].strip(" -‐‑\n\u00a0")
    if unit.id == "KRW" and item.unit_text == "won" and not _korean(text, item):
        item.unit = item.dimension = item.unit_text = None
        return True
    if unit.exponent:
        factor = 10**unit.exponent
        item.low, item.high, item.step = times(item.low, factor), times(item.high, factor), times(item.step, factor)
    if unit.id == "lb" and item.scaled and item.exponent >= _MONEY_EXPONENT:
        item.unit, item.dimension = "GBP", "currency"
    item.end = found.end
    if unit.per:
        item.per = unit.per
    else:
        item.per, item.end = per_after(text, item.end, True)
    return True


def _with_noun(text: str, item: Item) -> None:
    """The noun that is counted, its unit, and what the count is stated per."""
    end = item.number_end
    of = item.kind in ("vague", "fraction") or (item.form == "words" and item.low <= 12)
    of = of or text.startswith((" of the ", " of its "), end)
    item.noun, count, item.noun_end = counted(text, end, of)
    if item.noun:
        count = count or plain_unit(item.noun)
        if count:
            item.unit, item.dimension, item.unit_text = count.id, count.dimension, item.noun
        item.per, _ = per_after(text, item.noun_end, False)


def _korean(text: str, item: Item) -> bool:
    """Whether "won" is money here and not a victory."""
    return (item.scaled or item.low >= 1000) and not _VERB_WON.match(text, item.end)


def _nm(text: str, item: Item, end: int) -> None:
    """Reads "nm": a nautical mile at sea and a nanometre in a chip."""
    item.end = end + (3 if text[end] == " " else 2)
    item.unit_text = "nm"
    around = text[max(0, item.start - 90) : item.end + 90]
    if _SEA.search(around) and not _CHIPS.search(around):
        item.unit, item.dimension = "nautical_mile", "length"
    elif _CHIPS.search(around) or text[end] != " ":
        item.unit, item.dimension = "nanometre", "length"
    else:
        item.unit, item.dimension = "nm", "length"


def _mention(text: str, item: Item, before: Item | None) -> Mention:
    """The item as a mention, with hedge, base, change and the link to what it restates."""
    kind, taken = hedge_before(item.left)
    if kind and item.dimension == "time" and during(item.left, taken):
        kind, taken = "", 0
    change: Change | None = item.change or change_before(item.left[: len(item.left) - taken] if taken else item.left)
    if change in ("up", "down") and not item.change and item.dimension not in ("share", "point"):
        word = (item.left[-taken - 1] if taken < len(item.left) else "").lower()
        passive = word == "by" and item.noun is not None and len(item.left) > taken + 1
        word = item.left[-taken - 2].lower() if passive else word  # "weakened by three conflicts"
        change = None if word in quantity_words().transitive else change
    if not kind:
        kind = hedge_after(text, item.end) or (hedge_after(text, item.noun_end) if item.noun_end > item.end else "")
    if item.kind == "vague" and not kind:
        bounds: tuple[Number | None, Number | None, Hedge] = (item.low, None, "about")
    else:
        bounds = interval(item.low, item.high, kind)
    fraction = item.kind == "fraction" and (item.unit is None or item.dimension == "count")
    factor = item.change == "factor"
    return Mention(
        kind="quantity", start=item.start, end=item.end, text=text[item.start : item.end],
        number=(item.low, item.high), low=bounds[0], high=bounds[1], hedge=bounds[2], step=item.step,
        unit="fraction" if fraction else None if factor else item.unit, unit_text=item.unit_text, noun=item.noun,
        per=item.per, base=_base(text, item.end) if item.unit == "percent" or fraction else None,
        change=change, equals=_equals(text, before, item),
    )  # fmt: skip


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
            if (
                at >= 0
                and window[4:at].count(" ") <= 4
                and not any(w in quantity_words().not_base for w in window[4:at].split())
            ):
                return base
    return None


# "34.3 billion dollars in October (around 150 billion yuan)": a time between an amount and what restates it
_WHEN = re.compile(r"^\s+(?:in|for|over|during|by|last|this|a|per)\s+(?:\w+\s+){0,2}\(", re.IGNORECASE)


def _equals(text: str, before: Item | None, item: Item) -> int | None:
    """Start of the amount before that this one restates: "¥700 billion (US$4.65 billion)", "7 miles (11 km)"."""
    if (
        before is None
        or not (before.unit and item.unit)
        or before.unit == item.unit
        or before.dimension != item.dimension
    ):
        return None
    if before.dimension in ("share", "count", "time", "point") or item.start - before.end > _RESTATED:
        return None
    between = _WHEN.sub("(", text[before.end : item.start])
    words = between.lower().strip(" ,(—–\n").split()
    if "(" not in between and not (words and (words[0] in quantity_words().restates or _aside(text, between, item))):
        return None
    return before.start if all(w in quantity_words().restate or w in ("u.s.", "us") for w in words) else None


_RESTATED = 45  # characters between an amount and the same in another unit


def _aside(text: str, between: str, item: Item) -> bool:
    """Whether an amount stands between stops of its own: "18 billion riyals, about $4.9 billion, for ships"."""
    return bool(_OPENS.match(between) and _CLOSES.match(text, item.end))


_OPENS = re.compile(r"\s*(?:,|–|—|\s-\s)\s*[a-z]")
_CLOSES = re.compile(r"\s*(?:[,.;)–—]|\s-\s)|\s+at\s+(?:today|current|present|the|market|official)\b")
