"""What stands around a figure: its sentence, the one before, heading, lead and title, each with its weight."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache

from checker.build.clause import clauses
from checker.build.feature import Feature, concept, features
from checker.extract.words import WORD
from checker.model import Block, Mention, Name, Reading, Span
from checker.pack.exclusive import load_exclusive

# Weight of a feature by where it stands, as seen from the figure.
SAID = 0.5
SEGMENT, CLAUSE, SENTENCE, BEFORE, CARRIED, HEADING, TITLE, THEME = 1.0, 0.7, 0.5, 0.25, 0.5, 0.4, 0.15, 0.4
TOPIC = 0.4  # the country that the block named last
_THEME_SHARE, _THEME_LEAST = 0.3, 3  # an entity that takes this share of a document's entities is what it is about
_PRONOUN = re.compile(
    r"[\"'“‘*]*(?:[A-Z][A-Z. ]+: +)?(?:It|Its|He|His|She|Her|They|Their|That|This|These|Those|There|Of these"
    r"|Of those|Of them|The (?:figure|total|number|rest|same|deal|sum|country|group|party|alliance|coalition"
    r"|company|government|force|fleet|law|bill|pact)|The [\w’'-]+-based \w+)\b"
)
_ONLY_LINKS = re.compile(r"[\s,]*(?:(?:and|or|the)\s+)?")
_QUESTION = 240  # characters of a question that an answer takes its subject from
_HEADING_REACH = 12  # blocks
_THIN = 4  # a sentence of fewer features speaks of what the one before it spoke of


def outside(names: Sequence[Name], mentions: Sequence[Mention]) -> list[Name]:
    """Names that are no part of a figure: "US" in "US$8 billion" is no country."""
    starts = [m.start for m in mentions]

    def inside(n: Name) -> bool:
        i = bisect_right(starts, n.span.start) - 1
        return i >= 0 and n.span.start < mentions[i].end

    return [n for n in names if not inside(n)]


class Places:
    """The features of one document, by where they stand, with its headings and its theme."""

    def __init__(self, reading: Reading) -> None:
        document = reading.document
        self.text = document.text
        self.published = document.date
        self.blocks: Sequence[Block] = document.blocks
        self.starts = [b.span.start for b in self.blocks]
        named = outside(reading.names, reading.mentions)
        self.features = _with_places(features(self.text, named, reading.mentions), named)
        self.feature_starts = [f.start for f in self.features]
        self.title = self.within(next((b.span for b in self.blocks if b.kind == "title"), Span(0, 0)))
        self.theme = theme(self.features)
        self.demonyms = [n for n in named if n.demonym and n.entity]
        countries = (n.entity for n in reading.names if n.entity and n.kind in ("country", "alliance"))
        self.countries = frozenset("@" + entity for entity in countries)

    def within(self, span: Span) -> list[Feature]:
        """The features of a stretch of text."""
        return self.features[bisect_left(self.feature_starts, span.start) : bisect_left(self.feature_starts, span.end)]

    def block_at(self, offset: int) -> Block | None:
        """The block that a place stands in."""
        i = bisect_right(self.starts, offset) - 1
        return self.blocks[i] if i >= 0 else None

    def question_before(self, offset: int) -> Span | None:
        """The question that the block of a place answers, where the block before is one."""
        at = bisect_right(self.starts, offset) - 1
        before = self.blocks[at - 1].span if at > 0 else None
        if before is None or before.end - before.start > _QUESTION or self.blocks[at - 1].kind == "heading":
            return None
        return before if self.text[before.start : before.end].rstrip(' *_"”').endswith("?") else None

    def country_before(self, block: Block, offset: int) -> list[Feature]:
        """The country that a block named last before a place: what it goes on to speak of."""
        named = [f for f in self.within(Span(block.span.start, offset)) if f.name in self.countries]
        return named[-1:]

    def heading_of(self, offset: int) -> Span | None:
        """The heading that a place stands under, where one is near."""
        last = bisect_right(self.starts, offset) - 1
        for block in reversed(self.blocks[max(0, last - _HEADING_REACH) : last + 1]):
            if block.kind == "heading":
                return block.span
        return None


class Near:
    """One sentence with its surroundings."""

    def __init__(self, places: Places, sentence: Span, previous: Span | None, earlier: Span | None = None) -> None:
        self.text, self.published, self.countries = places.text, places.published, places.countries
        self.sentence = sentence
        first = bisect_left(places.demonyms, sentence.start, key=lambda n: n.span.start)
        last = bisect_left(places.demonyms, sentence.end, key=lambda n: n.span.start)
        self.demonyms = places.demonyms[first:last]
        self.clauses = clauses(self.text, sentence)
        self.inside = places.within(sentence)
        self.told = [m.span() for m in _TOLD.finditer(self.text, sentence.start, sentence.end)]
        block = places.block_at(sentence.start)
        thin = len({f.name for f in self.inside}) < _THIN
        self.carried = thin or bool(_PRONOUN.match(self.text, sentence.start))
        same = previous is not None and block is not None and previous.start >= block.span.start
        self.previous = places.within(previous) if previous and (same or self.carried) else []
        self.earlier: list[Feature] = []
        if earlier and block is not None and self.carried and earlier.start >= block.span.start:
            self.earlier = places.within(earlier)
        self.topic = places.country_before(block, sentence.start) if block else []
        heading = places.heading_of(sentence.start)
        self.heading = places.within(heading) if heading else []
        asked = places.question_before(sentence.start)
        self.heading = [*self.heading, *places.within(asked)] if asked else self.heading
        self.lead = places.within(_lead(self.text, block)) if block else []
        self.title, self.theme = places.title, places.theme

    def clause_at(self, offset: int) -> Span:
        """The clause that a place stands in."""
        return next((c for c in self.clauses if c.start <= offset < c.end), self.sentence)


def _with_places(found: list[Feature], named: Sequence[Name]) -> list[Feature]:
    """Features with places under their own names too: a province is less than the country that it lies in."""
    own = [Feature(n.span.start, n.span.end, "@" + n.entity) for n in named if n.entity and n.kind == "place"]
    there = {(f.start, f.name) for f in found}
    return sorted([*found, *(f for f in own if (f.start, f.name) not in there)], key=lambda f: (f.start, f.end, f.name))


def theme(feats: Sequence[Feature]) -> list[Feature]:
    """The entity that a document speaks of most, where one stands out: what "the country" and "we" are."""
    entities = [f for f in feats if f.name[0] == "@"]
    counts = Counter(f.name for f in entities)
    if not counts:
        return []
    name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    enough = count >= _THEME_LEAST and count >= _THEME_SHARE * len(entities)
    return [next(f for f in entities if f.name == name)] if enough else []


def _lead(text: str, block: Block) -> Span:
    """The first sentence or bold lead of a list item or paragraph: "Sri Lanka. The fifth review ..."."""
    end = text.find(". ", block.span.start, min(block.span.end, block.span.start + 60))
    return Span(block.span.start, end if end >= 0 else block.span.start)


# Who said so, and to whom, is not what the figure measures: "..., the premier told reporters at the airport".
_TOLD = re.compile(
    r",\s+(?:[^,;.:“\"]{2,50}?\s)?(?:said|says|told|added|noted|argued|argues|believes?|believed|reckons?|reckoned|thinks?|estimates?|estimated|claims?|claimed)\b(?!\s+that\b)[^,;.:“\"]*"
    r"|\baccording to [^,;.:“\"]*",
    re.IGNORECASE,
)


def weigh(near: Near, clause: Span, part: Span) -> tuple[dict[str, float], frozenset[str], dict[str, str]]:
    """The features of a figure's surroundings with their weights, which of them are names, and how each is written."""
    weights: dict[str, float] = {}
    proper: set[str] = set()
    written: dict[str, str] = {}

    def add(found: Sequence[Feature], weight: float) -> None:
        for f in found:
            if weight > weights.get(f.name, 0.0):
                weights[f.name] = weight
                written[f.name] = near.text[f.start : f.end]
            if f.proper or f.name[0] == "@":
                proper.add(f.name)

    add(near.title, TITLE)
    add(near.theme, THEME)
    add(near.heading, HEADING)
    add(near.lead, CARRIED)
    add(near.topic, TOPIC)
    add(near.earlier, BEFORE)
    add(near.previous, CARRIED if near.carried else BEFORE)
    for f in near.inside:
        inside_part = part.start <= f.start < part.end
        inside_clause = clause.start <= f.start < clause.end
        told = any(start <= f.start < end for start, end in near.told)
        add([f], SAID if told else SEGMENT if inside_part else CLAUSE if inside_clause else SENTENCE)
    return weights, frozenset(proper), written


