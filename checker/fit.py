"""Whether two claims may be about the same thing, by what the two of them say alone.

Each slot that both of them fill has to agree: unit, noun, per what, whose, which part, what stance, when. What is left
unsaid is compatible with anything. What they share then has to name a measure, and whose it is.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from math import inf, isinf

from checker.amount import gap, ratio
from checker.model import Claim, Period
from checker.pack.exclusive import load_exclusive
from checker.pack.metrics import Moves, load_metrics
from checker.period import NO_YEAR

# Words that go with any figure: they tell nothing of what it measures.
WEAK = frozenset([
    "#government", "#country", "#gdp", "#spend", "#cost", "#share", "#long", "#distance", "#area", "year", "month",
    "week", "day", "billion", "million", "cent", "percent", "dollar", "fiscal", "annual", "time", "public",
    "official", "state", "capital", "national", "rate", "level", "point", "increas", "rise", "fall", "drop", "grow",
    "cut", "pay", "bring", "rais", "run", "hold", "give", "start", "end", "open", "stand", "work", "expect", "report",
    "estimat", "win", "result", "party",
])  # fmt: skip
_PLAIN_UNITS = frozenset({"percent", "count", "trend"})
PERSONS = frozenset({"person", "#troops", "member", "participant", "man"})
_ANYBODY = frozenset({"person", "man", "member", "participant", "woman"})
_SORTS = frozenset({
    "#troops", "#migrant", "#displaced", "#worker", "#civilian", "#peacekeeper", "#prisoner", "#student", "#farmer",
    "#patient", "#passenger", "citizen", "national", "#population",
})  # fmt: skip
_INTENT = frozenset({"pledged", "planned", "demanded"})
_TO_COME = _INTENT | {"forecast"}
_MUTE = frozenset({"denied", "rebutted", "hypothetical"})
_SHARES_APART = 5.0
_LARGE, _CLOSE = 20, 1.25  # two bare figures are only held to be one count where they are large and near each other
_BESIDE = 0.95  # weight of what stands in a figure's own part
_PLANS_NEAR = 1.5
_TWIN_LEAST, _TWIN_SHARE = 3, 0.8  # words that two clauses must share to be one but for the figure; which part of all
_TWIN_AROUND = 6  # the same for what stands around a short clause
_UNNAMED = 3  # measures that two figures of one metric must share where nobody is named
_GENERIC = frozenset({"person", "#country", "member", "unit", "case", "time", "part", "place", "name", "man", "woman"})
_MENTIONED = 0.5  # weight of what a sentence speaks of
_GROWN = 7  # days in which a count that only grows has grown
_HOLDS: dict[Moves, float] = {"fast": 45, "slow": 400, "fixed": inf}  # days for which a figure stands for its measure
_LONG_AGO = 1100  # days from a document's date after which a figure with a date is of another time
_MONTHS_APART = 400
_BARE = 0.25
_OWN = 0.7  # weight of a feature of the claim's own clause: all that two claims of one document may be paired by


def fits(a: Claim, b: Claim) -> bool:
    """Whether two claims may be about the same thing, by what the two of them say alone."""
    if (a.mention == b.mention and a.document == b.document) or not comparable(a, b):
        return False
    return _enough(a, b, shared(a, b))


def shared(a: Claim, b: Claim) -> list[str]:
    """The features of both; within a document only those that both have beside their figures."""
    least = _OWN if a.document == b.document else 0.0
    other = b.features
    return [f for f, w in a.features.items() if f in other and w >= least <= other[f]]


def _enough(a: Claim, b: Claim, shared: Sequence[str]) -> bool:
    """Whether the shared features name both a measure and whose measure it is; two plain words are chance."""
    if twins(a, b):
        return True
    telling = {f for f in shared if f not in WEAK}
    anchors = {f for f in telling if f[0] == "@" or (f in a.proper and f in b.proper)}
    named = {f for f in anchors if f[0] != "@"}
    if named and len(anchors) >= 3:
        return True
    close = ratio(a.number[0], b.number[0]) < _PLANS_NEAR
    if close and len(anchors) >= 2 and any(min(a.features[f], b.features[f]) >= _BESIDE for f in named):
        return True
    if a.unit not in _PLAIN_UNITS and not a.unit.isupper():
        anchors = anchors or {a.unit}
    if len(anchors) >= 2 and a.noun != b.noun and a.noun and b.noun and _one_time(a, b) and one_sort(a.noun, b.noun):
        return True  # people who came from one country to the other in the same year
    if named and a.change and a.change == b.change and a.change in ("up", "down") and _one_time(a, b):
        return True  # by how much one named thing has fallen since
    measures = {f for f in telling - anchors if min(a.features[f], b.features[f]) >= 0.25}
    if a.noun and a.noun == b.noun and a.noun not in _GENERIC:
        measures.add(a.noun)
    clear = {f for f in measures if min(a.features.get(f, 0.0), b.features.get(f, 0.0)) >= _OWN}
    if bool(clear) and (len(measures) >= 2 or _one_time(a, b)):
        return True
    if a.metric and a.metric == b.metric:
        return bool(anchors)
    return bool(measures) and (bool(anchors) or len(measures) >= _UNNAMED or _one_plan(a, b))


def _one_time(a: Claim, b: Claim) -> bool:
    """Whether both name the same time for their figures."""
    if a.period is None or b.period is None or not (a.period_stated and b.period_stated):
        return False
    return (a.period.first, a.period.last) == (b.period.first, b.period.last)


def _one_plan(a: Claim, b: Claim) -> bool:
    """Whether both state what is planned, pledged or asked, at levels near each other."""
    return {a.stance, b.stance} <= _INTENT and ratio(a.number[0], b.number[0]) < _PLANS_NEAR


def comparable(a: Claim, b: Claim) -> bool:
    """Whether no slot tells two claims apart. An unstated slot is compatible with anything."""
    if a.document == b.document and a.sentence == b.sentence:
        return False
    if a.base and b.base and a.base != b.base:
        return False
    if a.unit == "percent" and not (a.metric and a.metric == b.metric) and _far(a, b):
        return False
    if a.metric and b.metric and a.metric != b.metric:
        return False
    if a.unit == "count" and not (a.noun and b.noun) and not _noun_of_other(a, b):
        return False
    if (a.per or b.per) and a.per != b.per and not {a.per, b.per} <= {"", "year"}:
        return False
    if bool(a.change in ("by", "up", "down")) != bool(b.change in ("by", "up", "down")):
        return False
    if a.unit == "count" and not (one_sort(a.noun, b.noun) or _one_count(a, b)):
        return False
    if told_apart(a, b) or not _stances_meet(a, b) or _of_others(a, b) or _of_rivals(a, b):
        return False
    other_part = a.whole != b.whole or (a.subset != b.subset and not _same_part(a, b))
    if other_part and not _bound_of(a, b):
        return False
    return periods_meet(a, b) or has_fallen(a, b)


def _one_count(a: Claim, b: Claim) -> bool:
    """Whether nouns that differ count the same: the transits and the ships of one metric, refugees and their nation."""
    if a.metric and a.metric == b.metric and a.metric in _counters():
        return True
    return any(x.noun in y.nation and y.noun in _SORTS for x, y in ((a, b), (b, a)))


@cache
def _counters() -> frozenset[str]:
    return frozenset(m.id for m in load_metrics() if m.nouns)


def one_sort(one: str, other: str) -> bool:
    """Whether two figures may count the same: people are whoever they are, migrants are no soldiers."""
    if one == other or not (one and other) or {one, other} <= PERSONS:
        return True
    return any(x in _ANYBODY and (y in _SORTS or y[0] == "@") for x, y in ((one, other), (other, one)))


def _of_others(a: Claim, b: Claim) -> bool:
    """Whether two figures are of different subjects, or count people of different countries."""
    if a.nation and b.nation and not a.nation & b.nation:
        return True
    return bool(a.entities and b.entities) and not _one_whose(a, b)


def _of_rivals(a: Claim, b: Claim) -> bool:
    """Whether two figures of one metric are of two parties or persons: the seats of this list and of that."""
    if a.metric != b.metric or a.metric not in _rivalry():
        return False
    one, other = _holders(a), _holders(b)
    return bool(one and other) and not one & other


def _holders(c: Claim) -> set[str]:
    """Who a claim names beside its figure, other than countries."""
    return {f for f, w in c.features.items() if w >= _OWN and (f in _ROLES or (f in c.proper and f not in c.entities))}


_ROLES = frozenset({"#premier", "#president", "#opposition", "#government", "independent"})


@cache
def _rivalry() -> frozenset[str]:
    return frozenset(m.id for m in load_metrics() if m.rivals)


def _bound_of(a: Claim, b: Claim) -> bool:
    """Whether one of two figures is a bound that the other keeps: "more than 325" of the 327 that 125 are of."""
    bound = isinf(a.low) or isinf(a.high) or isinf(b.low) or isinf(b.high)
    return bound and gap((a.low, a.high), (b.low, b.high)) <= 0


def _one_whose(a: Claim, b: Claim) -> bool:
    """Whether two figures may be of one subject: American troops in Korea are none in Japan.

    Of a plan, one of two countries may be the one that asks for it.
    """
    if not a.entities & b.entities:
        return _carried(a, b) or _of_theme(a, b)
    return {a.stance, b.stance} <= _INTENT or not (a.entities - b.entities and b.entities - a.entities)


def _carried(a: Claim, b: Claim) -> bool:
    """Whether one side names its country only in what stands before, and the other speaks of that country too."""
    return any(
        all(one.features.get(e, 0) < _OWN for e in one.entities)
        and any(other.features.get(e, 0) >= _MENTIONED for e in one.entities)
        for one, other in ((a, b), (b, a))
    )


def _of_theme(a: Claim, b: Claim) -> bool:
    """Whether one side names but the partner of what the other's country did: "our sales to Japan fell in May"."""
    if a.unit != "trend" or not a.noun or a.noun != b.noun or not _one_time(a, b):
        return False
    return a.entities <= b.features.keys() or b.entities <= a.features.keys()


