"""Findings as cards: what an editor needs to decide on one, in words."""

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from checker.model import Checked, Claim, Decision, Evidence, Finding, Report
from checker.report import queries, wording
from checker.report.html.places import Place, Spot

_HEDGES = {"about": "about", "nearly": "just below", "over": "just above"}


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a card."""

    letter: str
    anchor: str
    path: str
    where: str
    title: str
    author: str
    date: str
    against: bool
    spot: Spot
    value: str
    exact: str
    stance: str
    source: str
    period: str


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One finding. ``place`` is its rank in the order of the documents."""

    number: int
    finding: Finding
    status: str
    decision: Decision | None
    title: str
    why: str
    fine_if: tuple[str, ...]
    subject: str
    sides: tuple[Side, ...]
    difference: str
    query: str
    place: int

    @property
    def tokens(self) -> str:
        """What stands against what."""
        return " v ".join(dict.fromkeys(wording.clean(s.spot.token) for s in self.sides if s.spot.token))

    @property
    def signature(self) -> str:
        """What a decision holds for: the quotes and values."""
        return "\n".join(
            [*(wording.clean(e.quote) for e in self.finding.evidence), *map(wording.value, self.finding.evidence)]
        )


def cards(report: Report, places: Mapping[str, Place], decisions: Sequence[Decision]) -> list[Card]:
    """Cards of all findings that are shown or dismissed, the gravest first."""
    documents = wording.documents(report)
    order = {d.path: i for i, d in enumerate(report.documents)}
    by_print = {d.fingerprint: d for d in decisions}
    found: list[tuple[Finding, Decision | None]] = [(f, f.decision) for f in report.findings]
    for hidden in report.hidden:
        if hidden.how == "dismissed":
            one = hidden.finding
            known = by_print.get(one.fingerprint)
            if known is None or known.status != "dismissed":
                known = Decision(fingerprint=one.fingerprint, status="dismissed", reason=hidden.reason)
            found.append((one, known))
    spots = {id(f): [_spot(e, places, len(f.evidence) == 1) for e in f.evidence] for f, _ in found}
    in_order = sorted(found, key=lambda p: (_at(p[0], order, documents), p[0].fingerprint))
    rank = {id(f): i for i, (f, _) in enumerate(in_order)}
    found.sort(key=lambda p: (wording.LEVELS.index(p[0].level), -p[0].confidence, -_gap(p[0]), rank[id(p[0])]))
    rules = {rule.id: rule for rule in report.rules}
    made = []
    for number, (finding, decision) in enumerate(found, 1):
        rule = rules.get(finding.rule)
        its = spots[id(finding)]
        made.append(
            Card(
                number=number,
                finding=finding,
                status=decision.status if decision else "open",
                decision=decision,
                title=rule.title if rule else finding.rule,
                why=rule.why if rule else "",
                fine_if=rule.fine_if if rule else (),
                subject=_subject(finding, its, rule.title if rule else finding.kind),
                sides=tuple(
                    _side(number, i, e, s, documents)
                    for i, (e, s) in enumerate(zip(finding.evidence, its, strict=True))
                ),
                difference=_difference(finding.evidence),
                query=queries.question(finding, documents),
                place=rank[id(finding)],
            )
        )
    return made


def label(claims: Sequence[Claim]) -> str:
    """What claims are about, in the words of the text: the metric or what they share, and of whom."""
    if not claims:
        return ""
    metric = next((c.metric for c in claims if c.metric), None)
    shared = set(claims[0].features)
    whose = set(claims[0].entities)
    for c in claims[1:]:
        shared &= set(c.features)
        whose &= set(c.entities)
    written = {f: c.written[f] for c in reversed(claims) for f in c.written}
    if metric:
        words = [metric.replace("-", " ")]
    else:
        weight = {f: sum(c.features.get(f, 0) for c in claims) for f in shared}
        best = sorted((f for f in shared if not f.startswith("@") and f in written), key=lambda f: (-weight[f], f))
        words = [" ".join(written[f] for f in best[:3])]
    people = sorted({written[f] for f in whose if f in written})
    return " · ".join(wording.clean(w) for w in [*words, ", ".join(people[:3])] if w)


