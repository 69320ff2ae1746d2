"""``checker explain``."""

import shutil
from typing import Any

import click

from checker.cli.configured import Configured, configured, settings
from checker.cli.options import SETTINGS
from checker.cli.options import loud as _loud
from checker.cli.options import pack as _pack


@click.command(cls=Configured, context_settings=SETTINGS)
@click.argument("what", metavar="RULE-OR-FINGERPRINT")
@click.argument("paths", nargs=-1)
@click.option("--against", multiple=True, metavar="PATH", help="As in the check that made the finding.")
@click.option("--facts", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Likewise.")
@configured
@_pack
def explain(what: str, paths: tuple[str, ...], against: tuple[str, ...], **given: Any) -> None:
    """Explain a rule, or how the finding with a FINGERPRINT in PATHS came about.

    \b
    checker explain target
    checker explain 0123456789abcdef drafts/ --against archive/
    """
    from checker import engine, explain

    options = engine.Options(loud=_loud(), **settings(given) | {"notes": True})
    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    text = explain.finding(what, paths, against, options, width) if paths else explain.rule(what, options, width)
    click.echo(text, nl=False)