def _far(a: Claim, b: Claim) -> bool:
    """Whether two shares are too far apart to be told of one thing."""
    return ratio(a.number[1], b.number[1]) > _SHARES_APART


def _noun_of_other(a: Claim, b: Claim) -> bool:
    """Whether one claim counts something that the other, which names nothing, speaks of."""
    if not a.noun and not b.noun:
        if twins(a, b):
            return True
        least = min(abs(a.number[0]), abs(b.number[0]))
        return least >= _LARGE and ratio(a.number[0], b.number[0]) < _CLOSE
    named, bare = (a, b) if a.noun else (b, a)
    return bare.number[0] != 1 and bare.features.get(named.noun, 0) >= _BARE


def twins(a: Claim, b: Claim) -> bool:
    """Whether two clauses say the same in the same words, but for the figure."""
    shared = len(a.near & b.near)
    if shared >= _TWIN_LEAST and shared >= _TWIN_SHARE * max(len(a.near), len(b.near)):
        return True
    if shared < max(len(a.near), len(b.near)) or a.document == b.document:
        return False
    around = len(a.features.keys() & b.features.keys())
    return around >= _TWIN_AROUND and around >= _TWIN_SHARE * max(len(a.features), len(b.features))


def _same_part(a: Claim, b: Claim) -> bool:
    """Whether a part and an unmarked figure name the same part: "of which 304 in the north", "304 in the north"."""
    whose = a.entities | b.entities
    return any(a.features[f] >= 1 and b.features.get(f, 0) >= 1 for f in a.proper & b.proper if f not in whose)


