"""role: see rules/conflicts/role.yaml for what it holds against each other and why."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from unicodedata import combining, normalize

import msgspec

from checker.extract.words import content, stem
from checker.model import Draft, Level, Office, Reading, Side
from checker.pack.rules import RuleText

ID = "role"

_NOW = frozenset({"in office", "acting"})


class _Post(msgspec.Struct, frozen=True):
    """One statement of who holds what, with whose office it is and when the document was written."""

    reading: Reading
    office: Office
    of: str | None  # stated, or the country that the text around it is about
    stated: bool
    near: bool  # whether the country is named in the lead, the heading or the block before
    around: frozenset[str]  # stems of what the text around speaks of: whose office it may be
    names: frozenset[str]  # the person's names, folded
    day: int | None


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One finding for each office with two holders, and for each person with two offices."""
    posts = [p for r in readings for p in posts_of(r, text)]
    told: set[tuple[str, ...]] = set()
    for how, a, b, level in (*_two_holders(posts, text), *_two_offices(posts, text), *_confirmed(posts)):
        draft = _draft(how, (a, b), level, text, _others(posts, a, b) if how == "holders" else ())
        if draft.key not in told:
            told.add(draft.key)
            yield draft


def _others(posts: Sequence[_Post], a: _Post, b: _Post) -> tuple[_Post, ...]:
    """Further documents that give the office to one of the two: the camps of the finding."""
    seen = {a.reading.index, b.reading.index}
    found = []
    for p in posts:
        same = p.office.office == a.office.office and p.of == a.of and p.office.status in _NOW
        if same and p.reading.index not in seen and (_same_person(p, a) or _same_person(p, b)):
            seen.add(p.reading.index)
            found.append(p)
    return tuple(found)


def posts_of(reading: Reading, text: RuleText) -> Iterator[_Post]:
    """What a document says of who holds what."""
    themes = _themes(reading)
    day = reading.document.date.first if reading.document.date else None
    for office in reading.offices:
        within = {
            n.entity
            for n in reading.names
            if n.entity and office.span.start - 30 <= n.span.start < office.span.end + 30
        }
        stated = office.of is not None and office.of in within
        without = text.words["without_prime_minister"] if office.office == "prime-minister" else ()
        near = _countries_before(reading, office)
        likely = next((t for t in ((*near, *themes) if not office.owner else ()) if t not in without), None)
        if office.owner in _PRONOUNS and office.office != "president":
            likely = next(iter(near), None)
        of = office.of or likely
        yield _Post(reading, office, of, stated, of in near, _around(reading, office), _folded(office.person), day)


def _countries_before(reading: Reading, office: Office) -> list[str]:
    """The country that the lead of the block or the heading names, else the last one named before in the block."""
    start = max((b.span.start for b in reading.document.blocks if b.span.start <= office.span.start), default=0)
    inside = [
        n for n in reading.names if start <= n.span.start < office.span.start and n.kind == "country" and n.entity
    ]
    lead = [
        n
        for n in inside
        if n.span.start - start <= _LEAD and reading.document.text[n.span.end : n.span.end + 1] in ".:\n*"
    ]
    heading = max(
        (b.span for b in reading.document.blocks if b.kind == "heading" and b.span.start < start), default=None
    )
    above = [
        n for n in reading.names if heading and n.kind == "country" and heading.start <= n.span.start < heading.end
    ]
    return [n.entity for n in (*lead, *above, *reversed(inside)) if n.entity][:1]


_LEAD = 4


def _around(reading: Reading, office: Office) -> frozenset[str]:
    """Stems of what stands before the office in its block, and of the heading above."""
    blocks = [b.span for b in reading.document.blocks if b.span.start <= office.span.start]
    start = max(blocks[-1].start if blocks else 0, office.span.start - _AROUND)
    return frozenset(content(reading.document.text[start : office.span.start]))


_AROUND = 400


def _themes(reading: Reading) -> list[str]:
    """The countries that a document speaks of, by name or by their places, the most frequent first."""
    counts = Counter(n.country for n in reading.names if n.country)
    return [country for country, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]


def _folded(person: str) -> frozenset[str]:
    plain = "".join(c for c in normalize("NFKD", person) if not combining(c)).lower().replace("-", "")
    return frozenset(w for w in plain.replace(".", " ").split() if len(w) > 1)


