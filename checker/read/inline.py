"""Inline Markdown: which characters are text and which are markup, with the place of each in the file.

Block structure comes from markdown-it-py; it does not say where inline text stands, so this part is ours.
"""

import re
from collections.abc import Collection, Sequence
from html import unescape
from typing import NamedTuple

from checker.model import Span
from checker.read.parts import Piece, is_note_mark

_MARK = re.compile(r"[\\`*_\[\]<&!~]")
_MARK_OR_URL = re.compile(r"[\\`*_\[\]<&!~]|\b(?:https?://|www\.)")
_TOKEN = re.compile(
    r"""
      \\(?P<escape>[!-/:-@\[-`{-~])
    | (?P<break>\\\n)
    | (?P<ticks>(?<!`)`{1,8}(?!`))
    | (?P<comment><!--)
    | (?P<auto><(?:https?://|mailto:|[\w.+-]+@)[^<>\s]{1,500}>)
    | (?P<br><br\s*/?>)
    | (?P<sup><sup>(?:<a\b[^<>]{0,300}>)?(?P<mark>[^<>]{1,30})(?:</a>)?</sup>)
    | (?P<tag></?[A-Za-z][^<>]{0,500}>)
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)
    | (?P<image>!\[[^\[\]]{0,400}\](?:\([^()]{0,600}\)|\[[^\[\]]{0,200}\]))
    | (?P<note>\[\^[^\[\]\s]{1,60}\]:?)
    | (?P<link>\[)
    | (?P<close>\])
    | (?P<url>\b(?:https?://|www\.)[^\s<>()\[\]]{2,600})
    | (?P<delimiter>\*+|_+|~~)
    """,
    re.VERBOSE,
)
_LINK = re.compile(
    r"\[((?:[^\[\]\\\n]|\\.|\n|!\[[^\[\]]{0,200}\](?:\([^()]{0,400}\))?){0,800})\]"
    r"(\((?:[^()\n]|\n|\([^()\n]{0,200}\)){0,1000}\)|\[[^\[\]]{0,200}\])?"
)
_TRAILING = ".,;:!?'\"*_"
_TICKED = 600  # characters that a code span may hold


class Delimiters(NamedTuple):
    """A run of emphasis delimiters, and whether it may open or close emphasis."""

    start: int
    size: int
    char: str
    opens: bool
    closes: bool


def pieces(raw: str, segments: Sequence[Span], references: Collection[str] = ()) -> list[Piece]:
    """Pieces of one block of Markdown. ``segments`` are its lines without their prefixes ("> ", "- ")."""
    content = "\n".join(raw[s.start : s.end] for s in segments)
    found = _Scanner(content, references).scan()
    return _placed(found, segments)


