"""Questions to authors: one a finding, and a letter to each author with all that is open, in document order."""

import re
from collections import defaultdict
from collections.abc import Mapping
from html import unescape
from pathlib import PurePath

from checker.model import Checked, Evidence, Finding, Report
from checker.report import wording

_LONGEST = 240
_MARKUP = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".mht", ".eml"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def question(finding: Finding, documents: Mapping[str, Checked]) -> str:
    """A question to the author of the first side, ready to be sent."""
    own = _own(finding, documents)
    mine = [e for e in finding.evidence if e.path == own.path]
    others = [e for e in finding.evidence if e.path != own.path]
    parts = [f"In {_called(own, documents)}, {_where(own)}, you write: {_quote(own)}"]
    parts += [f"Also there, {_where(e)}: {_quote(e)}" for e in mine if e is not own]
    parts += [f"{_capital(_called(e, documents))}, {_where(e)}, has: {_quote(e)}" for e in others]
    if len(finding.evidence) == 1:
        parts.append(wording.sentence(finding.message))
    return " ".join([*parts, ask(finding)])


def ask(finding: Finding) -> str:
    """The question itself, as the rule of the finding puts it."""
    return finding.question


def render(report: Report) -> str:
    """One letter an author, with the questions that no decision has settled, in the order of the author's texts."""
    documents = wording.documents(report)
    order = {d.path: i for i, d in enumerate(report.documents)}
    letters: defaultdict[str, list[tuple[int, int, Finding]]] = defaultdict(list)
    for finding in report.findings:
        if finding.level == "note" or (finding.decision and finding.decision.status != "queried"):
            continue
        own = _own(finding, documents)
        author = documents[own.path].author if own.path in documents else None
        letters[wording.clean(author or "")].append((order.get(own.path, 0), own.start, finding))
    if not letters:
        return "There are no open questions.\n"
    named = sorted(letters, key=lambda author: (not author, author))
    return ("\n" + "-" * 72 + "\n\n").join(_letter(author, letters[author], documents) for author in named)


def _letter(author: str, found: list[tuple[int, int, Finding]], documents: Mapping[str, Checked]) -> str:
    number = len(found)
    lines = [
        f"Dear {author}," if author else "Dear author,",
        "",
        f"In preparing your text we came upon {'one place' if number == 1 else f'{number} places'} that we would ask "
        "you to look at.",
        "Where two texts differ we do not know which is right; a short answer to each is enough.",
    ]
    path = None
    for n, (_, _, finding) in enumerate(sorted(found, key=lambda f: (f[0], f[1], f[2].fingerprint)), 1):
        own = _own(finding, documents)
        if own.path != path:
            path = own.path
            lines += ["", _capital(_called(own, documents))]
        asked = question(finding, documents)
        if finding.decision:
            asked += f" (Asked before: {wording.decision(finding.decision)}.)"
        lines += ["", f"{n}. {asked}", f"   [{finding.fingerprint}]"]
    return "\n".join([*lines, "", "Thank you for your help.", ""])


def _own(finding: Finding, documents: Mapping[str, Checked]) -> Evidence:
    """The side that is asked about: the first that was checked rather than compared with."""
    checked = [e for e in finding.evidence if e.path in documents and not documents[e.path].against]
    return (checked or list(finding.evidence))[0]


def _called(evidence: Evidence, documents: Mapping[str, Checked]) -> str:
    document = documents.get(evidence.path)
    name = wording.clean(evidence.path).rpartition("/")[2]
    if document is None or not document.title:
        return name
    date = f", {wording.clean(document.date)}" if document.date and document.against else ""
    return f"“{wording.clean(document.title)}” ({name}{date})"


def _where(evidence: Evidence) -> str:
    return wording.clean(evidence.place) if evidence.place else f"line {evidence.line}"


def _quote(evidence: Evidence) -> str:
    text = evidence.quote
    if PurePath(evidence.path).suffix.lower() in _MARKUP:  # an author reads what the page shows
        text = unescape(_TAG.sub("", text))
    text = wording.clean(text)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
    return f"“{text}”" if text.endswith((".", "!", "?", "…")) else f"“{text}”."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.startswith("“") else text
