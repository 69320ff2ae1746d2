"""Mentions to claims: what a figure measures, of whom, for when, how firmly, and who says so.

Nothing here compares. A claim keeps all that a reader would use to tell whether two figures speak of one thing: the
features of its clause at full weight, those of its sentence, the sentence before and the heading at less.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

import msgspec

from checker.amount import interval
from checker.build.clause import clauses, segment
from checker.build.feature import Feature, concept, features
from checker.build.metric import metric_of
from checker.build.stance import stance
from checker.build.trend import Turn, turn_in
from checker.extract.unit import dimension
from checker.extract.words import WORD
from checker.model import Block, Claim, Document, Mention, Name, Period, Reading, Span
from checker.pack.exclusive import load_exclusive

# Weight of a feature by where it stands, as seen from the figure.
SEGMENT, CLAUSE, SENTENCE, BEFORE, CARRIED, HEADING, TITLE, THEME = 1.0, 0.7, 0.5, 0.25, 0.5, 0.4, 0.15, 0.4
_THEME_SHARE, _THEME_LEAST = 0.3, 3  # an entity that takes this share of a document's entities is what it is about
_PRONOUN = re.compile(
    r"[\"'“‘*]*(?:[A-Z][A-Z. ]+: +)?(?:It|Its|He|His|She|Her|They|Their|That|This|These|Those|There|Of these|Of those|Of them|The (?:figure|total"
    r"|number|rest|same|deal|sum|country|group|party|alliance|coalition|company|government|force|fleet|law|bill|pact))\b"
)
_SCOPE = re.compile(
    r"\b(of (?:them|those|these|which|whom)|of that|excluding|except|apart from|not counting|alone|only|including|at peak|peak"
    r"|so far|another|further|additional|extra|more than one|remaining|rest|other|each|every|average|median|cumulative"
    r"|since|until then|previously|formerly|used to|earlier|initially|originally|first|second|third|half|per head"
    r"|per capita|annual|monthly|daily|weekly|quarterly|active|reserve|reservists|civilian|net|gross|maximum|minimum)\b",
    re.IGNORECASE,
)
_SUBSET_BEFORE = re.compile(r"\bof (?:whom|which|those|these|them|that)\b[\s,]*(?:\w+\s+){0,3}$", re.IGNORECASE)
_SUBSET_AFTER = re.compile(r"\s+(?:\w+\s+){0,2}of (?:them|those|these|that|whom|which|it)\b", re.IGNORECASE)
_EVENT_YEAR = re.compile(r"\b(?:the|its|his|her|their|a|this)\s+$", re.IGNORECASE)
_WHOLE = re.compile(r"\d[\w.,]*\s(?:\w+\s)?(?:out\s)?of\s(?:the\s|its\s|roughly\s|some\s)*$", re.IGNORECASE)
_THIN = 4  # a sentence of fewer features speaks of what the one before it spoke of
_NO_VERB = re.compile(r"(?:to|from|with|at|by|of|or|about|half|up|down|roughly|some|nearly|[\d$€£¥])\b", re.IGNORECASE)
_OF_GDP = re.compile(
    r"\s+(?:or (?:more|less|above|higher|so)|at least)\s+of\s+(?:(?:its|the|their|national|annual)\s+)*"
    r"(?:GDP|gross domestic product|national output|output|national income|economic output)\b"
)
_COUNTED = 1000  # things up to this many are counted one by one
_PAST = re.compile(r"\b(?:was|were|had|did|then|used to|earlier|previously|formerly|once)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|is to|are to|shall|set to|due to)\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(since|after|from|until|till|before|by)\s+(?:\w+\s+){0,4}$", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:said|says|told|according to|wrote|estimates?|estimated|reckons?|argues?|argued|claims?|claimed|put|puts|reported|reports"
    r"|warned|announced|forecasts?|expects?|sees)\b"
)


def claims(reading: Reading) -> tuple[Claim, ...]:
    """Every amount that ``reading`` states, in order."""
    document = reading.document
    text = document.text
    found: list[Claim] = []
    feats = features(text, _outside(reading.names, reading.mentions), reading.mentions)
    starts = [f.start for f in feats]
    dates = [m for m in reading.mentions if m.kind == "date" and not _names_event(text, m)]
    blocks = _Blocks(document)
    title = _between(feats, starts, blocks.title)
    theme = _theme(feats)
    previous: Span | None = None
    for sentence in reading.sentences:
        inside = [m for m in reading.mentions if sentence.start <= m.start and m.end <= sentence.end]
        amounts = [m for m in inside if m.kind == "quantity" and m.number is not None]
        if amounts:
            near = _Near(reading, feats, starts, sentence, previous, blocks, title, theme)
            found += [c for m in amounts if (c := _claim(reading, near, m, amounts, dates)) is not None]
        turn = turn_in(text, sentence)
        if turn:
            near = _Near(reading, feats, starts, sentence, previous, blocks, title, theme)
            found.append(_trend(reading, near, turn, dates))
        previous = sentence
    return tuple(found)


def _names_event(text: str, day: Mention) -> bool:
    """Whether a year tells one thing from another ("the 2022 act") rather than when the figure holds."""
    if not (day.text.isdigit() and _EVENT_YEAR.search(text[max(0, day.start - 8) : day.start])):
        return False
    return text[day.end : day.end + 2].strip().isalpha()


def _outside(names: Sequence[Name], mentions: Sequence[Mention]) -> list[Name]:
    """Names that are no part of a figure: "US" in "US$8 billion" is no country."""
    starts = [m.start for m in mentions]

    def inside(n: Name) -> bool:
        i = bisect_right(starts, n.span.start) - 1
        return i >= 0 and n.span.start < mentions[i].end

    return [n for n in names if not inside(n)]


class _Blocks:
    """Which heading, list head and table head a place in the text stands under."""

    def __init__(self, document: Document) -> None:
        self.blocks: Sequence[Block] = document.blocks
        self.starts = [b.span.start for b in self.blocks]
        self.title = next((b.span for b in self.blocks if b.kind == "title"), Span(0, 0))

    def at(self, offset: int) -> Block | None:
        i = bisect_right(self.starts, offset) - 1
        return self.blocks[i] if i >= 0 else None

    def heading(self, offset: int) -> Span | None:
        for i in range(bisect_right(self.starts, offset) - 1, max(-1, bisect_right(self.starts, offset) - 12), -1):
            if self.blocks[i].kind == "heading":
                return self.blocks[i].span
        return None


class _Near:
    """One sentence with its surroundings."""

    def __init__(
        self,
        reading: Reading,
        feats: list[Feature],
        starts: list[int],
        sentence: Span,
        previous: Span | None,
        blocks: _Blocks,
        title: list[Feature],
        theme: Sequence[Feature],
    ) -> None:
        self.text = reading.document.text
        self.published = reading.document.date
        self.sentence = sentence
        self.clauses = clauses(self.text, sentence)
        self.inside = _between(feats, starts, sentence)
        self.block = blocks.at(sentence.start)
        self.previous = _between(feats, starts, previous) if previous else []
        own = {f.name for f in self.inside}
        self.carried = bool(_PRONOUN.match(self.text, sentence.start)) or len(own) < _THIN
        heading = blocks.heading(sentence.start)
        self.heading = _between(feats, starts, heading) if heading else []
        same = previous is not None and self.block is not None and previous.start >= self.block.span.start
        if not same and not self.carried:
            self.previous = []
        self.lead = _between(feats, starts, _lead(self.text, self.block)) if self.block else []
        self.title = title
        self.theme = theme
        self.countries = frozenset(
            "@" + n.entity for n in reading.names if n.entity and n.kind in ("country", "alliance")
        )


def _theme(feats: Sequence[Feature]) -> list[Feature]:
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


def _between(feats: list[Feature], starts: list[int], span: Span) -> list[Feature]:
    return feats[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _claim(
    reading: Reading, near: _Near, mention: Mention, amounts: Sequence[Mention], dates: Sequence[Mention]
) -> Claim | None:
    mention = _with_base(near.text, mention)
    unit = comparable_unit(mention)
    if unit is None or mention.number is None:
        return None
    text = near.text
    clause = next((c for c in near.clauses if c.start <= mention.start < c.end), near.sentence)
    others = [m for m in amounts if m is not mention and m.equals != mention.start and mention.equals != m.start]
    part = segment(text, clause, mention, others)
    weights, proper = _weigh(near, clause, part)
    number = (float(mention.number[0]), float(mention.number[1]))
    factor = 100.0 if mention.unit == "fraction" else 1.0
    low, high = interval(
        None if mention.low is None else float(mention.low),
        None if mention.high is None else float(mention.high),
        number,
        _step(mention, unit),
        mention.hedge,
    )
    noun = _noun(near, mention)
    period, stated = _period(near, part, clause, Span(mention.start, mention.end), others, dates)
    says = stance(text[near.sentence.start : near.sentence.end], text[clause.start : clause.end])
    if says == "asserted" and _NO_VERB.match(text, clause.start):
        says = stance("", text[near.sentence.start : clause.end])
    future = bool(_FUTURE.search(text, clause.start, clause.end))
    if not stated and (future or says != "asserted"):
        period = None  # a plan without a date may be for any year
    near_names = frozenset(f.name for f in near.inside if part.start <= f.start < part.end)
    entities = _entities(near, part, clause)
    return Claim(
        document=reading.index, span=clause, mention=Span(mention.start, mention.end), sentence=near.sentence, unit=unit,
        number=(number[0] * factor, number[1] * factor), low=low * factor, high=high * factor,
        value={"low": mention.low, "high": mention.high, "unit": unit_name(mention)}, text=mention.text, noun=noun,
        metric=metric_of(mention, weights, noun), features=weights, proper=proper, near=near_names, entities=entities,
        scope=frozenset(m[0].lower() for m in _SCOPE.finditer(text, part.start, part.end)),
        kinds=_kinds(text, part, noun), whole=bool(_WHOLE.search(text[max(0, mention.start - 30) : mention.start])),
        subset=bool(_SUBSET_BEFORE.search(text[max(0, mention.start - 40) : mention.start]))
        or bool(_SUBSET_AFTER.match(text[mention.end : mention.end + 40])),
        per=mention.per or "", base=mention.base or "", change=mention.change or "", hedge=mention.hedge,
        period=period, period_stated=stated, stance=says, source=_source(reading.names, text, near.sentence), future=future,
    )  # fmt: skip


def _trend(reading: Reading, near: _Near, turn: Turn, dates: Sequence[Mention]) -> Claim:
    """A direction as a claim: of the unit "trend", with the value 1 or -1."""
    text = near.text
    clause = next((c for c in near.clauses if c.start <= turn.span.start < c.end), near.sentence)
    weights, proper = _weigh(near, clause, clause)
    sign = 1.0 if turn.up else -1.0
    period, stated = _period(near, clause, clause, turn.span, (), dates)
    return Claim(
        document=reading.index, span=clause, mention=turn.span, sentence=near.sentence, unit="trend", number=(sign, sign),
        low=sign, high=sign, value={"low": sign, "high": sign, "unit": "trend"}, text=text[turn.span.start : turn.span.end],
        features=weights, proper=proper, entities=_entities(near, clause, clause), period=period, period_stated=stated,
        stance=stance(text[near.sentence.start : near.sentence.end], text[clause.start : clause.end]),
        source=_source(reading.names, text, near.sentence),
    )  # fmt: skip


@cache
def _exclusive() -> dict[str, tuple[str, str]]:
    """Set and word by the feature of the word."""
    return {concept(w): (name, concept(w)) for name, words in load_exclusive().sets.items() for w in words}


def _kinds(text: str, part: Span, noun: str) -> tuple[tuple[str, str], ...]:
    """The exclusive words of a figure's own part, by their sets."""
    table = _exclusive()
    words = {concept(m[0]) for m in WORD.finditer(text, part.start, part.end)} | {noun}
    return tuple(sorted({table[w] for w in words if w in table}))


