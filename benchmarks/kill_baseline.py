"""``checker baseline update`` killed at random moments: the file is whole each time, and the next run is right.

    python benchmarks/kill_baseline.py [MOMENTS]

Each round changes one value, so that there is something to write, starts the command and kills it (SIGKILL) at a moment
of its usual run time. Then the file has to be the one before or the one after, and a run that is left alone has to
write the one after.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_TEXT = "---\ntitle: {}\ndate: 2024-05-02\n---\n\nThere are {:,} US troops stationed in Japan, the ministry said.\n"
_UPDATE = (sys.executable, "-m", "checker", "baseline", "update", "base.jsonl", "docs")


def _update(folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(_UPDATE, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def _write(folder: Path, value: int) -> None:
    (folder / "docs" / "a.md").write_text(_TEXT.format("a", value), encoding="utf-8")


def main(moments: int) -> int:
    """Wrong outcomes are counted; 0 is the only good figure."""
    dice = random.Random(5)
    old = new = wrong = unfinished = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        (folder / "docs" / "b.md").write_text(_TEXT.format("b", 35_000), encoding="utf-8")
        base = folder / "base.jsonl"
        _write(folder, 50_000)
        usual = min(_update(folder) for _ in range(3))
        for moment in range(moments):
            before = base.read_bytes()
            _write(folder, 51_000 + 1000 * moment)
            with subprocess.Popen(_UPDATE, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                # most moments where the file is written, at the end
                time.sleep(usual * (dice.uniform(0.9, 1.1) if moment % 3 else dice.random()))
                run.send_signal(signal.SIGKILL)
            killed = base.read_bytes()
            unfinished += len(list(folder.glob(".base.jsonl.*")))
            for left in folder.glob(".base.jsonl.*"):
                left.unlink()
            _update(folder)
            after = base.read_bytes()
            old, new = old + (killed == before), new + (killed == after)
            wrong += killed not in (before, after) or after == before
    print(f"{moments} kills within {usual:.2f} s: {old} left the old file, {new} the new one, {wrong} a wrong one")
    print(f"{unfinished} unfinished files were left beside it")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
