"""The rules: one module a kind of conflict."""

from importlib import import_module
from types import ModuleType

_NAMES = (
    "value", "target", "rate", "date", "interval", "weekday", "arithmetic",
    "conversion", "scale", "role", "name", "order", "stale", "trend",
)  # fmt: skip


def _present(name: str) -> ModuleType | None:
    try:
        return import_module(f"checker.conflicts.{name}")
    except (ImportError, SyntaxError):
        return None


RULES: tuple[ModuleType, ...] = tuple(m for m in map(_present, _NAMES) if m)
# These are handed the pairs of claims that checker.group holds to be about the same thing.
PAIRED = frozenset({"value", "target", "rate", "scale", "trend"})
