"""The claims of documents as rows: ``checker claims``."""

import csv
import io
from collections.abc import Iterable, Sequence

import msgspec

from checker import engine
from checker.collect import collect
from checker.model import Claim, Document, Event, Office, Period, Rank, Reading, Span, Unreadable
from checker.place import named
from checker.report.wording import clean
from checker.text import line_column, line_starts, raw_span


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim as it is shown."""

    path: str
    line: int
    column: int
    start: int
    end: int
    kind: str
    measure: str
    value: str
    low: float | str | None = None
    high: float | str | None = None
    unit: str = ""
    subject: str = ""
    period: str = ""
    stance: str = ""
    source: str = ""
    quote: str = ""
    place: str = ""  # "page 3", where the text is extracted


_SHORT = ("place", "kind", "measure", "value", "subject", "period", "stance", "quote")


def claims(paths: Sequence[str], options: engine.Options) -> tuple[list[Row], list[Unreadable]]:
    """Rows of all claims, events and offices in the order of the documents, and what could not be read."""
    inputs = collect(paths, (), options.stdin, options.stdin_name, options.selection)
    got = [engine.attempt_read(one, options) for one in inputs.found]
    readings, failed = engine.readings_of([d for d in got if isinstance(d, Document)], options)
    unreadable = [u for u in got if isinstance(u, Unreadable)]
    return [row for r in readings for row in rows(r)], [*inputs.missing, *unreadable, *failed]


def claim_rows(found: Iterable[tuple[Reading, Claim]]) -> list[Row]:
    """Rows of claims with their documents, in the order given."""
    return [_claim(reading, claim) for reading, claim in found]


def rows(reading: Reading) -> list[Row]:
    """Rows of one document in the order of the text."""
    made = [_claim(reading, c) for c in reading.claims]
    made += [_event(reading, e) for e in reading.events]
    made += [_office(reading, o) for o in reading.offices]
    made += [_rank(reading, r) for r in reading.ranks]
    return sorted(made, key=lambda r: (r.start, r.end, r.kind, r.measure, r.value))


def _claim(reading: Reading, one: Claim) -> Row:
    value = one.value
    return _row(
        reading,
        one.span,
        kind="direction" if one.unit == "trend" else "amount",
        measure=one.metric or _words({f.lstrip("#") for f in one.near if not f.startswith("@")}),
        value=one.text,
        low=value.get("low"),
        high=value.get("high"),
        unit=str(value.get("unit") or ""),
        subject=_words(one.entities),
        period=_period(one.period),
        stance=one.stance,
        source=one.source or "",
    )


def _rank(reading: Reading, one: Rank) -> Row:
    value = reading.document.text[one.mention.start : one.mention.end]
    subject = _words(one.subject)
    return _row(reading, one.span, kind="rank", measure=f"{one.by} {one.head}".strip(), value=value, subject=subject)


def _event(reading: Reading, one: Event) -> Row:
    return _row(
        reading,
        one.span,
        kind="event",
        measure=one.kind,
        value=one.date.text,
        low=one.date.low,
        high=one.date.high,
        subject=_words(one.subject),
        period=_period(one.period),
    )


def _office(reading: Reading, one: Office) -> Row:
    of = f" of {one.of}" if one.of else ""
    return _row(reading, one.span, kind="role", measure=one.office + of, value=one.person, stance=one.status)


def _row(reading: Reading, span: Span, **fields: object) -> Row:
    raw = raw_span(reading.document, span)
    line, column = line_column(line_starts(reading.document.raw), raw.start)
    place = {"path": reading.document.path, "line": line, "column": column, "start": raw.start, "end": raw.end}
    quote = reading.document.raw[raw.start : raw.end]
    return msgspec.convert({**place, **fields, "quote": quote, "place": named(reading.document, raw.start)}, Row)


def _words(of: Iterable[str]) -> str:
    return " ".join(sorted(f.lstrip("@#") for f in of))


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    from datetime import date

    first, last = (date.fromordinal(d).isoformat() if d else "" for d in (period.first, period.last))
    return first if first == last else f"{first}..{last}"


def render(form: str, rows: Sequence[Row]) -> str:
    """Rows as a table, as JSON, as JSON lines or as CSV."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(list(rows)), indent=2).decode() + "\n"
    if form == "jsonl":
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(Row.__struct_fields__)
        writer.writerows(msgspec.structs.astuple(row) for row in rows)
        return out.getvalue()
    return _table(rows)


def _table(rows: Sequence[Row]) -> str:
    from tabulate import tabulate

    shown = [
        [
            f"{r.path}, {r.place}" if r.place else f"{r.path}:{r.line}:{r.column}",
            r.kind,
            r.measure,
            r.value,
            r.subject,
            r.period,
            r.stance,
            _short(r.quote),
        ]
        for r in rows
    ]
    return tabulate(shown, _SHORT, tablefmt="simple", disable_numparse=True) + "\n"


def _short(quote: str) -> str:
    text = clean(quote)
    return text if len(text) <= 60 else text[:59] + "…"
