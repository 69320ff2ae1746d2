"""date: one happening put on two dates, in two documents or in one."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from checker.conflicts.order import names_of
from checker.model import Draft, Event, Reading, Side, Span
from checker.pack.rules import RuleText
from checker.period import gap, meets, reader

ID = "date"

_GRAINS = ("day", "month", "span")


class _Told(msgspec.Struct, frozen=True):
    reading: Reading
    event: Event


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One draft for each pair of dates of one happening."""
    buckets: dict[tuple[str, str], list[_Told]] = {}
    for reading in readings:
        for event in reading.events:
            if event.kind in ("fact", "other") or not (usable(event) or _bounded(event) or _yearly(event)):
                continue
            for name in sorted(names_of(event.subject | keys_of(event))):
                buckets.setdefault((event.kind, name), []).append(_Told(reading, event))
    seen: set[tuple[int, int, int, int]] = set()
    found: dict[tuple[str, ...], Draft] = {}
    for key in sorted(buckets):
        told = sorted(buckets[key], key=lambda t: (_first(t.event), t.reading.index, t.event.date.start))
        for i, a in enumerate(told):
            for b in told[i + 1 : i + 1 + int(text.limits["neighbours"])]:
                place = (a.reading.index, a.event.date.start, b.reading.index, b.event.date.start)
                if place not in seen:
                    seen.add(place)
                    shared = _same(a, b, text)
                    if shared:
                        draft = _draft(a, b, shared, text)
                        found.setdefault(draft.key, draft)
    for a, b, shared in _alike(readings, text):
        draft = _draft(a, b, shared, text)
        found.setdefault(draft.key, draft)
    yield from found.values()


def _alike(readings: Sequence[Reading], text: RuleText) -> Iterator[tuple[_Told, _Told, tuple[str, ...]]]:
    """Dates a few days apart in two documents that tell the same rare things beside them, whatever they call it."""
    told = [_Told(r, e) for r in readings for e in r.events if e.date.grain == "day" and e.kind != "fact" and usable(e)]
    by_word: dict[str, list[int]] = {}
    for i, one in enumerate(told):
        for word in sorted(one.event.words | one.event.context | one.event.subject):
            by_word.setdefault(word, []).append(i)
    common: dict[tuple[int, int], list[str]] = {}
    for word, places in by_word.items():
        if 2 <= len(places) <= int(text.limits["rare"]):
            for n, i in enumerate(places):
                for j in places[n + 1 :]:
                    common.setdefault((i, j), []).append(word)
    days = [{e.period.first for e in r.events} for r in readings]
    index = {r.index: n for n, r in enumerate(readings)}
    for (i, j), words in common.items():
        a, b = told[i], told[j]
        points = sum(_telling(w, len(by_word[w]), a.event, b.event) for w in words)
        if points >= text.limits["points_other"] and _may_be_one(a, b, text):
            first, second = days[index[a.reading.index]], days[index[b.reading.index]]
            if b.event.period.first not in first and a.event.period.first not in second:
                yield a, b, tuple(sorted(w.lstrip("@#") for w in words))


def _telling(word: str, dates: int, x: Event, y: Event) -> float:
    """What a shared word tells: less the more dates it stands beside, a country least, one of both clauses most."""
    if word in x.countries | y.countries:
        return _COUNTRY
    rare = _RARE[min(dates, len(_RARE) - 1)]
    beside = (word in x.words | x.subject) + (word in y.words | y.subject)
    return rare * (_BOTH if beside == 2 else _ONE if beside else _NONE)


_COUNTRY, _BOTH, _ONE, _NONE = 0.3, 1.3, 0.9, 0.6
_RARE = (0.0, 0.0, 1.0, 0.8, 0.65, 0.4, 0.3, 0.25, 0.2)  # by the number of dates that a word stands beside


