"""``checker baseline``."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from checker.cli.caching import caching, place
from checker.cli.configured import Checking, configured, selecting, settings
from checker.cli.options import SETTINGS, jobs, listed, loud, pack
from checker.cli.triaging import decided

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--against", multiple=True, metavar="PATH", help="The archive, as in the check."),
    click.option(
        "--facts", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Fact sheet."
    ),
    click.option("--select", multiple=True, callback=listed, metavar="KIND-OR-RULE", help="Only these."),
    click.option("--ignore", multiple=True, callback=listed, metavar="KIND-OR-RULE", help="All but these."),
    click.option("--min-confidence", default=0.0, type=click.FloatRange(0, 1), help="Leave out what is less sure."),
    click.option("--notes", is_flag=True, help="Also what only informs."),
    decided,
    configured,
    selecting,
    caching,
    jobs,
    pack,
)


def _as_check(command: _Command) -> _Command:
    """FILE, PATHS and the options of a check that say what is found."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return click.argument("file")(click.argument("paths", nargs=-1, type=click.Path(), metavar="PATHS...")(command))


@click.group(context_settings=SETTINGS)
def baseline() -> None:
    """Keep the findings that are there today out of later checks.

    \b
    checker baseline update baseline.jsonl drafts/ --against archive/
    checker check drafts/ --against archive/ --baseline baseline.jsonl
    """


@baseline.command(cls=Checking, context_settings=SETTINGS)
@_as_check
def update(file: str, paths: tuple[str, ...], **options: Any) -> None:
    """Write the findings of PATHS into FILE: adds what is new and takes out what no longer occurs.

    Entries about documents that are not among PATHS stay as they are. Give the options of the check; the
    configuration holds here as well.
    """
    _renew(file, paths, add=True, base=options["config"].folder, **settings(options))


@baseline.command(cls=Checking, context_settings=SETTINGS)
@_as_check
def prune(file: str, paths: tuple[str, ...], **options: Any) -> None:
    """Take out of FILE what no longer occurs in PATHS; adds nothing."""
    _renew(file, paths, add=False, base=options["config"].folder, **settings(options))


def _renew(
    file: str,
    paths: tuple[str, ...],
    *,
    add: bool,
    base: str,
    against: tuple[str, ...],
    decisions: str | None,
    today: date,
    cache_dir: str | None,
    no_cache: bool,
    **options: Any,
) -> None:
    from checker import baseline as kept
    from checker import engine, triage
    from checker.cli.triaging import given
    from checker.errors import UsageError

    old = kept.load(file) if not add or Path(file).exists() else kept.empty(file)
    report, readings = engine.examine(
        paths, against, engine.Options(loud=loud(), cache=place(cache_dir, no_cache, base), **options)
    )
    trouble = [*(f"{u.path}: {u.reason}" for u in report.unreadable), *report.errors]
    if trouble:
        raise UsageError(f"the baseline is left as it is, as not all could be checked: {trouble[0]}")
    ways = given(None, decisions, today, folder=base)
    shown = triage.apply(report, (r.document for r in readings), ways).findings
    documents = [d.path for d in report.documents]
    gone = old.gone()
    matched = kept.match(shown, old, gone)
    rules = frozenset(r.id for r in report.rules if not options["min_confidence"])
    over = kept.stale(old, matched, documents, rules, gone)
    new = kept.renewed(old, shown, matched, over, add=add)
    kept.save(new)
    click.echo(_said(old, new))


def _said(old: Any, new: Any) -> str:
    """What was done, in one line."""
    before = {(e.fingerprint, e.paths): e.count for e in old.entries}
    after = {(e.fingerprint, e.paths): e.count for e in new.entries}
    added = sum(max(0, n - before.get(key, 0)) for key, n in after.items())
    removed = sum(max(0, n - after.get(key, 0)) for key, n in before.items())
    total = sum(after.values())
    return f"{new.path}: {added} added, {removed} removed, {total} in all"
