"""Front matter: the YAML between two ``---`` lines at the head of a file, with the place of each value."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from checker.errors import ReadError
from checker.model import Span

_OPEN = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?=(?:[ \t]*(?:#[^\n]*)?\r?\n){0,20}[\"']?[A-Za-z_][\w .-]{0,40}[\"']?[ \t]*:(?:\s|$))"
)
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_LONGEST = 32_768
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Value(NamedTuple):
    """A value of the front matter and where it stands in the file; a list is joined with commas."""

    text: str
    span: Span


class Front(NamedTuple):
    """Front matter as read; ``end`` is where the body begins."""

    values: Mapping[str, Value]
    end: int


def front_matter(path: str, raw: str) -> Front:
    """Front matter of a file; without any, no values and the body from the start.

    Raises:
        ReadError: it is not closed, is no YAML, or is no mapping with each key once. Names the line.
    """
    opened = _OPEN.match(raw)
    if opened is None:
        return Front({}, 0)
    closed = _CLOSE.search(raw, opened.end())
    if closed is None:
        raise ReadError(path, "line 1: front matter is opened with --- and never closed")
    text = raw[opened.end() : closed.start()]
    if len(text) > _LONGEST:
        raise ReadError(path, f"line 1: front matter is longer than {_LONGEST} characters")
    try:
        values = dict(_values(path, text, opened.end()))
    except yaml.MarkedYAMLError as error:
        raise ReadError(path, _said(error)) from None
    except yaml.YAMLError as error:
        raise ReadError(path, f"line 1: front matter: {' '.join(str(error).split())}") from None
    return Front(values, closed.end())


def _values(path: str, text: str, offset: int) -> Iterator[tuple[str, Value]]:
    """The keys of the outermost mapping with their values. Reads events, so no nesting can exhaust the stack."""
    seen: set[str] = set()
    key: str | None = None
    parts: list[Any] = []
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.CollectionStartEvent):
            if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                raise ReadError(path, f"line {_line(event)}: front matter is no list of keys and values")
            depth += 1
            if depth > 1:
                continue
        elif isinstance(event, yaml.ScalarEvent) and depth == 1 and key is None:
            key, parts = event.value, []
            if key in seen:
                raise ReadError(path, f"line {_line(event)}: front matter: the key {key!r} stands here twice")
            seen.add(key)
            continue
        elif isinstance(event, yaml.ScalarEvent) and depth >= 1:
            parts.append(event)
        elif isinstance(event, yaml.ScalarEvent):
            raise ReadError(path, f"line {_line(event)}: front matter is no list of keys and values")
        if depth == 1 and key is not None and not isinstance(event, yaml.MappingStartEvent):
            found = _value(parts, offset)
            if found:
                yield key.strip().lower(), found
            key = None


def _value(parts: list[Any], offset: int) -> Value | None:
    words = [" ".join(p.value.split()) for p in parts]
    text = ", ".join(w for w in words if w)
    if not text or (len(parts) == 1 and parts[0].implicit[0] and text.lower() in ("null", "~")):
        return None
    return Value(text, Span(parts[0].start_mark.index + offset, parts[-1].end_mark.index + offset))


def _line(event: Any) -> int:
    """Line of the file, as the front matter begins on the second."""
    return int(event.start_mark.line) + 2


def _said(error: yaml.MarkedYAMLError) -> str:
    """Place and problem in one line; a quotation that never ends is told where it begins."""
    ended = "end of stream" in (error.problem or "") and error.context_mark is not None
    mark = error.context_mark if ended else error.problem_mark
    place = f"line {mark.line + 2}, column {mark.column + 1}" if mark else "line 1"
    said = ", ".join(p for p in (error.context, error.problem) if p) if ended else error.problem
    return f"{place}: front matter: {said}"
