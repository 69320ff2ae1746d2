"""HTML: the main content with title, byline and date. Navigation, footers, scripts and forms are kept out."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from checker.model import Document, Span
from checker.read.decode import decode
from checker.read.finish import About, finish
from checker.read.frontmatter import front_matter
from checker.read.markup import Tag, Text, text_pieces, tokens
from checker.read.metadata import full_dates
from checker.read.parts import Part, Piece, is_note_mark, plain_text

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li",
     "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul"}
)  # fmt: skip
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_LEFT_OUT = frozenset(
    {"nav", "footer", "aside", "form", "button", "select", "menu", "dialog", "label", "head", "del", "s", "strike"}
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"})
_CLASSES = frozenset(
    {"nav", "navbar", "navigation", "topnav", "subnav", "menu", "submenu", "topmenu", "footer", "foot", "pagefooter",
     "cookie", "cookies", "consent", "share", "sharing", "social", "related", "recommended", "readmore", "breadcrumb",
     "breadcrumbs", "crumbs", "promo", "newsletter", "subscribe", "subscription", "signup", "sidebar", "comments",
     "comment", "disqus", "advert", "advertisement", "ads", "ad", "banner", "pagination", "pager", "toc", "skip",
     "hidden", "masthead", "pullquote", "pull", "toolbar", "tags", "taglist"}
)  # fmt: skip
_BYLINE = frozenset({"byline", "by", "dateline", "meta", "date", "author", "published", "pubdate", "time", "timestamp"})
_HIDDEN = re.compile(r"\b(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_DATE_META = frozenset(
    {"article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "pubdate",
     "publishdate", "publish-date", "publication_date", "citation_publication_date", "datepublished",
     "og:published_time", "parsely-pub-date", "sailthru.date", "article.published"}
)  # fmt: skip
_STATED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"<>]{8,40})"')  # in the data for search engines
_LAYOUT = 300  # characters in a cell that show a table to be the layout of a page
_HEAD = "head"  # role of what stands in the header of a page, which is left out but for title, byline and date
_REVIEW, _TOP = '<meta name="generator" content="checker review">', 1000
_LINE = 120  # characters of a line with a date in such a header
_ENOUGH = 0.3  # share of the text that main content must hold to be believed


class Open(NamedTuple):
    """An element that is open, with what its content is."""

    name: str
    out: bool  # left out
    role: str
    level: int  # depth of lists


def read(path: str, data: bytes) -> Document:
    """An HTML page as a document."""
    raw = decode(path, data, declared=True)
    if _REVIEW in raw[:_TOP]:  # a report that was written into the folder it is about quotes every conflict again
        return Document(path=path, raw=raw, text="", runs=(), blocks=(), notes=("is a review by checker: not read",))
    front = front_matter(path, raw)
    return finish(path, raw, parts(raw, front.end), front, head(raw, front.end))


def parts(raw: str, start: int) -> list[Part]:
    """The blocks of the main content of a page."""
    builder = _Builder(raw, by_class=True)
    found = list(builder.build(start, len(raw)))
    if _size(found) < _ENOUGH * builder.dropped:  # perhaps a page whose every element is of class "newsletter"
        whole = list(_Builder(raw, by_class=False).build(start, len(raw)))
        found = whole if _size(found) < _ENOUGH * _size(whole) else found
    return _main(found)


def _size(parts: list[Part]) -> int:
    return sum(p.end - p.start for part in parts for p in part.pieces) + sum(
        p.end - p.start for part in parts for cell in part.cells for p in cell
    )


def _main(parts: list[Part]) -> list[Part]:
    """What stands in <main> or <article>, with a title and byline outside of it, where the page has such an element."""
    inside = [p for p in parts if p.role.startswith("main")]
    if not inside or _size(inside) < _ENOUGH * _size(parts):
        return [_plain(p) for p in parts]
    return [_plain(p) for p in parts if p.role.startswith("main") or p.kind == "title" or p.role in ("byline", _HEAD)]


def _plain(part: Part) -> Part:
    return part._replace(role="byline" if part.role.endswith("byline") or part.role == _HEAD else "")


def body_parts(raw: str, start: int, end: int) -> Iterator[Part]:
    """The blocks of a stretch of HTML in order, each with its pieces."""
    return _Builder(raw, by_class=True).build(start, end)


class _Builder:
    """Follows the tags and cuts the text between them into blocks. Nothing is nested, so nothing is read twice."""

    def __init__(self, raw: str, *, by_class: bool) -> None:
        self.raw = raw
        self.by_class = by_class
        self.stack: list[Open] = []
        self.counts: dict[str, int] = {}
        self.pieces: list[Piece] = []
        self.row: list[list[Part]] | None = None  # its cells, each with its blocks
        self.sup = 0  # pieces of the block when raised text began
        self.dropped = 0  # characters that were left out
        self.heads = 0  # cells of the row that are column heads
        self.header: tuple[str, ...] = ()
        self.titled = False

    def build(self, start: int, end: int) -> Iterator[Part]:
        for token in tokens(self.raw, start, end):
            if isinstance(token, Text):
                if self.stack and self.stack[-1].out and not self.dated(token):
                    self.dropped += token.end - token.start
                else:
                    self.pieces.extend(text_pieces(self.raw, token.start, token.end))
                continue
            if token.name in _BLOCKS or token.name in ("title", "head", "button", "select", "option", "label"):
                yield from self.flush()
            elif token.name == "br" or (token.name in _VOID and self.pieces):
                self.pieces.append(Piece(token.start, token.end, " "))
            if token.name == "sup":
                self.raised(token)
            if token.closing:
                yield from self.close(token.name)
            elif token.name not in _VOID:
                yield from self.open(token)
        yield from self.flush()
        yield from self.end_row()

    def raised(self, tag: Tag) -> None:
        """Drop the mark of a footnote, which would else join the figure before it ("250" with a raised 1)."""
        if not tag.closing:
            self.sup = len(self.pieces)
            return
        mark = self.pieces[self.sup :]
        before = self.raw[self.pieces[self.sup - 1].end - 1] if 0 < self.sup <= len(self.pieces) else ""
        if is_note_mark(plain_text(self.raw, mark), before):
            del self.pieces[self.sup :]

    def open(self, tag: Tag) -> Iterator[Part]:
        name = tag.name
        if name == "body" or (name in _BLOCKS and self.counts.get("head")):
            yield from self.close("head")
        if name in _BLOCKS and self.stack and self.stack[-1].name == "p":
            self.pop()
        if name in ("li", "dt", "dd", "tr", "td", "th"):
            yield from self.imply(name)
        if name in ("table", "tr"):
            yield from self.end_row()
        if name == "table":
            self.header = ()
        elif name == "tr":
            self.row, self.heads = [], 0
        elif name in ("td", "th"):
            self.row = self.row or []
            self.row.append([])
            self.heads += name == "th"
        above = self.stack[-1] if self.stack else Open("", False, "", 0)
        out = above.out or self.left_out(tag)
        headed = above.out and above.role == _HEAD
        if headed and (
            name in ("h1", "time", "p") or (name != "a" and name not in _LEFT_OUT and self.named(tag, _BYLINE))
        ):
            out = self.by_class and self.named_out(tag)
        role = "main" if name in ("main", "article") or above.role.startswith("main") else ""
        if out and ((name == "header" and not above.out) or (headed and not self.left_out(tag))):
            role = _HEAD
        if role != _HEAD and (above.role.endswith("byline") or (name != "body" and self.named(tag, _BYLINE))):
            role = (role + " byline").strip()
        level = above.level + (name in ("ul", "ol", "dl"))
        self.stack.append(Open(name, out, role, level))
        self.counts[name] = self.counts.get(name, 0) + 1

    def left_out(self, tag: Tag) -> bool:
        if tag.name in _LEFT_OUT or tag.name == "title":
            return True
        if tag.name == "code":
            return bool(self.counts.get("pre"))
        if tag.name == "header":
            return not (self.counts.get("article") or self.counts.get("main"))
        return (
            bool(tag.attributes) and self.by_class and tag.name not in ("html", "body", "main") and self.named_out(tag)
        )

    def dated(self, text: Text) -> bool:
        """Whether a line in the header of the page, which is left out, gives the day of the page."""
        if self.stack[-1].role != _HEAD or text.end - text.start > _LINE:
            return False
        return bool(full_dates(self.raw[text.start : text.end]))

    def named_out(self, tag: Tag) -> bool:
        if tag.get("role").lower() in _ROLES or tag.get("aria-hidden") == "true" or _HIDDEN.search(tag.get("style")):
            return True
        return tag.name not in _HEADINGS and tag.name != "p" and self.named(tag, _CLASSES)

    def named(self, tag: Tag, names: frozenset[str]) -> bool:
        if not tag.attributes or ("class" not in tag.attributes.lower() and "id" not in tag.attributes.lower()):
            return False
        words = tag.get("class") + " " + tag.get("id")
        return any(w.lower() in names for w in _WORD.findall(words))

    def imply(self, name: str) -> Iterator[Part]:
        """Close the item, row or cell that the new one ends."""
        same = {
            "li": ("li",),
            "dt": ("dt", "dd"),
            "dd": ("dt", "dd"),
            "tr": ("tr",),
            "td": ("td", "th"),
            "th": ("td", "th"),
        }
        bounds = ("ul", "ol", "dl", "table")
        for opened in reversed(self.stack):
            if opened.name in bounds:
                return
            if opened.name in same[name]:
                yield from self.close(opened.name)
                return

    def close(self, name: str) -> Iterator[Part]:
        if not self.counts.get(name):
            return
        while self.stack:
            last = self.pop()
            if last in ("td", "th") and self.row is not None:
                yield from self.flush()
            elif last == "tr":
                yield from self.end_row()
            if last == name:
                return

    def pop(self) -> str:
        last = self.stack.pop()
        self.counts[last.name] -= 1
        return last.name

    def flush(self) -> Iterator[Part]:
        """End the block at hand: a cell joins its row, anything else is a part."""
        found, self.pieces = self.pieces, []
        if not any(p.text is not None or not self.raw[p.start : p.end].isspace() for p in found):
            return
        part = self.part(found)
        if self.row:
            self.row[-1].append(part)
            return
        self.titled = self.titled or part.kind == "title"
        yield part

    def part(self, found: list[Piece]) -> Part:
        """The block of the elements that are open."""
        names = self.counts
        role = self.stack[-1].role if self.stack else ""
        heading = next((h for h in sorted(_HEADINGS) if names.get(h)), "")
        if heading:
            title = heading == "h1" and not self.titled
            return Part("title" if title else "heading", found, int(heading[1]), role=role)
        if names.get("li") or names.get("dd") or names.get("dt"):
            return Part("item", found, max(1, self.stack[-1].level if self.stack else 1), role=role)
        return Part("quote" if names.get("blockquote") else "paragraph", found, role=role)

    def end_row(self) -> Iterator[Part]:
        """End the row at hand: a row of a table, or the blocks of a page that is laid out with one."""
        row, self.row = self.row, None
        if not row or not any(row):
            return
        inside = [part for cell in row for part in cell]
        if len(row) == 1 or any(p.pieces[-1].end - p.pieces[0].start > _LAYOUT for p in inside):
            for part in inside:
                yield part._replace(kind="heading") if part.kind == "title" and self.titled else part
                self.titled = self.titled or part.kind == "title"
            return
        cells = [_merged([list(part.pieces) for part in cell]) for cell in row]
        yield Part("row", cells=cells, header=self.header, role=self.stack[-1].role if self.stack else "")
        if self.heads == len(row) and not self.header:
            self.header = tuple(plain_text(self.raw, cell) for cell in cells)


def _merged(cell: list[list[Piece]]) -> list[Piece]:
    """The paragraphs of a cell as one."""
    merged: list[Piece] = []
    for found in cell:
        if merged:
            merged.append(Piece(merged[-1].end, found[0].start, " "))
        merged.extend(found)
    return merged


def head(raw: str, start: int) -> About:
    """What the head of a page, and its first <time>, say of the document."""
    found: dict[str, str] = {}
    span: Span | None = None
    date = ""
    inside = ""
    for token in tokens(raw, start, len(raw)):
        if isinstance(token, Text):
            if inside == "title":
                found.setdefault("title", " ".join(unescape(raw[token.start : token.end]).split()))
            continue
        inside = "" if token.closing else token.name
        if token.closing:
            continue
        if token.name == "html":
            found["lang"] = token.get("lang", "xml:lang")
        elif token.name == "meta":
            name = token.get("property", "name", "itemprop").lower()
            content = token.get("content").strip()
            if name in _DATE_META and content and not date:
                date, span = content, _within(raw, token, content)
            elif name and content:
                found.setdefault(name, content)
        elif token.name == "time" and not date and token.get("datetime"):
            date = token.get("datetime")
            span = _within(raw, token, date)
    stated = None if date else _STATED.search(raw, start)
    if stated:
        date, span = stated[1], Span(*stated.span(1))
    return About(
        title=found.get("title") or found.get("og:title") or None,
        author=found.get("author") or found.get("article:author") or None,
        publisher=found.get("og:site_name") or found.get("publisher") or None,
        date=date or None,
        date_span=span,
        language=found.get("lang") or None,
    )


def _within(raw: str, tag: Tag, value: str) -> Span:
    """Where the value of an attribute stands; the whole tag where entities hide it."""
    at = raw.find(value, tag.start, tag.end)
    return Span(at, at + len(value)) if at >= 0 else Span(tag.start, tag.end)
