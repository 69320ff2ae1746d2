"""Reviewdog's diagnostic format: a diagnostic a finding, the other sides as related locations, columns in bytes."""

from typing import Any

import msgspec

from checker.model import Evidence, Finding, Report
from checker.report import wording
from checker.report.units import byte_columns, path

_SEVERITIES = {"conflict": "ERROR", "divergence": "WARNING", "note": "INFO"}


def render(report: Report) -> str:
    """One DiagnosticResult."""
    unread = [
        {
            "message": wording.clean(f"not read: {one.reason}"),
            "location": {"path": path(one.path)},
            "severity": "ERROR",
            "code": {"value": "unreadable"},
        }
        for one in report.unreadable
    ]
    told = [
        {
            "message": wording.clean(one.message),
            "location": {"path": path(one.path), **_line(one.line)},
            "severity": "INFO",
            "code": {"value": "notice"},
        }
        for one in report.notices
        if one.path
    ]
    whole = {"source": {"name": "checker"}, "diagnostics": [*(_diagnostic(f) for f in report.findings), *unread, *told]}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def _diagnostic(finding: Finding) -> dict[str, Any]:
    first, *others = finding.evidence
    return {
        "message": f"{wording.clean(finding.message)}\n{wording.clean(finding.explanation)}",
        "location": _location(first),
        "severity": _SEVERITIES[finding.level],
        "code": {"value": finding.rule},
        "related_locations": [{"message": wording.clean(e.quote), "location": _location(e)} for e in others],
    }


def _line(line: int) -> dict[str, Any]:
    return {"range": {"start": {"line": line}}} if line else {}


def _location(evidence: Evidence) -> dict[str, Any]:
    start, end = byte_columns(evidence)
    return {
        "path": path(evidence.path),
        "range": {
            "start": {"line": evidence.line, "column": start},
            "end": {"line": evidence.end_line, "column": end},
        },
    }
