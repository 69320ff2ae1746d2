"""How a report puts values, counts and places into words; shared by the formats that people read."""

import unicodedata
from collections.abc import Iterable

from checker.model import Checked, Decision, Evidence, Level, Notice, Report

LEVELS: tuple[Level, ...] = ("conflict", "divergence", "note")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_UNITS = {
    "percent": "%",
    "percentage_point": "percentage points",
    "percent_gdp": "% of GDP",
    "percent/gdp": "% of GDP",
    "person": "people",
    "1": "",
}
_PREFIXED = frozenset({"$", "€", "£", "¥"})


def clean(text: str) -> str:
    """``text`` on one line, without control and direction characters that would act on a terminal or a page."""
    shown = (" " if c in "\n\r\t\u2028\u2029" else c for c in text)
    return " ".join("".join("\ufffd" if _acts(c) else c for c in shown).split())


def sentence(text: str) -> str:
    """``text`` on one line, closed with a full stop, so that another sentence can follow."""
    line = clean(text)
    return line if line.endswith((".", "!", "?", "…", ".”")) else f"{line}."


def _acts(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs") or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def value(evidence: Evidence) -> str:
    """The normalised value of one side, "45,000 to 50,000 people"; empty where it has none."""
    stated = evidence.value or {}
    low, high, unit = stated.get("low"), stated.get("high"), str(stated.get("unit") or "")
    if low is None and high is None:
        return ""
    if high is None:
        amount = f"{_at_least(low)} {_amount(low)}"
    elif low is None:
        amount = f"{_at_most(high)} {_amount(high)}"
    elif low == high:
        amount = _amount(low)
    else:
        amount = f"{_amount(low)} to {_amount(high)}"
    if isinstance(low, str) or isinstance(high, str):  # days, whose unit goes without saying
        return amount
    return _with_unit(amount, unit, single=low == high)


def _at_least(low: object) -> str:
    return "from" if isinstance(low, str) else "at least"


def _at_most(high: object) -> str:
    return "until" if isinstance(high, str) else "at most"


def _amount(number: object) -> str:
    if not isinstance(number, int | float):
        return str(number)
    for scale, name in _SCALES:
        if abs(number) >= scale:
            return f"{number / scale:,.6g} {name}"
    return f"{number:,.6f}".rstrip("0").rstrip(".")


def _with_unit(amount: str, unit: str, *, single: bool) -> str:
    if unit in _PREFIXED:
        return f"{unit}{amount}" if single else f"{amount} {unit}"
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {amount}" if single else f"{amount} {unit}"
    word = _UNITS.get(unit, unit.replace("_", " "))
    return f"{amount}{'' if word.startswith('%') or not word else ' '}{word}"


def place(evidence: Evidence) -> str:
    """``path:line:column``, which editors and terminals turn into a link; ``path, page 3`` where nobody sees lines."""
    if evidence.place:
        return f"{clean(evidence.path)}, {clean(evidence.place)}"
    return f"{clean(evidence.path)}:{evidence.line}:{evidence.column}"


def notice(one: Notice) -> str:
    """A notice with the place that it is about, where it has one."""
    where = f"{clean(one.path)}:{one.line}: " if one.line else f"{clean(one.path)}: " if one.path else ""
    return where + clean(one.message)


def decision(one: Decision) -> str:
    """What was decided about a finding: "queried by M. Editor on 2026-11-20: asked which year"."""
    said = one.status + (f" by {clean(one.by)}" if one.by else "") + (f" on {one.on.isoformat()}" if one.on else "")
    said += f" until {one.until.isoformat()}" if one.until else ""
    return f"{said}: {clean(one.reason)}" if one.reason else said


def details(evidence: Evidence) -> str:
    """Value, stance, source and period of one side, those that it has."""
    stance = evidence.stance if evidence.stance not in (None, "asserted") else ""
    source = f"according to {clean(evidence.source)}" if evidence.source else ""
    period = f"for {clean(evidence.period)}" if evidence.period else ""
    return " · ".join(part for part in (value(evidence), stance, source, period) if part)


def document_line(document: Checked | None) -> str:
    """Title and date of a document, those that it has."""
    parts = [clean(p) for p in (document.title, document.date) if p] if document else []
    return ", ".join(parts)


def documents(report: Report) -> dict[str, Checked]:
    """The report's documents by path."""
    return {d.path: d for d in report.documents}


def counts(report: Report) -> dict[Level, int]:
    """Number of findings of each level, all levels present."""
    return {level: sum(f.level == level for f in report.findings) for level in LEVELS}


def table(report: Report) -> list[list[str | int]]:
    """Rows of the summary: kind, then the number of findings of each level; the kinds in the order of their names."""
    rows: list[list[str | int]] = []
    for kind in sorted({f.kind for f in report.findings}):
        of_kind = [f.level for f in report.findings if f.kind == kind]
        rows.append([kind, *(of_kind.count(level) or "" for level in LEVELS)])
    return rows


def plural(number: int, word: str) -> str:
    """A count in words: 1 conflict, 2 conflicts, no conflicts."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def listed(parts: Iterable[str]) -> str:
    """Parts in one phrase: a, b and c."""
    *front, last = list(parts)
    return f"{', '.join(front)} and {last}" if front else last
