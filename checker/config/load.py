"""Finding and reading configurations. Whatever is wrong is said with file, line and key, and with the name meant."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from checker.config.schema import Config
from checker.errors import ConfigError
from checker.globs import Globs, trouble
from checker.nearest import nearest

NAMES = (".checker.toml", "checker.toml", "pyproject.toml")
_HINTS = get_type_hints(Config)
_KEYS = {field.encode_name: field.name for field in msgspec.structs.fields(Config)}
_PATHS = ("paths", "against", "facts", "baseline", "decisions", "cache-dir", "pack", "output")
_GLOBS = ("include", "exclude", "per-path-ignores")
_HEAD = re.compile(r"\s*\[\[?([^\]#]+)\]")
_WORDS = {
    "array": "a list", "object": "a table", "str": "a text", "int": "a whole number", "float": "a number",
    "bool": "true or false", "datetime": "a date", "date": "a date", "null": "nothing",
}  # fmt: skip


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration with where it comes from. Its paths are relative to the current folder, its globs to ``bases``.

    ``chain`` are the files, the one that holds first, then the ones that it extends. ``origins`` says for each key
    that is set which file sets it. ``folder`` is the one of the configuration, "" where there is none.
    """

    config: Config = Config()
    chain: tuple[str, ...] = ()
    origins: dict[str, str] = {}
    bases: dict[str, str] = {}
    folder: str = ""

    def globs(self, key: Literal["include", "exclude"]) -> Globs | None:
        """The globs of a key, with their folder."""
        patterns = self.config.include if key == "include" else self.config.exclude
        return Globs(self.bases.get(key, ""), patterns) if patterns else None

    def path_ignores(self) -> tuple[tuple[Globs, tuple[str, ...], str], ...]:
        """Globs, the kinds and rules that they ignore, and the file that says so."""
        base, file = self.bases.get("per-path-ignores", ""), self.origins.get("per-path-ignores", "")
        return tuple((Globs(base, (glob,)), names, file) for glob, names in self.config.per_path_ignores.items())


def find(paths: Iterable[str] = ()) -> str | None:
    """The configuration closest to ``paths``: in the folder that they share or above, else above the current folder.

    Raises:
        ConfigError: two files of one folder hold a configuration.
    """
    folders = [path if Path(path).is_dir() else _folder(path) for path in paths]
    starts = []
    if folders:
        try:
            starts.append(os.path.commonpath([os.path.realpath(folder or ".") for folder in folders]))
        except ValueError:  # on several drives
            starts.append(os.path.realpath(folders[0] or "."))
    starts.append(os.path.realpath("."))
    for start in starts:
        for folder in (Path(start), *Path(start).parents):
            held = [name for name in NAMES if _holds(folder / name)]
            if len(held) > 1:
                raise ConfigError(f"{_shown(str(folder))}: both {held[0]} and {held[1]} configure checker; keep one")
            if held:
                return _shown(str(folder / held[0]))
    return None


def load(path: str | None, base: str | None = None) -> Loaded:
    """A configuration with what it extends; the default one without a path.

    ``base`` is the folder that what it names is relative to, where that is not its own.

    Raises:
        ConfigError: a file cannot be read or is wrong; the first trouble of several is told.
    """
    if path is None:
        return Loaded()
    found = list(problems(path))
    if found:
        more = f" ({len(found) - 1} more: checker config verify {path})" if len(found) > 1 else ""
        raise ConfigError(found[0] + more)
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    bases: dict[str, str] = {}
    chain = _chain(path)
    for i, (file, table, _) in enumerate(chain):
        folder = base if base is not None and i == 0 else _folder(file)
        for key, value in table.items():
            if key not in origins and key != "extend":
                merged[key] = _rebased(value, folder) if key in _PATHS else value
                origins[key] = file
                bases |= {key: folder} if key in _GLOBS else {}
    return Loaded(
        config=msgspec.convert(merged, Config),
        chain=tuple(file for file, _, _ in chain),
        origins=origins,
        bases=bases,
        folder=_folder(path) if base is None else base,
    )


def problems(path: str) -> Iterator[str]:
    """All that is wrong with the form of a configuration and of what it extends, one line each."""
    try:
        chain = _chain(path)
    except ConfigError as error:
        yield str(error)
        return
    for file, table, text in chain:
        prefix = ("tool", "checker") if _in_pyproject(file) else ()
        for keys, said in _wrong(table):
            line = _line(text, (*prefix, *keys))
            yield f"{file}{f':{line}' if line else ''}: {'.'.join(map(_quoted, keys))}: {said}"


