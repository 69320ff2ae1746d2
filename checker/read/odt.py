"""OpenDocument text: body, tables, notes, text boxes, headings, lists. Tracked changes are read as accepted."""

from collections.abc import Iterator
from typing import Any

from checker.model import BlockKind, Document
from checker.read.extracted import Item, document, folded, headed, left_out, rows
from checker.read.package import Package, attribute, child, children, local
from checker.read.parts import is_note_mark
from checker.read.properties import properties

WHAT = "OpenDocument text"
_BREAK = "soft-page-break"
_SKIPPED = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "table-of-content", "illustration-index", "table-index",
     "object-index", "user-index", "alphabetical-index", "bibliography", "sequence-decls", "variable-decls", "forms",
     "user-field-decls", "note-citation", "ruby-text", "script", "title", "desc", "page-number", "page-count",
     "change", "change-start", "change-end"}
)  # fmt: skip


def read(path: str, data: bytes) -> Document:
    """An OpenDocument text."""
    package = Package(path, data, WHAT)
    manifest = package.optional("META-INF/manifest.xml")
    if manifest is not None and any(local(e) == "encryption-data" for e in manifest.iter()):
        package.fail("is protected with a password")
    root = package.xml("content.xml")
    body = child(root, "body", "text")
    if body is None:
        package.fail(f"is no {WHAT}: it holds no text body")
    walker = _Walker(root, package.optional("styles.xml"))
    items = headed(list(walker.items(body)))
    about, notes = properties(package.optional("meta.xml"), walker.language)
    return document(path, items, about, [*walker.told(body), *notes])