def _subject(finding: Finding, spots: Sequence[Spot], title: str) -> str:
    said = label([c for s in spots for c in s.claims])
    if said:
        return said
    unit = next((str(e.value["unit"]) for e in finding.evidence if e.value and e.value.get("unit")), "")
    if finding.kind == "role" and unit:
        return unit.replace("-", " ")
    return {"name": "names", "date": "dates", "interval": "dates", "weekday": "dates"}.get(finding.kind, title)


def _spot(evidence: Evidence, places: Mapping[str, Place], alone: bool) -> Spot:
    place = places.get(evidence.path)
    if place is None:
        return Spot(span=None, before="", parts=((evidence.quote, False),), after="")
    return place.spot(evidence, alone)


def _side(number: int, i: int, e: Evidence, spot: Spot, documents: Mapping[str, Checked]) -> Side:
    document = documents.get(e.path)
    return Side(
        letter=chr(65 + i) if i < 26 else str(i + 1),
        anchor=f"e{number}-{i + 1}" if spot.span else "",
        path=wording.clean(e.path),
        where=wording.clean(e.place) if e.place else f"line {e.line}",
        title=wording.clean(document.title or "") if document else "",
        author=wording.clean(document.author or "") if document else "",
        date=(document.date or "") if document else "",
        against=bool(document and document.against),
        spot=spot,
        value=wording.value(e),
        exact=_exact(e, spot.claims),
        stance=e.stance or "",
        source=wording.clean(e.source or ""),
        period=wording.clean(e.period or ""),
    )


def _exact(e: Evidence, claims: Sequence[Claim]) -> str:
    value = e.value or {}
    low, high = value.get("low"), value.get("high")
    if value and (low is None) != (high is None):
        return "a bound"
    hedge = next((_HEDGES[c.hedge] for c in claims if c.hedge in _HEDGES), "")
    claim = claims[0] if claims else None
    if claim and math.isfinite(claim.low) and math.isfinite(claim.high) and claim.high > claim.low:
        room = f"stands for {claim.low:,.6g} to {claim.high:,.6g}"
        return f"{hedge}; {room}" if hedge else room
    return hedge or ("a range" if low != high else "exact" if isinstance(low, int | float) else "")


def _middle(e: Evidence) -> float | None:
    ends = [v for v in ((e.value or {}).get("low"), (e.value or {}).get("high")) if isinstance(v, int | float)]
    return sum(ends) / len(ends) if ends else None


def _gap(finding: Finding) -> float:
    """How far apart the sides are, relative to the larger one."""
    values = [v for v in map(_middle, finding.evidence) if v is not None]
    most = max(map(abs, values), default=0)
    return (max(values) - min(values)) / most if len(values) > 1 and most else 0.0


def _difference(evidence: Iterable[Evidence]) -> str:
    """Absolute and relative, where the sides are amounts of one unit."""
    amounts = [(v, e) for e in evidence if (v := _middle(e)) is not None]
    units = {str((e.value or {}).get("unit")) for _, e in amounts}
    if len(amounts) < 2 or len(units) != 1:
        return ""
    (low, one), (high, _) = min(amounts, key=lambda a: a[0]), max(amounts, key=lambda a: a[0])
    if high == low:
        return ""
    unit = units.pop()
    apart = msgspec.structs.replace(one, value={"low": high - low, "high": high - low, "unit": unit})
    shown = wording.value(apart)
    if unit == "percent" or unit.startswith(("percent_", "percent/")):
        shown = f"{shown.partition('%')[0]} percentage point{'' if high - low == 1 else 's'}"
    share = f" ({(high - low) / abs(low):.0%} of the lower one)" if low else ""
    return shown + share


def _at(finding: Finding, order: Mapping[str, int], documents: Mapping[str, Checked]) -> tuple[int, int]:
    return min(
        ((order.get(e.path, len(order)), e.start) for e in finding.evidence
         if not (e.path in documents and documents[e.path].against)),
        default=(len(order), 0),
    )  # fmt: skip
