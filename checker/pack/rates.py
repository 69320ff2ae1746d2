"""Exchange rates: the European Central Bank's daily reference rates, and yearly averages for what they lack.

The daily rates ship with the package CurrencyConverter (since 1999); the rest is ``rules/facts/rates.yaml``.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from checker.pack.loader import default_pack, load_yaml

_STEP = 15  # days between the daily rates looked at: a band is wanted, not its every point


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    per_usd: dict[str, dict[int, float]]


@cache
def _yearly(pack: Path | None = None) -> dict[str, dict[int, float]]:
    return load_yaml((pack or default_pack()) / "facts" / "rates.yaml", _File).per_usd


class _Shared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    currencies: dict[str, tuple[str, ...]]
    written: tuple[str, ...]


@cache
def candidates(unit: str, written: str, spoken_of: frozenset[str], pack: Path | None = None) -> tuple[str, ...]:
    """ISO codes that a unit may stand for: ``written`` as in the text, ``spoken_of`` the currencies at hand."""
    shared = load_yaml((pack or default_pack()) / "facts" / "shared-currencies.yaml", _Shared)
    codes = shared.currencies.get(unit, (unit,))
    if unit.isupper() and len(unit) == 3 and written.lower() not in shared.written:
        return (unit,)
    near = tuple(c for c in codes if c in spoken_of)
    if unit == "$":  # also where another country's dollar is at hand, a bare sign is as often the American one
        return ("USD",) if "USD" in near or not near else (*near, "USD")
    return near or codes


@cache
def _daily() -> Any:
    from currency_converter import CurrencyConverter  # slow to import and to load: only for texts that convert

    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_wrong_date=True)


@cache
def band(one: str, other: str, first: date, last: date) -> tuple[float, float] | None:
    """Lowest and highest number of units of ``other`` for a unit of ``one`` between two days, both included.

    None where a rate is unknown. Yearly averages count for every day of their year.
    """
    days = [first]
    while days[-1] + timedelta(_STEP) < last:
        days.append(days[-1] + timedelta(_STEP))
    days.append(last)
    rates = [b / a for day in days if (a := _per_usd(one, day)) and (b := _per_usd(other, day))]
    return (min(rates), max(rates)) if rates else None


def _per_usd(currency: str, day: date) -> float | None:
    if currency == "USD":
        return 1.0
    years = _yearly().get(currency)
    if years:
        known = [y for y in years if y <= day.year]
        return years[max(known)] if known else None
    try:
        return float(_daily().convert(1, "USD", currency, date=day))
    except Exception as error:
        if isinstance(error, ValueError | KeyError) or type(error).__name__ == "RateNotFoundError":
            return None
        raise
