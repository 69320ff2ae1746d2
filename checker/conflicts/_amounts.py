"""What the rules over paired amounts share: which pair is a contradiction, of which kind, and how it is worded."""

from collections.abc import Iterator, Mapping, Sequence
from math import isinf, log

import msgspec

from checker.amount import gap, ratio, scale_slip
from checker.model import Claim, Draft, Kind, Level, Pair, Side, Span
from checker.pack.rules import RuleText

_FARTHEST = 5.0  # logarithm of a ratio beyond which it no longer matters
_BACKS = 0.35  # how well a claim must match a side that it agrees with, to be counted to its camp
_INTENT = frozenset({"pledged", "planned", "demanded"})
_MUTE = frozenset({"denied", "rebutted", "hypothetical"})

_Place = tuple[int, Span]


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """A pair whose values cannot both be right, or stand apart as reported."""

    pair: Pair
    kind: Kind
    level: Level
    apart: float
    reasons: tuple[str, ...]


def clashes(pairs: Sequence[Pair], text: RuleText) -> Iterator[Clash]:
    """The pairs that fall to the rule ``text``, whose values do not meet."""
    for pair in pairs:
        clash = _clash(pair, text)
        if clash:
            yield clash


def _clash(pair: Pair, text: RuleText) -> Clash | None:
    a, b = pair.a, pair.b
    kind = kind_of(a, b)
    apart = gap(_committed(a), _committed(b)) if kind == "target" else gap(*_ranges(a, b))
    if apart <= 0 or _told_beside(a, b) or _told_beside(b, a):
        return None
    if kind != text.kind:
        return None
    if kind == "trend" and not _of_one_time(pair):
        return None
    limits = text.limits
    needed = limits["score_same_document"] if a.document == b.document else limits["score"]
    if kind not in ("scale", "trend"):
        needed += limits["far_price"] * min(_FARTHEST, log(ratio(_middle(a), _middle(b)) or 1.0))
    if a.metric and a.metric == b.metric:
        needed -= limits["known"]
    if pair.score < needed:
        return None
    level = _level(a, b, kind)
    return Clash(pair=pair, kind=kind, level=level, apart=apart, reasons=pair.reasons) if level else None


def _of_one_time(pair: Pair) -> bool:
    """Whether two directions are of one time: both say of which, or both of one measure in documents of one season."""
    a, b = pair.a, pair.b
    if a.period_stated and b.period_stated:
        return bool(a.period or b.period)
    if a.period_stated or b.period_stated or a.document == b.document or pair.score < _ONE_MEASURE:
        return False
    one = bool(a.noun and a.entities) and a.noun == b.noun and a.entities == b.entities
    days = [c.told.first for c in (a, b) if c.told and c.told.first]
    return one and len(days) == 2 and abs(days[0] - days[1]) <= _SEASON


_ONE_MEASURE, _SEASON = 0.7, 45


def _ranges(a: Claim, b: Claim) -> tuple[tuple[float, float], tuple[float, float]]:
    """The intervals of two claims. "More than 6,000" and "more than 9,000" do not agree, though one holds both."""
    if a.stance != "pledged" and isinf(a.high) and isinf(b.high) and not (isinf(a.low) or isinf(b.low)):
        return (a.low, a.low * _OVER), (b.low, b.low * _OVER)
    return (a.low, a.high), (b.low, b.high)


_OVER = 1.2  # what "more than" is taken to leave, as a factor, where both sides say it


def _told_beside(a: Claim, b: Claim) -> bool:
    """Whether one side says itself that it differs from a figure such as the other one."""
    return any(abs(x - b.number[0]) <= _SAID * abs(x) for x in a.beside)


_SAID = 0.03  # of a figure, by which what a difference leads to may be rounded


def _committed(c: Claim) -> tuple[float, float]:
    """What a pledge binds its maker to: "at least 2 per cent" to no more than that."""
    return (c.low, c.number[1]) if c.stance in ("pledged", "planned") and isinf(c.high) else (c.low, c.high)


def kind_of(a: Claim, b: Claim) -> Kind:
    """Kind of a difference between two amounts."""
    if a.unit == "trend":
        return "trend"
    if a.unit != "percent" and scale_slip(_middle(a), _middle(b)):
        return "scale"
    if {a.stance, b.stance} & _INTENT and not _settled(a, b):
        return "target"
    return "rate" if a.unit == "percent" else "value"


def _settled(a: Claim, b: Claim) -> bool:
    """Whether one side states as coming what the other pledges: then both speak of the same act."""
    return any(x.stance == "asserted" and y.stance in ("pledged", "planned") for x, y in ((a, b), (b, a)))


def _middle(c: Claim) -> float:
    return (c.number[0] + c.number[1]) / 2


def _level(a: Claim, b: Claim, kind: Kind) -> Level | None:
    stances = {a.stance, b.stance}
    if b.rival == a.mention and a.document == b.document:
        return "divergence"
    if stances & _MUTE:
        return None
    if kind == "target":
        return "divergence" if "demanded" in stances or len(stances) > 1 else "conflict"
    if "forecast" in stances:
        return "divergence"
    bounds = isinf(a.high) and isinf(b.high)
    return "divergence" if bounds or (a.source and b.source and a.source != b.source) else "conflict"


