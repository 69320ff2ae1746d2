"""XML as the formats for build servers need it: attributes escaped, characters that XML cannot hold replaced."""

import re
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(content: str) -> str:
    """Character data."""
    return escape(_FORBIDDEN.sub("\ufffd", content))


def tag(element: str, /, **attributes: str | int) -> str:
    """The inside of a start tag: ``element a="1" b="2"``."""
    return " ".join(
        [element, *(f"{k}={quoteattr(_FORBIDDEN.sub(chr(0xFFFD), str(v)))}" for k, v in attributes.items())]
    )
