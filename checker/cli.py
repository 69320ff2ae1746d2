"""The command line: commands parse options, call the engine and choose a format."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from checker.errors import CheckerError, UsageError
from checker.report import FORMATS


class _Group(click.Group):
    """Every trouble ends in one line on standard error and status 2, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CheckerError as error:
            click.echo(f"checker: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Cross-check the numbers, dates and names in commentary; flag what cannot all be right."""


def _listed(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for one in given for part in one.split(",") if part.strip())


@command.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--against", multiple=True, metavar="PATH", help="Also compare with these documents.")
@click.option("--format", "form", default="text", type=click.Choice(FORMATS), show_default=True)
@click.option("--output", "outputs", multiple=True, metavar="FORMAT:PATH", help="Also write this format to a file.")
@click.option("--select", multiple=True, callback=_listed, metavar="KIND-OR-RULE", help="Run only these.")
@click.option("--ignore", multiple=True, callback=_listed, metavar="KIND-OR-RULE", help="Leave these out.")
@click.option("--fail-level", default="conflict", type=click.Choice(["conflict", "divergence", "never"]))
@click.option("--min-confidence", default=0.0, type=click.FloatRange(0, 1))
@click.option("--facts", multiple=True, metavar="FILE")
@click.option("--jobs", "-j", default=1, type=click.IntRange(1))
@click.option("--stdin-filename", metavar="NAME")
@click.option("--pack", type=click.Path(path_type=Path), metavar="DIR")
def check(paths: tuple[str, ...], form: str, outputs: tuple[str, ...], against: tuple[str, ...], **given: Any) -> None:
    """Check PATHS within and among each other."""
    from checker import engine, report

    stdin = sys.stdin.buffer.read() if "-" in paths else None
    given["stdin_name"] = given.pop("stdin_filename")
    options = engine.Options(stdin=stdin, loud=bool(os.environ.get("CHECKER_LOUD")), **given)
    done = engine.run(paths, against, options)
    for output in outputs:
        name, _, path = output.partition(":")
        if not path:
            raise UsageError(f"--output {output!r}: expected FORMAT:PATH")
        Path(path).write_text(report.render(name, done), encoding="utf-8")
    click.echo(report.render(form, done), nl=False)
    sys.exit(engine.status(done))
