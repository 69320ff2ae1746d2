"""Names in a text: countries with demonyms, capitals and seats, alliances, bodies, places, persons, things.

Capitalised tokens are found with one pattern and looked up in the pack's index, longest first. What is left over are
persons and things: a person where a title, a given name or a verb of speech says so, else ``unknown``. A surname that
stands alone is the person of that surname whom the text names in full. The ``entity`` of a person is "person:" and the
folded parts of the full name in alphabetical order, so that it is the same in any order and with or without accents.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from checker.extract._lookup import Vocabulary, lookup, vocabulary
from checker.model import Name, Span
from checker.pack.loader import default_pack

_UPPER = "".join(chr(c) for c in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(c).isupper())
_TOKEN = re.compile(
    rf"(?<![\w@#/])(?:(?:[A-Z]\.){{2,}}"
    rf"|[A-Z]\.(?= ?[{_UPPER}])"
    rf"|(?:[dl]['’])?[{_UPPER}]\w*(?:(?:[-‐‑&]|['’](?!s\b))\w+)*\+?"
    rf"|(?:al|el|as|ad|ash|an|ar|at|az|ul|ur)-[{_UPPER}]\w*(?:-\w+)*"
    rf"|(?:eurozone|euro zone|euro area|sub-Saharan)\b)"
)
_PARTICLE_GAP = re.compile(r" (?:[a-z]{2,4} ){1,2}")
_FOLD = str.maketrans({"’": "'", "\xa0": " ", "\u202f": " ", "\t": " ", "‑": "-", "‐": "-", "\r": " "})
_WRAP = re.compile(r"(?<=[^\n]{45})\n(?=[^\s\-*#>|])")  # a line break inside a paragraph
_SPEAKS = re.compile(
    r"(?:,? (?:who|whom|whose)\b|, \d\d\b|,? \(\d\d\)|,? (?:has |had )?(?:said|says|told|tells|argued|argues"
    r"|warned|warns|wrote|writes|added|adds|insisted|insists|noted|declared|conceded|announced|resigned|replied|tweeted)\b)"
)
_SAID = re.compile(r"\b(?:said|says|told|asked|according to|argued|warned|wrote|added|by|met|replied) $")


class _Token(NamedTuple):
    start: int
    end: int
    text: str


def names(text: str, pack: Path | None = None) -> list[Name]:
    """Names in ``text``, in order, without overlaps."""
    vocab = vocabulary(pack or default_pack())
    folded = _WRAP.sub(" ", text.translate(_FOLD))
    tokens = [_Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(folded)]
    found: list[Name] = []
    run: list[_Token] = []
    words = set(folded.split())
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if run and not _joins(folded, run[-1], token, vocab):
            _close(folded, run, words, vocab, found)
            run = []
        entry = lookup(folded, token.start, token.text, vocab, words)
        if entry is None or _part_of_person(folded, tokens, at, entry.end, run, vocab):
            run.append(token)
            at += 1
            continue
        _close(folded, run, words, vocab, found)
        run = []
        found.append(
            Name(
                span=Span(token.start, entry.end),
                text=text[token.start : entry.end],
                kind=entry.kind,
                entity=entry.entity,
                demonym=entry.demonym,
                country=entry.entity if entry.kind == "country" else vocab.within.get(entry.entity),
            )
        )
        while at < len(tokens) and tokens[at].start < entry.end:
            at += 1
    _close(folded, run, words, vocab, found)
    return _resolved(sorted(found, key=lambda n: n.span))


@lru_cache(maxsize=65536)
def fold(token: str) -> str:
    """A part of a name without case, accents, apostrophes, hyphens and full stops."""
    token = token.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("ı", "i")
    token = token.replace("đ", "d").replace("Đ", "D").replace("ß", "ss").replace("æ", "ae").replace("Æ", "Ae")
    plain = "".join(c for c in unicodedata.normalize("NFKD", token) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def parts(name: str) -> tuple[str, ...]:
    """The folded parts of a name; a hyphen separates parts as a blank does."""
    return tuple(p for p in (fold(t) for t in re.split(r"[\s\-‐‑]+", name)) if p)


def person_id(name: str) -> str:
    """The ``entity`` of a person of this full name."""
    return "person:" + "-".join(sorted(p for p in parts(name) if len(p) > 1))


def _joins(text: str, before: _Token, after: _Token, vocab: Vocabulary) -> bool:
    gap = text[before.end : after.start]
    if gap == " ":
        return True
    if len(gap) > 12 or not _PARTICLE_GAP.fullmatch(gap):
        return False
    return all(w in vocab.particles for w in gap.split())


def _part_of_person(text: str, tokens: list[_Token], at: int, end: int, run: list[_Token], vocab: Vocabulary) -> bool:
    """Whether a name of the index is a part of a person's: "Michael Jordan", "Chad Smith", "George Washington"."""
    token = tokens[at]
    if end != token.end or "." in token.text or token.text.isupper():
        return False
    before = run[-1] if run and text[run[-1].end : token.start] == " " else None
    if before and before.text in vocab.given and before.text not in vocab.opening:
        return True
    if token.text not in vocab.given and token.text not in vocab.caution:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return bool(
        following
        and text[token.end : following.start] == " "
        and following.text not in vocab.things
        and following.text not in vocab.titles
        and not following.text.isupper()
        and following.text not in vocab.entries
    )