def _may_be_one(a: _Told, b: _Told, text: RuleText) -> bool:
    x, y = a.event, b.event
    if a.reading.index == b.reading.index or x.period == y.period or "other" not in (x.kind, y.kind):
        return False
    if gap(x.period, y.period)[0] > text.limits["near_other"] or _moved(a, text) or _moved(b, text):
        return False
    if x.countries and y.countries and not x.countries & y.countries:
        return False
    return not _told_apart(a, b, text)


def usable(event: Event) -> bool:
    """Whether an event stands on a day or a month that the text names; "tomorrow" and "last week" name none."""
    date = event.date
    named = bool(re.search(r"\d", date.text)) or date.weekday is not None or date.grain == "month"
    return named and event.period.first is not None and event.period.last is not None and date.grain in _GRAINS


def _bounded(event: Event) -> bool:
    """Whether a text says only before or after which day or year something happened."""
    ends = (event.period.first, event.period.last)
    return ends.count(None) == 1 and bool(re.search(r"\d", event.date.text))


def _yearly(event: Event) -> bool:
    """Whether a happening is dated by its year alone, which only a bound can contradict here."""
    return event.date.grain == "year" and None not in (event.period.first, event.period.last)


def _first(event: Event) -> int:
    return event.period.first if event.period.first is not None else event.period.last or 0


def keys_of(event: Event) -> frozenset[str]:
    """Names in the clause that are not its subject: ships, treaties, places."""
    return frozenset(w for w in event.words if w[0] == "@")


def _same(a: _Told, b: _Told, text: RuleText) -> tuple[str, ...]:
    """What two statements share where they date one happening differently; nothing where they need not."""
    x, y, limits = a.event, b.event, text.limits
    if meets(x.period, y.period):
        return ()
    if _bounded(x) or _bounded(y):
        return _outside(a, b, text)
    if _yearly(x) or _yearly(y):
        return ()
    apart = gap(x.period, y.period)[0]
    one = a.reading.index == b.reading.index
    if one and (x.span == y.span or x.date.grain != "day" or y.date.grain != "day"):
        return ()
    both = x.unique and y.unique
    if apart > _near(x, y, text):
        return ()
    if _moved(a, text) or _moved(b, text) or _told_apart(a, b, text):
        return ()
    shared, points = _points(x, y, text)
    need = limits["points_same_document" if one else "points_unique" if both else "points_recurring"]
    return shared if points >= need else ()


def _outside(a: _Told, b: _Told, text: RuleText) -> tuple[str, ...]:
    """What two statements share, of which one says only before or after when it was: nothing where they need not."""
    x, y = a.event, b.event
    if a.reading.index == b.reading.index or x.trigger != y.trigger or _moved(a, text) or _moved(b, text):
        return ()
    if _told_apart(a, b, text) or not (x.unique and y.unique):
        return ()
    shared, points = _points(x, y, text)
    both = names_of(x.subject | x.words) & names_of(y.subject | y.words) - {x.trigger}
    named = any(w[0] != "@" or w.startswith("@person:") for w in both)
    return shared if named and points >= text.limits["points_bound"] else ()


def _near(x: Event, y: Event, text: RuleText) -> float:
    """Days that two dates of one happening may lie apart: more where both are still to come."""
    if not (x.unique and y.unique):
        return text.limits["near_recurring"]
    return text.limits["near_future" if x.tense == y.tense == "future" else "near_unique"]


