"""``checker cache``."""

from typing import TYPE_CHECKING

import click

from checker.cli.caching import caching, place
from checker.cli.configured import Configured, configured
from checker.cli.options import SETTINGS

if TYPE_CHECKING:
    from checker.config import Loaded


@click.group(context_settings=SETTINGS)
def cache() -> None:
    """Look at or remove what checks keep from run to run.

    \b
    checker cache info
    checker cache clean --cache-dir build/checker
    """


@cache.command(cls=Configured, context_settings=SETTINGS)
@configured
@caching
def info(cache_dir: str | None, no_cache: bool, config: "Loaded") -> None:
    """Tell where the cache is, how many documents it holds and how large it is."""
    from checker.cache import LIMIT, NAME, count, size

    folder = place(cache_dir, no_cache, config.folder)
    if folder is None:
        click.echo("no cache: it is switched off, or there is no folder to write to")
        return
    documents, held = count(folder)
    click.echo(f"place      {folder / NAME}")
    click.echo(f"documents  {documents:,}, which hold {_megabytes(held)} of at most {_megabytes(LIMIT)}")
    click.echo(f"on disk    {_megabytes(size(folder / NAME))}")


@cache.command(cls=Configured, context_settings=SETTINGS)
@configured
@caching
def clean(cache_dir: str | None, no_cache: bool, config: "Loaded") -> None:
    """Remove the cache. Nothing is lost but time: the next check reads all documents anew."""
    from checker.cache import NAME, remove

    folder = place(cache_dir, no_cache, config.folder)
    freed = remove(folder / NAME) if folder else 0
    click.echo(f"removed {_megabytes(freed)}" if freed else "there is no cache to remove")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
