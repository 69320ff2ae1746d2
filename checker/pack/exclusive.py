"""Schema of ``rules/lexicon/exclusive.yaml``: words that tell two figures of one measure apart."""

from functools import cache
from pathlib import Path

import msgspec

from checker.pack.loader import default_pack, load_yaml


class Exclusive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sets of words by name; a figure is of one word of a set only."""

    sets: dict[str, tuple[str, ...]]
    strict: tuple[str, ...] = ()  # sets of which a word sets a figure apart from one that goes without


@cache
def load_exclusive(pack: Path | None = None) -> Exclusive:
    """Exclusive words of a pack.

    Raises:
        PackError: the file is broken.
    """
    return load_yaml((pack or default_pack()) / "lexicon" / "exclusive.yaml", Exclusive)
