"""Numbers that count nothing: labels, names of models and roads, marks of time and place, ages, scores."""

import re

from checker.pack.units import hedges, nouns, traps

_AGE = re.compile(
    r"(?:[- ](?:years?|months?|weeks?|days?))[- ]olds?\b|-something|[ ]years? of age\b|[ ]or[ ](?:older|younger)\b"
)
_CLOCK = re.compile(
    r"[ \u00a0]?(?:[ap]\.?m\b|o['’]clock|hours?\s(?:GMT|UTC|local)|GMT|UTC|EST|EDT|PST|PDT|CES?T|BST|JST|IST)|:\d\d"
)
_ADDRESS = re.compile(
    r"(?: [A-Z][a-z]+){1,3} (?:St|Street|Ave|Avenue|Road|Rd|Boulevard|Blvd|Lane|Square|Drive|Place|Terrace)\b"
)
_SHORT_YEAR = ("of ", "in ", "since ", "class ", "early ", "late ")
_ERA = re.compile(r"(?:BCE?|CE|AD|B\.C|A\.D)\b")
_DAY_CODE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_CHAIN = re.compile(r"[-‐‑–][0-9]{1,12}[-‐‑–][0-9]")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\+[0-9]{1,3}[ -]\(?[0-9][0-9 ()-]{5,20}")


def links(text: str) -> list[tuple[int, int]]:
    """Spans of addresses on the web and of telephone numbers."""
    if "://" not in text and "www." not in text and "+" not in text:
        return []
    return [m.span() for m in _LINK.finditer(text)]


def digits_trap(text: str, start: int, end: int, scaled: bool) -> bool:
    """Whether what is attached to digits shows that they are part of a name, a time, a date or a code."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if _calendar(text, start, end, before, after):
        return True
    if before.isalpha() or (before in "_#@&^\\=" and not text[max(0, start - 3) : start].endswith(("Y=", "W="))):
        return True
    if before in "-‐‑–/.:," and start > 1:
        other = text[start - 2]
        if before in "/:.," and other.isalnum():
            return not (before == "." and other == "c" and not text[max(0, start - 3) : start - 2].isalnum())
        if before in "-‐‑" and other.isalpha() and not _prefix(text, start):
            return True
    if after in "/:" and text[end + 1 : end + 2].isdigit():
        return True
    if after == "." and text[end + 1 : end + 2].isdigit():
        return True
    if after in "-‐‑–" and text[end + 1 : end + 2].isdigit() and _chain(text, start, end):
        return True
    if after in "_@^" or (after == "s" and not text[end + 1 : end + 2].isalnum()):
        return True
    if after == " " and text[end + 1 : end + 2].isupper() and _ADDRESS.match(text, end):
        return True
    return bool(not scaled and _CLOCK.match(text, end)) or bool(_AGE.match(text, end))


def _calendar(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether digits are a year in short, a year before our era or a day in a code: "of '69", "300 BC", "20250301"."""
    if before in "'’‘" and end - start == 2 and text[max(0, start - 7) : start - 1].endswith(_SHORT_YEAR):
        return True
    if after == " " and text[end + 1 : end + 2] in "ABC" and _ERA.match(text, end + 1):
        return True
    return end - start == 8 and _DAY_CODE.fullmatch(text, start, end) is not None


def thing_age(text: str, end: int, value: float) -> bool:
    """Whether a number is the age of something no person can have: "a 300,000-year-old skull"."""
    return value > _LIFE and _YEAR_OLD.match(text, end) is not None


_LIFE = 130
_YEAR_OLD = re.compile(r"[- ]years?[- ]old\b")


def _prefix(text: str, start: int) -> bool:
    return text[max(0, start - 7) : start].lower().endswith(traps().glued) and text[start - 1] == "-"


def _chain(text: str, start: int, end: int) -> bool:
    """Reads "1-800-555": more than two groups joined by hyphens; also dates such as 2024-10-27."""
    m = _CHAIN.match(text, end)
    return m is not None or (
        start > 1
        and text[start - 1] in "-–"
        and text[start - 2].isdigit()
        and end - start == 2
        and start > 5
        and text[start - 5 : start - 1].isdigit()
    )


def label_before(word: str) -> bool:
    """Whether the word directly before a number makes a label of it: "Article 5", "Boeing 737", "Phase 2"."""
    bare = word.strip("(\"“‘'[").rstrip("’'")
    if not bare:
        return False
    lower = bare.lower()
    lexicon = traps()
    if lower in lexicon.labels_any_case:
        return True
    return bare[0].isupper() and lower in lexicon.labels


def name_before(word: str, initial: bool) -> bool:
    """Whether the word directly before a bare number is a name that the number belongs to: "iPhone 11", "Apollo 11"."""
    bare = word.strip("(\"“‘'[")
    if not bare or bare[-1] in ",;:.!?)”\"’'" or initial:
        return False
    lower = bare.lower()
    if lower in nouns().stop or lower in traps().months:
        return False
    return bare[0].isupper() or any(c.isdigit() or c.isupper() for c in bare[1:])


def coined(word: str) -> bool:
    """Whether a word is spelled as brands and models are: "iPhone", "F-16C", "P5"."""
    bare = word.strip("(\"“‘'[")
    return len(bare) > 1 and bare[-1].isalnum() and bare[0].islower() and any(c.isupper() for c in bare[1:])


def month(word: str) -> bool:
    """Whether a word is the name of a month, abbreviated or not, capitalised."""
    bare = word.strip("(,.;:)\"”’'")
    return bare[:1].isupper() and bare.lower() in traps().months


def year_like(text: str, start: int, end: int) -> bool:
    """Whether four bare digits may be a year."""
    return (
        end - start == 4 and text[start] in "12" and text[start:end].isdigit() and "1400" <= text[start:end] <= "2199"
    )


def strong_hedge(words: list[str]) -> bool:
    """Whether the words before four digits can only hedge an amount: "some 2000", "more than 2000"."""
    last = [w.lower() for w in words[-2:]]
    strong = traps().strong
    return bool(last) and (last[-1] in strong or " ".join(last) in strong)


def hedge_words() -> frozenset[str]:
    """Words between a hedge and its number."""
    return hedges().skip
