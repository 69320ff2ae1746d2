"""Short ways to read a text in a test."""

from pathlib import Path

from checker.model import Document, Span
from checker.read import read
from checker.text import raw_span

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLD = Path(__file__).parents[3] / "shared" / "gold"


def document(text: str, suffix: str = ".md") -> Document:
    return read("note" + suffix, text.encode())


def file(path: Path) -> Document:
    return read(path.name, path.read_bytes())


def blocks(text: str, suffix: str = ".md") -> list[tuple[str, str]]:
    found = document(text, suffix)
    return [(b.kind, found.text[b.span.start : b.span.end]) for b in found.blocks]


def behind(found: Document, words: str) -> str:
    """What stands in the file where the prose reads ``words``."""
    at = found.text.index(words)
    span = raw_span(found, Span(at, at + len(words)))
    return found.raw[span.start : span.end]


def sound(found: Document) -> None:
    """Runs cover the text without a gap, lie in the file in its order, and are true where they are one to one."""
    at = raw = 0
    for run in found.runs:
        assert run.text == at
        assert raw <= run.raw <= run.raw + run.width <= len(found.raw)
        at, raw = at + run.length, run.raw + run.width
        if run.length == run.width:
            pairs = zip(found.text[run.text : at], found.raw[run.raw : raw], strict=True)
            assert all(a == b or (a == " " and b.isspace()) for a, b in pairs)
    assert at == len(found.text)
    end = -2
    for block in found.blocks:
        assert block.span.start == end + 2
        assert block.span.start < block.span.end
        end = block.span.end
        assert all(block.span.start <= c.start <= c.end <= end for c in block.cells)
    assert end == len(found.text)
