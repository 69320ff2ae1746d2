"""Running totals: counts that only grow, such as the dead of a war or the cases of a disease."""

import re
from functools import cache

from checker.model import Mention, Span
from checker.pack.tallies import load_tallies


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_tallies()
    grows, current = (
        re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, group)) + r")(?![\w-])", re.IGNORECASE)
        for group in (words.grows, words.current)
    )
    return grows, current


def is_running(text: str, mention: Mention, unit: str, part: Span) -> bool:
    """Whether a figure counts all that there have been until then, so that a later one is never lower."""
    grows, current = _patterns()
    if unit == "percent" or mention.change or mention.per:
        return False
    return bool(grows.search(text, part.start, part.end)) and not current.search(text, part.start, part.end)
