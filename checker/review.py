"""A review: a run with everything that its page shows."""

from collections.abc import Sequence

from checker import listing
from checker.group import pairs
from checker.model import Pair, Reading, Report
from checker.report import html


def page(report: Report, readings: Sequence[Reading], setup: html.Setup) -> str:
    """The page of a report, with what was read out of its documents."""
    told = {e.path for f in [*report.findings, *(h.finding for h in report.hidden)] for e in f.evidence}
    rows = {r.index: listing.rows(r) for r in readings if not r.against or r.document.path in told}
    return html.render(report, readings, rows, _pairs(readings), setup)


def _pairs(readings: Sequence[Reading]) -> list[Pair]:
    """Pairs of claims that were compared, without those that lie wholly in the archive."""
    beside = {r.index for r in readings if r.against}
    return [p for p in pairs(readings) if p.a.document not in beside or p.b.document not in beside]
