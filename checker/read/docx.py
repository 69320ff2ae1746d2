"""Word: body, tables, foot- and endnotes, text boxes, headings, lists. Tracked changes are read as accepted.

The file is walked here rather than with python-docx, which knows nothing of notes, text boxes and tracked changes.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from checker.model import Document
from checker.read.extracted import Item, document, folded, headed, is_head, laid_out, left_out, rows
from checker.read.package import Package, attribute, child, children, local
from checker.read.parts import BREAK, CELL, is_note_mark
from checker.read.properties import properties
from checker.read.wordstyle import Styles, switched

WHAT = "Word document"
_INLINE_SKIPPED = frozenset(
    {"pPr", "rPr", "instrText", "delText", "delInstrText", "fldData", "rt", "sectPr", "object", "tblPr", "sdtPr",
     "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "annotationRef"}
)  # fmt: skip
_BREAK = "lastRenderedPageBreak"
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
_THROUGH = frozenset({"ins", "moveTo", "customXml", "smartTag", "sdtContent", "body", "Choice"})
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
Bit = tuple[str, Any]  # text, and the element that it stands in
_MARKS = frozenset({*_NOTES, "fldChar", "txbxContent", "commentReference", "del", "moveFrom"})


def read(path: str, data: bytes) -> Document:
    """A Word document."""
    package = Package(path, data, WHAT)
    name = main_name(package)
    walker = _Walker(package, name)
    items = headed(list(walker.items(package.xml(name))))
    core = package.optional("docProps/core.xml")
    about, notes = properties(core, walker.styles.language)
    return document(path, items, about, [*walker.told(), *notes])


class Draft(NamedTuple):
    """A Word file with the way back from its text into it, for whoever writes into it."""

    package: Package
    name: str  # of the member that holds the body
    root: Any
    raw: str
    marks: list[tuple[int, Any, int]]  # of each character: its offset in ``raw``, its element, its offset in that
    notes: dict[tuple[str, str], Any]  # of each foot- or endnote: the element that refers to it

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Which marks are those of the first and the last character of ``raw[start:end]``."""
        first = bisect_left(self.marks, start, key=_offset)
        last = bisect_left(self.marks, end, key=_offset) - 1
        return (first, last) if 0 <= first <= last else None


def draft(path: str, data: bytes) -> Draft:
    """A Word document as :func:`read` reads it, to be written into.

    Raises:
        ReadError: as for reading it.
    """
    package = Package(path, data, WHAT)
    name = main_name(package)
    walker = _Walker(package, name)
    root = package.xml(name, whole=True)
    found = headed(list(walker.items(root)))
    characters = ((e, k) for text, e in walker.trail for k, c in enumerate(text) if not c.isspace())
    marks = []
    chunks = []
    for at, one, text in laid_out(found):
        here = at
        for cell in one.cells or (one.text,):
            for offset, char in enumerate(cell):
                if not char.isspace():
                    element, k = next(characters)
                    marks += [(here + offset, element, k)] if at >= 0 else []
            here += len(cell) + len(CELL)
        chunks += [text] if at >= 0 else []
    return Draft(package, name, root, BREAK.join(chunks), marks, walker.references)


def _offset(mark: tuple[int, Any, int]) -> int:
    return mark[0]


def main_name(package: Package) -> str:
    """Name of the member that holds the body."""
    found = package.related("").get("officeDocument", [])
    return found[0] if found and found[0] in package.infos else "word/document.xml"