def _noun(near: _Near, mention: Mention) -> str:
    """Feature of what a mention counts: "#troops" for "54,000 American service members"."""
    if not mention.noun:
        return ""
    last = mention.noun.split()[-1]
    for f in near.inside:
        if mention.end <= f.start < mention.end + 80 and near.text[f.start : f.end].lower().endswith(last):
            return f.name
    return concept(last)


def _weigh(near: _Near, clause: Span, part: Span) -> tuple[dict[str, float], frozenset[str]]:
    weights: dict[str, float] = {}
    proper: set[str] = set()

    def add(found: Sequence[Feature], weight: float) -> None:
        for f in found:
            weights[f.name] = max(weights.get(f.name, 0.0), weight)
            if f.proper or f.name[0] == "@":
                proper.add(f.name)

    add(near.title, TITLE)
    add(near.theme, THEME)
    add(near.heading, HEADING)
    add(near.lead, CARRIED)
    add(near.previous, CARRIED if near.carried else BEFORE)
    for f in near.inside:
        inside_part = part.start <= f.start < part.end
        inside_clause = clause.start <= f.start < clause.end
        add([f], SEGMENT if inside_part else CLAUSE if inside_clause else SENTENCE)
    return weights, frozenset(proper)


def _entities(near: _Near, part: Span, clause: Span) -> frozenset[str]:
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