def _chain(path: str) -> list[tuple[str, dict[str, Any], str]]:
    """The file and the ones that it extends: path, table and text of each."""
    chain: list[tuple[str, dict[str, Any], str]] = []
    seen: list[str] = []
    step, said = path, ""
    while step:
        real = os.path.realpath(step)
        if real in seen:
            raise ConfigError(f"{said}{step} is extended by itself")
        seen.append(real)
        text, table = _read(step, said)
        chain.append((step, table, text))
        onward = table.get("extend", "")
        if not isinstance(onward, str) or not onward:
            break
        line = _line(text, ("tool", "checker", "extend") if _in_pyproject(step) else ("extend",))
        said = f"{step}{f':{line}' if line else ''}: extend: "
        step = _rebased(onward, _folder(step))
    return chain


def _read(path: str, said: str) -> tuple[str, dict[str, Any]]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        whole = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{said}{path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{said}{path}: is not UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{said}{path}: is no TOML: {error}") from None
    if not _in_pyproject(path):
        return text, whole
    tool = whole.get("tool")
    table = tool.get("checker") if isinstance(tool, dict) else None
    if not isinstance(table, dict):
        raise ConfigError(f"{said}{path}: has no table [tool.checker]")
    return text, table


def _wrong(table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in table.items():
        if key not in _KEYS:
            yield (key,), f"no such key{_meant(key, _KEYS)}"
            continue
        yield from _unfit(value, _HINTS[_KEYS[key]], (key,))
        globs = value if isinstance(value, list | dict) and key in _GLOBS else ()
        yield from (((key,), trouble(glob)) for glob in globs if isinstance(glob, str) and trouble(glob))


def _unfit(value: Any, hint: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each entry of a table is looked at on its own, so that what is said names it."""
    if get_origin(hint) is dict and isinstance(value, dict):
        for name, entry in value.items():
            if not name:
                yield keys, "an entry has an empty name"
            yield from _unfit(entry, get_args(hint)[1], (*keys, name))
        return
    try:
        # the hints of Config come without the bounds that Annotated adds to them: those are looked at here
        msgspec.convert(value, _bounded(keys) if len(keys) == 1 else hint)
    except msgspec.ValidationError as error:
        yield keys, _plain(str(error), value, hint)


def _bounded(keys: tuple[str, ...]) -> Any:
    return get_type_hints(Config, include_extras=True)[_KEYS[keys[0]]]


def _plain(said: str, value: Any, hint: Any) -> str:
    """What msgspec says, in the words of whoever writes a configuration."""
    if get_origin(hint) is Literal and isinstance(value, str):
        names = [str(name) for name in get_args(hint)]
        return f"{value!r} is none of {', '.join(names)}{_meant(value, names)}"
    said, _, where = said.partition(" - at `$[")
    for word, plain in _WORDS.items():
        said = said.replace(f"`{word}`", plain)
    item = where.rstrip("`]")
    number = f" (item {int(item) + 1})" if item.isdigit() else ""
    return said[:1].lower() + said[1:] + number


def _meant(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""


def _line(text: str, keys: Sequence[str]) -> int:
    """Line of a key, or of the closest table around it that has one; 0 where it is not found."""
    best, depth, inside = 0, 0, ()  # type: tuple[int, int, tuple[str, ...]]
    for number, line in enumerate(text.splitlines(), 1):
        head = _HEAD.match(line)
        key = line.partition("=")[0] if "=" in line and not head else ""
        if head:
            inside = _parts(head[1])
        here = inside if head else (*inside, *_parts(key)) if key else ()
        if here and len(here) > depth and tuple(keys[: len(here)]) == here:
            best, depth = number, len(here)
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in re.findall(r"\"[^\"]*\"|'[^']*'|[\w-]+", dotted))


def _rebased(value: Any, folder: str) -> Any:
    if isinstance(value, list):
        return [_rebased(one, folder) for one in value]
    kind, colon, rest = value.partition(":")
    if colon and kind.isalpha() and len(kind) > 1:  # FORMAT:PATH
        return f"{kind}:{_rebased(rest, folder)}" if rest else value
    if not value or not folder or Path(value).is_absolute():
        return value
    return Path(os.path.normpath(Path(folder, value))).as_posix()


def _holds(path: Path) -> bool:
    if not path.is_file():
        return False
    return path.name != "pyproject.toml" or ours(path)


def ours(pyproject: Path) -> bool:
    """Whether a pyproject.toml configures checker; one that is no TOML does where it has the table's head."""
    try:
        text = pyproject.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    if "checker" not in text:
        return False
    try:
        tool = tomllib.loads(text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return any(_parts(head[1])[:2] == ("tool", "checker") for head in map(_HEAD.match, text.splitlines()) if head)
    return isinstance(tool, dict) and "checker" in tool


def _folder(path: str) -> str:
    """Folder of a file; "" for the current one, so that a path in it stays short."""
    folder = Path(path).parent.as_posix()
    return "" if folder == "." else folder


def _in_pyproject(path: str) -> bool:
    return Path(path).name == "pyproject.toml"


def _shown(path: str) -> str:
    try:
        return Path(os.path.relpath(path, os.path.realpath("."))).as_posix()
    except ValueError:  # on another drive
        return path


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key) else f'"{key}"'
