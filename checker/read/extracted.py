"""Documents whose file holds no text that an editor sees as such: Word, OpenDocument, PDF, mail.

Their reader lists what it found as items; the text that these make up is what positions count in, with a place in the
words of an editor ("page 3", "table 2, row 4") for each stretch of it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from checker.errors import ReadError
from checker.model import BlockKind, Document
from checker.read.finish import About, finish
from checker.read.frontmatter import Front
from checker.read.parts import BREAK, CELL, Part, Piece, Prose
from checker.text import line_starts

_MOST = 10_000_000  # characters of a document: some four thousand pages
_LAYOUT = 300  # characters in a cell that show a table to be the layout of a page
_LINE = re.compile(r"^line (\d+):")
_SHORT = 90  # characters of a heading
_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_ABOUT = re.compile(r"(?:(?:[a-z]+ )?by [A-Z]|(?:published|updated|posted|date|dateline)\b[ :])", re.IGNORECASE)


class Item(NamedTuple):
    """One block as found. ``breaks`` are offsets in ``text`` from which on it stands at another place."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    place: str = ""
    role: str = ""
    breaks: tuple[tuple[int, str], ...] = ()


def document(path: str, items: Iterable[Item], about: About, notes: Sequence[str] = ()) -> Document:
    """The document that the items make up.

    Raises:
        ReadError: there is no text in it, or far too much.
    """
    chunks: list[str] = []
    parts: list[Part] = []
    places: list[tuple[int, str]] = []
    for at, item, text in laid_out(items):
        if at < 0:
            continue
        if at + len(text) > _MOST:
            raise ReadError(path, f"holds more than {_MOST:,} characters of text")
        if chunks:
            chunks.append(BREAK)
        for offset, label in ((0, item.place), *item.breaks):
            if label and (not places or places[-1][1] != label):
                places.append((at + offset, label))
        parts.append(_part(item, at, len(text)))
        chunks.append(text)
    raw = "".join(chunks)
    made = finish(path, raw, parts, Front({}, 0), about)
    starts = line_starts(raw)
    told = tuple(_LINE.sub(lambda m: f"{_named(places, starts[int(m[1]) - 1])}:", note) for note in made.notes)
    if about.weak and about.date and made.date and made.date_span is None:
        told = (f"dated {about.date} by the properties of the file", *told)
    return msgspec.structs.replace(made, notes=(*notes, *told), places=tuple(places))


def _named(places: Sequence[tuple[int, str]], at: int) -> str:
    return places[max(0, bisect_right(places, at, key=lambda p: p[0]) - 1)][1]


def laid_out(items: Iterable[Item]) -> Iterator[tuple[int, Item, str]]:
    """Where in the text each item begins, and what it reads; -1 for one that holds nothing and is left out."""
    at = 0
    for item in items:
        text = CELL.join(item.cells) if item.cells else item.text
        if not text.strip(" |"):
            yield -1, item, text
            continue
        yield at, item, text
        at += len(text) + len(BREAK)


def _part(item: Item, at: int, length: int) -> Part:
    if not item.cells:
        return Part(item.kind, [Piece(at, at + length)], item.level, role=item.role)
    cells = []
    for cell in item.cells:
        cells.append([Piece(at, at + len(cell))])
        at += len(cell) + len(CELL)
    return Part("row", cells=cells, header=item.header, role=item.role)


def folded(text: str) -> str:
    """``text`` on one line, with one space wherever there is white space."""
    return " ".join(text.replace("\0", "").split())


def rows(cells: Sequence[Sequence[Item]], header: tuple[str, ...], place: str) -> list[Item]:
    """A row of a table; what its cells hold one after the other where the table is the layout of a page."""
    inside = [one for cell in cells for one in cell]
    if len(cells) == 1 or any(len(one.text) > _LAYOUT for one in inside):
        return [one._replace(place=place) for one in inside]
    texts = tuple(" ".join(" ".join(one.cells) or one.text for one in cell) for cell in cells)
    return [Item("row", cells=texts, header=header, place=place)] if any(texts) else []


def left_out(count: int, what: str) -> str:
    """A note on what is not read: "left out 2 comments"."""
    return f"left out {count} {what}{'' if count == 1 else 's'}"


def headed(items: Sequence[Item]) -> list[Item]:
    """The items, the first of them as a guessed title where it reads like one and nothing is marked as the title."""
    found = list(items)
    first = found[0] if found else None
    if first is None or any(one.kind == "title" for one in found):
        return found
    if first.kind == "heading" or (first.kind == "paragraph" and is_head(first.text)):
        found[0] = first._replace(kind="title", level=1, role="guess")
    return found


def is_head(text: str) -> bool:
    """Whether a line reads like a heading: short, not closed by a full stop, and no byline."""
    return 0 < len(text) <= _SHORT and not _END.search(text) and not _ABOUT.match(text)


def item(prose: Prose, place: str) -> Item:
    """What another reader made out as an item of a document whose text is extracted."""
    part = prose.part
    cells = tuple(prose.text[c.start : c.end] for c in prose.cells)
    return Item(part.kind, "" if cells else prose.text, part.level, cells, part.header, place, part.role)
