"""The same documents give the same bytes: on a second run, in another order, with other hashes and more processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PATHS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").iterdir())


def _check(*arguments: str, seed: str = "0") -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": seed, "NO_COLOR": "1"},
    )
    assert done.returncode in (0, 1), done.stderr.decode(errors="replace")
    return done.stdout


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_report_is_the_same_whatever_the_order_hashes_and_workers(form: str) -> None:
    first = _check("--format", form, *PATHS)
    assert first
    assert _check("--format", form, *PATHS, seed="1") == first
    assert _check("--format", form, *reversed(PATHS), seed="2") == first
    assert _check("--format", form, *PATHS[2:], *PATHS[:2], *PATHS[:1], seed="3") == first
    assert _check("--format", form, "seeds/", seed="4") == first
    assert _check("--format", form, "--jobs", "2", "seeds", seed="5") == first


HEAVY = ("pint", "dateparser", "ftfy", "markdown_it", "currency_converter", "rapidfuzz", "tabulate", "yaml", "regex")


@pytest.mark.parametrize(
    ("module", "heavy"),
    [("checker.__main__", (*HEAVY, "click")), ("checker.cli", HEAVY[:5]), ("checker", HEAVY[:5])],
)
def test_start_up_loads_nothing_heavy(module: str, heavy: tuple[str, ...]) -> None:
    script = f"import sys, {module}; print(*[name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == ([], "")
