"""Quantities and dates of one text as one list: in order, without overlap; a date wins over a number."""

import datetime as dt
from bisect import bisect_left, bisect_right

import msgspec

from checker.extract.number import quantities
from checker.model import Mention, Period


def mentions(text: str, date: dt.date | Period | str | None = None, language: str | None = None) -> list[Mention]:
    """All mentions of ``text``. ``date`` is the document's own, which relative dates are read against."""
    amounts = quantities(text)
    try:
        from checker.extract.date import dates
    except ImportError:
        return amounts
    calendar = dates(text, anchor(date), language)
    return merge(amounts, calendar)


def merge(amounts: list[Mention], calendar: list[Mention]) -> list[Mention]:
    """Both lists as one. A number inside a date is dropped; a duration takes over what the number says of it."""
    if not calendar:
        return amounts
    starts = [m.start for m in amounts]
    dropped: set[int] = set()
    out: list[Mention] = []
    for entry in calendar:
        mention = entry
        low = max(0, bisect_right(starts, entry.start) - 1)
        for k in range(low, bisect_left(starts, entry.end)):
            amount = amounts[k]
            if amount.end <= entry.start:
                continue
            if (
                entry.kind == "date"
                and entry.text == amount.text
                and amount.kind == "quantity"
                and len(entry.text) == 4
            ):
                break  # four digits that the words before them show to be an amount: "an average of 1500"
            if _shares(amount) and entry.kind != "duration":
                continue
            dropped.add(k)
            if entry.kind == "duration" and amount.kind == "quantity":
                mention = _filled(entry, amount)
        else:
            out.append(mention)
    out += [amount for k, amount in enumerate(amounts) if k not in dropped]
    return sorted(out, key=lambda m: (m.start, m.end))


def _shares(amount: Mention) -> bool:
    """Whether a figure is a share by its own words: "2018-19, 13 per cent" shows none in "19"."""
    return amount.unit in _STRICT and amount.kind == "quantity" and not amount.text.isdigit()


_STRICT = frozenset(("percent", "percentage_point", "basis_point"))


def _filled(duration: Mention, amount: Mention) -> Mention:
    """A duration with number, unit and hedge, where the reader of dates left them open."""
    return msgspec.structs.replace(
        duration,
        number=duration.number or amount.number,
        unit=duration.unit or amount.unit,
        unit_text=duration.unit_text or amount.unit_text,
        step=duration.step if duration.step is not None else amount.step,
    )


def anchor(date: dt.date | Period | str | None) -> Period | None:
    """The document's date as a period: a day, or the month or year that an ISO string names."""
    if date is None or isinstance(date, Period):
        return date
    if isinstance(date, dt.date):
        return Period(first=date.toordinal(), last=date.toordinal(), grain="day")
    parts = date.strip()[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            day = dt.date(*numbers).toordinal()
            return Period(first=day, last=day, grain="day")
        if len(numbers) == 2:
            first = dt.date(numbers[0], numbers[1], 1)
            after = dt.date(numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1, 1)
            return Period(first=first.toordinal(), last=after.toordinal() - 1, grain="month")
        year = numbers[0]
        return Period(first=dt.date(year, 1, 1).toordinal(), last=dt.date(year, 12, 31).toordinal(), grain="year")
    except (ValueError, OverflowError):
        return None


def handed_out(text: str, found: list[Mention]) -> list[Mention]:
    """Mentions as the public call hands them out: as :func:`plain` says, and "from A to B" as one pair of numbers."""
    out: list[Mention] = []
    for mention in map(plain, found):
        if out and _goes_on(text, out[-1], mention):
            out[-1] = _pair(text, out[-1], mention)
        else:
            out.append(mention)
    return out


def _goes_on(text: str, a: Mention, b: Mention) -> bool:
    """Whether two amounts are the ends of one change: "from $36 at noon to $35"."""
    if a.change != "from" or b.change != "to" or b.start - a.end > _APART or (a.noun and b.noun and a.noun != b.noun):
        return False
    between = text[a.end : b.start].lower()
    return between.rstrip().endswith(" to") and not any(mark in between for mark in _BREAKS)


_APART = 40
_BREAKS = (", ", ". ", "; ", ": ", "(", "\n\n", " and ", " but ")


def _pair(text: str, a: Mention, b: Mention) -> Mention:
    """A change as one quantity: the numbers as written, the interval of what is reached."""
    if a.number is None or b.number is None:
        return b
    return msgspec.structs.replace(
        b,
        start=a.start,
        text=text[a.start : b.end],
        number=(a.number[0], b.number[1]),
        unit=a.unit if a.per and not b.per else b.unit or a.unit,
        per=b.per or a.per,
    )


def plain(mention: Mention) -> Mention:
    """A mention as the public call hands it out.

    A duration with a number is a quantity of time, and the unit of a rate names what it is stated per ("USD/barrel").
    """
    if mention.kind == "duration" and mention.number is not None and mention.text[:2] not in ("a ", "an"):
        mention = msgspec.structs.replace(mention, kind="quantity")
    if mention.per and mention.unit and "/" not in mention.unit:
        mention = msgspec.structs.replace(mention, unit=f"{mention.unit}/{mention.per}")
    return mention
