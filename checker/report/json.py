"""The report as one JSON object, in the form of the contract."""

from typing import Any

import msgspec

from checker.model import Evidence, Finding, Report


def render(report: Report) -> str:
    """One object on indented lines, keys in a fixed order."""
    return msgspec.json.format(msgspec.json.encode(contents(report)), indent=2).decode() + "\n"


def contents(report: Report) -> dict[str, Any]:
    """The object, before it is written."""
    return {
        "version": 1,
        "documents": [{"path": d.path, "title": d.title, "date": d.date, "claims": d.claims} for d in report.documents],
        "unreadable": [{"path": u.path, "reason": u.reason} for u in report.unreadable],
        "errors": list(report.errors),
        "findings": [_finding(f) for f in report.findings],
        "notices": [{"path": n.path, "line": n.line, "message": n.message} for n in report.notices],
        "left_out": [{"reason": why, "findings": number} for why, number in report.left_out],
    }


def _finding(one: Finding) -> dict[str, object]:
    return {
        "rule": one.rule,
        "kind": one.kind,
        "level": one.level,
        "confidence": one.confidence,
        "fingerprint": one.fingerprint,
        "message": one.message,
        "explanation": one.explanation,
        "evidence": [_evidence(e) for e in one.evidence],
        **({"decision": msgspec.to_builtins(one.decision)} if one.decision else {}),
    }


def _evidence(one: Evidence) -> dict[str, object]:
    return {
        "path": one.path,
        "start": one.start,
        "end": one.end,
        "line": one.line,
        "column": one.column,
        "end_line": one.end_line,
        "end_column": one.end_column,
        "quote": one.quote,
        "value": one.value,
        "stance": one.stance,
        "source": one.source,
        "period": one.period,
        **({"place": one.place} if one.place else {}),
    }
