"""Which claims may be about the same thing: found by what they share, never by comparing all with all.

Claims of one comparable unit are looked up by their rarest features. A claim meets only those that share one of them,
so the cost grows with the number of claims. Of the claims that a claim meets in one document, only its best match
counts, and only where it is that claim's best match too: a reader pairs "54,000 troops" with the one other figure for
the same troops, not with every figure near by.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isinf, log

import msgspec

from checker.amount import gap, ratio, scale_slip
from checker.fit import WEAK, fits, one_sort, rivals, shared, told_apart, twins
from checker.meet import COMMON, Memory, meeting
from checker.model import Claim, Pair, Reading, Span

_AGREES = 0.6  # how well, beside a clash, another figure must match that agrees, for the clash to be none
_RESTRICTED = 0.8  # one side says "local", "net", "private" and the other does not
_NEAR_TOP = 0.75  # a pair far below the best one of either claim is what is left over, not a match
_BOUND_NEAR = 1.3
_SAME_METRIC = 0.2
_PROPER = 1.3
_COUNTED = 0.8  # what a shared noun tells that is no feature of the words
# a pair with the same digits is worth this much; two digits alone, and one of a million or more, must share this much
_SLIP, _SLIP_SHARES, _SLIP_ONE, _MILLION = 0.4, 0.2, 0.85, 1e6


class Corpus(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an archive of which only some documents are at hand.

    ``count`` and ``total`` are what its rarity goes by, ``posted`` how many of its claims have a key (by unit).
    ``absent`` tells which documents at hand are no part of the archive.
    """

    total: int
    count: Mapping[str, int]
    posted: Mapping[tuple[str, str], int]
    absent: frozenset[int]


def sentence_features(claims: Iterable[Claim]) -> tuple[int, Counter[str]]:
    """How many sentences state something, and in how many of them each feature stands."""
    sentences = {(c.document, c.sentence): c for c in claims}
    return len(sentences), Counter(f for c in sentences.values() for f, w in c.features.items() if w >= 0.5)


class Rarity:
    """How telling a feature is: rare ones in the documents at hand count for more."""

    def __init__(self, claims: Sequence[Claim], corpus: Corpus | None = None) -> None:
        own = [c for c in claims if corpus is None or c.document in corpus.absent]
        self.total, self.count = sentence_features(own)
        if corpus:
            self.count.update({f: corpus.count.get(f, 0) for c in claims for f in c.features})
            self.total += corpus.total
        spread = log(self.total + 6)
        known = {f for c in claims for f in c.features}
        self.worth = {f: (spread - log(self.count[f] + 0.5)) / spread for f in known} | dict.fromkeys(WEAK, 0.3)
        self._own: dict[int, float] = {}

    def of(self, feature: str) -> float:
        """Between 0 and about 1; little for words that go with any figure."""
        return self.worth[feature]

    def own(self, c: Claim) -> float:
        """What all that a claim speaks of is worth, where it stands beside the figure."""
        if id(c) not in self._own:
            worth = self.worth
            self._own[id(c)] = sum(w * worth[f] for f, w in c.features.items() if w >= 0.7)
        return self._own[id(c)]


def pairs(readings: Sequence[Reading], memory: Memory | None = None, corpus: Corpus | None = None) -> list[Pair]:
    """Pairs of claims held to be about the same thing, whether or not their values agree, best first.

    ``memory`` spares work that the last run has done; ``corpus`` stands for the rest of an archive.
    """
    claims = [c for r in readings for c in r.claims]
    rarity = Rarity(claims, corpus)
    scored: dict[tuple[object, object], Pair] = {}
    for i, j in meeting(claims, rarity.worth, fits, memory, corpus.posted if corpus else None):
        pair = _pair(claims[i], claims[j], rarity)
        if pair:
            scored[_ends(pair)] = pair
    for pair in _slips(claims, rarity):
        if _ends(pair) not in scored or scored[_ends(pair)].score < pair.score:
            scored[_ends(pair)] = pair
    return [*_mutual(list(scored.values())), *_voices(readings)]


