"""The command ``checker``: answers ``version`` at once, hands everything else to ``checker.cli``."""

import sys


def main() -> None:
    """Entry point of the command."""
    if sys.argv[1:] in (["version"], ["--version"], ["-V"]):
        from importlib.metadata import version

        sys.stdout.write(f"checker {version('claim-checker')}\n")
        return
    from checker.cli import command

    command()


if __name__ == "__main__":
    main()
