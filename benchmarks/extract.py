"""Throughput of extraction against the libraries that a user would pick instead, on the same text in the same run.

    python benchmarks/extract.py FOLDER [--size KB]

FOLDER holds plain texts. Each tool reads them paragraph by paragraph as it would be used, the slow ones a share of the
text that they finish within some seconds; the figure is megabytes of text a second of processor time on one core. Tools
that are not installed are named and left out. The last rows show that the time grows with the text and not faster.
"""

import argparse
import contextlib
import importlib
import io
import time
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[str], object]


def ours() -> Reader:
    import checker

    return lambda text: checker.extract(text, "2025-04-01")


def ours_quantities() -> Reader:
    from checker.extract.number import quantities

    return quantities


def quantulum() -> Reader:
    read: Reader = importlib.import_module("quantulum3.parser").parse
    return read


def recognizers() -> Reader:
    number = importlib.import_module("recognizers_number")
    unit = importlib.import_module("recognizers_number_with_unit")
    date = importlib.import_module("recognizers_date_time")
    culture = importlib.import_module("recognizers_text").Culture.English
    calls = [
        number.recognize_number,
        number.recognize_percentage,
        unit.recognize_currency,
        unit.recognize_dimension,
        date.recognize_datetime,
    ]
    return lambda text: [call(text, culture) for call in calls]


def dateparser_search() -> Reader:
    search = importlib.import_module("dateparser.search")
    return lambda text: search.search_dates(text, languages=["en"])


# name, how it is made, kilobytes it is given
TOOLS: tuple[tuple[str, Callable[[], Reader], int], ...] = (
    ("checker.extract (quantities and dates)", ours, 4000),
    ("checker, quantities alone", ours_quantities, 4000),
    ("quantulum3", quantulum, 40),
    ("Recognizers-Text (number, percentage, currency, dimension, datetime)", recognizers, 20),
    ("dateparser.search (dates alone)", dateparser_search, 60),
)


def measure(read: Reader, pieces: list[str]) -> float:
    """Megabytes a second of processor time; one piece is read first, so that start-up does not count."""
    with contextlib.redirect_stdout(io.StringIO()):
        read(pieces[0])
        before = time.process_time()
        for piece in pieces:
            read(piece)
        spent = time.process_time() - before
    return sum(map(len, pieces)) / 1e6 / max(spent, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=float, default=1.0, help="factor on the share of text that each tool is given")
    args = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(args.folder.glob("*.txt"))]
    whole = "\n\n".join(texts)
    if not whole:
        raise SystemExit(f"{args.folder}: no *.txt in it")
    print(f"{len(whole) / 1e6:.2f} MB in {len(texts)} texts\n")
    first = 0.0
    for name, make, kilobytes in TOOLS:
        try:
            read = make()
        except ImportError as error:
            print(f"{name:70} not installed ({error.name})")
            continue
        cut = whole[: int(kilobytes * 1000 * args.size)]
        pieces = texts if len(cut) >= len(whole) else [p for p in cut.split("\n\n") if p.strip()]
        speed = measure(read, pieces)
        first = first or speed
        print(
            f"{name:70} {speed:8.4f} MB/s  {first / speed:8.1f} times slower"
            if speed != first
            else f"{name:70} {speed:8.4f} MB/s"
        )
    print("\ngrowth: one document of the given size")
    read = ours()
    for megabytes in (1, 2, 5, 10):
        text = (whole * (int(megabytes * 1e6) // len(whole) + 1))[: int(megabytes * 1e6)]
        print(f"{megabytes:4} MB {measure(read, [text]):8.4f} MB/s")


if __name__ == "__main__":
    main()
