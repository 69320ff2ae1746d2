"""``checker check``."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from checker.cli.options import FORMATS, SETTINGS, jobs, listed, look, loud, output, pack, stdin, stdin_name, write
from checker.cli.triaging import triaged, triaging


@click.command(context_settings=SETTINGS)
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--against", multiple=True, metavar="PATH", help="Documents to compare with, reported only as other side."
)
@click.option("--format", "form", default="text", type=click.Choice(FORMATS), show_default=True, help="On the output.")
@click.option("--output", "outputs", multiple=True, callback=output, metavar="FORMAT:PATH", help="Also into a file.")
@click.option("--select", multiple=True, callback=listed, metavar="KIND-OR-RULE", help="Only these, comma separated.")
@click.option("--ignore", multiple=True, callback=listed, metavar="KIND-OR-RULE", help="All but these.")
@click.option(
    "--fail-level",
    default="conflict",
    type=click.Choice(["conflict", "divergence", "never"]),
    show_default=True,
    help="Lowest level that ends the run with status 1.",
)
@click.option("--min-confidence", default=0.0, type=click.FloatRange(0, 1), help="Leave out what is less sure.")
@click.option(
    "--facts", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Fact sheet."
)
@triaging
@click.option("--notes", is_flag=True, help="Show also what only informs: figures that documents agree on.")
@jobs
@stdin_name
@pack
def check(
    paths: tuple[str, ...],
    against: tuple[str, ...],
    form: str,
    outputs: tuple[tuple[str, str], ...],
    baseline: str | None,
    decisions: str | None,
    today: date,
    **given: Any,
) -> None:
    """Check PATHS (files, folders, or - for standard input) within and among each other.

    Exit status: 0 nothing at or above --fail-level, 1 findings, 2 trouble.

    \b
    checker check drafts/ --against archive/ --select target,value
    checker check draft.md --format json --output concise:findings.txt
    """
    from checker import engine, report
    from checker.report.verdict import status

    options = engine.Options(stdin=stdin(paths), loud=loud(), **given)
    found, readings = engine.examine(paths, against, options)
    done = triaged(
        found, readings, baseline=baseline, decisions=decisions, today=today, partial=options.min_confidence > 0
    )
    for name, path in outputs:
        write(path, report.render(name, done))
    if "github" in (form, *(name for name, _ in outputs)):
        _summary(report.render("markdown", done))
    click.echo(report.render(form, done, look(report.Look)), nl=False, color=True)
    code = status(done)
    if code == 2 and form not in ("text", "concise"):
        for line in [*(f"{u.path}: {u.reason}" for u in done.unreadable), *done.errors]:
            click.echo(f"checker: {line}", err=True)
    sys.exit(code)


def _summary(text: str) -> None:
    """The step summary of a workflow, where there is one; GitHub refuses more than a mebibyte."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        data = text.encode("utf-8", "replace")
        if len(data) > 2**20:
            note = b"\n\n(cut here: GitHub takes no more; see the log)\n"
            data = data[: 2**20 - len(note)].decode("utf-8", "ignore").encode() + note
        with Path(path).open("ab") as summary:
            summary.write(data)
