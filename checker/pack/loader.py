"""Strict loading of the YAML files of a rule pack: unknown keys, wrong types and doubled keys are errors.

A pack is a folder with the layout of ``rules/``: vocabulary, limits, messages, facts, each with examples that are run
as tests. It never computes.
"""

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Hashable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from checker.errors import PackError

T = TypeVar("T")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Loader):  # type: ignore[misc]
    """YAML in which a doubled key is an error, as it always hides one of the two entries."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, object]:
    seen: dict[Hashable, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands here twice", key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@cache
def default_pack() -> Path:
    """Folder of the pack that ships with checker.

    A wheel carries it as ``checker/rules``; a checkout (also an editable install) has it beside the package.
    """
    shipped = Path(str(files("checker"))) / "rules"
    return shipped if shipped.is_dir() else shipped.parent.parent / "rules"


def load_yaml(path: Path, into: type[T]) -> T:
    """Contents of one YAML file as a value of the type ``into``.

    Raises:
        PackError: the file is missing, is no YAML, or does not have the form of ``into``. Names file, line or field.
    """
    try:
        return msgspec.convert(_parsed(path), into)
    except FileNotFoundError:
        raise PackError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise PackError(f"{path}: not UTF-8 at byte {error.start}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise PackError(f"{path}{place}: {error.problem}") from None
    except yaml.YAMLError as error:
        raise PackError(f"{path}: {error}") from None
    except msgspec.ValidationError as error:
        raise PackError(f"{path}: {error}") from None


def _parsed(path: Path) -> object:
    """Contents of a YAML file; of one that has not changed as it was parsed before, as Python keeps its own modules."""
    source = path.read_bytes()
    digest = hashlib.blake2b(source, digest_size=16).digest()
    kept = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.yamlc"
    with contextlib.suppress(OSError, ValueError, EOFError, pickle.UnpicklingError), kept.open("rb") as file:
        if file.read(len(digest)) == digest:
            return pickle.load(file)  # noqa: S301 as trusted as the modules beside it
    data: Any = yaml.load(source.decode("utf-8"), Loader=_StrictLoader)  # noqa: S506 a safe loader
    if not sys.dont_write_bytecode and path.is_relative_to(default_pack()):
        with contextlib.suppress(OSError):  # a folder that cannot be written to
            contents = digest + pickle.dumps(data, protocol=5)
            kept.parent.mkdir(exist_ok=True)
            new = kept.with_name(f"{kept.name}.{os.getpid()}")
            new.write_bytes(contents)
            new.replace(kept)
    return data


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of ``folder`` in the order of their names; none where the folder is missing."""
    return sorted(folder.glob("*.yaml"))
