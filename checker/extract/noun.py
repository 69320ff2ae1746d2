"""The noun that a number counts: "troops" in "54,000 US troops", past adjectives, names and demonyms."""

import re
from functools import cache

from checker.pack.units import Unit, nouns, vocabulary

_WORD = re.compile(r"(?:[ \u00a0\n]|[-‐‑])((?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)?)")
_OF = re.compile(r"[ \n](?:million|billion|of(?: (?:the|its|their|our|these|those|his|her|my|your|all))?)(?=[ \n])")
_REACH = 6


def counted(text: str, end: int, of: bool = False) -> tuple[str | None, Unit | None, int]:
    """Head noun behind a number that ends at ``end``, its unit where the pack has one, and where it ends.

    ``of`` reads past "of the", as in "dozens of people" and "two of the ships".
    """
    end = _past(text, end, of)
    lexicon = nouns()
    head: tuple[str | None, Unit | None, int] = (None, None, end)
    at, previous, member = end, "", head
    for _ in range(_REACH):
        m = _WORD.match(text, at)
        if not m:
            break
        lower, hyphen, first = m[1].lower(), text[at] in "-‐‑", not previous
        if first and lower in lexicon.more and (not hyphen or lower in ("odd", "plus")):
            at = m.end()
            continue
        if lower in lexicon.stop and (first or not hyphen):
            break
        if hyphen and first:
            return (lower, _count(lower), m.end()) if lower in lexicon.hyphen else head
        if is_plural(m[1], lower):
            head = lower, _count(f"{previous} {lower}") or _count(lower), m.end()
        elif head[0] is not None:
            break
        elif first and lower in lexicon.hyphen:
            member = lower, _count(lower), m.end()
        at, previous = m.end(), lower
    return member if head[0] is None and at > member[2] else head


def _past(text: str, end: int, of: bool) -> int:
    """Where the noun may begin: behind "+", "or more" and, with ``of``, "of the"."""
    if text[end : end + 1] == "+":
        end += 1
    elif text.startswith((" or more ", " or fewer ", " or less "), end):
        end = text.index(" ", end + 4)
    m = _OF.match(text, end) if of else None
    return m.end() if m else end


def single(text: str, end: int) -> tuple[str | None, int]:
    """The noun behind "one": the last word before a verb, preposition or stop; no more than three words on."""
    lexicon = nouns()
    at, last = end, None
    for _ in range(3):
        m = _WORD.match(text, at)
        if not m or m[1].lower() in lexicon.stop or text[at] in "-‐‑":
            break
        if last is not None and m[1].endswith("ed"):
            break
        last, at = m[1].lower(), m.end()
    return (None, end) if last is None or last.endswith("ed") else (last, at)


@cache
def _plurals() -> tuple[frozenset[str], frozenset[str]]:
    lexicon = nouns()
    return lexicon.plural | frozenset(w for w in vocabulary().counts if w.endswith("s")), lexicon.singular_s


def is_plural(word: str, lower: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    known, singular = _plurals()
    if lower in known or (word[-1] == "s" and len(word) > 2 and word[:-1].isupper()):
        return True
    return (
        len(lower) > 3
        and lower[-1] == "s"
        and not lower.endswith(("ss", "ous", "'s", "’s"))
        and lower not in singular
        and not (word[0].isupper() and not word[1:].islower())
    )


def count_unit(noun: str) -> Unit | None:
    """The unit of a counted noun."""
    return _count(noun)


def _count(noun: str) -> Unit | None:
    return vocabulary().counts.get(noun)
