"""Plain text: paragraphs, lists, tables with pipes, title and byline. Lines that were wrapped by hand are joined."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from checker.model import Document, Span
from checker.read.decode import decode
from checker.read.finish import finish
from checker.read.frontmatter import front_matter
from checker.read.metadata import full_dates
from checker.read.parts import Part, Piece, is_note_mark

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ITEM = re.compile(r"[ \t]*(?:[-*•‣◦·–+]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+(?=\S)")
_SPECIAL = re.compile(
    r"\\(?P<escape>[$%&#_*~<>\[\]])"
    r"|(?P<strong>\*\*)(?=[^\s*](?:[^*\n]{0,300}[^\s*])?\*\*)|(?P<end>(?<=[^\s*])\*\*)"
    r"|(?P<sup><sup>(?P<mark>[^<>\n]{1,12})</sup>)"
    r"|(?P<break><(?:br|p|div|hr)\b[^<>]{0,300}>|</(?:p|div)\s{0,3}>)"
    r"|(?P<tag></?(?:u|b|i|em|strong|a|sup|sub|span|font|small|big|mark|ins|s|del|cite|q|abbr|code|tt|time)"
    r"(?:\s[^<>]{0,300})?/?>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<url>\bhttps?://[^\s<>()\[\]]{2,600})"
)
_MARKS = ("\\", "**", "<", "&", "http")  # without one of these there is nothing to strip
_RULE = re.compile(r"[\s=_*~#+|:-]*")
_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_META = re.compile(
    r"(?:(?:[Cc]ompiled |[Ww]ritten |[Ee]dited )?[Bb]y (?=[A-Z])|BY |(?:Published|Updated|Posted|Date|Dateline)\b[ :])"
)
_COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S")
_WIDE = 120  # characters of a line beyond which the file is not wrapped by hand
_NARROW = 0.75  # share of the width that a line inside a paragraph fills at least
_HEADING = 90
_LINE_ABOUT = 70  # characters of a byline
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]")
_CLOSES = re.compile(r"[.!?:;,][\"'”’»)\]]*$")


def read(path: str, data: bytes) -> Document:
    """A text file as a document."""
    raw = decode(path, data)
    front = front_matter(path, raw)
    return finish(path, raw, parts(raw, front.end), front)


def parts(raw: str, begin: int = 0) -> Iterator[Part]:
    """The blocks of a text."""
    groups = list(_groups(raw, begin + raw.startswith("\ufeff", begin)))
    lines = [s.end - s.start for g in groups for s in g]
    wide = sum(n > _WIDE for n in lines) * 8 > len(lines)  # a line is a paragraph, not a row of a wrapped one
    width = _WIDE if wide else max((n for n in lines if n <= _WIDE), default=_WIDE)
    first = True
    for number, group in enumerate(groups):
        if _is_table(raw, group):
            yield from _rows(raw, group)
            first = False
            continue
        paragraphs = list(_paragraphs(raw, group, width))
        for index, lined in enumerate(paragraphs):
            alone = index == 0 and (len(paragraphs) == 1 or first)
            follows = number + 1 < len(groups) or index + 1 < len(paragraphs)
            yield _part(raw, lined, title=first, heading=alone and follows)
            first = False


def _groups(raw: str, begin: int) -> Iterator[list[Span]]:
    """Lines between blank lines and rules, without the white space around them."""
    group: list[Span] = []
    for m in _LINE.finditer(raw, begin):
        text = m[0]
        stripped = text.strip()
        if stripped and not _RULE.fullmatch(stripped):
            start = m.start() + len(text) - len(text.lstrip())
            group.append(Span(start, start + len(stripped)))
        elif group and "|" not in stripped:
            yield group
            group = []
    if group:
        yield group


def _paragraphs(raw: str, group: Sequence[Span], width: int) -> Iterator[list[Span]]:
    """The lines of a group by the paragraph, item or row that they belong to."""
    wide = any(s.end - s.start > _WIDE for s in group)
    current: list[Span] = []
    for line in group:
        if current and (wide or _begins(raw, current, line, width)):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _begins(raw: str, current: Sequence[Span], line: Span, width: int) -> bool:
    """Whether ``line`` begins something new after the lines ``current`` of the same group."""
    text, last = raw[line.start : line.end], raw[current[-1].start : current[-1].end]
    if text.startswith("|") or last.startswith("|") or _columns(last):
        return True
    if _ITEM.match(text) and _next_item(raw[current[0].start : current[0].end], last, text):
        return True
    if len(text) <= _LINE_ABOUT and len(last) <= _LINE_ABOUT * 1.5 and _META.match(text):
        return True
    if text[0].islower():
        return False
    room = len(last) + 1 + len(text.split(None, 1)[0])
    return room <= _NARROW * width or (last.isupper() and not text.isupper())


def _next_item(first: str, last: str, text: str) -> bool:
    """Whether a line that looks like an item is one: "40." at the head of a wrapped line ends a sentence."""
    number, before = _NUMBER.match(text), _NUMBER.match(first)
    if number and before:
        return int(number[1]) == int(before[1]) + 1
    if number:
        return int(number[1]) == 1 and bool(_CLOSES.search(last[-9:]))
    return bool(_ITEM.match(first) or _CLOSES.search(last[-9:]))


def _columns(text: str) -> bool:
    """Whether the line is set in columns, as the head of a brief often is."""
    return ("   " in text or "\t" in text) and _COLUMNS.search(text) is not None


def _is_table(raw: str, group: Sequence[Span]) -> bool:
    """Whether every line of the group has the same number of bars between its cells."""
    bars = {raw.count("|", s.start + 1, s.end - 1) for s in group}
    return len(group) > 1 and len(bars) == 1 and 0 not in bars


def _rows(raw: str, group: Sequence[Span]) -> Iterator[Part]:
    header: tuple[str, ...] = ()
    for index, line in enumerate(group):
        cells = list(_cells(raw, line.start, line.end))
        yield Part("row", cells=cells, header=header)
        if index == 0 and len(group) > 1 and "--" in raw[line.end : group[1].start]:
            header = tuple(
                "".join(raw[p.start : p.end] if p.text is None else p.text for p in c).strip() for c in cells
            )


def _part(raw: str, lines: Sequence[Span], *, title: bool, heading: bool) -> Part:
    start, end = lines[0].start, lines[-1].end
    text = raw[start:end]
    if len(lines) == 1 and text.startswith("|") and text.count("|") > 1:
        return Part("row", cells=list(_cells(raw, start, end)))
    if _columns(text) and len(lines) == 1 and len(text) <= _WIDE:
        return Part("paragraph", list(_pieces(raw, start, end)), role="columns")
    item = _ITEM.match(raw, start, end)
    short = len(text) <= _HEADING and not _META.match(text) and (not _END.search(text[-9:]) or _is_question(text))
    if item and not (heading and short and text[0].isdigit()):
        return Part("item", list(_pieces(raw, item.end(), end)), 1)
    found = list(_pieces(raw, start, end))
    if title and (short or (text.isupper() and len(text) <= 2 * _HEADING)):
        return Part("title", found, 1, role="guess")
    if heading and short and not text.startswith(("(", "[", '"', "“")) and not full_dates(text):
        return Part("heading", found, 2)
    return Part("paragraph", found)


def _is_question(text: str) -> bool:
    """Whether a question is set like a heading, most of its words with a capital: "Can Tokyo Hold Back Washington?"."""
    words = text.split()
    return text.endswith("?") and 2 * sum(w[0].isupper() for w in words) > len(words) > 2 and ":" not in text


def _cells(raw: str, start: int, end: int) -> Iterator[list[Piece]]:
    at = start + (raw[start] == "|")
    stop = end - (raw[end - 1] == "|")
    while at <= stop:
        bar = raw.find("|", at, stop)
        bar = stop if bar < 0 else bar
        yield list(_pieces(raw, at, bar))
        at = bar + 1


def _pieces(raw: str, start: int, end: int) -> Iterator[Piece]:
    """Text without the markup that strays into text files: escapes, bold, tags, entities, addresses."""
    at = start
    text = raw[start:end]
    if not any(mark in text for mark in _MARKS):
        yield Piece(start, end)
        return
    for m in _SPECIAL.finditer(raw, start, end):
        if m.start() < at:
            continue
        if m.start() > at:
            yield Piece(at, m.start())
        at = m.end()
        if m["escape"]:
            yield Piece(m.start(), m.end(), m["escape"])
        elif m["sup"] and not is_note_mark(m["mark"], raw[m.start() - 1 : m.start()]):
            yield Piece(*m.span("mark"))
        elif m["entity"]:
            yield Piece(m.start(), m.end(), unescape(m[0]))
        elif m["break"]:
            yield Piece(m.start(), m.end(), " ")
        elif m["url"]:
            at = m.start() + len(m[0].rstrip(".,;:!?'\"*_"))
            yield Piece(m.start(), at, " ")
    if at < end:
        yield Piece(at, end)
