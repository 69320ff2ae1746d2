"""Suppressions in the text: ``<!-- checker-disable-next-line KIND -- reason -->`` and its kin.

They are read from the file itself rather than from the prose, which has no comments. See docs/suppressing.md.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePath

import msgspec

from checker.model import Document, Notice, Span
from checker.read.frontmatter import front_matter
from checker.text import line_starts, raw_span

_DIRECTIVE = re.compile(r"<!--\s{0,20}checker-([a-z]{1,20}(?:-[a-z]{1,20}){0,4})(?=\s|-->)", re.IGNORECASE)
_CLOSE = "-->"
_REASON = re.compile(r"(?:^|\s)(?:-{2,3}|[–—])(?:\s|$)")
_NAME = re.compile(r"[^\s,]+")
_VERBS = ("disable-next-line", "disable-line", "disable-file", "disable", "enable")
_MARKDOWN = frozenset({".md", ".markdown"})
_HTML = frozenset({".html", ".htm"})
_RAW_TEXT = re.compile(r"<(script|style|textarea|title|xmp|iframe|noscript)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")
_TICKS = re.compile(r"`+")


class Cover(msgspec.Struct, frozen=True):
    """A stretch of ``Document.raw`` in which findings of ``name`` (a kind or rule) are suppressed, by ``line``."""

    verb: str
    name: str
    span: Span
    reason: str
    path: str
    line: int


class _Directive(msgspec.Struct, frozen=True):
    verb: str
    names: tuple[str, ...]
    reason: str
    span: Span
    line: int


def scan(document: Document, known: Collection[str]) -> tuple[tuple[Cover, ...], tuple[Notice, ...]]:
    """What is suppressed in a document, and what is wrong with its directives. ``known`` are the kinds and rules."""
    found = tuple(_directives(document))
    if not found:
        return (), ()
    covers: list[Cover] = []
    notices: list[Notice] = []
    opened: list[tuple[str, _Directive]] = []
    place = _Places(document)
    for one in found:
        said = tuple(_trouble(one, known))
        notices += [Notice(message=text, path=document.path, line=one.line) for text in said]
        names = [n for n in one.names if n in known]
        if one.verb == "enable":
            closing = [o for o in opened if not one.names or o[0] in names]
            if not closing and not said:
                notices.append(_notice(document, one, "checker-enable closes nothing"))
            covers += [_cover(name, Span(by.span.end, one.span.start), by, document) for name, by in closing]
            opened = [o for o in opened if o not in closing]
        elif one.verb in _VERBS and one.reason:
            if one.verb == "disable":
                opened += [(name, one) for name in names]
            else:
                covers += [_cover(name, place.reach(one), one, document) for name in names]
    for name, by in opened:
        notices.append(_notice(document, by, f"checker-disable {name} is never closed: it runs to the end of the file"))
        covers.append(_cover(name, Span(by.span.end, len(document.raw)), by, document))
    return tuple(sorted(covers, key=lambda c: (c.line, c.name))), tuple(sorted(notices, key=lambda n: n.line))


def _notice(document: Document, one: _Directive, message: str) -> Notice:
    return Notice(message=message, path=document.path, line=one.line)


def _cover(name: str, span: Span, by: _Directive, document: Document) -> Cover:
    return Cover(by.verb, name, span, by.reason, document.path, by.line)


def _trouble(one: _Directive, known: Collection[str]) -> Iterator[str]:
    if one.verb not in _VERBS:
        yield f"checker-{one.verb} is no directive{_nearest(one.verb, _VERBS, 'checker-')}"
    elif one.verb != "enable" and not one.reason:
        yield f"checker-{one.verb} has no reason and suppresses nothing: write ... KIND -- why -->"
    elif one.verb != "enable" and not one.names:
        yield f"checker-{one.verb} names no kind or rule and suppresses nothing"
    else:
        for name in one.names:
            if name not in known:
                yield f"checker-{one.verb}: there is no kind or rule {name!r}{_nearest(name, known)}"


def _nearest(name: str, known: Collection[str], prefix: str = "") -> str:
    near = get_close_matches(name, sorted(known), 1, 0.6)
    return f"; did you mean {prefix}{near[0]}?" if near else ""


def _directives(document: Document) -> Iterator[_Directive]:
    suffix = PurePath(document.path).suffix.lower()
    if suffix not in _MARKDOWN | _HTML:
        return
    raw = document.raw
    m = _DIRECTIVE.search(raw)
    if m is None:
        return
    starts = line_starts(raw)
    inside = _Inside(_code(document) if suffix in _MARKDOWN else _raw_text(raw))
    while m:
        at = m.end()
        if not inside(m.start()):
            close = raw.find(_CLOSE, at)
            if close < 0:
                return
            named, reason = _parts(raw[at:close])
            at = close + len(_CLOSE)
            yield _Directive(m[1].lower(), named, reason, Span(m.start(), at), bisect_right(starts, m.start()))
        m = _DIRECTIVE.search(raw, at)


class _Inside:
    """Whether places, asked for in order, stand in one of some spans."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self.at = self.last = 0

    def __call__(self, place: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at].start <= place:
            self.last = max(self.last, self.spans[self.at].end)
            self.at += 1
        return place < self.last


