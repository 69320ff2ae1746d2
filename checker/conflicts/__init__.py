"""The rules: one module a kind of conflict."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

_NAMES = (
    "value", "target", "rate", "date", "interval", "weekday", "arithmetic",
    "conversion", "scale", "role", "name", "order", "stale", "trend",
)  # fmt: skip
RULES: tuple[ModuleType, ...] = tuple(
    import_module(f"checker.conflicts.{name}") for name in _NAMES if find_spec(f"checker.conflicts.{name}")
)