def _points(x: Event, y: Event, text: RuleText) -> tuple[tuple[str, ...], float]:
    """What the two have in common and what it weighs; nothing where they speak of different countries."""
    if x.countries and y.countries and not x.countries & y.countries:
        return (), 0.0
    limits = text.limits
    names = _of_both(x.subject | keys_of(x), y.subject | keys_of(y))
    places = names & x.countries & y.countries
    others = names - places
    words = (x.words & y.words) - names - {x.trigger, y.trigger}
    around = (x.context & y.context) - names - words
    points = (
        min(2.0, len(places)) + 1.5 * min(2, len(others)) + min(3.0, 1.0 * len(words)) + min(1.0, 0.25 * len(around))
    )
    if {w for w in others if w[0] == "@"} - {"@" + w for w in text.words["broad"]} and x.kind in text.words["single"]:
        points += limits["points_single"]
    elsewhere = (_beside_act(x) | _beside_act(y)) & frozenset(text.words["not_national"])
    if places and x.kind in text.words["national"] and not elsewhere:
        points += limits["points_national"]
    if x.trigger == y.trigger:
        points += 0.5
    if x.unique and y.unique and gap(x.period, y.period)[0] <= limits["close"]:
        points += limits["points_close"]
    return tuple(sorted({w.lstrip("@#") for w in names | words})), points if names else 0.0


def _beside_act(event: Event) -> frozenset[str]:
    """The words of a clause without those of its act: whoever elects a parliament is not in it."""
    return event.words - _CHOSEN if event.kind == "election" and " " in event.trigger else event.words


_CHOSEN = frozenset({"#parliament", "#seat", "president"})


def _of_both(x: frozenset[str], y: frozenset[str]) -> frozenset[str]:
    """Names that two statements share; a person by the parts of a name where one of the two has more of it."""
    shared = x & y
    return shared if any(w.startswith("@person:") for w in shared) else shared | (names_of(x) & names_of(y))


def _moved(told: _Told, text: RuleText) -> bool:
    return bool(_pattern(text.words["moved"]).search(_sentence(told)))


def _told_apart(a: _Told, b: _Told, text: RuleText) -> bool:
    """Whether words of one group that exclude each other stand in the two: first and second, presidential and local."""
    left, right = set(re.findall(r"[a-z-]+", _sentence(a))), set(re.findall(r"[a-z-]+", _sentence(b)))
    for line in text.words["apart"]:
        group = set(line.split())
        mine, other = left & group, right & group
        if mine and other and not mine & other:
            return True
        if (mine or other) and mine != other and "run-off" in group:
            return True
    return False


def _sentence(told: _Told) -> str:
    span = told.event.span
    return told.reading.document.text[span.start : span.end].lower()


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")


def _draft(a: _Told, b: _Told, shared: tuple[str, ...], text: RuleText) -> Draft:
    x, y = a.event, b.event
    what = next((e.kind.replace("-", " ") for e in (x, y) if e.kind != "other"), "happening")
    values = {
        "a": _quote(a),
        "b": _quote(b),
        "what": f"the {what}",
        "date_a": reader(x.period),
        "date_b": reader(y.period),
        "shared": ", ".join(shared),
        "tense": text.messages["future" if x.tense == y.tense == "future" else "other"],
    }
    return Draft(
        rule=ID,
        kind="date",
        level=text.level,
        confidence=text.limits[_confidence(x, y)],
        message=text.message.format(**values),
        explanation=text.explanation.format(**values),
        sides=tuple(Side(document=t.reading.index, span=_side(t), value=_value(t.event)) for t in (a, b)),
        key=("date", x.kind, *sorted((reader(x.period), reader(y.period))), *sorted(x.subject & y.subject)),
    )


def _confidence(x: Event, y: Event) -> str:
    if "other" in (x.kind, y.kind):
        return "confidence_other"
    return "confidence_unique" if x.unique else "confidence_recurring"


def _quote(told: _Told) -> str:
    span = _side(told)
    return told.reading.document.text[span.start : span.end]


def _side(told: _Told) -> Span:
    """The clause around the date, cut to what is near it."""
    span, date = told.event.span, told.event.date
    start = (
        span.start if date.start - span.start <= 140 else told.reading.document.text.rfind(" ", 0, date.start - 110) + 1
    )
    end = span.end if span.end - date.end <= 140 else told.reading.document.text.find(" ", date.end + 110)
    return Span(start, end)


def _value(event: Event) -> dict[str, int | float | str | None]:
    return {"low": event.date.low, "high": event.date.high, "unit": "date"}