class _Walker:
    """Goes through the body once, in the order of the file; what it refers to comes behind it."""

    def __init__(self, package: Package, name: str) -> None:
        related = package.related(name)
        self.package = package
        self.styles = Styles(self._part(related, "styles"))
        self.note_parts = {kind: self._part(related, kind + "s") for kind in ("footnote", "endnote")}
        self.noted: list[tuple[str, str]] = []
        self.boxes: list[Any] = []
        self.fields: list[bool] = []  # of each open field, whether its result has begun
        self.inserted = self.deleted = self.comments = self.hidden = self.embedded = 0
        self.paragraphs = self.tables = 0
        self.page = 0  # where Word broke the pages when it last saved the file; 0 where it does not say
        self.begun = 0  # page on which the paragraph at hand begins
        self.fresh = True  # whether it has no text so far
        self.inside = ""  # place of what is being read, where that is no paragraph of the body
        self.carried: list[Bit] = []  # a drop capital, or text before a paragraph mark that is deleted
        self.trail: list[Bit] = []  # all that is read, in the order of the items
        self.references: dict[tuple[str, str], Any] = {}

    def _part(self, related: dict[str, list[str]], kind: str) -> Any:
        names = [n for n in related.get(kind, []) if n in self.package.infos]
        return self.package.xml(names[0]) if names else None

    def items(self, root: Any) -> Iterator[Item]:
        """Everything in the document that is text of its author."""
        self.page = int(any(local(e) == _BREAK for e in root.iter()))
        for body in children(root, "body"):
            yield from self.blocks(body)
            if self.carried:  # the mark of the last paragraph is taken out, and nothing follows
                bits, self.carried = self.carried, []
                yield from self.block(body, folded("".join(text for text, _ in bits)), bits)
        self.page = 0
        notes = {(k, attribute(n, "id")): n for k, part in self.note_parts.items() for n in children(part, k)}
        done: set[tuple[str, str]] = set()
        numbers = {"footnote": 0, "endnote": 0}
        for kind, ident in self.noted:  # a note may refer to a note: the list grows on the way
            if (kind, ident) in done:
                continue
            done.add((kind, ident))
            numbers[kind] += 1
            self.inside = f"{kind} {numbers[kind]}"
            if (kind, ident) in notes:
                yield from self.blocks(notes[kind, ident])

    def told(self) -> list[str]:
        """What was left out or decided on the way."""
        notes = []
        if self.inserted or self.deleted:
            notes.append(f"tracked changes are read as accepted ({self.inserted} put in, {self.deleted} taken out)")
        for count, what in (
            (self.comments, "comment"),
            (self.hidden, "hidden passage"),
            (self.embedded, "embedded document"),
        ):
            if count:
                notes.append(left_out(count, what))
        return notes

    def blocks(self, parent: Any) -> Iterator[Item]:
        """Items of a container: the body, a cell, a note, a text box."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self.paragraph(element)
            elif name == "tbl":
                yield from self.table(element)
            elif name in _THROUGH or (name == "sdt" and not _is_contents(element)):
                yield from self.blocks(element)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(element))
            elif name == "altChunk":
                self.embedded += 1

    def paragraph(self, element: Any) -> Iterator[Item]:
        """A paragraph, and the text boxes that hang on it."""
        out: list[Bit] = self.carried
        self.carried = []
        waiting, self.boxes = self.boxes, []
        self.begun, self.fresh = self.page, True
        self.inline(element, out)
        boxes, self.boxes = self.boxes, waiting
        text = "".join(t for t, _ in out)
        mark = child(element, "pPr", "rPr", "del")
        drop = attribute(child(element, "pPr", "framePr"), "dropCap")
        if mark is not None or (drop not in ("", "none") and text.strip()):
            self.carried = out if mark is not None else _closed(out)
            self.deleted += mark is not None
        else:
            yield from self.block(element, folded(text), out)
        for number, box in enumerate(boxes):
            around, self.inside = self.inside, self.inside or f"text box at paragraph {self.paragraphs or 1}"
            if number < 100:
                yield from self.blocks(box)
            self.inside = around

    def block(self, element: Any, text: str, bits: list[Bit]) -> Iterator[Item]:
        """The item that a paragraph makes."""
        if not text:
            return
        kind, level = self.styles.kind(element)
        if not self.inside:
            self.paragraphs += 1
        if kind is None:
            return
        if kind == "paragraph" and is_head(text) and not self.inside and self.paragraphs > 1 and _bold(element):
            kind, level = "heading", 3
        self.trail += bits
        yield Item(kind, text, level, place=self.place())

    def place(self) -> str:
        """Where the paragraph at hand stands, in the words of an editor."""
        place = self.inside or f"paragraph {self.paragraphs}"
        return f"page {self.begun}, {place}" if self.begun else place

    def inline(self, parent: Any, out: list[Bit]) -> None:
        """Append the text of a paragraph's parts."""
        for element in parent:
            name = local(element)
            if name == "t":
                if all(self.fields):
                    out.append((element.text or "", element))
                    self.fresh = self.fresh and not (element.text or "").strip()
            elif name == "r":
                self.run(element, out)
            elif name in _SIGNS:
                out.append((_SIGNS[name], element))
            elif name in _MARKS:
                self.mark(name, element)
            elif name == "AlternateContent":
                self.inline(_chosen(element), out)
            elif name == _BREAK:
                self.page += bool(self.page)
                self.begun = self.page if self.fresh else self.begun
            elif name not in _INLINE_SKIPPED:
                self.inserted += name in ("ins", "moveTo")
                self.inline(element, out)

    def mark(self, name: str, element: Any) -> None:
        """Note what stands for no text of its own here."""
        if name in _NOTES:
            note = (_NOTES[name], attribute(element, "id"))
            self.noted.append(note)
            self.references.setdefault(note, element)
        elif name == "fldChar":
            self.field(attribute(element, "fldCharType"))
        elif name == "txbxContent":
            self.boxes.append(element)
        elif name == "commentReference":
            self.comments += 1
        else:
            self.deleted += 1

    def run(self, element: Any, out: list[Bit]) -> None:
        """Append the text of a run, unless it is hidden or the raised mark of a note."""
        form = child(element, "rPr")
        if switched(child(form, "vanish")):
            self.hidden += 1
            return
        found: list[Bit] = []
        self.inline(element, found)
        text = "".join(t for t, _ in found)
        lift = attribute(child(form, "position"), "val")
        raised = attribute(child(form, "vertAlign"), "val") == "superscript" or (lift.isdecimal() and int(lift) > 2)
        before = next((t[-1] for t, _ in reversed(out) if t), "") if raised else ""
        if not (raised and is_note_mark(text.strip(), before)):
            out.extend(found)

    def field(self, what: str) -> None:
        if what == "begin":
            self.fields.append(False)
        elif self.fields and what == "separate":
            self.fields[-1] = True
        elif self.fields and what == "end":
            self.fields.pop()

    def table(self, element: Any) -> Iterator[Item]:
        """The rows of a table, with the heads of their columns."""
        around = self.inside
        self.tables += not around
        number, first = self.tables, True
        header: tuple[str, ...] = ()
        for at, row in enumerate(_rows(element), 1):
            if child(row, "trPr", "del") is not None:
                self.deleted += 1
                continue
            self.inside = around or f"table {number}, row {at}"
            cells = [list(self.blocks(cell)) for cell in _cells(row) if child(cell, "tcPr", "cellDel") is None]
            begun = next((one.place for cell in cells for one in cell), self.inside)
            found = rows(cells, header, begun)
            if first and len(found) == 1 and found[0].cells and _is_header(element, row):
                header = found[0].cells
            first = False
            yield from found
        self.inside = around


