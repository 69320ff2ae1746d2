"""Currency in front of a number: "US$8bn", "USD 14.9 billion", "¥700 billion", "A$368bn"."""

import re
from functools import cache

from checker.pack.units import Unit, vocabulary

_WIDTH = 7
# the pound sign as some wires transmit it: only where what follows can be nothing but money
_WIRE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?(?:m|bn|tn|k|[ \u00a0](?:million|billion|trillion))\b")
# Marks that are also other words: an amount follows them only where it is grouped or has a scale. "N95" is no naira.
_DOUBTFUL = frozenset({"PS", "N", "Br", "TL", "S/"})
_SPACED = frozenset({"Rs", "RM", "Rp", "kr", "Tk", "Bs", "Br", "TL", "S/"})  # these stand apart from the figure


@cache
def _before() -> tuple[re.Pattern[str], frozenset[str]]:
    marks = sorted(vocabulary().before, key=lambda s: (-len(s), s))
    pattern = "|".join(("(?<![A-Za-z0-9-])" if mark[0].isalpha() else "") + re.escape(mark) for mark in marks)
    pattern = rf"(?:{pattern})(?=\\?[ \u00a0]?[-−–]?$)"
    return re.compile(pattern), frozenset(mark[-1] for mark in marks)


def currency_before(text: str, start: int) -> tuple[Unit, int] | None:
    """The currency written in front of a number that starts at ``start``, and where it starts."""
    pattern, last = _before()
    at = start - 1
    if at >= 0 and text[at] in "-−–":
        at -= 1
    if at >= 0 and text[at] in " \u00a0":
        at -= 1
        if at >= 0 and not (text[at] in _SIGNS or text[at].isupper() or text[at] in "s.pkrh/"):
            return None
    if at < 0 or text[at] not in last:
        return None
    low = max(0, at - _WIDTH)
    m = pattern.search(text[low:start])
    if not m:
        return None
    begin = low + m.start()
    gap = start - low - m.end()
    word = m[0]
    if word[-1].isalpha() and gap and len(word) < 3 and word not in _SPACED:
        return None
    if word in _DOUBTFUL and ((gap and word not in _SPACED) or not _WIRE.match(text, start)):
        return None
    return vocabulary().before[word], begin


_SIGNS = frozenset("$€£¥₩₹₪₺₴₽₦฿₫₱₸₾₼؋৳₮")
