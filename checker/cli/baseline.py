"""``checker baseline``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from checker.cli.caching import caching, place
from checker.cli.options import SETTINGS, jobs, loud, pack
from checker.cli.triaging import decided

_against = click.option("--against", multiple=True, metavar="PATH", help="The archive, as in the check.")
_facts = click.option(
    "--facts", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Fact sheet."
)


@click.group(context_settings=SETTINGS)
def baseline() -> None:
    """Keep the findings that are there today out of later checks.

    \b
    checker baseline update baseline.jsonl drafts/ --against archive/
    checker check drafts/ --against archive/ --baseline baseline.jsonl
    """


@baseline.command(context_settings=SETTINGS)
@click.argument("file")
@click.argument("paths", nargs=-1, required=True)
@_against
@_facts
@decided
@caching
@jobs
@pack
def update(file: str, paths: tuple[str, ...], **options: Any) -> None:
    """Write the findings of PATHS into FILE: adds what is new and takes out what no longer occurs.

    Entries about documents that are not among PATHS stay as they are. Give the options of the check.
    """
    _renew(file, paths, add=True, **options)


@baseline.command(context_settings=SETTINGS)
@click.argument("file")
@click.argument("paths", nargs=-1, required=True)
@_against
@_facts
@decided
@caching
@jobs
@pack
def prune(file: str, paths: tuple[str, ...], **options: Any) -> None:
    """Take out of FILE what no longer occurs in PATHS; adds nothing."""
    _renew(file, paths, add=False, **options)


def _renew(
    file: str,
    paths: tuple[str, ...],
    *,
    add: bool,
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
        paths, against, engine.Options(loud=loud(), cache=place(cache_dir, no_cache), **options)
    )
    trouble = [*(f"{u.path}: {u.reason}" for u in report.unreadable), *report.errors]
    if trouble:
        raise UsageError(f"the baseline is left as it is, as not all could be checked: {trouble[0]}")
    ways = given(None, decisions, today)
    shown = triage.apply(report, (r.document for r in readings), ways).findings
    documents = [d.path for d in report.documents]
    matched = kept.match(shown, old, documents)
    over = kept.stale(old, matched, documents, {r.id for r in report.rules}, old.gone())
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