def told_apart(a: Claim, b: Claim) -> bool:
    """Whether exclusive words make two figures ones of different things: exports and imports."""
    one, other = dict(a.kinds), dict(b.kinds)
    if any((name in one) != (name in other) for name in load_exclusive().strict):
        return True
    return any(one[name] != other[name] for name in one if name in other and _single(a, name) and _single(b, name))


def _single(c: Claim, name: str) -> bool:
    return sum(1 for n, _ in c.kinds if n == name) == 1


def rivals(a: Claim, b: Claim) -> bool:
    """Whether a figure and what another voice sets against it are of one time, and of one sort."""
    if (
        {a.stance, b.stance} & {"denied", "rebutted"}
        or a.change.replace("to", "") != b.change.replace("to", "")
        or told_apart(a, b)
    ):
        return False
    if a.stance != b.stance and not _stances_meet(a, b) and not {a.stance, b.stance} & _INTENT:
        return False
    return not (a.period and b.period and b.period_stated) or _meet(a.period, b.period, 0)


def _stances_meet(a: Claim, b: Claim) -> bool:
    """Whether two statements commit their speakers to the same sort of thing: what is, or what is to be."""
    if {a.stance, b.stance} & _MUTE:
        return False
    for one, other in ((a, b), (b, a)):
        if one.stance in _TO_COME and other.stance == "asserted":
            return other.future or other.ahead == "wholly" or (one.stance == "forecast" and other.ahead == "partly")
    return (a.stance == "forecast") == (b.stance == "forecast")


