"""Blocks in the making: what a reader found in the file, and how it becomes prose with exact positions.

A reader cuts the file into parts, each a list of pieces. A piece is a stretch of the file that is taken as it stands
(``text`` is None) or stands for something else (an entity, an escape). White space is folded to one space, here and
nowhere else, and every character of the prose keeps its place in the file.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from checker.model import Block, BlockKind, Run, Span

_SPECIAL = re.compile(r"[^\S ]\s*| \s+|[\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_WHITE = re.compile(r"\s+")
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}(?:[,–-]\d{1,3}){0,9}|[a-z*†‡§])[\])]?")
CELL = " | "
BREAK = "\n\n"


class Piece(NamedTuple):
    """``raw[start:end]``, as it stands or read as ``text``."""

    start: int
    end: int
    text: str | None = None


def plain_text(raw: str, pieces: Sequence[Piece]) -> str:
    """What the pieces read, without their places."""
    return " ".join("".join([raw[p.start : p.end] if p.text is None else p.text for p in pieces]).split())


def is_note_mark(text: str, before: str) -> bool:
    """Whether raised text behind the character ``before`` is the mark of a footnote, not of a square or an ordinal."""
    return _NOTE_MARK.fullmatch(text) is not None and not (before == "m" and text in ("2", "3"))


class Part(NamedTuple):
    """A block as the reader found it. A row has ``cells``, every other block ``pieces``."""

    kind: BlockKind
    pieces: Sequence[Piece] = ()
    level: int = 0
    cells: Sequence[Sequence[Piece]] = ()
    header: tuple[str, ...] = ()
    role: str = ""  # "byline" where the markup says so, "main" for main content, "strong" for a block all in bold


class Prose(NamedTuple):
    """A part as it reads: runs and cells count from the start of its text."""

    part: Part
    text: str
    runs: list[Run]
    cells: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins in the file."""
        return self.runs[0].raw

    @property
    def end(self) -> int:
        """Where it ends in the file."""
        return self.runs[-1].raw + self.runs[-1].width


class Writer:
    """Builds the text of one block and the runs that lead back to the file."""

    def __init__(self, raw: str, fixes: Sequence[tuple[Span, str]]) -> None:
        self._raw = raw
        self._fixes = fixes
        self._chunks: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._gap: tuple[int, int] | None = None
        self._fresh = True  # nothing but markup so far in this block or cell

    def write(self, pieces: Sequence[Piece]) -> None:
        """Append pieces; white space at their outer ends is dropped, elsewhere folded to one space."""
        for piece in pieces:
            if piece.text is None:
                self._verbatim(piece.start, piece.end)
            elif piece.text.isspace():
                self._space(piece.start, piece.end)
            elif piece.text:
                self._atom(piece.text, piece.start, piece.end)

    def cell(self, pieces: Sequence[Piece]) -> Span:
        """Append the next cell of a row; gives its span in the text."""
        self._gap = None
        if self._length and pieces:
            behind = self._runs[-1].raw + self._runs[-1].width
            ahead = max(behind, pieces[0].start)
            if ahead - behind == len(CELL) and self._raw[behind:ahead] != CELL:
                ahead = behind  # as wide as it is long, it would pass for one to one
            self._put(CELL, behind, ahead, one=False)
        start = self._length
        self._fresh = True
        self.write(pieces)
        self._gap = None
        return Span(start, self._length)

    def done(self, part: Part, cells: tuple[Span, ...] = ()) -> Prose:
        """The block as it reads."""
        return Prose(part, "".join(self._chunks), self._runs, cells)

    def _verbatim(self, start: int, end: int) -> None:
        raw = self._raw
        lead = _WHITE.match(raw, start, end)
        if lead:
            self._space(start, lead.end())
            start = lead.end()
        stop = start + len(raw[start:end].rstrip())
        for m in _SPECIAL.finditer(raw, start, stop):
            self._copy(start, m.start())
            start = m.end()
            if m[0][0].isspace():
                self._space(m.start(), start)
        self._copy(start, stop)
        if stop < end:
            self._space(stop, end)

    def _copy(self, start: int, end: int) -> None:
        fixes = self._fixes
        if fixes:
            at = bisect_left(fixes, start, key=lambda f: f[0].start)
            while at < len(fixes) and fixes[at][0].end <= end:
                span, text = fixes[at]
                if start < span.start:
                    self._atom(None, start, span.start)
                self._atom(text, span.start, span.end)
                start = span.end
                at += 1
        if start < end:
            self._atom(None, start, end)

    def _space(self, start: int, end: int) -> None:
        if not self._fresh and not _split_word(self._raw, start, end):
            self._gap = (self._gap[0] if self._gap else start, end)

    def _atom(self, text: str | None, start: int, end: int) -> None:
        if self._gap:
            first, last = self._gap
            self._gap = None
            self._put(" ", first, last, one=last - first == 1)
        if text is None:
            self._put(self._raw[start:end], start, end, one=True)
        else:
            self._put(text, start, end, one=False)

    def _put(self, text: str, start: int, end: int, *, one: bool) -> None:
        last = self._runs[-1] if self._runs else None
        if one and last and last.length == last.width and last.raw + last.width == start:
            self._runs[-1] = Run(text=last.text, raw=last.raw, length=last.length + len(text), width=end - last.raw)
        else:
            self._runs.append(Run(text=self._length, raw=start, length=len(text), width=end - start))
        self._chunks.append(text)
        self._length += len(text)
        self._fresh = False


def _split_word(raw: str, start: int, end: int) -> bool:
    """Whether the white space is a line break inside a word with a hyphen ("base-" / "cost")."""
    if raw[start - 1 : start] != "-" or "\n" not in raw[start:end]:
        return False
    return raw[start - 2 : start - 1].isalpha() and raw[end : end + 1].islower()


def render(raw: str, part: Part, fixes: Sequence[tuple[Span, str]] = ()) -> Prose:
    """The text of one part, with the runs that lead back to the file."""
    writer = Writer(raw, fixes)
    if part.cells:
        return writer.done(part, tuple([writer.cell(c) for c in part.cells]))
    writer.write(part.pieces)
    return writer.done(part)


def join(proses: Sequence[Prose]) -> tuple[str, tuple[Run, ...], tuple[Block, ...]]:
    """Text, runs and blocks of a document: its parts with a blank line between them."""
    chunks: list[str] = []
    runs: list[Run] = []
    blocks: list[Block] = []
    at = 0
    for prose in proses:
        if chunks:
            runs.append(Run(text=at, raw=runs[-1].raw + runs[-1].width, length=len(BREAK), width=0))
            chunks.append(BREAK)
            at += len(BREAK)
        runs.extend(Run(text=r.text + at, raw=r.raw, length=r.length, width=r.width) for r in prose.runs)
        blocks.append(
            Block(
                kind=prose.part.kind,
                span=Span(at, at + len(prose.text)),
                level=prose.part.level,
                cells=tuple(Span(c.start + at, c.end + at) for c in prose.cells),
                header=prose.part.header,
            )
        )
        chunks.append(prose.text)
        at += len(prose.text)
    return "".join(chunks), tuple(runs), tuple(blocks)
