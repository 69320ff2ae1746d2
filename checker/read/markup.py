"""The tokens of HTML with their places: tags, text, entities. Comments, doctypes and scripts are passed over.

The parser of the standard library gives line and column only where nothing is decoded, and is not linear on broken
input; this one is, and any text is valid input.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from checker.read.parts import Piece

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,40})")
_REST = re.compile(r"""[^>"']*+(?:"[^"]{0,4096}+"[^>"']*+|'[^']{0,4096}+'[^>"']*+)*+>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]{1,60})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")
_RAW = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "textarea", "math"})
_WINDOW = 8192  # characters of a tag; data that is longer stands in no tag that matters here
_FURTHEST = 65_536


class Tag(NamedTuple):
    """A start or end tag; ``attributes`` as written, read only where needed."""

    name: str
    closing: bool
    start: int
    end: int
    attributes: str = ""

    def get(self, *names: str) -> str:
        """The value of the first of the attributes that the tag has, else an empty string."""
        found: dict[str, str] = {}
        for m in _ATTRIBUTE.finditer(self.attributes[:_WINDOW]):
            found.setdefault(m[1].lower(), unescape(m[2] or m[3] or m[4] or ""))
        return next((found[n] for n in names if n in found), "")


class Text(NamedTuple):
    """A stretch of text between tags."""

    start: int
    end: int


def tokens(raw: str, start: int, end: int) -> Iterator[Tag | Text]:
    """Tags and text of ``raw[start:end]`` in order."""
    at = start
    last = raw.rfind(">", start, end)
    ended: dict[str, bool] = {}  # raw-text elements that are known to have no end tag any more
    while at < end:
        opened = raw.find("<", at, end)
        if opened < 0:
            opened = end
        if opened > at:
            yield Text(at, opened)
        if opened >= end:
            return
        if raw.startswith("<!--", opened):
            close = raw.find("-->", opened + 4, end)
            at = end if close < 0 else close + 3
        elif raw.startswith(("<!", "<?"), opened):
            close = raw.find(">", opened, end)
            at = end if close < 0 else close + 1
        else:
            tag = _tag(raw, opened, end, last)
            if tag is None:
                yield Text(opened, opened + 1)
                at = opened + 1
                continue
            at = tag.end
            if tag.name in _RAW and not tag.closing and not tag.attributes.endswith("/"):
                at = _behind(raw, tag, end, ended)
            elif tag.name not in _RAW:
                yield tag


def _tag(raw: str, start: int, end: int, last: int) -> Tag | None:
    name = _NAME.match(raw, start, end)
    if name is None or start > last:
        return None
    rest = _REST.match(raw, name.end(), min(end, start + _WINDOW))
    behind = rest.end() if rest else raw.find(">", name.end(), min(end, start + _FURTHEST)) + 1
    if not behind:
        return None
    return Tag(name[1].lower(), raw[start + 1] == "/", start, behind, raw[name.end() : behind - 1])


def _behind(raw: str, tag: Tag, end: int, ended: dict[str, bool]) -> int:
    """The offset behind the end tag of a script or the like; behind the start tag where it is never closed."""
    if ended.get(tag.name):
        return tag.end
    close = re.compile(rf"</{tag.name}\b[^>]{{0,100}}>", re.IGNORECASE).search(raw, tag.end, end)
    if close is None:
        ended[tag.name] = True
        return tag.end
    return close.end()


def text_pieces(raw: str, start: int, end: int) -> Iterator[Piece]:
    """Pieces of a text with its entities decoded."""
    at = start
    if raw.find("&", start, end) >= 0:
        for m in _ENTITY.finditer(raw, start, end):
            decoded = unescape(m[0])
            if decoded == m[0]:
                continue
            if m.start() > at:
                yield Piece(at, m.start())
            yield Piece(m.start(), m.end(), decoded)
            at = m.end()
    if at < end:
        yield Piece(at, end)
