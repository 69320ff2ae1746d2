"""Second voices: one figure told by somebody, and right behind it what somebody else makes of it.

"The army says that it holds 72 per cent. Those who study the war put it at 35." The second figure has no measure of its
own: a reader takes it from the first. It is a claim of the same thing by another source, which no shared word shows.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from checker.model import Block, Claim, Reading

_MILLION = 1e6
_FARTHEST = 20.0  # what two sources make of one thing differs by less than this factor
_LEAD = 160  # characters in which the second voice and its verb stand
_REACH = 260  # characters between the two figures
_HEDGES = (
    r"(?:(?:at|no|not|only|just|about|around|some|roughly|nearly|almost|over|under|more|less|fewer|than|least|most|closer|"
    r"nearer|between|up|to|as|many|much|further|far|well|a|mere|low|high|little|nothing|below|above|good)\s+)*"
)
_BOUND = (
    r"(?:^\s*|[.;:!?…”\"’]\s+|[,—–]\s*(?:(?:and|but|while|whereas|though|although|yet)\s+)?|\s(?:while|whereas|but)\s)"
)
_WHO = r"(?P<who>(?:[\w’'&.-]+,?\s+){1,14}?)"
_THING = (
    r"(?:it|them|they|that|this|the (?:figure|number|total|share|rate|toll|cost|bill|sum|price|loss|losses|gap|"
    r"true figure|real figure|real number))"
)
_BE = r"(?:(?:is|are|was|were|has been|will be|would be|to be|should be|must be|comes to|came to|at)\s+)"
_SAY = (
    r"(?:says?|said|thinks?|thought|believes?|claims?|claimed|insists?|reckons?|reckoned|estimates?|estimated|maintains?|"
    r"calculates?|calculated|reports?|reported|expects?|expected|forecasts?|projects?|projected|predicts?|predicted|finds?|"
    r"found)"
)
_TOLD = re.compile(
    rf"{_BOUND}{_WHO}(?:(?:{_SAY})\s+(?:that\s+)?(?:{_THING}\s+{_BE}|{_THING}\s+(?:at|to be)\s+)?"
    rf"|(?:puts?|sees?|saw|has|have|had)\s+{_THING}\s+(?:nearer\s+|closer\s+)?(?:at|to)\s+"
    rf"|(?:speaks?|spoke|talks?|talked|tells?|told|counts?|counted|gives?|gave|names?|named|makes? it|made it|sees?)\s+"
    r"(?:of\s+)?"
    rf"|(?P<owns>has|have)\s+){_HEDGES}$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"{_BOUND}{_WHO}(?P<verb>wants?|wanted|asks?\s+for|asked\s+for|demands?|demanded|calls?\s+for|called\s+for|holds?\s+out\s+for"
    rf"|insists?\s+on|insisted\s+on|(?:will|would|could|can)\s+(?:accept|settle\s+for|live\s+with)|offers?|offered|plans?\s+(?:on|for)|"
    rf"budgets?\s+for|aims?\s+(?:at|for)|intends?\s+to\s+(?:go|pay|give|spend|stop\s+at)|proposes?|proposed|"
    rf"means?\s+to\s+(?:go|pay|give|spend|stop\s+at))\s+{_HEDGES}$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[.;:!?)\"”’—–]|,|$)|\s+(?:of\s+(?:it|them)|to\s+begin\s+with|so\s+far|by|and|or|but|while|if|at|in|this|last|next"
    r"|today|now|a\s+year|for|instead|at\s+most|at\s+least|or\s+(?:more|less)|all\s+told|altogether)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:he|she|it|they|we|i|you|who|which|that|this|these|those|there|one|what|nobody|both|each)\b\s*$", re.IGNORECASE
)
_ACTS = re.compile(r"\b(?:came|went|was|were|is|are|did|got|took|followed|then|later)\b", re.IGNORECASE)  # no mere name
_SOURCE = re.compile(
    r"\b(?:banks?|fund|institutes?|office|agency|ministry|pollsters?|analysts?|brokers?|brokerage|economists?|union|unions|"
    r"IMF|OECD|consensus|forecasters?|rating agency|house|houses|think[ -]tank|consultants?|consultancy|panel|survey|"
    r"census|commission|watchdog|bureau|university|researchers?|model|models|monitors?|monitor|paper|report|study)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:allies|partners|members|member\s+states|capitals|governments|neighbou?rs|everyone|everybody|others|them|us|it)\s+"
    r"(?:to|need|needs|should|must|ought|have\s+to)\b|\basked\b|\basks\b|\bwants?\b|\bdemand"
)
_INTENT = frozenset({"pledged", "planned"})


def with_rivals(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """``claims``, in which a figure that another voice sets against the one before it has that one as its rival."""
    text, starts = reading.document.text, [b.span.start for b in reading.document.blocks]
    sentences = [s.start for s in reading.sentences]
    last: Claim | None = None
    for c in claims:
        if c.unit == "trend":
            yield c
            continue
        made = c
        if last is not None and _near(starts, reading.document.blocks, last, c):
            apart = bisect_right(sentences, c.mention.start) - bisect_right(sentences, last.mention.start)
            made = _set_against(text, last, c) if apart <= 1 else c
        yield made
        last = made


def _near(starts: Sequence[int], blocks: Sequence[Block], a: Claim, b: Claim) -> bool:
    if b.mention.start - a.mention.end > _REACH:
        return False
    one, other = bisect_right(starts, a.mention.start) - 1, bisect_right(starts, b.mention.start) - 1
    return one == other or (other == one + 1 and blocks[one].kind == blocks[other].kind == "item")


def _set_against(text: str, a: Claim, b: Claim) -> Claim:
    begin = max(a.mention.end, b.sentence.start - 2, b.mention.start - _LEAD)
    lead = text[begin : b.mention.start]
    if a.metric and a.metric == b.metric and a.unit == b.unit:
        asked = a if a.stance == "demanded" else b
        if {a.stance, b.stance} & _INTENT and asked.stance == "demanded":
            return _rival(a, b) if _ADDRESSED.search(text, asked.span.start, asked.span.end) else b
    filled = _filled(a, b)
    if filled is None or not _TAIL.match(text, b.mention.end):
        return b
    told, asked_for = (_opening(m, a, b) for m in (_TOLD.search(lead), _ASKED.search(lead)))
    if told and _is_voice(told["who"]) and (not told["owns"] or _SOURCE.search(told["who"])):
        same = filled.stance if filled.stance != "asserted" else a.stance
        return msgspec.structs.replace(_rival(a, filled), stance=same)
    if asked_for and _is_voice(asked_for["who"]) and (a.stance == "demanded") != (filled.stance == "demanded"):
        return _rival(a, filled)
    return b


def _opening(found: re.Match[str] | None, a: Claim, b: Claim) -> re.Match[str] | None:
    """``found``, where the second voice opens its sentence, or its clause in the sentence of the first."""
    return found if found and (a.sentence == b.sentence or found.start() <= _OPENING) else None


_OPENING = 2


def _is_voice(who: str) -> bool:
    return not _PRONOUN.match(who) and not _ACTS.search(who) and not any(ch.isdigit() for ch in who)


def _filled(a: Claim, b: Claim) -> Claim | None:
    """``b`` with the unit and scale of ``a``; nothing where it counts something else, or its size does not fit."""
    if b.noun and b.noun != a.noun:
        return None
    if b.unit != a.unit and not (b.unit == "count" and not b.noun):
        return None
    scale = 1.0
    if b.unit != a.unit and a.unit != "percent" and abs(a.number[0]) >= _MILLION and abs(b.number[1]) < 1000:
        scale = next(s for s in (1e12, 1e9, 1e6) if abs(a.number[0]) >= s)
    one, other = sorted((abs(a.number[0]), abs(b.number[0]) * scale))
    if not one or other / one > _FARTHEST or (a.unit == "percent" and b.number[1] > 100):
        return None
    return msgspec.structs.replace(
        b, unit=a.unit, noun=a.noun, metric=a.metric, per=b.per or a.per, base=b.base or a.base,
        number=(b.number[0] * scale, b.number[1] * scale), low=b.low * scale, high=b.high * scale,
    )  # fmt: skip


def _rival(a: Claim, b: Claim) -> Claim:
    return msgspec.structs.replace(b, rival=a.mention)
