"""Findings that a configuration ignores for the path of one of their sides."""

import os
from collections.abc import Sequence
from itertools import combinations

from checker.globs import Globs, matches
from checker.model import Evidence, Finding, Hidden

PathIgnores = tuple[tuple[Globs, tuple[str, ...], str], ...]


def ignored(
    found: Sequence[Finding], ignores: PathIgnores
) -> tuple[tuple[Finding, ...], tuple[Hidden, ...], tuple[tuple[str, int], ...]]:
    """The findings to show, the others with the glob that ignores them, and how many those are.

    A finding whose other sides state values that stand against each other all the same is shown.
    """
    if not ignores:
        return tuple(found), (), ()
    shown, hidden = [], []
    for finding in found:
        by = [
            (e, glob, file)
            for glob, names, file in ignores
            for e in finding.evidence
            if _meant(e, glob, names, finding)
        ]
        rest = [e for e in finding.evidence if all(e is not x for x, _, _ in by)]
        if not by or any(_apart(a, b) for a, b in combinations(rest, 2)):
            shown.append(finding)
            continue
        _, glob, file = by[0]
        hidden.append(
            Hidden(finding=finding, how="dismissed", reason=f'per-path-ignores."{glob.patterns[0]}"', path=file)
        )
    return tuple(shown), tuple(hidden), ((("ignored for their path", len(hidden)),) if hidden else ())


def _meant(side: Evidence, glob: Globs, names: tuple[str, ...], finding: Finding) -> bool:
    return (finding.rule in names or finding.kind in names) and matches(glob, os.fspath(side.path))


def _apart(a: Evidence, b: Evidence) -> bool:
    x, y = a.value or {}, b.value or {}
    if not x or not y or x.get("unit") != y.get("unit"):
        return False
    return _below(x.get("high"), y.get("low")) or _below(y.get("high"), x.get("low"))


def _below(high: object, low: object) -> bool:
    if isinstance(high, str) and isinstance(low, str):
        return high < low
    return isinstance(high, int | float) and isinstance(low, int | float) and high < low
