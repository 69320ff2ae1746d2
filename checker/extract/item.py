"""A number with what stands beside it, as the stages of reading quantities pass it on."""

from typing import Literal

import msgspec

Number = int | float
Change = Literal["up", "down", "by", "to", "from", "factor"]
_LEFT = 72


class Item(msgspec.Struct, gc=False):
    """A numeral with what stands beside it. ``end`` is behind the unit, ``number_end`` behind the number."""

    start: int
    end: int
    number_end: int
    low: Number
    high: Number
    step: Number
    form: str
    kind: str
    scaled: bool
    exponent: int
    unit: str | None = None
    dimension: str | None = None
    unit_text: str | None = None
    prefixed: bool = False
    per: str | None = None
    noun: str | None = None
    noun_end: int = 0
    bare_year: bool = False
    left: list[str] = []
    change: Change | None = None
    dead: bool = False
    ranged: bool = False


def left_words(text: str, start: int) -> list[str]:
    """The last words before ``start`` within its paragraph."""
    low = start - _LEFT if start > _LEFT else 0
    window = text[low:start]
    cut = window.rfind("\n\n")
    if cut >= 0:
        window = window[cut:]
    elif low and not text[low - 1].isspace():
        window = window.partition(" ")[2]
    return window.split()


def initial(words: list[str]) -> bool:
    """Whether the last of ``words`` begins a sentence."""
    return len(words) < 2 or words[-2][-1] in '.!?”"'


def times(value: Number, factor: int) -> Number:
    """A product without the dust of binary fractions; a whole one as ``int``."""
    product = value * factor
    if isinstance(product, float):
        product = float(f"{product:.12g}")
        if product.is_integer():
            return int(product)
    return product
