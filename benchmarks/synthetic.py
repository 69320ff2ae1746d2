"""A repository of any size out of a folder of texts: slices of them, and further copies with words and numbers changed.

The first round of slices is verbatim. In every later round the words that the rule pack does not know are exchanged
for others of the same ending and about the same frequency, and numbers are changed: the copies read like further texts
of the field, and do not repeat the claims of the first. The same arguments give the same bytes.
"""

import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"[A-Za-z]{4,}")
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?![\w,/-])|(?<![\w.,/-])\d+(?:\.\d+)?(?![\w,/-]|\.\d)")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_PARTS = re.compile(r"(?<=[.!?])(?=\s+[A-Z])|(?<=\n)(?=\n)")
WORDS = 300  # of a slice


def slices(texts: Path, words: int = WORDS) -> list[str]:
    """The texts, cut between sentences into pieces of about ``words`` words."""
    found: list[str] = []
    for path in sorted(texts.glob("*.txt")):
        piece: list[str] = []
        size = 0
        for part in _PARTS.split(_FRONT.sub("", path.read_text(encoding="utf-8"), count=1).strip()):
            piece.append(part)
            size += len(part.split())
            if size >= words:
                found.append("".join(piece).strip())
                piece, size = [], 0
        if size > words // 3:
            found.append("".join(piece).strip())
    return found


def _known() -> frozenset[str]:
    """Words that the rule pack speaks of."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "rules").rglob("*.yaml")))
    return frozenset(w.lower() for w in _WORD.findall(text))


class Words:
    """Exchange of words for others of the same ending, capitals and frequency."""

    def __init__(self, pieces: list[str]) -> None:
        counts = Counter(w for p in pieces for w in _WORD.findall(p))
        known = _known()
        groups: defaultdict[tuple[str, bool, int], list[str]] = defaultdict(list)
        for word in sorted(counts):
            if word.lower() not in known:
                groups[word[-2:], word[0].isupper(), counts[word].bit_length()].append(word)
        self._group = {w: (g, i) for g in groups.values() for i, w in enumerate(g)}

    def exchanged(self, text: str, turn: int) -> str:
        """``text`` with its words exchanged, in a way of its own for each ``turn``."""

        def other(m: re.Match[str]) -> str:
            if m[0] not in self._group:
                return m[0]
            group, i = self._group[m[0]]
            return group[(i * (2 * turn + 1) + 7919 * turn) % len(group)]

        return _NUMBER.sub(lambda m: _changed(m[0], turn), _WORD.sub(other, text))


def _changed(number: str, turn: int) -> str:
    plain = float(number.replace(",", ""))
    if 1400 <= plain <= 2100 or plain < 3:
        return number
    factor = 0.6 + (crc32(f"{number}/{turn}".encode()) % 1000) / 1000
    if "." in number:
        return f"{plain * factor:.{len(number.partition('.')[2])}f}"
    whole = max(3, round(plain * factor))
    return f"{whole:,}" if "," in number else str(min(whole, 28) if plain <= 31 else whole)


def documents(texts: Path, count: int, size: int = WORDS) -> Iterator[tuple[str, str]]:
    """Names and texts of ``count`` documents of about ``size`` words."""
    pieces = slices(texts, size)
    words = Words(pieces)
    for n in range(count):
        turn, at = divmod(n, len(pieces))
        body = words.exchanged(pieces[at], turn) if turn else pieces[at]
        day = crc32(f"day {n}".encode()) % 3650
        date = f"{2015 + day // 365}-{1 + day % 365 // 31:02}-{1 + day % 28:02}"
        yield f"{n // 500:03}/{n:06}.md", f'---\ntitle: "Piece {n}"\ndate: {date}\n---\n\n{body}\n'


def write(texts: Path, folder: Path, count: int, words: int = WORDS) -> int:
    """Write ``count`` documents of about ``words`` words into ``folder``; returns their size in bytes."""
    size = 0
    for name, text in documents(texts, count, words):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        path.write_bytes(data)
        size += len(data)
    return size


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python benchmarks/synthetic.py TEXTS FOLDER COUNT")
    shutil.rmtree(sys.argv[2], ignore_errors=True)
    print(write(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])), "bytes")
