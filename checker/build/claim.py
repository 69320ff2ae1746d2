"""Mentions to claims: what a figure measures, of whom, for when, how firmly, and who says so.

Nothing here compares. A claim keeps all that a reader would use to tell whether two figures speak of one thing: the
features of its clause at full weight, those of its sentence, the sentence before and the heading at less.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from checker.amount import gap, interval
from checker.build.clause import clauses, segment
from checker.build.metric import metric_of, rate_words, words_of
from checker.build.near import Near, Places, entities_of, kinds_of_part, nation_of, noun_of, noun_of_whole, weigh
from checker.build.span import spans
from checker.build.stance import stance
from checker.build.tally import is_running
from checker.build.trend import Turn, moved, turns
from checker.build.units import comparable_unit, step_of, unit_name, with_base
from checker.build.voices import with_rivals
from checker.build.when import names_event, period_for, without_compared, without_telling, without_year
from checker.extract.words import WORD
from checker.model import Claim, Mention, Name, Period, Reading, Span, Stance

_SUBSET_BEFORE = re.compile(r"\bof (?:whom|which|those|these|them|that)\b[\s,]*(?:\w+\s+){0,3}$", re.IGNORECASE)
_SUBSET_AFTER = re.compile(r"\s+(?:\w+\s+){0,2}of (?:them|those|these|that|whom|which|it)\b", re.IGNORECASE)
_LABEL = re.compile(r"[\s\"'“‘*#]*[A-Z][a-z]+\s")  # "Piece 2 says ...": a number that only tells one from another
_OUT_OF = re.compile(r"^[^.;]{0,60},\s+out of\s+(?:(?:a|the|some|about|around|roughly|a total of)\s+)*$", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:of (?:whom|which)|including|among them|comprising|made up of)\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"\d[\w.,]*\s(?:\w+\s)?(?:out\s)?of\s(?:the\s|its\s|roughly\s|some\s|[\w-]+['’]s\s)*$", re.IGNORECASE
)
_NO_VERB = re.compile(r"(?:to|from|with|at|by|of|or|about|half|up|down|roughly|some|nearly|[\d$€£¥])\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|is to|are to|shall|set to|due to)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:said|says|told|according to|wrote|estimates?|estimated|reckons?|argues?|argued|claims?|claimed|put|puts"
    r"|reported|reports|warned|announced|forecasts?|expects?|sees)\b"
)
_BESIDE = 14  # characters between who says so and the word of saying


def claims(reading: Reading) -> tuple[Claim, ...]:
    """Every amount and every direction that ``reading`` states, in order."""
    text = reading.document.text
    found: list[Claim] = []
    places = Places(reading)
    dates = [m for m in reading.mentions if m.kind == "date" and not names_event(text, m)]
    dates = spans(text, dates, reading.document.date)
    previous: Span | None = None
    earlier: Span | None = None
    for sentence in reading.sentences:
        inside = [m for m in reading.mentions if sentence.start <= m.start and m.end <= sentence.end]
        amounts = [m for m in inside if m.kind == "quantity" and m.number is not None]
        pieces = clauses(text, sentence)
        turned = list(turns(text, pieces))
        if amounts or turned:
            near = Near(places, sentence, previous, earlier)
            stated = [c for m in amounts if (c := _claim(reading, near, m, amounts, dates)) is not None]
            told = list(_by_figures(text, stated))
            found += [*stated, *told]
            found += [] if told else [_trend(reading, near, turn, dates) for turn in turned]
        previous, earlier = sentence, previous
    return tuple(with_rivals(reading, found))


def _claim(
    reading: Reading, near: Near, mention: Mention, amounts: Sequence[Mention], dates: Sequence[Mention]
) -> Claim | None:
    mention = with_base(near.text, mention)
    unit = comparable_unit(mention)
    bare = unit == "count" and not mention.noun
    if bare and (mention.text.lower() == "one" or _LABEL.fullmatch(near.text, near.sentence.start, mention.start)):
        return None
    if unit is None or mention.number is None or mention.equals is not None:
        return None
    clause = near.clause_at(mention.start)
    others = [
        m for m in amounts if m.start != mention.start and m.equals != mention.start and mention.equals != m.start
    ]
    part = segment(near.text, clause, mention, others)
    weights, proper, written = weigh(near, clause, part)
    low, high = _interval(mention, unit)
    factor = 100.0 if mention.unit == "fraction" else 1.0
    noun = noun_of(near, mention) or noun_of_whole(near, mention, others)
    says, future = _commitment(near, clause)
    if says != "asserted" and noun and _DID.match(near.text, mention.end):
        says = "asserted"  # of how many did so, nobody demands anything
    if says in ("demanded", "pledged", "planned", "forecast"):
        dates = without_telling(near.text, dates)
    subset = _is_subset(near.text, near.sentence, mention, others)
    place = Span(mention.start, mention.end)
    period, stated = period_for(near, part, clause, place, others, dates, of_total=subset)
    if says in ("demanded", "pledged", "planned") and _is_over(period, near.published):
        period, stated = None, False  # of an old law or figure beside it: what is asked for lies ahead
    calendar = period if without_year(period) else None
    period = None if calendar else period
    if not stated and (future or says != "asserted"):
        period = None  # a plan without a date may be for any year
    metric = metric_of(mention, weights, noun)
    own_rate, number = _is_rate(near.text, part, mention, metric), mention.number
    if own_rate and mention.change == "down":
        factor, low, high, number = -factor, high, low, (number[1], number[0])
    return Claim(
        document=reading.index, span=clause, mention=Span(mention.start, mention.end), sentence=near.sentence,
        unit=unit, number=(float(number[0]) * factor, float(number[1]) * factor),
        low=low * factor, high=high * factor,
        value={"low": mention.low, "high": mention.high, "unit": unit_name(mention)}, text=mention.text,
        noun=noun, metric=metric, features=weights, proper=proper, written=written,
        near=frozenset(f.name for f in near.inside if part.start <= f.start < part.end),
        entities=entities_of(near, part, clause), nation=nation_of(near, mention),
        kinds=kinds_of_part(near, part, noun),
        whole=bool(_WHOLE.search(near.text[max(0, mention.start - 30) : mention.start])),
        beside=_beside(near.text, mention, amounts), subset=subset, per=_per(near.text, mention),
        base=mention.base or "",
        change="" if own_rate else _compared(near.text, mention, unit),
        hedge=mention.hedge, period=period, period_stated=stated,
        calendar=calendar,
        told=near.published, author=reading.document.author or "", vague=_is_vague(mention),
        running=is_running(near.text, mention, unit, clause),
        stance=says,
        future=future, ahead=_ahead(period, stated, near.published),
        source=_source(reading.names, near.text, near.sentence),
    )  # fmt: skip


def _compared(text: str, mention: Mention, unit: str) -> str:
    """What a figure is in a change, also of a share that is stated as a difference: "70 per cent lower emissions"."""
    if (
        mention.change == "up"
        and unit == "percent"
        and _GROWTH_OF.search(text[max(0, mention.start - 24) : mention.start])
    ):
        return ""  # growth of 5 per cent is what growth at 5 per cent is
    if mention.change:
        return mention.change
    side = _SIDE.match(text, mention.end) if unit == "percent" else None
    return ("down" if side["down"] else "up") if side else ""


_GROWTH_OF = re.compile(r"\bgrowth\s+(?:rate\s+)?(?:of|at)\s+(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
_SIDE = re.compile(
    r"\s+(?:(?P<down>lower|less|fewer|below|smaller|cheaper|down)|higher|more|above|larger|up)\b", re.IGNORECASE
)


def _is_rate(text: str, part: Span, mention: Mention, metric: str | None) -> bool:
    """Whether a change is what the metric measures: inflation of prices that rose, not of inflation that rose."""
    words = rate_words(metric)
    if not words or mention.change not in ("by", "up", "down"):
        return False
    named = [m for m in WORD.finditer(text, part.start, mention.start) if m[0].lower() in words]
    return not any(not text.startswith((" of ", " at "), m.end()) for m in named)


_DID = re.compile(
    r"\s+(?:[\w’'-]+\s+){1,3}?(?:have|has|had)\s+(?:already\s+|now\s+|so far\s+)?"
    r"(?:asked|pledged|promised|demanded|offered"
    r"|agreed|applied|signed|committed|called|undertaken|vowed|requested|refused|rejected|planned|sought)\b",
    re.IGNORECASE,
)


def _interval(mention: Mention, unit: str) -> tuple[float, float]:
    low = None if mention.low is None else float(mention.low)
    high = None if mention.high is None else float(mention.high)
    number = (float(mention.number[0]), float(mention.number[1])) if mention.number else None
    if mention.hedge == "about" and number and number[0] == number[1] and low is not None and high is not None:
        low, high = number  # how far "about" reaches is judged by how precisely the figure is written
    return interval(low, high, number, step_of(mention, unit), mention.hedge)


def _is_subset(text: str, sentence: Span, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a figure is stated as a part of another one: "of whom 300", "26,000 of them", or in a list of such."""
    before = text[max(0, mention.start - 40) : mention.start]
    if _SUBSET_BEFORE.search(before) or _SUBSET_AFTER.match(text[mention.end : mention.end + 40]):
        return True
    whole = next((o for o in others if o.start > mention.end and comparable_unit(o) == comparable_unit(mention)), None)
    if whole and _larger(whole, mention) and _OUT_OF.search(text[mention.end : whole.start]):
        return True
    opened = [m.end() for m in _PARTS.finditer(text, sentence.start, mention.start)]
    if not opened or ";" in text[opened[-1] : mention.start]:
        return False
    unit = comparable_unit(mention)
    return any(o.end <= opened[-1] and comparable_unit(o) == unit and _larger(o, mention) for o in others)