def _closed(bits: list[Bit]) -> list[Bit]:
    """Text without white space at its end."""
    kept = list(bits)
    while kept and not kept[-1][0].strip():
        kept.pop()
    return [*kept[:-1], *((text.rstrip(), element) for text, element in kept[-1:])]


def _is_contents(control: Any) -> bool:
    """Whether a content control holds the table of contents."""
    return attribute(child(control, "sdtPr", "docPartObj", "docPartGallery"), "val") == "Table of Contents"


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if local(element) == "tr":
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(element)


def _is_header(table: Any, row: Any) -> bool:
    """Whether the first row is marked as heads; Word marks so every table that it makes unless told otherwise."""
    look = child(table, "tblPr", "tblLook")
    first = attribute(look, "firstRow")
    bits = attribute(look, "val")
    return (
        switched(child(row, "trPr", "tblHeader"))
        or first in ("1", "true", "on")
        or (not first and len(bits) == 4 and bits[2] in "2367abefABEF")
        or all(_is_head(paragraph) for cell in _cells(row) for paragraph in children(cell, "p"))
    )


def _is_head(paragraph: Any) -> bool:
    return _bold(paragraph) or "heading" in attribute(child(paragraph, "pPr", "pStyle"), "val").lower()


def _chosen(alternate: Any) -> Any:
    """The first of several forms of the same content."""
    for name in ("Choice", "Fallback"):
        found = child(alternate, name)
        if found is not None:
            return found
    return ()


def _bold(paragraph: Any) -> bool:
    """Whether all of the text is bold."""
    runs = [r for r in children(paragraph, "r") if any((t.text or "").strip() for t in children(r, "t"))]
    return bool(runs) and all(switched(child(r, "rPr", "b")) for r in runs)
