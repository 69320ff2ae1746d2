"""Columns in the units that the receivers of a report count in; the report itself counts characters."""

from checker.model import Evidence


def byte_columns(evidence: Evidence) -> tuple[int, int]:
    """First column and the one behind the last, counted from 1 in UTF-8 bytes."""
    lines = evidence.context.split("\n")
    return _bytes(lines[0], evidence.column), _bytes(lines[-1], evidence.end_column)


def _bytes(line: str, column: int) -> int:
    return len(line[: column - 1].encode("utf-8", "replace")) + 1


def path(shown: str) -> str:
    """A path as code hosts want it: without a leading ``./``."""
    while shown.startswith("./"):
        shown = shown[2:]
    return shown
