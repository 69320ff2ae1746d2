"""interval: a stated length of time against the dates that it lies between.

Each situation below reads one way of saying it; a length is reported only where none of the dates that may be meant
fits it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.conflicts.anniversary import anniversaries
from checker.conflicts.durations import Length, lengths
from checker.conflicts.found import Dated, Found, Passage
from checker.conflicts.happenings import between
from checker.model import Draft, Reading, Side
from checker.pack.rules import RuleText
from checker.period import MONTHS, reader

ID = "interval"

_LATER = re.compile(r"\s*,?\s*(?:later|afterwards?|after that|thereafter|on(?=,))\b", re.IGNORECASE)
_EARLIER = re.compile(r"\s*(?:earlier|previously|before(?=[,.;:)]|$)|beforehand)\b", re.IGNORECASE)
_AGO = re.compile(r"\s*ago\b(?!\s+(?:this|next|last|today|tomorrow|yesterday)\b)", re.IGNORECASE)
_REL = re.compile(r"\s*(?P<word>after|before|since|following|prior to)\s+", re.IGNORECASE)
_ON = re.compile(r"\s*on\b", re.IGNORECASE)
_SINCE_HEAD = re.compile(
    r"\b(?:it|this|that)(?: is|'s|’s| has been|'s been|’s been| will be)(?: now| already)?\s*$", re.IGNORECASE
)
_ANAPHOR = re.compile(
    r"(?:the|that|this|its|his|her|their)\s+[\w-]+(?:\s+[\w-]+)?(?=[,.;:)]|\s+according|$)", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|between|since)\s+(?:\w+,?\s+)?$", re.IGNORECASE)
_TO = re.compile(
    r"\s*(?:(?:to|until|till|through|and|-|–|—)\s*(?:\w+,?\s+)?|(?:until|till|to)\s+the\s+(?:[\w-]+\s+){1,3}(?:of|on)\s+)$",
    re.IGNORECASE,
)
_ADJACENT = 45
_CLAUSE = 90


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """Drafts for the lengths of time that no dates bear out, document by document."""
    for reading in readings:
        passage = Passage.of(reading)
        seen: set[int] = set()
        for found in (*_stated(passage, text), *anniversaries(passage, text)):
            if found.length.start not in seen:
                seen.add(found.length.start)
                yield _draft(reading, found, text)


def _stated(passage: Passage, text: RuleText) -> Iterator[Found]:
    prose = passage.prose
    for index, span in enumerate(passage.sentences):
        for length in lengths(prose, span.start, span.end, text):
            if passage.in_quotes(length.start):
                continue
            for situation in (
                _ago,
                _since,
                _relative,
                _shifted,
                _range,
                _years_on,
                _been,
                _passed,
                _held,
                _runs,
                between,
            ):
                found = situation(passage, index, length)
                if found:
                    yield found
                    break


def _ago(passage: Passage, index: int, length: Length) -> Found | None:
    """Three years ago, in March 2020: against the document's date."""
    m = _AGO.match(passage.prose, length.end)
    own = passage.own
    if m is None or own is None:
        return None
    near = [d for d in passage.dates(index) if passage.beside(d.mention, length, m.end(), 25)]
    if len(near) != 1:
        return None
    return passage.unless_fits(length, near, [own], "document")


def _since(passage: Passage, index: int, length: Length) -> Found | None:
    """It is nine years since the ruling, on 12 July 2016: against the document's date."""
    m = _REL.match(passage.prose, length.end)
    span, own = passage.sentences[index], passage.own
    if m is None or m["word"].lower() != "since" or own is None:
        return None
    if not _SINCE_HEAD.search(passage.prose, span.start, length.start):
        return None
    base = [d for d in passage.dates(index) if m.end() <= d.mention.start <= m.end() + _CLAUSE]
    return passage.unless_fits(length, base[:1], [own], "document") if base else None


