"""The rules: one module a kind of conflict, listed here. A rule has an ``ID`` and a ``check``."""

from types import ModuleType

from checker.conflicts import (
    arithmetic,
    conversion,
    corroboration,
    date,
    interval,
    known_date,
    name,
    order,
    rate,
    role,
    scale,
    stale,
    target,
    term,
    trend,
    unsupported,
    value,
    weekday,
)

RULES: tuple[ModuleType, ...] = (
    value, target, rate, date, interval, weekday, arithmetic, conversion, scale, role, name, order, stale, trend,
    known_date, term, unsupported, corroboration,
)  # fmt: skip
# These look at pairs of claims: ``check(pairs, readings, text)``. The others at documents: ``check(readings, text)``.
PAIRED = frozenset({value.ID, target.ID, rate.ID, scale.ID, trend.ID, unsupported.ID, corroboration.ID})
# These look at each document alone: what they find in one does not depend on the others of the run.
ALONE = frozenset({interval.ID, weekday.ID, arithmetic.ID, conversion.ID, known_date.ID, term.ID})
