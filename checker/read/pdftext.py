"""Lines of PDF pages to blocks: paragraphs, headings, list items, rows; words cut at line ends are mended."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from checker.model import BlockKind
from checker.read.extracted import Item, headed, is_head
from checker.read.pdfpage import Flow, Line, Page, read_pages, without_edges

_MARK = re.compile(r"(?:[•▪◦‣●■–*·o-]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_MARK_ALONE = re.compile(r"(?:[•▪◦‣●■–*·o-]|\(?(?:\d{1,2}|[a-z])[.)])")
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡])[\]).]?\s*[A-Z“\"‘'(]")
_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_CUT = re.compile(r"([^\W\d_]+)[-\xad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ABOUT = 120  # characters of a line that may stand above the title
_ENDING = re.compile(
    r"(?:\w?ing|\w?ed|\w?ers?|est|ly|it(?:y|ies)|\w{0,2}ments?|\w{0,3}[ts]ions?\w{0,2}|\w{0,2}ness|\w?[ai]bl[ey]|\w{0,2}al(?:ly)?"
    r"|\w{0,2}ive(?:ly)?|isms?|ists?|\w{0,2}ar(?:y|ies)|\w{0,2}ous|ful(?:ly)?|less|ship|hood|wards?|\w{0,2}[ae]nc(?:e|es|y))"
)
_BIG = 1.12  # times the size of the text from which on a line is a heading
_SMALL = 0.93  # below which it is a note


class Block(msgspec.Struct, kw_only=True):
    """Lines that belong together, each with its page."""

    kind: BlockKind
    lines: list[tuple[str, int]]
    size: float
    left: float
    full: bool = False  # whether the last line reaches the end of its column
    cells: list[tuple[str, ...]] = []


def items(pages: Sequence[Page]) -> list[Item]:
    """The blocks of a document in the order of reading; its footnotes come last."""
    kept = without_edges(pages)
    found = [(page.number, flows) for page, flows in zip(pages, read_pages(kept), strict=True)]
    every = [line for _, page in found for flow in page for line in flow]
    if not every:
        return []
    maker = _Maker(every)
    for number, page in found:
        for flow in page:
            maker.flow(flow, number)
    return headed(_levelled(list(maker.items()), maker))


class _Maker:
    """Builds blocks flow by flow."""

    def __init__(self, every: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in every:
            sizes[_rounded(line.size)] += len(line.text)
        self.body = sizes.most_common(1)[0][0]
        words = Counter(w.casefold() for line in every for w in _WORD.findall(line.text.rstrip("-\xad")))
        self.words = words
        ends = sum(line.text.endswith(("-", "\xad")) for line in every)
        self.seldom = ends < 0.04 * len(every)  # hyphens at line ends: then words are not cut there
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.sizes: dict[int, float] = {}

    def flow(self, flow: Flow, page: int) -> None:
        """Add the lines of one column."""
        start = len(self.blocks)
        pitch = _pitch(flow, self.body)
        left, right = min(x.left for x in flow), max(x.right for x in flow)
        last: Line | None = None
        rows = _table_lines(flow)
        for index, line in enumerate(flow):
            if index in rows:
                self.row(line, page, fresh=index - 1 not in rows)
            elif last is None or index - 1 in rows or self.begins(last, line, pitch, left, right):
                self.begin(line, page, follows=flow[index + 1] if index + 1 < len(flow) else None)
            else:
                self.blocks[-1].lines.append((line.text, page))
            self.blocks[-1].full = line.right > right - 0.15 * (right - left)
            last = line
        self.set_apart(start)
        self.join(start)

    def row(self, line: Line, page: int, *, fresh: bool) -> None:
        cells = tuple(c.text for c in line.cells)
        header = [] if fresh or self.blocks[-1].kind != "row" else self.blocks[-1].cells
        if len(header) == 2:
            header = header[:1]
        self.blocks.append(
            Block(kind="row", lines=[(line.text, page)], size=line.size, left=line.left, cells=[*header, cells])
        )

    def begin(self, line: Line, page: int, follows: Line | None) -> None:
        text, kind = line.text, self.kind(line, follows)
        mark = _MARK.match(text)
        if kind == "item" and mark:
            text = text[mark.end() :]
        self.blocks.append(Block(kind=kind, lines=[(text, page)], size=line.size, left=line.left))

    def kind(self, line: Line, follows: Line | None) -> BlockKind:
        if line.size > _BIG * self.body and len(line.text) < 250:
            return "heading"
        bold = line.bold and is_head(line.text) and (follows is None or not follows.bold)
        if bold and not _MARK_ALONE.fullmatch(line.cells[0].text):
            return "heading"
        return "item" if _MARK.match(line.text) else "paragraph"

    def begins(self, last: Line, line: Line, pitch: float, left: float, right: float) -> bool:
        """Whether a line begins a block, after the line before it in the same column."""
        block = self.blocks[-1]
        gap, size = last.low - line.low, line.size
        if gap > 1.35 * max(pitch, 1.05 * size) or gap < -0.5 * size or abs(size - last.size) > 0.09 * last.size:
            return True
        if _MARK.match(line.text) and (block.kind == "item" or line.left <= left + 3 * size):
            return bool(_END.search(last.text[-4:])) or block.kind == "item" or not line.text[0].isdigit()
        if block.kind == "heading":
            return line.bold != last.bold
        if block.kind == "item":
            return line.left < block.left + 0.3 * size and (
                last.left > block.left + 0.3 * size or bool(_END.search(last.text[-4:]))
            )
        if line.left > last.left + 0.8 * size and last.left < left + 0.8 * size:
            return True
        room, word = right - last.right, line.text.split(" ", 1)[0]
        needed = (len(word) + 1) * (line.right - line.left) / len(line.text)
        return room > needed + 0.05 * (right - left) and bool(_END.search(last.text[-4:]))

    def set_apart(self, start: int) -> None:
        """Move the notes at the foot of a column behind the text."""
        at = len(self.blocks)
        while at > start and self.blocks[at - 1].size < _SMALL * self.body and self.blocks[at - 1].kind != "row":
            at -= 1
        while at < len(self.blocks) and not _NOTE.match(self.blocks[at].lines[0][0]) and self.blocks[at].kind != "item":
            at += 1
        last = len(self.blocks) - 1
        if at > last > start and self.blocks[last].kind == "paragraph" and _NOTE.match(self.blocks[last].lines[0][0]):
            above = self.blocks[last - 1]  # a note of the size of the text interrupts a sentence
            at = last if above.kind == "paragraph" and not _END.search(above.lines[-1][0][-4:]) else at
        self.notes.extend(self.blocks[at:])
        del self.blocks[at:]

    def join(self, start: int) -> None:
        """Join a paragraph to its beginning in the column before."""
        if not 0 < start < len(self.blocks):
            return
        before, after = self.blocks[start - 1], self.blocks[start]
        if before.kind not in ("paragraph", "item") or after.kind != "paragraph":
            return
        last, first = before.lines[-1][0], after.lines[0][0]
        if _END.search(last[-4:]) or abs(before.size - after.size) > 0.09 * after.size:
            return
        if first[0].islower() or _CUT.search(last) or before.full:
            before.lines.extend(after.lines)
            before.full = after.full
            del self.blocks[start]

    def items(self) -> Iterator[Item]:
        for number, block in enumerate([*self.blocks, *self.notes]):
            self.sizes[number] = block.size
            page = f"page {block.lines[0][1]}"
            if block.kind == "row":
                head = block.cells[0] if len(block.cells) > 1 and _are_heads(block.cells[0]) else ()
                yield Item("row", cells=block.cells[-1], header=head, place=page)
                continue
            text, breaks = self.mended(block.lines)
            yield Item(block.kind, text, 1, place=page, breaks=tuple(breaks))

    def mended(self, found: Sequence[tuple[str, int]]) -> tuple[str, list[tuple[int, str]]]:
        """One text of several lines, and where in it another page begins."""
        chunks: list[str] = []
        length, breaks, page = 0, [], found[0][1]
        for index, (line, number) in enumerate(found):
            text = line
            following = found[index + 1][0] if index + 1 < len(found) else ""
            cut = _CUT.search(text) if following[:1].islower() else None
            if cut:
                text = text[:-1] + ("-" if self.is_compound(cut[1], following) else "")
            elif following and not text.endswith("-"):
                text += " "
            text = text.replace("\xad", "")
            if number != page:
                breaks.append((length, f"page {number}"))
                page = number
            chunks.append(text)
            length += len(text)
        return "".join(chunks), breaks

    def is_compound(self, first: str, following: str) -> bool:
        """Whether a word cut at a line end keeps its hyphen, by how the document writes it elsewhere."""
        second = _WORD.match(following)
        if second is None:
            return True
        a, b = first.casefold(), second[0].casefold()
        if self.words[f"{a}-{b}"] or self.words[a + b]:
            return self.words[f"{a}-{b}"] > self.words[a + b]
        if self.seldom or a in ("non", "self"):
            return True
        return self.words[a] > 1 and len(a) > 2 and len(b) > 3 and not _ENDING.fullmatch(b)


def _pitch(flow: Flow, body: float) -> float:
    """The distance of lines inside a paragraph: among the smaller ones that there are."""
    steps = sorted(a.low - b.low for a, b in pairwise(flow) if 0.8 * body < a.low - b.low < 3 * body)
    return steps[len(steps) // 5] if steps else 1.2 * body


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _are_heads(cells: Sequence[str]) -> bool:
    return all(c and not c[0].isdigit() for c in cells) or all(re.fullmatch(r"(?:19|20)\d\d", c) for c in cells[1:])


def _table_lines(flow: Flow) -> set[int]:
    """Lines that are rows of a table: several in a row with the same number of cells."""
    found: set[int] = set()
    for index, (one, other) in enumerate(pairwise(flow)):
        count = len(one.cells)
        if count > 1 and len(other.cells) == count and not _MARK_ALONE.fullmatch(one.cells[0].text):
            near = sum(_aligned(a.left, a.right, b.left, b.right) for a, b in zip(one.cells, other.cells, strict=True))
            if near == count and not _MARK_ALONE.fullmatch(other.cells[0].text):
                found |= {index, index + 1}
    return found


def _aligned(left: float, right: float, other_left: float, other_right: float) -> bool:
    return left <= other_right and other_left <= right


def _levelled(found: list[Item], maker: _Maker) -> list[Item]:
    """Headings with the level of their size; the largest one near the top is the title."""
    sizes = sorted({_rounded(maker.sizes[i]) for i, x in enumerate(found) if x.kind == "heading"}, reverse=True)
    titled = False
    first = found[0].place if found else ""
    below = (i for i, x in enumerate(found) if len(x.text) > _ABOUT or x.kind == "row" or x.place != first)
    top = next(below, len(found))
    out = []
    for index, one in enumerate(found):
        size = _rounded(maker.sizes[index])
        if one.kind == "heading" and not titled and size == sizes[0] and size > maker.body and index < top:
            titled = True
            out.append(one._replace(kind="title", level=1))
        elif one.kind == "heading":
            out.append(one._replace(level=min(6, 2 + sizes.index(size) - (1 if titled and sizes.index(size) else 0))))
        else:
            out.append(one)
    return out
