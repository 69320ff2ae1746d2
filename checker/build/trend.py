"""Directions: where a sentence says that something rose or fell."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from checker.model import Span
from checker.pack.trends import load_trends


class Turn(msgspec.Struct, frozen=True):
    """A word of change and its direction."""

    span: Span
    up: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Verbs and nouns of change; comparatives, which need something that they are compared with; up or down on."""
    words = load_trends()
    up, down, more, less, against = (
        "|".join(map(re.escape, sorted(w, key=len, reverse=True)))
        for w in (words.up, words.down, words.more, words.less, words.against)
    )
    return (
        re.compile(rf"\b(?:(?P<up>{up})|(?P<down>{down}))(?![\w-])", re.IGNORECASE),
        re.compile(rf"\b(?:(?P<up>{more})|(?P<down>{less}))(?=\s[^.;:]{{0,70}}?\b(?:{against})\b)", re.IGNORECASE),
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
