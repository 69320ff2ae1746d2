"""Workflow commands that GitHub turns into annotations: the ten surest of each level, and a count of the rest."""

from checker.model import Evidence, Finding, Notice, Report
from checker.report import wording
from checker.report.units import path
from checker.report.verdict import verdict

_COMMANDS = {"conflict": "error", "divergence": "warning", "note": "notice"}
_MOST = 10  # annotations of one level that GitHub keeps for a step


def render(report: Report) -> str:
    """Commands, one a line. Trouble takes part in the limit of errors, the closing count in that of notices."""
    trouble = [
        _command("error", wording.clean(f"not read: {u.reason}"), file=path(u.path), line=1) for u in report.unreadable
    ]
    trouble += [_command("error", wording.clean(error)) for error in report.errors]
    lines = trouble[:_MOST]
    hidden = len(trouble) - len(lines)
    for level in wording.LEVELS:
        room = {"conflict": _MOST - len(lines), "divergence": _MOST, "note": _MOST - 1}[level]
        found = [f for f in report.findings if f.level == level]
        surest = sorted(found, key=lambda f: -f.confidence)[:room]  # stable: the order of the report breaks ties
        lines += [_finding(f) for f in found if f in surest]
        hidden += len(found) - len(surest)
    room = _MOST - 1 - sum(line.startswith("::notice") for line in lines)
    lines += [_notice(n) for n in report.notices[:room]]
    hidden += len(report.notices[room:])
    if hidden:
        told = f"{verdict(report)} {hidden} more than GitHub shows as annotations: see the log or the summary."
        lines.append(_command("notice", told))
    return "".join(line + "\n" for line in lines)


def _notice(notice: Notice) -> str:
    text = wording.clean(notice.message)
    return (
        _command("notice", text, file=path(notice.path), line=notice.line or 1)
        if notice.path
        else _command("notice", text)
    )


def _finding(finding: Finding) -> str:
    first, *others = finding.evidence
    sides = [f"against {wording.place(e)} “{wording.clean(e.quote)}”" for e in others]
    text = "\n".join([f"{wording.place(first)}: {wording.clean(finding.message)}", *sides])
    return _command(_COMMANDS[finding.level], text, title=f"checker ({finding.kind})", **_range(first))


def _range(evidence: Evidence) -> dict[str, str | int]:
    """Columns only within one line: GitHub shows nothing where they are given for several."""
    where: dict[str, str | int] = {"file": path(evidence.path), "line": evidence.line}
    if evidence.line == evidence.end_line:
        where |= {"col": evidence.column, "endLine": evidence.end_line, "endColumn": evidence.end_column}
    else:
        where["endLine"] = evidence.end_line
    return where


def _command(name: str, message: str, **properties: str | int) -> str:
    told = {"title": "checker", **properties}
    listed = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in told.items())
    return f"::{name} {listed}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
