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
        decided = f" [{f.decision.status}]" if f.decision else ""
        said = f"{look.paint(f.level, f.level)} {f.kind}: {_message(f.message)}{decided}{also}"
        lines.append(f"{look.paint('path', first)}: {said}")
    lines += [f"{wording.clean(u.path)}: not read: {wording.clean(u.reason)}" for u in report.unreadable]
    lines += [wording.clean(error) for error in report.errors]
    lines += [f"notice: {wording.notice(one)}" for one in report.notices]
    return "".join(line + "\n" for line in [*lines, verdict(report)])


def _message(message: str) -> str:
    return wording.clean(message).removesuffix(".")
