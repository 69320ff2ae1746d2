"""The dossiers of fixtures/dossiers are well formed: their quotes can be found, and their labels mean something."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).resolve().parent.parent / "fixtures" / "dossiers"
FOLDERS = sorted(path.parent for path in HERE.glob("*/expected.yaml"))
KINDS = frozenset(
    {
        "value",
        "target",
        "rate",
        "date",
        "interval",
        "weekday",
        "arithmetic",
        "conversion",
        "scale",
        "role",
        "name",
        "order",
        "stale",
        "trend",
    }
)
LEVELS = frozenset({"conflict", "divergence"})
SUFFIXES = frozenset({".md", ".txt", ".html"})


def expected(folder: Path) -> dict[str, Any]:
    data = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def documents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "docs").iterdir())}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_documents(folder: Path) -> None:
    texts = documents(folder)
    assert 2 <= len(texts) <= 4
    for name, text in texts.items():
        assert Path(name).suffix in SUFFIXES, name
        assert 150 <= len(text.split()) <= 650, f"{name}: {len(text.split())} words"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_labels(folder: Path) -> None:
    data = expected(folder)
    assert set(data) == {"topic", "seen", "conflicts", "traps"}
    assert data["topic"]
    assert isinstance(data["seen"], bool)
    conflicts, traps = data["conflicts"], data["traps"]
    assert 3 <= len(conflicts) <= 6
    assert 3 <= len(traps) <= 7
    assert len({item["kind"] for item in conflicts}) >= 3
    for item in conflicts:
        assert set(item) == {"id", "kind", "level", "evidence", "why"}, item
        assert item["kind"] in KINDS, item
        assert item["level"] in LEVELS, item
    for item in traps:
        assert set(item) == {"id", "evidence", "why"}, item
    marks = [item["id"] for item in conflicts + traps]
    assert len(marks) == len(set(marks))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_quotes(folder: Path) -> None:
    data, texts = expected(folder), documents(folder)
    for item in data["conflicts"] + data["traps"]:
        assert 1 <= len(item["evidence"]) <= 4, item["id"]
        assert item["why"], item["id"]
        for piece in item["evidence"]:
            found = texts[piece["doc"]].count(piece["quote"])
            assert found == 1, f"{item['id']}: found {found} times in {piece['doc']}: {piece['quote']!r}"


def test_every_kind_is_there() -> None:
    counts = Counter(item["kind"] for folder in FOLDERS for item in expected(folder)["conflicts"])
    assert set(counts) == KINDS
    assert min(counts.values()) >= 3, counts
