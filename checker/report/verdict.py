"""The exit status of a report, and the sentence that explains it."""

from checker.model import Finding, Level, Report
from checker.report.wording import LEVELS, counts, listed, plural

_FAILING: dict[str, tuple[Level, ...]] = {"conflict": LEVELS[:1], "divergence": LEVELS[:2], "never": ()}


def status(report: Report) -> int:
    """2 trouble, 1 findings at or above the level that fails, 0 neither."""
    if report.unreadable or report.errors:
        return 2
    return int(any(fails(report, f) for f in report.findings))


def fails(report: Report, finding: Finding) -> bool:
    """Whether a finding is at or above the level that fails the run."""
    return finding.level in _FAILING[report.fail_level]


def verdict(report: Report) -> str:
    """What was found, and why the exit status is what it is: the last line of a report."""
    number = counts(report)
    found = [plural(number[level], level) for level in LEVELS if number[level]]
    claims = sum(d.claims for d in report.documents)
    where = f"in {plural(len(report.documents), 'document')} ({plural(claims, 'claim')})"
    what = listed(found) if found else "no conflicts"
    code = status(report)
    if report.left_out:
        several = len(report.left_out) > 1
        left = listed(f"{n} {why}" if several else why for why, n in report.left_out)
        where += f"; {plural(sum(n for _, n in report.left_out), 'finding')} left out ({left})"
    return f"{what[0].upper()}{what[1:]} {where}. Exit status {code}: {_reason(report, code)}."


def _reason(report: Report, code: int) -> str:
    if code == 2:
        parts = []
        if report.unreadable:
            parts.append(f"{plural(len(report.unreadable), 'path')} could not be read")
        if report.errors:
            parts.append(f"checker itself failed in {plural(len(report.errors), 'place')}")
        return listed(parts)
    if not report.findings and report.left_out:
        return "nothing is left to show"
    if not report.documents:
        return "there was nothing to check"
    if not report.findings:
        return "nothing stands against anything" if len(report.documents) > 1 else "nothing contradicts itself"
    if report.fail_level == "never":
        return "with --fail-level never no finding fails the run"
    failing = "conflicts" if report.fail_level == "conflict" else "conflicts and divergences"
    if code == 1:
        return f"{failing} fail the run (--fail-level {report.fail_level})"
    return f"only {failing} fail the run (--fail-level {report.fail_level})"
