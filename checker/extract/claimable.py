"""Whether a number counts something: by its unit, its noun, and the words around it."""

import re

from checker.extract import trap
from checker.extract.age import is_age
from checker.extract.hedge import hedge_before
from checker.extract.item import Item, initial
from checker.extract.noun import count_unit, single
from checker.pack.units import nouns, quantity_words

_LISTED = re.compile(
    r"\d(?:[ ]?%|[ ](?:per cent|percent|seats|votes|points|deputies|members)\b)"
    r"(?:[^.!?;]|\.\d)*(?:,|\band\b)[^,.!?;0-9]*$"
)
_BEHIND_VAGUE = (" of ", " were ", " have ", " are ", " had ", " fled", " died", " more ")
_SOME_OF = re.compile(r" of (?:the|its|their|our|his|her|these|those|them|us)\b")
_NEXT_WORD = re.compile(r"[ \n](?:of )?([^\W\d_]+\.?)")


def claimable(text: str, item: Item) -> bool:
    """Whether the number counts something, by unit, noun and the word before it."""
    if item.change == "factor":
        return True
    left = item.left
    if (
        item.unit == "day"
        and text[item.number_end - 3 : item.number_end].lower() == "one"
        and "".join(left[-1:]).lower() not in quantity_words().one_day
    ):
        return False
    if item.unit and item.dimension != "count":
        return not (item.bare_year and item.dimension == "currency" and not item.prefixed)
    last = left[-1] if left else ""
    first = initial(left)
    if item.kind == "fraction":
        return (
            item.noun is not None
            or text.startswith((" of ", " the ", " its ", " their ", " majority"), item.number_end)
            or last.lower() in quantity_words().share_after
        )
    if (last and trap.label_before(last)) or (item.unit is None and item.noun is None and is_age(text, item)):
        return False
    if item.form == "words":
        return _word_claimable(text, item, last)
    if item.bare_year and not item.ranged:
        return _four_digits(item, left)
    if item.noun:
        behind = _NEXT_WORD.match(text, item.number_end)
        dated = last and trap.month(last) and _of_date(text, item)
        return not (dated or (last and trap.coined(last)) or (behind and trap.month(behind[1])))
    if last and (
        (trap.month(last) and _of_date(text, item)) or (trap.name_before(last, first) and not _elliptic(text, item))
    ):
        return False
    return item.scaled or _bare(text, item, last)


def _of_date(text: str, item: Item) -> bool:
    """Whether a number behind a month may be its day or its year: not the 1,301 of "by 20 May 1,301 people"."""
    if "," in text[item.start : item.number_end] or not isinstance(item.low, int):
        return False
    return item.low <= _LAST_DAY or _YEARS[0] <= item.low <= _YEARS[1]


_LAST_DAY, _YEARS = 31, (1000, 2199)


def _four_digits(item: Item, left: list[str]) -> bool:
    """Reads "2000 troops" and "some 2000", but not "the 2003 invasion" or "2024 candidates"."""
    if trap.strong_hedge(left):
        return True
    value = item.low
    if item.noun is None:
        return False
    return (item.unit is not None and value % 100 == 0) or value < 1700


def _word_claimable(text: str, item: Item, last: str) -> bool:
    if item.kind == "vague":
        return item.noun is not None or text.startswith(_BEHIND_VAGUE, item.number_end)
    if item.low == 1 and not item.scaled and item.kind == "number":
        return _one(text, item, last)
    if item.noun or item.scaled or (item.kind == "number" and _SOME_OF.match(text, item.number_end)):
        return True
    return item.low > 12 and text[item.number_end : item.number_end + 1] != "-"


def _one(text: str, item: Item, last: str) -> bool:
    """Reads "one area", "one of the ships", but not "no one", "one day", "one another"."""
    lexicon = nouns()
    if last.lower().strip("(\"“‘'") in lexicon.one_not:
        return False
    if item.noun and text.startswith((" of ", "\nof "), item.number_end):
        return True
    noun, end = single(text, item.number_end)
    m = _NEXT_WORD.match(text, item.number_end)
    if noun is None or m is None or m[1].lower() in lexicon.one_after or noun in lexicon.one_after:
        return item.noun is not None
    item.noun, item.noun_end = noun, end
    unit = count_unit(noun)
    if unit:
        item.unit, item.dimension, item.unit_text = unit.id, unit.dimension, noun
    return True


def _bare(text: str, item: Item, last: str) -> bool:
    """A number with neither unit nor noun: not an enumeration, a footnote, an age between commas, or a day."""
    before = text[item.start - 1 : item.start]
    after = text[item.end : item.end + 1]
    if before in ("[", "#") or (before in ("(", "\n", "") and after in (")", ".", ":")):
        return False
    if _age(item, last, after):
        return False
    if last.lower() == "of" and len(item.left) > 1 and item.left[-2] == "Group":
        return False
    if last.lower() == "of" and len(item.left) > 2 and item.left[-2].isdigit() and trap.label_before(item.left[-3]):
        return False
    if before == "(" and after in (",", ";"):
        return False
    m = _NEXT_WORD.match(text, item.end)
    if m and (
        trap.month(m[1])
        or (_titled(m[1]) and isinstance(item.low, int) and item.low < 1000 and not hedge_before(item.left)[0])
    ):
        return False
    if text.startswith(".0", item.number_end - 2) and last[:1].isupper():
        return False
    if text.startswith("-strong", item.end):
        return True
    return not (after in "-–—‑" and text[item.end + 1 : item.end + 2].isalpha()) if after else True


def _titled(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and word[1:].islower()


def _age(item: Item, last: str, after: str) -> bool:
    """Reads "Rommel Diaz, 44." and "who is 74": a bare number that is a person's age."""
    if not 5 <= item.low <= 115:
        return False
    if last.endswith(",") and after in (",", ".", ";", ")", "") and last[:1].isupper():
        return True
    words = [word.lower() for word in item.left[-2:]]
    return words[-1:] == ["am"] or (
        words[-1:] in (["is"], ["was"], ["turned"], ["turns"]) and words[:1] in (["who"], ["he"], ["she"], ["i"])
    )


def _elliptic(text: str, item: Item) -> bool:
    """Whether a name and a number go on with a list whose unit is not repeated: "Diaz 48 per cent, Ortiz 35.2"."""
    return _LISTED.search(text, max(0, item.start - 130), item.start) is not None
