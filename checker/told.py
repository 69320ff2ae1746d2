"""What a report says of its documents and of the rules that ran."""

from datetime import date

from checker.model import Checked, Period, Reading, RuleInfo
from checker.pack.rules import RuleText


def checked(one: Reading) -> Checked:
    """One document of a report."""
    document = one.document
    return Checked(
        path=document.path,
        title=document.title,
        date=iso(document.date),
        claims=len(one.claims) + len(one.events) + len(one.offices) + len(one.ranks),
        against=one.against,
        author=document.author,
    )


def info(text: RuleText) -> RuleInfo:
    """One rule of a report."""
    return RuleInfo(
        id=text.id,
        kind=text.kind,
        title=text.title,
        what=text.what,
        why=text.why,
        fine_if=text.fine_if,
        level=text.level,
    )


def iso(period: Period | None) -> str | None:
    """ISO form of a document's date, as precise as the document is."""
    if period is None or period.first is None:
        return None
    first = date.fromordinal(period.first).isoformat()
    return first[: {"month": 7, "year": 4}.get(period.grain, 10)]