def entities_of(near: Near, part: Span, clause: Span) -> frozenset[str]:
    """The countries and alliances that a figure is stated of: of its own part, else the clause, the sentence, before.

    Bodies, regions and persons do not tell two figures apart: they are as often who says so as whom it is of.
    """

    def of(found: Sequence[Feature]) -> frozenset[str]:
        return frozenset(f.name for f in found if f.name in near.countries)

    return (
        of([f for f in near.inside if part.start <= f.start < part.end])
        or of([f for f in near.inside if clause.start <= f.start < clause.end])
        or of(near.inside)
        or of(near.lead)
        or of(near.previous)
        or of(near.heading)
    )


def noun_of(near: Near, mention: Mention) -> str:
    """Feature of what a mention counts: "#troops" for "54,000 American service members", a type of jet by its name."""
    model = _MODEL.match(near.text, mention.end) if mention.unit is None else None
    if model:
        return model[1].lower()
    if not mention.noun:
        if mention.unit:
            return ""
        harmed = _HARMED.search(near.text, near.sentence.start, mention.start)
        if harmed or near.text.startswith(" lives", mention.end):
            return "person"
        return _noun_behind_names(near, mention) or _members_of(near, mention) or _noun_of_all(near, mention)
    last = mention.noun.split()[-1]
    for f in near.inside:
        if mention.end <= f.start < mention.end + 80 and near.text[f.start : f.end].lower().endswith(last):
            return f.name
    return concept(last)


