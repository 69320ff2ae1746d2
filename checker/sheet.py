"""House facts as a file states them: rows of a CSV or YAML sheet with their places, and what is wrong with the others.

A row says what an editor holds to be right: subject, measure, value, from when to when, and who says so.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from checker.errors import ReadError
from checker.model import Period
from checker.period import from_iso
from checker.read.decode import decode
from checker.text import line_starts

_FIELDS = ("subject", "measure", "value", "valid from", "valid to", "source")
_NEEDED = ("subject", "measure", "value")
_ALIASES = {
    "valid_from": "valid from", "from": "valid from", "since": "valid from", "start": "valid from",
    "valid_to": "valid to", "to": "valid to", "until": "valid to", "valid until": "valid to", "end": "valid to",
    "what": "measure", "of": "subject", "who": "subject", "reference": "source", "note": "", "notes": "", "comment": "",
}  # fmt: skip
_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?![\d.,])")  # "4,7 per cent", as continental sheets have it
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


class HouseFact(msgspec.Struct, frozen=True, kw_only=True):
    """One row. ``start`` and ``end`` are where it stands in ``raw``, the whole sheet; ``valid`` is when it holds."""

    path: str
    line: int
    raw: str
    start: int
    end: int
    subject: str
    measure: str
    value: str
    source: str = ""
    valid: Period | None = None
    valid_from: str = ""
    valid_to: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """The usable rows of a sheet, and one line for each row that is not."""

    rows: tuple[HouseFact, ...]
    problems: tuple[str, ...]


class _Raw(msgspec.Struct, frozen=True):
    """A row as read: where it stands and its cells by the name of their column."""

    line: int
    start: int
    end: int
    cells: Mapping[str, str]
    wrong: str = ""


def load(path: str) -> Sheet:
    """The sheet in the file ``path``: YAML where its name ends so, else CSV (commas, semicolons or tabs).

    Raises:
        ReadError: the file cannot be read at all: missing, binary, no YAML, without the columns that a fact needs.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from None
    text = decode(path, data)
    yaml = Path(path).suffix.lower() in (".yaml", ".yml")
    rows: list[HouseFact] = []
    problems: list[str] = []
    for raw in _yaml(path, text) if yaml else _csv(path, text):
        made = _fact(path, text, raw)
        if isinstance(made, HouseFact):
            rows.append(made)
        else:
            problems.append(f"line {raw.line}: {made}; this fact is left out")
    return Sheet(tuple(rows), tuple(problems))


def _fact(path: str, text: str, raw: _Raw) -> HouseFact | str:
    """A fact, or what is wrong with the row."""
    cells = raw.cells
    missing = [name for name in _NEEDED if not cells.get(name)]
    if raw.wrong or missing:
        return raw.wrong or f"no {' and no '.join(missing)}"
    ends = [cells.get("valid from", ""), cells.get("valid to", "")]
    for name, end in zip(("valid from", "valid to"), ends, strict=True):
        if end and (not _DATE.fullmatch(end) or from_iso(end) is None):
            return f"{name} is {end!r}, which is no date such as 2025-03-24, 2025-03 or 2025"
    first, last = (from_iso(end) if end else None for end in ends)
    if first and last and (first.first or 0) > (last.last or 0):
        return f"valid to ({ends[1]}) lies before valid from ({ends[0]})"
    valid = Period(first=first.first if first else None, last=last.last if last else None) if first or last else None
    return HouseFact(
        path=path, line=raw.line, raw=text, start=raw.start, end=raw.end,
        subject=cells["subject"], measure=cells["measure"], value=_DECIMAL.sub(r"\1.\2", cells["value"]),
        source=cells.get("source", ""),
        valid=valid, valid_from=ends[0], valid_to=ends[1],
    )  # fmt: skip


def _column(name: str) -> str | None:
    """The field that a column stands for, "" for one that is left alone, ``None`` for one that means nothing."""
    plain = " ".join(name.lower().replace("-", " ").split())
    plain = _ALIASES.get(plain, _ALIASES.get(plain.replace(" ", "_"), plain))
    return plain if plain in (*_FIELDS, "") else None


def _columns(path: str, line: int, names: Sequence[str]) -> list[str]:
    columns = [_column(name) for name in names]
    unknown = [name for name, column in zip(names, columns, strict=True) if column is None]
    if unknown:
        raise ReadError(path, f"line {line}: no column is named {unknown[0]!r}; known are {', '.join(_FIELDS)}")
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise ReadError(path, f"line {line}: no column {missing[0]!r}; a fact needs {', '.join(_NEEDED)}")
    twice = [c for i, c in enumerate(columns) if c and c in columns[:i]]
    if twice:
        raise ReadError(path, f"line {line}: two columns for {twice[0]!r}")
    return [column or "" for column in columns]


def _csv(path: str, text: str) -> Iterator[_Raw]:
    body = text.removeprefix("\ufeff")
    shift = len(text) - len(body)
    starts = line_starts(body)
    head = body[: starts[1] if len(starts) > 1 else len(body)]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, skipinitialspace=True)
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            end = starts[line - 1] if line <= len(starts) else len(body)
            if not any(c.strip() for c in cells) or cells[0].lstrip().startswith("#"):
                continue
            if not columns:
                columns = _columns(path, first, cells)
                continue
            at = starts[first - 1]
            row = body[at:end].rstrip("\r\n")
            told = {c: " ".join(v.split()) for c, v in zip(columns, cells, strict=False) if c}
            wrong = ""
            if len(cells) > len(columns) and any(c.strip() for c in cells[len(columns) :]):
                wrong = f"{len(cells)} cells for {len(columns)} columns (a cell with a comma has to stand in quotes)"
            yield _Raw(first, shift + at, shift + at + len(row), told, wrong)
    except csv.Error as error:
        raise ReadError(path, f"line {reader.line_num}: {error}") from None
    if not columns:
        raise ReadError(path, f"no header line; a sheet begins with the columns {', '.join(_FIELDS)}")


def _yaml(path: str, text: str) -> Iterator[_Raw]:
    import yaml

    try:
        node: Any = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ReadError(path, f"line {line}: {error.problem}") from None
    except yaml.YAMLError as error:
        raise ReadError(path, " ".join(str(error).split())) from None
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if key.value == "facts"), None)
    if not isinstance(node, yaml.SequenceNode):
        raise ReadError(path, "no list of facts; each has subject, measure and value")
    for item in node.value:
        line, start = item.start_mark.line + 1, item.start_mark.index
        end = start + len(text[start : item.end_mark.index].rstrip())
        if not isinstance(item, yaml.MappingNode):
            yield _Raw(line, start, end, {}, "no mapping of subject, measure and value")
            continue
        names = [str(key.value) for key, _ in item.value]
        unknown = [name for name in names if _column(name) is None]
        plain = all(isinstance(value, yaml.ScalarNode) for _, value in item.value)
        wrong = f"no field is named {unknown[0]!r}; known are {', '.join(_FIELDS)}" if unknown else ""
        wrong = wrong or ("" if plain else "a field holds more than one value")
        cells = {} if wrong else {_column(str(k.value)) or "": _scalar(v.value) for k, v in item.value}
        yield _Raw(line, start, end, cells, wrong)


def _scalar(value: str) -> str:
    plain = " ".join(value.split())
    return "" if plain in ("~", "null", "Null", "NULL") else plain