def _voices(readings: Sequence[Reading]) -> Iterator[Pair]:
    """What two voices make of one thing, one right after the other: see ``checker.build.voices``."""
    for r in readings:
        at = {c.mention: c for c in r.claims}
        for b in r.claims:
            a = at.get(b.rival) if b.rival else None
            if a and rivals(a, b):
                strong = sorted(a.features, key=lambda f: (-a.features[f], f))
                yield Pair(a=a, b=b, score=_VOICES, shared=tuple(strong[:8]))


_VOICES = 0.8  # how sure it is that the second of two voices speaks of the same


def _ends(p: Pair) -> tuple[tuple[int, Span], tuple[int, Span]]:
    return (p.a.document, p.a.mention), (p.b.document, p.b.mention)


def _slips(claims: Sequence[Claim], rarity: Rarity) -> Iterator[Pair]:
    """Pairs whose telling digits agree and whose scale does not: "2.47 billion" and "2.47 million" are no chance.

    The digits stand in for much of what two claims otherwise have to share, and for a period or subject left unsaid.
    """
    same: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for c in claims:
        digits = telling_digits(c)
        if digits:
            same[c.unit, digits].append(c)
    for (_, digits), group in sorted(same.items()):
        for i, b in enumerate(group[:COMMON]):
            for a in group[:i]:
                if a.per != b.per or _counts_other(a, b) or told_apart(a, b):
                    continue
                if scale_slip(a.number[0], b.number[0]):
                    pair = _slip(a, b, rarity, len(digits))
                    if pair:
                        yield pair


def telling_digits(c: Claim) -> str:
    """The digits of a figure, where they are so many and so exact that another with the same is no chance."""
    if c.unit in ("percent", "trend") or c.number[0] != c.number[1]:
        return ""
    digits = _digits(c.number[0])
    return digits if len(digits) >= 2 or abs(c.number[0]) >= _MILLION else ""


def _digits(number: float) -> str:
    """The digits of a number without what only sets its scale: "247" for 2.47 million."""
    return f"{abs(number):.5e}".partition("e")[0].replace(".", "").rstrip("0")


def _counts_other(a: Claim, b: Claim) -> bool:
    return a.unit == "count" and not (one_sort(a.noun, b.noun) and bool(a.noun) == bool(b.noun))


def _slip(a: Claim, b: Claim, rarity: Rarity, digits: int) -> Pair | None:
    shared = [f for f in a.features if f in b.features]
    weight = {f: min(a.features[f], b.features[f]) * rarity.of(f) for f in shared if f not in WEAK}
    said = sum(w for f, w in weight.items() if f not in a.proper & b.proper)
    if not weight or (digits < 3 and said < _SLIP_SHARES) or (digits < 2 and said < _SLIP_ONE):
        return None
    strong = tuple(sorted(weight, key=lambda f: (-weight[f], f)))
    return Pair(
        a=a, b=b, score=min(1.0, round(_SLIP + 0.1 * digits + 0.1 * sum(weight.values()), 4)), shared=strong[:8]
    )


def _pair(a: Claim, b: Claim, rarity: Rarity) -> Pair | None:
    """The pair that two claims which fit make."""
    common = shared(a, b)
    worth, proper = rarity.worth, a.proper & b.proper
    weight = {f: min(a.features[f], b.features[f]) * (worth[f] * _PROPER if f in proper else worth[f]) for f in common}
    together = sum(weight.values())
    own = min(rarity.own(a), rarity.own(b))
    if a.noun and a.noun == b.noun and a.noun not in a.features and a.unit == "count":
        together, own = together + _COUNTED, own + _COUNTED  # a thing by its type: F-35s
    if own <= 0:
        return None
    if twins(a, b):
        together = max(together, own)
    known = a.metric and a.metric == b.metric
    coverage = together / (own + 0.8) + (_SAME_METRIC if known or _one_moved(a, b) else 0.0)
    if {n for n, _ in a.kinds} != {n for n, _ in b.kinds} or _others_moved(a, b):
        coverage *= _RESTRICTED
    if _of_one_firm(a, b) or _of_one_firm(b, a):
        coverage *= _FIRM
    strong = tuple(sorted(common, key=lambda f: (-weight[f], f)))
    return Pair(a=a, b=b, score=round(min(1.0, coverage), 4), shared=strong[:8])


