"""Whether the rules, kinds and limits that a configuration names are there, and the files that it names."""

from collections.abc import Iterator
from pathlib import Path

from checker.config.load import Loaded
from checker.nearest import nearest
from checker.pack.loader import default_pack
from checker.pack.rules import load_rules


def unknown(loaded: Loaded) -> Iterator[str]:
    """Names that mean no rule, kind or limit, one line each with file and key.

    Raises:
        PackError: the rule pack that the configuration names is broken.
    """
    config = loaded.config
    named = [
        *(("select", name) for name in config.select),
        *(("ignore", name) for name in config.ignore),
        *(("levels", name) for name in config.levels),
        *((f'per-path-ignores."{glob}"', name) for glob, names in config.per_path_ignores.items() for name in names),
    ]
    if not named and not config.limits:
        return
    rules = load_rules(Path(config.pack) if config.pack else default_pack())
    known = {*rules, *(rule.kind for rule in rules.values())}
    for key, name in named:
        if name not in known:
            file = loaded.origins.get(key.partition(".")[0], "")
            yield f"{file}: {key}: no rule or kind is named {name!r}{_meant(name, known)}"
    file = loaded.origins.get("limits", "")
    for name, limits in config.limits.items():
        if name not in rules:
            yield f"{file}: limits: no rule is named {name!r}{_meant(name, set(rules))}"
            continue
        has = set(rules[name].limits)
        for limit in limits:
            if limit not in has:
                yield f"{file}: limits.{name}: the rule has no limit {limit!r}{_meant(limit, has)}"


def absent(loaded: Loaded) -> Iterator[str]:
    """Files and folders that a configuration names and that are not there, one line each."""
    config = loaded.config
    for key, paths in (
        ("paths", config.paths),
        ("against", config.against),
        ("facts", config.facts),
        ("baseline", (config.baseline,)),
        ("decisions", (config.decisions,)),
        ("pack", (config.pack,)),
    ):
        for path in paths:
            if path and not Path(path).exists():
                yield f"{loaded.origins.get(key, '')}: {key}: {path}: no such file or folder"


def _meant(name: str, known: set[str]) -> str:
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else f"; known are {', '.join(sorted(known))}" if known else ""
