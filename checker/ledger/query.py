"""Listing claims of a ledger: by metric, subject, period or document."""

import sqlite3
from collections.abc import Iterator

from checker.errors import UsageError
from checker.ledger.write import load
from checker.model import Claim, Reading
from checker.period import from_iso


def claims(
    base: sqlite3.Connection,
    *,
    metric: str | None = None,
    subject: str | None = None,
    period: str | None = None,
    document: str | None = None,
) -> Iterator[tuple[Reading, Claim]]:
    """Claims with their documents, in the order of paths and texts.

    ``subject`` is an entity of the rule pack ("jp"), ``period`` an ISO date, month or year that a claim has to overlap,
    or two of them as in "2024-03..2025"; ``document`` a path or a pattern with ``*``.

    Raises:
        UsageError: the period is none.
    """
    query = "SELECT c.id, c.document, d.path FROM claim c JOIN document d ON d.id = c.document WHERE 1"
    values: list[object] = []
    if metric:
        query += " AND c.metric = ?"
        values.append(metric)
    if subject:
        query += " AND c.id IN (SELECT claim FROM subject WHERE name IN (?, ?))"
        values += [subject.lower().lstrip("@"), "@" + subject.lower().lstrip("@")]
    if period:
        first, last = _days(period)
        query += " AND (c.first IS NOT NULL OR c.last IS NOT NULL) AND coalesce(c.first, 0) <= ?"
        query += " AND coalesce(c.last, 10000000) >= ?"
        values += [last, first]
    if document:
        query += " AND d.path GLOB ?"
        values.append(document)
    seen: dict[int, tuple[Reading, list[int]]] = {}
    for number, of, path in base.execute(query + " ORDER BY d.path, c.id", values).fetchall():
        if of not in seen:
            seen.clear()
            ids = [n for (n,) in base.execute("SELECT id FROM claim WHERE document = ? ORDER BY id", (of,))]
            seen[of] = (load(base, 0, of, path), ids)
        reading, ids = seen[of]
        yield reading, reading.claims[ids.index(number)]


def _days(period: str) -> tuple[int, int]:
    first, _, last = period.partition("..")
    ends = from_iso(first), from_iso(last or first)
    if ends[0] is None or ends[1] is None or ends[0].first is None or ends[1].last is None:
        raise UsageError(f"{period!r} is no period: give 2025, 2025-03, 2025-03-24 or two of them as 2024-06..2025")
    return ends[0].first, ends[1].last
