"""Inputs to documents, or to the reason why there is none."""

from pathlib import Path

import msgspec

from checker.collect import Input
from checker.errors import ReadError
from checker.files import contents
from checker.model import Document, Unreadable
from checker.read import READERS, read
from checker.settings import Options


def attempt_read(one: Input, options: Options) -> Document | Unreadable:
    """One document, or why there is none."""
    try:
        return read_input(one)
    except ReadError as error:
        return Unreadable(path=one.path, reason=error.reason)
    except OSError as error:
        return Unreadable(path=one.path, reason=error.strerror or str(error))
    except Exception as error:
        if options.loud:
            raise
        return Unreadable(path=one.path, reason=f"internal error while reading: {named(error)}")


def read_input(one: Input) -> Document:
    """One document, with the path as it was given."""
    data = contents(one.path) if one.data is None else one.data
    if Path(one.path).suffix.lower() in READERS:
        return read(one.path, data)
    # named explicitly, so the user means it to be read: as plain text, which refuses what is binary
    return msgspec.structs.replace(read(one.path + ".txt", data), path=one.path)


def document(path: str, text: str) -> Document:
    """A document that stands in no file."""
    return read_input(Input(path=path, data=text.encode("utf-8", "replace")))


def named(error: Exception) -> str:
    """An error nobody foresaw, in one line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
