"""Two lengths told for one interval, or a length against the dates that another document gives for its two ends."""

from collections.abc import Iterator, Sequence

from checker.model import Draft, Reading
from checker.pack.rules import RuleText


def spells(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """Drafts across documents."""
    yield from ()