# "32 F-35s", "48 of the F-35 jets"
_MODEL = re.compile(r"\s+(?:of (?:the|its|their)\s+|more\s+|new\s+)?([A-Z]{1,4}-\d{1,3})[A-Z]{0,2}s?(?![\w-])")


def _members_of(near: Near, mention: Mention) -> str:
    """What a body of people is made of: the troops of "a garrison of 2,500"."""
    led = _BODY_OF.search(near.text[max(near.sentence.start, mention.start - 40) : mention.start])
    return concept(_MEMBERS[led[1].lower()]) if led else ""


_MEMBERS = {
    "garrison": "troops", "force": "troops", "contingent": "troops", "army": "troops", "brigade": "troops",
    "battalion": "troops", "detachment": "troops", "workforce": "workers", "staff": "workers", "fleet": "ships",
    "navy": "ships", "armada": "ships", "flotilla": "ships",
}  # fmt: skip
_BODY_OF = re.compile(
    r"\b(" + "|".join(_MEMBERS) + r")\s+of\s+(?:(?:some|about|around|roughly|nearly|almost|only|just|over|more than"
    r"|at least|up to)\s+)?$",
    re.IGNORECASE,
)


# "... and displaced 2.5 million": whom such a verb counts are people
_HARMED = re.compile(
    r"\b(?:killed|killing|displaced|displacing|uprooted|wounded|injured|evacuated|detained|arrested|drowned|uprooting|wounding)\s+"
    r"(?:(?:some|about|around|roughly|nearly|almost|over|more than|at least|up to|another|as many as)\s+)?$"
)


