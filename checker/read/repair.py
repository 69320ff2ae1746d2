"""Repairs text that was decoded with the wrong character set, sequence by sequence, so that positions stay exact."""

import re

from checker.model import Span

# second and later bytes of a UTF-8 sequence as single-byte character sets of Windows show them
_LATIN = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SUSPECT = re.compile(rf"[ÂÃÄÅâð][{_LATIN}]|[ÐÑ][{_LATIN}][ÐÑ]|вЂ|β€|πŸ|β‚|Β[»«·£§°©®]|Γ[©¨§®ΌΆ]")
_PIECE = re.compile(r"[^\x00-\x7f]{2,60}")
_GREEK = re.compile(r"β€|πŸ|β‚|Β[»«·£§°©®]|Γ[©¨§®ΌΆ]")
_GREEK_WORD = re.compile(r"[α-ωάέήίόύώ]{4}")
_LONGEST = 4


def repairs(raw: str) -> list[tuple[Span, str]]:
    """Where ``raw`` holds mis-decoded sequences, and what each of them stands for. Most texts hold none."""
    if raw.isascii() or _SUSPECT.search(raw) is None:
        return []
    from ftfy import fix_encoding

    greek = _GREEK.search(raw) is not None and _GREEK_WORD.search(raw) is None
    known: dict[str, str] = {}
    found = []
    for m in _PIECE.finditer(raw):
        piece = m[0]
        if piece not in known:
            known[piece] = fix_encoding(piece) if _SUSPECT.search(piece) else piece
            if greek and known[piece] == piece:
                known[piece] = _greek(piece)
        if known[piece] != piece:
            found.append((Span(m.start(), m.end()), known[piece]))
    return found


def _greek(piece: str) -> str:
    """UTF-8 read as ISO 8859-7 with Windows-1252 in its holes: a mixture that ftfy does not know."""
    out, at = [], 0
    while at < len(piece):
        for size in range(_LONGEST, 1, -1):
            try:
                char = b"".join(_byte(c) for c in piece[at : at + size]).decode("utf-8")
            except UnicodeError:
                continue
            if len(char) == 1:
                out.append(char)
                at += size
                break
        else:
            out.append(piece[at])
            at += 1
    return "".join(out)


def _byte(char: str) -> bytes:
    for encoding, first, last in (("cp1252", 0x80, 0x9F), ("iso8859_7", 0xA0, 0xFF), ("cp1253", 0xA0, 0xFF)):
        try:
            byte = char.encode(encoding)
        except UnicodeEncodeError:
            continue
        if first <= byte[0] <= last:
            return byte
    return char.encode("latin-1")
