"""Numerals: where a text writes a number, in digits, in words or mixed, and which number it is.

Digits are found by an anchor on the digit, number words by one alternation; what stands around a numeral is looked at
afterwards, one numeral at a time, so that the time stays linear. Values are kept exact: whole numbers as ``int``.
"""

import re
from functools import cache

import msgspec

from checker.extract.numberword import Number, Numeral, Words, scaled, words
from checker.pack.units import numbers

GROUPED = " \u00a0\u202f\u2009"
_ANCHOR = re.compile(r"[0-9½¼¾⅓⅔⅛]")
DIGITS = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?"
    r"|\d{1,3}(?:,\d{2})+,\d{3}(?!\d)"
    rf"|(?<![\d.,])[1-9]\d{{0,2}}(?:[{GROUPED}]\d{{3}})+(?![\d,.]?\d|[{GROUPED}]\d|-\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d+(?:\.\d+)?[½¼¾⅓⅔⅛]?"
    r"|[½¼¾⅓⅔⅛]"
)
_DECIMAL_COMMA = re.compile(r",(\d{1,2})(?=[ \u00a0]?(?:%|per cent|percent|million|billion|trillion|bn\b|€|euro))")
_VULGAR = {"½": (5, 1), "¼": (25, 2), "¾": (75, 2), "⅛": (125, 3), "⅓": (1, 3), "⅔": (2, 3)}
_GAP = re.compile(r"(?:[ \u00a0\n]|[-‐‑])?")
_FOLD = re.compile(r"-?fold\b|x(?!\w)")
_MIXED = re.compile(r"[ \u00a0-](\d{1,2})/(\d{1,2})(?![\d/])")
_MIXED_GAP = frozenset(" \u00a0-")
_PARTS = frozenset(("2", "3", "4", "5", "8", "16", "32", "64"))  # of prices, rates and lengths
_MAX_DIGITS = 21


def numerals(text: str) -> list[Numeral]:
    """All numerals of ``text``, in order, without overlap."""
    found = _digits(text)
    return _words(text, found)


def _digits(text: str) -> list[Numeral]:
    out: list[Numeral] = []
    kit = words()
    anchor, whole = _ANCHOR.search, DIGITS.match
    at = 0
    while True:
        here = anchor(text, at)
        m = whole(text, here.start()) if here else None
        if m is None:
            break
        start, end = m.span()
        at = end
        raw = m[0]
        if len(raw) > _MAX_DIGITS:
            continue
        extra = _VULGAR.get(raw[-1])
        if extra:
            out.append(_vulgar(start, end, raw[:-1], extra))
            continue
        plain = raw if len(raw) < 4 or raw.isdigit() else _ungrouped(raw)
        if text[end : end + 1] == "," and "." not in raw:
            comma = _DECIMAL_COMMA.match(text, end)
            if comma:
                plain, end = f"{plain}.{comma[1]}", comma.end()
                at = end
        if start and text[start - 1] == "." and not text[start - 2 : start - 1].isalnum() and "." not in plain:
            start, plain = start - 1, "0." + plain
        mixed = _mixed(text, start, end, plain) if text[end : end + 1] in _MIXED_GAP and plain.isdigit() else None
        if mixed:
            out.append(mixed)
            at = mixed.end
            continue
        exponent, end = scale_after(text, end, kit)
        value, step = scaled(plain, exponent)
        fold = _FOLD.match(text, end)
        if fold:
            out.append(Numeral(start, fold.end(), value, value, step, "digits", "fold"))
            continue
        out.append(Numeral(start, end, value, value, step, "digits", scaled=exponent > 0, exponent=exponent))
    return out


def _ungrouped(raw: str) -> str:
    if raw.count(".") > 1:
        return raw.replace(".", "")
    for separator in "," + GROUPED:
        raw = raw.replace(separator, "")
    return raw


def _mixed(text: str, start: int, end: int, whole: str) -> Numeral | None:
    """Reads "5 1/4"."""
    m = _MIXED.match(text, end)
    if m is None or m[2] not in _PARTS or int(m[1]) >= int(m[2]):
        return None
    value = int(whole) + int(m[1]) / int(m[2])
    return Numeral(start, m.end(), value, value, 1 / int(m[2]), "digits")


