"""Periods in the short forms of business news: "FY25", "3Q25", "Q3 '24", "1H25", and "Q3" of no stated year."""

import re
from collections.abc import Iterator

from checker.extract.dateparts import Found
from checker.extract.datewords import Patterns, places
from checker.model import Grain

_SHORT = r"[ ]?['’]?(?P<{}>\d\d)"
_FORMS = re.compile(
    rf"(?:FY{_SHORT.format('fy')}(?:[/–-](?P<last>\d\d))?"
    rf"|(?P<first>[1-4])(?P<firstletter>[QH]){_SHORT.format('y')}"
    rf"|(?P<letter>[QH])(?P<second>[1-4])(?:[ ]?['’](?P<y2>\d\d))?)(?![\w%-])(?![.,:/]\d)(?! ?[12]\d{{3}}\b)"
)
_STARTS = ("FY", "Q1", "Q2", "Q3", "Q4", "1Q", "2Q", "3Q", "4Q", "H1", "H2", "1H", "2H")
_PIVOT = 69


def short(text: str, p: Patterns) -> Iterator[Found]:
    """All of them; those without a year are read against the document's date."""
    for place in places(text, _STARTS):
        if place and (text[place - 1].isalnum() or text[place - 1] in "-/.$€£"):
            continue
        m = _FORMS.match(text, place)
        if m is None:
            continue
        if m["fy"]:
            yield _fiscal(m)
            continue
        letter, number = m["firstletter"] or m["letter"], int(m["first"] or m["second"])
        shape = _shape(letter, number)
        written = m["y"] or m["y2"]
        if shape is None or not (written or _expected(text, m, p)):
            continue
        grain: Grain = "quarter" if letter == "Q" else "half"
        yield Found(m.start(), m.end(), grain, shape, _year(written) if written else None)


def _year(written: str) -> int:
    return int(written) + (1900 if int(written) > _PIVOT else 2000)


def _shape(letter: str, number: int) -> tuple[int, int, int, int] | None:
    if letter == "Q":
        return 3 * number - 2, 1, 3 * number, 0
    return (6 * number - 5, 1, 6 * number, 0) if number <= 2 else None


def _fiscal(m: re.Match[str]) -> Found:
    year = _year(m["fy"])
    return Found(m.start(), m.end(), "year", (1, 1, 12, 0), _year(m["last"]) if m["last"] else year, noun="fiscal year")


def _expected(text: str, m: re.Match[str], p: Patterns) -> bool:
    """Whether the words around say that a period is meant, and no car or visa: "in Q3", "Q3 earnings"."""
    before = text[max(0, m.start() - 14) : m.start()].split()
    if before and before[-1].lower() in p.words.before_short:
        return True
    behind = re.match(r" ([a-z]+)", text[m.end() : m.end() + 20])
    return (not before or before[-1][-1] in ".:;,(") and behind is not None and behind[1] in p.words.behind_short
