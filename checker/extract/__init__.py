"""From prose to mentions: numbers with their units, ordinals, dates and durations, each where the text states it."""

import datetime as dt

from checker.model import Mention, Period


def mentions(text: str, date: dt.date | Period | str | None = None, language: str | None = None) -> list[Mention]:
    """All mentions of ``text`` in order, without overlap; see :func:`checker.extract.merge.mentions`."""
    from checker.extract.merge import mentions as merged

    return merged(text, date, language)
