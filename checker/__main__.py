"""The command ``checker``: answers ``version`` at once, hands everything else to ``checker.cli``."""

import gc
import sys


def main() -> None:
    """Entry point of the command."""
    if sys.argv[1:] in (["version"], ["--version"], ["-V"]):
        from importlib.metadata import version

        sys.stdout.write(f"checker {version('claim-checker')}\n")
        return
    # The values of a run are trees without cycles: looking for some among millions of them takes longer than the rest.
    gc.set_threshold(200_000, 50, 100)
    try:
        from checker.cli import command

        command()
    except KeyboardInterrupt:  # before a command has begun
        sys.exit(130)


if __name__ == "__main__":
    main()
