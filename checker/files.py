"""Files as wholes. A document is read up to a limit; a file is written in one step.

Whoever reads it then sees the old one or the new one, also when the writer is killed.
"""

import os
from contextlib import suppress
from pathlib import Path

from checker.errors import ReadError, UsageError

LARGEST = 256 << 20  # bytes of a document


def contents(path: str) -> bytes:
    """The bytes of a document.

    Raises:
        ReadError: there are more of them than any document has.
        OSError: it cannot be read.
    """
    with Path(path).open("rb") as given:
        data = given.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReadError(path, f"is larger than {LARGEST >> 20} MB")
    return data


def replace(path: str, text: str) -> None:
    """Put ``text`` in the place of the file at ``path``, or at the end of the link that it is.

    Raises:
        UsageError: it cannot be written.
    """
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    fresh = Path(folder, f".{name}.{os.getpid()}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileNotFoundError):
            fresh.chmod(Path(target).stat().st_mode & 0o7777)
        fresh.replace(target)
        _sync(folder)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def _sync(folder: str) -> None:
    """Some systems cannot sync a folder, which then needs none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
