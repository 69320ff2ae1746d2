"""Who holds which office, as a text says it: "Japan's then defence minister, Kihara Minoru", "President X of Y".

A sentence with a word such as "minister" is read as tokens, in which a name is one token. An office is the longest
phrase of the pack's vocabulary; what stands before it (country, "then", "former", "newly appointed") and behind it
("of Y", "-elect") belongs to it. A person is bound to it by one of few forms: title before the name, apposition on
either side, "who as", "is", "was named". Anything else binds nobody.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from checker.extract._lookup import vocabulary
from checker.extract._owner import Owners, owners
from checker.extract._post import Holder, Post, Token, holder, post
from checker.model import Name, Office, Span
from checker.pack.entities import OfficeIndex, office_index
from checker.pack.loader import default_pack

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*|['’]s\b|[^\w\s]")
_SAME = {
    "for": "of",
    "defense": "defence",
    "advisor": "adviser",
    "labor": "labour",
    "ministers": "minister",
    "presidents": "president",
    "secretaries": "secretary",
    "under-secretary": "undersecretary",
}
_LONGEST = 9


def offices(text: str, names: Sequence[Name], sentences: Sequence[Span], pack: Path | None = None) -> list[Office]:
    """Statements in ``text`` that a person holds, held or is to hold an office."""
    folder = pack or default_pack()
    index = office_index(folder)
    titles = vocabulary(folder).titles
    starts = [n.span.start for n in names]
    found: list[Office] = []
    whose: Owners | None = None
    last = -1
    for head in _heads(folder).finditer(text):
        at = bisect_right(sentences, head.start(), key=lambda s: s.start) - 1
        if at <= last or head.start() >= sentences[at].end:
            continue
        last = at
        whose = whose or owners(names, folder)
        found.extend(_in_sentence(_tokens(text, sentences[at], names, starts), index, titles, whose))
    return found


@lru_cache(maxsize=4)
def _heads(pack: Path) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(office_index(pack).heads)})s?\b", re.IGNORECASE)


def _tokens(text: str, span: Span, names: Sequence[Name], starts: list[int]) -> list[Token]:
    """Words of a sentence; a name that may be a person's, or is in the pack, is one token."""
    row: list[Token] = []
    at = span.start
    for i in range(bisect_right(starts, span.start - 1), len(names)):
        name = names[i]
        if name.span.start >= span.end:
            break
        if name.kind == "thing" or (name.kind == "unknown" and name.text.isupper()) or name.span.start < at:
            continue
        _words(text, at, name.span.start, row)
        row.append(Token(name.span.start, name.span.end, "", name))
        at = name.span.end
    _words(text, at, span.end, row)
    return row


def _words(text: str, start: int, end: int, row: list[Token]) -> None:
    for m in _WORD.finditer(text, start, end):
        word = m[0].lower().replace("’", "'").replace("‑", "-").replace("‐", "-")
        word = _SAME.get(word, word)
        first, _, rest = word.partition("-")
        if rest and (first in ("then", "ex", "co") or rest in ("elect", "designate")):
            cut = m.start() + len(first)
            row.append(Token(m.start(), cut, _SAME.get(first, first), None))
            row.append(Token(cut + 1, m.end(), _SAME.get(rest, rest), None))
        else:
            row.append(Token(m.start(), m.end(), word, None))


def _in_sentence(row: list[Token], index: OfficeIndex, titles: frozenset[str], whose: Owners) -> list[Office]:
    found: list[Office] = []
    bound: set[int] = set()
    at = 0
    while at < len(row):
        match = _phrase(row, at, index)
        if match is None:
            at += 1
            continue
        one = post(row, at, match[0], match[1], index)
        at = max(match[0], at + 1)
        who = holder(row, one, index, titles, bound)
        if who is not None:
            bound.add(who.token)
            made = _office(row, one, who, whose)
            if made is not None:
                found.append(made)
    return found


def _phrase(row: list[Token], at: int, index: OfficeIndex) -> tuple[int, str] | None:
    """The longest office that is named from token ``at`` on: its end and id."""
    words: tuple[str, ...] = ()
    best = None
    i = at
    while i < len(row) and len(words) < _LONGEST:
        token = row[i]
        word = token.word
        if token.name is not None:
            if token.name.entity is not None or " " in token.name.text:
                break
            word = token.name.text.lower()
        i += 1
        if word == "the" and words:
            continue
        words = (*words, word)
        if words in index.phrases:
            best = (i, index.phrases[words])
        if words not in index.prefixes:
            break
    return best


def _office(row: list[Token], at: Post, who: Holder, whose: Owners) -> Office | None:
    name = row[who.token].name
    if name is None:
        return None
    resolved = whose.resolve(at, name)
    if resolved is None:
        return None
    office, of, stated = resolved
    start = min(row[at.begin].start, name.span.start)
    end = max(row[at.end - 1].end, name.span.end)
    if office != "ambassador" and of is None and at.end < len(row):
        of, stated, end = _behind_name(row, who, of, stated, end)
    return Office(
        span=Span(start, end),
        person=name.text,
        person_span=name.span,
        office=office,
        office_span=Span(row[at.at].start, row[at.end - 1].end),
        of=of,
        status=who.status,  # type: ignore[arg-type]
        stated=stated,
        owner=at.owner if of is None else "",
    )


def _behind_name(row: list[Token], who: Holder, of: str | None, stated: bool, end: int) -> tuple[str | None, bool, int]:
    """The entity in "President X of Y"."""
    i = who.token + 1
    if i + 1 < len(row) and row[i].word == "of":
        i += 2 if row[i + 1].word == "the" else 1
        name = row[i].name if i < len(row) else None
        if name is not None and name.entity is not None and name.kind in ("country", "alliance"):
            return name.entity, True, name.span.end
    return of, stated, end
