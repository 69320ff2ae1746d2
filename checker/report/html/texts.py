# ruff: noqa: D102 the fields of a protocol say what they are by their names
"""Documents with their claims in place: the text in its blocks, every claim marked, every finding led to."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

import msgspec
from markupsafe import Markup, escape

from checker.model import Checked, Reading, Span
from checker.report import wording
from checker.report.html.cards import Card
from checker.report.html.places import Place

_TAGS = {
    "title": "h4",
    "heading": "h5",
    "byline": "p",
    "paragraph": "p",
    "item": "p",
    "quote": "blockquote",
    "row": "p",
}


class Entry(Protocol):
    """A row of the ledger, as ``checker.listing`` makes it."""

    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def stance(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def quote(self) -> str: ...


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the ledger as it is shown."""

    number: int
    anchor: str
    where: str
    kind: str
    measure: str
    value: str
    subject: str
    period: str
    stance: str
    source: str
    quote: str
    findings: tuple[int, ...]
    compared: bool


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One document."""

    number: int
    path: str
    title: str
    author: str
    date: str
    against: bool
    notes: tuple[str, ...]
    blocks: Markup
    lines: tuple[Line, ...]
    findings: tuple[int, ...]


_Ends = tuple[int, int, int, int]  # start, end, card, side


def text(
    number: int,
    place: Place,
    checked: Checked | None,
    rows: Sequence[Entry],
    compared: frozenset[tuple[int, Span]],
    cards: Sequence[Card],
) -> Text:
    """The document at ``place`` with its ledger; ``cards`` are those that it has a side in."""
    document = place.document
    sides = [
        (s.spot.span.start, s.spot.span.end, card.number, i)
        for card in cards
        for i, (s, e) in enumerate(zip(card.sides, card.finding.evidence, strict=True), 1)
        if e.path == document.path and s.spot.span
    ]
    levels = {card.number: card.finding.level for card in cards}
    lines, anchors = _lines(number, place, rows, compared, cards)
    marks = sorted(_mentions(place.reading))
    blocks = Markup("\n").join(_blocks(place, marks, sorted(sides), levels, sorted(anchors)))
    return Text(
        number=number,
        path=wording.clean(document.path),
        title=wording.clean(document.title or document.path),
        author=wording.clean(document.author or ""),
        date=(checked.date or "") if checked else "",
        against=place.reading.against,
        notes=tuple(map(wording.clean, document.notes)),
        blocks=blocks,
        lines=lines,
        findings=tuple(sorted({card for _, _, card, _ in sides})),
    )


def _mentions(reading: Reading) -> set[Span]:
    found = {c.mention for c in reading.claims} | {Span(e.date.start, e.date.end) for e in reading.events}
    return found | {o.person_span for o in reading.offices} | {r.mention for r in reading.ranks}


def _lines(
    number: int,
    place: Place,
    rows: Sequence[Entry],
    compared: frozenset[tuple[int, Span]],
    cards: Sequence[Card],
) -> tuple[tuple[Line, ...], list[tuple[int, str]]]:
    """The ledger, and the anchors that its rows point to."""
    sides = [
        (e.start, e.end, card.number, wording.clean(side.spot.token))
        for card in cards
        for e, side in zip(card.finding.evidence, card.sides, strict=True)
        if e.path == place.document.path
    ]
    met = _met(place, compared)
    lines, anchors = [], []
    for i, row in enumerate(rows, 1):
        span = place.text_span(row.start, row.end)
        anchor = f"c{number}-{i}" if span else ""
        if span:
            anchors.append((span.start, anchor))
        value = wording.clean(row.value)
        its = {n for start, end, n, token in sides if start < row.end and row.start < end and value in token}
        lines.append(
            Line(
                number=i,
                anchor=anchor,
                where=f"{row.line}",
                kind=row.kind,
                measure=wording.clean(row.measure.replace("-", " ")),
                value=value,
                subject=wording.clean(row.subject.replace("person:", "")),
                period=row.period,
                stance=row.stance,
                source=wording.clean(row.source),
                quote=wording.clean(row.quote),
                findings=tuple(sorted(its)),
                compared=bool(its) or (row.start, row.end, row.value) in met,
            )
        )
    return tuple(lines), anchors


def _met(place: Place, compared: frozenset[tuple[int, Span]]) -> set[tuple[int, int, str]]:
    index = place.reading.index
    return {
        (*ends, claim.text)
        for ends, claims in place.claims.items()
        for claim in claims
        if (index, claim.mention) in compared
    }


def _blocks(
    place: Place,
    marks: Sequence[Span],
    sides: Sequence[_Ends],
    levels: Mapping[int, str],
    anchors: Sequence[tuple[int, str]],
) -> Iterator[Markup]:
    document = place.document
    for block in document.blocks:
        span = block.span
        inside = marks[bisect_left(marks, Span(span.start, 0)) : bisect_left(marks, Span(span.end, 0))]
        here = [s for s in sides if s[0] < span.end and span.start < s[1]]
        named = anchors[bisect_left(anchors, (span.start, "")) : bisect_left(anchors, (span.end, ""))]
        body = _marked(document.text, span, inside, here, levels, named)
        yield Markup('<{t} class="b-{k}">{b}</{t}>').format(t=_TAGS.get(block.kind, "p"), k=block.kind, b=body)


def _marked(
    text: str,
    span: Span,
    marks: Iterable[Span],
    sides: Sequence[_Ends],
    levels: Mapping[int, str],
    anchors: Iterable[tuple[int, str]],
) -> Markup:
    """One block: the mentions of claims marked, the sides of findings underlined, with links to their cards."""
    opens: defaultdict[int, list[Markup]] = defaultdict(list)
    closes: defaultdict[int, list[Markup]] = defaultdict(list)
    edges = {span.start, span.end}
    for at, anchor in anchors:
        opens[at].append(Markup('<span id="{}"></span>').format(anchor))
        edges.add(at)
    for start, end, card, side in sides:
        if start >= span.start:
            opens[start].append(Markup('<span id="e{}-{}"></span>').format(card, side))
        last = min(end, span.end)
        edges |= {max(start, span.start), last}
        closes[last].append(Markup('<a class="ref" href="#f{n}" aria-label="finding {n}">{n}</a>').format(n=card))
    claims = [Span(m.start, min(m.end, span.end)) for m in marks]
    for m in claims:
        edges |= {m.start, m.end}
    points = sorted(edges)
    parts = [*closes[points[0]], *opens[points[0]]]
    at = 0
    for start, end in pairwise(points):
        while at < len(claims) and claims[at].end <= start:
            at += 1
        shown = escape(text[start:end])
        if any(m.start <= start and end <= m.end for m in claims[at : at + 8]):
            shown = Markup('<mark class="c">{}</mark>').format(shown)
        over = [levels[card] for first, last, card, _ in sides if first <= start and end <= last]
        if over:
            worst = min(over, key=wording.LEVELS.index)
            shown = Markup('<span class="e {}">{}</span>').format(worst, shown)
        parts += [shown, *closes[end], *opens[end]]
    return Markup("").join(parts)
