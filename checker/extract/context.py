"""How a text puts each mention: negated, compared, quoted and by whom, in a parenthesis, in which kind of block.

Only words that stand near decide, and each stretch of text is looked at once: a mention is one slice of the words to
its left, and what is paired (quotation marks, parentheses, sentences) is found once for each paragraph that has one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from checker.extract.said import Paragraph, Voices
from checker.model import Block, Comparison, Mention, Place
from checker.pack.loader import default_pack, load_yaml

_REACH_BACK = 130
_REACH_AHEAD = 110
_APART = 110
_EDGE = "\"'“”‘’()[]*_"
_FIRSTS = frozenset("#-*+•–>|")
_STOPS = ",;:.!?)—–"
_STOPS_WITHIN = frozenset(_STOPS)
_TIMES = frozenset(("year", "month", "week", "day", "hour", "minute", "second", "decade", "quarter", "century"))
_PLACES: dict[str, Place] = {
    "title": "title",
    "heading": "heading",
    "item": "item",
    "quote": "quote",
    "row": "cell",
    "paragraph": "prose",
    "byline": "prose",
}


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Schema of ``rules/lexicon/context.yaml``."""

    reach: int
    negators: frozenset[str]
    negators_of_two: frozenset[str]
    spent_by: frozenset[str]
    spent_before: frozenset[str]
    clause_ends: frozenset[str]
    joins: frozenset[str]
    before_dates: frozenset[str]
    comparison: dict[Comparison, tuple[str, ...]]
    comparison_of_like: frozenset[str]
    fillers: frozenset[str]
    saying: frozenset[str]
    saying_that: frozenset[str]
    according: frozenset[str]
    adverbs: frozenset[str]
    no_report: frozenset[str]
    opens: frozenset[str]
    closes: frozenset[str]
    adverbials: frozenset[str]
    days: frozenset[str]
    never_in_name: frozenset[str]
    abbreviated: frozenset[str]
    nobody: frozenset[str]
    lines: dict[Place, tuple[str, ...]]


class _Vocabulary(msgspec.Struct, frozen=True):
    words: Words
    compared: dict[tuple[str, ...], Comparison]
    last: frozenset[str]  # last words of the phrases that compare
    voices: Voices
    lines: tuple[tuple[str, Place], ...]
    negators: frozenset[str]  # as a text may write them, and the first words of those of two


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    words = load_yaml(default_pack() / "lexicon" / "context.yaml", Words)
    compared = {tuple(phrase.split()): how for how, phrases in words.comparison.items() for phrase in phrases}
    negators = words.negators | {phrase.split()[0] for phrase in words.negators_of_two}
    return _Vocabulary(
        negators=frozenset(
            form for word in negators for form in (word, word.replace("'", "’"), f'"{word}', f"“{word}", f"({word}")
        ),
        words=words,
        compared=compared,
        last=frozenset(phrase[-1] for phrase in compared),
        voices=Voices.of(words),
        lines=tuple((mark, place) for place, marks in words.lines.items() for mark in marks),
    )


def with_context(text: str, mentions: Sequence[Mention], blocks: Sequence[Block] = ()) -> list[Mention]:
    """``mentions`` of ``text``, in order, with the context that the text gives each.

    Without ``blocks`` the kind of place is told by how the line begins ("# ", "- ", "> ", "| ").

    Raises:
        PackError: the vocabulary is broken.
    """
    if not mentions:
        return []
    words = _vocabulary()
    quick, reach = words.voices.quick, words.words.reach
    places = _places(text, mentions, blocks, words)
    out: list[Mention] = []
    paragraph = Paragraph(text, 0, 0, words.voices)
    before: Mention | None = None
    for mention, place in zip(mentions, places, strict=True):
        if mention.start >= paragraph.end:
            paragraph, before = Paragraph.around(text, mention.start, paragraph.end, words.voices), None
        start, end = mention.start, mention.end
        left = text[max(paragraph.start, start - _REACH_BACK) : start].lower().split()
        near = not quick.isdisjoint(left) or not quick.isdisjoint(
            text[end : min(paragraph.end, end + _REACH_AHEAD)].lower().split()
        )
        negated = not words.negators.isdisjoint(left[-reach:]) and _negated(left, mention, words.words)
        comparison = _comparison(left, text, mention, before, words)
        quote = paragraph.quote_at(start)
        speaker = paragraph.speaker(start, end, quote, near) if quote or near else None
        parenthesis = paragraph.in_parenthesis(start)
        before = mention if mention.kind == "quantity" else before
        if negated or comparison or quote or speaker or parenthesis or place != "prose":
            out.append(
                msgspec.structs.replace(
                    mention,
                    negated=negated,
                    comparison=comparison,
                    quoted=quote is not None,
                    speaker=speaker,
                    parenthesis=parenthesis,
                    place=place,
                )
            )
        else:
            out.append(mention)
    return out


