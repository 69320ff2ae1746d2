"""Cross-checks the numbers, dates and names in geopolitical commentary and shows what cannot all be right.

>>> import checker
>>> [amount] = checker.extract("The plan costs at least US$8 billion.")
>>> amount.text, amount.unit, amount.number, amount.low, amount.high
('US$8 billion', 'USD', (8000000000, 8000000000), 8000000000, None)
"""

import datetime as dt

# The package has the name of the public call: it is loaded first, so that no later import puts it in the call's place.
import checker.extract as _package  # noqa: F401
from checker.model import Mention

__all__ = ["extract"]


def extract(text: str, date: dt.date | str | None = None) -> list[Mention]:
    """The mentions of one text, in order: quantities, ordinals, dates and durations.

    ``date`` is the text's own date, which relative dates are read against; without it they stay open. A plain length of
    time ("15 years") is a quantity of time.
    """
    from checker.extract.merge import mentions, plain

    return [plain(mention) for mention in mentions(text, date)]
