"""Mail in one file: newsletters (.eml), and pages as browsers save them with all that belongs to them (.mhtml).

The text is the part in HTML, read as any page is, else the plain one. Positions are those of the text as extracted:
in the file it is wrapped in the encodings of mail.
"""

import codecs
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import cast

from checker.errors import ReadError
from checker.model import Document
from checker.read import html, plain
from checker.read.extracted import Item, document, item, left_out
from checker.read.finish import About
from checker.read.parts import Part, render
from checker.read.repair import repairs

_LARGEST = 64 << 20
_PARTS = 2_000
_HEADER = re.compile(rb"[!-9;-~]{1,80}:")
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


def read(path: str, data: bytes) -> Document:
    """A message; its subject, sender and day are what is known of it where the text says nothing else."""
    message = _message(path, data, "mail message")
    name, address = parseaddr(_header(message, "from"))
    about = About(
        title=_REPLY.sub("", _header(message, "subject"), count=1) or None,
        author=name or address or None,
        date=_day(_header(message, "date")) or None,
    )
    body, attached = _body(path, message)
    notes = [left_out(attached, "attached file")] if attached else []
    return _document(path, body, about, notes)


def read_page(path: str, data: bytes) -> Document:
    """A saved page. The day in its head is when it was saved, which is no day of the page."""
    message = _message(path, data, "saved web page")
    body, _ = _body(path, message)
    return _document(path, body, About(title=_header(message, "subject") or None), [])


def _message(path: str, data: bytes, what: str) -> EmailMessage:
    if len(data) > _LARGEST:
        raise ReadError(path, f"is larger than {_LARGEST >> 20} MB")
    if not data.strip():
        raise ReadError(path, "is empty")
    if not _HEADER.match(data.lstrip(b"\xef\xbb\xbf\r\n\t ")) and not data.startswith(b"From "):
        raise ReadError(path, f"is no {what}: it does not begin with a header")
    if data.count(b"\nContent-Type:") + data.count(b"\ncontent-type:") > _PARTS:
        raise ReadError(path, f"has more than {_PARTS:,} parts")
    try:
        return BytesParser(policy=policy.default).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n\t "))
    except (ValueError, LookupError, RecursionError, IndexError, AttributeError, TypeError) as error:
        raise ReadError(path, f"is a damaged {what} ({type(error).__name__})") from None


def _header(message: EmailMessage, name: str) -> str:
    """A header as text, on one line; empty where it is missing or beyond reading."""
    try:
        found = str(message.get(name, ""))
    except (ValueError, LookupError, IndexError, AttributeError, TypeError, RecursionError):
        return ""
    return " ".join(found.encode("utf-8", "replace").decode().split())[:1000]


def _day(text: str) -> str:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _body(path: str, message: EmailMessage) -> tuple[EmailMessage, int]:
    """The part that holds the text, and how many files are attached."""
    leaves: list[EmailMessage] = []
    stack: list[EmailMessage] = [message]
    attached = 0
    while stack and len(leaves) <= _PARTS:
        part = stack.pop()
        if part.get_content_type() == "message/rfc822" and part is not message:
            attached += 1
        elif part.is_multipart():
            inside = part.get_payload()
            stack.extend(reversed(cast("list[EmailMessage]", inside) if isinstance(inside, list) else []))
        elif part.get_content_disposition() == "attachment":
            attached += 1
        else:
            leaves.append(part)
    for kinds in (("text/html", "application/xhtml+xml"), ("text/plain",)):
        for part in leaves:
            if part.get_content_type() in kinds and _payload(part).strip():
                return part, attached
    raise ReadError(path, "holds no text" + (f"; {left_out(attached, 'attached file')}" if attached else ""))


def _payload(part: EmailMessage) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def _text(path: str, part: EmailMessage) -> str:
    """The characters of a part, by the set that it names; UTF-8 and the set of Windows where that is wrong."""
    data = _payload(part).replace(b"\0", b"")
    declared = part.get_content_charset("utf-8")
    for name in (declared, "utf-8"):
        try:
            if codecs.lookup(name).name not in ("idna", "punycode", "undefined"):
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    text = data.decode("cp1252", "replace")
    if text.count("\ufffd") * 20 > len(text):
        raise ReadError(path, f"is not in the character set that it names ({declared:.40})")
    return text


def _document(path: str, body: EmailMessage, about: About, notes: list[str]) -> Document:
    text = _text(path, body)
    if body.get_content_type() == "text/plain":
        text = _unquoted(text)
        return document(path, _items(text, list(plain.parts(text))), about, notes)
    own = html.head(text, 0)
    known = About(
        title=about.title if about.date else own.title or about.title,
        author=about.author or own.author,
        publisher=own.publisher,
        date=about.date or own.date,
        language=own.language,
    )
    return document(path, _items(text, html.parts(text, 0)), known, notes)


def _unquoted(text: str) -> str:
    """The text with the lines of an earlier message blank, so that each line stays where it is."""
    return re.sub(r"^>[^\n]*", lambda m: " " * len(m[0]), text, flags=re.MULTILINE) if "\n>" in text else text


def _items(raw: str, found: list[Part]) -> list[Item]:
    fixes = repairs(raw)
    items: list[Item] = []
    for part in found:
        prose = render(raw, part, fixes)
        if prose.text:
            items.append(item(prose, f"paragraph {len(items) + 1}"))
    return items
