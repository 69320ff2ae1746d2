"""Markdown: headings, paragraphs, lists, block quotes and tables. Code, comments and link targets are kept out."""

import re
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.model import BlockKind, Document, Span
from checker.read.decode import decode
from checker.read.finish import finish
from checker.read.frontmatter import front_matter
from checker.read.html import body_parts
from checker.read.inline import pieces
from checker.read.parts import Part, Piece, plain_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE = re.compile(r"\r\n|\r|\n")
_STRONG = re.compile(r"(\*\*|__)(?:(?!\1).){1,80}\1")
_ENDS = re.compile(r"[.!?:,;]\W*$")


def read(path: str, data: bytes) -> Document:
    """A Markdown file as a document."""
    raw = decode(path, data)
    front = front_matter(path, raw)
    return finish(path, raw, _Reader(raw, front.end).parts(), front)


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable(["inline", "code"])


class _Reader:
    """Walks the block tokens of markdown-it and puts each back to its place in the file."""

    def __init__(self, raw: str, begin: int) -> None:
        self.raw = raw
        self.begin = begin + raw.startswith("\ufeff", begin)
        self.lines = [self.begin]
        self.ends = []
        for m in _LINE.finditer(raw, self.begin):
            self.ends.append(m.start())
            self.lines.append(m.end())
        self.ends.append(len(raw))
        self.env: dict[str, dict[str, object]] = {}
        self.titled = False

    def parts(self) -> Iterator[Part]:
        """The blocks of the body in order."""
        tokens = _parser().parse(self.raw[self.begin :], self.env)
        lists = quotes = 0
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                lists += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                lists -= 1
            elif token.type == "blockquote_open":
                quotes += 1
            elif token.type == "blockquote_close":
                quotes -= 1
            elif token.type == "table_open":
                index = yield from self.table(tokens, index)
            elif token.type == "html_block":
                first, last = token.map or [0, 0]
                yield from body_parts(self.raw, self.lines[first], self.ends[max(first, last - 1)])
            elif token.type == "inline":
                yield self.block(token, tokens[index - 1], lists, quotes)
            index += 1

    def block(self, token: "Token", opened: "Token", lists: int, quotes: int) -> Part:
        """A heading, paragraph, item or quotation."""
        found = pieces(self.raw, self.segments(token), self.env.get("references", ()))
        if opened.type == "heading_open":
            level = int(opened.tag[1:])
            title = level == 1 and not self.titled
            self.titled = self.titled or title
            return Part("title" if title else "heading", found, level)
        if lists:
            return Part("item", found, lists)
        if quotes:
            return Part("quote", found)
        content = token.content
        if _STRONG.fullmatch(content) and not _ENDS.search(content):
            return Part("heading", found, 6)
        return Part("paragraph", found)

    def segments(self, token: "Token") -> list[Span]:
        """Where the lines of an inline token stand: each is the end of its line, behind the prefix."""
        first = (token.map or [0, 0])[0]
        found = []
        for offset, written in enumerate(token.content.split("\n")):
            number = min(first + offset, len(self.lines) - 1)
            begin, end = self.lines[number], self.ends[number]
            content = written.strip()
            start = self.raw.rfind(content, begin, end) if content else end
            if start < 0:  # tabs that were expanded
                line = self.raw[begin:end].rstrip()
                start, content = begin + len(line) - len(line.lstrip(" \t>")), line.lstrip(" \t>")
            found.append(Span(start, start + len(content)))
        return found

    def table(self, tokens: Sequence["Token"], index: int) -> Generator[Part, None, int]:
        """The rows of a table; gives the index of the token that closes it."""
        header: tuple[str, ...] = ()
        row: list[list[Piece]] = []
        at = 0
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open":
                row, at = [], self.lines[(token.map or [0])[0]]
            elif token.type == "inline":
                span = self.cell(token, at)
                at = span.end
                row.append(pieces(self.raw, [span], self.env.get("references", ())))
            elif token.type == "tr_close":
                if header:
                    yield _row(row, header)
                else:
                    header = tuple(plain_text(self.raw, cell) for cell in row)
                    yield _row(row, ())
            index += 1
        return index

    def cell(self, token: "Token", at: int) -> Span:
        content = token.content.strip()
        end = self.ends[(token.map or [0])[0]]
        for written in (content, content.replace("|", "\\|")):
            start = self.raw.find(written, at, end)
            if start >= 0:
                return Span(start, start + len(written))
        return Span(at, at)


def _row(cells: Sequence[Sequence[Piece]], header: tuple[str, ...]) -> Part:
    kind: BlockKind = "row"
    return Part(kind, cells=cells, header=header)