def periods_meet(a: Claim, b: Claim) -> bool:
    """Whether the periods of two claims leave room for one time that both speak of."""
    if is_update(a, b) or a.vague or b.vague:
        return False
    one, other = times(a, b)
    if one is None or other is None:
        # "at the same time last year": within a document a time is not given without a reason
        planned = {a.stance, b.stance} <= _INTENT  # a demand is often put without a date beside a plan that has one
        return a.document != b.document or a.period_stated == b.period_stated or planned
    if a.period_stated and b.period_stated:
        planned = bool({a.stance, b.stance} & _TO_COME)  # the month of a plan is its horizon
        return _meet(one, other, 0) and (planned or not _month_of_year(one, other))
    # a writer who gives one of two figures its time tells it from the present
    margin = 0 if a.document == b.document and a.period_stated != b.period_stated else _MONTHS_APART
    return _meet(one, other, margin)


def _month_of_year(a: Period, b: Period) -> bool:
    """Whether one is a month and the other a year: what is true of the one need not be of the other."""
    lengths = sorted(p.last - p.first + 1 if p.first is not None and p.last is not None else 0 for p in (a, b))
    return _MONTH[0] <= lengths[0] <= _MONTH[1] and _YEAR[0] <= lengths[1] <= _YEAR[1]


_MONTH, _YEAR = (28, 31), (365, 366)


def is_update(a: Claim, b: Claim) -> bool:
    """Whether the later of two figures takes the place of the earlier one, or they are of times far apart.

    A figure without a date of its own holds when its document was written. For how long depends on the measure; a count
    that only grows has grown.
    """
    if a.document == b.document:
        return False
    one, other = _when(a), _when(b)
    if one is None or other is None or (_dated(a) and _dated(b)):
        return False
    if a.author and a.author == b.author and a.told != b.told:  # whoever reports from day to day gives the day's figure
        return True
    first, last, days = (a, b, other - one) if one <= other else (b, a, one - other)
    if _dated(a) or _dated(b):
        return days > _LONG_AGO and not {a.stance, b.stance} & _TO_COME  # the date of a plan is its horizon
    if first.running and last.running and days >= _GROWN and first.high < last.low:
        return True
    return days > min(_HOLDS[moves(c.metric)] for c in (a, b))


def _dated(c: Claim) -> bool:
    return c.period_stated and (c.period or c.calendar) is not None


def _when(c: Claim) -> float | None:
    """The middle of the time that a figure is stated for, else of its document's date."""
    at = c.period if _dated(c) and c.period and c.period.last is not None else c.told  # "since 2007" is as of now
    if at is None:
        return None
    ends = [d for d in (at.first, at.last) if d is not None]
    return sum(ends) / len(ends) if ends else None


def moves(metric: str | None) -> Moves:
    """How fast a measure changes; an unknown one slowly."""
    return _moves().get(metric or "", "slow")


@cache
def _moves() -> dict[str, Moves]:
    return {m.id: m.moves for m in load_metrics()}


def times(a: Claim, b: Claim) -> tuple[Period | None, Period | None]:
    """The periods of two claims. "By 20 April" is read in the year of the other one, where its own is not known."""
    if (a.calendar or b.calendar) and a.period_stated and b.period_stated:
        one, other = a.period or a.calendar, b.period or b.calendar
        if one and other and not (a.period and b.period):
            return _in_year_of(one, b.period), _in_year_of(other, a.period)
    return a.period, b.period


def _in_year_of(of: Period, other: Period | None) -> Period:
    """``of`` moved to the year of ``other``, where that is given: of a time whose own year is not known."""
    day = other and (other.first or other.last)
    if not day:
        return of
    by = date(date.fromordinal(day).year, 1, 1).toordinal() - date(NO_YEAR, 1, 1).toordinal()
    return Period(first=of.first and of.first + by, last=of.last and of.last + by, grain=of.grain)


def has_fallen(a: Claim, b: Claim) -> bool:
    """Whether the earlier of two running totals is the higher one: of dead or confirmed cases there are never fewer."""
    one, other = times(a, b)
    if not (a.running and b.running and one and other and a.period_stated and b.period_stated):
        return False
    if one.last is not None and other.first is not None and one.last < other.first:
        return a.low > b.high
    return one.first is not None and other.last is not None and other.last < one.first and b.low > a.high


def _meet(a: Period, b: Period, margin: int) -> bool:
    first = max(a.first or 0, b.first or 0)
    last = min(a.last or 10**7, b.last or 10**7)
    return first <= last + margin
