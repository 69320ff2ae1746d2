"""Which known metric a figure states, by its unit and the words of its clause."""

from collections.abc import Mapping
from functools import cache

import msgspec

from checker.build.feature import features
from checker.extract.unit import dimension
from checker.model import Mention
from checker.pack.metrics import load_metrics

_OWN = 0.7  # weight of the figure's own clause, in which at least one word of the name has to stand
_LEAST = 0.5  # weight of a place that may name the measure: the clause or its sentence, not what went before


class _Name(msgspec.Struct, frozen=True):
    metric: str
    words: frozenset[str]
    unless: frozenset[str]


@cache
def _names() -> dict[str, tuple[_Name, ...]]:
    """Names of metrics by the kind of figure that states them."""
    table: dict[str, list[_Name]] = {}
    for metric in load_metrics():
        unless = frozenset(f.name for text in metric.unless for f in features(text, (), ()))
        for name in metric.names:
            words = frozenset(f.name for f in features(name, (), ()))
            for unit in metric.units:
                table.setdefault(unit, []).append(_Name(metric.id, words, unless))
    return {unit: tuple(names) for unit, names in table.items()}


def kinds_of(mention: Mention) -> tuple[str, ...]:
    """The kinds of figure that a mention is, the narrowest first: "percent_gdp", "percent"."""
    unit = mention.unit
    if unit in ("percent", "fraction"):
        return (f"percent_{mention.base}", "percent") if mention.base else ("percent",)
    if unit in (None, "") or dimension(unit) == "count":
        return ("count",)
    if unit == "$" or dimension(unit) == "currency":
        return ("money",)
    return (unit,) if unit else ()


def metric_of(mention: Mention, weights: Mapping[str, float], noun: str) -> str | None:
    """Id of the metric that a figure states; None where its words name none.

    Of several names the one whose words stand nearest to the figure is taken, then the longest.
    """
    best: tuple[float, int, str] | None = None
    for kind in kinds_of(mention):
        for name in _names().get(kind, ()):
            if not all(weights.get(w, 0) >= _LEAST or w == noun for w in name.words):
                continue
            if not any(weights.get(w, 0) >= _OWN or w == noun for w in name.words):
                continue
            if any(weights.get(u, 0) >= _LEAST for u in name.unless):
                continue
            near = sum(1.0 if w == noun else weights[w] for w in name.words) / len(name.words)
            rank = (near + 0.3 * len(name.words), len(name.words), name.metric)
            best = max(best, rank) if best else rank
        if best:
            return best[2]
    return None
