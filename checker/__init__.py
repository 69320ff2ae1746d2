"""Cross-checks the numbers, dates and names in geopolitical commentary and shows what cannot all be right.

>>> import checker
>>> [amount] = checker.extract("The plan costs at least US$8 billion.")
>>> amount.text, amount.unit, amount.number, amount.low, amount.high
('US$8 billion', 'USD', (8000000000, 8000000000), 8000000000, None)
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

# The package has the name of the public call: it is loaded first, so that no later import puts it in the call's place.
import checker.extract as _package  # noqa: F401
from checker.model import Finding, Mention, Report

if TYPE_CHECKING:
    from checker.api import Source

__all__ = ["check", "compare", "extract"]


def extract(text: str, date: dt.date | str | None = None) -> list[Mention]:
    """The mentions of one text, in order: quantities, ordinals, dates and durations.

    ``date`` is the text's own date, which relative dates are read against; without it they stay open. A plain length of
    time ("15 years") is a quantity of time, and a change "from 54,000 to 45,000" one quantity, whose ``number`` is the
    pair as written and whose interval is what was reached.
    """
    from checker.extract.context import with_context
    from checker.extract.merge import handed_out, mentions

    return with_context(text, handed_out(text, mentions(text, date)))


def check(
    documents: "Source | Iterable[Source]", against: "Source | Iterable[Source]" = (), **options: object
) -> Report:
    """Check documents within and among each other, and against an archive; see :func:`checker.api.check`."""
    from checker.api import check as checked

    return checked(documents, against, **options)


def compare(
    text_a: str,
    text_b: str,
    date_a: dt.date | str | None = None,
    date_b: dt.date | str | None = None,
    **options: object,
) -> tuple[Finding, ...]:
    """Findings between and within two plain texts, which bear the paths "a" and "b"."""
    from checker.api import compare as compared

    return compared(text_a, text_b, date_a, date_b, **options)
