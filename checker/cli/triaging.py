"""What commands share that leave findings out: --baseline, --decisions and the day that decisions are held against."""

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from checker.model import Reading, Report

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _day(_ctx: click.Context, _param: click.Parameter, given: str | None) -> date:
    """The day of the run. The clock is read here and nowhere below: a run is a function of what it is given."""
    if given is None:
        now = time.localtime()
        return date(now.tm_year, now.tm_mon, now.tm_mday)
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise click.BadParameter(f"{given} is no day of the form 2026-11-20") from None


_baseline = click.option("--baseline", metavar="FILE", help="Leave out the findings that FILE lists.")
_decisions = click.option(
    "--decisions",
    metavar="FILE",
    help="Decisions about findings.  [default: checker-decisions.toml, where there is one]",
)
_today = click.option("--today", envvar="CHECKER_TODAY", callback=_day, hidden=True, help="Day of the run.")


def triaging(command: _Command) -> _Command:
    """The options --baseline, --decisions and --today."""
    return _baseline(decided(command))


def decided(command: _Command) -> _Command:
    """The options --decisions and --today."""
    return _decisions(_today(command))


def triaged(
    report: "Report",
    readings: "Sequence[Reading]",
    *,
    baseline: str | None = None,
    decisions: str | None = None,
    today: date | None = None,
    partial: bool = False,
    folder: str = "",
) -> "Report":
    """A report without what suppressions, decisions and the baseline leave out.

    ``folder`` is where a file of decisions is looked for that no option names: beside the configuration.

    Raises:
        UsageError: the baseline or the decisions cannot be read.
    """
    from checker import triage
    from checker.baseline import load

    return triage.apply(
        report, (r.document for r in readings), given(load(baseline) if baseline else None, decisions, today, partial,
        folder),
    )  # fmt: skip


def given(baseline: Any, decisions: str | None, today: date | None, partial: bool = False, folder: str = "") -> Any:
    """What a report is triaged with, looked up on the disk."""
    from checker.decisions import NAME, load
    from checker.triage import Given

    usual = Path(folder, NAME)
    path = decisions or (usual.as_posix() if usual.is_file() else "")
    decided = load(path) if path else ()
    return Given(
        baseline=baseline,
        decisions=decided,
        decisions_path=path,
        today=today,
        gone=baseline.gone() if baseline else frozenset(),
        missing=frozenset(p for one in decided for p in one.paths if not Path(p).exists()),
        partial=partial,
    )