def _starts(text: str, at: int) -> bool:
    """Whether a sentence starts at ``at``."""
    before = text[max(0, at - 4) : at].rstrip(" \"'“‘(*_#>-—–")
    return not before or before[-1] in ".!?:;\n|•…"


def _close(text: str, run: list[_Token], words: set[str], vocab: Vocabulary, found: list[Name]) -> None:
    """Add what a run of capitalised tokens names."""
    if not run:
        return
    if run[0].text in vocab.opening or (
        _starts(text, run[0].start) and run[0].text not in vocab.given and run[0].text.lower() in words
    ):
        run = run[1:]
    title = False
    while run and (run[0].text in vocab.titles or run[0].text in vocab.opening):
        title = title or run[0].text in vocab.titles
        run = run[1:]
    last = max((i for i, t in enumerate(run[:-1]) if t.text in vocab.titles), default=-1)
    if last >= 0 and not any(t.text in vocab.things for t in run[last + 1 :]):
        title, run = True, run[last + 1 :]
    while run and run[-1].text in vocab.titles and run[-1].text not in vocab.given:
        run = run[:-1]
    if not run:
        return
    ship = next((i for i, t in enumerate(run) if t.text in vocab.ships and i + 1 < len(run)), None)
    if ship is not None:
        run = run[ship + 1 :]
    kind = "thing" if ship is not None else _kind(text, run, title, vocab)
    if kind == "person" and len(run) > 3:
        run = run[next((i for i, t in enumerate(run[:-1]) if i > 1 and t.text in vocab.given), 0) :]
    start, end = run[0].start, run[-1].end
    if len(run) == 1 and (len(run[0].text) < 2 or (kind == "unknown" and run[0].text in vocab.things)):
        return
    if kind == "person" and len(run) > 6:
        kind = "unknown"
    found.append(Name(span=Span(start, end), text=text[start:end], kind=kind))  # type: ignore[arg-type]


def _kind(text: str, run: list[_Token], title: bool, vocab: Vocabulary) -> str:
    if any(t.text in vocab.things for t in run):
        return "unknown" if len(run) == 1 else "thing"
    if all(len(t.text) > 3 and t.text.isupper() for t in run) or any(c.isdigit() for t in run for c in t.text):
        return "unknown"
    if len(run) == 1:
        return "person" if title else "unknown"
    given = run[0].text in vocab.given or re.fullmatch(r"(?:[A-Z]\.)+", run[0].text)
    particle = any(text[a.end : b.start] != " " for a, b in pairwise(run))
    if (
        title
        or given
        or particle
        or _SPEAKS.match(text, run[-1].end)
        or _SAID.search(text[max(0, run[0].start - 16) : run[0].start])
    ):
        return "person"
    return "unknown"


def _resolved(found: list[Name]) -> list[Name]:
    """``found`` with the ids of persons, a surname alone as the one person of that name."""
    full: dict[str, set[str]] = {}
    persons: set[tuple[str, ...]] = set()
    for name in found:
        if name.entity is None and name.kind == "person":
            split = parts(name.text)
            if len(split) > 1:
                persons.add(split)
    for split in persons:
        ident = "person:" + "-".join(sorted(p for p in split if len(p) > 1))
        full.setdefault(split[-1], set()).add(ident)
        if len(split[0]) > 1:
            full.setdefault(split[0], set()).add(ident)
    return [_with_id(name, persons, full) for name in found]


def _with_id(name: Name, persons: set[tuple[str, ...]], full: dict[str, set[str]]) -> Name:
    if name.entity is not None or name.kind == "thing":
        return name
    split = parts(name.text)
    if not split:
        return name
    if len(split) > 1:
        if name.kind == "person" or split in persons:
            return _person(name, person_id(name.text))
        return name
    known = full.get(split[0], set())
    if len(known) == 1:
        return _person(name, next(iter(known)))
    return _person(name, "person:" + split[0]) if name.kind == "person" else name


def _person(name: Name, entity: str) -> Name:
    return Name(span=name.span, text=name.text, kind="person", entity=entity)
