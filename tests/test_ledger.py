"""The ledger: a draft against it finds what a draft against the folder does; updates; queries; and clear trouble."""

import csv
import io
import json
import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import command
from checker.ledger.base import VERSION

ROOT = Path(__file__).parent.parent
HEAD = '---\ntitle: "{}"\ndate: {}\n---\n\n'


def run(*arguments: str) -> Result:
    return CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, arguments)


def note(path: str, text: str, date: str = "2024-05-02") -> None:
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text(HEAD.format(Path(path).stem, date) + text + "\n", encoding="utf-8")


def findings(*arguments: str) -> list[dict[str, object]]:
    done = run("check", *arguments, "--format", "json", "--fail-level", "never")
    assert (done.exit_code, done.stderr) == (0, "")
    found: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return found


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of four notes with its ledger, and a draft that disagrees with each of them."""
    monkeypatch.chdir(tmp_path)
    note("archive/troops.md", "There are 54,000 US troops stationed in Japan, the ministry said.")
    note("archive/vote.md", "Ghana will hold its presidential election on 7 December 2024.")
    note("archive/name.md", "The plan is that of Elbridge Colby, who wrote it in March.")
    note("archive/other.md", "Rainfall in the valley came to 312 millimetres, and the harvest was late.")
    note(
        "draft.md",
        "There are 35,000 US troops stationed in Japan, the ministry said.\n\n"
        "Ghana will hold its presidential election on 14 December 2024.\n\n"
        "The plan is that of Eldridge Colby, who wrote it in March.",
    )
    assert run("ledger", "build", "archive", "-o", "a.ledger").stdout == "4 added (documents)\n"


@pytest.mark.usefixtures("archive")
def test_a_draft_against_the_ledger_finds_what_it_finds_against_the_folder() -> None:
    against = findings("draft.md", "--against", "archive")
    assert len(against) == 3
    assert findings("draft.md", "--against", "a.ledger") == against


@pytest.mark.usefixtures("archive")
def test_the_archive_itself_is_not_needed_any_more_and_not_reported() -> None:
    note("archive/own.md", "The accord was signed on Thursday, 14 May 2025, in Lima.")
    run("ledger", "update", "a.ledger", "archive")
    against = findings("draft.md", "--against", "archive")
    shutil.rmtree("archive")
    assert findings("draft.md", "--against", "a.ledger") == against
    done = json.loads(run("check", "draft.md", "--against", "a.ledger", "--format", "json").stdout)
    assert [d["path"] for d in done["documents"]] == [
        "archive/name.md",
        "archive/troops.md",
        "archive/vote.md",
        "draft.md",
    ]


@pytest.mark.usefixtures("archive")
def test_a_document_that_is_checked_is_not_held_against_itself_in_the_ledger() -> None:
    assert [f["rule"] for f in findings("archive/troops.md", "--against", "a.ledger")] == ["unsupported"]
    note("archive/troops.md", "There are 38,000 US troops stationed in Japan, the ministry said.")
    found = findings("archive/troops.md", "--against", "a.ledger")
    assert found == findings("archive/troops.md", "--against", "archive")
    assert [f["rule"] for f in found] == ["unsupported"]


@pytest.mark.usefixtures("archive")
def test_a_ledger_is_the_same_from_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    from_here = findings("draft.md", "--against", "a.ledger")
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    assert run("ledger", "update", "../a.ledger", "../archive").stdout == "4 unchanged (documents)\n"
    found = findings("../draft.md", "--against", "../a.ledger")
    assert found == findings("../draft.md", "--against", "../archive")
    assert [f["message"] for f in found] == [f["message"] for f in from_here]
    note("../archive/troops.md", "There are 38,000 US troops stationed in Japan, the ministry said.")
    assert [f["rule"] for f in findings("../archive/troops.md", "--against", "../a.ledger")] == ["unsupported"]
    assert run("ledger", "update", "../a.ledger", "../archive").stdout == "1 changed, 3 unchanged (documents)\n"


@pytest.mark.usefixtures("archive")
def test_several_ledgers_and_folders_join() -> None:
    Path("more").mkdir()
    shutil.move("archive/vote.md", "more/vote.md")
    run("ledger", "build", "archive", "-o", "b.ledger")
    against = findings("draft.md", "--against", "archive", "--against", "more")
    assert findings("draft.md", "--against", "b.ledger", "--against", "more") == against
    run("ledger", "build", "more", "-o", "c.ledger")
    assert findings("draft.md", "--against", "c.ledger", "--against", "b.ledger") == against


@pytest.mark.parametrize("dossier", sorted(p.name for p in (ROOT / "fixtures" / "dossiers").iterdir())[:4])
def test_each_document_of_a_dossier_against_a_ledger_of_the_others(
    dossier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "fixtures" / "dossiers" / dossier / "docs", "docs")
    Path("drafts").mkdir()
    for path in sorted(Path("docs").iterdir()):
        draft = Path("drafts", path.name)
        path.rename(draft)
        run("ledger", "build", "docs", "-o", "docs.ledger")
        by_folder, by_ledger = (
            {(f["rule"], f["message"]) for f in findings(str(draft), "--against", side)}
            for side in ("docs", "docs.ledger")
        )
        assert by_ledger == by_folder
        draft.rename(path)


def contents(ledger: str) -> dict[str, list[tuple[object, ...]]]:
    """All that a ledger says, without the numbers that it gives to things."""
    queries = {
        "document": "SELECT path, key, claims FROM document",
        "claim": "SELECT d.path, c.metric, c.first, c.last, c.data FROM claim c JOIN document d ON d.id = c.document",
        "part": "SELECT d.path, p.name, length(p.data) FROM part p JOIN document d ON d.id = p.document",
        "subject": "SELECT s.name, c.data FROM subject s JOIN claim c ON c.id = s.claim",
        "feature": "SELECT name, n FROM feature WHERE n != 0",
        "keyword": "SELECT unit, name, n FROM keyword WHERE n != 0",
        "posting": "SELECT k.unit, k.name, d.path FROM posting p JOIN keyword k ON k.id = p.keyword"
        " JOIN claim c ON c.id = p.claim JOIN document d ON d.id = c.document",
        "hook": "SELECT t.name, h.day, d.path, h.extra FROM hook h JOIN term t ON t.id = h.term"
        " JOIN document d ON d.id = h.document",
        "meta": "SELECT name, value FROM meta",
    }
    base = sqlite3.connect(ledger)
    found = {name: sorted(map(repr, base.execute(query))) for name, query in queries.items()}
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    base.close()
    return found  # type: ignore[return-value]


def drop_sets(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Without the bytes of claims, in which sets have the order of the process that wrote them."""
    return {name: rows for name, rows in found.items() if name not in ("claim", "subject", "part")}


