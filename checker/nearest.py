"""The name that a mistyped one was meant to be."""

from collections.abc import Iterable

_ALIKE = 60.0  # per cent; below it, a guess misleads


def nearest(name: str, known: Iterable[str]) -> str:
    """The closest of ``known``; empty where none is close."""
    from rapidfuzz import fuzz, process

    folded = name.replace("_", "-").lower()
    found = process.extractOne(folded, sorted(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return str(found[0]) if found else ""
