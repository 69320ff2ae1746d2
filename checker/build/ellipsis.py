"""Bare figures take the unit that the figure before them has: "46 per cent said no, 38 said yes".

A reader fills in what a writer leaves out where two figures stand in parallel. Here that is only done where the bare
figure stands like a whole noun phrase of its own: behind a preposition or a verb that takes an amount, and before the
end of its phrase.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from checker.amount import ratio
from checker.extract.unit import dimension
from checker.model import Block, Mention

_REACH = 240  # characters between a bare figure and the one that it takes its unit from
_YEARS = (1500, 2150)
_SCALED = 1_000_000
# What stands before a figure that is an amount by itself, and what follows where its phrase is over.
_LEAD = re.compile(
    r"(?:^|[\s(“\"‘'—–:,])(?:is|was|are|were|be|been|being|has|have|had|to|at|from|than|by|and|or|against|about|only|just"
    r"|nearly|almost|some|over|under|around|roughly|say|says|said|reach|reached|reaches|get|got|gets|took|takes|made|down"
    r"|up|now|it's|that's|on|with|for|remaining|other|another|last|first|it|with|wants|want|offers|offered|plans|plan"
    r"|proposed|proposes|put|puts|which is|between|versus)\s*$|[,;:—–(]\s*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b[A-Z][\w'’-]+\s$")  # "Moreno took 48.1 per cent, Ortiz 35.2"
_TAIL = re.compile(
    r"\s*(?:[.,;:!?)\"”’'—–]|$)"
    r"|\s+(?:in|on|for|by|at|to|from|since|until|after|before|and|or|but|while|when|if|per|said|say|says|voted|were|was|are"
    r"|is|would|did|could|couldn|had|have|has|last|this|next|apiece|each|respectively|against|abstained|with|as|over|under"
    r"|within|during|through|a|year|later|today|now)\b"
    r"|\s+of\s+(?:it|them|that|which|whom|those|these)\b",
    re.IGNORECASE,
)


def with_units(text: str, mentions: Sequence[Mention], blocks: Sequence[Block]) -> list[Mention]:
    """``mentions`` in which a bare figure has the unit of the one it runs parallel to, and its scale where needed."""
    starts = [b.span.start for b in blocks]
    done: list[Mention] = []
    last: Mention | None = None  # the figure just before, where it lends its unit
    other: Mention | None = None  # what that one is a conversion of: "174 billion baht in 2024, or about US$5 billion"
    measure: Mention | None = None  # the last amount of money or measure: "12 billion" is told by its size alone
    for given in mentions:
        model = other if other is not None and last is not None and _nearer(given, other, last) else last
        m = _with_unit(text, given, model, measure, starts)
        if m.kind == "quantity" and m.number is not None:
            if m.unit and _lends(m):
                if given.unit:
                    other = last if last is not None and _converted(text, last, m) else None
                last = m
                measure = measure if m.unit == "percent" else m
            elif not _bare(text, m):
                last = None
        done.append(m)
    return done


def _converted(text: str, a: Mention, b: Mention) -> bool:
    """Whether an amount of money is told again in another currency."""
    money = dimension(a.unit) == dimension(b.unit) == "currency" and a.unit != b.unit
    return money and bool(_OR.search(text[a.end : b.start])) and b.start - a.end <= _NEAR


_OR = re.compile(r"(?:^|[\s,(])(?:or|that is|equal to|i\.e\.)\s+(?:about\s|some\s|roughly\s|nearly\s|around\s)?$")
_NEAR = 40


def _nearer(m: Mention, a: Mention, b: Mention) -> bool:
    """Whether a bare figure is of the size of ``a`` rather than of ``b``."""
    if m.number is None or a.number is None or b.number is None:
        return False
    size, one, other = (float(x[0]) for x in (m.number, a.number, b.number))
    return bool(size and one and other) and ratio(size, one) < ratio(size, other)


def _with_unit(text: str, m: Mention, last: Mention | None, measure: Mention | None, starts: Sequence[int]) -> Mention:
    if m.kind != "quantity" or m.number is None or not (_bare(text, m) or _listed(text, m, last)):
        return m
    model = last or (measure if abs(float(m.number[1])) >= _SCALED else None)
    return _filled(text, model, m) if model is not None and _same_block(starts, model, m) else m


def _lends(m: Mention) -> bool:
    """Whether a unit is one that a reader carries on: a share, money or a measure, not a count of things."""
    return m.change != "factor" and m.equals is None and dimension(m.unit) not in ("time", "count")


def _bare(text: str, m: Mention) -> bool:
    """Whether a figure has neither unit nor noun, and stands like an amount."""
    if m.unit is not None or m.noun or m.number is None or m.change == "factor":
        return False
    low = float(m.number[0])
    if low.is_integer() and _YEARS[0] <= low <= _YEARS[1]:
        return False
    if not m.text[:1].isdigit() and abs(low) < _SCALED and " " not in m.text:  # "one", "five": too often no amount
        return False
    lead = text[max(0, m.start - 24) : m.start]
    led = _LEAD.search(lead) or (not low.is_integer() and _SUBJECT.search(lead))
    return low >= _SCALED or bool(led and _TAIL.match(text, m.end))


def _listed(text: str, m: Mention, last: Mention | None) -> bool:
    """Whether a bare share stands in a list of names with theirs: "Seguro won 31 per cent, Ventura 24, Cotrim 16"."""
    if last is None or last.unit != "percent" or m.unit is not None or m.noun or not m.text.isdigit():
        return False
    return bool(_NAMED.fullmatch(text, last.end, m.start) and _TAIL.match(text, m.end))


_NAMED = re.compile(
    r"(?:[,;]|,?\s(?=and\b|but\b))\s*(?:(?:and|but)\s+)?(?:the\s+)?(?:[A-Z][\w'’.-]*\s+|(?:e|de|da|di|du|von|van|of|al|el)\s+)"
    r"{1,5}"
)


def _same_block(starts: Sequence[int], a: Mention, b: Mention) -> bool:
    return b.start - a.end <= _REACH and bisect_right(starts, a.start) == bisect_right(starts, b.start)


def _filled(text: str, model: Mention, m: Mention) -> Mention:
    """``m`` with the unit of ``model`` where its size allows for it, else as it is."""
    if model.number is None or m.number is None:
        return m
    mine, theirs = abs(float(m.number[1])), abs(float(model.number[1]))
    fraction = mine != int(mine)
    across = bool(re.search(r"[.!?;]\s", text[model.end : m.start]))
    if model.unit in ("percent", "fraction"):
        if model.unit == "fraction" or mine > 100 or (across and not fraction and not _parallel(text, m)):
            return m
        return msgspec.structs.replace(m, unit="percent", base=model.base)
    if not theirs:
        return m
    scale = _scale(theirs) if theirs >= _SCALED and mine < 1000 else 1
    size = mine * scale / theirs
    if not 0.01 <= size <= 100 or (across and scale > 1) or (not fraction and mine < 2):
        return m
    if across and not fraction and mine < _SCALED and not _parallel(text, m):
        return m
    return _scaled(msgspec.structs.replace(m, unit=model.unit, per=m.per or model.per), scale)


def _parallel(text: str, m: Mention) -> bool:
    """Whether a later sentence states a figure as what the one before it was stated as: "Last year it was 30"."""
    lead = text[max(0, m.start - 40) : m.start]
    return bool(
        re.search(r"\b(?:it|that|this|figure|share|rate|average|answer)\s+(?:\w+\s+){0,2}$", lead, re.IGNORECASE)
    )


def _scale(size: float) -> int:
    return next(s for s in (10**12, 10**9, 10**6) if size >= s)


def _scaled(m: Mention, scale: int) -> Mention:
    if scale == 1 or m.number is None:
        return m

    def times(value: float | str | None) -> float | str | None:
        return value * scale if isinstance(value, int | float) else value

    return msgspec.structs.replace(
        m, number=(m.number[0] * scale, m.number[1] * scale), low=times(m.low), high=times(m.high),
        step=None if m.step is None else m.step * scale,
    )  # fmt: skip
