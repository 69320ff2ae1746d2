"""One line a finding: the places of its sides, kind, level, message."""

from checker.model import Report


def render(report: Report) -> str:
    """Lines of ``path:line:column: level kind: message (also path:line:column)``."""
    lines = []
    for f in report.findings:
        first, *others = [f"{e.path}:{e.line}:{e.column}" for e in f.evidence]
        also = f" (and {', '.join(others)})" if others else ""
        lines.append(f"{first}: {f.level} {f.kind}: {' '.join(f.message.split())}{also}")
    return "".join(line + "\n" for line in lines)
