"""Who says what within one paragraph: the speakers of its sentences and of its quotations."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from checker.extract.paired import containing, pairs
from checker.extract.sentence import sentences
from checker.model import Block, Span

if TYPE_CHECKING:
    from checker.extract.context import Words

_TOKEN = re.compile(r"[^\s,;:()\"“”«»—–]+|[,;:()\"“”«»—–]")
_LOOK = 130
_LONG = 250


class _Said(NamedTuple):
    """Where a sentence names who says something: the attribution ``start`` to ``end``; ``ahead`` if that follows it."""

    start: int
    end: int
    speaker: str
    ahead: bool


class Voices(NamedTuple):
    """Words of saying, as :class:`checker.extract.context.Words` has them."""

    all: frozenset[str]
    quick: frozenset[str]  # with the punctuation that may follow in running text
    words: "Words"

    @classmethod
    def of(cls, words: "Words") -> "Voices":
        """The voices of a vocabulary."""
        verbs = words.saying | words.saying_that | words.according
        quick = frozenset(verb + mark for verb in verbs for mark in ("", ",", ".", ":", ";", '"', "”", ")"))
        return cls(verbs, quick, words)


class Paragraph:
    """One paragraph of a text; everything in it is found when first asked for, and once."""

    def __init__(self, text: str, start: int, end: int, voices: Voices) -> None:
        self.text, self.start, self.end, self.voices = text, start, end, voices
        self._quotes: list[Span] | None = None
        self._parentheses: list[Span] = []
        self._sentences: list[Span] = []
        self._said: dict[int, list[_Said]] = {}
        self._speakers: dict[Span, str | None] = {}

    @classmethod
    def around(cls, text: str, at: int, after: int, voices: Voices) -> "Paragraph":
        """The paragraph that ``at`` stands in; none begins before ``after``."""
        begin = text.rfind("\n\n", after, at)
        end = text.find("\n\n", at)
        return cls(text, max(after, begin + 2 if begin >= 0 else after), len(text) if end < 0 else end, voices)

    def quote_at(self, at: int) -> Span | None:
        """The quotation that ``at`` stands in."""
        if self._quotes is None:
            self._quotes, self._parentheses = pairs(self.text, self.start, self.end)
        return containing(self._quotes, at) if self._quotes else None

    def in_parenthesis(self, at: int) -> bool:
        """Whether ``at`` stands between round or square brackets."""
        if self._quotes is None:
            self._quotes, self._parentheses = pairs(self.text, self.start, self.end)
        return bool(self._parentheses) and containing(self._parentheses, at) is not None

    def speaker(self, start: int, end: int, quote: Span | None, near: bool) -> str | None:
        """Who says what stands at ``start`` to ``end``; ``near`` says whether a verb of saying is close by."""
        if quote is not None:
            if quote not in self._speakers:
                self._speakers[quote] = self._of_quote(quote)
            if self._speakers[quote]:
                return self._speakers[quote]
        return self._of_sentence(start, end, quote) if near else None

    def _of_sentence(self, start: int, end: int, quote: Span | None) -> str | None:
        said = self._attributions(self._sentence(start))
        if quote is None:
            said = [s for s in said if self.quote_at(s.start) is None]
        else:
            said = [s for s in said if quote.start <= s.start < quote.end or s.end <= quote.start] or said
        ahead = [s for s in said if s.ahead and s.end <= start]
        if ahead and self.text.find(";", ahead[-1].end, start) < 0:
            return ahead[-1].speaker
        behind = [s for s in said if not s.ahead and s.start >= end and self.text.find(";", end, s.start) < 0]
        return behind[0].speaker if behind else None

    def _of_quote(self, quote: Span) -> str | None:
        """The speaker named right behind a quotation, right before it, or by the quotation before it."""
        if self.text[quote.end - 2 : quote.end - 1] != ".":
            named = _behind_quote(_tokens(self.text, quote.end, min(self.end, quote.end + _LOOK)), self.voices)
            if named:
                return named
        said = self._attributions(self._sentence(quote.start))
        ahead = [s for s in said if s.ahead and s.end <= quote.start]
        if ahead and self.quote_at(ahead[-1].start) is None:
            return ahead[-1].speaker
        return self._goes_on(quote)

    def _goes_on(self, quote: Span) -> str | None:
        """The speaker of the quotation before, where nothing but his attribution stands between the two."""
        at = bisect_left(self._quotes or [], quote)
        if not at or not self._quotes:
            return None
        before = self._quotes[at - 1]
        between = self.text[before.end : quote.start].strip()
        if len(between) > _LOOK or not between.endswith((".", ",")) or len(sentences(between)) > 1:
            return None
        if before not in self._speakers:
            self._speakers[before] = _behind_quote(_tokens(self.text, before.end, quote.start), self.voices)
        return self._speakers[before]

    def _sentence(self, at: int) -> Span:
        """The sentence that ``at`` stands in, as far as it is near."""
        if self._sentences and self._sentences[0].start <= at < self._sentences[-1].end:
            return containing(self._sentences, at) or Span(at, at)
        bound = Span(max(self.start, at - _LONG), min(self.end, at + _LONG))
        self._sentences = list(sentences(self.text, (Block(kind="paragraph", span=bound),)))
        if len(self._sentences) > 1 and bound.end < self.end:
            self._sentences.pop()  # cut off
        return containing(self._sentences, at) or Span(at, at)

    def _attributions(self, sentence: Span) -> list[_Said]:
        if sentence.start not in self._said:
            heard = not self.voices.quick.isdisjoint(self.text[sentence.start : sentence.end].lower().split())
            found = _tokens(self.text, sentence.start, sentence.end) if heard else []
            self._said[sentence.start] = list(_attributions(found, self.voices))
        return self._said[sentence.start]


class _Token(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    text: str
    word: str


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    """Words and marks; a full stop stays with its word."""
    return [_Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text, start, end)]


def _attributions(row: list[_Token], voices: Voices) -> Iterator[_Said]:
    for i, token in enumerate(row):
        word = token.word.rstrip(".")
        if word not in voices.all:
            continue
        if word in voices.words.according:
            yield from _according(row, i, voices)
        else:
            said = _inverted(row, i, voices) or _plain(row, i, voices)
            if said is not None:
                yield said


def _according(row: list[_Token], at: int, voices: Voices) -> Iterator[_Said]:
    """Reads "according to X", which speaks of what follows where it opens the sentence, else of what it follows."""
    if at + 1 >= len(row) or row[at + 1].word != "to":
        return
    end = _behind(row, at + 2, voices, prepositions=True)
    speaker = _named(row[at + 2 : end], voices)
    if speaker is None:
        return
    opening = not at or row[at - 1].word in voices.words.opens
    if not opening:
        yield _Said(row[at].start, row[end - 1].end, speaker, ahead=False)
    if opening or (row[end : end + 1] and row[end].text == "," and _word(row, end + 1) not in voices.words.opens):
        yield _Said(row[at].start, row[end - 1].end, speaker, ahead=True)


def _inverted(row: list[_Token], at: int, voices: Voices) -> _Said | None:
    """Reads "..., said X"."""
    if not at or row[at - 1].text not in _BEFORE_INVERTED:
        return None
    end = _behind(row, at + 1, voices)
    if _word(row, end) and row[end].text not in _MARKS_AFTER and _word(row, end) not in voices.words.adverbials:
        return None
    speaker = _named(row[at + 1 : end], voices)
    return _Said(row[at].start, row[end - 1].end, speaker, ahead=False) if speaker else None


def _plain(row: list[_Token], at: int, voices: Voices) -> _Said | None:
    """Reads "X said that ..." and "..., X said"."""
    subject, begin = _subject(row, at, voices)
    if subject is None:
        return None
    following = _word(row, at + 1)
    ended = not following or following in _MARKS_AFTER or row[at].text.endswith(".")
    tail = begin > 0 and row[begin - 1].text in _BEFORE_INVERTED and (ended or len(row) - at <= _SHORT)
    if tail:
        return _Said(row[begin].start, row[at].end, subject, ahead=False)
    if row[at].word in voices.words.saying_that and following not in _OPENS_SAID:
        return None
    return None if following == "to" else _Said(row[begin].start, row[at].end, subject, ahead=True)


def _subject(row: list[_Token], at: int, voices: Voices) -> tuple[str | None, int]:
    """Who does what the verb at ``at`` says, and where he is named."""
    words = voices.words
    end = at
    while end and (row[end - 1].word in words.adverbs or _adverb(row[end - 1].text)):
        end -= 1
    if not end or row[end - 1].word in words.no_report:
        return None, end
    if row[end - 1].text == ",":  # an apposition: "X, the minister, said"
        comma = next((k for k in range(end - 2, max(-1, end - 16), -1) if row[k].text == ","), -1)
        if comma <= 0 or _word(row, comma + 1) in words.opens - {"who", "which"}:
            return None, end
        end = comma
    begin = end
    while begin and end - begin < _LONGEST and not _bounds(row, begin - 1, voices):
        begin -= 1
    while begin < end and row[begin].word in words.adverbials:
        begin += 2
        while begin < end and (row[begin].word in words.days or row[begin].word.isdigit()):
            begin += 1
    while end > begin and row[end - 1].word in words.days:
        end -= 1
    return _named(row[begin:end], voices), begin


def _adverb(word: str) -> bool:
    return word.endswith("ly") and word.islower() and len(word) > 5


def _bounds(row: list[_Token], at: int, voices: Voices) -> bool:
    """Whether the speaker's name cannot reach over the token at ``at``."""
    token = row[at]
    if token.text in _PUNCTUATION or token.text.startswith("--"):
        return True
    if token.word == "and" and at and row[at - 1].text[:1].isupper() and row[at + 1].text[:1].isupper():
        return False
    return token.word in voices.words.opens


