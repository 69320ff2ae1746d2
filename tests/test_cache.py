"""The cache: the same report as without one, from what is already known; and it never stands in the way."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from checker import cache, engine, report
from checker.cli import command
from checker.collect import collect
from checker.conflicts import ALONE, RULES
from checker.engine import Options
from checker.errors import UsageError
from checker.model import Document, Reading
from checker.pack.loader import default_pack
from checker.stored import encoded, stored
from checker.watch import changed, stamp, watch

ROOT = Path(__file__).parent.parent
SENTENCE = "\n\nAbout 54,000 American troops are stationed in Japan, the ministry said on Friday, 2 May 2024.\n"


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(command, arguments)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus and a dossier: some of everything that is read out of texts."""
    folder = tmp_path_factory.mktemp("documents")
    dossiers = sorted((ROOT / "fixtures" / "dossiers").glob("*/docs"))[:2]
    for source in (ROOT / "seeds", *dossiers):
        for path in sorted(p for p in source.iterdir() if p.is_file()):
            shutil.copy(path, folder / f"{source.parent.name}-{path.name}")
    return folder


@pytest.fixture
def corpus(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(documents, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs"


def told(paths: tuple[str, ...] = ("docs",), against: tuple[str, ...] = (), **options: object) -> str:
    return report.render("json", engine.run(paths, against, Options(loud=True, **options)))  # type: ignore[arg-type]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the documents that are read out while a test runs."""
    paths: list[str] = []
    real = engine.reading

    def reading(index: int, document: Document) -> Reading:
        paths.append(document.path)
        return real(index, document)

    monkeypatch.setattr(engine, "reading", reading)
    return paths


def edit(corpus: Path) -> str:
    path = min(corpus.glob("*.md"))
    path.write_text(path.read_text(encoding="utf-8") + SENTENCE, encoding="utf-8")
    return f"docs/{path.name}"


def test_the_report_is_the_same_cold_warm_and_after_every_sort_of_change(corpus: Path) -> None:
    kept = Path("kept")
    first = told()
    assert json.loads(first)["findings"]
    assert told(cache=kept) == first
    assert told(cache=kept) == first
    edit(corpus)
    assert told(cache=kept) == told() != first
    gone, moved = sorted(corpus.iterdir())[-2:]
    gone.unlink()
    assert told(cache=kept) == told()
    moved.rename(moved.with_name("0-first.md" if moved.suffix == ".md" else f"0-first{moved.suffix}"))
    assert told(cache=kept) == told()
    (corpus / "new.md").write_text("# New\n" + SENTENCE, encoding="utf-8")
    assert told(cache=kept) == told(cache=kept, jobs=2) == told()
    shutil.copy(corpus / "new.md", corpus / "twin.md")
    assert told(cache=kept) == told()


def test_sides_and_selections_have_reports_of_their_own(corpus: Path) -> None:
    kept = Path("kept")
    one = min(f"docs/{p.name}" for p in corpus.iterdir())
    for _ in range(2):
        assert told((one,), ("docs",), cache=kept) == told((one,), ("docs",))
        assert told(cache=kept, ignore=("interval",)) == told(ignore=("interval",))
        assert told(cache=kept, min_confidence=0.9) == told(min_confidence=0.9)
        assert told(cache=kept, fail_level="never") == told(fail_level="never")
        assert told(cache=kept) == told()


def test_only_what_has_changed_is_read(corpus: Path, read: list[str]) -> None:
    kept = Path("kept")
    told(cache=kept)
    assert sorted(read) == sorted(f"docs/{p.name}" for p in corpus.iterdir())
    read.clear()
    told(cache=kept)
    assert read == []
    path = edit(corpus)
    told(cache=kept)
    assert read == [path]


def test_nothing_is_compared_where_nothing_has_changed(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Path("kept")
    first = told(cache=kept)

    def none(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(engine, "pairs", none)
    assert told(cache=kept) == first
    with pytest.raises(AssertionError):
        told(cache=kept, ignore=("name",))


def test_a_move_or_another_name_for_the_suffix_is_told_from_a_change(corpus: Path, read: list[str]) -> None:
    kept = Path("kept")
    (corpus / "a.txt").write_text("Notes\n" + SENTENCE, encoding="utf-8")
    told(cache=kept)
    read.clear()
    (corpus / "a.txt").rename(corpus / "b.txt")
    told(cache=kept)
    assert read == []
    (corpus / "b.txt").rename(corpus / "b.md")  # which is read in another way
    told(cache=kept)
    assert read == ["docs/b.md"]


def test_what_is_kept_of_a_document_is_all_that_was_read_out_of_it(documents: Path) -> None:
    options = Options(loud=True)
    for index, one in enumerate(collect([str(documents)]).found):
        document = engine.attempt_read(one, options)
        assert isinstance(document, Document)
        made = engine.reading(index, document)
        parts = encoded(made, {})
        assert parts is not None
        back = stored(index, document.path, parts.__getitem__)
        for field in Reading.__struct_fields__:
            assert getattr(back, field) == getattr(made, field), field


def test_rules_that_look_at_one_document_alone_find_the_same_in_company(documents: Path) -> None:
    options = Options(loud=True)
    read = [engine.attempt_read(one, options) for one in collect([str(documents)]).found]
    readings, _ = engine.readings_of([d for d in read if isinstance(d, Document)], options)
    texts = {t.id: t for t in engine.chosen_rules(options)}
    for module in RULES:
        if module.ID in ALONE:
            together = list(module.check(readings, texts[module.ID]))
            assert together == [d for r in readings for d in module.check([r], texts[module.ID])]


def test_a_document_with_half_a_character_is_checked_and_not_kept(tmp_path: Path, read: list[str]) -> None:
    document = engine.document("a.txt", "Notes\n" + SENTENCE)
    half = msgspec.structs.replace(document, title="\ud800")
    for _ in range(2):
        found = engine.run((), (), Options(loud=True, cache=tmp_path / "kept"), documents=[half]).findings
        assert [f.kind for f in found] == ["weekday"]
    assert read == ["a.txt", "a.txt"]


def _overwrite(path: Path) -> None:
    path.write_bytes(b"not a database, and never was one" * 300)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _flip(path: Path) -> None:
    """Another digit in what was kept, which no database would notice."""
    data = path.read_bytes()
    path.write_bytes(data.replace(b"asserted", b"assertex"))


def _newer(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 99")
    base.close()


@pytest.mark.parametrize("damage", [_overwrite, _cut, _flip, _newer])
def test_a_damaged_cache_is_made_anew_with_a_notice(corpus: Path, damage: Callable[[Path], None]) -> None:
    kept = Path("kept")
    told(cache=kept)
    with sqlite3.connect(kept / cache.NAME) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    for beside in kept.glob("*-*"):
        beside.unlink()
    damage(kept / cache.NAME)
    edit(corpus)
    done = engine.run(("docs",), (), Options(loud=True, cache=kept))
    assert [n.message for n in done.notices] == ["the cache was damaged or of another version and has been made anew"]
    assert report.render("json", msgspec.structs.replace(done, notices=())) == told()
    assert not engine.run(("docs",), (), Options(loud=True, cache=kept)).notices


def test_another_pack_or_program_never_finds_what_this_one_has_kept(tmp_path: Path) -> None:
    other = tmp_path / "pack"
    shutil.copytree(default_pack(), other)
    before = cache.maker(default_pack(), other)
    cache.maker.cache_clear()
    file = next(other.rglob("*.yaml"))
    file.write_text(file.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert cache.maker(default_pack(), other) != before


def test_the_file_stays_within_its_bounds_and_the_longest_unused_goes(tmp_path: Path) -> None:
    parts = dict.fromkeys(cache.PARTS, b"x" * 100)  # 500 bytes
    store = cache.Store(tmp_path, limit=2000)
    for key in (b"a", b"b", b"c"):
        store.keep([(key, parts)])
        store.finish(store.ids([key]).values())
    store.keep([(b"d", parts)])
    store.finish(store.ids([b"a", b"d"]).values())
    assert set(store.ids([b"a", b"b", b"c", b"d"])) == {b"a", b"b", b"c", b"d"}
    store.keep([(b"e", parts)])
    store.finish(store.ids([b"e"]).values())
    left = store.ids([b"a", b"b", b"c", b"d", b"e"])
    assert set(left) == {b"a", b"d", b"e"}
    assert len(store.parts("claims", left.values())) == 3
    store.close()


def test_a_place_that_cannot_be_written_to_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Notes\n" + SENTENCE, encoding="utf-8")
    Path("file").write_text("x", encoding="utf-8")
    done = run("check", "a.txt", "--cache-dir", "file/kept")
    assert (done.exit_code, done.stderr) == (2, "checker: cannot write the cache in file/kept: Not a directory\n")
    with pytest.raises(UsageError):
        cache.Store(tmp_path / "file" / "kept")


def test_the_command_keeps_a_cache_unless_told_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Notes\n" + SENTENCE, encoding="utf-8")
    plain = run("check", "a.txt", "--no-cache")
    assert plain.exit_code == 1
    assert run("check", "a.txt", CHECKER_NO_CACHE="1").stdout == plain.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    first = run("check", "a.txt")
    assert (first.stdout, first.stderr) == (plain.stdout, plain.stderr)
    assert Path(".checker_cache/.gitignore").read_text(encoding="utf-8") == "*\n"
    assert run("check", "a.txt", "--cache-dir", "b/c").stdout == plain.stdout
    assert run("check", "a.txt", CHECKER_CACHE_DIR="d").stdout == plain.stdout
    assert Path("b/c", cache.NAME).exists()
    assert Path("d", cache.NAME).exists()


def test_cache_info_and_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("cache", "clean").stdout == "there is no cache to remove\n"
    Path("a.txt").write_text("Notes\n" + SENTENCE, encoding="utf-8")
    run("check", "a.txt")
    told = run("cache", "info").stdout
    assert told.startswith("place      .checker_cache/cache.sqlite\ndocuments  1, which hold 0.0 MB of at most")
    assert run("cache", "clean").stdout.startswith("removed 0.")
    assert not list(Path(".checker_cache").glob("cache*"))
    Path(".checker_cache", cache.NAME).write_bytes(b"something else" * 100)
    broken = run("cache", "info")
    assert broken.exit_code == 2
    assert broken.stderr == "checker: .checker_cache/cache.sqlite is no cache of checker: file is not a database\n"


def test_runs_at_the_same_time_share_one_cache(corpus: Path) -> None:
    for path in sorted(corpus.iterdir())[4:]:
        path.unlink()
    order = [sys.executable, "-m", "checker", "check", "docs", "--format", "json", "--cache-dir", "kept"]
    running = [subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    ended = [process.communicate() for process in running]
    assert {process.returncode for process in running} <= {0, 1}
    assert {said for _, said in ended} == {b""}
    assert {out.decode() for out, _ in ended} == {told()}
    assert cache.count(Path("kept"))[0] == len(list(corpus.iterdir()))


def test_watching_checks_again_on_every_change_until_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one\n", encoding="utf-8")
    done: list[str] = []
    turns = iter(["", "two, which is longer\n", "", "stop"])
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if seconds < 0.2:
            return
        turn = next(turns)
        if turn == "stop":
            raise KeyboardInterrupt
        if turn:
            path.write_text(turn, encoding="utf-8")

    def check() -> int:
        done.append(path.read_text(encoding="utf-8"))
        return len(done)

    said: list[list[str]] = []
    assert watch([str(tmp_path)], (), check, said.append, sleep) == 2
    assert done == ["one\n", "two, which is longer\n"]
    assert said == [[], [path.as_posix()]]


def test_a_new_and_a_removed_document_are_changes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one\n", encoding="utf-8")
    old = stamp([str(tmp_path)], ())
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    new = stamp([str(tmp_path)], ())
    assert changed(old, new) == [(tmp_path / "a.md").as_posix(), (tmp_path / "b.md").as_posix()]
    assert changed(new, new) == []


def test_standard_input_cannot_be_watched() -> None:
    done = run("check", "-", "--watch")
    assert done.exit_code == 2
    assert "standard input cannot be watched" in done.stderr


def test_progress_is_told_only_when_work_is_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from checker.cli import caching

    now = [0.0]
    monkeypatch.setattr("checker.cli.caching.time.monotonic", lambda: now[0])
    quick = caching._Progress()
    quick.told(1, 2)
    now[0] = 1.0
    quick.told(2, 2)
    assert capsys.readouterr().err == ""
    long = caching._Progress()
    for done, at in ((1, 2.0), (2, 3.5), (3, 3.55), (4, 4.0)):
        now[0] = at
        long.told(done, 4)
    assert capsys.readouterr().err == "\rread 2 of 4 documents\r"  # and the codes that clear a line
    assert caching.progress() is None  # standard error is no terminal here