def _relative(passage: Passage, index: int, length: Length) -> Found | None:
    """On 3 May, two weeks after the vote of 12 April: the date before against the date (or the known day) behind."""
    m = _REL.match(passage.prose, length.end)
    if m is None:
        return None
    dates = passage.dates(index)
    stop = passage.stop(m.end(), passage.sentences[index].end)
    behind = [d for d in dates if m.end() <= d.mention.start < min(stop, m.end() + _CLAUSE)]
    before = [d for d in dates if d.mention.end <= length.start and length.start - d.mention.end <= _CLAUSE]
    known = passage.known(m.end(), stop)
    if known and not behind and before:
        return passage.unless_fits(length, before[-1:], known, "fact")
    if behind and before and not passage.cut(before[-1].mention.end, length.start):
        return passage.unless_fits(length, before[-1:], behind[:1], "dates")
    if not behind and not known and before and _HAD.match(passage.prose, m.end()):
        told = _told_of(passage, index, passage.prose[m.end() : stop])
        if told:
            return passage.unless_fits(length, before[-1:], told, "dates")
    if not behind and not known and before and (named := _dated_by_name(passage, index, m.end(), stop)):
        return passage.unless_fits(length, before[-1:], named, "dates")
    if not behind and not known and len(before) >= 2 and _ANAPHOR.match(passage.prose, m.end()):
        return passage.unless_fits(length, before[-1:], before[-2:-1], "dates")
    return None


def _dated_by_name(passage: Passage, index: int, start: int, stop: int) -> list[Dated]:
    """The day of "the handshake in Putrajaya": the only one that the sentences before, which name the place, tell."""
    clause = _OF_A_NAME.match(passage.prose, start, stop)
    if clause is None:
        return []
    told = [
        passage.dates(i)
        for i, s in enumerate(passage.sentences[:index])
        if re.search(rf"\b{re.escape(clause[1])}\b", passage.prose[s.start : s.end])
    ]
    days = [d for found in told for d in found if d.mention.grain == "day"]
    return days[:1] if len(days) == 1 and all(len(found) <= 1 for found in told) else []


_OF_A_NAME = re.compile(
    r"(?:the|that|its|his|her|their)\s+[a-z][\w-]+\s+(?:in|at|of|near|off|with|on)\s+(?:the\s+)?([A-Z][\w’'-]{3,})"
)


def _told_of(passage: Passage, index: int, clause: str) -> list[Dated]:
    """The one date of the sentence before, where it names whom ``clause`` names: "after Misri had spoken"."""
    names = [w for w in re.findall(r"\b[A-Z][\w’'-]{3,}", clause) if w not in MONTHS]
    before = passage.sentences[index - 1] if index else None
    if before is None or passage.block(before.start) != passage.block(passage.sentences[index].start):
        return []
    dates = passage.dates(index - 1)
    named = any(name in passage.prose[before.start : before.end] for name in names)
    return dates if named and len(dates) == 1 else []


_HAD = re.compile(r"(?:[\w’'-]+\s+){1,4}had\s+\w+", re.IGNORECASE)


def _shifted(passage: Passage, index: int, length: Length) -> Found | None:
    """Six months later, on 20 March 2023: against the last date before it."""
    m = _LATER.match(passage.prose, length.end) or _EARLIER.match(passage.prose, length.end)
    if m is None:
        return None
    dates = passage.dates(index)
    near = [d for d in dates if passage.beside(d.mention, length, m.end(), _ADJACENT)]
    ahead = [d for d in near if d.mention.start >= m.end()]
    target = ahead[:1] or near[-1:] or _that_was(passage, index)
    if not target or (near and passage.cut(*sorted((m.end(), target[0].mention.start)))):
        return None
    earlier = [d for d in dates if d.mention.end <= length.start and d is not target[0]]
    if not earlier:
        earlier = passage.before(index)
    if not earlier or (length.start - passage.sentences[index].start > _CLAUSE and not near):
        return None
    return passage.unless_fits(length, target, earlier[::-1], "dates")


