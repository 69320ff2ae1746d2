"""The report as one page for an editor: self-contained, and the same bytes for the same report."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from checker.model import Decision, Pair, Reading, Report
from checker.report import wording
from checker.report.html.texts import Entry

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is told besides the findings. ``on`` is the day that it bears; without it, none."""

    paths: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()  # those that the run was given
    on: str = ""
    version: str = ""
    home: str = ""  # address of the page that leads here


def render(
    report: Report,
    readings: Sequence[Reading],
    rows: Mapping[int, Sequence[Entry]],
    pairs: Sequence[Pair],
    setup: Setup,
) -> str:
    """The page. ``rows`` are the rows of the ledger by index of a reading, ``pairs`` the claims that were compared."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    page = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    ).get_template("page.html.j2")
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("review.css", "review.js"))
    view = _view(report, readings, rows, pairs, setup)
    return page.render(
        **view,
        setup=setup,
        report=report,
        wording=wording,
        csp=_POLICY.format(style=_hash(style), script=_hash(script)),
        style=Markup(style),  # noqa: S704 part of the package
        script=Markup(script),  # noqa: S704 part of the package
        island=Markup(_island(view["cards"], setup)),  # noqa: S704 escaped by _island
    )


def _view(
    report: Report,
    readings: Sequence[Reading],
    rows: Mapping[int, Sequence[Entry]],
    pairs: Sequence[Pair],
    setup: Setup,
) -> dict[str, Any]:
    from checker.report.html import cards as made
    from checker.report.html import pictures, texts
    from checker.report.html.places import Place

    documents = wording.documents(report)
    told = {e.path for f in [*report.findings, *(h.finding for h in report.hidden)] for e in f.evidence}
    shown = [r for r in readings if r.document.path in documents and (not r.against or r.document.path in told)]
    places = {r.document.path: Place(r) for r in shown}
    found = made.cards(report, places, setup.decisions)
    by_path: dict[str, list[made.Card]] = {}
    for card in found:
        for path in dict.fromkeys(e.path for e in card.finding.evidence):
            by_path.setdefault(path, []).append(card)
    compared = frozenset((c.document, c.mention) for p in pairs for c in (p.a, p.b))
    read = []
    for n, r in enumerate(sorted(shown, key=lambda r: (r.against, r.document.path)), 1):
        path = r.document.path
        its = by_path.get(path, [])
        read.append(texts.text(n, places[path], documents[path], rows.get(r.index, ()), compared, its))
    drawn, more = pictures.subjects(found, readings, pairs)
    events, more_events = pictures.events(found, shown)
    return {
        "cards": found,
        "texts": read,
        "counts": wording.counts(report),
        "kinds": sorted({c.finding.kind for c in found}),
        "subjects": sorted({c.subject for c in found}),
        "pictures": drawn,
        "more_pictures": more,
        "matrix": pictures.matrix(found),
        "events": events,
        "more_events": more_events,
        "others": [h for h in report.hidden if h.how != "dismissed"],
        "checked": [d for d in report.documents if not d.against],
        "archive": [d for d in report.documents if d.against],
        "lines": sum(len(t.lines) for t in read),
        "met": sum(line.compared for t in read for line in t.lines),
    }


def _island(cards: Sequence[Any], setup: Setup) -> str:
    """What the script works with, as JSON that cannot end its element."""
    known = {c.finding.fingerprint for c in cards}
    data = {
        "key": hashlib.sha256("\n".join([*setup.paths, "", *setup.against]).encode("utf-8", "replace")).hexdigest()[
            :16
        ],
        "findings": [
            {
                "fingerprint": c.finding.fingerprint,
                "rule": c.finding.rule,
                "message": wording.clean(c.finding.message),
                "paths": list(dict.fromkeys(e.path for e in c.finding.evidence)),
                "quotes": [wording.clean(e.quote) for e in c.finding.evidence],
                "values": [wording.value(e) for e in c.finding.evidence],
                "signature": hashlib.sha256(c.signature.encode("utf-8", "replace")).hexdigest()[:12],
                "decision": msgspec.to_builtins(c.decision) if c.decision else None,
            }
            for c in cards
        ],
        "kept": [msgspec.to_builtins(d) for d in setup.decisions if d.fingerprint not in known],
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
