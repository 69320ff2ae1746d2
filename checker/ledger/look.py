"""What a draft has to be compared with: the documents of a ledger that its claims, names, dates and offices lead to."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from checker.amount import gap, scale_slip
from checker.conflicts import date, name, order, role, unsupported
from checker.fit import fits
from checker.group import Corpus, Rarity, telling_digits
from checker.ledger.base import among, meta
from checker.ledger.terms import Term, terms
from checker.ledger.write import unpacked
from checker.meet import COMMON, Claims
from checker.model import Claim, Reading
from checker.pack.rules import RuleText

_CLAIM = msgspec.msgpack.Decoder(Claim)
_NEAREST = 10  # documents that one date, office or rank of a draft leads to
_EACH = 2  # documents for each holder of an office
_PLACES = 5  # documents that one spelling of a name leads to
_MOST = 2000  # statements about one office that are looked at


class Found(msgspec.Struct, frozen=True):
    """Numbers and paths of documents by path, and the spellings of names that the draft's have to be held against."""

    documents: list[tuple[int, str]]
    spellings: frozenset[tuple[str, ...]]


def candidates(
    base: sqlite3.Connection, drafts: Sequence[Reading], texts: Mapping[str, RuleText], known: frozenset[str]
) -> Found:
    """What the drafts have to be compared with; documents that are ``known`` (paths in the ledger) are left out."""
    claims = [c for r in drafts for c in r.claims]
    found = _by_claims(base, claims)
    if unsupported.ID in texts:
        found |= _supporting(base, claims, texts[unsupported.ID])
    spellings: set[str] = set()
    for term in sorted({term for reading in drafts for term in terms(reading, texts)}):
        documents, forms = _by_term(base, term, texts)
        found |= documents
        spellings.update(forms)
    paths = among(base, "SELECT id, path FROM document WHERE id IN", sorted(found))
    return Found(
        documents=sorted(((n, p) for n, p in paths if p not in known), key=lambda x: x[1]),
        spellings=frozenset(tuple(s.split(" ")) for s in spellings),
    )


def corpus(base: sqlite3.Connection, claims: Sequence[Claim], absent: frozenset[int]) -> Corpus:
    """What the whole archive makes of the features of some claims."""
    names = sorted({f for c in claims for f in c.features})
    return Corpus(
        total=int(meta(base, "total") or b"0"),
        count=dict(among(base, "SELECT name, n FROM feature WHERE name IN", names)),
        posted=_posted(base, claims),
        absent=absent,
    )


def _posted(base: sqlite3.Connection, claims: Sequence[Claim]) -> dict[tuple[str, str], int]:
    by_unit: dict[str, set[str]] = {}
    for claim in claims:
        by_unit.setdefault(claim.unit, set()).update(claim.features)
    return {
        (unit, feature): n
        for unit in sorted(by_unit)
        for feature, n in among(
            base, "SELECT name, n FROM keyword WHERE unit = ? AND name IN", sorted(by_unit[unit]), unit
        )
    }


def _by_claims(base: sqlite3.Connection, claims: Sequence[Claim]) -> set[int]:
    """Documents with a claim that may be about the same thing as one of these."""
    known = corpus(base, claims, frozenset(c.document for c in claims))
    looked = Claims(claims, Rarity(claims, known).worth, known.posted)
    wanted: dict[int, list[Claim]] = {}
    for claim, keys in zip(claims, looked.keys, strict=True):
        for key in keys:
            if looked.open((claim.unit, key)):
                for number in _having(base, claim.unit, key):
                    wanted.setdefault(number, []).append(claim)
    slips: dict[int, list[Claim]] = {}
    for claim in claims:
        digits = telling_digits(claim)
        if digits:
            for number in _having(base, claim.unit, f"={digits}"):
                slips.setdefault(number, []).append(claim)
    found: set[int] = set()
    numbers = sorted({*wanted, *slips})
    for number, document, data in among(base, "SELECT id, document, data FROM claim WHERE id IN", numbers):
        if document in found:
            continue
        other = _CLAIM.decode(unpacked(data))
        msgspec.structs.force_setattr(other, "document", -1)
        if any(fits(claim, other) for claim in wanted.get(number, ())) or any(
            scale_slip(claim.number[0], other.number[0]) for claim in slips.get(number, ())
        ):
            found.add(document)
    return found


