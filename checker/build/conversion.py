"""Amounts stated twice, in two currencies or two units of one dimension, with the rate that this implies."""

from collections.abc import Iterator
from datetime import date, timedelta

from checker.amount import ROUNDING, STRAY
from checker.build.when import period_of, without_year
from checker.extract.unit import convert
from checker.model import Conversion, Mention, Period, Reading, Span
from checker.pack.entities import entities
from checker.pack.loader import default_pack
from checker.pack.rates import band, candidates

_YEARS_AROUND = 2
_MONTH, _SEASON = 31, 200
_LATELY = 550  # days before the document's date
_NO_DATE = (date(2015, 1, 1), date(2025, 12, 31))  # where neither the text nor the document is dated


def conversions(reading: Reading) -> tuple[Conversion, ...]:
    """Every restated amount of ``reading`` whose rate can be looked up."""
    return tuple(_all(reading))


def _all(reading: Reading) -> Iterator[Conversion]:
    at = {m.start: m for m in reading.mentions}
    for b in reading.mentions:
        a = at.get(b.equals) if b.equals is not None else None
        if a is None or a.number is None or b.number is None or not a.unit or not b.unit or a.unit == b.unit:
            continue
        if (a.low is None) != (b.low is None) and (a.high is None) != (b.high is None):
            continue
        implied = _implied(a, b)
        sentence = next((s for s in reading.sentences if s.start <= a.start < s.end), Span(a.start, b.end))
        if implied:
            yield _with_rates(reading, sentence, a, b, implied)


def _implied(a: Mention, b: Mention) -> tuple[float, float] | None:
    """Lowest and highest rate that the two figures allow, given how precisely each is written."""
    if a.number is None or b.number is None:
        return None
    a_low, a_high = _widened(a, a.number)
    b_low, b_high = _widened(b, b.number)
    return (a_low / b_high, a_high / b_low) if a_low > 0 and b_low > 0 else None


def _widened(m: Mention, number: tuple[float, float]) -> tuple[float, float]:
    slack = max(min(float(m.step or 0) / 2, ROUNDING * number[1]), STRAY[m.hedge] * number[1])
    return number[0] - slack, number[1] + slack


def _with_rates(reading: Reading, sentence: Span, a: Mention, b: Mention, implied: tuple[float, float]) -> Conversion:
    span = Span(min(a.start, b.start), max(a.end, b.end))
    fixed = convert(1.0, b.unit or "", a.unit or "")
    if fixed:
        band_of = (fixed, fixed)
        return Conversion(span=span, a=a, b=b, implied=implied, then=band_of, lately=band_of, ever=band_of)
    spoken = _currencies(reading)
    tries = [
        _one(reading, sentence, span, a, b, implied, one, other)
        for one in candidates(a.unit or "", a.unit_text or "", spoken)
        for other in candidates(b.unit or "", b.unit_text or "", spoken)
        if one != other
    ]
    known = [t for t in tries if t.ever]
    return min(known, key=_misfit) if known else Conversion(span=span, a=a, b=b, implied=implied)


def _misfit(c: Conversion) -> float:
    """How far the implied rate lies from the actual ones, as a factor; 1 where it fits."""
    low, high = c.ever or (1.0, 1.0)
    return max(1.0, c.implied[0] / high, low / c.implied[1])


def _one(
    reading: Reading,
    sentence: Span,
    span: Span,
    a: Mention,
    b: Mention,
    implied: tuple[float, float],
    one: str,
    other: str,
) -> Conversion:
    """The conversion with the rates of two given currencies."""
    stated = next(
        (
            p
            for m in reading.mentions
            if m.kind == "date"
            and sentence.start <= m.start < sentence.end
            and (p := period_of(m))
            and not without_year(p)
        ),
        None,
    )
    then = _days(stated, _MONTH) or _days(reading.document.date, _SEASON)
    lately = _days(reading.document.date, _LATELY)
    known = [d for d in (then, lately) if d] or [_NO_DATE]
    around = timedelta(365 * _YEARS_AROUND)
    return Conversion(
        span=span, a=a, b=b, implied=implied,
        then=band(other, one, *then) if then else None,
        lately=band(other, one, *lately) if lately else None,
        ever=band(other, one, min(d[0] for d in known) - around, max(d[1] for d in known)),
        when=str(date.fromordinal(stated.first).year) if stated and stated.first else "",
    )  # fmt: skip


def _currencies(reading: Reading) -> frozenset[str]:
    """Currencies of the countries that a document names."""
    codes = entities(default_pack()).currency
    return frozenset(codes[n.entity] for n in reading.names if n.entity and n.entity in codes)


def _days(period: Period | None, margin: int) -> tuple[date, date] | None:
    if period is None or period.first is None or period.last is None:
        return None
    return date.fromordinal(max(1, period.first - margin)), date.fromordinal(period.last + min(margin, _MONTH))