def _that_was(passage: Passage, index: int) -> list[Dated]:
    """The date of a sentence that only gives it: "That was 28 June 2019."."""
    following = passage.sentences[index + 1] if index + 1 < len(passage.sentences) else None
    if following is None or not _THAT_WAS.match(passage.prose, following.start, following.end):
        return []
    dates = passage.dates(index + 1)
    return dates if len(dates) == 1 else []


_THAT_WAS = re.compile(r"(?:That|This|It)\s+(?:was|happened)\s+(?:on\s+)?[^.;:]{0,40}[.]?\s*$", re.IGNORECASE)


def _range(passage: Passage, index: int, length: Length) -> Found | None:
    """Runs for 36 months from 17 May 2023 to 16 May 2026."""
    dates, prose = passage.dates(index), passage.prose
    for a, b in pairwise(dates):
        if not _TO.fullmatch(prose[a.mention.end : b.mention.start]):
            continue
        if not _FROM.search(prose, max(0, a.mention.start - 20), a.mention.start):
            continue
        ahead, behind = a.mention.start - length.end, length.start - b.mention.end
        if 0 <= ahead <= 30 and re.fullmatch(r"[\s,]*(?:\w+[\s,]+){0,3}", prose[length.end : a.mention.start]):
            return passage.unless_fits(length, [a], [b], "dates", inclusive=True)
        if 0 <= behind <= 6 and re.fullmatch(r"[\s,(:–—-]*(?:for|or)?\s*", prose[b.mention.end : length.start]):
            return passage.unless_fits(length, [a], [b], "dates", inclusive=True)
    return None


def _years_on(passage: Passage, index: int, length: Length) -> Found | None:
    """In 1999 ... Thirty-six years on: the year of the sentence before against the document's date."""
    span, own = passage.sentences[index], passage.own
    if length.unit not in ("year", "decade") or own is None or not _ON.match(passage.prose, length.end):
        return None
    if passage.prose[span.start : length.start].strip(" \t\n“\"'") or passage.dates(index):
        return None
    earlier = [d for d in passage.before(index) if d.mention.grain in ("day", "month", "year")]
    return passage.unless_fits(length, earlier[-1:], [own], "document") if earlier else None


def _been(passage: Passage, index: int, length: Length) -> Found | None:
    """It joined in February 1952. In its seventy-four years it has ...: the date before against the document's."""
    span, own = passage.sentences[index], passage.own
    if length.unit != "year" or own is None or any(d.mention.start < length.start for d in passage.dates(index)):
        return None
    if not _IN_ITS.search(passage.prose, span.start, length.start) or not _HAS.search(
        passage.prose, length.end, span.end
    ):
        return None
    earlier = passage.dates(index - 1) if index else []
    if len(earlier) != 1 or earlier[0].mention.grain not in ("day", "month", "year"):
        return None
    return passage.unless_fits(length, earlier, [own], "document")


_IN_ITS = re.compile(r"\b(?:in|over|during)\s+(?:its|their|his|her|these|all its|the)\s*$", re.IGNORECASE)
_HAS = re.compile(r"\b(?:has|have)\b", re.IGNORECASE)


def _held(passage: Passage, index: int, length: Length) -> Found | None:
    """It was signed on 19 July. It held for five weeks, until fighting resumed on 3 December."""
    span, prose = passage.sentences[index], passage.prose
    if not _HELD.search(prose, span.start, length.start) or not _UNTIL.match(prose, length.end, span.end):
        return None
    ends = [d for d in passage.dates(index) if d.mention.start > length.end]
    begun = [d for d in passage.dates(index) if d.mention.end <= length.start] or passage.before(index)
    days = all(d.mention.grain == "day" for d in (*ends, *begun))
    return passage.unless_fits(length, ends, begun, "dates") if len(ends) == len(begun) == 1 and days else None


