"""Schema of ``rules/lexicon/trends.yaml``: words that say that a measure went up or down."""

from functools import cache
from pathlib import Path

import msgspec

from checker.pack.loader import default_pack, load_yaml


class Trends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Forms as written in texts, lower case."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    made_more: tuple[str, ...]
    made_less: tuple[str, ...]
    against: tuple[str, ...]


@cache
def load_trends(pack: Path | None = None) -> Trends:
    """Trend words of a pack.

    Raises:
        PackError: the file is broken.
    """
    return load_yaml((pack or default_pack()) / "lexicon" / "trends.yaml", Trends)
