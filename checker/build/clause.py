"""Clauses: the stretch of a sentence that one figure belongs to."""

import re
from collections.abc import Sequence

from checker.model import Mention, Span

_HARD = re.compile(
    r";|:\s|\s[—–]\s|—|\s-\s|[()\[\]]|\s\|\s"
    r"|,\s+(?=(?:and|but|while|whereas|which|who|whose|with|after|before|as|though|although|where|when|against|compared"
    r"|including|so|then|because|since|or|not|rather|down|up|from|of which|of whom)\b)"
    r"|\s(?=(?:while|whereas|but|although|though|compared|even though)\s)"
)
_SOFT = re.compile(r",\s|\s(?=(?:and|plus|against|of which|of whom|for)\s)")


def clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence, in order, as split by punctuation and conjunctions."""
    return _split(text, sentence, _HARD)


def segment(text: str, clause: Span, mention: Mention, others: Sequence[Mention]) -> Span:
    """The part of ``clause`` that speaks of ``mention`` where the clause states several figures.

    It is cut at commas and conjunctions that stand between the mention and its neighbours; a clause of one figure is
    kept whole.
    """
    before = max((o.end for o in others if o.end <= mention.start and o.start >= clause.start), default=None)
    after = min((o.start for o in others if o.start >= mention.end and o.end <= clause.end), default=None)
    start, end = clause.start, clause.end
    if before is not None:
        cut = next(iter(_SOFT.finditer(text, before, mention.start)), None)
        start = cut.end() if cut else before
    if after is not None:
        cuts = list(_SOFT.finditer(text, mention.end, after))
        end = cuts[-1].start() if cuts else after
    return _trim(text, start, end)


def _split(text: str, span: Span, pattern: re.Pattern[str]) -> list[Span]:
    found = []
    start = span.start
    for m in pattern.finditer(text, span.start, span.end):
        found.append(_trim(text, start, m.start()))
        start = m.end()
    found.append(_trim(text, start, span.end))
    return [s for s in found if s.end > s.start]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\n,":
        start += 1
    while end > start and text[end - 1] in " \t\n,":
        end -= 1
    return Span(start, end)
