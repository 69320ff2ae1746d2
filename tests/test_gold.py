"""The dossiers that developers share and users do not have: measured by their own scorer, where they are there."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import gate

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="the shared dossiers are not on this machine"),
]


def _score(folder: str) -> dict[str, Any]:
    command = [sys.executable, str(GOLD / "score.py"), str(GOLD / folder), "--json", "--"]
    command += [sys.executable, "-m", "checker", "check", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def test_the_source_documents() -> None:
    figures = _score("seeds")
    assert figures["recall"] >= 6 / 7 - 1e-4, figures
    assert figures["precision"] >= 0.85, figures
    assert figures["trap_rate"] == 0, figures


def test_the_shared_dossiers() -> None:
    figures = _score("dev")
    assert figures["precision"] >= 0.7, figures


def test_our_scorer_counts_as_theirs_does() -> None:
    folder = GOLD / "dev"
    total = gate.Score()
    for expected in sorted(folder.rglob("expected.yaml")):
        docs = expected.parent / "docs"
        total += gate.score(gate._dossier(docs.parent.name, docs, expected, ""), gate.run(docs))
    ours, theirs = total.figures(), _score("dev")
    assert ours["precision"] == theirs["precision"]
    assert ours["recall"] == theirs["recall"]
    assert ours["traps_avoided"] == pytest.approx(1 - theirs["trap_rate"], abs=1e-4)
