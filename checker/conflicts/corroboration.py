"""corroboration: two independent documents give the same figure for the same thing. A note, on request."""

from collections.abc import Iterator, Sequence

from checker.amount import gap
from checker.conflicts._amounts import _side as side
from checker.model import Claim, Document, Draft, Pair, Reading
from checker.pack.rules import RuleText

ID = "corroboration"

_FIRM = frozenset({"asserted", "planned", "pledged"})


def check(pairs: Sequence[Pair], readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One note for each figure that several documents give, with all of them as sides."""
    documents = {r.index: r.document for r in readings}
    groups: dict[tuple[int, int], list[Claim]] = {}
    for p in sorted(pairs, key=lambda p: (p.a.document, p.a.mention, p.b.document, p.b.mention)):
        if not _same(p, text) or not _independent(p, documents):
            continue
        one, other = groups.get(_place(p.a), [p.a]), groups.get(_place(p.b), [p.b])
        if one is not other:
            merged = sorted({_place(c): c for c in (*one, *other)}.values(), key=_place)
            groups.update({_place(c): merged for c in merged})
    done: set[int] = set()
    for group in groups.values():
        if id(group) not in done:
            done.add(id(group))
            yield _draft(group, text)


def _place(c: Claim) -> tuple[int, int]:
    return c.document, c.mention.start


def _same(p: Pair, text: RuleText) -> bool:
    """Whether two figures agree by more than chance: both exact or nearly so, and telling."""
    if p.score < text.limits["score"] or p.a.unit == "trend" or gap((p.a.low, p.a.high), (p.b.low, p.b.high)) > 0:
        return False
    if not {p.a.stance, p.b.stance} <= _FIRM or p.a.number != p.b.number:
        return False
    digits = f"{abs(p.a.number[0]):.5e}".partition("e")[0].replace(".", "").rstrip("0")
    return len(digits) >= text.limits["digits"] or p.a.metric is not None


def _independent(p: Pair, documents: dict[int, Document]) -> bool:
    """Whether two documents stand for two witnesses: not one author, house or source, and no copied sentence."""
    a, b = documents[p.a.document], documents[p.b.document]
    if a is b or (a.author and a.author == b.author) or (a.publisher and a.publisher == b.publisher):
        return False
    if p.a.source and p.a.source == p.b.source:
        return False
    return _words(a, p.a) != _words(b, p.b)


def _words(document: Document, c: Claim) -> str:
    return " ".join(document.text[c.sentence.start : c.sentence.end].lower().split())


def _draft(group: Sequence[Claim], text: RuleText) -> Draft:
    first = group[0]
    shared = sorted(frozenset.intersection(*(frozenset(c.features) for c in group)))
    about = ", ".join(dict.fromkeys(" ".join(first.written.get(f, f.lstrip("@#")).split()) for f in shared[:3]))
    fields = {"a": first.text, "n": str(len({c.document for c in group})), "about": about or (first.metric or "")}
    return Draft(
        rule=ID,
        kind=text.kind,
        level="note",
        confidence=text.limits["confidence"],
        message=text.message.format(**fields),
        explanation=text.explanation.format(**fields),
        sides=tuple(side(c) for c in group),
        key=("corroboration", " ".join(shared), f"{first.number[0]:g}", first.unit),
    )