@pytest.mark.usefixtures("archive")
def test_an_update_leaves_what_building_anew_would() -> None:
    assert run("ledger", "update", "a.ledger", "archive").stdout == "4 unchanged (documents)\n"
    note("archive/troops.md", "There are 36,000 US troops stationed in Japan, the ministry said.")
    note("archive/new.md", "Norway exported 120 billion cubic metres of gas in 2024.")
    Path("archive/other.md").unlink()
    done = run("ledger", "update", "a.ledger", "archive")
    assert done.stdout == "1 added, 1 changed, 1 removed, 2 unchanged (documents)\n"
    run("ledger", "build", "archive", "-o", "b.ledger")
    assert drop_sets(contents("a.ledger")) == drop_sets(contents("b.ledger"))
    assert findings("draft.md", "--against", "a.ledger") == findings("draft.md", "--against", "archive")


@pytest.mark.usefixtures("archive")
def test_building_again_replaces_and_leaves_nothing_beside() -> None:
    Path("archive/other.md").unlink()
    assert run("ledger", "build", "archive", "-o", "a.ledger").exit_code == 0
    assert len(contents("a.ledger")["document"]) == 3
    assert sorted(p.name for p in Path().iterdir()) == ["a.ledger", "archive", "draft.md"]


@pytest.mark.usefixtures("archive")
def test_what_cannot_be_read_is_told_and_ends_with_status_2() -> None:
    Path("archive/bad.md").write_bytes(b"a\0b")
    for done in (run("ledger", "build", "archive", "-o", "b.ledger"), run("ledger", "update", "a.ledger", "archive")):
        assert done.exit_code == 2
        assert done.stderr == "checker: archive/bad.md: is a binary file (NUL byte at offset 1)\n"
    assert len(contents("b.ledger")["document"]) == 4
    Path("archive/troops.md").write_bytes(b"a\0b")
    run("ledger", "update", "a.ledger", "archive")
    assert len(contents("a.ledger")["document"]) == 3


