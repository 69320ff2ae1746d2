"""The order in which the lines of a PDF page are read: heads and feet out, columns one after the other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_NUMBER = re.compile(
    r"[-–—|·\s]*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|·\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.13  # share of a page's height that is its head or its foot
_BIN = 2.0  # points
_LINES = 4  # of a column at least
_FILL = 0.55  # share of a column that its lines fill, where it is one of text and not of a table
_CROSSING = 0.35  # share of the lines that may run across a gutter: titles, pictures' captions


class Segment(NamedTuple):
    """Text on one line without a wide gap; ``low`` and ``high`` are of its font, from the foot of the page."""

    left: float
    low: float
    right: float
    high: float
    size: float
    bold: bool
    text: str


class Page(NamedTuple):
    """The pieces of a page in the order of the file."""

    number: int
    width: float
    height: float
    segments: list[Segment]


class Line(NamedTuple):
    """Pieces side by side."""

    cells: tuple[Segment, ...]
    left: float
    low: float
    right: float
    size: float
    bold: bool

    @property
    def text(self) -> str:
        """The line as one text."""
        return " ".join(c.text for c in self.cells)


Flow = list[Line]


def lines(segments: Sequence[Segment]) -> list[Line]:
    """Pieces by the line that they stand on, from the top."""
    rows: list[list[Segment]] = []
    for one in sorted(segments, key=lambda s: (-s.low, s.left)):
        row = rows[-1] if rows else None
        if row and abs(one.low + 0.2 * one.size - row[0].low - 0.2 * row[0].size) < 0.3 * min(one.size, row[0].size):
            row.append(one)
        else:
            rows.append([one])
    return [_line(sorted(row, key=lambda s: s.left)) for row in rows]


def _line(row: list[Segment]) -> Line:
    cells = [row[0]]
    for one in row[1:]:
        last = cells[-1]
        if one.left - last.right > 0.45 * max(one.size, last.size):
            cells.append(one)
        else:
            space = "" if one.left - last.right < 0.1 * one.size else " "
            cells[-1] = last._replace(right=max(one.right, last.right), text=last.text + space + one.text)
    size = max(row, key=lambda s: len(s.text)).size
    return Line(
        tuple(cells), row[0].left, min(s.low for s in row), max(s.right for s in row), size, all(s.bold for s in row)
    )


def without_edges(pages: Sequence[Page]) -> list[list[Segment]]:
    """The pieces of each page without running heads, running feet and page numbers."""
    edges = [_edges(page) for page in pages]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page, found in zip(pages, edges, strict=True):
        for line in found:
            for near in (-1, 0, 1):  # pages of one kind differ by a point or two
                seen[_key(line), round(line.low / 4) + near].add(page.number)
    kept = []
    for page, found in zip(pages, edges, strict=True):
        dropped: set[Segment] = set()
        for line in found:
            same = seen[_key(line), round(line.low / 4)]
            repeated = len(same) > 1 and len(same) >= 0.4 * len(pages)
            if repeated or _NUMBER.fullmatch(line.text):
                dropped.update(s for s in page.segments if line.low - 1 <= s.low <= line.low + line.size / 2)
        kept.append([s for s in page.segments if s not in dropped])
    return kept


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _edges(page: Page) -> list[Line]:
    """The two lines at the top and the two at the foot, where they stand in the margins."""
    head, foot = page.height * (1 - _EDGE), page.height * _EDGE
    outer = lines([s for s in page.segments if s.low > head or s.low < foot])
    return [x for x in outer if x.low > head][:2] + [x for x in outer if x.low < foot][-2:]


def read_pages(pages: Sequence[Sequence[Segment]]) -> list[list[Flow]]:
    """The lines of each page in the order of reading; a page with little on it has the columns of the others."""
    gutters = [gutter for gutter in map(_gutter, pages) if gutter is not None]
    usual = median(gutters) if gutters else None
    return [list(flows(page, usual)) for page in pages]


def flows(segments: Sequence[Segment], usual: float | None = None, depth: int = 0) -> Iterator[Flow]:
    """The lines of a page, cut where the eye moves up to another column. ``usual`` is the gutter of other pages."""
    gutter = _gutter(segments) if depth < 2 else None
    if gutter is None and usual is not None and _is_rest(segments, usual):
        gutter = usual
    if gutter is None:
        if segments:
            yield lines(segments)
        return
    across = lines([s for s in segments if s.left < gutter < s.right])
    bands: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    lows = [x.low for x in across]
    for one in segments:
        if not one.left < gutter < one.right:
            band = sum(low > one.low for low in lows) if len(lows) < 200 else 0
            bands[band][one.left >= gutter].append(one)
    run: Flow = []
    for band in range(len(across) + 1):
        if band in bands:
            if run:
                yield run
                run = []
            for column in bands[band]:
                yield from flows(column, depth=depth + 1)
        if band < len(across):
            run.append(across[band])
    if run:
        yield run


def _gutter(segments: Sequence[Segment]) -> float | None:
    """The middle of the white strip between two columns of text."""
    if len(segments) < 2 * _LINES:
        return None
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    count = int((right - left) / _BIN) + 1
    if not 20 < count < 5000:
        return None
    change = [0] * (count + 1)
    for one in segments:
        change[int((one.left - left) / _BIN)] += 1
        change[min(count, int((one.right - left) / _BIN) + 1)] -= 1
    cover, covered = 0, []
    for step in change[:count]:
        cover += step
        covered.append(cover)
    inner = range(int(count * 0.25), int(count * 0.75))
    least = min(covered[i] for i in inner)
    best = max(_runs([i for i in inner if covered[i] <= least]), key=lambda r: r[1] - r[0])
    if least > _CROSSING * len(segments):
        return None
    gutter = left + (best[0] + best[1] + 1) / 2 * _BIN
    return gutter if _is_gutter(segments, gutter) else None


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each stretch of successive numbers."""
    found = [(numbers[0], numbers[0])]
    for before, number in pairwise(numbers):
        if number == before + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _is_rest(segments: Sequence[Segment], gutter: float) -> bool:
    """Whether the few lines of a page keep to both sides of the gutter that other pages have."""
    sides = [[s for s in segments if s.right <= gutter], [s for s in segments if s.left >= gutter]]
    if not all(sides) or len(sides[0]) + len(sides[1]) < (1 - _CROSSING) * len(segments):
        return False
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    widths = (gutter - left, right - gutter)
    full = [max(s.right - s.left for s in side) > _FILL * w for side, w in zip(sides, widths, strict=True)]
    return full[0] and min(median(len(s.text) for s in side) for side in sides) >= 16


def _is_gutter(segments: Sequence[Segment], gutter: float) -> bool:
    """Whether text runs in full lines on both sides of it, side by side."""
    sides = [lines([s for s in segments if s.right <= gutter]), lines([s for s in segments if s.left >= gutter])]
    for side in sides:
        if len(side) < _LINES:
            return False
        width = max(x.right for x in side) - min(x.left for x in side)
        if median(x.right - x.left for x in side) < _FILL * width or width < 60:
            return False
        if median(len(x.text) for x in side) < 16:
            return False
    top, bottom = (min(s[0].low for s in sides), max(s[-1].low for s in sides))
    return top > bottom
