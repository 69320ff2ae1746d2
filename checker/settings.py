"""What a run is told, and the rules that it chooses by it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from checker.conflicts import RULES
from checker.errors import UsageError
from checker.globs import Selection
from checker.model import Draft
from checker.nearest import nearest
from checker.pack.loader import default_pack
from checker.pack.rules import RuleText, load_rules
from checker.pathwise import PathIgnores

FailLevel = Literal["conflict", "divergence", "never"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a run is to go. ``loud`` lets an exception inside a stage or a rule out, for tests."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.0
    fail_level: FailLevel = "conflict"
    facts: tuple[str, ...] = ()
    notes: bool = False  # also what only informs and is not shown unless asked for: figures that documents agree on
    jobs: int = 1
    pack: Path | None = None
    stdin: bytes | None = None
    stdin_name: str | None = None
    loud: bool = False
    cache: Path | None = None
    progress: Any = None  # called with how many documents of how many are read
    levels: dict[str, Literal["conflict", "divergence", "note", "off"]] = {}  # by rule, or by kind
    limits: dict[str, dict[str, float]] = {}  # by rule, in place of the pack's
    selection: Selection | None = None  # what of a folder is read; without it, every document
    path_ignores: PathIgnores = ()


def chosen_rules(options: Options) -> tuple[RuleText, ...]:
    """Texts of the rules that are to run, in the order of the registry.

    Raises:
        PackError: a rule's file is broken.
        UsageError: a name in select or ignore is neither a rule nor a kind.
    """
    texts = load_rules(options.pack or default_pack())
    known = {module.ID for module in RULES} | set(texts)
    for name in (*options.select, *options.ignore, *options.levels, *options.limits):
        if name not in known and not any(t.kind == name for t in texts.values()):
            near = nearest(name, known)
            meant = f"did you mean {near}? Known are" if near else "known are"
            raise UsageError(f"no rule or kind is named {name!r}; {meant} {', '.join(sorted(known))}")
    wanted = set(options.select)
    present = [
        t
        for t in (texts[module.ID] for module in RULES if module.ID in texts)
        if not t.on_request or options.notes or t.id in wanted
    ]
    return tuple(
        _adjusted(t, options)
        for t in present
        if _level(t, options) != "off"
        and (not options.select or {t.id, t.kind} & set(options.select))
        and not {t.id, t.kind} & set(options.ignore)
    )


def _level(text: RuleText, options: Options) -> str | None:
    return options.levels.get(text.id, options.levels.get(text.kind))


def _adjusted(text: RuleText, options: Options) -> RuleText:
    """A rule with the level and limits of the run."""
    level, limits = _level(text, options), options.limits.get(text.id)
    if level:
        text = msgspec.structs.replace(text, level=level)
    return msgspec.structs.replace(text, limits=text.limits | limits) if limits else text


def levelled(drafts: Iterable[Draft], rules: Sequence[RuleText], options: Options) -> list[Draft]:
    """Drafts at the level that the run sets for their rule."""
    if not options.levels:
        return list(drafts)
    own = {t.id: t.level for t in rules if _level(t, options)}
    return [msgspec.structs.replace(d, level=own.get(d.rule, d.level)) for d in drafts]
