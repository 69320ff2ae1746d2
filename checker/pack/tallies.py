"""Schema of ``rules/lexicon/tallies.yaml``: the words that tell a running total from a count of the day."""

from functools import cache
from pathlib import Path

import msgspec

from checker.pack.loader import default_pack, load_yaml


class Tallies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words and phrases as written, lower case."""

    grows: tuple[str, ...]
    current: tuple[str, ...]


@cache
def load_tallies(pack: Path | None = None) -> Tallies:
    """Words of running totals of a pack.

    Raises:
        PackError: the file is broken.
    """
    return load_yaml((pack or default_pack()) / "lexicon" / "tallies.yaml", Tallies)
