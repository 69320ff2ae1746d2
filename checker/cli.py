"""The command line: commands parse options, call the engine and choose a format."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from checker.errors import CheckerError, UsageError

# spelt out, as importing the formats would slow down every start
_FORMATS = (
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown",
)  # fmt: skip
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """Every trouble ends in one line on standard error and status 2, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CheckerError as error:
            click.echo(f"checker: {' '.join(str(error).split())}", err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if _loud():
                raise
            click.echo(f"checker: internal error, please report it: {type(error).__name__}: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings=_SETTINGS)
def command() -> None:
    r"""Cross-check the numbers, dates and names in commentary, and show what cannot all be right.

    \b
    checker check draft.md                     one draft, within itself
    checker check draft.md --against archive/  and against everything published
    checker claims draft.md                    every claim that is read out of it
    """


def _listed(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for one in given for part in one.split(",") if part.strip())


def _output(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = [one.partition(":") for one in given]
    for name, _, path in pairs:
        if name not in _FORMATS or not path:
            raise click.BadParameter(f"{name}:{path} is not FORMAT:PATH; formats are {', '.join(_FORMATS)}")
    return tuple((name, path) for name, _, path in pairs)


_pack = click.option(
    "--pack",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Rule pack to use instead of the one that ships with checker.",
)
_jobs = click.option("--jobs", "-j", default=1, type=click.IntRange(1), help="Processes that read documents.")
_stdin_name = click.option(
    "--stdin-filename", "stdin_name", metavar="NAME", help="Path that standard input ('-') stands for."
)


@command.command(context_settings=_SETTINGS)
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--against", multiple=True, metavar="PATH", help="Documents to compare with, reported only as other side."
)
@click.option("--format", "form", default="text", type=click.Choice(_FORMATS), show_default=True, help="On the output.")
@click.option("--output", "outputs", multiple=True, callback=_output, metavar="FORMAT:PATH", help="Also into a file.")
@click.option("--select", multiple=True, callback=_listed, metavar="KIND-OR-RULE", help="Only these, comma separated.")
@click.option("--ignore", multiple=True, callback=_listed, metavar="KIND-OR-RULE", help="All but these.")
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
@_jobs
@_stdin_name
@_pack
def check(
    paths: tuple[str, ...],
    against: tuple[str, ...],
    form: str,
    outputs: tuple[tuple[str, str], ...],
    **given: Any,
) -> None:
    r"""Check PATHS (files, folders, or - for standard input) within and among each other.

    Exit status: 0 nothing at or above --fail-level, 1 findings, 2 trouble.

    \b
    checker check drafts/ --against archive/ --select target,value
    checker check draft.md --format json --output concise:findings.txt
    """
    from checker import engine, report
    from checker.report.verdict import status

    done = engine.run(paths, against, engine.Options(stdin=_stdin(paths), loud=_loud(), **given))
    for name, path in outputs:
        _write(path, report.render(name, done))
    if "github" in (form, *(name for name, _ in outputs)):
        _summary(report.render("markdown", done))
    click.echo(report.render(form, done, _look(report.Look)), nl=False, color=True)
    code = status(done)
    if code == 2 and form not in ("text", "concise"):
        for line in [*(f"{u.path}: {u.reason}" for u in done.unreadable), *done.errors]:
            click.echo(f"checker: {line}", err=True)
    sys.exit(code)


@command.command(context_settings=_SETTINGS)
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "jsonl", "csv"]))
@_jobs
@_stdin_name
@_pack
def claims(paths: tuple[str, ...], form: str, **given: Any) -> None:
    """List every claim in PATHS, also those that nothing compares with."""
    from checker import engine, listing

    rows, trouble = listing.claims(paths, engine.Options(stdin=_stdin(paths), loud=_loud(), **given))
    click.echo(listing.render(form, rows), nl=False)
    for one in trouble:
        click.echo(f"checker: {one.path}: {one.reason}", err=True)
    sys.exit(2 if trouble else 0)


@command.command(context_settings=_SETTINGS)
@click.argument("what", metavar="RULE-OR-FINGERPRINT")
@click.argument("paths", nargs=-1)
@click.option("--against", multiple=True, metavar="PATH", help="As in the check that made the finding.")
@_pack
def explain(what: str, paths: tuple[str, ...], against: tuple[str, ...], pack: Path | None) -> None:
    r"""Explain a rule, or how the finding with a FINGERPRINT in PATHS came about.

    \b
    checker explain target
    checker explain 0123456789abcdef drafts/ --against archive/
    """
    from checker import engine, explain

    options = engine.Options(pack=pack, loud=_loud())
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    text = explain.finding(what, paths, against, options, width) if paths else explain.rule(what, options, width)
    click.echo(text, nl=False)


@command.group(invoke_without_command=True, context_settings=_SETTINGS)
@click.pass_context
def rules(ctx: click.Context) -> None:
    """List the rules, or run the examples of a rule pack."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_rules)


@rules.command("list", context_settings=_SETTINGS)
@_pack
def list_rules(pack: Path | None = None) -> None:
    """List the rules with their kind, level and title."""
    from tabulate import tabulate

    from checker import engine

    rows = [[t.id, t.kind, t.level, t.title] for t in engine.chosen_rules(engine.Options(pack=pack))]
    click.echo(tabulate(rows, ["rule", "kind", "level", "title"], tablefmt="simple"))


@rules.command("test", context_settings=_SETTINGS)
@click.argument("names", nargs=-1, metavar="[RULE]...")
@_pack
def test_rules(names: tuple[str, ...], pack: Path | None) -> None:
    """Run the examples of the pack (of RULE alone where given); status 1 where one fails."""
    from checker import examples
    from checker.engine import Options

    outcomes = examples.run(Options(pack=pack, select=names))
    for one in outcomes:
        if not one.fine:
            click.echo(f"{one.case.id}: {one.trouble}")
    failed = sum(not one.fine for one in outcomes)
    pending = sum(bool(one.case.pending) for one in outcomes)
    click.echo(f"{len(outcomes)} examples, {failed} failed" + (f", {pending} pending" if pending else ""))
    sys.exit(1 if failed else 0)


@command.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as of

    click.echo(f"checker {of('claim-checker')}")


def _stdin(paths: tuple[str, ...]) -> bytes | None:
    return sys.stdin.buffer.read() if "-" in paths else None


def _loud() -> bool:
    """Whether an error inside checker is to be raised, for whoever hunts it."""
    return bool(os.environ.get("CHECKER_LOUD"))


def _look(look: Any) -> Any:
    """Width and colour of the terminal; NO_COLOR, CLICOLOR and CLICOLOR_FORCE honoured in this order."""
    of = os.environ.get
    colour = sys.stdout.isatty() and of("CLICOLOR", "1") != "0" and of("TERM") != "dumb"
    colour = not of("NO_COLOR") and (colour or of("CLICOLOR_FORCE", "0") not in ("", "0"))
    return look(width=shutil.get_terminal_size((100, 24)).columns, colour=colour)


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


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
