"""Directions: where a sentence says that something rose or fell."""

import re
from functools import cache

import msgspec

from checker.model import Span
from checker.pack.trends import load_trends


class Turn(msgspec.Struct, frozen=True):
    """A word of change and its direction."""

    span: Span
    up: bool


@cache
def _pattern() -> re.Pattern[str]:
    words = load_trends()
    up, down = ("|".join(map(re.escape, sorted(w, key=len, reverse=True))) for w in (words.up, words.down))
    return re.compile(rf"\b(?:(?P<up>{up})|(?P<down>{down}))(?![\w-])", re.IGNORECASE)


def turn_in(text: str, sentence: Span) -> Turn | None:
    """The direction that a sentence states; None where it states none, or both."""
    hits = list(_pattern().finditer(text, sentence.start, sentence.end))
    if not hits or len({bool(h["up"]) for h in hits}) > 1:
        return None
    return Turn(Span(hits[0].start(), hits[0].end()), bool(hits[0]["up"]))
