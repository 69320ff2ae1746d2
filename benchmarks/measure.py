"""Running the command as a user has it, with the time and the memory that it takes."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Run(NamedTuple):
    seconds: float
    processor: float  # seconds of it that the processor worked: what is left of a busy machine's
    megabytes: float
    output: bytes


def checker(*arguments: str, folder: Path) -> Run:
    """One run of ``checker`` in ``folder``; status 2 ends the benchmark."""
    environment = {
        k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE" and not k.startswith("CHECKER")
    }
    environment["PYTHONPATH"] = str(ROOT)
    out = folder / "output.json"
    with out.open("wb") as stream:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "checker", *arguments], cwd=folder, stdout=stream, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"checker {' '.join(arguments)} ended with status {process.returncode}")
    peak = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak, out.read_bytes())
