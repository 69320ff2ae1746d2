"""arithmetic: figures of one passage that do not make each other. Each check below is one way to add up."""

from collections.abc import Callable, Iterator, Sequence

from checker.conflicts import _change, _list, _sum, _vote
from checker.conflicts._passage import Miss, Passage, passages
from checker.model import Draft, Reading, Side
from checker.pack.rules import RuleText

ID = "arithmetic"

CHECKS: tuple[Callable[[Passage, RuleText], Iterator[Miss]], ...] = (
    _change.changes, _change.points, _change.factors, _change.ratios, _change.directions,
    _change.fractions, _vote.majorities,
    _vote.margins, _vote.needed, _change.times_as,
    _sum.sums, _sum.rests, _sum.shares_of, _sum.parts_of,
    _sum.parts_of_all, _sum.products, _list.shares, _list.votes, _list.lists,
)  # fmt: skip


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One finding for each passage that does not add up."""
    for reading in readings:
        for passage in passages(reading):
            told: set[int] = set()
            for one in CHECKS:
                for miss in one(passage, text):
                    if not told.intersection(s.start for s in miss.spans):
                        told.update(s.start for s in miss.spans)
                        yield _draft(reading, miss, text)


def _draft(reading: Reading, miss: Miss, text: RuleText) -> Draft:
    said = text.messages[miss.how].format(**miss.fields)
    kind = miss.kind
    return Draft(
        rule=ID, kind=kind, level=text.level, confidence=miss.confidence,
        message=text.message.format(text=said[0].upper() + said[1:]),
        explanation=text.explanation.format(text=said[0].upper() + said[1:], how=text.what),
        sides=tuple(Side(document=reading.index, span=s) for s in miss.spans),
        key=(miss.how, *sorted(str(v) for v in miss.fields.values())),
    )  # fmt: skip
