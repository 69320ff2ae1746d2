"""unsupported: a figure of the draft that nothing in the archive or the house facts supports, with the nearest there.

A note, never a conflict. A figure that another finding is about already is left to that finding.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from checker.amount import gap, ratio
from checker.conflicts._amounts import _side as side
from checker.model import Claim, Draft, Pair, Reading, Span
from checker.pack.rules import RuleText

ID = "unsupported"

_MUTE = frozenset({"denied", "rebutted", "hypothetical", "demanded"})


class _Met(msgspec.Struct, frozen=True):
    """A figure of the archive that speaks of what a figure of the draft speaks of."""

    claim: Claim
    close: float
    shared: tuple[str, ...]


def check(pairs: Sequence[Pair], readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One note for each figure of a draft without support, in a run that has an archive or facts."""
    if not any(r.against for r in readings):
        return
    archive = _Archive(readings, text)
    paired = _paired(pairs, {r.index for r in readings if r.against})
    for reading in readings:
        for claim in () if reading.against else reading.claims:
            if _figure(claim, text):
                met = [*paired.get((claim.document, claim.mention), ()), *archive.near(claim)]
                if not any(_agree(claim, m.claim) for m in met):
                    yield _draft(claim, met, text)


def _figure(c: Claim, text: RuleText) -> bool:
    """Whether a claim is a figure that an editor would look for elsewhere: no age, no direction, no small count."""
    if c.unit in text.words["passing"] or c.stance in _MUTE or len(telling(c)) < text.limits["shared"]:
        return False
    return bool(c.metric) or c.unit != "count" or abs(c.number[1]) >= text.limits["least"]


def _paired(pairs: Sequence[Pair], against: set[int]) -> dict[tuple[int, Span], list[_Met]]:
    found: defaultdict[tuple[int, Span], list[_Met]] = defaultdict(list)
    for p in pairs:
        for one, other in ((p.a, p.b), (p.b, p.a)):
            if other.document in against and one.document not in against:
                found[one.document, one.mention].append(_Met(other, 1.0 + p.score, p.shared))
    return found


def _agree(a: Claim, b: Claim) -> bool:
    return gap((a.low, a.high), (b.low, b.high)) <= 0


class _Archive:
    """Figures of the archive by unit and what they speak of; only rare features lead to them."""

    def __init__(self, readings: Sequence[Reading], text: RuleText) -> None:
        self._limits = text.limits
        self._claims: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
        for reading in readings:
            for c in reading.claims if reading.against else ():
                for feature in telling(c):
                    self._claims[c.unit, feature].append(c)

    def near(self, claim: Claim) -> list[_Met]:
        """Figures that share enough with this one, the nearest first."""
        counts: dict[tuple[int, Span], list[str]] = {}
        claims: dict[tuple[int, Span], Claim] = {}
        for feature in sorted(telling(claim)):
            found = self._claims.get((claim.unit, feature), ())
            if len(found) <= self._limits["common"]:
                for c in found:
                    claims[c.document, c.mention] = c
                    counts.setdefault((c.document, c.mention), []).append(feature)
        most = max(1, len(telling(claim)))
        met = [
            _Met(claims[place], len(shared) / most, tuple(shared))
            for place, shared in counts.items()
            if len(shared) >= self._limits["shared"] and _alike(claims[place], claim)
        ]
        return sorted(met, key=lambda m: (-m.close, m.claim.document, m.claim.mention))[: int(self._limits["most"])]


def _alike(a: Claim, b: Claim) -> bool:
    """Whether nothing tells two figures apart: another country, another known metric, another rate."""
    apart = (a.entities and b.entities and not a.entities & b.entities) or (
        a.metric and b.metric and a.metric != b.metric
    )
    return a.per == b.per and a.base == b.base and not apart


def telling(c: Claim) -> frozenset[str]:
    """What the clause of a figure speaks of."""
    return frozenset(f for f, weight in c.features.items() if weight >= _INSIDE)


_INSIDE = 0.7  # weight of a feature of the figure's own clause


def _draft(claim: Claim, met: Sequence[_Met], text: RuleText) -> Draft:
    nearest = min(met, key=lambda m: (-m.close, _far(claim, m.claim), m.claim.document)) if met else None
    fields = {
        "a": claim.text,
        "about": _about(claim),
        "nearest": nearest.claim.text if nearest else "",
    }
    said = text.messages["nearest" if nearest else "nothing"].format(**fields)
    return Draft(
        rule=ID,
        kind=text.kind,
        level="note",
        confidence=text.limits["confidence"],
        message=text.message.format(text=said, **fields),
        explanation=text.explanation.format(text=said, **fields),
        sides=(side(claim), *((side(nearest.claim),) if nearest else ())),
        key=("unsupported", " ".join(sorted(telling(claim))), f"{claim.number[0]:g}", claim.unit),
    )


def _far(a: Claim, b: Claim) -> float:
    return ratio(a.number[0], b.number[0]) if a.number[0] and b.number[0] else float("inf")


def _about(c: Claim) -> str:
    """What a figure is about, in the text's own words."""
    heavy = sorted((f for f in c.features if f in c.near), key=lambda f: (-c.features[f], f))
    words = dict.fromkeys(" ".join(c.written.get(f, f.lstrip("@#")).split()) for f in heavy)
    return ", ".join([*words][:3]) or (c.metric or c.unit).replace("-", " ")
