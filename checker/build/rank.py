"""Ranks: what a text puts in the third place of an order, or calls the fifth of a sequence.

The words stand in ``rules/lexicon/ranks.yaml``.
"""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from checker.build.feature import concept
from checker.build.prose import Prose
from checker.extract.words import WORD, is_content, stem
from checker.model import Rank, Reading, Span
from checker.pack.loader import default_pack, load_yaml
from checker.period import of

_HEAD = 5  # words behind an ordinal among which the thing ordered is named
_BREAK = re.compile(
    r"[.,;:!?()“”\"—–]|\b(?:of|in|on|by|at|to|for|and|after|behind|against|which|who|that|under|with|since|is|was)\b"
)

_PAST = {"was", "were", "had", "last", "earlier"}
_COPULA = re.compile(
    r"\b(?:was|is|were|be|been|marks|marked|made)\s+(?:already\s+)?(?:the|its|their)\s+$", re.IGNORECASE
)
_APPOSED = re.compile(r"\b[Tt]he\s+([a-z]+)\b[^,.;:]{0,40},\s+(?:the\s+)?[\w-]+['’]s\s+$")
_LINK = re.compile(r"(?:among|in|of|within)?\s*(?:(?:the|all|its)\s+)*")
_COMPLEMENT = re.compile(r"[^.,;:()]{0,40}?\bof\s+([^.,;:()]{2,50})")
_PART = re.compile(r"[;—]\s|,\s(?:and|but|while|whereas)\s")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ordinals: tuple[str, ...]
    tens: tuple[str, ...]
    by: dict[str, tuple[str, ...]]
    ranked: tuple[str, ...]
    producers: tuple[str, ...]
    anaphors: tuple[str, ...]
    sequences: dict[str, tuple[str, ...]]
    holders: tuple[str, ...]
    joiners: tuple[str, ...]
    world: tuple[str, ...]
    rivals: tuple[str, ...]
    hedged: tuple[str, ...]


@cache
def _lexicon() -> _File:
    return load_yaml(default_pack() / "lexicon" / "ranks.yaml", _File)


@cache
def _pattern() -> re.Pattern[str]:
    words = _lexicon()
    ones, tens = "|".join(words.ordinals), "|".join(words.tens)
    tenths = "|".join(t[:-1] + "ieth" for t in words.tens)
    by = "|".join(sorted((re.escape(w) for group in words.by.values() for w in group), key=len, reverse=True))
    ordinal = rf"\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{tens})-)?(?:{ones})|{tenths}"
    return re.compile(
        rf"(?<![\w-])(?P<ordinal>{ordinal})(?:[- ](?P<by>{by})|[- ]most[- ](?P<most>[a-z]{{4,}})"
        r"|-(?P<placed>placed|ranked|ranking))?(?![\w-])"
        rf"|(?:(?<=['’]s )|(?<=\bthe ))(?P<top>{by})(?![\w-])"
        rf"|\b(?:ranks?|ranked|comes?|came|stands?|placed)\s+(?:only\s+|just\s+)?(?:in\s+)?(?P<place>{ordinal})"
        r"(?:\s+place)?\s+(?=(?:among|in|of|within|behind)\b)",
        re.IGNORECASE,
    )


@cache
def _groups() -> dict[str, str]:
    return {word: group for group, words in _lexicon().by.items() for word in words}


@cache
def _ranked() -> frozenset[str]:
    return frozenset(concept(w) for w in _lexicon().ranked)


@cache
def _held() -> re.Pattern[str]:
    """What stands right behind the place of an office-holder or a member in the row of all there have been."""
    words = _lexicon()
    held = "|".join(map(re.escape, (*words.holders, "member state", "member")))
    joins = "|".join(map(re.escape, words.joiners))
    return re.compile(
        rf"\s+(?:(?P<held>{held})(?![\w-])|(?:(?:country|state|nation)\s+)?to\s+(?P<joins>{joins})\b)", re.IGNORECASE
    )


@cache
def _heads() -> dict[str, str]:
    return {concept(w): length for length, words in _lexicon().sequences.items() for w in words}


def ranks(reading: Reading, prose: Prose | None = None) -> tuple[Rank, ...]:
    """Places in an order that one document states, in the order of the text; ``prose`` as for events."""
    if not reading.sentences:
        return ()
    text = prose or Prose(reading)
    return tuple(r for m in _pattern().finditer(reading.document.text) if (r := _rank(text, m)) is not None)