def drafts(found: Sequence[Clash], pairs: Sequence[Pair], text: RuleText) -> Iterator[Draft]:
    """One finding for each group of claims that clash, with its camps."""
    backers = _Backers(pairs) if found else None
    for camp in _components(found):
        stated = {(c.document, c.mention): c for clash in camp for c in (clash.pair.a, clash.pair.b)}
        claims = [c for _, c in sorted({**stated, **(backers.of(stated) if backers else {})}.items())]
        best = max(camp, key=lambda c: c.pair.score)
        a, b = sorted((best.pair.a, best.pair.b), key=lambda c: (c.document, c.mention))
        fields = {
            "a": a.text, "b": b.text, "about": _about(best.pair), "n": str(len(claims)),
            "apart": f"{_share(a, b):.0%}", "shared": ", ".join(_words(best.pair, 5)),
        }  # fmt: skip
        others = _others(claims, a, b)
        level: Level = "conflict" if any(c.level == "conflict" for c in camp) else "divergence"
        yield Draft(
            rule=text.id, kind=text.kind, level=level, confidence=min(0.99, round(0.45 + best.pair.score / 2, 3)),
            message=text.message.format(**fields) + others, explanation=text.explanation.format(**fields),
            sides=tuple(_side(c) for c in claims),
            key=_key(list(stated.values())),
        )  # fmt: skip


def _others(claims: Sequence[Claim], a: Claim, b: Claim) -> str:
    """The values of further camps: "; elsewhere 45,000"."""
    told = [a, b]
    for c in claims:
        if c.unit != "trend" and all(gap((c.low, c.high), (t.low, t.high)) > 0 for t in told):
            told.append(c)
    return f"; elsewhere {' and '.join(c.text for c in told[2:])}" if len(told) > 2 else ""


class _Backers:
    """Who agrees with a claim, by the place of the claim: looked up, as camps are many."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._of: dict[_Place, list[tuple[int, int, Claim]]] = {}
        for n, p in enumerate(pairs):
            if p.score < _BACKS or p.a.unit == "trend" or gap((p.a.low, p.a.high), (p.b.low, p.b.high)) > 0:
                continue
            for way, one, other in ((0, p.a, p.b), (1, p.b, p.a)):
                self._of.setdefault((one.document, one.mention), []).append((n, way, other))

    def of(self, stated: Mapping[_Place, Claim]) -> dict[_Place, Claim]:
        """Claims of further documents that agree with one of the sides: they belong to its camp."""
        documents = {document for document, _ in stated}
        found: dict[_Place, Claim] = {}
        backing = (entry for place in stated for entry in self._of.get(place, ()))
        for _, _, other in sorted(backing, key=lambda entry: entry[:2]):
            if other.document not in documents:
                documents.add(other.document)
                found[other.document, other.mention] = other
        return found


def _key(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Measure and values alone: which words two claims share, and how rare they are, changes with other documents."""
    measures = sorted({c.metric for c in claims if c.metric})
    if claims[0].unit == "trend":  # up or down says little alone
        measures += sorted(frozenset.intersection(*(c.near for c in claims)))
    return (*measures, *sorted({f"{_range(c)} {c.unit}" for c in claims}))


def _range(c: Claim) -> str:
    low, high = c.number
    return f"{low:.10g}" if low == high else f"{low:.10g}-{high:.10g}"


def _components(found: Sequence[Clash]) -> list[list[Clash]]:
    """Clashes that share claims, together; the last one that joined comes first."""
    groups: dict[int, tuple[set[_Place], list[Clash]]] = {}
    owner: dict[_Place, int] = {}
    for n, clash in enumerate(found):
        ends = {(c.document, c.mention) for c in (clash.pair.a, clash.pair.b)}
        touching = [groups.pop(g) for g in sorted({owner[e] for e in ends if e in owner})]
        groups[n] = (ends.union(*(g[0] for g in touching)), [clash, *(c for g in touching for c in g[1])])
        owner.update(dict.fromkeys(groups[n][0], n))
    return [clashes for _, clashes in groups.values()]


def _side(c: Claim) -> Side:
    return Side(
        document=c.document, span=c.span, value=c.value, stance=c.stance, source=c.source,
        period=_days(c) if c.period_stated else None,
    )  # fmt: skip


def _days(c: Claim) -> str | None:
    from datetime import date

    if c.period is None:
        return None
    ends = [date.fromordinal(d).isoformat() if d else ".." for d in (c.period.first, c.period.last)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def _share(a: Claim, b: Claim) -> float:
    """Difference of two stated figures as a share of the larger."""
    largest = max(abs(_middle(a)), abs(_middle(b)))
    return abs(_middle(a) - _middle(b)) / largest if largest else 0.0


def _about(pair: Pair) -> str:
    """What a pair is held to be about, in the words of the first text."""
    return ", ".join(_words(pair, 3))


def _words(pair: Pair, most: int) -> list[str]:
    written = {**pair.b.written, **pair.a.written}
    found = [" ".join(written.get(f, f.lstrip("@#")).split()) for f in pair.shared]
    return list(dict.fromkeys(found))[:most]
