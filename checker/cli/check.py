"""``checker check``."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from checker.cli.caching import caching, place, progress
from checker.cli.configured import Checking, configured, selecting, settings
from checker.cli.options import (
    FORMATS,
    SETTINGS,
    deafened,
    jobs,
    listed,
    look,
    loud,
    output,
    pack,
    stdin,
    stdin_name,
    write,
)
from checker.cli.reviewed import is_folder, write_reviewed
from checker.cli.triaging import triaged, triaging
from checker.errors import UsageError

_TERMINAL = ("text", "concise")


@click.command(cls=Checking, context_settings=SETTINGS)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATHS...")
@click.option(
    "--against",
    multiple=True,
    type=click.Path(),
    metavar="PATH",
    help="Documents to compare with, reported only as other side.",
)
@click.option(
    "--format",
    "form",
    default="text",
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    show_default=True,
    help=f"On the output: {', '.join(FORMATS)}.",
)
@click.option(
    "--output", "outputs", multiple=True, callback=output, metavar="FORMAT:PATH", help="Also into a file; repeatable."
)
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
@click.option(
    "--changed-since",
    metavar="REV",
    help="Only what is new since the commit that REV and HEAD have in common; empty for all there is.",
)
@click.option(
    "--notes",
    is_flag=True,
    help="Show also what only informs: figures that documents agree on. Figures that nothing in an archive supports "
    "are listed without it.",
)
@configured
@selecting
@click.option("--show-files", is_flag=True, help="List what would be checked, and check nothing.")
@click.option("--statistics", is_flag=True, help="Show how many findings there are of each kind, not each of them.")
@click.option("--quiet", "-q", is_flag=True, help="Findings alone: no notices, no last line, no progress.")
@click.option("--color", default="auto", type=click.Choice(["auto", "always", "never"]), help="On the output.")
@click.option("--watch", "-w", "watching", is_flag=True, help="Check again on every change, until Ctrl-C.")
@caching
@jobs
@stdin_name
@pack
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], watching: bool, show_files: bool, **given: Any) -> None:
    """Check PATHS (files, folders, or - for standard input) within and among each other.

    Reads Markdown, text, HTML, Word (.docx), OpenDocument (.odt), PDF, mail (.eml) and saved pages (.mhtml).

    Exit status: 0 nothing at or above --fail-level, 1 findings, 2 trouble.

    \b
    checker check drafts/ --against archive/ --select target,value
    checker check draft.md --format json --output concise:findings.txt
    checker check . --output sarif:out.sarif --output github
    checker check draft.docx --output docx:reviewed.docx   with comments; docx:DIR/ for several drafts
    checker check - --stdin-filename drafts/draft.md < draft.md
    """
    base = given["config"].folder
    given = settings(given)
    if show_files:
        sys.exit(_files(paths, given))
    by_hand = ctx.get_parameter_source("form") == ParameterSource.COMMANDLINE
    given |= _targets(given["form"], by_hand, given.pop("outputs"), given["statistics"])
    if not watching:
        sys.exit(_check(paths, base=base, **given))
    if "-" in paths:
        raise click.UsageError("standard input cannot be watched")
    from checker.watch import watch

    sys.exit(
        watch(paths, given["against"], lambda: _check(paths, base=base, **given), _told, selection=given["selection"])
    )


def _told(changes: list[str]) -> None:
    """Clear the screen and say why there is another report."""
    if sys.stdout.isatty():
        click.clear()
    if changes:
        more = f" and {len(changes) - 3} more" if len(changes) > 3 else ""
        click.echo(f"changed: {', '.join(changes[:3])}{more}", err=True)
    click.echo("watching; Ctrl-C ends", err=True)


def _files(paths: tuple[str, ...], given: dict[str, Any]) -> int:
    """List the documents of a run."""
    from checker.collect import collect

    inputs = collect(paths, (), b"", given["stdin_name"], given["selection"])
    click.echo("".join(f"{one.path}\n" for one in inputs.found), nl=False)
    for one in inputs.missing:
        click.echo(f"checker: {one.path}: {one.reason}", err=True)
    return 2 if inputs.missing else 0


def _targets(form: str, by_hand: bool, outputs: tuple[tuple[str, str], ...], statistics: bool) -> dict[str, Any]:
    """Format of standard output and those of files, found fault with before the work rather than after it."""
    streams = [name for name, path in outputs if not path]
    if len(streams) + by_hand > 1:
        raise click.UsageError(f"standard output takes one format: {', '.join([form] * by_hand + streams)}")
    form = streams[0] if streams else form
    if statistics and form not in (*_TERMINAL, "json"):
        raise click.UsageError(f"--statistics has no format {form}: text and json")
    files = tuple((name, path) for name, path in outputs if path)
    for i, (_, path) in enumerate(files):
        if any(os.path.realpath(path) == os.path.realpath(other) for _, other in files[:i]):
            raise click.UsageError(f"two reports cannot both be written to {path}")
        if files[i][0] == "docx" and is_folder(path):
            continue
        if Path(path).is_dir() or not Path(path).absolute().parent.is_dir():
            reason = "it is a folder" if Path(path).is_dir() else "there is no such folder"
            raise UsageError(f"cannot write {path}: {reason}")
    return {"form": form, "outputs": files}


def _check(
    paths: tuple[str, ...],
    *,
    against: tuple[str, ...],
    form: str,
    outputs: tuple[tuple[str, str], ...],
    baseline: str | None,
    changed_since: str | None,
    decisions: str | None,
    today: date,
    cache_dir: str | None,
    no_cache: bool,
    base: str = "",
    statistics: bool = False,
    quiet: bool = False,
    color: str = "auto",
    **given: Any,
) -> int:
    from checker import engine, report
    from checker.report.verdict import status

    telling = None if quiet else progress()
    options = engine.Options(
        stdin=stdin(paths), loud=loud(), cache=place(cache_dir, no_cache, base), progress=telling, **given
    )
    before = None
    if not changed_since:
        found, readings = engine.examine(paths, against, options)
    else:
        from checker import change

        found, readings, before = change.examine(paths, against, options, changed_since)
    partial = options.min_confidence > 0 or bool(options.path_ignores)
    done = triaged(found, readings, baseline=baseline, decisions=decisions, today=today, partial=partial, folder=base)
    if before is not None:
        done = change.only_new(done, before)
    for name, path in outputs:
        if name == "docx":
            write_reviewed(path, done, readings, today, (options.stdin_name, options.stdin))
        else:
            write(path, report.render(name, done))
    if "github" in (form, *(name for name, _ in outputs)):
        _summary(report.render("markdown", done))
    _say(_shown(done, form, statistics, quiet, look(report.Look, color)))
    code = status(done)
    if code == 2 and (quiet or form not in _TERMINAL):
        for line in [*(f"{u.path}: {u.reason}" for u in done.unreadable), *done.errors]:
            click.echo(f"checker: {line}", err=True)
    return code


def _shown(done: Any, form: str, statistics: bool, quiet: bool, how: Any) -> str:
    """The report as standard output has it."""
    import msgspec

    from checker import report
    from checker.report import statistics as counted

    if quiet and form in _TERMINAL:
        done = msgspec.structs.replace(done, notices=(), unreadable=(), errors=())
    if statistics:
        text = counted.as_json(done) if form == "json" else counted.render(done)
    else:
        text = report.render(form, done, how)
    return _without_end(text, bool(done.findings), form, statistics) if quiet and form in _TERMINAL else text


def _without_end(text: str, found: bool, form: str, statistics: bool) -> str:
    """A report without what is said about the whole of it: cards have a blank line between, other lines none."""
    cards = form == "text" and not statistics
    mark = "\n\n" if cards or statistics else "\n"
    parts = text.rstrip("\n").split(mark)
    kept = mark.join(parts[: -2 if cards and found else -1])
    return f"{kept}\n" if kept else ""


def _say(text: str) -> None:
    """Print a report. Who stops reading it does not change what was found."""
    try:
        click.echo(text, nl=False, color=True)
        sys.stdout.flush()
    except BrokenPipeError:
        deafened()


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
