"""``checker version``."""

import click


@click.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as of

    click.echo(f"checker {of('claim-checker')}")
