"""Each scenario has a repository of its own, whose commits are the same on every machine."""

from pathlib import Path

import pytest

from scenarios.scenario import WHO, Repo


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """An empty repository on branch main, in the current folder."""
    for name, text in WHO.items():
        monkeypatch.setenv(name, text)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    made = Repo(tmp_path / "repo")
    monkeypatch.chdir(made.folder)
    return made
