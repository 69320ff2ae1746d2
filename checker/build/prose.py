"""A document as the builders of events and ranks ask for it: features, dates, and what a statement carries over."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from checker.build.feature import Feature, features, folded
from checker.extract.name import names
from checker.model import Mention, Name, Reading, Span
from checker.pack.entities import entities
from checker.pack.loader import default_pack
from checker.timing import own_date

_OWN = ("body", "thing", "place")
_CARRY = 3  # sentences back that a subject is carried over from
_TAKEN_UP = re.compile(r"(?:The|It|He|She|They|This|That|These|Those|Its|Their|His|Her)\b")
_RUN_IN = 60  # characters up to which the first sentence of a block is a heading run in


class Prose:
    """One document with what is asked of it again and again."""

    def __init__(self, reading: Reading) -> None:
        self.document = reading.document
        self.own = own_date(reading)
        self.sentences = reading.sentences
        self.starts = [s.start for s in reading.sentences]
        self.features = _with_own(features(reading.document.text, reading.names, reading.mentions), reading.names)
        self.places = [f.start for f in self.features]
        self.blocks = [b.span.start for b in reading.document.blocks]
        self._dates: dict[int, list[Mention]] = {}
        for m in reading.mentions:
            if m.kind == "date":
                self._dates.setdefault(self.sentence(m.start), []).append(m)
        title = reading.document.title or ""
        named = names(title)
        self.title = frozenset(f.name for f in _with_own(features(title, named, ()), named))
        self.countries = frozenset("@" + n.entity for n in (*reading.names, *named) if n.kind == "country" and n.entity)
        told = Counter(f.name for f in self.features if f.name in self.countries).most_common(2)
        clear = told and (len(told) == 1 or told[0][1] >= 2 * told[1][1])
        self.main = frozenset([told[0][0]]) if clear else frozenset()

    def within(self, start: int, end: int) -> Sequence[Feature]:
        """Features between two places."""
        return self.features[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def sentence(self, at: int) -> int:
        """Index of the sentence of a place."""
        return max(0, bisect_left(self.starts, at + 1) - 1)

    def block(self, at: int) -> int:
        """Index of the block of a place."""
        return bisect_left(self.blocks, at + 1) - 1

    def dates(self, index: int) -> Sequence[Mention]:
        """Date mentions of one sentence."""
        return self._dates.get(index, ())

    def first_of_block(self, index: int) -> int:
        """Index of the first sentence of the block of a sentence."""
        block = self.block(self.sentences[index].start)
        return self.sentence(self.document.blocks[block].span.start) if block >= 0 else index

    def heading(self, at: int) -> Span | None:
        """The heading that a place stands under."""
        blocks = self.document.blocks
        for i in range(self.block(at), -1, -1):
            if blocks[i].kind in ("heading", "title"):
                return blocks[i].span
        return None

    def subject(self, index: int, clause: Span, without: frozenset[str] = frozenset()) -> frozenset[str]:
        """Entities and names of the clause, else of what stands before it; and a country, carried over from afar."""
        found: frozenset[str] = frozenset()
        for named in self._tiers(index, clause):
            tier = named - without
            if not found:
                found = tier
            if tier & self.countries:
                return found | (tier & self.countries)
        return found

    def _tiers(self, index: int, clause: Span) -> "list[frozenset[str]]":
        """Names from the clause outwards: sentence, heading run in, sentences before, heading, title, document."""
        span = self.sentences[index]
        tiers = [self._entities(clause)]
        # "The agreement was signed on 5 May, the day on which X came": X is not what the agreement is about
        taken_up = bool(_TAKEN_UP.match(self.document.text, span.start, span.end))
        if not taken_up:
            tiers.append(self._entities(span))
        first = self.first_of_block(index)
        item = self.document.blocks[self.block(span.start)].kind == "item" if self.blocks else False
        for back in range(1, _CARRY + 1):
            if index - back < (first - 2 if item else first):
                break
            tiers.append(self._entities(self.sentences[max(0, index - back)]))
        opening = self.sentences[first]
        if opening.end - opening.start <= _RUN_IN:
            tiers.insert(1 if taken_up else 2, self._entities(opening))
        if head := self.heading(span.start):
            tiers.append(self._entities(head))
        return [*tiers, frozenset(w for w in self.title if w.startswith("@")), self.main]

    def _entities(self, span: Span) -> frozenset[str]:
        return frozenset(f.name for f in self.within(span.start, span.end) if f.name[0] == "@" or f.proper)

    def context(self, index: int) -> frozenset[str]:
        """What stands around a sentence: its neighbours in the block, its heading and the title."""
        span = self.sentences[index]
        block = self.block(span.start)
        near = [s for s in self.sentences[max(0, index - 2) : index + 2] if self.block(s.start) == block]
        words = {f.name for s in near for f in self.within(s.start, s.end)}
        if head := self.heading(span.start):
            words |= {f.name for f in self.within(head.start, head.end)}
        return frozenset(words) | self.title


def _with_own(found: list[Feature], named: Sequence[Name]) -> list[Feature]:
    """Features with bodies and places under their own names too: a town is more than the country that it lies in."""
    there = {(f.start, f.name) for f in found}
    shown = entities(default_pack()).title
    own = [Feature(n.span.start, n.span.end, "@" + n.entity) for n in named if n.entity and n.kind in _OWN]
    own += [
        Feature(n.span.start, n.span.end, folded(n.text).replace(" ", "-"), proper=True)
        for n in named
        if n.kind == "country" and n.entity and " " in n.text and n.text != shown.get(n.entity)
    ]
    return sorted([*found, *(f for f in own if (f.start, f.name) not in there)], key=lambda f: (f.start, f.end, f.name))