def _behind(row: list[_Token], at: int, voices: Voices, prepositions: bool = False) -> int:
    """Where the speaker that begins at ``at`` ends."""
    end = at
    while end < len(row) and end - at < _LONGEST:
        token = row[end]
        if token.text in _PUNCTUATION:
            break
        if token.word in voices.words.closes and not (
            (prepositions and token.word in _INSIDE_NAME)
            or (token.word == "and" and end + 1 < len(row) and row[end + 1].text[:1].isupper())
        ):
            break
        end += 1
        if _stops(token, voices):
            break
    return end


def _stops(token: _Token, voices: Voices) -> bool:
    """Whether a sentence ends with the token."""
    word = token.word.rstrip(".")
    return token.text.endswith(".") and len(token.text) > 2 and word not in voices.words.abbreviated


def _named(row: list[_Token], voices: Voices) -> str | None:
    """The tokens as the name of somebody, if they can be one."""
    if not row or row[0].word.rstrip(".") in voices.words.nobody or any(token.text[0].isdigit() for token in row):
        return None
    if len(row) > 1 and any(token.word in voices.words.never_in_name for token in row):
        return None
    name = " ".join(token.text for token in row)
    if _stops(row[-1], voices):
        name = name.rstrip(".")
    return name if name[:1].isalpha() and len(row) <= _LONGEST else None


