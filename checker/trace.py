"""The chain from a text to a finding: document, sentence, mention, claim with its slots, and what two claims share.

Nothing is decided here: what the stages made is put into words, step by step, so that an editor can see which step a
finding stands or falls with.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isinf

from checker.amount import gap, readable
from checker.fit import periods_meet
from checker.group import pairs
from checker.model import Claim, Event, Evidence, Finding, Kind, Mention, Office, Pair, Period, Rank, Reading, Span
from checker.pack.metrics import Metric, load_metrics
from checker.pack.rules import RuleText
from checker.report import wording
from checker.text import raw_span

Line = tuple[int, str]  # depth and text; depth 0 is a heading
_NO_AMOUNTS = frozenset({"role", "name", "order", "date", "stale", "weekday", "interval"})
_FINE = 9  # features of a claim that are shown


def chain(finding: Finding, readings: Sequence[Reading], text: RuleText) -> Iterator[Line]:
    """All steps of one finding."""
    by_path = {r.document.path: r for r in readings}
    claims: list[Claim] = []
    for number, evidence in enumerate(finding.evidence, 1):
        yield 0, f"Side {number}: {wording.place(evidence)}"
        yield 1, f"“{wording.clean(evidence.quote)}”"
        details = wording.details(evidence)
        if details:
            yield 1, f"stated: {details}"
        reading = _reading(by_path[evidence.path], readings, evidence)
        yield from _document(reading)
        yield from _read(reading, evidence, claims, finding.kind)
        yield from _reference(reading, evidence, finding.rule)
    yield from _held_together(claims, readings)
    yield 0, f"Rule {text.id}: {text.title}"
    yield 1, text.what
    yield 1, f"Here: {finding.explanation}"


def _reading(found: Reading, readings: Sequence[Reading], evidence: Evidence) -> Reading:
    """The reading that a side comes from; the rows of a sheet of facts have one each, of one path."""
    same = [r for r in readings if r.document.path == evidence.path]
    return next((r for r in same if len(same) > 1 and _inside(r, Span(0, len(r.document.text)), evidence)), found)


def _document(reading: Reading) -> Iterator[Line]:
    document = reading.document
    parts = [
        document.title and f"“{wording.clean(document.title)}”",
        document.author and f"by {wording.clean(document.author)}",
        document.publisher and wording.clean(document.publisher),
        f"dated {_period(document.date)}" if document.date else "undated",
    ]
    yield 1, "document: " + ", ".join(p for p in parts if p)


def _inside(reading: Reading, span: Span, evidence: Evidence) -> bool:
    raw = raw_span(reading.document, span)
    return raw.start < evidence.end and evidence.start < raw.end


def _read(reading: Reading, evidence: Evidence, claims: list[Claim], kind: Kind) -> Iterator[Line]:
    """What was read out of the quote: the claims that state the reported value, else all that stands there."""
    amounts = kind not in _NO_AMOUNTS
    own = [c for c in reading.claims if amounts and _inside(reading, c.mention, evidence)]
    exact = [c for c in own if c.value == evidence.value] or own
    told = next((s for s in reading.sentences if exact and s == exact[0].sentence), None)
    if told:
        yield 1, f"sentence: “{wording.clean(reading.document.text[told.start : told.end])}”"
    for claim in exact:
        claims.append(claim)
        yield from _claim(claim, reading)
    if not exact:
        yield from _others(reading, evidence, kind)


def _claim(c: Claim, reading: Reading) -> Iterator[Line]:
    mention = next((m for m in reading.mentions if (m.start, m.end) == (c.mention.start, c.mention.end)), None)
    yield 1, f"mention: “{wording.clean(c.text)}”"
    if mention:
        yield 2, _normalised(mention)
    yield 2, f"compared as {_interval(c)} {c.unit}".rstrip() + _hedge(c)
    yield 2, _measure(c)
    slots = (
        ("counted", _word(c, c.noun) if c.noun else "nothing named beside the figure"),
        ("of", _list(sorted(c.entities)) or "no country, body or person named"),
        ("per", c.per),
        ("share of", c.base),
        ("change", c.change),
        ("part", _part(c)),
        ("told apart by", _list(name for name, _ in c.kinds)),
        ("period", _when(c, reading)),
        ("stance", c.stance + (", for the future" if c.future else "")),
        ("says so", c.source or "the document itself"),
    )  # fmt: skip
    for name, value in slots:
        if value:
            yield 2, f"{name}: {wording.clean(value)}"


def _part(c: Claim) -> str:
    if c.subset:
        return "one part of another figure"
    return "the whole that another figure is a part of" if c.whole else ""


def _normalised(m: Mention) -> str:
    number = m.number or (0, 0)
    written = readable(number[0]) if number[0] == number[1] else f"{readable(number[0])} to {readable(number[1])}"
    ends = ["open" if end is None else readable(end) if not isinstance(end, str) else end for end in (m.low, m.high)]
    hedge = "" if m.hedge == "exact" else f", hedged ({m.hedge})"
    return f"normalised: {written} {m.unit or 'without a unit'}{hedge}; states {ends[0]} to {ends[1]}"


def _hedge(c: Claim) -> str:
    return (
        ", with the room that its rounding leaves" if c.hedge == "exact" else f", with the room that “{c.hedge}” leaves"
    )


def _interval(c: Claim) -> str:
    low = "anything up" if isinf(c.low) else readable(c.low)
    high = "anything above" if isinf(c.high) else readable(c.high)
    return f"{low} to {high}"


def _measure(c: Claim) -> str:
    heavy = sorted((f for f in c.features if f[0] != "@"), key=lambda f: (-c.features[f], f))[:_FINE]
    words = _list(dict.fromkeys(_word(c, f) for f in heavy)) or "no words"
    known: Metric | None = next((m for m in load_metrics() if m.id == c.metric), None)
    if known is None:
        return f"measure: open, by the words {words}"
    entry = f"rules/metrics/{known.id}.yaml, one of: {', '.join(known.names[:6])}"
    return f"measure: {known.title} ({entry}; moves: {known.moves}), by the words {words}"


def _word(c: Claim, feature: str) -> str:
    return " ".join(c.written.get(feature, feature.lstrip("@#")).split())


def _list(words: "Iterator[str] | Sequence[str] | dict[str, None]") -> str:
    return ", ".join(w.lstrip("@#") for w in words)


def _when(c: Claim, reading: Reading) -> str:
    if c.period is None:
        return "any: none is stated" + ("" if reading.document.date else " and the document bears no date")
    if c.period_stated:
        return f"{_period(c.period)}, as stated"
    return f"{_period(c.period)}, from the document's date"


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    ends = [date.fromordinal(d).isoformat() if d else "" for d in (period.first, period.last)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0] or 'any time'} to {ends[1] or 'any time'}"


def _others(reading: Reading, evidence: Evidence, kind: Kind) -> Iterator[Line]:
    """Happenings, offices, ranks and bare mentions of a quote, for the rules that are not about amounts."""
    if kind in ("role", "name"):
        yield from ((1, _office(o)) for o in reading.offices if _inside(reading, o.span, evidence))
        return
    if kind == "order":
        yield from ((1, _rank(r)) for r in reading.ranks if _inside(reading, r.mention, evidence))
    events = [e for e in reading.events if _inside(reading, Span(e.date.start, e.date.end), evidence)]
    yield from ((1, _event(e)) for e in events)
    told = {(e.date.start, e.date.end) for e in events}
    for m in reading.mentions:
        dated = m.kind == "date" or kind not in ("date", "stale")
        if dated and (m.start, m.end) not in told and _inside(reading, Span(m.start, m.end), evidence):
            yield 1, f"mention: “{wording.clean(m.text)}”, {m.kind}, {_bounds(m)}"


def _reference(reading: Reading, evidence: Evidence, rule: str) -> Iterator[Line]:
    """What the reference facts say of a quote, for the rules that go by them."""
    for k in reading.known if rule == "known-date" else ():
        if _inside(reading, k.span, evidence):
            days = _list([_days(first, last) for first, last in k.days])
            others = _list([_days(first, last) for first, last in k.others])
            yield (
                1,
                f"reference fact: {k.name}, {k.what}: {days}{f'; otherwise: {others}' if others else ''} ({k.source})",
            )
    for t in reading.tenures if rule == "term" else ():
        if _inside(reading, reading.offices[t.office].span, evidence):
            held = _list([_days(start, end or 0) for start, end in t.held])
            yield 1, f"reference fact: in that office {held or 'never'}; then {t.holder or 'nobody known'} ({t.source})"
            yield 1, f"the facts were looked up until {_days(t.until, t.until)}"


def _days(first: int, last: int) -> str:
    ends = [date.fromordinal(d).isoformat() if d else "today" for d in (first, last)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _bounds(m: Mention) -> str:
    ends = [str(end) for end in (m.low, m.high) if end is not None]
    return " to ".join(dict.fromkeys(ends)) or "open"


def _event(e: Event) -> str:
    of = _list(sorted(e.subject)) or "nobody named"
    source = f", a reference fact ({e.source})" if e.source else ""
    return f"event: “{wording.clean(e.date.text)}”, {_bounds(e.date)}, {e.kind} of {of}, told as {e.tense}{source}"


def _office(o: Office) -> str:
    of = f" of {o.of}" if o.of else ""
    how = "as the text says" if o.stated else "as it seems from the text as a whole"
    return f"role: {o.person} is given as {o.office}{of} ({how}), {o.status}"


def _rank(r: Rank) -> str:
    return f"order: number {r.number} of {r.head.lstrip('#')}{f', by {r.by}' if r.by else ''}"


def _held_together(claims: Sequence[Claim], readings: Sequence[Reading]) -> Iterator[Line]:
    """Why pairs of the claims are held to be about one thing, slot by slot."""
    places = {(c.document, c.mention) for c in claims}
    found = [p for p in pairs(readings) if {(p.a.document, p.a.mention), (p.b.document, p.b.mention)} <= places]
    if not found:
        return
    yield 0, "Why they are held to be about one thing"
    for p in found[:6]:
        yield from _pair(p)


def _pair(p: Pair) -> Iterator[Line]:
    shared = _list(dict.fromkeys(_word(p.a, f) for f in p.shared))
    yield 1, f"“{wording.clean(p.a.text)}” and “{wording.clean(p.b.text)}”: match {p.score:.2f} of 1"
    yield 2, f"in common: {shared}"
    if p.a.metric or p.b.metric:
        same = "both" if p.a.metric == p.b.metric else "one"
        yield 2, f"measure: {same} {p.a.metric or p.b.metric}"
    both, either = p.a.entities & p.b.entities, p.a.entities | p.b.entities
    yield (
        2,
        f"of: {_list(sorted(both)) + ' in both' if both else 'named in one only' if either else 'named in neither'}",
    )
    yield 2, f"period: {_periods(p)}"
    yield 2, f"stance: {p.a.stance} and {p.b.stance}"
    for reason in p.reasons:
        yield 2, reason
    apart = gap((p.a.low, p.a.high), (p.b.low, p.b.high))
    told = f"{apart:.0%} apart" if apart else "they meet"
    yield 2, f"compared: {_interval(p.a)} and {_interval(p.b)}, {told}"


def _periods(p: Pair) -> str:
    ends = [_period(c.period) if c.period_stated else f"{_period(c.period) or 'any'} (not stated)" for c in (p.a, p.b)]
    return f"{ends[0]} and {ends[1]}, which {'may be one time' if periods_meet(p.a, p.b) else 'do not meet'}"
