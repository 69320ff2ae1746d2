"""Schema and index of ``rules/lexicon/concepts.yaml``: words that a reader takes for the same thing."""

from functools import cache
from pathlib import Path

import msgspec

from checker.errors import PackError
from checker.pack.loader import default_pack, load_yaml


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    concepts: dict[str, tuple[str, ...]]
    units: dict[str, str]


class Concepts(msgspec.Struct, frozen=True):
    """Words and phrases by concept id, as written in the pack: lower case, not yet stemmed.

    ``units`` are the ids by a unit that only they are measured in: bcm are of gas.
    """

    by_id: dict[str, tuple[str, ...]]
    units: dict[str, str]


@cache
def load_concepts(pack: Path | None = None) -> Concepts:
    """Concepts of a pack.

    Raises:
        PackError: the file is broken, one word stands in two concepts, or a unit names an unknown one.
    """
    path = (pack or default_pack()) / "lexicon" / "concepts.yaml"
    file = load_yaml(path, _File)
    seen: dict[str, str] = {}
    for concept, words in file.concepts.items():
        for word in words:
            if seen.setdefault(word.lower(), concept) != concept:
                raise PackError(f"{path}: {word!r} stands in {seen[word.lower()]!r} and in {concept!r}")
    for unit, concept in file.units.items():
        if concept not in file.concepts:
            raise PackError(f"{path}: the unit {unit!r} stands for {concept!r}, which is no concept")
    return Concepts(by_id=file.concepts, units=file.units)
