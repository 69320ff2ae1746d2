"""JSON lines: one object a document, finding, notice, unreadable path or error, told apart by ``type``; for streams."""

from collections.abc import Iterator

import msgspec

from checker.model import Report
from checker.report import json
from checker.report.verdict import status, verdict

_KINDS = (
    ("documents", "document"), ("unreadable", "unreadable"), ("findings", "finding"), ("notices", "notice"),
    ("left_out", "left out"),
)  # fmt: skip


def render(report: Report) -> str:
    """One object a line; the last one is the summary."""
    return "".join(msgspec.json.encode(line).decode() + "\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[dict[str, object]]:
    whole = json.contents(report)
    for key, kind in _KINDS:
        yield from ({"type": kind, **one} for one in whole[key])
    for error in report.errors:
        yield {"type": "error", "reason": error}
    yield {"type": "summary", "version": whole["version"], "status": status(report), "text": verdict(report)}
