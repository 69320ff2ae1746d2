"""Configuration: ``checker.toml``, ``.checker.toml`` or ``[tool.checker]`` in pyproject.toml. The closest one holds."""

from checker.config.load import NAMES, Loaded, find, load, ours, problems
from checker.config.schema import Config, schema

__all__ = ["NAMES", "Config", "Loaded", "find", "load", "ours", "problems", "schema"]
