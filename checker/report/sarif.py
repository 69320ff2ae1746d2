"""SARIF 2.1.0 for code scanning: the first side is the location, the text links the others."""

from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import msgspec

from checker.model import Evidence, Finding, Notice, Report, RuleInfo
from checker.report import wording
from checker.report.units import path as shown_path

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"conflict": "error", "divergence": "warning", "note": "note"}
_SEVERITIES = {"conflict": "error", "divergence": "warning", "note": "recommendation"}
_LONGEST = 1024  # of a description; receivers cut or refuse what is longer


def render(report: Report) -> str:
    """One run."""
    index = {rule.id: number for number, rule in enumerate(report.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "checker",
                "semanticVersion": version("claim-checker"),
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "automationDetails": {"id": "checker/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not (report.unreadable or report.errors),
                "toolExecutionNotifications": _notifications(report),
            }
        ],
        "results": [_result(finding, index) for finding in report.findings],
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def _rule(rule: RuleInfo) -> dict[str, Any]:
    fine = "".join(f"\n- {wording.clean(reason)}" for reason in rule.fine_if)
    text = f"{wording.clean(rule.what)} {wording.clean(rule.why)}" + (f"\n\nIt may be fine if:{fine}" if fine else "")
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": wording.clean(rule.title)[:_LONGEST]},
        "fullDescription": {"text": wording.clean(rule.what)[:_LONGEST]},
        "help": {"text": text, "markdown": f"**{wording.clean(rule.title)}**\n\n{text}"},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {
            "tags": ["consistency", rule.kind],
            "precision": "high",
            "problem.severity": _SEVERITIES[rule.level],
        },
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    first, *others = finding.evidence
    related = [{"id": number, **_location(e), "message": {"text": _side(e)}} for number, e in enumerate(others, 1)]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.level],
        "message": {"text": _message(finding)},
        "locations": [_location(first)],
        "relatedLocations": related,
        "partialFingerprints": {"checkerConflict/v1": finding.fingerprint},
        "rank": round(100 * finding.confidence, 2),
        "properties": {"kind": finding.kind, "confidence": finding.confidence},
    }
    if finding.decision:
        result["properties"]["decision"] = wording.decision(finding.decision)
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    return result


def _message(finding: Finding) -> str:
    """The first sentence holds both sides, as a receiver with little room shows only that."""
    first, *others = finding.evidence
    if not others:
        return f"{_plain(wording.sentence(finding.message))} {_plain(finding.explanation)}"
    sides = wording.listed(
        f"{_plain(wording.value(e) or 'the other side')} in [{_plain(PurePosixPath(e.path).name)}:{e.line}]({number})"
        for number, e in enumerate(others, 1)
    )
    here = _plain(wording.value(first) or "One side")
    return f"{here} here, {sides}. {_plain(wording.sentence(finding.message))} {_plain(finding.explanation)}"


def _plain(text: str) -> str:
    """Text in a message in which brackets make links."""
    return wording.clean(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _side(evidence: Evidence) -> str:
    value = wording.value(evidence)
    return f"{value}: {wording.clean(evidence.quote)}" if value else wording.clean(evidence.quote)


def _location(evidence: Evidence) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(evidence.path)},
            "region": {
                "startLine": evidence.line,
                "startColumn": evidence.column,
                "endLine": evidence.end_line,
                "endColumn": evidence.end_column,
                "charOffset": evidence.start,
                "charLength": evidence.end - evidence.start,
                "snippet": {"text": evidence.quote},
            },
        }
    }


def _uri(path: str) -> str:
    """Relative to the root of the repository; absolute paths as file URIs."""
    escaped = quote(shown_path(path).encode("utf-8", "surrogateescape"))
    return f"file://{escaped}" if path.startswith("/") else escaped


def _line(notice: Notice) -> dict[str, Any]:
    region = {"region": {"startLine": notice.line}} if notice.line else {}
    return {"artifactLocation": {"uri": _uri(notice.path)}, **region}


def _notifications(report: Report) -> list[dict[str, Any]]:
    unread: list[dict[str, Any]] = [
        {
            "level": "error",
            "message": {"text": wording.clean(f"{u.path} was not read: {u.reason}")},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(u.path)}}}],
        }
        for u in report.unreadable
    ]
    told: list[dict[str, Any]] = [
        {
            "level": "warning",
            "message": {"text": wording.clean(n.message)},
            **({"locations": [{"physicalLocation": _line(n)}]} if n.path else {}),
        }
        for n in report.notices
    ]
    return unread + told + [{"level": "error", "message": {"text": wording.clean(error)}} for error in report.errors]
