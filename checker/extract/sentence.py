"""Sentences: where a statement begins and ends. Blocks bound them; a full stop after an abbreviation does not."""

import re
from collections.abc import Sequence

from checker.model import Block, Span

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n{2,}")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Gov|Sen|Rep|Hon|Rev|Pres|Sec|Amb|No|Nos|Art"
    r"|vs|cf|al|etc|approx|est|ca|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri"
    r"|Sat|Sun|p|pp|vol|ed|eds|Okla|Fla|Calif|Penn|Mass|Conn|Ala|Ariz|Colo|Minn|Mo|Va|Wash|Wis|Tex|fig|bn|mn|tn)"
    r"|\b(?:[A-Za-z]\.)+[A-Za-z]|\b[A-Z])\.$"
)


def sentences(text: str, blocks: Sequence[Block] = ()) -> tuple[Span, ...]:
    """Spans of the sentences of ``text``; with ``blocks``, no sentence crosses from one block into another."""
    bounds = [b.span for b in blocks] or [Span(0, len(text))]
    return tuple(s for bound in bounds for s in _within(text, bound))


def _within(text: str, bound: Span) -> list[Span]:
    found: list[Span] = []
    start = bound.start
    for m in _END.finditer(text, bound.start, bound.end):
        if m[0] == "." and not _ends(text, m.start(), m.end()):
            continue
        _add(found, text, start, m.end())
        start = m.end()
    _add(found, text, start, bound.end)
    return found


def _ends(text: str, dot: int, after: int) -> bool:
    """Whether the full stop at ``dot`` ends a sentence, by the word before it and the letter behind it."""
    following = text[after : after + 40].lstrip()
    if following[:1].islower():
        return False
    if not _ABBREVIATION.search(text[max(0, dot - 14) : dot + 1]):
        return True
    # "the U.S. The" ends one, "the U.S. Navy" and "Dr. Smith" and "Sept. 26" do not: only a function word tells
    initials = text[dot - 2 : dot - 1] == "."
    return initials and bool(
        re.match(r"(?:The|It|He|She|They|In|On|But|And|A|An|This|That|We|For|As|At|If)\b", following)
    )


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))