class _Scanner:
    """One pass over the content of a block."""

    def __init__(self, content: str, references: Collection[str]) -> None:
        self.content = content
        self.references = references
        self.out: list[Piece] = []
        self.delimiters: list[tuple[int, Delimiters]] = []  # place in ``out``, and the run
        self.ends: dict[int, int] = {}  # offset of the "]" of a link -> offset behind its target

    def scan(self) -> list[Piece]:
        """The pieces in order, in offsets of the content."""
        content, at, text = self.content, 0, 0
        mark = _MARK_OR_URL if "://" in content or "www." in content else _MARK
        while m := mark.search(content, at):
            token = _TOKEN.match(content, m.start())
            if token is None:
                at = m.end()
                continue
            if m.start() > text:
                self.out.append(Piece(text, m.start()))
            at = text = self.token(token)
        if text < len(content):
            self.out.append(Piece(text, len(content)))
        return _resolved(self.out, self.delimiters)

    def token(self, m: re.Match[str]) -> int:
        """Read one token; gives the offset behind it."""
        kind, start, end = m.lastgroup, m.start(), m.end()
        if kind == "escape":
            self.out.append(Piece(start, end, m["escape"]))
        elif kind in ("break", "auto", "br"):
            self.out.append(Piece(start, end, " "))
        elif kind == "entity":
            self.out.append(Piece(start, end, unescape(m[0])))
        elif kind == "url":
            end = start + len(m[0].rstrip(_TRAILING))
            self.out.append(Piece(start, end, " "))
        elif kind == "delimiter":
            self.delimiter(start, end)
        elif kind == "ticks":
            return self.code(start, end)
        elif kind == "comment":
            close = self.content.find("-->", end)
            return len(self.content) if close < 0 else close + 3
        elif kind == "link":
            self.link(start)
        elif kind == "close":
            if start not in self.ends:
                self.out.append(Piece(start, end))
            return self.ends.get(start, end)
        elif kind in ("note", "sup"):
            return self.note(m)
        return end

    def note(self, m: re.Match[str]) -> int:
        """The mark of a footnote goes; a raised square or ordinal stays, and so does the colon behind "[^1]:"."""
        if m["sup"]:
            if not is_note_mark(m["mark"].strip(), self.content[m.start() - 1 : m.start()]):
                self.out.append(Piece(*m.span("mark")))
            return m.end()
        return m.end() - (m["note"].endswith(":") and m.start() > 0)

    def code(self, start: int, end: int) -> int:
        """A code span keeps its text as it stands; ticks without a partner are text."""
        ticks = self.content[start:end]
        close = self.content.find(ticks, end, end + _TICKED)
        if close < 0:
            self.out.append(Piece(start, end))
            return end
        self.out.append(Piece(end, close))
        return close + len(ticks)

    def link(self, start: int) -> None:
        """The text of a link stays, its target goes; any other bracket is text."""
        m = _LINK.match(self.content, start)
        if m and (m[2] or " ".join(m[1].split()).upper() in self.references):
            self.ends[m.end(1)] = m.end()
        else:
            self.out.append(Piece(start, start + 1))

    def delimiter(self, start: int, end: int) -> None:
        before = self.content[start - 1 : start] or " "
        after = self.content[end : end + 1] or " "
        left = not after.isspace() and (after.isalnum() or before.isspace() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or after.isspace() or not after.isalnum())
        char = self.content[start]
        if char == "_":
            left, right = left and (not right or not before.isalnum()), right and (not left or not after.isalnum())
        self.delimiters.append((len(self.out), Delimiters(start, end - start, char, left, right)))
        self.out.append(Piece(start, end))


def _resolved(out: list[Piece], delimiters: Sequence[tuple[int, Delimiters]]) -> list[Piece]:
    """Drops the delimiters that open or close emphasis; the others are text."""
    opened: dict[str, list[list[int]]] = {}
    struck: list[tuple[int, int]] = []  # from and to which piece the author has crossed the text out
    for index, run in delimiters:
        start, count = run.start, run.size
        stack = opened.setdefault(run.char, [])
        while run.closes and count and stack:
            top = stack[-1]
            used = min(count, top[1])
            if run.char == "~":
                struck.append((top[0], index))
            start, count = start + used, count - used
            top[1] -= used
            out[top[0]] = Piece(out[top[0]].start, out[top[0]].end - used)
            if not top[1]:
                stack.pop()
        out[index] = Piece(start, start + count)
        if run.opens and count:
            stack.append([index, count])
    reach = 0
    for first, last in sorted(struck):
        for at in range(max(first + 1, reach), last):
            out[at] = Piece(out[at].end, out[at].end)
        reach = max(reach, last)
    return [p for p in out if p.end > p.start]


def _placed(found: Sequence[Piece], segments: Sequence[Span]) -> list[Piece]:
    """Pieces of the content as pieces of the file: a line break also takes in the prefix of the next line."""
    placed: list[Piece] = []
    line = 0
    begin = 0  # of the line in the content
    for piece in found:
        at = piece.start
        while at > begin + _length(segments[line]):
            begin += _length(segments[line]) + 1
            line += 1
        first = segments[line].start + at - begin
        while piece.end > begin + _length(segments[line]):
            here = begin + _length(segments[line])
            if piece.text is None:
                if here > at:
                    placed.append(Piece(segments[line].start + at - begin, segments[line].end))
                placed.append(Piece(segments[line].end, segments[line + 1].start, " "))
            begin = here + 1
            at = begin
            line += 1
        last = segments[line].start + piece.end - begin
        if piece.text is not None:
            placed.append(Piece(first, last, piece.text))
        elif piece.end > at:
            placed.append(Piece(segments[line].start + at - begin, last))
    return placed


def _length(segment: Span) -> int:
    return segment.end - segment.start
