"""What is said already: findings that repeat, with a weaker witness, what another finding says of the same place."""

from collections import defaultdict
from collections.abc import Iterable

from checker.conflicts import known_date, term, unsupported
from checker.model import Draft, Side, Span

_WEAKER = {known_date.ID, term.ID, unsupported.ID}  # one document against what checker knows, or against nothing


def left(drafts: Iterable[Draft]) -> list[Draft]:
    """All drafts but reference findings and notes on a place that another finding is about."""
    given = list(drafts)
    told: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
    for draft in given:
        if draft.level != "note" and draft.rule not in _WEAKER:
            for side in draft.sides:
                told[side.document].append((side.span, draft.kind))
    return [d for d in given if d.rule not in _WEAKER or not _told(d, d.sides[0], told[d.sides[0].document])]


def _told(draft: Draft, side: Side, told: list[tuple[Span, str]]) -> bool:
    same = [span for span, kind in told if draft.rule == unsupported.ID or kind == draft.kind]
    return any(span.start < side.span.end and side.span.start < span.end for span in same)
