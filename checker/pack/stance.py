"""Schema of ``rules/lexicon/stance.yaml``: the words that tell an assertion from a pledge, a demand or a forecast."""

from functools import cache
from pathlib import Path

import msgspec

from checker.pack.loader import default_pack, load_yaml


class Stances(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases of each stance, as written. The order of the fields is the order in which they are tried.

    ``idle`` phrases hold such a word and commit nobody: oil demand is no demand.
    """

    rebutted: tuple[str, ...]
    denied: tuple[str, ...]
    hypothetical: tuple[str, ...]
    demanded: tuple[str, ...]
    pledged: tuple[str, ...]
    planned: tuple[str, ...]
    forecast: tuple[str, ...]
    idle: tuple[str, ...]


@cache
def load_stances(pack: Path | None = None) -> Stances:
    """Stance words of a pack.

    Raises:
        PackError: the file is broken.
    """
    return load_yaml((pack or default_pack()) / "lexicon" / "stance.yaml", Stances)