def _same_person(a: _Post, b: _Post) -> bool:
    """Whether two names may be of one person: they share a word, or nearly, and no other word tells them apart."""
    pairs = [(x, y) for x in sorted(a.names) for y in sorted(b.names) if _alike(x, y)]
    if not pairs or min(len(a.names), len(b.names)) < _FULL or len({x for x, _ in pairs}) > 1:
        return bool(pairs)
    rest_a, rest_b = a.names - {x for x, _ in pairs}, b.names - {y for _, y in pairs}
    return not rest_a or not rest_b or any(x[0] == y[0] for x in rest_a for y in rest_b)


def _alike(x: str, y: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return bool(DamerauLevenshtein.distance(x, y) <= _edits(x, y))


def _edits(x: str, y: str) -> int:
    """Letters by which two spellings of one name may differ: Ishiba is not Kishida."""
    shorter = min(len(x), len(y))
    return 2 if shorter > _LONG else 1 if shorter > _SHORT else 0


_LONG, _SHORT = 7, 4


def _apart(a: _Post, b: _Post) -> int | None:
    """Days between the documents; None where one is undated."""
    return None if a.day is None or b.day is None else abs(a.day - b.day)


def _two_holders(posts: Sequence[_Post], text: RuleText) -> Iterator[tuple[str, _Post, _Post, Level]]:
    by_office: defaultdict[tuple[str, str], list[_Post]] = defaultdict(list)
    for p in posts:
        if p.office.status in _NOW and p.of is not None and p.office.office not in text.words["several"]:
            by_office[p.office.office, p.of].append(p)
    elsewhere = {(name, p.office.office): p.of for p in posts if p.stated for name in p.names}
    for (office, of), held in sorted(by_office.items()):
        here = [p for p in held if all(elsewhere.get((n, office), of) == of for n in p.names) and not _changed(p, text)]
        for a, b in combinations(_holders(here), 2):
            told = any(p.stated or (p.near and office != "president") for p in (a, b))
            if not (told or office == "prime-minister"):
                continue
            level = _level(a, b, text)
            if level:
                yield "holders", a, b, level
        yield from _within(here)
    yield from _unnamed_owner(posts, text)


def _unnamed_owner(posts: Sequence[_Post], text: RuleText) -> Iterator[tuple[str, _Post, _Post, Level]]:
    """Two holders of an office whose owner is told by a plain word: "the bank's president"."""
    by_office: defaultdict[str, list[_Post]] = defaultdict(list)
    for p in posts:
        if p.office.status in _NOW and p.office.office not in text.words["several"] and len(p.names) >= _FULL:
            by_office[p.office.office].append(p)
    for office, held in sorted(by_office.items()):
        for a, b in combinations([p for p in held if not _changed(p, text)], 2):
            single = office in text.words["single"] and a.reading.index != b.reading.index
            if (a.office.owner or b.office.owner) and not _same_person(a, b) and (single or _one_owner(a, b)):
                level = _level(a, b, text)
                if level:
                    yield "holders", a, b, level


def _one_owner(a: _Post, b: _Post) -> bool:
    """Whether the plain owners of two offices are one: the same word, or two words of one name."""
    one, other = _owner(a), _owner(b)
    if one and other:
        return one == other or any(_one_name(p.reading.document.text, one, other) for p in (a, b))
    told, untold = (a, b) if one else (b, a)
    return (
        bool(one or other)
        and not untold.stated
        and (one or other) in untold.around
        and told.reading.index != untold.reading.index
    )


def _one_name(text: str, one: str, other: str) -> bool:
    """Whether the two words stand side by side as one name: "Canal Authority"."""
    return bool(re.search(rf"\b{one}\w{{0,3}} {other}|\b{other}\w{{0,3}} {one}", text, re.IGNORECASE))


def _owner(p: _Post) -> str:
    return "" if p.office.owner in _PRONOUNS else stem(p.office.owner) if p.office.owner else ""


_PRONOUNS = frozenset({"its", "their"})


def _holders(held: Sequence[_Post]) -> list[_Post]:
    """One statement for each person; the first holder that a document names is the one it takes to be in office."""
    first: dict[int, _Post] = {}
    for p in held:
        first.setdefault(p.reading.index, p)
    persons: list[_Post] = []
    for p in sorted(first.values(), key=lambda p: (not p.stated, -len(p.names), -p.reading.index)):
        if not any(_same_person(p, known) for known in persons):
            persons.append(p)
    return persons


def _within(held: Sequence[_Post]) -> Iterator[tuple[str, _Post, _Post, Level]]:
    """Two holders in one document, where it says of both whose office it is."""
    for a, b in combinations([p for p in held if p.stated], 2):
        if a.reading.index == b.reading.index and not _same_person(a, b):
            yield "holders", a, b, "conflict"


def _level(a: _Post, b: _Post, text: RuleText) -> Level | None:
    days = _apart(a, b)
    if days is None:
        return "divergence"
    return "conflict" if days <= text.limits["days"] else None


def _changed(p: _Post, text: RuleText) -> bool:
    """Whether the document tells of a change in the office: then both may have held it."""
    document = p.reading.document.text
    span = p.office.span
    sentence = next((s for s in p.reading.sentences if s.start <= span.start < s.end), span)
    before = _TO_COME.sub("", document[max(0, span.start - 160) : max(span.end, sentence.end)].lower())
    after = _TO_COME.sub("", document[sentence.end : span.end + 160].lower())
    if re.search(r"\b(?:until|till|from)\b", document[span.end : min(span.end + 25, max(span.end, sentence.end))]):
        return True
    return any(w in before for w in text.words["change"]) or any(w in after for w in text.words["left"])


# whoever serves "until a successor is elected" serves now
_TO_COME = re.compile(r"\buntil (?:a|an|the|his|her|their) (?:new |permanent |elected )?successors?\b")


def _two_offices(posts: Sequence[_Post], text: RuleText) -> Iterator[tuple[str, _Post, _Post, Level]]:
    by_person: defaultdict[str, list[_Post]] = defaultdict(list)
    for p in posts:
        if p.office.status in _NOW and len(p.names) >= _FULL:
            by_person[" ".join(sorted(p.names))].append(p)
    for person in sorted(by_person):
        for a, b in combinations(by_person[person], 2):
            offices = {a.office.office, b.office.office}
            if len(offices) < 2 or not offices <= set(text.words["exclusive"]) or a.reading.index == b.reading.index:
                continue
            if offices & set(text.words["joined"]) and all(o.endswith("-minister") for o in offices):
                continue
            days = _apart(a, b)
            if days is not None and days <= text.limits["days"] and not (_changed(a, text) or _changed(b, text)):
                yield "offices", a, b, "conflict"


_FULL = 2


def _confirmed(posts: Sequence[_Post]) -> Iterator[tuple[str, _Post, _Post, Level]]:
    """A nominee in one document who is in office in another."""
    nominees = [p for p in posts if p.office.status == "nominee"]
    for a in nominees:
        for b in posts:
            same = b.office.office == a.office.office and b.office.status in _NOW
            if same and b.reading.index != a.reading.index and _same_person(a, b):
                yield "confirmed", a, b, "divergence"
                break


def _draft(how: str, pair: tuple[_Post, _Post], level: Level, text: RuleText, others: Sequence[_Post]) -> Draft:
    a, b = sorted(pair, key=lambda p: (p.reading.index, p.office.span))
    fields = {
        "a": a.office.person, "b": b.office.person, "office": a.office.office.replace("-", " "),
        "other": b.office.office.replace("-", " "),
    }  # fmt: skip
    said = text.messages[how].format(**fields)
    sides = tuple(
        Side(
            document=p.reading.index, span=p.office.span,
            value={"low": p.office.person, "high": p.office.person, "unit": p.office.office}, stance=p.office.status,
        )
        for p in (a, b, *others)
    )  # fmt: skip
    return Draft(
        rule=ID, kind="role", level=level, confidence=0.85 if level == "conflict" else 0.7,
        message=text.message.format(text=said), explanation=text.explanation.format(text=said, why=text.why),
        sides=sides, key=(how, *sorted((*a.names, *b.names)), *sorted({a.office.office, b.office.office})),
    )  # fmt: skip
