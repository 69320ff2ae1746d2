"""Markdown for a pull request, a step summary or a mail: a table of counts, then one section a finding."""

import re
from collections.abc import Iterator

from checker.model import Checked, Evidence, Finding, Hidden, Report
from checker.report import queries, wording
from checker.report.verdict import verdict

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(report: Report) -> str:
    """The whole report; nothing is left out."""
    documents = wording.documents(report)
    fine_if = {rule.id: rule.fine_if for rule in report.rules}
    lines = ["# Consistency check", "", _plain(verdict(report)), *_table(report)]
    for finding in report.findings:
        lines += _section(finding, documents, fine_if.get(finding.rule, ()))
        lines += _query(finding, documents)
    if report.hidden:
        lines += ["", "## Left out", ""]
        lines += [f"- {_plain(h.finding.message)} ({_plain(_why(h))})" for h in report.hidden]
    if report.unreadable or report.errors:
        lines += ["", "## Not checked", ""]
        lines += [f"- {_code(u.path)}: {_plain(u.reason)}" for u in report.unreadable]
        lines += [f"- {_plain(error)}" for error in report.errors]
    if report.notices:
        lines += ["", "## Notices", "", *(f"- {_plain(wording.notice(n))}" for n in report.notices)]
    return "\n".join(lines) + "\n"


def _table(report: Report) -> Iterator[str]:
    if report.findings:
        yield from ("", f"| kind | {' | '.join(wording.LEVELS)} |", "|---|--:|--:|--:|")
        yield from (f"| {' | '.join(map(str, row))} |" for row in wording.table(report))


def _section(finding: Finding, documents: dict[str, Checked], fine_if: tuple[str, ...]) -> Iterator[str]:
    yield from ("", f"## {finding.level.capitalize()} ({finding.kind}): {_plain(finding.message)}", "")
    for evidence in finding.evidence:
        yield from _side(evidence, documents.get(evidence.path))
    yield from (_plain(finding.explanation), "")
    if fine_if:
        yield f"It may be fine if {_plain('; or '.join(fine_if))}."
        yield ""
    if finding.decision:
        yield f"Decision: {_plain(wording.decision(finding.decision))}"
        yield ""
    yield f"<sub>{_plain(finding.rule)}, confidence {finding.confidence:.0%}, `{finding.fingerprint}`</sub>"


def _query(finding: Finding, documents: dict[str, Checked]) -> Iterator[str]:
    if finding.level != "note":
        yield from ("", f"Ask: {_plain(queries.question(finding, documents))}")


def _why(one: Hidden) -> str:
    where = f", {one.path}:{one.line}" if one.line else f", {one.path}" if one.path else ""
    return f"{one.how}{f': {one.reason}' if one.reason else ''}{where}"


def _side(evidence: Evidence, document: Checked | None) -> Iterator[str]:
    about = wording.document_line(document)
    details = wording.details(evidence)
    yield f"{_code(wording.place(evidence))}{f' ({_plain(about)})' if about else ''}"
    yield ""
    yield f"> {_plain(evidence.quote)}"
    if details:
        yield ">"
        yield f"> = {_plain(details)}"
    yield ""


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", wording.clean(text))


def _code(text: str) -> str:
    return f"`{wording.clean(text).replace('`', chr(39))}`"
