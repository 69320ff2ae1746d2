"""What the pictures show: the stated values of each subject, documents against documents, and dated events."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec
from markupsafe import Markup

from checker.model import Claim, Event, Pair, Reading
from checker.report import charts, wording
from checker.report.html.cards import Card

SUBJECTS = 60  # pictures of subjects at most
_DOCUMENTS = 24  # in the matrix
_EVENTS = 240


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a picture, for its table."""

    path: str
    date: str
    text: str
    stands_for: str
    hedge: str
    source: str
    findings: tuple[int, ...]


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture with what it shows as a table."""

    title: str
    svg: Markup
    rows: tuple[Row, ...]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Findings between documents: ``counts[i][j]``, with the shade of each cell from 0 to 4."""

    paths: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    shades: tuple[tuple[int, ...], ...]
    left_out: int


_Key = tuple[int, int]


def subjects(cards: Sequence[Card], readings: Sequence[Reading], pairs: Sequence[Pair]) -> tuple[list[Picture], int]:
    """One picture a subject that amounts differ on, and how many more there would be."""
    met: defaultdict[_Key, list[Claim]] = defaultdict(list)
    for pair in pairs:
        met[_key(pair.a)].append(pair.b)
        met[_key(pair.b)].append(pair.a)
    groups: dict[tuple[str, str], dict[_Key, Claim]] = {}
    disputed: defaultdict[_Key, list[int]] = defaultdict(list)
    for card in cards:
        claims = [c for s in card.sides for c in s.spot.claims if _drawn(c)]
        for c in claims:
            disputed[_key(c)].append(card.number)
        if len(claims) > 1 and card.finding.level != "note":
            group = groups.setdefault((card.subject, claims[0].unit), {})
            for c in claims:
                group[_key(c)] = c
                group.update({_key(o): o for o in met[_key(c)] if o.unit == c.unit and _drawn(o)})
    made = [
        _picture(f"s{n}", subject, unit, list(group.values()), disputed, readings)
        for n, ((subject, unit), group) in enumerate(list(groups.items())[:SUBJECTS], 1)
    ]
    return made, max(0, len(groups) - SUBJECTS)


def matrix(cards: Sequence[Card]) -> Matrix | None:
    """Documents against documents; ``None`` where no finding is between two of them."""
    counts: Counter[tuple[str, str]] = Counter()
    for card in cards:
        if card.finding.level == "note" or card.status == "dismissed":
            continue
        paths = sorted({s.path for s in card.sides})
        counts.update(combinations(paths, 2) if len(paths) > 1 else [(paths[0], paths[0])])
    of: Counter[str] = Counter()
    for (a, b), number in counts.items():
        of[a] += number
        of[b] += number if a != b else 0
    if len(of) < 2:
        return None
    shown = sorted(sorted(of, key=lambda p: (-of[p], p))[:_DOCUMENTS])
    rows = tuple(tuple(counts[min(a, b), max(a, b)] for b in shown) for a in shown)
    most = max(max(row) for row in rows) or 1
    shades = tuple(tuple(math.ceil(4 * n / most) for n in row) for row in rows)
    return Matrix(paths=tuple(shown), counts=rows, shades=shades, left_out=len(of) - len(shown))


def events(cards: Sequence[Card], readings: Sequence[Reading]) -> tuple[Picture | None, int]:
    """A line of time with what the texts date, the disputed apart, and how many more there would be."""
    sides: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for card in cards:
        if card.finding.level != "note" and card.finding.kind in ("date", "interval", "weekday", "order"):
            for s in card.sides:
                if s.spot.span:
                    sides[s.path].append((s.spot.span.start, s.spot.span.end, card.number))
    found: list[tuple[Event, Reading, tuple[int, ...]]] = []
    for reading in readings:
        its = sides.get(wording.clean(reading.document.path), [])
        for event in reading.events:
            if event.period.first is not None and event.period.last is not None:
                at = event.date.start
                found.append((event, reading, tuple(n for a, b, n in its if a <= at < b)))
    if len(found) < 2:
        return None, 0
    kept = sorted(found, key=lambda f: (not f[2], f[0].period.first or 0, f[1].document.path, f[0].date.start))[
        :_EVENTS
    ]
    rows = tuple(_event_row(*one) for one in kept)
    marks = [
        charts.Happening(
            first=event.period.first or 1,
            last=event.period.last or 1,
            label=f"{row.date}: {row.text} ({row.path})",
            disputed=bool(row.findings),
        )
        for (event, _, _), row in zip(kept, rows, strict=True)
    ]
    title = "Dated events"
    return Picture(title=title, svg=charts.timeline(marks, title, "tl"), rows=rows), len(found) - len(kept)


def _event_row(event: Event, reading: Reading, numbers: tuple[int, ...]) -> Row:
    clause = wording.clean(reading.document.text[event.span.start : event.span.end])
    low, high = event.date.low, event.date.high
    return Row(
        path=wording.clean(reading.document.path),
        date=wording.clean(event.date.text),
        text=clause if len(clause) <= 140 else clause[:139] + "…",
        stands_for=str(low) if low == high else f"{low} to {high}",
        hedge=event.kind,
        source=event.source,
        findings=numbers,
    )


def _key(c: Claim) -> _Key:
    return c.document, c.mention.start


def _drawn(c: Claim) -> bool:
    return c.unit != "trend" and (math.isfinite(c.low) or math.isfinite(c.high))


def _picture(
    key: str,
    subject: str,
    unit: str,
    claims: Sequence[Claim],
    disputed: Mapping[_Key, list[int]],
    readings: Sequence[Reading],
) -> Picture:
    found = sorted(claims, key=lambda c: (_day(c, readings) or 0, readings[c.document].document.path, c.mention.start))
    rows = tuple(_row(c, readings[c.document], tuple(disputed.get(_key(c), ()))) for c in found)
    points = [
        charts.Point(
            day=_day(c, readings),
            low=c.low,
            high=c.high,
            label=f"{row.text} ({row.path}{', ' + row.date if row.date else ''})",
            disputed=bool(row.findings),
            hedged=c.hedge != "exact",
        )
        for c, row in zip(found, rows, strict=True)
    ]
    return Picture(
        title=subject, svg=charts.strip(points, subject, wording.clean(unit.replace("_", " ")), key), rows=rows
    )


def _day(c: Claim, readings: Sequence[Reading]) -> int | None:
    period = readings[c.document].document.date
    return period.first if period else None


def _row(c: Claim, reading: Reading, numbers: tuple[int, ...]) -> Row:
    from datetime import date

    day = reading.document.date.first if reading.document.date else None
    low, high = (f"{v:,.6g}" if math.isfinite(v) else "open" for v in (c.low, c.high))
    return Row(
        path=wording.clean(reading.document.path),
        date=date.fromordinal(day).isoformat() if day else "",
        text=wording.clean(c.text),
        stands_for=low if low == high else f"{low} to {high}",
        hedge=c.hedge,
        source=wording.clean(c.source or ""),
        findings=numbers,
    )