_HELD = re.compile(
    r"\b(?:held|lasted|stood|survived|went on|remained|stayed|continued|was in force)\s+(?:\w+\s+)?(?:for\s+)?$"
)
_UNTIL = re.compile(r"\s*,?\s*(?:until|till|before|when)\b")


def _runs(passage: Passage, index: int, length: Length) -> Found | None:
    """The contract of 2016 runs for fifteen years and ends in 2034: between the two dates of the sentence."""
    if not _RUNS.search(passage.prose, passage.sentences[index].start, length.start):
        return None
    dates = passage.dates(index)
    ends = [d for d in dates if 0 < d.mention.start - length.end <= _CLAUSE]
    begun = [d for d in dates if d.mention.end <= length.start]
    if len(dates) != 2 or not (ends and begun) or not _ENDS_IN.search(passage.prose, length.end, ends[0].mention.start):
        return None
    return passage.unless_fits(length, ends, begun, "dates", inclusive=True)


_RUNS = re.compile(r"\b(?:runs?|ran|lasts?|lasted|is valid|was valid|concluded|signed|holds)\s+for\s+$", re.IGNORECASE)
_ENDS_IN = re.compile(r"\b(?:ends?|expires?|ended|expired|until|to|runs out|ran out)\b", re.IGNORECASE)


def _passed(passage: Passage, index: int, length: Length) -> Found | None:
    """They restarted on 20 February, by which time ten weeks had been lost: against the one date before."""
    span, prose = passage.sentences[index], passage.prose
    gone = _BY_THEN.search(prose, span.start, length.start) and _GONE.match(prose, length.end)
    pause = _PAUSE_OF.search(prose, span.start, length.start) or _PAUSE.match(prose, length.end)
    if not gone and not pause:
        return None
    dates = passage.dates(index)
    earlier = [d for d in dates if d is not dates[-1]] if len(dates) == 2 else []
    if not earlier and index and passage.block(passage.sentences[index - 1].start) == passage.block(span.start):
        earlier = passage.dates(index - 1)
    days = all(d.mention.grain == "day" for d in (*earlier, *dates))
    if not dates or len(earlier) != 1 or len(dates) - len(earlier) > 1 or not days:
        return None
    return passage.unless_fits(length, dates[-1:], earlier, "dates")


_BY_THEN = re.compile(r"\b(?:by which time|by then|by when)\b[^.;]*$", re.IGNORECASE)
_GONE = re.compile(
    r"\s+(?:had|have)\s+(?:already\s+)?(?:passed|elapsed|gone(?: by)?|been (?:lost|wasted)|slipped (?:by|away))\b",
    re.IGNORECASE,
)
_PAUSES = r"(?:pause|gap|break|hiatus|interruption|stoppage|silence|suspension|interval)"
_PAUSE_OF = re.compile(rf"\bafter a {_PAUSES} of\s+(?:[a-z]+\s+){{0,2}}$", re.IGNORECASE)
_PAUSE = re.compile(rf"[\s-]+{_PAUSES}\b", re.IGNORECASE)


def _draft(reading: Reading, found: Found, text: RuleText) -> Draft:
    length, prose = found.length, reading.document.text
    values = {
        "length": prose[length.start : length.end],
        "from": reader(found.a),
        "to": reader(found.b),
        "apart": found.apart,
        "against": text.messages[found.against].format(source=found.source, name=found.name),
    }
    return Draft(
        rule=ID,
        kind="interval",
        level=text.level,
        confidence=text.limits[f"confidence_{found.against}"],
        message=text.message.format(**values),
        explanation=text.explanation.format(**values),
        sides=tuple(Side(document=reading.index, span=s) for s in found.sides),
        key=("interval", values["from"], values["to"], f"{length.count:g} {length.unit}"),
    )