def _vulgar(start: int, end: int, whole: str, extra: tuple[int, int]) -> Numeral:
    numerator, shape = extra
    part = numerator / shape if shape == 3 and numerator < 3 else numerator / 10**shape
    value = (float(whole) if whole else 0) + part
    return Numeral(start, end, value, value, 0.01, "digits", "number" if whole else "fraction")


def scale_after(text: str, end: int, kit: Words) -> tuple[int, int]:
    """Exponent of the scale words behind a number that ends at ``end``, and where they end."""
    exponent = 0
    for _ in range(2):
        if text[end : end + 1] in _NO_SCALE:
            break
        m = kit.scale.match(text, end)
        if not m:
            break
        word = m[1] or m[2] or m[3]
        power = kit.scales.get(word) if m[1] is None else kit.scales[word.lower()]
        if power is None or (m[3] and exponent):
            break
        if m[3] in ("m", "M") and _metres().match(text, m.end()):
            break
        exponent, end = exponent + power, m.end()
        if m[1] is None:
            break
    return exponent, end


_NO_SCALE = frozenset(",.;:)(%\"'”’/") | {""}


@cache
def _metres() -> re.Pattern[str]:
    """What behind "m" shows that it stands for metres and not for millions: "100m sprint", "30m-deep"."""
    return re.compile(rf"[ \u00a0-](?:{'|'.join(sorted(numbers().metres))})\b")


class _Token(msgspec.Struct, gc=False):
    start: int
    end: int
    kind: str
    value: Number
    word: str


def _words(text: str, digits: list[Numeral]) -> list[Numeral]:
    """Numerals in words, merged into those in digits."""
    kit = words()
    kinds = kit.kinds
    tokens: list[_Token] = []
    taken = 0
    scan = kit.scan
    # the pattern takes the character before the word along: a set of characters is what the search is fast at
    for m in scan.finditer("\n" + text):
        start, end = m.start(), m.end() - 1
        while taken < len(digits) and digits[taken].end <= start:
            taken += 1
        if taken < len(digits) and digits[taken].start <= start:
            continue
        word = m[0][1:].lower()
        if word.endswith("fold"):
            entry = kinds[word[:-4]]
            tokens.append(_Token(start, end, "fold", entry[1], word))
            continue
        kind, value = kinds[word]
        tokens.append(_Token(start, end, kind, value, word))
    if not tokens:
        return digits
    out: list[Numeral] = []
    i = 0
    while i < len(tokens):
        numeral, i = _run(text, tokens, i)
        if numeral:
            out.append(numeral)
    return sorted(digits + out, key=_start) if digits else out


def _start(numeral: Numeral) -> int:
    return numeral.start


def _gap(text: str, tokens: list[_Token], i: int, allowed: frozenset[str]) -> bool:
    """Whether token ``i`` follows the one before it with nothing but one of ``allowed`` between them."""
    return (
        i < len(tokens)
        and tokens[i].start - tokens[i - 1].end < 8
        and text[tokens[i - 1].end : tokens[i].start].replace("\n", " ") in allowed
    )


_TIGHT = frozenset((" ", "-", "‑", "‐", "\u00a0"))
_AND = _TIGHT | {" and "}
_HALF = frozenset((" and a ", "-and-a-", " and one "))
_OF_A = frozenset((" a ", " of a ", "-a-", "-"))