def _larger(whole: Mention, part: Mention) -> bool:
    return bool(whole.number and part.number and float(whole.number[0]) > float(part.number[1]))


def _commitment(near: Near, clause: Span) -> tuple[Stance, bool]:
    """Stance of a clause, and whether it speaks of what is to come. One without a verb takes what stands before it."""
    sentence, own = near.text[near.sentence.start : near.sentence.end], near.text[clause.start : clause.end]
    says = stance(sentence, own)
    if says == "asserted" and _NO_VERB.match(own):
        says = stance("", near.text[near.sentence.start : clause.end])
    return says, bool(_FUTURE.search(own))


def _trend(reading: Reading, near: Near, turn: Turn, dates: Sequence[Mention]) -> Claim:
    """A direction as a claim: of the unit "trend", with the value 1 or -1."""
    clause = near.clause_at(turn.span.start)
    weights, proper, written = weigh(near, clause, clause)
    sign = 1.0 if turn.up else -1.0
    told = without_compared(near.text, [d for d in dates if near.sentence.start <= d.start < near.sentence.end])
    period, stated = period_for(near, clause, clause, turn.span, (), told)
    period = None if without_year(period) else period
    noun = moved(near.text, clause, turn, [f for f in near.inside if clause.start <= f.start < clause.end])
    if noun and noun not in weights:
        weights, written = {**weights, noun: 1.0}, {**written, noun: near.text[clause.start : turn.span.start].strip()}
    return Claim(
        document=reading.index, span=clause, mention=turn.span, sentence=near.sentence, unit="trend",
        told=near.published, author=reading.document.author or "",
        noun=noun,
        number=(sign, sign), low=sign, high=sign, value={"low": sign, "high": sign, "unit": "trend"},
        text=near.text[turn.span.start : turn.span.end], features=weights, proper=proper, written=written,
        entities=entities_of(near, clause, clause), period=period, period_stated=stated,
        stance=_commitment(near, clause)[0], source=_source(reading.names, near.text, near.sentence),
    )  # fmt: skip


