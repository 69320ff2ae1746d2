"""name: see rules/conflicts/name.yaml for what it holds against each other and why."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import combining, normalize

import msgspec

from checker.model import Draft, Name, Reading, Side, Span
from checker.pack.rules import RuleText

ID = "name"

_KINDS = frozenset({"person", "thing", "unknown", "company"})
_PLACES = 50  # of a form, that are looked at for one that stands beside the other form
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Form(msgspec.Struct, frozen=True):
    """One way of writing a name, with the places where it stands."""

    tokens: tuple[str, ...]
    written: str
    places: tuple[tuple[int, Span], ...]


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One finding for each two spellings of one name."""
    found = forms(readings)
    by_token: defaultdict[str, list[Form]] = defaultdict(list)
    for form in found:
        for token in sorted(set(form.tokens)):
            by_token[token].append(form)
    told: set[tuple[str, str]] = set()
    for a, b, differ in _by_title(readings, found, text):
        told.add(differ)
        yield _draft(a, b, differ, text)
    for token in sorted(by_token):
        sharing = by_token[token]
        if len(sharing) > text.limits["common"]:
            continue  # a word that so many names have in common is no name of anybody
        for i, a in enumerate(sharing):
            for b in sharing[i + 1 :]:
                both = slip(a, b, text)
                if both and both not in told:
                    told.add(both)
                    yield _draft(a, b, both, text)


def _by_title(
    readings: Sequence[Reading], found: Sequence[Form], text: RuleText
) -> Iterator[tuple[Form, Form, tuple[str, str]]]:
    """A surname behind "Mr" that is nobody's, beside the one full name of the document that it nearly is."""
    surnames: defaultdict[int, dict[str, Form]] = defaultdict(dict)
    for form in found:
        for document, _ in form.places:
            surnames[document].setdefault(form.tokens[-1], form)
    parts = {token for form in found for token in form.tokens}
    for reading in readings:
        for name in reading.names:
            tokens = [_fold(t) for t in _TOKEN.findall(name.text)] if name.kind == "person" else []
            if len(tokens) != 1 or tokens[0] in parts or len(tokens[0]) < text.limits["shortest_alone"]:
                continue
            near = [s for s in sorted(surnames[reading.index]) if _near(tokens[0], s, text) and s[0] == tokens[0][0]]
            if len(near) == 1 and not _variants(tokens[0], near[0], text):
                alone = Form((tokens[0],), name.text, ((reading.index, name.span),))
                one, other = sorted((tokens[0], near[0]))
                yield surnames[reading.index][near[0]], alone, (one, other)


def forms(readings: Sequence[Reading]) -> list[Form]:
    """All names of two words and more, by how they are written, without diacritics, in the order of the documents."""
    places: defaultdict[tuple[str, ...], list[tuple[int, Span, str]]] = defaultdict(list)
    for reading in readings:
        for name in reading.names:
            tokens = tuple(_fold(t) for t in _TOKEN.findall(name.text))
            if 2 <= len(tokens) <= 5 and _usable(name):
                places[tokens].append((reading.index, name.span, name.text))
    return [
        Form(tokens, found[0][2], tuple((document, span) for document, span, _ in found))
        for tokens, found in places.items()
    ]


def _usable(name: Name) -> bool:
    known = name.entity is not None and not name.entity.startswith("person:")
    return name.kind in _KINDS and not known and not name.text.isupper()


@lru_cache(maxsize=65536)  # a corpus repeats its names
def _fold(token: str) -> str:
    plain = "".join(c for c in normalize("NFKD", token) if not combining(c)).lower().replace("’", "'")
    return plain.removesuffix("'s").replace("-", "").replace("'", "")


def slip(a: Form, b: Form, text: RuleText) -> tuple[str, str] | None:
    """The two spellings of the one word by which two names differ; None where they are one name, or two."""
    left, right = list(a.tokens), list(b.tokens)
    for token in a.tokens:
        if token in right:
            left.remove(token)
            right.remove(token)
    if len(left) != 1 or len(right) != 1 or len(a.tokens) != len(b.tokens):
        return None
    one, other = left[0], right[0]
    if min(len(one), len(other)) < text.limits["shortest"] or _variants(one, other, text):
        return None
    if not _near(one, other, text):
        return None
    return (one, other) if one < other else (other, one)


def _near(one: str, other: str, text: RuleText) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    longest = text.limits["edits_long"] if min(len(one), len(other)) >= text.limits["long"] else text.limits["edits"]
    return 0 < DamerauLevenshtein.distance(one, other) <= longest


def _variants(one: str, other: str, text: RuleText) -> bool:
    """Whether two spellings are known to stand for one name, or are two forms of one word."""
    if one.rstrip("s") == other.rstrip("s") or one.startswith(other) or other.startswith(one):
        return True
    for group in text.words.values():
        if one in group and other in group:
            return True
    return _sound(one) == _sound(other)


_SOUNDS = (
    ("ph", "f"), ("kh", "h"), ("ck", "k"), ("q", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("ei", "i"),
    ("y", "i"), ("j", "i"), ("w", "v"), ("dh", "d"), ("gh", "g"),
)  # fmt: skip


def _sound(word: str) -> str:
    """A word without what transliterations differ by: y and i, ei and ey, ou and u, ph and f, kh and h."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    return re.sub(r"ii+", "i", word)


def _nearest(a: Form, b: Form) -> tuple[tuple[int, Span], tuple[int, Span]]:
    """A place of each form, in one document where there is one that has both."""
    return min(
        ((x, y) for x in a.places[:_PLACES] for y in b.places[:_PLACES]), key=lambda p: (p[0][0] != p[1][0], p[0], p[1])
    )


def _draft(a: Form, b: Form, slip: tuple[str, str], text: RuleText) -> Draft:
    rare, usual = sorted((a, b), key=lambda f: (len(f.places), f.written))
    fields = {"a": usual.written, "b": rare.written, "n": str(len(usual.places)), "m": str(len(rare.places))}
    sides = tuple(
        Side(document=document, span=span, value={"low": None, "high": None, "unit": "name"})
        for document, span in _nearest(usual, rare)
    )
    return Draft(
        rule=ID, kind="name", level=text.level, confidence=0.85, message=text.message.format(**fields),
        explanation=text.explanation.format(**fields), sides=sides, key=slip,
    )  # fmt: skip
