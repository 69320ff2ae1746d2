"""What stands between marks that come in pairs: quotations and parentheses of one paragraph."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from checker.model import Span

_SHORTENED = re.compile(r"\d0s|em\b|til\b|tis\b|twas\b")
_WITHOUT_SINGLE = '"“”„«»()[]'
_SINGLE = "'‘’"
_OPEN_SINGLE = (" '", "‘", "('", "\n'", "—'")
_OPEN = ('"', "“", "(", "«", "„", "[")


def pairs(text: str, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """Quotations and parentheses of the paragraph ``start`` to ``end``, marks included, the outermost of each.

    A mark that has no partner in the paragraph pairs with nothing, but for a quotation that goes on in the next one.
    """
    stretch = text[start:end]
    single = stretch[:1] == "'" or any(mark in stretch for mark in _OPEN_SINGLE)
    if not single and not any(mark in stretch for mark in _OPEN):
        return [], []
    marks = _marks(stretch, start, single)
    return _Quotes(text, start, end).read(marks), _parentheses(marks)


def _marks(stretch: str, start: int, single: bool) -> list[tuple[str, int]]:
    """All marks, each looked for alone: much faster than a set of characters."""
    found: list[tuple[int, str]] = []
    for mark in _WITHOUT_SINGLE + (_SINGLE if single else ""):
        at = stretch.find(mark)
        while at >= 0:
            if mark not in _SINGLE or _may_pair(stretch, at):
                found.append((start + at, mark))
            at = stretch.find(mark, at + 1)
    found.sort()
    return [(mark, at) for at, mark in found]


def _may_pair(stretch: str, at: int) -> bool:
    """Whether a single mark is none between letters, nor the one of "'90s"."""
    before, behind = stretch[at - 1 : at] if at else "", stretch[at + 1 : at + 2]
    if behind.isalnum():
        return not before.isalnum() and stretch[at] != "’" and not _SHORTENED.match(stretch, at + 1)
    return before.strip() != "" and stretch[at] != "‘"


def containing(spans: Sequence[Span], at: int) -> Span | None:
    """The span that ``at`` stands in; ``spans`` are in order and do not overlap."""
    k = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[k] if k >= 0 and at < spans[k].end else None


def _parentheses(marks: list[tuple[str, int]]) -> list[Span]:
    found: list[Span] = []
    begins: list[int] = []
    for mark, at in marks:
        if mark in "([":
            begins.append(at)
        elif mark in ")]" and begins:
            begin = begins.pop()
            if not begins:
                found.append(Span(begin, at + 1))
    return found


class _Quotes:
    """Reads the quotation marks of one paragraph from left to right; what a quotation quotes in turn is part of it."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.double = self.single = self.maybe = -1
        self.found: list[Span] = []

    def read(self, marks: list[tuple[str, int]]) -> list[Span]:
        for mark, at in marks:
            if mark in "()[]":
                continue
            if self.double >= 0:
                if mark in '"”»' or (mark == "“" and self.text[self.double] == "„"):
                    self.found.append(Span(self.double, at + 1))
                    self.double = -1
            elif mark in "“„«" or (mark == '"' and self._opens(at)):
                self.double, self.single, self.maybe = at, -1, -1
            elif mark in "'‘’":
                self._apostrophe(mark, at)
        if self.double >= 0 and (self.text[self.double] != '"' or not self.text[self.start : self.double].strip()):
            self.found.append(Span(self.double, self.end))  # goes on in the next paragraph
        elif self.single >= 0 and self.maybe >= 0:
            self.found.append(Span(self.single, self.maybe + 1))
        return self.found

    def _opens(self, at: int) -> bool:
        """Whether a straight mark opens, and is no inch."""
        before, behind = self.text[at - 1 : at] if at else "", self.text[at + 1 : at + 2]
        return not behind.isspace() and (behind.isalnum() or not before.isdigit())

    def _apostrophe(self, mark: str, at: int) -> None:
        before, behind = self.text[at - 1 : at] if at else "", self.text[at + 1 : at + 2]
        if self.single < 0:
            if mark != "’" and not before.strip(" \n(—–-[") and behind.strip():
                self.single = at
        elif mark != "‘":
            if before == "s" and behind == " " and self.text[at + 2 : at + 3].islower():
                self.maybe = at  # the end, or a plural's apostrophe: "the workers' demands"
            else:
                self.found.append(Span(self.single, at + 1))
                self.single = self.maybe = -1
