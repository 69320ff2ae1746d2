"""What can go wrong, and the exit status that each kind of trouble has.

A finding is a value (``model.Finding``), never an error. Errors carry one line that an editor can act on: which file,
which place in it, what is wrong.
"""


class CheckerError(Exception):
    """Any trouble that ends a run, or takes one document out of it. Ends a command with status 2."""

    exit_code = 2


class ReadError(CheckerError):
    """A document cannot be read. The rest of the run goes on and the document is listed as unreadable."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class PackError(CheckerError):
    """A file of a rule pack is broken: names the file, the place in it and what was expected."""


class UsageError(CheckerError):
    """An option or a configuration value makes no sense."""


class ConfigError(UsageError):
    """A configuration is wrong: names the file, the line where it is known, and the key."""
