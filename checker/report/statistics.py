"""How many findings there are of each level, kind and rule: ``--statistics``."""

from collections import Counter

import msgspec

from checker.model import Report
from checker.report.verdict import verdict
from checker.report.wording import LEVELS

Row = tuple[int, str, str, str]


def rows(report: Report) -> list[Row]:
    """Number, level, kind and rule: the most severe first, then the most frequent."""
    counted = Counter((f.level, f.kind, f.rule) for f in report.findings)
    found = [(n, str(level), str(kind), rule) for (level, kind, rule), n in counted.items()]
    order = {str(level): i for i, level in enumerate(LEVELS)}
    return sorted(found, key=lambda row: (order[row[1]], -row[0], row[2], row[3]))


def render(report: Report) -> str:
    """A table, and the last line that every report has."""
    found = rows(report)
    if not found:
        return verdict(report) + "\n"
    from tabulate import tabulate

    table = tabulate(found, ["findings", "level", "kind", "rule"], tablefmt="plain", colalign=("right", "left"))
    return "\n".join(line.rstrip() for line in table.splitlines()) + "\n\n" + verdict(report) + "\n"


def as_json(report: Report) -> str:
    """The same as a list of objects."""
    keys = ("findings", "level", "kind", "rule")
    found = [dict(zip(keys, row, strict=True)) for row in rows(report)]
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"
