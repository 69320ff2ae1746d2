"""Schema of ``rules/facts/*.yaml``: what is known and dated, each with its source.

``dated`` are single happenings (a treaty signed, a body founded, an inauguration, an election); ``terms`` say who held
an office when. Both are for comparing with what documents say, never for filling in what they leave out.
"""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from checker.errors import PackError
from checker.pack.loader import load_yaml

DATED_FILES = ("elections", "founding", "inaugurations", "treaties")

_HOLDER = re.compile(r"(\d{4}-\d{2}-\d{2}) (.+)")


class DatedFact(msgspec.Struct, frozen=True, kw_only=True):
    """One happening with its day; ``end`` is the last day where it took several, ISO dates both."""

    id: str
    names: tuple[str, ...]
    kind: str  # election, founding, signing, entry-into-force, accession, withdrawal, inauguration, event
    entity: str
    date: str
    source: str
    end: str = ""


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """``person`` held ``office`` of ``entity`` from ``start`` until the day before ``end`` ("" while in office)."""

    entity: str
    office: str
    person: str
    start: str
    end: str
    source: str


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All facts of a pack, in the order of their files."""

    dated: tuple[DatedFact, ...] = ()
    terms: tuple[Term, ...] = ()
    known_until: str = ""  # ISO day up to which the last holders of the terms were looked up


class _Dated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    names: str  # separated by commas
    kind: str
    entity: str
    date: datetime.date
    source: str
    end: datetime.date | None = None


class _Elections(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    entity: str
    type: str  # general, presidential, parliamentary ...
    names: str
    source: str
    days: tuple[Any, ...]  # a day, or "first/last"


class _DatedFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    dated: tuple[_Dated, ...] = ()
    elections: tuple[_Elections, ...] = ()


class _Office(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    entity: str
    office: str
    source: str
    holders: tuple[str, ...]  # "DATE NAME", each until the next; "DATE -" for a vacancy or an end


class _TermsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    known_until: datetime.date
    sources: dict[str, str]
    terms: tuple[_Office, ...]


@lru_cache(maxsize=8)
def facts(pack: Path) -> Facts:
    """The facts of the pack in the folder ``pack``.

    Raises:
        PackError: a file is broken, or two facts share an id.
    """
    folder = pack / "facts"
    dated = tuple(f for name in DATED_FILES if (folder / f"{name}.yaml").is_file() for f in _dated(folder, name))
    if len({f.id for f in dated}) < len(dated):
        ids = [f.id for f in dated]
        raise PackError(f"{folder}: two facts have the id {next(i for i in ids if ids.count(i) > 1)!r}")
    path = folder / "terms.yaml"
    if not path.is_file():
        return Facts(dated=dated)
    file = load_yaml(path, _TermsFile)
    return Facts(dated=dated, terms=tuple(_terms(path, file)), known_until=file.known_until.isoformat())


def split(names: str) -> tuple[str, ...]:
    """The parts of a text that separates them by commas."""
    return tuple(part.strip() for part in names.split(",") if part.strip())


def _dated(folder: Path, name: str) -> Iterator[DatedFact]:
    file = load_yaml(folder / f"{name}.yaml", _DatedFile)
    for raw in file.dated:
        yield DatedFact(
            id=raw.id,
            names=split(raw.names),
            kind=raw.kind,
            entity=raw.entity,
            date=raw.date.isoformat(),
            source=raw.source,
            end=raw.end.isoformat() if raw.end else "",
        )
    for row in file.elections:
        for day in row.days:
            first, _, last = str(day).partition("/")
            yield DatedFact(
                id=f"election-{row.entity}-{row.type}-{first}",
                names=split(row.names),
                kind="election",
                entity=row.entity,
                date=first,
                source=row.source,
                end=last,
            )


def _terms(path: Path, file: _TermsFile) -> Iterator[Term]:
    for office in file.terms:
        source = file.sources.get(office.source, office.source)
        rows = []
        for holder in office.holders:
            match = _HOLDER.fullmatch(holder)
            if match is None:
                raise PackError(f"{path}: {holder!r} is not of the form 'YYYY-MM-DD NAME'")
            rows.append((match[1], match[2]))
        for i, (start, person) in enumerate(rows):
            if person != "-":
                end = rows[i + 1][0] if i + 1 < len(rows) else ""
                yield Term(
                    entity=office.entity,
                    office=office.office,
                    person=person,
                    start=start,
                    end=end,
                    source=source,
                )