def _run(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    """The numeral that begins with token ``i``, and the token behind it."""
    token = tokens[i]
    if token.kind == "value":
        return _cardinal(text, tokens, i)
    if token.kind in ("scale", "multiple"):
        article = _article(text, token.start)
        if article < 0:
            return _several(text, tokens, i)
        value, step, j = _scales(text, tokens, i, 1, 1)
        return _half_more(
            text, tokens, j, Numeral(article, tokens[j - 1].end, value, value, step, "words", scaled=True)
        )
    if token.kind == "vague":
        return _vague(text, tokens, i)
    if token.kind == "factor":
        return Numeral(token.start, token.end, _whole(token.value), _whole(token.value), 1, "words", "factor"), i + 1
    if token.kind == "fold":
        return Numeral(token.start, token.end, token.value, token.value, 1, "words", "fold"), i + 1
    if token.kind == "ordinal" and token.word not in (
        "third",
        "fifth",
        "tenth",
        "fourth",
        "sixth",
        "eighth",
        "seventh",
        "ninth",
    ):
        return Numeral(token.start, token.end, token.value, token.value, 1, "words", "ordinal"), i + 1
    return _fraction(text, tokens, i)


def _several(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    """Reads "several hundred", "a few dozen thousand": a scale word that is counted vaguely."""
    start = tokens[i].start
    before = text[max(0, start - 16) : start].lower().replace("\n", " ")
    for phrase, (low, high) in numbers().several.items():
        if before.endswith(f"{phrase} ") and not before[: -len(phrase) - 1][-1:].isalnum():
            value, step, j = _scales(text, tokens, i, 1, 1)
            begin = start - len(phrase) - 1
            return Numeral(
                begin, tokens[j - 1].end, low * value, high * value, step, "words", "vague", scaled=True
            ), j  # fmt: skip
    return None, i + 1


def _article(text: str, start: int) -> int:
    """Start of the "a" or "the" that makes "a million" out of "million"; -1 without one."""
    before = text[max(0, start - 3) : start].lower()
    if before[-2:] in ("a ", "a-") and not before[:-2].isalnum():
        return start - 2
    return -1


def _scales(text: str, tokens: list[_Token], i: int, value: Number, step: Number) -> tuple[Number, Number, int]:
    """``value`` times the scale words from token ``i`` on."""
    while i < len(tokens) and tokens[i].kind in ("scale", "multiple"):
        factor = 10 ** int(tokens[i].value) if tokens[i].kind == "scale" else tokens[i].value
        value, step = value * factor, step * factor
        i += 1
        if not _gap(text, tokens, i, _TIGHT):
            break
    return value, step, i


def _cardinal(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    """Number words in a row: "two hundred and fifty-four thousand", with fractions and ordinals behind them."""
    first = i
    total, current, step, scaled_by = 0, 0, 1, 0
    floor = 10**18
    while True:
        token = tokens[i]
        if token.kind == "value":
            value = int(token.value)
            size = 1 if value < 20 else 10
            if current and not (current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and value < 10)):
                break
            current += value
            step = 10 if size == 10 else (10 if value == 10 else 1)
        elif token.kind == "scale" and token.value == 2 and current < 100:
            current, step, scaled_by = current * 100, 100, 2
        elif token.kind == "scale" and 10 ** int(token.value) < floor and current:
            floor = 10 ** int(token.value)
            total, step, scaled_by = total + current * floor, step * floor, int(token.value)
            current = 0
        elif token.kind == "multiple" and current:
            current, step, scaled_by = current * int(token.value), int(token.value), 1
        else:
            break
        i += 1
        loose = tokens[i - 1].kind == "scale"
        if not _gap(text, tokens, i, _AND if loose else _TIGHT):
            break
    value = total + current
    end = tokens[i - 1].end
    numeral = Numeral(tokens[first].start, end, value, value, step, "words", scaled=scaled_by > 0, exponent=scaled_by)
    if text.startswith(("-fold", " fold"), end):
        numeral.end, numeral.kind = end + 5, "fold"
        return numeral, i
    if _gap(text, tokens, i, _AND if tokens[i - 1].kind == "scale" else _TIGHT):
        behind = tokens[i]
        if (
            behind.kind == "ordinal"
            and value != 1
            and (
                behind.word.endswith("s")
                or (value < 10 and value < behind.value and behind.word not in _FRACTION_WORDS)
            )
        ):
            return None, i
        if behind.kind in ("fraction", "ordinal"):
            return _behind(text, tokens, i, numeral)
    return _half_more(text, tokens, i, numeral)


_FRACTION_WORDS = frozenset(("third", "fourth", "fifth", "tenth"))


def _behind(text: str, tokens: list[_Token], i: int, numeral: Numeral) -> tuple[Numeral | None, int]:
    """Reads "two-thirds" and "twenty-first": what the fraction or ordinal word behind a cardinal makes of it."""
    behind = tokens[i]
    plural = behind.word.endswith("s") and behind.word != "halves"
    count = int(numeral.low)
    if behind.kind == "ordinal" and count >= 20 and count % 10 == 0 and behind.value < 10:
        n = count + behind.value
        return Numeral(numeral.start, behind.end, n, n, 1, "words", "ordinal"), i + 1
    if (
        (plural and 1 < count < behind.value * 3)
        or (count == 1 and behind.value > 2)
        or (count == 1 and behind.word == "half")
    ):
        value = count / behind.value
        made = Numeral(numeral.start, behind.end, value, value, 0.01, "words", "fraction")
        return _of_scale(text, tokens, i + 1, made)
    return numeral, i


def _half_more(text: str, tokens: list[_Token], i: int, numeral: Numeral) -> tuple[Numeral | None, int]:
    """Reads "two and a half million"."""
    if not (_gap(text, tokens, i, _HALF) and tokens[i].kind == "fraction" and tokens[i].word in ("half", "quarter")):
        return numeral, i
    part = 1 / tokens[i].value
    unit = 10**numeral.exponent if numeral.scaled and numeral.exponent > 2 else (numeral.low if numeral.scaled else 1)
    value, step, j = numeral.low + part * unit, 0.1 * unit, i + 1
    if not numeral.scaled and _gap(text, tokens, j, _TIGHT):
        value, step, j = _scales(text, tokens, j, value, step)
    value = _whole(value)
    return Numeral(numeral.start, tokens[j - 1].end, value, value, step, "words", scaled=True), j


def _whole(value: Number) -> Number:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _of_scale(text: str, tokens: list[_Token], i: int, numeral: Numeral) -> tuple[Numeral, int]:
    """Reads "half a million", "three quarters of a million": a fraction of a scale word is a number."""
    if _gap(text, tokens, i, _OF_A) and tokens[i].kind in ("scale", "multiple"):
        value, step, j = _scales(text, tokens, i, numeral.low, 0.1)
        value, step = _whole(value), _whole(round(step, 6)) if step > 2 else 1
        return Numeral(numeral.start, tokens[j - 1].end, value, value, step, "words", scaled=True), j
    return numeral, i


def _fraction(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    """Reads "half", "a third", "a quarter" - or the ordinal of the same spelling."""
    token = tokens[i]
    if i and token.word in ("half", "quarter") and _gap(text, tokens, i, _TIGHT) and tokens[i - 1].kind == "ordinal":
        return None, i + 1  # "the first half of 2025"
    article = _article(text, token.start)
    value = 1 / token.value
    numeral = Numeral(article if article >= 0 else token.start, token.end, value, value, 0.01, "words", "fraction")
    numeral, j = _of_scale(text, tokens, i + 1, numeral)
    if numeral.kind == "number":
        return numeral, j
    if token.kind == "ordinal" and not (
        article >= 0 and (text.startswith(" of ", token.end) or _SHARE.search(text[max(0, article - 9) : article]))
    ):
        return Numeral(token.start, token.end, token.value, token.value, 1, "words", "ordinal"), j
    if token.word != "half" and (article < 0 or token.word.endswith("s")):
        return None, j
    return numeral, j


_SHARE = re.compile(r"(?:by|than|about|around|nearly|almost|roughly|under|over|some|least) $", re.IGNORECASE)


def _vague(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    """Reads "dozens", "tens of thousands", "hundreds of millions"; only where "of" shows that things are counted."""
    lexicon = numbers().vague
    token = tokens[i]
    low, high = lexicon[token.word]
    j = i + 1
    start = token.start
    if text[max(0, start - 8) : start].lower().endswith("tens of "):
        start, low, high = start - 8, low * 10, high * 10
    while _gap(text, tokens, j, frozenset((" of ",))) and tokens[j].kind == "vague":
        more = lexicon[tokens[j].word][0]
        low, high = low * more, high * more
        j += 1
    end = tokens[j - 1].end
    return Numeral(start, end, low, high, low, "words", "vague", scaled=True), j
