"""How the time of a whole run grows with the corpus: seeds/ and the dossiers, copied 1, 4 and 16 times.

    python benchmarks/throughput.py [COPIES ...]

Copies repeat every claim, so that groups grow as well: the unkind case, where all documents speak of the same things.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def documents() -> list[Path]:
    """The documents of the sample corpus and of all dossiers."""
    found = [*(ROOT / "seeds").iterdir(), *(ROOT / "fixtures" / "dossiers").glob("*/docs/*")]
    return sorted(path for path in found if path.is_file())


def seconds(folder: Path) -> float:
    """Wall-clock time of one run over ``folder``."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "checker", "check", "--format", "json", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode > 1:
        sys.exit(done.stderr.decode(errors="replace"))
    return time.perf_counter() - begin


def main() -> None:
    """Print one line for each size."""
    for copies in [int(given) for given in sys.argv[1:]] or [1, 4, 16]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            size = 0
            for copy in range(copies):
                for number, path in enumerate(documents()):
                    target = folder / f"{copy:03}" / f"{number:03}-{path.name}"
                    target.parent.mkdir(exist_ok=True)
                    shutil.copyfile(path, target)
                    size += path.stat().st_size
            taken = min(seconds(folder) for _ in range(2))
            count = copies * len(documents())
            print(f"{count:5} documents  {size / 1000:7.0f} kB  {taken:7.2f} s  {size / 1000 / taken:6.0f} kB/s")


if __name__ == "__main__":
    main()
