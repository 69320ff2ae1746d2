"""Which known metric a figure states, by its unit and the words of its clause."""

from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from checker.build.feature import features
from checker.errors import PackError
from checker.extract.unit import dimension
from checker.extract.words import stem
from checker.model import Mention
from checker.pack.metrics import Metric, load_metrics

_OWN = 0.7  # weight of the figure's own clause, in which at least one word of the name has to stand
_LEAST = 0.5  # weight of a place that may name the measure: the clause or its sentence, not what went before


class MetricName(msgspec.Struct, frozen=True):
    """One name of a metric as features; ``nouns`` are the stems of what a figure may count, none for anything."""

    metric: str
    words: frozenset[str]
    nouns: frozenset[str]
    unless: frozenset[str]


@cache
def _names() -> dict[str, tuple[MetricName, ...]]:
    return folded_names(load_metrics())


def folded_names(metrics: Iterable[Metric]) -> dict[str, tuple[MetricName, ...]]:
    """Names of metrics as features, by the kind of figure that states them.

    Raises:
        PackError: nothing is left of a name, or a name of two metrics comes to the same with the same unit and noun.
    """
    table: dict[str, list[MetricName]] = {}
    for metric in metrics:
        unless = frozenset(f.name for text in metric.unless for f in features(text, (), ()))
        nouns = frozenset(stem(noun) for noun in metric.nouns)
        for text in metric.names:
            words = frozenset(f.name for f in features(text, (), ()))
            if not words:
                raise PackError(f"metric {metric.id!r}: the name {text!r} has no word that tells anything")
            name = MetricName(metric.id, words, nouns, unless)
            for unit in metric.units:
                for other in table.setdefault(unit, []):
                    if other.metric != metric.id and other.words == words and _one_noun(other, name):
                        raise PackError(f"metric {metric.id!r}: {text!r} in {unit!r} already names {other.metric!r}")
                table[unit].append(name)
    return {unit: tuple(names) for unit, names in table.items()}


@cache
def words_of(metric: str) -> frozenset[str]:
    """The features that the names of a metric are made of."""
    return frozenset(w for names in _names().values() for name in names if name.metric == metric for w in name.words)


@cache
def rate_words(metric: str | None) -> frozenset[str]:
    """The words that name a rate of change itself, for a metric that is one; nothing for any other."""
    return frozenset(w for m in load_metrics() if m.id == metric for w in m.change)


def _one_noun(a: MetricName, b: MetricName) -> bool:
    """Whether a figure may count what both names count."""
    return bool(a.nouns & b.nouns) or not (a.nouns or b.nouns)


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
    counted = stem(mention.noun.split()[-1]) if mention.noun else ""
    for kind in kinds_of(mention):
        for name in _names().get(kind, ()):
            if name.nouns and counted not in name.nouns:
                continue
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
