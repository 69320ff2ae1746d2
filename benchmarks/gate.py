"""A check on every commit: cold, with nothing changed, and with one document changed.

    python benchmarks/gate.py TEXTS [COUNT[xWORDS] ...]

TEXTS is a folder of public texts, of which documents of 300 (or WORDS) words are made. Warm runs are medians of five.
That the warm report has the very bytes of a cold one is checked as well.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from measure import Run, checker
from synthetic import WORDS, write

_TIMES = 5


def main() -> None:
    """Print one line for each size."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    print("seconds, and in brackets those of the processor")
    print(
        f"{'documents':>9} {'words':>6} {'cold':>16} {'nothing changed':>16} {'one changed':>16} {'/cold':>6}  peak MB"
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
    share = median(r.processor for r in one) / cold.processor
    peaks = ", ".join(f"{max(r.megabytes for r in runs):.0f}" for runs in ([cold], same, one))
    print(
        f"{count:9,} {words:6,} {_shown([cold]):>16} {_shown(same):>16} {_shown(one):>16} {share:6.3f}  {peaks}",
        flush=True,
    )


def _shown(runs: list[Run]) -> str:
    return f"{median(r.seconds for r in runs):.2f} ({median(r.processor for r in runs):.2f})"


if __name__ == "__main__":
    main()
