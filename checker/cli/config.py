"""``checker config``."""

import sys
from pathlib import Path

import click

from checker.cli.options import SETTINGS


@click.group(context_settings=SETTINGS)
def config() -> None:
    """Show the configuration that holds, or say what is wrong with one.

    \b
    checker config show                 what holds here, and which file sets it
    checker config show drafts/a.md     what holds for a file
    checker config verify checker.toml  all that is wrong with it
    """


@config.command(context_settings=SETTINGS)
@click.argument("path", required=False, type=click.Path())
@click.option("--format", "form", default="toml", type=click.Choice(["toml", "json"]), show_default=True)
def show(path: str | None, form: str) -> None:
    """Show all settings that hold for PATH (default: here), with the file that sets each."""
    from checker.config import find, load
    from checker.config.show import as_json, as_toml

    loaded = load(find([path] if path else []))
    click.echo(as_json(loaded) if form == "json" else as_toml(loaded), nl=False)


@config.command(context_settings=SETTINGS)
@click.argument("files", nargs=-1, type=click.Path(), metavar="[FILE]...")
def verify(files: tuple[str, ...]) -> None:
    """Say all that is wrong with FILE (default: the configuration that holds here).

    Exit status: 0 nothing, 2 something, or there is no configuration.

    \b
    checker config verify
    checker config verify checker.toml house.toml
    """
    from checker.config import find

    here = None if files else find()
    if not files and here is None:
        click.echo("checker: there is no configuration here or above", err=True)
        sys.exit(2)
    found = [trouble for file in files or (here or "",) for trouble in _verified(file)]
    sys.exit(2 if found else 0)


@config.command(context_settings=SETTINGS)
def schema() -> None:
    """Print the JSON schema of a configuration, for editors that complete and check TOML."""
    from checker.config import schema as made

    click.echo(made(), nl=False)


def _verified(file: str) -> list[str]:
    from checker.config import load, ours, problems
    from checker.config.names import absent, unknown

    path = Path(file)
    if path.name == "pyproject.toml" and path.is_file() and not ours(path):
        click.echo(f"{file}: has no table [tool.checker]: nothing to verify")
        return []
    found = list(problems(file))
    if not found:
        loaded = load(file)
        found = [*unknown(loaded), *absent(loaded)]
    for trouble in found:
        click.echo(f"checker: {trouble}", err=True)
    if not found:
        click.echo(f"{file}: fine")
    return found
