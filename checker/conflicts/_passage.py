"""A passage: one sentence with its figures, and the figures that stand shortly before it."""

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from checker.amount import ROUNDING
from checker.extract.numberword import Numeral
from checker.extract.numeral import numerals
from checker.model import Kind, Mention, Name, Reading, Span

_LARGE = 100_000  # a bare figure of this size beside money is money


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """Figures that do not make each other. ``how`` names the message; ``spans`` are where they stand."""

    how: str
    spans: tuple[Span, ...]
    fields: dict[str, str]
    kind: Kind = "arithmetic"
    confidence: float = 0.9


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """``amounts`` are the sentence's quantities, ``before`` those of up to three sentences of its block before it."""

    reading: Reading
    sentence: Span
    text: str
    amounts: tuple[Mention, ...]
    before: tuple[Mention, ...]
    names: tuple[Name, ...]

    @property
    def sentence_before(self) -> Span | None:
        """The sentence before, where it stands in the same block."""
        sentences = self.reading.sentences
        i = bisect_left([s.start for s in sentences], self.sentence.start)
        if i == 0 or "\n\n" in self.reading.document.text[sentences[i - 1].end : self.sentence.start]:
            return None
        return sentences[i - 1]

    @property
    def figures(self) -> list[Mention]:
        """The amounts with what is written as a bare number and is no amount by itself: "six more", "a fifth"."""
        inside = self.sentence
        taken = [(m.start, m.end) for m in self.reading.mentions if inside.start <= m.start < inside.end]
        bare = [_bare(self.reading.document.text, self.sentence.start, n) for n in numerals(self.text)]
        free = [m for m in bare if m and not any(m.start < end and start < m.end for start, end in taken)]
        return sorted([*self.amounts, *free], key=lambda m: m.start)

    def words(self, start: int, end: int) -> str:
        """Lower-case text between two offsets of the document."""
        return self.reading.document.text[start:end].lower()

    def sentence_of(self, mention: Mention) -> Span:
        """The sentence that a mention stands in."""
        starts = [s.start for s in self.reading.sentences]
        i = bisect_left(starts, mention.start + 1) - 1
        return self.reading.sentences[i]


def _bare(text: str, offset: int, n: Numeral) -> Mention | None:
    start, end = offset + n.start, offset + n.end
    number: tuple[int | float, int | float] = (n.low, n.high)
    unit = None
    if n.kind == "ordinal":
        article = _A.search(text[max(0, start - 8) : start])
        if not article or not 3 <= n.low <= 20:
            return None
        start, number, unit = start - len(article[0]), (1 / n.low, 1 / n.low), "fraction"
    if n.kind == "fraction":
        unit = "fraction"
    return Mention(
        kind="quantity", start=start, end=end, text=text[start:end], number=number, low=number[0], high=number[1],
        unit=unit, step=0,
    )  # fmt: skip


_A = re.compile(r"\b(?:a|an|one)[\s-]$", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|the two|a pair)\b", re.IGNORECASE)


def passages(reading: Reading) -> Iterator[Passage]:
    """The passages of a document, one for each sentence with a figure."""
    mentions = [m for m in reading.mentions if m.kind == "quantity" and m.number is not None]
    m_starts = [m.start for m in mentions]
    n_starts = [n.span.start for n in reading.names]
    b_starts = [b.span.start for b in reading.document.blocks]
    sentences = reading.sentences
    for i, sentence in enumerate(sentences):
        first, last = bisect_left(m_starts, sentence.start), bisect_left(m_starts, sentence.end)
        if first == last and not _BOTH.search(reading.document.text, sentence.start, sentence.end):
            continue
        k = bisect_left(b_starts, sentence.start + 1) - 1
        block = reading.document.blocks[k].span.start if k >= 0 else 0
        start = max(sentences[max(0, i - 3)].start, block)
        yield Passage(
            reading=reading, sentence=sentence, text=reading.document.text[sentence.start : sentence.end],
            amounts=tuple(mentions[first:last]), before=tuple(mentions[bisect_left(m_starts, start) : first]),
            names=tuple(reading.names[bisect_left(n_starts, sentence.start) : bisect_left(n_starts, sentence.end)]),
        )  # fmt: skip


def value(m: Mention) -> float:
    """The written figure; the middle of a range."""
    return (float(m.number[0]) + float(m.number[1])) / 2 if m.number else 0.0


def slack(m: Mention) -> float:
    """How far the true figure may lie from the written one."""
    rough = {"exact": 0.0, "about": 0.05, "nearly": 0.08, "over": 0.08}[m.hedge]
    width = (float(m.number[1]) - float(m.number[0])) / 2 if m.number else 0.0
    return width + max(min(float(m.step or 0) / 2, ROUNDING * abs(value(m))), rough * abs(value(m)))


def open_ended(m: Mention) -> bool:
    """Whether a figure is only a bound: nothing adds up against it."""
    return m.low is None or m.high is None


def counted(m: Mention) -> bool:
    """Whether a figure counts things, rather than money or a measure."""
    return m.unit is None or m.noun is not None


def same_unit(a: Mention, b: Mention) -> bool:
    """Whether two figures can be added: one unit, or a large bare figure whose unit stands with the other."""
    if (a.unit or "") == (b.unit or "") or {a.unit, b.unit} <= {"$", "USD"}:
        return True
    bare = next((m for m in (a, b) if m.unit is None and m.noun is None), None)
    if bare is not None:
        other = b if bare is a else a
        return counted(other) or (other.unit not in ("percent", "fraction") and value(bare) >= _LARGE)
    return False


def has_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of ``words`` stands in ``text`` (both lower case), as a word."""
    padded = f" {_spaced(text)} "
    return any(f" {w} " in padded for w in words)


def _spaced(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def spans_of(passage: Passage, *mentions: Mention) -> tuple[Span, ...]:
    """The sentences that the mentions stand in, each once, in order."""
    return tuple(sorted({passage.sentence_of(m) for m in mentions}))
