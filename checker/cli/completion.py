"""``checker completion``."""

import click

from checker.cli.options import SETTINGS


@click.command(context_settings=SETTINGS)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and paths in SHELL.

    \b
    eval "$(checker completion bash)"                          in ~/.bashrc
    eval "$(checker completion zsh)"                           in ~/.zshrc
    checker completion fish > ~/.config/fish/completions/checker.fish
    """
    from click.shell_completion import get_completion_class

    from checker.cli import command

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"there is no completion for {shell}")
    script = made(command, {}, "checker", "_CHECKER_COMPLETE")
    click.echo(script.source_template % script.source_vars())
