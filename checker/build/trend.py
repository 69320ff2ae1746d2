"""Directions: where a sentence says that something rose or fell, and what it was that did."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from checker.build.feature import Feature
from checker.model import Span
from checker.pack.trends import load_trends


class Turn(msgspec.Struct, frozen=True):
    """A word of change and its direction."""

    span: Span
    up: bool


_OWN = r"\s+(?:its|their|his|her|our)\s+"
# "The vote falls on 19 April"
_ON_A_DAY = r"(?!\s+on\s+(?:the\s+)?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Verbs and nouns of change; comparatives, which need something that they are compared with; up or down on."""
    words = load_trends()
    up, down, more, less, against, made_more, made_less = (
        "|".join(map(re.escape, sorted(w, key=len, reverse=True)))
        for w in (words.up, words.down, words.more, words.less, words.against, words.made_more, words.made_less)
    )
    return (
        re.compile(rf"\b(?:(?P<up>{up})|(?P<down>{down}))(?![\w-]){_ON_A_DAY}", re.IGNORECASE),
        re.compile(rf"\b(?:(?P<up>{more})|(?P<down>{less}))(?=\s[^.;:]{{0,70}}?\b(?:{against})\b)", re.IGNORECASE),
        re.compile(rf"\b(?:(?P<up>{made_more})|(?P<down>{made_less}))(?={_OWN})", re.IGNORECASE),
        re.compile(
            r"\b(?:(?P<up>up)|(?P<down>down))"
            r"(?!\s+payments?\b)(?=\s(?:[^.;,:]{0,40}\s)?(?:on|from|against|compared (?:with|to))\s(?!to\b))",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?P<up>(?!))|\b(?P<down>lost)(?=\s[^.;:]{0,40}\bof (?:its|their) (?:value|worth)\b)", re.IGNORECASE
        ),
    )


def turns(text: str, clauses: Sequence[Span]) -> Iterator[Turn]:
    """The direction that each clause states; none for a clause that states both."""
    for clause in clauses:
        hits = [h for pattern in _patterns() for h in pattern.finditer(text, clause.start, clause.end)]
        if hits and len({bool(h["up"]) for h in hits}) == 1:
            first = min(hits, key=lambda h: h.start())
            yield Turn(Span(first.start(), first.end()), bool(first["up"]))


# Ends a noun phrase, seen from its left.
_STOP = re.compile(
    r"[,;:()—–\"“”]|\b(?:of|in|by|on|for|to|from|at|through|over|with|within|between|since|across|during|after|before|that"
    r"|which|who|whose|is|are|was|were|has|have|had|will|would|did|does|may|might|should|as|and|but|while|when)\b",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"[\s\"“'‘]*(?:and|but|while|then|so|yet)?\s*(?:in|by|on|for|over|since|during|after|at|through|with|from|under|between"
    r"|according to|last|this)\b[^,]{0,60},\s*",
    re.IGNORECASE,
)
_INNER = re.compile(r"\b(?:whose|while|whereas|because|although|though|where|but)\s", re.IGNORECASE)
_ASIDE = re.compile(r",[^,]{2,60},\s*(?:(?:has|have|had|is|are|was|were|also|again|then|even)\s+)*$")
_LIGHT = frozenset({
    "number", "level", "volum", "amount", "share", "#share", "rate", "figur", "total", "size", "pac", "quantity",
    "stream", "flow", "valu", "degre", "scal", "extent", "rest", "part", "burden", "gap", "year", "month",
})  # fmt: skip


_COUNTERPART = re.compile(r"\s+(to|from)\s+(?:the\s+)?(?=[A-Z])")
_TRADED = frozenset({"#revenue", "shipment", "#ship", "sale", "#order", "#deliver"})  # "sales to Japan" are exports


_ADJECTIVE = re.compile(
    r"\s+(?!(?:by|to|from|in|at|on|for|since|over|and|again|faster|slower)\b)[a-z]{3,}", re.IGNORECASE
)


_OWN_THING = re.compile(_OWN, re.IGNORECASE)
_DEALT = re.compile(r"\b(sold|sells|exported|exports|shipped|bought|imported|took)\s+$", re.IGNORECASE)
_THAN = re.compile(r"\s+than\b", re.IGNORECASE)


def moved(text: str, clause: Span, turn: Turn, found: Sequence[Feature]) -> str:
    """The feature of what went up or down: "exports" of "exports of steel to Asia fell"; "" where it is not plain.

    ``found`` are the features of the clause, in order.
    """
    word = text[turn.span.start : turn.span.end].lower()
    if word.endswith("ing") and _ADJECTIVE.match(text, turn.span.end, clause.end):
        return _head(text, turn.span.end, clause.end, found)
    own = _OWN_THING.match(text, turn.span.end, clause.end)
    if own:  # "India raised its imports"
        return _head(text, own.end(), clause.end, found)
    dealt = (
        _DEALT.search(text, clause.start, turn.span.start) if word in load_trends().more + load_trends().less else None
    )
    if dealt and _COUNTERPART.match(text, turn.span.end):  # "Germany sold more to China"
        return "#import" if dealt[1].lower() in ("bought", "imported", "took") else "#export"
    than = _THAN.match(text, turn.span.end)  # "was higher than a year before": what was stands before
    if word.endswith(" in") or (not than and word in {*load_trends().more, *load_trends().less}):
        return _head(text, turn.span.end, clause.end, found)
    start, end = clause.start, turn.span.start
    aside = _ASIDE.search(text, start, end)
    if aside:
        end = aside.start()
    inner = [m.end() for m in _INNER.finditer(text, start, end)]
    start = inner[-1] if inner else start
    opening = _ADVERBIAL.match(text, start, end)
    return _head(text, opening.end() if opening else start, end, found)


def _head(text: str, start: int, end: int, found: Sequence[Feature]) -> str:
    """The last feature of the noun phrase that begins at ``start``; what a light noun stands for is behind its "of"."""
    stop = _STOP.search(text, start, end)
    inside = [f for f in found if start <= f.start < (stop.start() if stop else end)]
    if not inside:
        return ""
    last = next(f for f in sorted(inside, key=lambda f: (-f.start, f.name[0] != "#")))
    if last.name in _LIGHT and stop and stop[0].lower() in ("of", "in"):
        return _head(text, stop.end(), end, found)
    other = _COUNTERPART.match(text, last.end)
    if other and last.name in _TRADED:
        return "#export" if other[1].lower() == "to" else "#import"
    return "" if last.name[0] == "@" or last.proper or last.name in _LIGHT else last.name
