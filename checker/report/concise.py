"""One line a finding, in the order of the report; the last line says what the exit status means."""

from checker.model import Report
from checker.report import wording
from checker.report.text import PLAIN, Look
from checker.report.verdict import verdict


def render(report: Report, look: Look = PLAIN) -> str:
    """Lines of ``path:line:column: level kind: message (against path:line:column)``."""
    lines = []
    for f in report.findings:
        first, *others = [wording.place(e) for e in f.evidence]
        also = look.paint("dim", f" (against {', '.join(others)})") if others else ""
        lines.append(
            f"{look.paint('path', first)}: {look.paint(f.level, f.level)} {f.kind}: {_message(f.message)}{also}"
        )
    lines += [f"{wording.clean(u.path)}: not read: {wording.clean(u.reason)}" for u in report.unreadable]
    lines += [wording.clean(error) for error in report.errors]
    return "".join(line + "\n" for line in [*lines, verdict(report)])


def _message(message: str) -> str:
    return wording.clean(message).removesuffix(".")
