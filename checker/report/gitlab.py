"""GitLab's code quality report: an entry for each side, so that a merge request marks whichever it touches."""

import hashlib
from typing import Any

import msgspec

from checker.model import Finding, Report
from checker.report import wording
from checker.report.units import path

_SEVERITIES = {"conflict": "major", "divergence": "minor", "note": "info"}


def render(report: Report) -> str:
    """An array of entries."""
    entries = [entry for finding in report.findings for entry in _entries(finding)]
    entries += [
        _entry("unreadable", f"not read: {u.reason}", f"unreadable {u.path}", "critical", u.path, 1)
        for u in report.unreadable
    ]
    entries += [
        _entry("notice", n.message, f"notice {n.path} {n.message}", "info", n.path, n.line or 1)
        for n in report.notices
        if n.path
    ]
    return msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"


def _entries(finding: Finding) -> list[dict[str, Any]]:
    made = []
    for number, evidence in enumerate(finding.evidence):
        others = [e for e in finding.evidence if e is not evidence]
        against = f" Against {wording.listed(wording.place(e) for e in others)}." if others else ""
        text = f"{wording.sentence(finding.message)}{against}"
        # GitLab keeps one entry of those with the same fingerprint
        key = f"{finding.fingerprint} {number}"
        made.append(_entry(finding.rule, text, key, _SEVERITIES[finding.level], evidence.path, evidence.line))
    return made


def _entry(name: str, text: str, key: str, severity: str, shown: str, line: int) -> dict[str, Any]:
    return {
        "description": f"{name}: {wording.clean(text)}",
        "check_name": name,
        "fingerprint": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "severity": severity,
        "location": {"path": path(shown), "lines": {"begin": line}},
    }
