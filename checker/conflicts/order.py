"""order: one thing given two places in one order: third-largest and second-largest, the fourth and the fifth review."""

from collections.abc import Iterator, Sequence

import msgspec

from checker.model import Draft, Rank, Reading, Side
from checker.pack.rules import RuleText
from checker.period import meets
from checker.timing import own_date

ID = "order"


class _Told(msgspec.Struct, frozen=True):
    reading: Reading
    rank: Rank


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One draft for each thing whose places differ, with the first statement of each place."""
    buckets: dict[tuple[str, str], list[_Told]] = {}
    for reading in readings:
        for rank in reading.ranks:
            if rank.hedged:
                continue
            for entity in sorted(names_of(rank.subject)):
                buckets.setdefault((rank.by, entity), []).append(_Told(reading, rank))
    seen: set[tuple[int, int, int, int]] = set()
    found: dict[tuple[str, ...], Draft] = {}
    for key in sorted(buckets):
        told = sorted(buckets[key], key=lambda t: (_day(t.reading), t.reading.index, t.rank.span.start))
        for i, a in enumerate(told):
            for b in told[i + 1 : i + 1 + int(text.limits["neighbours"])]:
                place = (a.reading.index, a.rank.mention.start, b.reading.index, b.rank.mention.start)
                if place not in seen and _differ(a, b, text):
                    seen.add(place)
                    draft = _draft(a, b, text)
                    found.setdefault(draft.key, draft)
    yield from found.values()


def _day(reading: Reading) -> int:
    own = own_date(reading)
    return (own.first or 0) if own else 0


def _differ(a: _Told, b: _Told, text: RuleText) -> bool:
    x, y = a.rank, b.rank
    if x.number == y.number or (a.reading.index == b.reading.index and not x.by):
        return False
    if not _same_subject(x.subject, y.subject):
        return False
    return _same_ranking(a, b, text) if x.by else _same_sequence(a, b, text)


def _same_subject(x: frozenset[str], y: frozenset[str]) -> bool:
    """Whether the two may be one: they share a name, and neither names a country that the other replaces."""
    shared = names_of(x) & names_of(y)
    own, other = {w for w in x - shared if w[0] == "@"}, {w for w in y - shared if w[0] == "@"}
    if any(w[0] != "@" for w in shared):
        return True
    return bool(shared) and not ({w for w in own if ":" not in w} and {w for w in other if ":" not in w})


def names_of(subject: frozenset[str]) -> frozenset[str]:
    """Names of a subject, persons also by the parts of theirs: "Erdogan" and "Recep Tayyip Erdogan"."""
    parts = (p for w in subject if w.startswith("@person:") for p in w.partition(":")[2].split("-") if len(p) > 3)
    return subject | frozenset(parts)


def _same_ranking(a: _Told, b: _Told, text: RuleText) -> bool:
    x, y = a.rank, b.rank
    if x.scope != y.scope and x.scope and y.scope:
        return False
    if abs(_day(a.reading) - _day(b.reading)) > text.limits["days_ranking"] and _day(a.reading) and _day(b.reading):
        return False
    if min(x.number, y.number) == 1 and not x.scope == y.scope != "":
        return False
    if "*" in (x.head, y.head):
        shared = x.subject & y.subject
        return any(w[0] != "@" for w in shared) and len((x.words | x.context) & (y.words | y.context) - shared) >= 2
    return x.head == y.head and _same_things(x, y)


def _same_things(x: Rank, y: Rank) -> bool:
    """Whether what stands beside the head agrees: "lithium producer" is no "copper producer"."""
    if x.of and y.of and not x.of & y.of and not (x.of & y.modifiers or y.of & x.modifiers):
        return False
    if bool(x.of) != bool(y.of):
        told, other = (x, y) if x.of else (y, x)
        if not told.of & (other.words | other.modifiers):
            return False
    return x.modifiers <= y.modifiers | y.of or y.modifiers <= x.modifiers | x.of


def _same_sequence(a: _Told, b: _Told, text: RuleText) -> bool:
    x, y = a.rank, b.rank
    if x.fixed or y.fixed:
        return x.head == y.head and _one_holder(x, y)
    if x.head != y.head and not _one_gathering(x, y, text):
        return False
    if x.period and y.period:
        return meets(x.period, y.period)
    if not _day(a.reading) or not _day(b.reading):
        return False
    days = abs(_day(a.reading) - _day(b.reading))
    if x.lasting and y.lasting:
        if min(x.number, y.number) < text.limits["least_lasting"] and not (_now(a, text) and _now(b, text)):
            return False
        return days <= text.limits["days_long"]
    if days > text.limits["days_short"] or min(x.number, y.number) < 2:
        return False
    shared = (x.words & y.words) - {x.head}
    return bool(x.countries & y.countries) and len(x.subject & y.subject) >= 2 and len(shared) >= 3


def _one_holder(x: Rank, y: Rank) -> bool:
    """Whether two places in a row are one person's, or those of one country in one alliance."""
    shared = names_of(x.subject) & names_of(y.subject)
    if x.head == "member":
        return sum(1 for w in shared if w[0] == "@") >= _COUNTRY_AND_CLUB
    return any(w[0] != "@" or w.startswith("@person:") for w in shared)


_COUNTRY_AND_CLUB = 2


def _one_gathering(x: Rank, y: Rank, text: RuleText) -> bool:
    """Whether a round and a session are one: told of one time, and counted one apart in a long row."""
    heads = {w for head in (x.head, y.head) for w in [head.lstrip("#")]}
    near = abs(x.number - y.number) == 1 and min(x.number, y.number) >= text.limits["least_gathering"]
    return near and heads <= set(text.words["gatherings"]) and x.period is not None and y.period is not None


def _now(told: _Told, text: RuleText) -> bool:
    """Whether a term is told as the present one: of a first and a second both may be spoken of."""
    span = told.rank.span
    words = told.reading.document.text[span.start : span.end].lower().split()
    return any(w.strip(".,;:") in text.words["now"] for w in words)


def _draft(a: _Told, b: _Told, text: RuleText) -> Draft:
    x, y = a.rank, b.rank
    shared = sorted(w.lstrip("@#") for w in x.subject & y.subject)
    what = ", ".join(shared)
    way = "ranking" if x.by else "sequence"
    values = {
        "a": a.reading.document.text[x.span.start : x.span.end],
        "b": b.reading.document.text[y.span.start : y.span.end],
        "number_a": x.number,
        "number_b": y.number,
        "what": what,
        "same": text.messages[way].format(by=x.by, shared=what),
    }
    return Draft(
        rule=ID,
        kind="order",
        level=text.level,
        confidence=text.limits[f"confidence_{way}"],
        message=text.message.format(**values),
        explanation=text.explanation.format(**values),
        sides=tuple(
            Side(
                document=t.reading.index,
                span=t.rank.span,
                value={"low": t.rank.number, "high": t.rank.number, "unit": "place"},
            )
            for t in (a, b)
        ),
        key=("order", x.by or x.head, what, *sorted((str(x.number), str(y.number)))),
    )
