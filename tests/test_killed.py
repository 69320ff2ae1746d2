"""Runs that are killed: nothing is lost, and the next one is right. 50 moments, spread over what each run takes."""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker import cache, engine, report
from checker.cache import maker
from checker.cli import command
from checker.collect import collect
from checker.engine import Options
from checker.ledger import base, write
from checker.pack.loader import default_pack
from checker.pack.rules import load_rules
from test_ledger import contents, drop_sets

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
MOMENTS = 50
NOTE = '---\ntitle: "Note {n}"\ndate: 2024-05-{day:02}\n---\n\n'
TEXT = (
    "There are {a},000 US troops stationed in Japan, the ministry said on {day} May 2024. Ghana will hold its"
    " presidential election on {day} December 2024. The plan is that of Elbridge Colby.\n"
)


def notes(folder: Path, count: int, shift: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = NOTE.format(n=n, day=1 + n % 28) + TEXT.format(a=30 + n + shift, day=1 + n % 28)
        (folder / f"{n:02}.md").write_text(text, encoding="utf-8")


def killed(work: Callable[[], None], after: float) -> bool:
    """Do the work in a process of its own, and kill it after so many seconds; whether it was still at it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def moments(work: Callable[[], None]) -> list[float]:
    """When to kill: random moments of the time that the work takes in a process of its own, the same in every run."""
    begin = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    taken = time.perf_counter() - begin
    chosen = random.Random(5)  # noqa: S311 no secret
    return [taken * chosen.random() for _ in range(MOMENTS)]


def _update(*, little_memory: bool = False) -> None:
    options = Options(loud=True)
    real = base.connect

    def connect(path: str, *, write: bool = False) -> sqlite3.Connection:
        opened = real(path, write=write)
        opened.execute("PRAGMA cache_size = 4")  # so that much of the change is in the file before it is complete
        return opened

    if little_memory:
        base.connect = connect
    try:
        write.update(
            "a.ledger",
            [(one, engine.content_key(one)[0]) for one in collect(["docs"]).found],
            lambda some: engine.extracted(some, options),
            load_rules(default_pack()),
            maker(default_pack()),
        )
    finally:
        base.connect = real


def _build(path: str) -> None:
    found = engine.extracted(collect(["docs"]).found, Options(loud=True))
    write.build(Path(path), found, load_rules(default_pack()), maker(default_pack()))


def test_a_killed_update_leaves_the_old_ledger_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notes(Path("docs"), 6)
    _build("old.ledger")
    notes(Path("docs"), 5, shift=9)
    Path("docs/05.md").unlink()
    (Path("docs") / "new.md").write_text(NOTE.format(n=9, day=9) + TEXT.format(a=77, day=9), encoding="utf-8")
    _build("new.ledger")
    old, new = (drop_sets(contents(name)) for name in ("old.ledger", "new.ledger"))
    shutil.copy("old.ledger", "a.ledger")
    cut_short = 0
    for n, moment in enumerate(moments(_update)):
        shutil.copy("old.ledger", "a.ledger")
        cut_short += killed(lambda few=n % 2 == 0: _update(little_memory=few), moment)  # type: ignore[misc]
        with base.opened("a.ledger") as opened:  # as the next check does
            assert opened.execute("SELECT count(*) FROM document").fetchone()[0] == 6
        assert drop_sets(contents("a.ledger")) in (old, new)
        if n % 5 == 0:
            _update()
            assert drop_sets(contents("a.ledger")) == new
    assert cut_short >= MOMENTS // 3


def test_a_killed_build_leaves_the_old_ledger_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notes(Path("docs"), 3)
    _build("a.ledger")
    old = drop_sets(contents("a.ledger"))
    notes(Path("docs"), 3, shift=9)
    for moment in moments(lambda: _build("b.ledger"))[:10]:
        killed(lambda: _build("a.ledger"), moment * 0.8)
        now = drop_sets(contents("a.ledger"))
        assert now == old or len(now["document"]) == 3
    _build("a.ledger")
    Path("b.ledger").unlink()
    _build("b.ledger")
    assert drop_sets(contents("a.ledger")) == drop_sets(contents("b.ledger"))


def _checked() -> str:
    done = engine.run(["docs"], (), Options(loud=True, cache=Path("kept")))
    assert not done.notices
    return report.render("json", done)


def test_a_killed_check_loses_nothing_that_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("checker.shelf._BATCH", 2)
    notes(Path("docs"), 10)
    expected = report.render("json", engine.run(["docs"], (), Options(loud=True)))
    times = moments(lambda: (_checked(), None)[1])
    cut_short = 0
    kept = 0
    for n, moment in enumerate(times):
        if n % 5 == 0:
            shutil.rmtree("kept", ignore_errors=True)
            kept = 0
        cut_short += killed(lambda: (_checked(), None)[1], moment)
        now = cache.count(Path("kept"))[0] if Path("kept", cache.NAME).exists() and n % 2 else kept
        assert now >= kept
        kept = now
        if n % 5 == 4:
            assert _checked() == expected
            assert _checked() == expected
            assert cache.count(Path("kept"))[0] == 10
    assert cut_short >= MOMENTS // 4


def _baseline() -> None:
    done = CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, ["baseline", "update", "known.jsonl", "docs"])
    assert done.exit_code == 0


def test_a_killed_update_of_a_baseline_leaves_the_old_one_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notes(Path("docs"), 4)
    _baseline()
    old = Path("known.jsonl").read_bytes()
    notes(Path("docs"), 8)
    times = moments(_baseline)
    new = Path("known.jsonl").read_bytes()
    assert new != old
    cut_short = 0
    for moment in times:
        Path("known.jsonl").write_bytes(old)
        cut_short += killed(_baseline, moment)
        assert Path("known.jsonl").read_bytes() in (old, new)
    assert cut_short >= MOMENTS // 3
    _baseline()
    assert Path("known.jsonl").read_bytes() == new