def _noun_of_all(near: Near, mention: Mention) -> str:
    """Those of whom a part is counted: the Syrians of "Of the Syrians abroad, half a million have gone"."""
    led = _OF_ALL.fullmatch(near.text, near.sentence.start, mention.start)
    if led is None:
        return ""
    named = [f for f in near.inside if led.start(1) <= f.start < led.end(1)]
    return next((f.name for f in named if f.name[0] in "@#"), named[0].name if named else "")


_OF_ALL = re.compile(
    r"[\s\"'“‘]*(?:(?:And|But)\s+)?(?:Of|Among)\s+(?:all\s+)?(?:the|its|his|her|their|those|these)\s+([^,;.\d]{3,60}),\s+"
    r"(?:(?:only|just|some|about|around|roughly|nearly|almost|more than|fewer than|at least|over|under)\s+)?"
)


def noun_of_whole(near: Near, mention: Mention, others: Sequence[Mention]) -> str:
    """What a part of a stated whole counts: the provinces of "16 out of 28 provinces"."""
    whole = next((o for o in others if o.start > mention.end), None)
    if mention.unit is not None or whole is None or not _OUT_OF.fullmatch(near.text[mention.end : whole.start]):
        return ""
    return noun_of(near, whole)


_OUT_OF = re.compile(
    r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|all\s+|our\s+|their\s+|(?:the\s+)?[\w-]+['’]s\s+)?", re.IGNORECASE
)


def _noun_behind_names(near: Near, mention: Mention) -> str:
    """The noun of "17,000 American and Filipino troops": the first concept, where only names stand before it."""
    end = mention.end
    for f in near.inside:
        if f.start < mention.end:
            continue
        if not _ONLY_LINKS.fullmatch(near.text[end : f.start]):
            return ""
        if f.name[0] != "@":
            return f.name if f.name[0] == "#" and end > mention.end else ""
        end = f.end
    return ""


@cache
def _exclusive() -> dict[str, tuple[str, str]]:
    """Set and word by the feature of the word."""
    sets = load_exclusive().sets.items()
    return {concept(w): (name, concept(w)) for name, words in sets for w in words if " " not in w}


@cache
def _exclusive_phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """Phrases that stand for their first word: cash is a way of counting in "cash terms" only."""
    names = {w: name for name, words in load_exclusive().sets.items() for w in words if " " in w}
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names))) + r")\b", re.IGNORECASE), names


def nation_of(near: Near, mention: Mention) -> frozenset[str]:
    """The country of those whom a figure counts, where it says so: of "18 Cambodian soldiers"."""
    end, found = mention.end, set()
    for n in near.demonyms:
        if n.span.start >= mention.end and _ONLY_LINKS.fullmatch(near.text[end : n.span.start]):
            found.add(f"@{n.entity}")
            end = n.span.end
    return frozenset(found)


def kinds_of_part(near: Near, part: Span, noun: str) -> tuple[tuple[str, str], ...]:
    """The exclusive words of a figure's own part, by their sets, and whether it is of a time before the one at hand."""
    table = _exclusive()
    words = {concept(m[0]) for m in WORD.finditer(near.text, part.start, part.end)} | {noun}
    words.update(f.name for f in near.inside if part.start <= f.start < part.end)
    found = {table[w] for w in words if w in table}
    phrases, names = _exclusive_phrases()
    said = (m[0].lower() for m in phrases.finditer(near.text, part.start, part.end))
    found.update((names[p], concept(p.split()[0])) for p in said)
    if _BEFORE_THAT.search(near.text, part.start, part.end):
        found.add(EARLIER)
    return tuple(sorted(found))


EARLIER = ("time", "earlier")
_BEFORE_THAT = re.compile(
    r"\b(?:(?:the|a|one|two|three|four|five|ten)\s+(?:years?|months?|weeks?|decades?|quarters?)\s+(?:before|earlier)"
    r"|the\s+previous\s+(?:year|month|quarter|week))\b(?!\s+the\b)",
    re.IGNORECASE,
)