@pytest.mark.usefixtures("archive")
def test_an_update_with_a_path_that_does_not_exist_changes_nothing() -> None:
    before = contents("a.ledger")
    done = run("ledger", "update", "a.ledger", "archiv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "checker: archiv: no such file or folder; the ledger is left as it was\n"
    assert contents("a.ledger") == before


@pytest.mark.usefixtures("archive")
def test_a_ledger_of_another_program_is_used_with_a_notice_and_renewed_by_an_update() -> None:
    base = sqlite3.connect("a.ledger")
    base.execute("UPDATE meta SET value = x'00' WHERE name = 'made by'")
    base.commit()
    base.close()
    done = run("check", "draft.md", "--against", "a.ledger", "--format", "text")
    assert "a.ledger was made by another version of checker or of its rules" in done.stdout + done.stderr
    assert run("ledger", "update", "a.ledger", "archive").stdout == "4 changed (documents)\n"
    assert "another version" not in run("check", "draft.md", "--against", "a.ledger").stdout


@pytest.mark.usefixtures("archive")
def test_a_ledger_that_another_program_wrote_in_another_form_is_one_clear_line_and_can_be_renewed() -> None:
    base = sqlite3.connect("a.ledger")
    base.execute("UPDATE meta SET value = x'00' WHERE name = 'made by'")
    base.execute("UPDATE part SET data = ? WHERE name = 'light'", (zlib.compress(b"\x93\x01\x02\x03"),))
    base.commit()
    base.close()
    done = run("check", "draft.md", "--against", "a.ledger")
    assert (done.exit_code, done.stdout) == (2, "")
    told = "made by another version of checker; bring it up to date with checker ledger update"
    assert done.stderr == f"checker: a.ledger: {told}\n"
    assert run("ledger", "update", "a.ledger", "archive").stdout == "4 changed (documents)\n"
    assert findings("draft.md", "--against", "a.ledger") == findings("draft.md", "--against", "archive")
    run("ledger", "build", "archive", "-o", "b.ledger")
    assert drop_sets(contents("a.ledger")) == drop_sets(contents("b.ledger"))


def _cell(form: str, **chosen: str) -> list[tuple[str, str]]:
    options = [part for name, value in chosen.items() for part in (f"--{name}", value)]
    done = run("ledger", "query", "a.ledger", "--format", form, *options)
    assert (done.exit_code, done.stderr) == (0, "")
    if form == "csv":
        return [(row["path"], row["value"]) for row in csv.DictReader(io.StringIO(done.stdout))]
    return [(row["path"], row["value"]) for row in json.loads(done.stdout)]


@pytest.mark.usefixtures("archive")
def test_queries() -> None:
    note("archive/more.md", "Japan spent $55 billion on defence in 2023. Rain came to 80 millimetres.", "2023-06-01")
    run("ledger", "update", "a.ledger", "archive")
    troops, money = ("archive/troops.md", "54,000"), ("archive/more.md", "$55 billion")
    for form in ("json", "csv"):
        everything = _cell(form)
        assert {troops, money} <= set(everything)
        assert everything == sorted(everything, key=lambda cell: cell[0])
        assert _cell(form, document="archive/troops.md") == [troops]
        assert money in _cell(form, document="archive/m*")
        assert set(_cell(form, subject="jp")) >= {troops, money}
        assert _cell(form, subject="no") == []
        assert money in _cell(form, period="2023")
        assert money not in _cell(form, period="2019..2022")
        assert _cell(form, metric="troops-stationed") == [troops]
    table = run("ledger", "query", "a.ledger", "--document", "archive/troops.md").stdout
    assert table.splitlines()[2].startswith("archive/troops.md:6:1")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (None, "x.ledger: no such ledger; make it with: checker ledger build ARCHIVE -o x.ledger"),
        (b"plain text, and no ledger at all" * 40, "x.ledger: damaged, or no ledger (file is not a database)"),
        (b"", "x.ledger: a database, but no ledger of checker"),
        ("cut", "x.ledger: damaged, or no ledger ("),
        ("newer", f"x.ledger: a ledger of version {VERSION + 1}, which needs a newer checker; this one knows version"),
        ("other", "x.ledger: a database, but no ledger of checker"),
    ],
)
@pytest.mark.usefixtures("archive")
def test_a_file_that_is_no_ledger_is_one_clear_line(make: bytes | str | None, told: str) -> None:
    if isinstance(make, bytes):
        Path("x.ledger").write_bytes(make)
    elif make == "cut":
        Path("x.ledger").write_bytes(Path("a.ledger").read_bytes()[:30_000])
    elif make:
        if make == "newer":
            shutil.copy("a.ledger", "x.ledger")
        base = sqlite3.connect("x.ledger")
        base.execute(f"PRAGMA user_version = {VERSION + 1}")
        base.execute("CREATE TABLE more (a)")
        base.commit()
        base.close()
    for arguments in (
        ("check", "draft.md", "--against", "x.ledger"),
        ("ledger", "query", "x.ledger"),
        ("ledger", "update", "x.ledger", "archive"),
    ):
        done = run(*arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"checker: {told}")
        assert done.stderr.count("\n") == 1


@pytest.mark.usefixtures("archive")
def test_wrong_options_are_one_clear_line() -> None:
    done = run("ledger", "query", "a.ledger", "--period", "spring")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("checker: 'spring' is no period: give 2025, 2025-03")
    done = run("ledger", "build", "archive", "-o", "gone/a.ledger")
    assert done.stderr.startswith("checker: cannot write gone/a.ledger: ")
    assert done.stderr.count("\n") == 1
