"""Checkstyle XML: one error a side, under the file that it stands in."""

from checker.model import Evidence, Finding, Report
from checker.report import wording
from checker.report.xml import HEAD, tag

_SEVERITIES = {"conflict": "error", "divergence": "warning", "note": "info"}


def render(report: Report) -> str:
    """Files in the order of their names."""
    by_file: dict[str, list[tuple[int, int, str]]] = {}
    for finding in report.findings:
        for evidence in finding.evidence:
            row = (evidence.line, evidence.column, _error(finding, evidence))
            by_file.setdefault(evidence.path, []).append(row)
    for one in report.unreadable:
        line = (
            f"    <{tag('error', line=1, severity='error', message=wording.clean(one.reason), source='checker.read')}/>"
        )
        by_file.setdefault(one.path, []).append((1, 1, line))
    for error in report.errors:
        line = f"    <{tag('error', line=1, severity='error', message=wording.clean(error), source='checker')}/>"
        by_file.setdefault("checker", []).append((1, 1, line))
    for told in report.notices:
        about = told.path or "checker"
        place = tag(
            "error", line=told.line or 1, severity="info", message=wording.clean(told.message), source="checker"
        )
        by_file.setdefault(about, []).append((told.line or 1, 1, f"    <{place}/>"))
    files = [
        "\n".join([f"  <{tag('file', name=path)}>", *(line for *_, line in sorted(by_file[path])), "  </file>"])
        for path in sorted(by_file)
    ]
    return "\n".join([HEAD + '<checkstyle version="5.0">', *files, "</checkstyle>", ""])


def _error(finding: Finding, evidence: Evidence) -> str:
    others = [wording.place(e) for e in finding.evidence if e is not evidence]
    message = wording.sentence(finding.message) + (f" Against {wording.listed(others)}." if others else "")
    told = tag(
        "error",
        line=evidence.line,
        column=evidence.column,
        severity=_SEVERITIES[finding.level],
        message=message,
        source=f"checker.{finding.rule}",
    )
    return f"    <{told}/>"