def _rank(text: Prose, m: re.Match[str]) -> Rank | None:
    index = text.sentence(m.start())
    span = text.sentences[index]
    prose = text.document.text
    number = 1 if m["top"] else _number((m["ordinal"] or m["place"]).lower())
    if number is None or not span.start <= m.start() < span.end:
        return None
    by = "large" if m["placed"] or m["place"] else _groups().get((m["by"] or m["top"] or "").lower(), "")
    by = f"most {stem(m['most'].lower())}" if m["most"] else by
    behind = list(_behind(prose, m.end() if not m["place"] else _LINK.match(prose, m.end()).end(), span.end))  # type: ignore[union-attr]
    held = _held().match(prose, m.end()) if m["ordinal"] and not by and not m["placed"] else None
    head = _of_holders(held) if held else _head(prose, m, behind, by, bool(m["placed"]), text, index)
    if head is None:
        return None
    if not by and head in _ranked() and head not in _heads():
        by = "large"
    rivals = frozenset(
        f.name
        for r in re.finditer(rf"\b(?:{'|'.join(_lexicon().rivals)})\b[^.;]*", prose[m.end() : span.end])
        for f in text.within(m.end() + r.start(), m.end() + r.end())
    )
    subject = text.subject(index, _own_part(prose, span, m), rivals)
    dates = [p for d in text.dates(index) if (p := of(d)) is not None and d.grain in ("day", "month")]
    near = text.within(span.start, span.end)
    return Rank(
        span=_clause(prose, span, m),
        mention=Span(m.start(), m.end()),
        number=number,
        head=head,
        by=by,
        modifiers=_modifiers(behind, head, by),
        of=_complement(prose, m.end(), span.end),
        lasting=_heads().get(head) == "long",
        fixed=held is not None,
        words=frozenset(f.name for f in near),
        subject=subject,
        countries=subject & text.countries,
        context=text.context(index),
        period=dates[0] if len(dates) == 1 else None,
        hedged=_hedged(prose, span, m, dated=not by and len(dates) == 1),
        scope=_scope(prose, m, text),
    )


def _of_holders(held: re.Match[str]) -> str:
    """The row that a place is of: that of the presidents, or of those that joined."""
    word = (held["held"] or "member").lower()
    return "member" if word.startswith("member") else word.replace(" ", "-")


def _complement(prose: str, start: int, end: int) -> frozenset[str]:
    """Features of what things of the kind make or hold: "uranium" of "the second-largest miner of uranium"."""
    m = _COMPLEMENT.match(prose, start, end)
    if not m:
        return frozenset()
    stop = _BREAK.search(m[1])
    words = [w[0] for w in WORD.finditer(m[1][: stop.start()] if stop else m[1])][:_HEAD]
    left = {*_lexicon().world, *_lexicon().anaphors}
    return frozenset(concept(w) for w in words if is_content(w) and w.lower() not in left and not w[0].isupper())


def _modifiers(behind: list[str], head: str, by: str) -> frozenset[str]:
    """Features beside the head; in a ranking the head is the last word."""
    beside = behind[:-1] if by else behind
    return frozenset(concept(w) for w in beside if w.lower() not in _lexicon().world) - {head}


def _own_part(prose: str, span: Span, m: re.Match[str]) -> Span:
    """The part of a sentence that a place belongs to: "A is the fourth, and B the second" says two things."""
    start, end = max(span.start, m.start() - 160), min(span.end, m.end() + 160)
    cuts = [c.end() for c in _PART.finditer(prose, start, m.start())]
    after = _PART.search(prose, m.end(), end)
    return Span(cuts[-1] if cuts else start, after.start() if after else end)


def _number(word: str) -> int | None:
    words = _lexicon()
    if word[0].isdigit():
        return int(re.sub(r"\D", "", word))
    ten, _, one = word.rpartition("-")
    if one in words.ordinals:
        return words.ordinals.index(one) + 1 + (10 * (words.tens.index(ten) + 2) if ten else 0)
    stem = word.removesuffix("ieth") + "y"
    return 10 * (words.tens.index(stem) + 2) if stem in words.tens else None


