"""How a check grows with the corpus, from 100 to 10,000 documents: time, memory and findings, each per document.

    python benchmarks/growth.py TEXTS [COUNT ...]

TEXTS is a folder of public texts. Each size is checked once, cold, in one process; ms/doc are of the processor.
"""

import json
import sys
import tempfile
from pathlib import Path

from measure import checker
from synthetic import write


def main() -> None:
    """Print one line for each size."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    heads = ("seconds", "cpu", "ms/doc", "peak MB", "findings", "per doc")
    print(f"{'documents':>9} {'MB':>6}", *(f"{head:>8}" for head in heads))
    for count in [int(given) for given in sys.argv[2:]] or [100, 300, 1000, 3000, 10000]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            size = write(Path(sys.argv[1]), folder / "docs", count)
            run = checker("check", "docs", "--format", "json", "--fail-level", "never", folder=folder)
            found = len(json.loads(run.output)["findings"])
            spent = 1000 * run.processor / count
            print(
                f"{count:9,} {size / 1e6:6.1f} {run.seconds:8.2f} {run.processor:8.2f} {spent:8.1f}"
                f" {run.megabytes:8.0f} {found:8,} {found / count:8.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
