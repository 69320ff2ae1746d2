"""What the reference facts know of the persons whom a text gives an office: when they held it, and who did instead."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from checker.extract.name import parts
from checker.model import Office, Reading, Tenure
from checker.pack.entities import entities
from checker.pack.facts import facts
from checker.pack.loader import default_pack

_SURNAME_FIRST = frozenset(("cn", "kh", "kp", "kr", "tw", "vn"))  # as the facts write their names
_MONTH = 31  # a document that is dated no better than this has no day to compare with
_STEADY = 60  # days around the document's date in which an office must not have changed hands


class _Term(NamedTuple):
    entity: str
    office: str
    person: str
    parts: frozenset[str]
    surnames: frozenset[str]
    start: int
    end: int | None
    source: str


def tenures(reading: Reading) -> tuple[Tenure, ...]:
    """What is known of the office statements of a dated document that speak of the present."""
    period = reading.document.date
    if period is None or period.first is None or period.last is None or period.last - period.first > _MONTH:
        return ()
    made = (_tenure(i, o, period.first) for i, o in enumerate(reading.offices) if o.status == "in office" and o.of)
    return tuple(t for t in made if t)


def _tenure(index: int, office: Office, day: int) -> Tenure | None:
    terms = _terms().get((office.office, office.of or ""), ())
    told = frozenset(parts(office.person))
    if not terms or not told:
        return None
    until = date.fromisoformat(facts(default_pack()).known_until).toordinal()
    own = [t for t in terms if _same(told, t)]
    holder = _holder(terms, day)
    if own:
        held = tuple((t.start, t.end) for t in own)
        person, since = (holder.person, holder.start) if holder else ("", 0)
        return Tenure(office=index, held=held, holder=person, since=since, until=until, source=own[0].source)
    other = next((t for t in _all() if len(told & t.parts) > 1 and _holds(t, day)), None)
    if other is None or holder is None or day > until:
        return None
    return Tenure(
        office=index, holder=holder.person, since=holder.start, other=other.office, other_of=other.entity,
        other_country=entities(default_pack()).title.get(other.entity, ""), until=until,
        source=other.source,
    )  # fmt: skip


def _same(told: frozenset[str], term: _Term) -> bool:
    return len(told & term.parts) > 1 or (len(told) == 1 and bool(told & term.surnames))


def _holder(terms: Sequence[_Term], day: int) -> _Term | None:
    return next((t for t in terms if _holds(t, day)), None)


def _holds(term: _Term, day: int) -> bool:
    """Whether somebody held an office on a day and for a while before and after it."""
    return term.start + _STEADY <= day and (term.end is None or day + _STEADY < term.end)


@cache
def _all() -> tuple[_Term, ...]:
    return tuple(
        _Term(
            entity=t.entity,
            office=t.office,
            person=t.person.split(",")[0],
            parts=frozenset(p for name in t.person.split(",") for p in parts(name)),
            surnames=frozenset(
                parts(name)[0 if t.entity in _SURNAME_FIRST else -1] for name in t.person.split(",") if parts(name)
            ),
            start=date.fromisoformat(t.start).toordinal(),
            end=date.fromisoformat(t.end).toordinal() if t.end else None,
            source=t.source,
        )
        for t in facts(default_pack()).terms
    )


@cache
def _terms() -> dict[tuple[str, str], tuple[_Term, ...]]:
    table: dict[tuple[str, str], list[_Term]] = {}
    for term in _all():
        table.setdefault((term.office, term.entity), []).append(term)
    return {key: tuple(some) for key, some in table.items()}
