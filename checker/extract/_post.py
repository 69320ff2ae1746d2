"""One office as a sentence names it, with its country and status, and the person whom the sentence binds to it."""

from collections.abc import Sequence
from typing import NamedTuple

from checker.model import Name
from checker.pack.entities import OfficeIndex

_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "country", "nation"))
_LISTS = frozenset(("and", "or", "&"))
_AUXILIARY = frozenset(
    (
        "was",
        "is",
        "has",
        "had",
        "have",
        "been",
        "who",
        "be",
        "being",
        "then",
        "later",
        "in",
        "down",
        "also",
        "now",
        "currently",
        "recently",
        "newly",
        "just",
        "formally",
        "since",
        ",",
        "he",
        "she",
    )
)


class Token(NamedTuple):
    """A word (normalised), a punctuation mark, or a name."""

    start: int
    end: int
    word: str
    name: Name | None


class Post(NamedTuple):
    """An office from token ``begin`` (with what stands before it) to ``end`` (with "of Y")."""

    begin: int
    at: int
    end: int
    office: str
    of: str | None
    status: str
    determined: bool
    by: str | None = None  # the person in "Biden's defence secretary"
    owner: str = ""  # the plain word in "the bank's president", "acting president of the entity"


class Holder(NamedTuple):
    """The person at token ``token``, who has the post with this status."""

    token: int
    status: str


def post(row: Sequence[Token], at: int, end: int, office: str, index: OfficeIndex) -> Post:
    """The office named by tokens ``at`` to ``end``, with what belongs to it on both sides."""
    begin, of, status, determined, by = _before(row, at, index)
    owner = _owner(row, begin, at) if of is None else ""
    if owner and owner not in _PRONOUNS:
        begin -= 2 if begin > 1 and row[begin - 2].word in _DETERMINERS else 1
    end, of, behind, ident = _behind(row, end, of, office, index)
    if of == "?":
        owner, of = _plain(row, end - 1), None
    return Post(begin, at, end, ident, of, behind or status, determined or bool(owner) or of is not None, by, owner)


def _owner(row: Sequence[Token], begin: int, at: int) -> str:
    """The plain noun whose office it is: "the bank's president"; a pronoun that stands for one: "its president"."""
    pronoun = next((t.word for t in row[begin:at] if t.word in _PRONOUNS), "")
    if pronoun or begin < 1 or begin >= len(row) or row[begin].word != "'s":
        return pronoun
    noun = row[begin - 1]
    return "" if noun.name is not None or not noun.word.isalpha() or noun.word in _DETERMINERS else noun.word


def _plain(row: Sequence[Token], at: int) -> str:
    """The noun of "president of the Serb entity", which is no name of the pack: its last word."""
    words = []
    for token in row[at : at + 4]:
        if token.name is None and (not token.word.isalpha() or token.word in _AFTER or token.word in _LISTS):
            break
        words.append(token.name.text.split()[-1].lower() if token.name is not None else token.word)
    return words[-1] if words else ""


def _before(row: Sequence[Token], at: int, index: OfficeIndex) -> tuple[int, str | None, str, bool, str | None]:
    of: str | None = None
    by: str | None = None
    status, determined = "in office", False
    i = at - 1
    while i >= 0:
        token = row[i]
        possessive = row[i + 1].word == "'s"
        if token.name is not None:
            person = token.name.kind in ("person", "unknown")
            if (person and not possessive) or of or by:
                break
            determined = True
            of, by = (of, token.name.text) if person else (token.name.entity, by)
        elif token.word in index.status:
            status = index.status[token.word]
        elif token.word == "of" and i and index.status.get(row[i - 1].word) == "nominee":
            pass
        elif token.word in _DETERMINERS or token.word == "'s":
            determined = True
        elif token.word not in index.between:
            break
        i -= 1
    return i + 1, of, status, determined, by


