"""Start-up times as a user feels them: medians of fresh processes, with the file cache warm.

python benchmarks/startup.py [RUNS]
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "checker version": ("-m", "checker", "version"),
    "checker --help": ("-m", "checker", "--help"),
    "checker rules list": ("-m", "checker", "rules", "list"),
    "checker check seeds/": ("-m", "checker", "check", "seeds"),
}


def seconds(arguments: Sequence[str], runs: int) -> list[float]:
    """Wall-clock times of ``runs`` runs, after one that warms the caches up."""
    times = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
        times.append(time.perf_counter() - begin)
    return times[1:]


def main() -> None:
    """Print one line for each command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    size = sum(path.stat().st_size for path in (ROOT / "seeds").iterdir())
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, seeds/ {size / 1000:.0f} kB, {runs} runs each")
    for name, arguments in COMMANDS.items():
        times = seconds(arguments, runs)
        print(f"{name:24}median {statistics.median(times):.3f} s   best {min(times):.3f} s")


if __name__ == "__main__":
    main()
