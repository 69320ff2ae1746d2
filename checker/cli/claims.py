"""``checker claims``."""

import sys
from typing import Any

import click

from checker.cli.configured import Checking, configured, selecting, settings
from checker.cli.options import SETTINGS, jobs, loud, pack, stdin, stdin_name


@click.command(cls=Checking, context_settings=SETTINGS)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATHS...")
@click.option(
    "--format", "form", default="table", type=click.Choice(["table", "json", "jsonl", "csv"]), show_default=True
)
@configured
@selecting
@jobs
@stdin_name
@pack
def claims(paths: tuple[str, ...], form: str, **given: Any) -> None:
    """List every claim in PATHS, also those that nothing compares with.

    \b
    checker claims draft.md
    checker claims archive/ --format csv > claims.csv
    """
    from checker import engine, listing

    rows, trouble = listing.claims(paths, engine.Options(stdin=stdin(paths), loud=loud(), **settings(given)))
    click.echo(listing.render(form, rows), nl=False)
    for one in trouble:
        click.echo(f"checker: {one.path}: {one.reason}", err=True)
    sys.exit(2 if trouble else 0)
