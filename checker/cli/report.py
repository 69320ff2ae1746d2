"""``checker report``."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from checker.cli.caching import caching, place, progress
from checker.cli.configured import Checking, configured, selecting, settings
from checker.cli.options import SETTINGS, jobs, listed, loud, pack, stdin, stdin_name, write
from checker.cli.triaging import given as gathered
from checker.cli.triaging import triaging
from checker.errors import UsageError


@click.command(cls=Checking, context_settings=SETTINGS)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATHS...")
@click.option(
    "--against",
    multiple=True,
    type=click.Path(),
    metavar="PATH",
    help="Archive to compare with, likewise files or folders.",
)
@click.option("--out", "-o", default="review.html", type=click.Path(dir_okay=False), metavar="FILE", show_default=True)
@click.option("--select", multiple=True, callback=listed, metavar="KIND-OR-RULE", help="Only these, comma separated.")
@click.option("--ignore", multiple=True, callback=listed, metavar="KIND-OR-RULE", help="All but these.")
@click.option("--min-confidence", default=0.0, type=click.FloatRange(0, 1), help="Leave out what is less sure.")
@click.option(
    "--facts", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Fact sheet."
)
@click.option(
    "--notes",
    is_flag=True,
    help="Show also what only informs: figures that documents agree on. Figures that nothing in an archive supports "
    "are listed without it.",
)
@click.option("--dated", is_flag=True, help="Write the day of the run into the page.")
@triaging
@configured
@selecting
@caching
@jobs
@stdin_name
@pack
def report(paths: tuple[str, ...], out: str, dated: bool, today: date, **given: Any) -> None:
    """Write a review of PATHS as one self-contained page: findings, pictures, documents and claims.

    Decisions that are taken in the page are saved as checker-decisions.toml, which the next run reads.

    Exit status: 0 the page is written, 2 trouble.

    \b
    checker report draft.docx --against archive/ -o review.html
    checker report drafts/ --decisions checker-decisions.toml
    """
    base = given["config"].folder
    given = settings(given)
    if not Path(out).absolute().parent.is_dir():
        raise UsageError(f"cannot write {out}: there is no such folder")
    sys.exit(_report(paths, out, today, today.isoformat() if dated else "", base, **given))


def _report(
    paths: tuple[str, ...],
    out: str,
    today: date,
    on: str,
    base: str,
    *,
    against: tuple[str, ...],
    baseline: str | None,
    decisions: str | None,
    cache_dir: str | None,
    no_cache: bool,
    **given: Any,
) -> int:
    from importlib.metadata import version

    from checker import baseline as bases
    from checker import engine, triage
    from checker.report.html import Setup
    from checker.report.wording import LEVELS, counts, plural
    from checker.review import page

    options = engine.Options(
        stdin=stdin(paths),
        loud=loud(),
        cache=place(cache_dir, no_cache),
        progress=progress(),
        fail_level="never",
        **given,
    )
    partial = options.min_confidence > 0 or bool(options.path_ignores)
    found, readings = engine.examine(paths, against, options)
    triaged = gathered(bases.load(baseline) if baseline else None, decisions, today, partial, base)
    done = triage.apply(found, (r.document for r in readings), triaged)
    setup = Setup(paths=paths, against=against, decisions=triaged.decisions, on=on, version=version("claim-checker"))
    write(out, page(done, readings, setup))
    number = counts(done)
    told = ", ".join(plural(number[level], level) for level in LEVELS if number[level]) or "no conflicts"
    click.echo(f"{out}: {told} in {plural(len(done.documents), 'document')}", err=True)
    for line in [*(f"{u.path}: {u.reason}" for u in done.unreadable), *done.errors]:
        click.echo(f"checker: {line}", err=True)
    return 2 if done.unreadable or done.errors else 0
