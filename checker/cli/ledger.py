"""``checker ledger``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.caching import progress
from checker.cli.configured import Configured, configured, selecting, settings
from checker.cli.options import SETTINGS, jobs, loud

if TYPE_CHECKING:
    from checker.ledger.write import Change

_archive = click.argument("archive", nargs=-1, required=True)


@click.group(context_settings=SETTINGS)
def ledger() -> None:
    """Keep all claims of an archive in one file, so that a draft is checked against it at once.

    \b
    checker ledger build archive/ -o archive.ledger
    checker check draft.md --against archive.ledger
    checker ledger update archive.ledger archive/
    checker ledger query archive.ledger --metric tariff --period 2025
    """


@ledger.command(cls=Configured, context_settings=SETTINGS)
@_archive
@click.option("--output", "-o", required=True, metavar="FILE", help="The ledger to write; an old one is replaced.")
@configured
@selecting
@jobs
def build(archive: tuple[str, ...], output: str, jobs: int, **given: Any) -> None:
    """Read all documents of ARCHIVE (files and folders) into a new ledger."""
    from checker import engine
    from checker.cache import maker
    from checker.collect import collect
    from checker.ledger import write
    from checker.pack.loader import default_pack
    from checker.pack.rules import load_rules

    inputs = collect((), archive, selection=settings(given)["selection"])
    options = engine.Options(jobs=jobs, loud=loud(), progress=progress())
    texts = load_rules(default_pack())
    done = write.build(Path(output), engine.extracted(inputs.found, options), texts, maker(default_pack()))
    _told(done, [f"{u.path}: {u.reason}" for u in inputs.missing])


@ledger.command(cls=Configured, context_settings=SETTINGS)
@click.argument("file")
@_archive
@configured
@selecting
@jobs
def update(file: str, archive: tuple[str, ...], jobs: int, **given: Any) -> None:
    """Bring the ledger FILE up to date with ARCHIVE: what is new or changed is read, what is gone taken out.

    It happens all at once or not at all: a run that is broken off leaves the ledger as it was.
    """
    from checker import engine
    from checker.cache import maker
    from checker.collect import collect
    from checker.errors import UsageError
    from checker.ledger import write
    from checker.pack.loader import default_pack
    from checker.pack.rules import load_rules

    inputs = collect((), archive, selection=settings(given)["selection"])
    if inputs.missing:
        raise UsageError(f"{inputs.missing[0].path}: no such file or folder; the ledger is left as it was")
    options = engine.Options(jobs=jobs, loud=loud(), progress=progress())
    done = write.update(
        file,
        [(one, engine.content_key(one)[0]) for one in inputs.found],
        lambda some: engine.extracted(some, options),
        load_rules(default_pack()),
        maker(default_pack()),
    )
    _told(done, [])


def _told(done: "Change", missing: list[str]) -> None:
    """Say what was done, and end with status 2 where something could not be read."""
    parts = [(done.added, "added"), (done.changed, "changed"), (done.removed, "removed"), (done.same, "unchanged")]
    said = ", ".join(f"{n:,} {word}" for n, word in parts if n) or "nothing"
    click.echo(f"{said} ({'document' if done.added + done.changed + done.removed + done.same == 1 else 'documents'})")
    trouble = [*missing, *(f"{u.path}: {u.reason}" for u in done.unreadable)]
    for line in trouble:
        click.echo(f"checker: {line}", err=True)
    if trouble:
        raise click.exceptions.Exit(2)


@ledger.command(context_settings=SETTINGS)
@click.argument("file")
@click.option("--metric", metavar="ID", help="Only claims of this metric of the rule pack.")
@click.option("--subject", metavar="ID", help="Only claims about this entity of the rule pack, such as jp.")
@click.option("--period", metavar="DATE", help="Only claims for this day, month or year, or a stretch: 2024-06..2025.")
@click.option("--document", metavar="PATH", help="Only claims of this document, or of a pattern with *.")
@click.option(
    "--format", "form", default="table", type=click.Choice(["table", "csv", "json", "jsonl"]), show_default=True
)
def query(
    file: str, metric: str | None, subject: str | None, period: str | None, document: str | None, form: str
) -> None:
    """List claims of the ledger FILE."""
    from checker.ledger.base import opened
    from checker.ledger.query import claims
    from checker.listing import claim_rows, render

    with opened(file) as base:
        found = claims(base, metric=metric, subject=subject, period=period, document=document)
        click.echo(render(form, claim_rows(found)), nl=False)
