"""Schema of ``rules/conflicts/*.yaml``: the wording, limits and examples of one rule."""

from pathlib import Path
from typing import Literal

import msgspec

from checker.errors import PackError
from checker.model import Kind
from checker.pack.loader import load_yaml, yaml_files


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One test of a rule: texts (one document each) and the whole expected outcome, ``[]`` for silence.

    ``find`` lists "LEVEL KIND" for each finding. ``dates`` are the documents' dates, in the order of ``texts``.
    """

    texts: tuple[str, ...]
    find: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    against: tuple[str, ...] = ()  # texts of the archive that ``texts`` are held against; their dates come last
    because: str = ""
    pending: str = ""  # a known gap: the example is expected to fail, and says why


class RuleText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything about a rule that is no algorithm."""

    id: str
    kind: Kind
    title: str
    what: str
    why: str
    message: str
    explanation: str
    question: str  # to the author: "Could you confirm ...?"
    fine_if: tuple[str, ...] = ()
    level: Literal["conflict", "divergence", "note"] = "conflict"
    on_request: bool = False  # runs only with --notes, or where it is selected
    limits: dict[str, float] = {}
    words: dict[str, tuple[str, ...]] = {}
    messages: dict[str, str] = {}
    examples: tuple[Example, ...] = ()


def load_rules(pack: Path) -> dict[str, RuleText]:
    """All rule texts of a pack by id.

    Raises:
        PackError: a file is broken, or its id is not its name.
    """
    rules = {}
    for path in yaml_files(pack / "conflicts"):
        rule = load_yaml(path, RuleText)
        if rule.id != path.stem:
            raise PackError(f"{path}: id is {rule.id!r}; it has to be the name of the file, {path.stem!r}")
        if not rule.question.endswith("?"):
            raise PackError(f"{path}: question has to be one and end in a question mark, not {rule.question!r}")
        rules[rule.id] = rule
    return rules
