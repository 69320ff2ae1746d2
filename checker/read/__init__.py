"""Reading: a file's bytes to a Document, with a way back from every character of the prose to its place in the file."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from checker.errors import ReadError
from checker.model import Document
from checker.read import html, markdown, plain


def _later(module: str, function: str = "read") -> Callable[[str, bytes], Document]:
    """A reader that is imported when it is needed, as its libraries take time to load."""

    def reader(path: str, data: bytes) -> Document:
        found: Document = getattr(import_module(f"checker.read.{module}"), function)(path, data)
        return found

    return reader


_WORD, _MAIL, _PAGE = _later("docx"), _later("mail"), _later("mail", "read_page")

READERS: dict[str, Callable[[str, bytes], Document]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": plain.read,
    ".text": plain.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".docx": _WORD,
    ".docm": _WORD,
    ".odt": _later("odt"),
    ".pdf": _later("pdf"),
    ".eml": _MAIL,
    ".mhtml": _PAGE,
    ".mht": _PAGE,
}


def read(path: PurePath | str, data: bytes) -> Document:
    """The document that ``data`` holds, by the format that the suffix of ``path`` names.

    Raises:
        ReadError: the format is unknown, or the file cannot be read; says where and why.
    """
    name = path if isinstance(path, str) else path.as_posix()
    suffix = PurePath(name).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise ReadError(name, f"has no known format ({suffix or 'no suffix'}; known are {' '.join(READERS)})")
    return reader(name, data)
