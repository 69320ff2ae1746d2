"""Interval arithmetic on stated amounts.

An amount is what a text says, kept as an interval: a bound has an open end, a hedge widens, and a plain figure stands
for everything that rounds to it at the precision it is written in ("54,000" for 53,500 to 54,500).
"""

from math import inf, log10

from checker.model import Hedge

# What a hedge lets a figure stray, as a share of it. Readers take "about 54,000" to cover 51,000 but not 45,000.
STRAY: dict[Hedge, float] = {"exact": 0.0, "about": 0.06, "nearly": 0.08, "over": 0.0}
# A figure of three digits is no guess: "about 28,500" does not cover 27,000.
PRECISE, _TELLING = 0.03, 3
# Round figures are given no more room than this: "30 per cent" is written to one digit, yet does not cover 34.
ROUNDING = 0.025
# An amount just under a bound is still what "more than" a round figure was meant to say; the slack is a rounding of it.
SLACK = 1e-9


def interval(
    low: float | None, high: float | None, number: tuple[float, float] | None, step: float, hedge: Hedge
) -> tuple[float, float]:
    """Closed interval in which the true amount may lie, with -inf and inf for open ends.

    ``low`` and ``high`` are the stated interval, ``number`` the written one, ``step`` the place value of its last
    digit.
    """
    lo = -inf if low is None else float(low)
    hi = inf if high is None else float(high)
    if number is None:
        return lo, hi
    size = max(abs(float(n)) for n in number)
    slack = step / 2 if size < 1 else min(step / 2, ROUNDING * size)  # "0.01" is what rounds to it
    stray = min(STRAY[hedge], PRECISE) if _digits(float(number[1]), step) >= _TELLING else STRAY[hedge]
    if lo == float(number[0]):
        lo -= 0 if high is None else max(slack, stray * abs(lo))
    if hi == float(number[1]):
        hi += 0 if low is None else max(slack, stray * abs(hi))
    return lo, hi


def _digits(number: float, step: float) -> int:
    """How many digits a figure is written to: three for 28,500 to the hundred."""
    return len(str(round(abs(number) / step))) if step else 0


def gap(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Relative distance of two intervals: 0 where they meet, else the hole between them as a share of its far edge."""
    hole = max(a[0], b[0]) - min(a[1], b[1])
    if hole <= SLACK:
        return 0.0
    edge = max(abs(max(a[0], b[0])), abs(min(a[1], b[1])))
    return hole / edge if edge else 0.0


def ratio(a: float, b: float) -> float:
    """How many times the larger of two amounts is the smaller, 1 or more; inf across zero or signs."""
    a, b = abs(a), abs(b)
    if not a or not b:
        return 1.0 if a == b else inf
    return max(a, b) / min(a, b)


def scale_slip(a: float, b: float) -> bool:
    """Whether two amounts have the same digits and differ by a factor of a thousand or a million."""
    if not a or not b or a * b < 0:
        return False
    power = log10(ratio(a, b))
    return any(abs(power - p) < 0.0005 for p in (3, 6, 9))


def readable(value: float) -> str:
    """A number as an editor would write it: 54,000, 1.3 million, 7.875."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{_trim(value / size)} {word}"
    return f"{value:,.0f}" if float(value).is_integer() else _trim(value)


def _trim(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".")
