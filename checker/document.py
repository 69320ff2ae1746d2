"""A document as read: its text in blocks, and where each character of it stands in the file.

Offsets are counted in characters from 0, ends are exclusive. ``Document.text`` is the prose that the later stages read;
``Document.raw`` is the decoded file as an editor sees it. ``Document.runs`` maps the one to the other.
"""

from typing import Literal

import msgspec

BlockKind = Literal["title", "heading", "byline", "paragraph", "item", "quote", "row"]
Grain = Literal["day", "week", "month", "quarter", "season", "half", "year", "span", "decade", "century"]


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of text: ``text[start:end]``."""

    start: int
    end: int


class Run(msgspec.Struct, frozen=True):
    """``length`` characters of ``Document.text`` from ``text`` on, which stand at ``raw`` in ``Document.raw``.

    Where ``length == width`` the characters correspond one to one. Otherwise the run is atomic: an entity, repaired
    mojibake, or a separator between blocks that stands nowhere in the file (``width`` 0).
    """

    text: int
    raw: int
    length: int
    width: int


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One block of a document. Blocks do not overlap and stand in the order of the text, with a blank line between.

    ``level`` is the depth of a heading (1 to 6) or of a list item (1 on). A table row is one block with its cells
    separated by `` | `` in the text; ``cells`` are their spans and ``header`` the texts of the column heads.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    cells: tuple[Span, ...] = ()
    header: tuple[str, ...] = ()


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of days, first and last included, as proleptic Gregorian ordinals (``date.toordinal``).

    ``None`` leaves an end open. ``grain`` is what the text named: a day, a month, a year.
    """

    first: int | None
    last: int | None
    grain: Grain = "span"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document as read.

    ``text`` is ``title``-less or not as the file is: a title that stands in the body is a block of kind ``title``;
    front matter is never part of ``text``. ``date_span`` is where the document's own date stands in ``raw``.
    ``language`` is a BCP 47 tag where the file states one ("en-US"). ``notes`` say what was repaired or left out.
    """

    path: str
    raw: str
    text: str
    runs: tuple[Run, ...]
    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: Period | None = None
    date_span: Span | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()  # offsets in ``raw`` from which on a place has a name: "page 3"
