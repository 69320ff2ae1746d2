"""The last step of every reader: parts to a Document, with title, author, date and what was left out."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from checker.errors import ReadError
from checker.model import BlockKind, Document, Period, Span
from checker.read.frontmatter import Front
from checker.read.metadata import Top, stated_date, top
from checker.read.parts import Part, Prose, join, render
from checker.read.repair import repairs
from checker.read.trim import trimmed
from checker.text import line_column, line_starts

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


class About(NamedTuple):
    """What the markup itself says of a document (``<title>``, ``<meta>``)."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    date_span: Span | None = None
    language: str | None = None
    weak: bool = False  # filled in by software: what the text itself says comes first


def finish(path: str, raw: str, parts: Iterable[Part], front: Front, about: About = About()) -> Document:  # noqa: B008
    """The document that the parts make up.

    Raises:
        ReadError: there is no text in it, or front matter gives a date that is none.
    """
    fixes = repairs(raw)
    proses = [p for p in (render(raw, part, fixes) for part in parts) if p.text]
    proses, left = trimmed(proses)
    if not proses:
        raise ReadError(path, "holds no text")
    found = top(proses)
    proses = [_byline(p) if i in found.bylines else p for i, p in enumerate(proses)]
    if "title" not in front.values:
        proses = _titled(proses, found, sure=about.title is not None)
    text, runs, blocks = join(proses)
    values = front.values
    title = next((p.text for p in proses if p.part.kind == "title"), None)
    period, span = _date(path, raw, front, about, found)
    return Document(
        path=path,
        raw=raw,
        text=text,
        runs=runs,
        blocks=blocks,
        title=values["title"].text if "title" in values else title or about.title,
        author=_first(front, "author", "authors", "by", "byline")
        or ((found.author or about.author) if about.weak else (about.author or found.author)),
        publisher=_first(front, "publisher", "publication", "source", "site") or about.publisher,
        date=period,
        date_span=span,
        language=_first(front, "lang", "language") or about.language,
        notes=_notes(raw, fixes, left),
    )


def _first(front: Front, *keys: str) -> str | None:
    return next((front.values[k].text for k in keys if k in front.values), None)


def _byline(prose: Prose) -> Prose:
    return prose._replace(part=prose.part._replace(kind="byline")) if prose.part.kind == "paragraph" else prose


def _titled(proses: list[Prose], found: Top, *, sure: bool) -> list[Prose]:
    """The blocks with the heading that stands right above the byline as title, where no title is sure."""
    guess = next((i for i, p in enumerate(proses) if p.part.kind == "title"), None)
    if guess is not None and proses[guess].part.role != "guess":
        return proses
    byline = min(found.bylines, default=0)
    above = [i for i, p in enumerate(proses[:byline]) if p.part.kind in ("title", "heading")]
    below = [] if sure or guess is not None else [i for i, p in enumerate(proses[:4]) if p.part.kind == "heading"]
    best = above[-1] if above else guess if guess is not None else next(iter(below), None)
    if best is None or best == guess:
        return proses
    kinds: dict[int, BlockKind] = {best: "title"}
    if guess is not None:
        kinds[guess] = "heading"
    return [p._replace(part=p.part._replace(kind=kinds[i])) if i in kinds else p for i, p in enumerate(proses)]


def _date(path: str, raw: str, front: Front, about: About, found: Top) -> tuple[Period | None, Span | None]:
    for key in ("date", "published", "updated"):
        value = front.values.get(key)
        period = stated_date(value.text) if value else None
        if value and period:
            return period, value.span
        if value and _ISO.match(value.text):
            line, column = line_column(line_starts(raw[: value.span.start + 1]), value.span.start)
            raise ReadError(path, f"line {line}, column {column}: front matter: there is no day {value.text!r}")
    stated = stated_date(about.date) if about.date else None
    if stated and stated.grain == "day" and not (about.weak and (found.date or _is_older(raw, stated))):
        return stated, about.date_span
    return found.date, found.span


def _is_older(raw: str, saved: Period) -> bool:
    """Whether a text speaks of no year near the one in which its file was saved: an old text in a new file."""
    latest = max((int(year) for year in _YEAR.findall(raw)), default=0)
    return latest > 0 and saved.first is not None and latest < date.fromordinal(saved.first).year - 1


def _notes(raw: str, fixes: list[tuple[Span, str]], left: list[tuple[int, str]]) -> tuple[str, ...]:
    starts = line_starts(raw) if left else []
    notes = [f"line {line_column(starts, at)[0]}: {what}" for at, what in sorted(left)]
    if fixes:
        notes.insert(0, f"repaired {len(fixes)} sequences decoded with the wrong character set")
    return tuple(notes)