def _behind(
    row: Sequence[Token], end: int, of: str | None, office: str, index: OfficeIndex
) -> tuple[int, str | None, str, str]:
    status = ""
    if end < len(row) and index.status.get(row[end].word) in ("elect", "nominee"):
        status = index.status[row[end].word]
        end += 1
    if end >= len(row) or row[end].word not in ("of", "to"):
        return end, of, status, office
    to = row[end].word == "to"
    i = end + 1
    while i < len(row) and row[i].word in ("the", "of"):
        i += 1
    if to:
        if office == "ambassador" and i < len(row) and row[i].name is not None and row[i].name.entity:  # type: ignore[union-attr]
            return i + 1, of, status, f"ambassador-to-{row[i].name.entity}"  # type: ignore[union-attr]
        return end, of, status, office
    if i >= len(row):
        return end, of, status, office
    name = row[i].name
    if name is not None and name.entity is not None and name.kind != "person":
        if name.demonym and not _ends(row, i + 1) and row[i + 1].name is None:  # "of the Serb entity"
            return i + 2, "?", status, office
        return i + 1, name.entity, status, office
    if name is None and row[i].word in ("country", "nation", "republic"):
        return i + 1, of, status, office
    return i + 1, "?", status, office


_PRONOUNS = frozenset(("its", "their"))


def holder(
    row: Sequence[Token], at: Post, index: OfficeIndex, titles: frozenset[str], bound: set[int]
) -> Holder | None:
    """Who is said to have the post; ``bound`` are the persons that already have one."""
    after = _title(row, at, titles)
    if after is not None:
        return Holder(after, at.status)
    left = _left(row, at, index, bound)
    if left is not None:
        return left
    after = _apposed(row, at, titles)
    return Holder(after, at.status) if after is not None else _equated(row, at, titles)


def _equated(row: Sequence[Token], at: Post, titles: frozenset[str]) -> Holder | None:
    """The name behind a verb: "Mali's prime minister is General X", "its president was Y"."""
    if not at.determined or at.end + 1 >= len(row) or row[at.end].word not in ("is", "was", "remains"):
        return None
    i = _skip_titles(row, at.end + 1, titles)
    if i >= len(row) or not _is_person(row[i]) or " " not in row[i].name.text:  # type: ignore[union-attr]
        return None
    if i + 1 < len(row) and (row[i + 1].word in _LISTS or row[i + 1].word == "'s" or row[i + 1].name is not None):
        return None
    return Holder(i, "former" if row[at.end].word == "was" else at.status)


def _is_person(token: Token) -> bool:
    name = token.name
    return name is not None and name.kind in ("person", "unknown") and any(c.islower() for c in name.text)


def _skip_titles(row: Sequence[Token], i: int, titles: frozenset[str]) -> int:
    while i < len(row) and row[i].name is None and (row[i].word.capitalize() in titles or row[i].word == "."):
        i += 1
    return i


def _title(row: Sequence[Token], at: Post, titles: frozenset[str]) -> int | None:
    """A title before the name: "Prime Minister X"."""
    i = _skip_titles(row, at.end, titles) if at.end < len(row) and row[at.end].word != "." else at.end
    return i if i < len(row) and _is_person(row[i]) else None


_HE = frozenset({"he", "she", "they", "it", "you", "who", "nobody"})


def _apposed(row: Sequence[Token], at: Post, titles: frozenset[str]) -> int | None:
    """The name behind: "the prime minister, X,"."""
    if not at.determined or at.end >= len(row) or row[at.end].word not in (",", "("):
        return None
    i = _skip_titles(row, at.end + 1, titles)
    if i >= len(row) or not _is_person(row[i]):
        return None
    following = row[i + 1].word if i + 1 < len(row) else "."
    if following in _LISTS or following == "'s" or (i + 1 < len(row) and row[i + 1].name is not None):
        return None
    listed = following == "," and i + 2 < len(row) and (row[i + 2].name is not None or row[i + 2].word in _LISTS)
    another = listed and not (i + 3 < len(row) and row[i + 3].word in _HE)  # "the minister, X, and he will tell you"
    return None if another else i


