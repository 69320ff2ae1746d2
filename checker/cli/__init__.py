"""The command line: commands parse options, call the engine and choose a format.

A command is a module of its own here, imported when it is called: start-up stays fast however many there are.
"""

from importlib import import_module
from typing import Any

import click

from checker.cli.options import SETTINGS, deafened, loud
from checker.errors import CheckerError

_COMMANDS = (
    "baseline", "cache", "check", "claims", "completion", "config", "explain", "ledger", "report", "rules", "serve",
    "version",
)  # fmt: skip


class _Group(click.Group):
    """Commands by name; every trouble ends in one line on standard error and status 2, never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 click's signature
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"checker.cli.{cmd_name}"), cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CheckerError as error:
            click.echo(f"checker: {' '.join(str(error).split())}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("\nchecker: interrupted", err=True)
            ctx.exit(130)
        except BrokenPipeError:  # whoever reads has seen enough
            deafened()
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if loud():
                raise
            click.echo(f"checker: internal error, please report it: {type(error).__name__}: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings=SETTINGS)
def command() -> None:
    """Cross-check the numbers, dates and names in commentary, and show what cannot all be right.

    \b
    checker check draft.md                     one draft, within itself
    checker check draft.md --against archive/  and against everything published
    checker claims draft.md                    every claim that is read out of it
    """
