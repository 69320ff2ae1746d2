"""Bytes to characters: byte order marks, UTF-8, and one clear line for what is no text.

A byte order mark stays in the text as U+FEFF, so that offsets are those of the file decoded as UTF-8.
"""

import codecs
import re

from checker.errors import ReadError

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_OTHERS = (  # what is no text by its first bytes, and what to do about it
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Office before 2007 or one with a password: save it as .docx"),
    (b"{\\rtf", "a file in rich text format: save it as .docx"),
    (b"PK\x03\x04", "a zip archive or a document in one: is its name right?"),
    (b"%PDF-", "a PDF: give it a name that ends with .pdf"),
    (b"bplist00", "a binary property list such as a web archive of Safari: save the page as HTML"),
)
_LEGACY = re.compile(r"(?:cp|windows-|iso8859-|koi8|mac|gb|big5|euc|shift|tis)")


def decode(path: str, data: bytes, *, declared: bool = False) -> str:
    """The text of a file.

    Args:
        path: name of the file, for messages.
        data: its bytes.
        declared: whether a character set that the text itself declares (HTML) is followed where it is not UTF-8.

    Raises:
        ReadError: the file is empty, binary, or not UTF-8; names the offset of the byte that says so.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise ReadError(path, "is empty")
    for head, what in _OTHERS:
        if data.startswith(head):
            raise ReadError(path, f"is {what}")
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _strict(path, data, encoding)
    nul = data.find(b"\0")
    if nul >= 0:
        raise ReadError(path, f"is a binary file (NUL byte at offset {nul})")
    legacy = _legacy(data) if declared else None
    if legacy:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return _strict(path, data, legacy)
    return _strict(path, data, "utf-8")


def _strict(path: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        where = f"byte 0x{data[error.start]:02X} at offset {error.start}, line {line}"
        raise ReadError(path, f"is not valid {name} ({where})") from None


def _legacy(data: bytes) -> str | None:
    """The character set that a page declares, where Python knows it as a plain text encoding."""
    found = _DECLARED.search(data, 0, 4096)
    if found is None:
        return None
    try:
        info = codecs.lookup(found[1].decode("ascii"))
    except LookupError:
        return None
    return info.name if _LEGACY.match(info.name) else None
