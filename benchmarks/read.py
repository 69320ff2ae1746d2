"""How fast each format is read: the same text of some 20 pages in each, in words a second and against Markdown.

python benchmarks/read.py [--rounds 5]
"""

import argparse
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "read")]

import office  # noqa: E402

from checker.read import read  # noqa: E402

_WORDS = (
    "the ministry said on Monday that {n},000 troops are in Japan under the agreement of 12 March 2025 which the two "
    "governments renewed for five years at a cost of 211 billion yen a year while the opposition asked for a vote"
)
_PARAGRAPHS = 250


def paragraphs() -> list[str]:
    return [f"In paragraph {n} {_WORDS.format(n=n + 20)}." for n in range(_PARAGRAPHS)]


def lines(text: str, width: int) -> list[str]:
    out = [""]
    for word in text.split():
        if len(out[-1]) + len(word) >= width:
            out.append("")
        out[-1] = f"{out[-1]} {word}".strip()
    return out


def pages(texts: list[str], columns: tuple[float, ...], width: int) -> bytes:
    every = [(line, i == 0) for text in texts for i, line in enumerate(lines(text, width))]
    made, per = [], 50
    for start in range(0, len(every), per * len(columns)):
        page = []
        for c, x in enumerate(columns):
            part = every[start + c * per : start + (c + 1) * per]
            page += [(x + 10 * first, 780 - 14.0 * i, 10, "F", line) for i, (line, first) in enumerate(part)]
        made.append(page)
    return office.pdf(made)


def samples() -> dict[str, bytes]:
    texts = paragraphs()
    html = "<html><body>" + "".join(f"<p>{t}</p>\n" for t in texts) + "</body></html>"
    day = "Thu, 12 Jun 2025 07:30:00 +0200"
    return {
        "a.md": "\n\n".join(texts).encode(),
        "a.txt": "\n\n".join(texts).encode(),
        "a.html": html.encode(),
        "a.docx": office.docx("".join(map(office.para, texts))),
        "a.odt": office.odt("".join(f"<text:p>{t}</text:p>" for t in texts)),
        "a.eml": office.eml("The week", "Ann Lee <ann@example.org>", day, html=html, plain="Read this online."),
        "a.mhtml": office.mhtml(html, subject="The week", date=day),
        "one column.pdf": pages(texts, (60,), 95),
        "two columns.pdf": pages(texts, (60, 310), 46),
    }


def seconds(name: str, data: bytes, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        read(name, data)
        taken.append(time.perf_counter() - start)
    return median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    made = samples()
    words = sum(len(t.split()) for t in paragraphs())
    for name, data in made.items():
        read(name, data)  # libraries are loaded
    base = seconds("a.md", made["a.md"], rounds)
    print(f"{words:,} words, median of {rounds}\n")
    for name, data in made.items():
        took = seconds(name, data, rounds)
        print(f"{name:16} {took * 1000:8.1f} ms {words / took:12,.0f} words/s {took / base:6.1f} x Markdown")


if __name__ == "__main__":
    main()
