"""A check on every commit: cold, with nothing changed, and with one document changed.

    python benchmarks/gate.py TEXTS [COUNT[xWORDS] ...]

TEXTS is a folder of public texts, of which documents of 300 (or WORDS) words are made. Warm runs are medians of five.
That the warm report has the very bytes of a cold one is checked as well.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from measure import checker
from synthetic import WORDS, write

_TIMES = 5


def main() -> None:
    """Print one line for each size."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    print(
        f"{'documents':>9} {'words':>6} {'cold s':>8} {'same s':>7} {'one s':>7} {'one/cold':>8}  peak MB: cold, same, one"
    )
    for given in sys.argv[2:] or ["1000", "1000x1000", "5000", "20000"]:
        count, _, words = given.partition("x")
        with tempfile.TemporaryDirectory() as name:
            measured(Path(sys.argv[1]), Path(name), int(count), int(words or WORDS))


def measured(texts: Path, folder: Path, count: int, words: int) -> None:
    """Print the line of one size."""
    write(texts, folder / "docs", count, words)
    command = ("check", "docs", "--format", "json", "--fail-level", "never")
    cold = checker(*command, folder=folder)
    same = [checker(*command, folder=folder) for _ in range(_TIMES)]
    paths = sorted((folder / "docs").rglob("*.md"))
    one = []
    for n in range(_TIMES):
        path = paths[(n + 1) * len(paths) // (_TIMES + 1)]
        path.write_text(path.read_text(encoding="utf-8") + f"\nExports reached {n + 3}.7 million tonnes in 2024.\n")
        one.append(checker(*command, folder=folder))
    again = checker(*command, "--no-cache", folder=folder) if count <= 1000 else None
    if any(run.output != cold.output for run in same) or (again and again.output != one[-1].output):
        sys.exit("a warm report differs from a cold one")
    warm, changed = median(r.seconds for r in same), median(r.seconds for r in one)
    peaks = ", ".join(f"{max(r.megabytes for r in runs):.0f}" for runs in ([cold], same, one))
    print(
        f"{count:9,} {words:6,} {cold.seconds:8.2f} {warm:7.2f} {changed:7.2f} {changed / cold.seconds:8.3f}  {peaks}",
        flush=True,
    )


if __name__ == "__main__":
    main()
