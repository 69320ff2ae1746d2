"""A configuration as it holds, for ``checker config show``: what is set by which file, then the defaults."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from checker.config.load import Loaded


def as_json(loaded: Loaded) -> str:
    """One object: the files, all settings, and for each that is set the file that does."""
    settings = _settings(loaded)
    held = {"files": list(loaded.chain), "settings": settings, "set-in": loaded.origins}
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def as_toml(loaded: Loaded) -> str:
    """A configuration that holds the same when read in the current folder, with comments that say what sets what."""
    settings = _settings(loaded)
    lines = [] if loaded.chain else ["# there is no configuration: these are the defaults"]
    for file in loaded.chain:
        keys = [key for key in settings if loaded.origins.get(key) == file]
        lines += [f"# set in {file}", *(line for key in keys for line in _lines((key,), settings[key])), ""]
    lines += ["# defaults"] if loaded.chain else []
    lines += [line for key in settings if key not in loaded.origins for line in _lines((key,), settings[key])]
    return "\n".join(lines) + "\n"


def _settings(loaded: Loaded) -> dict[str, Any]:
    settings: dict[str, Any] = msgspec.to_builtins(loaded.config)
    del settings["extend"]
    return {key: list(value) if isinstance(value, tuple) else value for key, value in settings.items()}


def _lines(keys: tuple[str, ...], value: Any) -> Iterator[str]:
    """Tables as dotted keys, which may stand between the others."""
    import tomli_w

    if isinstance(value, dict) and value:
        for name, entry in value.items():
            yield from _lines((*keys, name), entry)
        return
    name = ".".join(tomli_w.dumps({key: 0}).partition(" = ")[0] for key in keys)
    yield f"{name} = {tomli_w.dumps({'x': value}).removeprefix('x = ').rstrip()}" if value != {} else f"{name} = {{}}"