def _by_figures(text: str, stated: Sequence[Claim]) -> Iterator[Claim]:
    """Directions that two figures of a sentence tell: "32.9 per cent, after 33.3 in September" is a fall.

    They tell more than the verb: prices that rose by less than before rose, and inflation fell.
    """
    for a, b in pairwise(stated):
        if not a.metric or a.unit != b.unit or b.metric not in (None, a.metric) or a.change in ("by", "from"):
            continue
        led = _BEFORE_FIGURE.search(text[a.mention.end : b.mention.start])
        if led is None or gap((a.low, a.high), (b.low, b.high)) <= 0 or b.entities - a.entities:
            continue
        noun = max(words_of(a.metric) & a.features.keys(), key=lambda w: (w[0] == "#", a.features[w], w), default="")
        sign = 1.0 if a.number[0] > b.number[0] else -1.0
        yield msgspec.structs.replace(
            a, unit="trend", noun=noun, number=(sign, sign), low=sign, high=sign, hedge="exact", change="", base="",
            value={"low": sign, "high": sign, "unit": "trend"}, metric=None, kinds=(), beside=(),
        )  # fmt: skip


_BEFORE_FIGURE = re.compile(
    r"^[^.;:]{0,80}?\b(?:after|against|compared with|compared to|versus|up from|down from)\s+"
    r"(?:(?:some|about|around|roughly|nearly|almost|just|over|under|a revised)\s+)?$",
    re.IGNORECASE,
)