def _of_one_firm(a: Claim, b: Claim) -> bool:
    """Whether ``a`` is of somebody in a country that only stands around it, and ``b`` of that country itself."""
    if not a.entities or any(a.features.get(e, 0.0) >= _OWN for e in a.entities):
        return False
    firm = any(f[0] != "@" and a.features[f] >= _OWN and f not in b.features for f in a.proper)
    return firm and all(b.features.get(e, 0.0) >= _OWN for e in a.entities)


_OWN, _FIRM = 0.7, 0.7


def _one_moved(a: Claim, b: Claim) -> bool:
    """Whether it is the same thing that went up or down."""
    return a.unit == "trend" and bool(a.noun) and a.noun == b.noun


def _others_moved(a: Claim, b: Claim) -> bool:
    return a.unit == "trend" and bool(a.noun and b.noun) and a.noun != b.noun


def _mutual(scored: list[Pair]) -> Iterator[Pair]:
    """Pairs in which each side is the other's best match among the claims of that document.

    A figure that agrees with another one there nearly as well is no contradiction of this one.
    """
    best: dict[tuple[int, int, int], float] = {}
    agrees: dict[tuple[int, int, int], float] = {}
    top: dict[tuple[int, int], float] = {}
    rated = []
    for p in scored:
        agree = _agree(p)
        rank = _rank(p, agree)
        keys = _key(p.a, p.b), _key(p.b, p.a)
        rated.append((p, agree, rank, keys))
        for k in keys:
            best[k] = max(best.get(k, 0.0), rank)
            if not agree:  # a third document that repeats a figure takes nothing away from its contradiction
                top[k[:2]] = max(top.get(k[:2], 0.0), p.score)
            if agree and p.a.unit != "trend":  # a direction agrees with half of all others
                agrees[k] = max(agrees.get(k, 0.0), p.score)
    mutual = [r for r in rated if all(r[2] >= best[k] - 1e-9 for k in r[3])]
    mutual.sort(key=lambda r: (-r[0].score, r[0].a.document, r[0].a.mention, r[0].b.document, r[0].b.mention))
    for p, agree, _, keys in mutual:
        left_over = any(p.score < _NEAR_TOP * top.get(k[:2], 0.0) for k in keys)
        if agree or (not left_over and all(agrees.get(k, 0.0) < _AGREES * p.score for k in keys)):
            yield p


def _key(one: Claim, other: Claim) -> tuple[int, int, int]:
    return one.document, one.mention.start, other.document


def _agree(p: Pair) -> bool:
    """Whether two figures may be one; a bound far from a figure says nothing of it: "fewer than 680" of 304."""
    if gap((p.a.low, p.a.high), (p.b.low, p.b.high)) > 0:
        return False
    bound = isinf(p.a.low) or isinf(p.a.high) or isinf(p.b.low) or isinf(p.b.high)
    return not bound or ratio(p.a.number[0], p.b.number[0]) <= _BOUND_NEAR


def _rank(p: Pair, agree: bool) -> float:
    """Score for choosing among matches: a figure that agrees is preferred to one that does not."""
    return (
        p.score
        + (0.12 if agree else 0.03 if scale_slip(p.a.number[0], p.b.number[0]) else 0.0)
        - 0.02 * min(3.0, log(ratio(p.a.number[0], p.b.number[0]) if a_finite(p) else 20.0))
    )


def a_finite(p: Pair) -> bool:
    """Whether both figures are other than zero."""
    return bool(p.a.number[0]) and bool(p.b.number[0])