class _Walker:
    """Goes through the body once; notes come behind it."""

    def __init__(self, root: Any, styles: Any) -> None:
        self.names: dict[str, tuple[str, str]] = {}  # of a style: its parent's name, and how it raises text
        self.language: str | None = None
        for holder in (child(root, "automatic-styles"), child(styles, "styles"), child(root, "styles")):
            for style in holder if holder is not None else ():
                raised = attribute(child(style, "text-properties"), "text-position")
                self.names.setdefault(attribute(style, "name"), (attribute(style, "parent-style-name"), raised))
                if local(style) == "default-style" and attribute(style, "family") == "paragraph":
                    words = child(style, "text-properties")
                    parts = [attribute(words, "language"), attribute(words, "country")]
                    self.language = "-".join(p for p in parts if p not in ("", "none", "zxx")) or None
        self.notes: list[tuple[str, Any]] = []
        self.boxes: list[Any] = []
        self.paragraphs = self.tables = self.comments = 0
        self.page = self.begun = 0  # where the program broke the pages; 0 where it does not say
        self.fresh = True  # whether the paragraph at hand has no text so far
        self.inside = ""

    def items(self, body: Any) -> Iterator[Item]:
        self.page = int(any(local(e) == _BREAK for e in body.iter()))
        yield from self.blocks(body, 0)
        self.page = self.begun = 0
        numbers = {"footnote": 0, "endnote": 0}
        for kind, note in self.notes:
            numbers[kind] += 1
            self.inside = f"{kind} {numbers[kind]}"
            yield from self.blocks(note, 0)

    def told(self, body: Any) -> list[str]:
        """What was left out or decided on the way."""
        regions = list(children(body, "tracked-changes", "changed-region"))
        put_in = sum(child(r, "insertion") is not None for r in regions)
        out = sum(child(r, "deletion") is not None for r in regions)
        notes = [f"tracked changes are read as accepted ({put_in} put in, {out} taken out)"] if put_in or out else []
        return [*notes, left_out(self.comments, "comment")] if self.comments else notes

    def blocks(self, parent: Any, depth: int) -> Iterator[Item]:
        """Items of a container: the body, a section, a list, a cell, a note."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self.paragraph(element, depth)
            elif name == "table":
                yield from self.table(element)
            elif name == "list":
                yield from self.blocks(element, depth + 1)
            elif name == "frame":
                yield from self.box(element)
            elif name == _BREAK:
                self.page += bool(self.page)
            elif name not in _SKIPPED:
                yield from self.blocks(element, depth)

    def paragraph(self, element: Any, depth: int) -> Iterator[Item]:
        out: list[str] = []
        waiting, self.boxes = self.boxes, []
        self.begun, self.fresh = self.page, True
        self.inline(element, out)
        boxes, self.boxes = self.boxes, waiting
        text = folded("".join(out))
        if text:
            self.paragraphs += not self.inside
            kind, level = self.kind(element, depth)
            place = self.inside or f"paragraph {self.paragraphs}"
            yield Item(kind, text, level, place=f"page {self.begun}, {place}" if self.begun else place)
        for box in boxes:
            yield from self.box(box)

    def box(self, frame: Any) -> Iterator[Item]:
        around, self.inside = self.inside, self.inside or f"text box at paragraph {self.paragraphs or 1}"
        for inner in children(frame, "text-box"):
            yield from self.blocks(inner, 0)
        self.inside = around

    def kind(self, element: Any, depth: int) -> tuple[BlockKind, int]:
        style = attribute(element, "style-name")
        for _ in range(12):
            if style == "Title":
                return "title", 1
            if style in ("Quotations", "Quotation"):
                return "quote", 0
            if style not in self.names or local(element) == "h":
                break
            style = self.names[style][0]
        if local(element) == "h":
            level = attribute(element, "outline-level")
            return "heading", min(6, int(level)) if level.isdecimal() and level != "0" else 1
        return ("item", depth) if depth else ("paragraph", 0)

    def inline(self, element: Any, out: list[str]) -> None:
        """Append the text of an element's contents."""
        out.append(element.text or "")
        self.fresh = self.fresh and not (element.text or "").strip()
        for inner in element:
            name = local(inner)
            if name in ("s", "tab", "line-break"):
                out.append(" ")
            elif name == "note":
                kind = "endnote" if attribute(inner, "note-class") == "endnote" else "footnote"
                self.notes += [(kind, note) for note in children(inner, "note-body")]
            elif name == "frame":
                self.boxes.append(inner)
            elif name == _BREAK:
                self.page += bool(self.page)
                self.begun = self.page if self.fresh else self.begun
            elif name == "span":
                self.span(inner, out)
            elif name not in _SKIPPED:
                self.inline(inner, out)
            self.comments += name == "annotation"
            out.append(inner.tail or "")
            self.fresh = self.fresh and not (inner.tail or "").strip()

    def span(self, element: Any, out: list[str]) -> None:
        found: list[str] = []
        self.inline(element, found)
        text = "".join(found)
        raised = self.names.get(attribute(element, "style-name"), ("", ""))[1].startswith(("super", "3", "5"))
        if not (raised and is_note_mark(text.strip(), "".join(out)[-1:])):
            out.append(text)

    def table(self, element: Any) -> Iterator[Item]:
        around = self.inside
        self.tables += not around
        number = self.tables
        header: tuple[str, ...] = ()
        heads = [r for h in children(element, "table-header-rows") for r in children(h, "table-row")]
        for at, row in enumerate(_rows(element), 1):
            self.inside = around or f"table {number}, row {at}"
            cells = [list(self.blocks(c, 0)) for c in row if local(c) in ("table-cell", "covered-table-cell")]
            begun = next((one.place for cell in cells for one in cell), self.inside)
            found = rows(cells, header, begun)
            if at == 1 and len(found) == 1 and found[0].cells and (heads or _is_header(row)):
                header = found[0].cells
            yield from found
        self.inside = around


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _is_header(row: Any) -> bool:
    """Whether every cell of a row is set as the head of a column."""
    names = [attribute(p, "style-name") for c in row for p in children(c, "p")]
    return bool(names) and all(n == "Table_20_Heading" for n in names)
