"""Places in a text: from the prose that the stages read back to the file, and from an offset to line and column."""

from bisect import bisect_right
from functools import lru_cache

from checker.model import Document, Span


def raw_span(document: Document, span: Span) -> Span:
    """Where ``span`` of ``document.text`` stands in ``document.raw``.

    The result covers every character that the span was read from; an entity or a repaired sequence is taken whole.
    """
    return Span(_raw(document, span.start, 0), max(_raw(document, span.start, 0), _raw(document, span.end - 1, 1)))


def _raw(document: Document, offset: int, after: int) -> int:
    """Raw offset of the character at ``offset`` (``after`` 0) or just behind it (``after`` 1)."""
    runs = document.runs
    if not runs:
        return offset + after
    run = runs[max(0, bisect_right(runs, offset, key=lambda r: r.text) - 1)]
    if run.length == run.width:
        return run.raw + min(offset - run.text, run.length) + after
    return run.raw + (run.width if after else 0)


@lru_cache(maxsize=2)  # the rows of one sheet of facts are asked for one after the other
def line_starts(raw: str) -> list[int]:
    """Offsets at which the lines of ``raw`` begin; lines end with a line feed, with or without carriage return."""
    starts = [0]
    find = raw.find
    at = find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = find("\n", at + 1)
    return starts


def line_column(starts: list[int], offset: int) -> tuple[int, int]:
    """Line and column of ``offset``, both counted from 1, columns in characters."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