def _behind_quote(row: list[_Token], voices: Voices) -> str | None:
    """The speaker named behind a quotation: "...", said X, and "...", X said."""
    at = 1 if row and row[0].text == "," else 0
    if _word(row, at) in voices.all and row[at].word not in voices.words.according:
        return _named(row[at + 1 : _behind(row, at + 1, voices)], voices)
    for k in range(at, min(len(row), at + _LONGEST + 3)):
        if row[k].word.rstrip(".") in voices.all:
            speaker, begin = _subject(row, k, voices)
            return speaker if begin == at else None
        if (
            row[k].text.endswith(".")
            and len(row[k].text) > 2
            and row[k].word.rstrip(".") not in voices.words.abbreviated
        ):
            return None
    return None


def _word(row: list[_Token], at: int) -> str:
    return row[at].word if at < len(row) else ""


_PUNCTUATION = frozenset(',;:()"“”«»—–')
_BEFORE_INVERTED = frozenset((",", '"', "”", "»", "—", "–"))
_MARKS_AFTER = frozenset((",", ";", ":", "—", "–", '"', "“", "(", ")"))
_OPENS_SAID = frozenset(("that", ":", '"', "“"))
_INSIDE_NAME = frozenset(("and", "at", "for", "by", "in"))
_SHORT = 5
_LONGEST = 9
