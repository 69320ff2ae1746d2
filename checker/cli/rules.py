"""``checker rules``."""

import sys
from pathlib import Path

import click

from checker.cli.options import SETTINGS
from checker.cli.options import pack as _pack


@click.group(invoke_without_command=True, context_settings=SETTINGS)
@click.pass_context
def rules(ctx: click.Context) -> None:
    """List the rules, or run the examples of a rule pack."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_rules)


@rules.command("list", context_settings=SETTINGS)
@_pack
def list_rules(pack: Path | None = None) -> None:
    """List the rules with their kind, level and title."""
    from tabulate import tabulate

    from checker import engine

    rows = [[t.id, t.kind, t.level, t.title] for t in engine.chosen_rules(engine.Options(pack=pack, notes=True))]
    click.echo(tabulate(rows, ["rule", "kind", "level", "title"], tablefmt="simple"))


@rules.command("test", context_settings=SETTINGS)
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
