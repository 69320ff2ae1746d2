"""The report for a terminal: one card a finding, then a summary and a last line that explains the exit status."""

import textwrap
from collections.abc import Iterator

import msgspec

from checker.model import Checked, Evidence, Finding, Report
from checker.report import wording
from checker.report.verdict import verdict

_COLOURS = {"conflict": "1;31", "divergence": "1;33", "note": "1;36", "bold": "1", "dim": "2", "path": "36"}
_WIDEST = 110
_NARROWEST = 48


class Look(msgspec.Struct, frozen=True):
    """What the terminal can do. Not part of the report."""

    width: int = 100
    colour: bool = False

    def paint(self, style: str, text: str) -> str:
        """``text`` in a style, where colours are wanted."""
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Look()


def render(report: Report, look: Look = PLAIN) -> str:
    """Cards, trouble, summary, verdict; a blank line between them."""
    look = Look(max(_NARROWEST, min(look.width, _WIDEST)), look.colour)
    documents = wording.documents(report)
    fine_if = {rule.id: rule.fine_if for rule in report.rules}
    cards = [f for f in report.findings if f.level != "note"]
    parts = ["\n".join(_card(f, documents, fine_if.get(f.rule, ()), look)) for f in cards]
    parts += ["\n".join(_note(f, look)) for f in report.findings if f.level == "note"]
    parts += _trouble(report, look)
    if report.notices:
        lines = [part for n in report.notices for part in _wrap(f"notice: {wording.notice(n)}", "", look, hanging="  ")]
        parts.append("\n".join(lines))
    if report.findings:
        parts.append(_summary(report, look))
    parts.append("\n".join(_wrap(verdict(report), "", look)))
    return "\n\n".join(parts) + "\n"


def _card(one: Finding, documents: dict[str, Checked], fine_if: tuple[str, ...], look: Look) -> Iterator[str]:
    head = f"{one.level} · {one.kind} · "
    first, *rest = _wrap(head + wording.clean(one.message), "", look, hanging="  ")
    yield look.paint(one.level, first[: len(head)]) + look.paint("bold", first[len(head) :])
    yield from (look.paint("bold", line) for line in rest)
    for evidence in one.evidence:
        yield ""
        yield from _side(evidence, documents.get(evidence.path), look)
    yield ""
    yield from _labelled("Why", one.explanation, look)
    if fine_if:
        yield from _labelled("Fine if", "; or ".join(fine_if), look)
    if one.decision:
        yield from _labelled("Decision", wording.decision(one.decision), look)
    tail = f"{one.rule}, confidence {one.confidence:.0%}, {one.fingerprint}"
    yield from (look.paint("dim", line) for line in _wrap(tail, "  ", look))


def _note(one: Finding, look: Look) -> Iterator[str]:
    """What only informs, in short: what it says, where, and the number by which it is explained."""
    head = f"{one.level} · {one.kind} · "
    first, *rest = _wrap(head + wording.clean(one.message), "", look, hanging="  ")
    yield look.paint(one.level, first[: len(head)]) + first[len(head) :]
    yield from rest
    for evidence in one.evidence:
        quote = wording.clean(evidence.quote)
        yield from _wrap(f"{wording.place(evidence)}  “{quote}”", "  ", look, hanging="    ")
    yield from (look.paint("dim", line) for line in _wrap(f"{one.rule}, {one.fingerprint}", "  ", look))


def _side(evidence: Evidence, document: Checked | None, look: Look) -> Iterator[str]:
    about = wording.document_line(document)
    yield "  " + look.paint("path", wording.place(evidence)) + (look.paint("dim", f"  {about}") if about else "")
    yield from _wrap(f"“{wording.clean(evidence.quote)}”", "    ", look, hanging="     ")
    details = wording.details(evidence)
    if details:
        yield from (look.paint("dim", line) for line in _wrap("= " + details, "    ", look, hanging="      "))


def _labelled(label: str, text: str, look: Look) -> Iterator[str]:
    first, *rest = _wrap(f"{label}: {wording.clean(text)}", "  ", look, hanging="    ")
    yield "  " + look.paint("dim", first[2 : 3 + len(label)]) + first[3 + len(label) :]
    yield from rest


def _wrap(text: str, indent: str, look: Look, hanging: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        look.width,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent]


def _trouble(report: Report, look: Look) -> list[str]:
    lines = [f"not read: {wording.clean(u.path)}: {wording.clean(u.reason)}" for u in report.unreadable]
    lines += [wording.clean(error) for error in report.errors]
    wrapped = [part for line in lines for part in _wrap(line, "", look, hanging="  ")]
    return ["\n".join(look.paint("conflict", line) for line in wrapped)] if lines else []


def _summary(report: Report, look: Look) -> str:
    from tabulate import tabulate

    rows = wording.table(report)
    total = ["total", *(count or "" for count in wording.counts(report).values())]
    # a kind alone is its own total
    shown = tabulate([*rows, *([total] if len(rows) > 1 else [])], ["kind", *wording.LEVELS], tablefmt="simple")
    return "\n".join(look.paint("dim", line) if line.startswith("-") else line for line in shown.splitlines())