def _negated(left: list[str], mention: Mention, words: Words) -> bool:
    """Whether a negator reaches the mention from its left."""
    spent: list[str] = []
    for i in range(len(left) - 1, max(-1, len(left) - 1 - words.reach), -1):
        word = left[i].strip(_EDGE).replace("’", "'")
        if left[i][-1] in _STOPS or left[i][-2:-1] in _STOPS_WITHIN or "--" in left[i]:
            return False
        behind = spent[-1] if spent else ""
        two = f"{word} {behind}" in words.negators_of_two
        if two or word in words.negators:
            between = spent[-2::-1] if two else spent[::-1]
            return _reaches(left[i - 1] if i else "", between, mention, words)
        if word in words.clause_ends or (word in words.joins and spent and spent[-1] not in words.fillers):
            return False
        spent.append(word)
    return False


def _reaches(before: str, behind: list[str], mention: Mention, words: Words) -> bool:
    """Whether a negator keeps its force over the words ``behind`` it, up to the mention."""
    if before.strip(_EDGE) in words.spent_before:
        return False
    if behind and (
        behind[0] in words.spent_by or any(" ".join(behind[k : k + 2]) in words.spent_by for k in range(len(behind)))
    ):
        return False
    if mention.kind in ("date", "duration") or mention.unit in _TIMES:
        return all(word in words.before_dates or word in words.fillers for word in behind)
    if mention.noun is None:
        return True
    last = next((word for word in reversed(behind) if word not in words.fillers), "")
    return last != "of"  # "did not forget the citizens of eighty nations"


def _comparison(
    left: list[str], text: str, mention: Mention, before: Mention | None, vocabulary: _Vocabulary
) -> Comparison | None:
    """What the mention is to a figure that it is held against."""
    fillers = vocabulary.words.fillers
    end = len(left)
    for _ in range(5):
        if not end:
            return None
        word = left[end - 1].strip(_EDGE).rstrip(".")
        if word in vocabulary.last and (mention.kind == "quantity" or word not in fillers):
            for size in (4, 3, 2, 1):
                phrase = tuple(part.strip(_EDGE).rstrip(".") for part in left[max(0, end - size) : end])
                if phrase in vocabulary.compared:
                    if text.startswith(("'s ", "’s "), mention.end):
                        return None  # "compared with last month's 4 per cent" holds against the latter
                    return vocabulary.compared[phrase]
        if word in vocabulary.words.comparison_of_like and before is not None and _alike(before, mention):
            return "against"
        if word not in fillers:
            return None
        end -= 1
    return None


def _alike(a: Mention, b: Mention) -> bool:
    """Whether two figures close together measure one thing: the same unit, and no noun of their own each."""
    if a.kind != b.kind or b.start - a.end > _APART:
        return False
    if a.unit and b.unit:
        return a.unit == b.unit and (not a.noun or not b.noun or a.noun == b.noun or a.unit != b.noun)
    return not b.noun or a.noun == b.noun


def _places(text: str, mentions: Sequence[Mention], blocks: Sequence[Block], words: _Vocabulary) -> list[Place]:
    if not blocks:
        return _of_lines(text, mentions, words.lines)
    starts = [block.span.start for block in blocks]
    found: list[Place] = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        inside = at >= 0 and mention.start < blocks[at].span.end
        found.append(_PLACES[blocks[at].kind] if inside else "prose")
    return found


def _of_lines(text: str, mentions: Sequence[Mention], lines: tuple[tuple[str, Place], ...]) -> list[Place]:
    found: list[Place] = []
    looked, place = 0, _begins(text, 0, lines)
    for mention in mentions:
        begin = text.rfind("\n", looked, mention.start)
        if begin >= 0:
            place = _begins(text, begin + 1, lines)
        looked = mention.start
        found.append(place)
    return found


def _begins(text: str, at: int, lines: tuple[tuple[str, Place], ...]) -> Place:
    line = text[at : at + 12].lstrip(" \t")
    if line[:1] not in _FIRSTS:
        return "prose"
    for mark, place in lines:
        if line.startswith(mark):
            return place
    return "prose"
