"""target: see rules/conflicts/target.yaml for what it holds against each other and why."""

from collections.abc import Iterator, Sequence

from checker.conflicts._amounts import clashes, drafts
from checker.model import Draft, Pair, Reading
from checker.pack.rules import RuleText

ID = "target"


def check(pairs: Sequence[Pair], _readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One finding for each group of claims of this kind that do not agree."""
    yield from drafts(list(clashes(pairs, text)), pairs, text)