def _supporting(base: sqlite3.Connection, claims: Sequence[Claim], text: RuleText) -> set[int]:
    """For each figure a document that supports it, else the one whose figure speaks of the most that this one does."""
    found: set[int] = set()
    for claim in claims:
        shared: Counter[int] = Counter()
        for feature in sorted(unsupported.telling(claim)):
            shared.update(_having(base, claim.unit, feature, int(text.limits["common"])))
        best = sorted((-n, number) for number, n in shared.items() if n >= text.limits["shared"])
        numbers = [number for _, number in best[: int(text.limits["most"])]]
        rows = {r[0]: r for r in among(base, "SELECT id, document, data FROM claim WHERE id IN", numbers)}
        others = [(rows[n][1], _CLAIM.decode(unpacked(rows[n][2]))) for n in numbers]
        others = [(document, other) for document, other in others if other.per == claim.per]
        agree = [d for d, other in others if gap((claim.low, claim.high), (other.low, other.high)) <= 0]
        found.update(agree[:1] or [d for d, _ in others[:1]])
    return found


def _having(base: sqlite3.Connection, unit: str, key: str, most: int = COMMON) -> list[int]:
    """Claims that a key leads to, where it leads to few."""
    row = base.execute("SELECT id, n FROM keyword WHERE unit = ? AND name = ?", (unit, key)).fetchone()
    if row is None or row[1] > most:
        return []
    return [number for (number,) in base.execute("SELECT claim FROM posting WHERE keyword = ?", (row[0],))]


def _by_term(base: sqlite3.Connection, term: Term, texts: Mapping[str, RuleText]) -> tuple[set[int], list[str]]:
    """Documents that one thing in the draft leads to, and spellings of a name."""
    row = base.execute("SELECT id FROM term WHERE name = ?", (term.text,)).fetchone()
    rule = term.text.partition("/")[0]
    if row is None:
        return set(), []
    if rule == name.ID and name.ID in texts:
        return _other_spellings(base, row[0], term, texts[name.ID])
    if rule == date.ID and date.ID in texts:
        limits = texts[date.ID].limits
        return _near(base, row[0], term, max(limits[k] for k in ("near_unique", "near_future", "near_recurring"))), []
    if rule == order.ID and order.ID in texts:
        limits = texts[order.ID].limits
        return _near(base, row[0], term, max(limits["days_ranking"], limits["days_long"]), other=True), []
    if rule in (role.ID, "person") and role.ID in texts:
        return _each(base, row[0], term, texts[role.ID].limits["days"]), []
    return set(), []


def _near(base: sqlite3.Connection, term: int, given: Term, days: float, *, other: bool = False) -> set[int]:
    """The documents nearest in time that tell of the same; with ``other`` those that say something else of it."""
    first, last = (given.day - days, given.day + days) if given.day else (0, 10**7)
    query = "SELECT document FROM hook WHERE term = ? AND day BETWEEN ? AND ?"
    if other:
        query += " AND extra != ?"
    query += " GROUP BY document ORDER BY min(abs(day - ?)), document LIMIT ?"
    values = [term, first, last, *([given.extra] if other else []), given.day, _NEAREST]
    return {document for (document,) in base.execute(query, values)}


def _each(base: sqlite3.Connection, term: int, given: Term, days: float) -> set[int]:
    """The nearest documents for each holder of an office, and for each office of a person."""
    first, last = (given.day - days, given.day + days) if given.day else (0, 10**7)
    found: dict[str, list[tuple[int, int]]] = {}
    query = "SELECT day, document, extra FROM hook WHERE term = ? AND (day = 0 OR day BETWEEN ? AND ?) LIMIT ?"
    for day, document, extra in base.execute(query, (term, first, last, _MOST)):
        found.setdefault(extra, []).append((abs(day - given.day), document))
    if set(found) <= {given.extra}:
        return set()  # all agree
    return {document for some in found.values() for _, document in sorted(some)[:_EACH]}


def _other_spellings(base: sqlite3.Connection, term: int, given: Term, text: RuleText) -> tuple[set[int], list[str]]:
    """Documents with a name that differs from one of the draft by a slip."""
    common = int(text.limits["common"])
    query = "SELECT DISTINCT extra FROM hook WHERE term = ? LIMIT ?"
    forms = [extra for (extra,) in base.execute(query, (term, common + 1))]
    if len({*forms, given.extra}) > common:
        return set(), []
    mine = name.Form(tuple(given.extra.split(" ")), given.extra, ())
    slips = [f for f in forms if name.slip(mine, name.Form(tuple(f.split(" ")), f, ()), text)]
    if not slips:
        return set(), []
    found: set[int] = set()
    for form in (*slips, given.extra):
        query = "SELECT document FROM hook WHERE term = ? AND day = 0 AND extra = ? LIMIT ?"
        found.update(document for (document,) in base.execute(query, (term, form, _PLACES)))
    return found, [*slips, given.extra]