def _parts(body: str) -> tuple[tuple[str, ...], str]:
    m = _REASON.search(body)
    names = body[: m.start()] if m else body
    reason = body[m.end() :] if m else ""
    return tuple(n.lower() for n in dict.fromkeys(_NAME.findall(names))), " ".join(reason.split()).strip("-–— ")


class _Places:
    """Where the directives of one document reach."""

    def __init__(self, document: Document) -> None:
        self.raw = document.raw
        self.blocks = sorted((raw_span(document, b.span), b.kind) for b in document.blocks if b.span.end > b.span.start)
        self.starts = [span.start for span, _ in self.blocks]

    def reach(self, one: _Directive) -> Span:
        """What ``disable-line``, ``disable-next-line`` or ``disable-file`` covers."""
        if one.verb == "disable-file":
            return Span(0, len(self.raw))
        line = Span(self.raw.rfind("\n", 0, one.span.start) + 1, self._line_end(one.span.end))
        return line if one.verb == "disable-line" else self._next(one, line)

    def _next(self, one: _Directive, line: Span) -> Span:
        """The block below; inside a block the line below, and of a table all rows."""
        at = bisect_right(self.starts, one.span.start)
        if at and self.blocks[at - 1][0].end > one.span.start:
            return Span(min(line.end + 1, len(self.raw)), self._line_end(line.end + 1))
        if at == len(self.blocks):
            return Span(one.span.end, one.span.end)
        found, kind = self.blocks[at]
        while kind == "row" and at + 1 < len(self.blocks) and self._one_table(at):
            at += 1
            found = Span(found.start, self.blocks[at][0].end)
        return found

    def _one_table(self, at: int) -> bool:
        """Whether the block at a place is followed by a row of the same table."""
        (span, _), (other, kind) = self.blocks[at : at + 2]
        between = self.raw[span.end : other.start]
        return kind == "row" and ("<table" not in between.lower() if "<" in between else not _BLANK.search(between))

    def _line_end(self, at: int) -> int:
        end = self.raw.find("\n", at)
        return len(self.raw) if end < 0 else end


def _raw_text(raw: str) -> list[Span]:
    """Elements of HTML in which a comment is no comment."""
    found: list[Span] = []
    at = 0
    while m := _RAW_TEXT.search(raw, at):
        close = re.compile(rf"</{m[1]}\b", re.IGNORECASE).search(raw, m.end())
        at = close.end() if close else len(raw)
        found.append(Span(m.start(), at))
    return found


def _code(document: Document) -> list[Span]:
    """Front matter, code blocks and code spans of Markdown."""
    from markdown_it import MarkdownIt

    raw = document.raw
    begin = front_matter(document.path, raw).end
    starts = [begin + start for start in line_starts(raw[begin:])] + [len(raw)]
    found = [Span(0, begin)]
    for token in MarkdownIt("commonmark").enable("table").disable("inline").parse(raw[begin:]):
        if token.map and token.type in ("fence", "code_block", "inline"):
            lines = Span(*(starts[min(line, len(starts) - 1)] for line in token.map))
            found += [lines] if token.type != "inline" else _code_spans(raw, lines)
    return found


def _code_spans(raw: str, lines: Span) -> Iterator[Span]:
    """A run of backticks up to the next run of as many, as CommonMark has it."""
    runs: Sequence[re.Match[str]] = list(_TICKS.finditer(raw, lines.start, lines.end))
    following: dict[int, int] = {}
    closer: dict[int, int] = {}
    for i in range(len(runs) - 1, -1, -1):
        length = len(runs[i][0])
        closer[i] = following.get(length, -1)
        following[length] = i
    i = 0
    while i < len(runs):
        if closer[i] > 0:
            yield Span(runs[i].start(), runs[closer[i]].end())
            i = closer[i]
        i += 1
