"""Whose an office is: the entity named beside it, else that of the known holder, else the country a text is about."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from checker.extract._post import Post
from checker.extract.name import parts
from checker.model import Name
from checker.pack.entities import Index, OfficeIndex, entities, office_index
from checker.pack.facts import facts

_HEAD_OF_BODY = frozenset(
    (
        "secretary-general",
        "director-general",
        "managing-director",
        "president",
        "chief",
        "executive-director",
        "chief-executive",
        "governor",
    )
)
_NEEDS_BODY = _HEAD_OF_BODY - {"president"} | {
    "chair", "mayor", "chief-economist", "operation-commander", "speaker", "administrator", "director",
}  # fmt: skip
_EUROPEAN = {
    "foreign-policy-chief": "eu",
    "commission-president": "eu",
    "council-president": "eu",
    "trade-commissioner": "eu",
}
_SURNAME_FIRST = frozenset(("cn", "kh", "kp", "kr", "tw", "vn"))  # as the facts write their names
_OF_EU = {"european-commission": "commission-president", "european-council": "council-president"}


class _Holder(NamedTuple):
    """One who held an office: of what entity, the parts of the name, and the part that stands for the person alone."""

    entity: str
    parts: frozenset[str]
    alone: frozenset[str]


class Owners(NamedTuple):
    """What tells whose the offices of one text are."""

    entities: Index
    offices: OfficeIndex
    known: dict[tuple[str, str], tuple[_Holder, ...]]
    main: str | None

    def resolve(self, at: Post, name: Name) -> tuple[str, str | None, bool] | None:
        """Office, its entity, and whether the text names that beside it; None for an office that nobody can place."""
        office, of = at.office, at.of
        stated = of is not None
        if of is None and at.owner in ("its", "their"):
            return office, None, False
        if of is None:
            of = _EUROPEAN.get(office) or self._known(office, name)
        if of is None and at.owner:
            return (office, self._known(office, name), False)
        if of is None and office == "president" and len(parts(name.text)) > 1:
            for european in _OF_EU.values():
                if self._known(european, name):
                    return european, "eu", stated
        if of is None and office not in _NEEDS_BODY:
            of = self.main
        if of == "europe":
            of = "eu"
        return self._named(office, of, stated)

    def _named(self, office: str, of: str | None, stated: bool) -> tuple[str, str | None, bool] | None:
        country = self.entities.of.get(of) if of else None
        if of in self.offices.central_banks and office in _HEAD_OF_BODY | {"chair"}:
            return "central-bank-governor", country, stated
        if of in _OF_EU and office == "president":
            return _OF_EU[of], "eu", stated
        if of is None or len(of) == 2:
            if office in _NEEDS_BODY and not (office == "speaker" and of):
                return None
        elif office in _HEAD_OF_BODY and of != "eu":
            office = "head"
        elif country is not None and len(country) == 2 and office not in _NEEDS_BODY:
            of = country
        return self.offices.elsewhere.get((office, of or ""), office), of, stated

    def _known(self, office: str, name: Name) -> str | None:
        """The entity whose office it was of everybody in the facts who may be meant."""
        split = parts(name.text)
        if not split:
            return None
        told = frozenset(split)
        rows = {row for end in (split[0], split[-1]) for row in self.known.get((office, end), ())}
        found = {h.entity for h in rows if len(told & h.parts) > 1 or (len(told) == 1 and told & h.alone)}
        return next(iter(found)) if len(found) == 1 else None


def owners(names: Sequence[Name], pack: Path) -> Owners:
    """For a text with these names."""
    index = entities(pack)
    counts: Counter[str] = Counter()
    for name in names:
        if name.entity is None or name.kind == "person":
            continue
        country = name.entity if name.kind == "country" else index.of.get(name.entity, "")
        if len(country) == 2:
            counts[country] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    main = None
    if ranked:
        second = ranked[1][1] if len(ranked) > 1 else 0
        if ranked[0][1] >= 1.5 * second and ranked[0][1] >= 0.35 * sum(counts.values()):
            main = ranked[0][0]
    return Owners(index, office_index(pack), _known_holders(pack), main)


@lru_cache(maxsize=4)
def _known_holders(pack: Path) -> dict[tuple[str, str], tuple[_Holder, ...]]:
    """Persons that held an office, by the office and each part of their names."""
    found: dict[tuple[str, str], dict[_Holder, None]] = {}
    for term in facts(pack).terms:
        for spelling in term.person.split(","):
            split = parts(spelling)
            surname = split[0] if term.entity in _SURNAME_FIRST else split[-1]
            row = _Holder(term.entity, frozenset(split), frozenset((surname,)))
            for part in split:
                found.setdefault((term.office, part), {})[row] = None
    return {key: tuple(value) for key, value in found.items()}
