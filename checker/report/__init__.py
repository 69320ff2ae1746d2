"""The output formats: one module each, with ``render(report) -> str``."""

from importlib import import_module

from checker.errors import UsageError
from checker.model import Report

FORMATS = ("text", "concise", "json")


def render(name: str, report: Report) -> str:
    """``report`` in the format ``name``.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        raise UsageError(f"no format is named {name!r}; known are {', '.join(FORMATS)}")
    text: str = import_module(f"checker.report.{name}").render(report)
    return text