def _behind(prose: str, start: int, end: int) -> Iterator[str]:
    """Content words right behind an ordinal, up to where its noun phrase ends."""
    stop = _BREAK.search(prose, start, end)
    limit = stop.start() if stop else end
    for count, m in enumerate(WORD.finditer(prose, start, limit)):
        if count >= _HEAD:
            return
        if is_content(m[0]):
            yield m[0]


def _head(
    prose: str, m: re.Match[str], behind: list[str], by: str, placed: bool, text: Prose, index: int
) -> str | None:
    """Feature of the thing ordered; for a sequence one of the nouns of the pack, else no rank."""
    if placed:
        return "*"
    if by:
        return _kind(concept(behind[-1])) if behind else "*"
    if behind and concept(behind[0]) in _ranked() and prose[m.start() - 4 : m.start()].lower() == "the ":
        return concept(behind[0])
    for word in behind:
        if concept(word) in _heads():
            return concept(word)
    # "their August session was the fifth"
    own = text.sentences[index]
    if not behind and _COPULA.search(prose, own.start, m.start()):
        named = [concept(w[0]) for w in WORD.finditer(prose, own.start, m.start())]
        return next((w for w in named if w in _heads()), None)
    apposed = _APPOSED.search(prose, own.start, m.start())  # "The package of 23 October, the EU's eighteenth"
    if not behind and apposed and concept(apposed[1]) in _heads():
        return concept(apposed[1])
    # "The fifty-fourth, which broke up": the noun stands in the sentence before
    before = prose[max(0, m.start() - 5) : m.start()].lower()
    if (
        not behind
        and before.endswith("the ")
        and re.match(r"[,.;]|\s+(?:was|is|will|has|ended|took|opened)\b", prose[m.end() :])
    ):
        earlier = text.sentences[index - 1] if index else None
        if earlier and text.block(earlier.start) == text.block(m.start()):
            for w in WORD.finditer(prose, earlier.start, earlier.end):
                if concept(w[0]) in _heads():
                    return concept(w[0])
    return None


def _kind(head: str) -> str:
    """Who mines, grows or refines a thing is a producer of it."""
    return "#produce" if head in {concept(w) for w in _lexicon().producers} else head


def _clause(prose: str, span: Span, m: re.Match[str]) -> Span:
    if span.end - span.start <= 220:
        return span
    left = max(
        (c.end() for c in re.finditer(r"[;:—]\s|,\s(?:and|but|while)\s", prose[span.start : m.start()])), default=0
    )
    start = max(span.start + left, m.start() - 110)
    right = re.search(r"[;—]|,\s", prose[m.end() + 40 : span.end])
    end = m.end() + 40 + right.start() if right else min(span.end, m.end() + 140)
    return Span(start, max(min(end, span.end), m.end()))


def _hedged(prose: str, span: Span, m: re.Match[str], *, dated: bool) -> bool:
    """Whether the words before make the place a past, a hoped-for or a compared one.

    What was the fifth round on a day that is told stays the fifth round.
    """
    before = re.findall(r"\b[a-z]+\b", prose[max(span.start, m.start() - 60) : m.start()])[-6:]
    after = re.findall(r"[a-z]+", prose[m.end() : m.end() + 30].lower())[:2]
    words = set(_lexicon().hedged) - (_PAST if dated else set())
    return any(w in words for w in before) or any(w in ("time", "year", "month") for w in after)


def _scope(prose: str, m: re.Match[str], text: Prose) -> str:
    """What a ranking is measured within: the world, an entity named right beside it, or nothing said."""
    near = prose[max(0, m.start() - 45) : min(len(prose), m.end() + 60)].lower()
    if any(re.search(rf"\b{w}", near) for w in _lexicon().world):
        return "world"
    inside = re.match(r"[^.;,]{0,50}?\b(?:in|among|within|of)\s+(?:the\s+)?", prose[m.end() :])
    if inside:
        at = m.end() + inside.end()
        for f in text.within(at, at + 3):
            if f.name.startswith("@") or f.proper:
                return f.name
    own = re.search(r"([A-Z][\w]+)['’]s\s*$", prose[max(0, m.start() - 30) : m.start()])
    if not own:
        return ""
    at = max(0, m.start() - 30) + own.start(1)
    return next((f.name for f in text.within(at, at + 1)), concept(own[1]))
