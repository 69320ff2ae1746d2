"""What the properties of a Word or OpenDocument file say of the document: filled in by software, so trusted little."""

import re
from typing import Any

from checker.model import Period
from checker.read.finish import About
from checker.read.metadata import stated_date
from checker.read.package import local

_NO_TITLE = re.compile(
    r"microsoft word\b|untitled|document\d*$|(?:power)?point presentation|template|.*\.(?:docx?|odt|rtf|pdf|indd)$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:windows |microsoft |office |default )?(?:user|admin\w*|author|owner|office)\d*$|python-docx|unknown|.*@",
    re.IGNORECASE,
)
_APART = 31  # days between making and last saving a file beyond which neither tells when it was written


def properties(root: Any, language: str | None) -> tuple[About, list[str]]:
    """Title, author and date by the properties, and notes for the editor. They give way to what the text says."""
    found: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        if element.text and element.text.strip():
            found.setdefault(local(element), " ".join(element.text.split())[:300])
    made = stated_date((found.get("created") or found.get("creation-date") or "")[:10])
    saved = stated_date((found.get("modified") or found.get("date") or "")[:10])
    day = "" if "python-docx" in found.get("description", "") else dated(made, saved)
    about = About(
        title=title(found.get("title")),
        author=author(found.get("initial-creator") or found.get("creator")),
        date=day or None,
        language=language or found.get("language"),
        weak=True,
    )
    return about, []


def title(text: str | None) -> str | None:
    """A title out of properties, unless it is one that software makes up."""
    return text if text and not _NO_TITLE.match(text) else None


def author(text: str | None) -> str | None:
    """An author out of properties, unless it is the name of an account."""
    return text if text and not _NO_AUTHOR.match(text) else None


def dated(made: Period | None, saved: Period | None) -> str:
    """The day on which a file was written, by the days of making and last saving it; empty where they lie apart."""
    from datetime import date

    days = [p.first for p in (made, saved) if p and p.first]
    if not days or max(days) - min(days) > _APART:
        return ""
    return date.fromordinal(max(days)).isoformat()
