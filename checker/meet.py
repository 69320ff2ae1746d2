"""Which claims meet: those of one unit that share a key, a key being one of the rarest features of a claim.

A key that many claims have brings nobody together, so what is looked at grows with the number of claims. Nearly all
of it is the same from one run over an archive to the next: a :class:`Memory` keeps which claims were held together,
and a run then looks at what the changed documents changed. The outcome is the same with a memory and without.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

import msgspec

from checker.model import Claim

COMMON = 40  # a feature that more claims than this have as a key is no key to look others up by
KEYS = 14  # rarest features of a claim that it is looked up by
_LEAST = 0.4  # weight that a feature needs, to be a key

_Key = tuple[str, str]  # unit and feature


class State(msgspec.Struct, frozen=True, array_like=True):
    """What a run leaves for the next one over nearly the same documents.

    ``keys`` holds for each document the unit and the keys of its claims, as places in ``words``. ``fits`` are the pairs
    that met and fitted: document, number of the claim in it, and the same of the other.
    """

    documents: list[str]
    words: list[str]
    keys: list[list[list[int]]]
    fits: list[tuple[int, int, int, int]]


class Memory:
    """The state of the last run, and after the call of :func:`meeting` that of this one.

    ``names`` identify the contents of the documents of this run, by their places in it.
    """

    def __init__(self, names: Sequence[str], last: State | None = None) -> None:
        self.names = names
        self.last = last
        self.state: State | None = None


class Claims:
    """Claims with their keys, and who has which."""

    def __init__(self, claims: Sequence[Claim], worth: Mapping[str, float], posted: Mapping[_Key, int]) -> None:
        self.claims = claims
        features = sorted({f for c in claims for f in c.features}, key=lambda f: (-worth[f], f))
        rank = {f: n for n, f in enumerate(features)}
        self.keys = [
            sorted((f for f, w in c.features.items() if w >= _LEAST), key=rank.__getitem__)[:KEYS] for c in claims
        ]
        self.having: defaultdict[_Key, list[int]] = defaultdict(list)
        for i, (claim, keys) in enumerate(zip(claims, self.keys, strict=True)):
            for key in keys:
                self.having[claim.unit, key].append(i)
        self._posted = posted

    def open(self, key: _Key) -> bool:
        """Whether a key brings claims together."""
        return len(self.having[key]) + self._posted.get(key, 0) <= COMMON

    def met(self, key: _Key) -> Iterator[tuple[int, int]]:
        """Pairs of claims that one key brings together."""
        if self.open(key):
            yield from combinations(self.having[key], 2)

    def meet(self, i: int, j: int) -> bool:
        """Whether any key brings two claims together."""
        unit = self.claims[i].unit
        others = self.keys[j]
        return any(self.open((unit, k)) for k in self.keys[i] if k in others)


def meeting(
    claims: Sequence[Claim],
    worth: Mapping[str, float],
    fits: Callable[[Claim, Claim], bool],
    memory: Memory | None = None,
    posted: Mapping[_Key, int] | None = None,
) -> list[tuple[int, int]]:
    """Pairs of places in ``claims`` that meet and fit, ordered by unit.

    Args:
        claims: in the order of their documents.
        worth: how rare each feature is.
        fits: whether two claims may be about the same thing; nothing that depends on other claims.
        memory: what is known from the last run.
        posted: further claims, not at hand, that have a key.
    """
    all_of = Claims(claims, worth, posted or {})
    met = _recalled(all_of, fits, memory) if memory and memory.last else None
    if met is None:
        pairs = {pair for key in all_of.having for pair in all_of.met(key)}
        met = {(i, j) for i, j in pairs if fits(claims[i], claims[j])}
    if memory:
        memory.state = _state(all_of, met, memory.names)
    return sorted(met, key=lambda p: (claims[p[0]].unit, p[1], p[0]))


def _recalled(now: Claims, fits: Callable[[Claim, Claim], bool], memory: Memory) -> set[tuple[int, int]] | None:
    """The pairs by what the last run knew: only what its changed documents touch is looked at again."""
    last = memory.last
    if last is None:
        return None
    first = _firsts(now.claims)
    place = {name: n for n, name in enumerate(memory.names)}
    kept: list[int | None] = [place.get(name) for name in last.documents]
    before, gained = _changes(now, last, kept, first)
    met: set[tuple[int, int]] = set()
    for a, nth_a, b, nth_b in last.fits:
        doc_a, doc_b = kept[a], kept[b]
        if doc_a is not None and doc_b is not None:
            i, j = first[doc_a] + nth_a, first[doc_b] + nth_b
            if now.meet(i, j):
                met.add((i, j) if i < j else (j, i))
    fresh: set[tuple[int, int]] = set()
    for key, new in gained.items():
        if not now.open(key):
            continue
        fresh.update((min(i, j), max(i, j)) for i in new for j in now.having[key] if i != j)
    for key, count in before.items():
        if count > COMMON:
            fresh.update(now.met(key))
    met.update(p for p in fresh - met if fits(now.claims[p[0]], now.claims[p[1]]))
    return met


def _changes(
    now: Claims, last: State, kept: Sequence[int | None], first: Mapping[int, int]
) -> tuple[dict[_Key, int], dict[_Key, list[int]]]:
    """How many claims had each key that has changed, and the claims that have it newly."""
    words = last.words
    had: defaultdict[_Key, int] = defaultdict(int)
    gained: defaultdict[_Key, list[int]] = defaultdict(list)
    lost: set[_Key] = set()
    seen: set[int] = set()
    for document, claims in zip(kept, last.keys, strict=True):
        for nth, numbers in enumerate(claims):
            unit, *old = (words[n] for n in numbers)
            for k in old:
                had[unit, k] += 1
            if document is None:
                lost.update((unit, k) for k in old)
                continue
            i = first[document] + nth
            seen.add(i)
            new = now.keys[i]
            if old != new:
                for k in new:
                    if k not in old:
                        gained[unit, k].append(i)
                lost.update((unit, k) for k in old if k not in new)
    for i, claim in enumerate(now.claims):
        if i not in seen:
            for k in now.keys[i]:
                gained[claim.unit, k].append(i)
    return {key: had.get(key, 0) for key in (*lost, *gained)}, gained


def _firsts(claims: Sequence[Claim]) -> dict[int, int]:
    """Where the claims of each document begin."""
    first: dict[int, int] = {}
    for i, claim in enumerate(claims):
        first.setdefault(claim.document, i)
    return first


def _state(now: Claims, met: set[tuple[int, int]], names: Sequence[str]) -> State:
    words: dict[str, int] = {}
    first = _firsts(now.claims)
    documents = list(first)
    order = {d: n for n, d in enumerate(documents)}
    keys: list[list[list[int]]] = []
    for begin, end in pairwise([*first.values(), len(now.claims)]):
        keys.append(
            [[words.setdefault(w, len(words)) for w in (now.claims[i].unit, *now.keys[i])] for i in range(begin, end)]
        )
    fits = []
    for i, j in sorted(met):
        a, b = now.claims[i].document, now.claims[j].document
        fits.append((order[a], i - first[a], order[b], j - first[b]))
    return State([names[d] for d in documents], list(words), keys, fits)
