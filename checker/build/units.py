"""What a figure is comparable with, and how precisely it is written."""

import re

import msgspec

from checker.extract.unit import dimension
from checker.model import Mention

_OF_GDP = re.compile(
    r"\s+(?:(?:or (?:more|less|above|higher|so)|at least)\s+)?of\s+"
    r"(?:(?:its|the|their|our|national|annual|country's)\s+)*"
    r"(?:GDP|gross domestic product|national output|output|national income|economic output|the economy|economy)\b"
)
_COUNTED = 1000  # things up to this many are counted one by one


def comparable_unit(mention: Mention) -> str | None:
    """The kind of amount that a mention can be compared with; None for a bare multiple ("doubled")."""
    unit = mention.unit
    if mention.change == "factor" or dimension(unit) == "time":
        return None
    if unit in ("percent", "fraction"):
        return "percent"
    if unit in (None, "") or dimension(unit) == "count":
        return "count"
    return {"$": "USD"}.get(unit, unit)


def with_base(text: str, mention: Mention) -> Mention:
    """The mention with what it is a share of, where a bound stands between: "three per cent or more of GDP"."""
    if mention.unit == "percent" and not mention.base and _OF_GDP.match(text, mention.end):
        return msgspec.structs.replace(mention, base="gdp")
    return mention


def step_of(mention: Mention, unit: str) -> float:
    """Place value that a figure may be rounded to. Small counts are exact, and shares are written to the point."""
    step = float(mention.step or 0)
    if unit == "percent":
        return min(step, 1.0 if mention.unit == "percent" else 0.01)
    whole = unit == "count" and mention.number is not None and abs(mention.number[1]) < _COUNTED
    return 0.0 if whole else step


def unit_name(mention: Mention) -> str | None:
    """Unit as reported: "percent_gdp", "USD", "USD/barrel"."""
    unit = mention.unit
    if unit == "percent" and mention.base:
        return f"percent_{mention.base}"
    return f"{unit}/{mention.per}" if unit and mention.per else unit