def _is_vague(mention: Mention) -> bool:
    """Whether a figure names no more than a size: "hundreds", "tens of thousands"."""
    return bool(_VAGUE.search(mention.text)) and not any(c.isdigit() for c in mention.text)


_VAGUE = re.compile(r"\b(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)\b", re.IGNORECASE)


def _beside(text: str, mention: Mention, others: Sequence[Mention]) -> tuple[float, ...]:
    """The figures that a stated difference leads to: 30 for "24 per cent, six points below the last count"."""
    found = []
    for o in others:
        side = _DIFFERENCE.match(text, o.end) if 0 <= o.start - mention.end <= _DIFFERENCE_REACH else None
        if side and o.number and mention.number:
            sign = 1 if side["less"] else -1
            found.append(float(mention.number[0]) + sign * float(o.number[0]))
    return tuple(found)


_DIFFERENCE_REACH = 40
_DIFFERENCE = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}(?:(?P<less>less|fewer|lower|below|down|short)|more|higher|above|up)\b", re.IGNORECASE
)


def _per(text: str, mention: Mention) -> str:
    """What a figure is stated per: "1,500 pesos to the dollar" is a rate, no sum."""
    return mention.per or ("currency" if _RATE.match(text, mention.end) else "")


_RATE = re.compile(
    r"\s+(?:to|per|for|against|on)\s+(?:(?:the|a|an|one|each)\s+)?(?:US\s+|American\s+)?"
    r"(?:dollar|euro|pound|yuan|yen|greenback|franc)\b",
    re.IGNORECASE,
)


def _is_over(period: Period | None, published: Period | None) -> bool:
    """Whether a period lies a year or more before the document."""
    last = period and period.last
    return bool(last and published and published.first and last < published.first - _YEAR)


_YEAR = 365


def _ahead(period: Period | None, stated: bool, published: Period | None) -> Literal["", "partly", "wholly"]:
    """Whether a figure is stated for a time that was not over, or had not begun, when the document appeared."""
    if not stated or period is None or period.last is None or published is None or published.last is None:
        return ""
    if period.last <= published.last:
        return ""
    return "wholly" if period.first and period.first > published.last else "partly"


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
        if distance <= _BESIDE and (best is None or distance < best[0]):
            best = (distance, n.text)
    return best[1] if best else None
