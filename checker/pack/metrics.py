"""Schema of ``rules/metrics/*.yaml``: measures that the field speaks of, by the words that name them."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from checker.errors import PackError
from checker.pack.loader import default_pack, load_yaml, yaml_files

Moves = Literal["fixed", "slow", "fast"]


class MetricExample(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text and the metrics of its figures in their order, ``-`` for a figure of no known metric.

    A near-miss differs from a positive by one thing and says ``because``.
    """

    text: str
    read: tuple[str, ...]
    because: str = ""
    pending: str = ""


class Metric(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measure.

    ``units`` are the kinds of figure that can state it: "money", "percent", "percent_gdp", "count" or a unit. ``names``
    are ways to name it; the words of one name may stand in any order within the clause and its sentence. Where
    ``nouns`` are given, the figure has to count one of them as written: a hostage is no prisoner. A clause with one of
    the ``unless`` words measures something else. ``moves`` tells how long a figure without a date holds: some weeks
    where the measure moves fast, about a year where it moves slowly, for good where it is fixed. ``change`` names the
    words of a measure that is itself a change: prices that rose by 3 per cent are inflation of 3 per cent, unless one
    of these words stands there, whose own change it then is. Of ``rivals`` each has a figure of its own, within one
    country.
    """

    id: str
    title: str
    units: tuple[str, ...]
    names: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    moves: Moves = "slow"
    change: tuple[str, ...] = ()
    rivals: bool = False
    examples: tuple[MetricExample, ...] = ()


@cache
def load_metrics(pack: Path | None = None) -> tuple[Metric, ...]:
    """Metrics of a pack in the order of their ids.

    Raises:
        PackError: a file is broken, its id is not its name, or two metrics share a name and a unit.
    """
    found = []
    names: dict[tuple[str, str], str] = {}
    for path in yaml_files((pack or default_pack()) / "metrics"):
        metric = load_yaml(path, Metric)
        if metric.id != path.stem:
            raise PackError(f"{path}: id is {metric.id!r}; it has to be the name of the file, {path.stem!r}")
        for key in ((name.lower(), unit) for name in metric.names for unit in metric.units):
            if names.setdefault(key, metric.id) != metric.id:
                raise PackError(f"{path}: {key[0]!r} in {key[1]} already names the metric {names[key]!r}")
        found.append(metric)
    return tuple(found)