def comparable_unit(mention: Mention) -> str | None:
    """The kind of amount that a mention can be compared with; None for a bare multiple ("doubled")."""
    unit = mention.unit
    if mention.change == "factor" or dimension(unit) == "time":
        return None
    if unit in ("percent", "fraction"):
        return "percent"
    if unit in (None, "") or dimension(unit) == "count":
        return "count"
    return {"$": "USD"}.get(unit, unit)


def _with_base(text: str, mention: Mention) -> Mention:
    """ "three per cent or more of GDP": a bound between a share and what it is a share of."""
    if mention.unit == "percent" and not mention.base and _OF_GDP.match(text, mention.end):
        return msgspec.structs.replace(mention, base="gdp")
    return mention


def _step(mention: Mention, unit: str) -> float:
    """Place value that a figure may be rounded to. Small counts are exact, and shares are written to the point."""
    step = float(mention.step or 0)
    if unit == "percent":
        return min(step, 1.0 if mention.unit == "percent" else 0.01)
    whole = unit == "count" and mention.number is not None and abs(mention.number[1]) < _COUNTED
    return 0.0 if whole else step


def unit_name(mention: Mention) -> str | None:
    """Unit as reported: "percent_gdp", "USD", "USD/barrel"."""
    unit = mention.unit
    if unit == "percent" and mention.base:
        return f"percent_{mention.base}"
    return f"{unit}/{mention.per}" if unit and mention.per else unit


