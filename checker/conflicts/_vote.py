"""Votes: margins and majorities against the votes and the chamber that they are of."""

import re
from collections.abc import Iterator, Sequence

from checker.conflicts._passage import Miss, Passage, counted, open_ended, spans_of, value
from checker.extract.numeral import numerals
from checker.model import Mention, Span
from checker.pack.rules import RuleText


def needed(passage: Passage, _text: RuleText) -> Iterator[Miss]:
    """What a majority needs is one more than half: "310 are needed for a majority in the chamber of 630"."""
    prose = passage.reading.document.text
    for m in _NEEDED.finditer(prose, passage.sentence.start, passage.sentence.end):
        votes, house = (int(m[k].replace(",", "")) for k in ("votes", "house"))
        if votes not in (house // 2 + 1, -(-house // 2)):
            fields = {
                "held": m["votes"],
                "house": m["house"],
                "stated": "a majority",
                "actual": str(house // 2 + 1 - votes),
            }
            yield Miss(how="needed", spans=(passage.sentence,), fields=fields)


_NEEDED = re.compile(
    r"\b(?P<votes>\d[\d,]*)\s+(?:votes?\s+|seats?\s+)?(?:are|were|is|was)\s+(?:needed|required|enough)\s+"
    r"(?:for|to have|to form)\s+(?:a|an|the)\s+(?:simple\s+|absolute\s+|bare\s+)?majority\s+(?:in|of)\s+(?:the|a)\s+"
    r"[\w-]+\s+of\s+(?P<house>\d[\d,]*)\b",
    re.IGNORECASE,
)


def margins(passage: Passage, _text: RuleText) -> Iterator[Miss]:
    """The margin of a vote is the difference of its two sides: "by 334 votes to 324. The 20-vote margin"."""
    prose = passage.reading.document.text
    before = passage.sentence_before
    start = before.start if before else passage.sentence.start
    counted_votes = list(_VOTES.finditer(prose, start, passage.sentence.end))
    margin = _VOTE_MARGIN.search(prose, passage.sentence.start, passage.sentence.end)
    if not margin or len(counted_votes) != 1 or counted_votes[0].start() > margin.start():
        return
    if not _VOTED.search(prose, start, passage.sentence.end):
        return
    votes = counted_votes[0]
    one, other = (int(votes[k].replace(",", "")) for k in ("one", "other"))
    stated = _numeral(margin["n"] or margin["m"])
    if stated is not None and stated != abs(one - other):
        spans = tuple(dict.fromkeys((_sentence_at(passage, votes.start()), passage.sentence)))
        fields = {"a": votes["one"], "b": votes["other"], "actual": f"{abs(one - other)} votes", "stated": margin[0]}
        yield Miss(how="change", spans=spans, fields=fields)


_VOTED = re.compile(r"\b(?:votes?|voted|ballots?)\b", re.IGNORECASE)
_VOTES = re.compile(
    r"\b(?P<one>\d[\d,]*)\s+(?:votes?\s+)?(?:to|against)\s+(?P<other>\d[\d,]*)\b"
    r"(?!\s*(?:per cent|%|million|billion|points?)|[.]\d)"
)
_VOTE_MARGIN = re.compile(
    r"\b(?:the|a|its|that|this)\s+(?P<n>[\w-]+?)[- ]votes?\s+(?:margin|majority|lead)\b"
    r"|\b(?:a\s+)?(?:margin|majority|lead)\s+(?:of|was)\s+(?P<m>[\w-]+)(?:\s+votes?)?(?=[\s,.;:])",
    re.IGNORECASE,
)


def _numeral(word: str) -> int | None:
    found = [n for n in numerals(word) if n.kind == "number"]
    return int(found[0].low) if len(found) == 1 and float(found[0].low).is_integer() else None


def _sentence_at(passage: Passage, at: int) -> Span:
    before = passage.sentence_before
    return before if before and before.start <= at < before.end else passage.sentence


def majorities(passage: Passage, _text: RuleText) -> Iterator[Miss]:
    """A majority is more than half of the seats: "36 seats, three more than a majority needs in a chamber of 65"."""
    if "majority" not in passage.text.lower():
        return
    counts = [m for m in passage.figures if counted(m) and not open_ended(m) and value(m).is_integer()]
    for margin in counts:
        side = _MARGIN.match(passage.words(margin.end, margin.end + 70))
        if not side:
            continue
        house = _house([m for m in counts if m is not margin]) or _house(passage.before)
        held = next((m for m in reversed(counts) if m.end <= margin.start and m is not house), None)
        if held is None or house is None or value(held) >= value(house):
            continue
        needed = value(held) - value(margin) if side["above"] else value(held) + value(margin)
        if needed not in {value(house) // 2 + 1, -(-value(house) // 2)}:
            actual = abs(value(held) - (value(house) // 2 + 1))
            yield Miss(
                how="majority", spans=spans_of(passage, held, margin, house),
                fields={"held": held.text, "house": house.text, "actual": f"{actual:.0f}", "stated": margin.text},
            )  # fmt: skip


def _house(amounts: Sequence[Mention]) -> Mention | None:
    """The largest count that may be the number of seats of a chamber."""
    return max((m for m in amounts if counted(m) and value(m) <= _LARGEST_HOUSE), key=value, default=None)


_MARGIN = re.compile(
    r"\s*(?:\w+\s+)?(?:(?P<above>more than|above|over|beyond|clear of)"
    r"|short of|shy of|below|under|fewer than|less than)\s+(?:\w+\s+){0,3}majority\b"
)
_LARGEST_HOUSE = 3000
