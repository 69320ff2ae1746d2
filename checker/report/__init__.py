"""The output formats: one module each, with ``render(report) -> str``, a pure function of the report."""

from collections.abc import Callable

from checker.errors import UsageError
from checker.model import Report
from checker.report import (
    checkstyle,
    concise,
    csv,
    github,
    gitlab,
    json,
    jsonl,
    junit,
    markdown,
    queries,
    rdjson,
    sarif,
    text,
)
from checker.report.text import PLAIN, Look

__all__ = ["FORMATS", "PLAIN", "Look", "render"]

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text.render,
    "concise": concise.render,
    "json": json.render,
    "jsonl": jsonl.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "checkstyle": checkstyle.render,
    "rdjson": rdjson.render,
    "markdown": markdown.render,
    "csv": csv.render,
    "queries": queries.render,
}
_TERMINAL = {"text": text.render, "concise": concise.render}


def render(name: str, report: Report, look: Look = PLAIN) -> str:
    """``report`` in the format ``name``; ``look`` is for the formats that a terminal shows.

    Raises:
        UsageError: there is no such format.
    """
    if name in _TERMINAL:
        return _TERMINAL[name](report, look)
    if name not in FORMATS:
        raise UsageError(f"no format is named {name!r}; known are {', '.join(FORMATS)}")
    return FORMATS[name](report)
