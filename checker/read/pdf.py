"""PDF: the text of the pages as pieces with their places on the page; ``pdfpage`` and ``pdftext`` make prose of them.

PDFium (pypdfium2) reads the file: permissive licence, one wheel, made for hostile input, and quick.
"""

import base64
import math
import re
import zlib
from collections.abc import Iterator
from typing import Any

from checker.errors import ReadError
from checker.model import Document
from checker.read.extracted import document
from checker.read.finish import About
from checker.read.metadata import stated_date
from checker.read.parts import is_note_mark
from checker.read.pdfpage import Page, Segment
from checker.read.pdftext import items
from checker.read.properties import author, dated, title

_LARGEST = 256 << 20  # bytes of a file
_PAGES = 3_000
_CHARS = 200_000  # of one page
_UNPACKED = 64 << 20  # bytes of one stream that is no image
_PICTURE = 256 << 20  # of one that says it is
_RATIO = 200
_CHUNK = 65_536
_STREAM = re.compile(rb"stream\r?\n")
_SIGNS = {0x02: "-", 0xFFFE: "-", 0x2010: "-", 0xAD: "\xad", 0xA0: " ", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl",
          0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}  # fmt: skip
_WHITE = frozenset({0, 9, 10, 13, 32, 160})
_GAP = 0.75  # of the size of the font: wider is a gap between cells or columns
_NARROW = 0.45  # where the file has no blank in it
_DAY = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_PRINTER = re.compile(r"skia|chrom|mozilla|firefox|safari|quartz|wkhtml|print to pdf|webkit|headless", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_HEAVY = 600


def read(path: str, data: bytes) -> Document:
    """A PDF with text in it."""
    if len(data) > _LARGEST:
        raise ReadError(path, f"is larger than {_LARGEST >> 20} MB")
    if not data.strip():
        raise ReadError(path, "is empty")
    if b"%PDF-" not in data[:1024]:
        raise ReadError(path, "is no PDF: it has no PDF header")
    _check_streams(path, data)
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise ReadError(path, "is protected with a password") from None
        raise ReadError(path, f"is damaged: no PDF reader can open it ({str(error).rstrip('.')})") from None
    try:
        return _document(path, pdf, PdfiumError)
    finally:
        pdf.close()


def _document(path: str, pdf: Any, trouble: type[Exception]) -> Document:
    count = len(pdf)
    if not count:
        raise ReadError(path, "is damaged: it has no pages")
    if count > _PAGES:
        raise ReadError(path, f"has {count:,} pages; {_PAGES:,} are read at most")
    pages, broken = [], []
    for number in range(count):
        try:
            pages.append(_page(path, pdf, number))
        except trouble:
            broken.append(number + 1)
    blank = [p.number for p in pages if not p.segments]
    if not any(p.segments for p in pages):
        if broken:
            raise ReadError(path, "is damaged: none of its pages can be read")
        what = "1 page holds" if count == 1 else f"{count} pages hold"
        raise ReadError(path, f"holds no text: its {what} only images, as a scan does; run it through OCR first")
    notes = [f"page {n} cannot be read" for n in broken[:20]]
    notes += [f"page {n} holds no text (a scan?)" for n in blank[:20]]
    return document(path, items(pages), _about(pdf), notes)


def _about(pdf: Any) -> About:
    found = {k: " ".join(str(v).split())[:300] for k, v in pdf.get_metadata_dict().items()}
    printed = _PRINTER.search(found.get("Producer", "") + " " + found.get("Creator", ""))
    made = None if printed else _DAY.match(found.get("CreationDate", ""))
    period = stated_date("-".join(made.groups())) if made else None
    return About(
        title=title(found.get("Title")),
        author=author(found.get("Author")),
        date=dated(period, None) or None,
        weak=True,
    )


def _page(path: str, pdf: Any, number: int) -> Page:
    page = pdf[number]
    text = page.get_textpage()
    try:
        width, height = page.get_size()
        return Page(number + 1, width, height, _upright(_Cutter(path, text).segments(), text))
    finally:
        text.close()
        page.close()


def _upright(found: list[tuple[Segment, bool]], text: Any) -> list[Segment]:
    """The pieces without those set askew (stamps, labels of axes); a page all askew in the order of the file."""
    straight = [s for s, askew in found if not askew]
    if len(straight) * 2 >= len(found):
        return straight
    lines = [line for line in text.get_text_range().splitlines() if line.strip()]
    return [Segment(0, -12.0 * i, 500, 10 - 12.0 * i, 10, False, " ".join(x.split())) for i, x in enumerate(lines)]


class _Cutter:
    """Cuts the characters of a page into stretches that stand on one line without a wide gap."""

    def __init__(self, path: str, text: Any) -> None:
        from pypdfium2 import raw

        self.raw: Any = raw
        self.text = text.raw  # the bare handle: looking it up for each call takes longer than the call
        self.count = raw.FPDFText_CountChars(text)
        if self.count > _CHARS:
            raise ReadError(path, f"has a page with more than {_CHARS:,} characters")
        self.chars: list[str] = []
        self.raised: list[str] = []  # small raised characters at the end of the stretch
        self.left = self.right = self.base = 0.0
        self.size = 1.0
        self.first = 0

    def segments(self) -> list[tuple[Segment, bool]]:
        """The stretches, in the order of the file, and whether each is set askew."""
        from ctypes import c_double

        raw, text = self.raw, self.text
        unicode, loose, origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
        rect, x, y = raw.FS_RECTF(), c_double(), c_double()
        found: list[tuple[Segment, bool]] = []
        space, size = False, 1.0
        for at in range(self.count):
            code = unicode(text, at)
            if code in _WHITE:
                space = True
                continue
            if not (loose(text, at, rect) and origin(text, at, x, y)):
                continue
            left, right, base = rect.left, rect.right, y.value
            new = not (self.chars or self.raised)
            if not new and base == self.base and not (self.raised or space) and -0.1 < left - self.right < 1:
                self.chars.append(_SIGNS.get(code) or chr(code))  # the next letter of a word
                self.right = right
                continue
            if new or abs(base - self.base) > 0.05 * self.size or self.raised:
                size = self.height(at)
            if not new and (self.breaks(left, base, size) or (space and self.is_apart(left, at))):
                found.extend(self.done())
                new = True
            if new:
                self.left, self.right, self.base, self.size, self.first, space = left, left, base, size, at, False
            self.add(_SIGNS.get(code) or chr(code), left, base, size, space=space)
            self.right = max(self.right, right)
            space = False
        found.extend(self.done())
        return found

    def height(self, at: int) -> float:
        """The size of a character's font on the page."""
        matrix = self.raw.FS_MATRIX()
        scale = 1.0
        if self.raw.FPDFText_GetMatrix(self.text, at, matrix):
            scale = math.hypot(matrix.c, matrix.d)
        size = self.raw.FPDFText_GetFontSize(self.text, at) * scale
        return size if 0.5 < size < 2000 else 10.0

    def breaks(self, left: float, base: float, size: float) -> bool:
        gap, rise = left - self.right, base - self.base
        if gap > _GAP * max(self.size, size) or gap < -0.7 * self.size:
            return True
        return not -0.25 * self.size < rise < (0.6 if size < 0.85 * self.size else 0.25) * self.size

    def is_apart(self, left: float, at: int) -> bool:
        """Whether no blank is set in a gap that is wide for one: cells of a narrow table."""
        return left - self.right > _NARROW * self.size and self.raw.FPDFText_IsGenerated(self.text, at - 1) == 1

    def add(self, char: str, left: float, base: float, size: float, *, space: bool) -> None:
        """Append a character to the stretch."""
        gap = (left - self.right) / self.size
        before = " " if (self.chars or self.raised) and gap > (0.06 if space else 0.25) else ""
        if self.chars and size < 0.85 * self.size and base > self.base + 0.1 * self.size:
            self.raised.append(before + char)
            return
        self.settle()
        if base < self.base - 0.05 * self.size and size > 1.15 * self.size:  # what came before was a raised mark
            self.chars = [] if is_note_mark("".join(self.chars), "") else self.chars
            self.base, self.size, before = base, size, ""
        self.chars.append(before + char)

    def settle(self) -> None:
        """Keep raised characters, unless they are the mark of a note."""
        raised, self.raised = "".join(self.raised), []
        if raised and not is_note_mark(raised.strip(), "".join(self.chars)[-1:]):
            self.chars.append(raised)

    def done(self) -> Iterator[tuple[Segment, bool]]:
        """The stretch at hand, where it holds anything."""
        self.settle()
        joined = "".join(self.chars).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = " ".join(joined.split())
        self.chars = []
        if text:
            angle = self.raw.FPDFText_GetCharAngle(self.text, self.first)
            low, high = self.base - 0.2 * self.size, self.base + 0.8 * self.size
            yield Segment(self.left, low, self.right, high, self.size, self.bold(), text), 0.05 < angle < 6.23

    def bold(self) -> bool:
        """Whether the font of the stretch is a bold one, by its weight or its name."""
        from ctypes import c_int, create_string_buffer

        flags, name = c_int(), create_string_buffer(128)
        size = self.raw.FPDFText_GetFontInfo(self.text, self.first, name, 128, flags)
        if size and (b"bold" in name.value.lower() or b"black" in name.value.lower()):
            return True
        return bool(flags.value & _FORCED_BOLD) or self.raw.FPDFText_GetFontWeight(self.text, self.first) >= _HEAVY


def _check_streams(path: str, data: bytes) -> None:
    """Refuse a file in which a stream unpacks to far more than its size: one level or two, wrapped in text or not."""
    for m in _STREAM.finditer(data):
        about = data[max(0, m.start() - 400) : m.start()].rpartition(b"<<")[2]
        limit = _PICTURE if b"/Image" in about and b"/Width" in about else _UNPACKED
        start = m.end()
        if b"/ASCII" in about:
            packed = _from_text(data, start, hexadecimal=b"/ASCIIHex" in about)
        else:
            packed = (data[at : at + _CHUNK] for at in range(start, len(data), _CHUNK))
        if _unpacks_to_more(packed, limit, twice=about.count(b"/Fl") > 1):
            raise ReadError(path, f"holds a stream that unpacks to more than {limit >> 20} MB")


def _from_text(data: bytes, start: int, *, hexadecimal: bool) -> Iterator[bytes]:
    """The bytes that a stream in ASCII stands for; nothing where it is broken."""
    end = data.find(b"endstream", start)
    text = b"".join(data[start : end if end >= 0 else len(data)].split())
    try:
        if hexadecimal:
            yield bytes.fromhex(text.rstrip(b">").decode("ascii"))
        else:
            yield base64.a85decode(text.removeprefix(b"<~").removesuffix(b"~>"))
    except ValueError:
        return


def _unpacks_to_more(packed: Iterator[bytes], limit: int, *, twice: bool) -> bool:
    """Whether deflated data unpacks to more than a limit, and to far more than what was read of it."""
    outer, inner = zlib.decompressobj(), zlib.decompressobj() if twice else None
    used = size = 0
    try:
        for chunk in packed:
            used += len(chunk)
            for first in _pieces(outer, chunk):
                for piece in _pieces(inner, first) if inner else (first,):
                    size += len(piece)
                    if size > limit and size > _RATIO * used:
                        return True
            if outer.eof:
                break
    except zlib.error:
        pass
    return False


def _pieces(unpacker: Any, packed: bytes) -> Iterator[bytes]:
    """What packed data unpacks to, in pieces of bounded size."""
    while packed and not unpacker.eof:
        yield unpacker.decompress(packed, 1 << 20)
        packed = unpacker.unconsumed_tail
