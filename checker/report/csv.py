"""The report for a spreadsheet: one row a side, with what the finding says repeated on each."""

import csv
import io
from collections.abc import Iterator

from checker.model import Decision, Evidence, Finding, Report
from checker.report import queries, wording

COLUMNS = (
    "finding", "level", "kind", "rule", "confidence", "message", "side", "path", "place", "title", "author", "date",
    "archive", "quote", "value", "low", "high", "unit", "stance", "source", "period", "why", "fine if", "query",
    "decision", "reason", "by", "on", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report) -> str:
    """All findings, also the ones that a decision or a comment leaves out, and what else the run has to say."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    shown = [(f, "") for f in report.findings] + [(h.finding, h.how) for h in report.hidden]
    reasons = {id(h.finding): h.reason for h in report.hidden}
    for number, (finding, how) in enumerate(shown, 1):
        decided = _decision(finding.decision, how, reasons.get(id(finding), ""))
        writer.writerows([_cell(c) for c in row] for row in _rows(number, finding, decided, report))
    more = [("not read", u.path, u.reason, "") for u in report.unreadable]
    more += [("error", "", error, "") for error in report.errors]
    more += [("notice", n.path, n.message, f"line {n.line}" if n.line else "") for n in report.notices]
    for level, path, message, place in more:
        told = {"level": level, "path": path, "message": message, "place": place}
        writer.writerow([_cell(told.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def _rows(number: int, finding: Finding, decided: tuple[str, ...], report: Report) -> Iterator[list[object]]:
    documents = wording.documents(report)
    fine = next((rule.fine_if for rule in report.rules if rule.id == finding.rule), ())
    asked = queries.question(finding, documents)
    for side, e in enumerate(finding.evidence, 1):
        document, value = documents.get(e.path), e.value or {}
        yield [
            number, finding.level, finding.kind, finding.rule, finding.confidence, finding.message, side, e.path,
            _place(e), *((document.title, document.author, document.date) if document else ("", "", "")),
            "yes" if document and document.against else "no", e.quote, wording.value(e), value.get("low"),
            value.get("high"), value.get("unit"), e.stance, e.source, e.period, finding.explanation, "; ".join(fine),
            asked, *decided, finding.fingerprint,
        ]  # fmt: skip


def _place(e: Evidence) -> str:
    return e.place or f"line {e.line}, column {e.column}"


def _decision(one: Decision | None, how: str, reason: str) -> tuple[str, ...]:
    if one is None:
        return (how, reason, "", "")
    return (one.status, one.reason, one.by, one.on.isoformat() if one.on else "")


def _cell(content: object) -> object:
    """Text that a spreadsheet shows and never runs: what looks like a formula has an apostrophe before it."""
    if not isinstance(content, str):
        return content
    text = wording.clean(content)
    return f"'{text}" if text.startswith(_FORMULA) else text