def period_of(mention: Mention) -> Period | None:
    """Days of a date mention; None where the year is unknown."""
    try:
        first = date.fromisoformat(str(mention.low)).toordinal() if mention.low else None
        last = date.fromisoformat(str(mention.high)).toordinal() if mention.high else None
    except ValueError:
        return None
    return None if first is None and last is None else Period(first=first, last=last, grain=mention.grain or "span")


def _period(
    near: _Near, part: Span, clause: Span, mention: Span, amounts: Sequence[Mention], dates: Sequence[Mention]
) -> tuple[Period | None, bool]:
    """Period that a figure holds for: a date of its own part, else one of its clause or sentence that is no other's."""
    own = [d for d in dates if part.start <= d.start < part.end]
    if own:
        return _joined(near.text, own), True
    for span in (clause, near.sentence):
        free = [
            d
            for d in dates
            if span.start <= d.start < span.end and _owner(d, amounts, near.sentence) in (None, mention.start)
        ]
        if len(free) == 1:
            return _bounded(near.text, free[0]), True
        if free:
            return None, False
    return None if _PAST.search(near.text, clause.start, clause.end) else near.published, False


def _owner(day: Mention, amounts: Sequence[Mention], sentence: Span) -> int | None:
    """The figure that a date goes with: the nearest one before it; none for a date that opens the sentence."""
    before = [m.start for m in amounts if sentence.start <= m.start < day.start]
    return before[-1] if before else None


def _bounded(text: str, day: Mention) -> Period | None:
    """The period of a date with what stands before it: "since" leaves its end open, "until" its beginning."""
    period = period_of(day)
    lead = _LEAD.search(text[max(0, day.start - 40) : day.start])
    if period is None or lead is None:
        return period
    since = lead[1].lower() in ("since", "after", "from")
    return Period(first=period.first if since else None, last=None if since else period.last, grain=period.grain)


def _joined(text: str, dates: Sequence[Mention]) -> Period | None:
    periods = [p for d in dates if (p := _bounded(text, d))]
    if not periods:
        return None
    firsts, lasts = [p.first for p in periods], [p.last for p in periods]
    return Period(
        first=None if None in firsts else min(f for f in firsts if f is not None),
        last=None if None in lasts else max(e for e in lasts if e is not None), grain=periods[0].grain,
    )  # fmt: skip


def _source(names: Sequence[Name], text: str, sentence: Span) -> str | None:
    """Who says so, where the sentence names one: the name nearest to a verb of saying."""
    says = _SAYS.search(text, sentence.start, sentence.end)
    if not says:
        return None
    i = bisect_left([n.span.start for n in names], sentence.start)
    best = None
    for n in names[i : i + 30]:
        if n.span.start >= sentence.end:
            break
        distance = min(abs(n.span.end - says.start()), abs(n.span.start - says.end()))
        if distance < 40 and (best is None or distance < best[0]):
            best = (distance, n.text)
    return best[1] if best else None