def _left(row: Sequence[Token], at: Post, index: OfficeIndex, bound: set[int]) -> Holder | None:
    """The name before: "X, the prime minister", "X, who as prime minister", "X is", "named X prime minister"."""
    i = at.begin - 1
    if i < 1:
        return None
    i -= 1 if row[i].word == "both" and i > 1 else 0  # "X, both foreign minister and deputy"
    word = row[i].word
    following = row[at.end].word if at.end < len(row) else "."
    if word in (",", "("):
        i = _age(row, i)
        if i < 0 or i in bound or not _is_person(row[i]) or not (_ends(row, at.end) or _goes_on(row, at.end)):
            return None
        if following in _LISTS and not _goes_on(row, at.end):
            return None
        return Holder(i, at.status)
    if word == "as":
        if row[i - 1].word in ("there", "here", "present", "speaking") and i >= 3 and row[i - 2].word == ",":
            return Holder(i - 3, at.status) if _is_person(row[i - 3]) and _ends(row, at.end) else None
        if row[i - 1].word in ("who", ",") and i >= 2:
            j = i - 2 if row[i - 2].word != "," else i - 3
            return Holder(j, at.status) if j >= 0 and _is_person(row[j]) and row[i - 1].word == "who" else None
        if _is_person(row[i - 1]):
            return Holder(i - 1, at.status) if _ends(row, at.end) else None
        i -= 1
    return _verb(row, at, i, index)


def _goes_on(row: Sequence[Token], i: int) -> bool:
    """Whether "and" adds to what one person is, rather than a second one: "the secretary and self-styled reformer"."""
    after = row[i + 1 : i + 3]
    return row[i].word in _LISTS and bool(after) and all(t.name is None and t.word not in _DETERMINERS for t in after)


def _verb(row: Sequence[Token], at: Post, i: int, index: OfficeIndex) -> Holder | None:
    made = row[i - 1].word if i else ""
    if _is_person(row[i]) and index.verbs.get(made) and made in ("appointed", "named", "elected"):
        return Holder(i, at.status)
    status = None
    while i >= 0 and (row[i].word in index.verbs or row[i].word in _AUXILIARY):
        if row[i].word in ("will", "to", "not"):
            return None
        if status is None or status == "former":
            status = index.verbs.get(row[i].word, status)
        if row[i].word == "has" and row[i + 1].word == "been":
            status = "in office"  # "has been president since 2024" still is
        i -= 1
    if status is not None and i >= 1 and row[i - 1].word == "whom":  # "X, whom the president has nominated as"
        i -= 3 if i >= 3 and row[i - 2].word == "," else 2
    if status is None or i < 0 or not _is_person(row[i]):
        return None
    if row[i - 1 : i] and row[i - 1].word in ("of", "by", "with", "and", "to", "from", "'s", "under"):
        return None
    return Holder(i, status if at.status == "in office" else at.status)


def _age(row: Sequence[Token], i: int) -> int:
    """The token before the comma at ``i``, and before an age: "X, 57,"."""
    i -= 1
    if i >= 2 and row[i].word.isdigit() and row[i - 1].word == ",":
        i -= 2
    return i


def _ends(row: Sequence[Token], i: int) -> bool:
    """Whether an apposition may end before token ``i``."""
    if i >= len(row):
        return True
    word = row[i].word
    return not word[:1].isalnum() or word in _AFTER if row[i].name is None else False


_AFTER = frozenset(
    (
        "since",
        "from",
        "who",
        "in",
        "at",
        "on",
        "until",
        "till",
        "during",
        "under",
        "after",
        "when",
        "whose",
        "whom",
        "that",
        "is",
        "was",
        "has",
        "had",
        "will",
        "would",
        "said",
        "says",
        "told",
        "between",
        "for",
        "before",
        "while,",
        "but",
        "which",
        "with",
        "by",
        "calls",
        "called",
        "argues",
        "warned",
        "wants",
    )
)
