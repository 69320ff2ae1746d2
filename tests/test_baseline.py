"""The baseline: what was there stays out, what is new is shown, and the file is one that a team can live with."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker import baseline as kept
from checker import engine
from checker.cli import command
from checker.errors import UsageError
from checker.model import Finding

HEAD = "---\ntitle: {}\ndate: 2024-05-02\n---\n\n"
JAPAN = "There are {} US troops stationed in Japan, the ministry said.\n"
DAY = "They met on Monday, 3 May 2024.\n"


def run(*arguments: str) -> Result:
    return CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, arguments)


def last(result: Result) -> str:
    return result.stdout.splitlines()[-1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    texts = {"a": JAPAN.format("54,000"), "b": JAPAN.format("35,000"), "c": DAY}
    (tmp_path / "docs").mkdir()
    for name, text in texts.items():
        (tmp_path / "docs" / f"{name}.md").write_text(HEAD.format(name) + text, encoding="utf-8")
    return tmp_path / "docs"


@pytest.fixture
def listed(folder: Path) -> str:
    assert last(run("baseline", "update", "base.jsonl", "docs")) == "base.jsonl: 2 added, 0 removed, 2 in all"
    return "base.jsonl"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_one_finding_a_line_sorted_by_path(listed: str) -> None:
    head, *lines = Path(listed).read_text(encoding="utf-8").splitlines()
    assert head == '{"checker-baseline":1}'
    rows = [json.loads(line) for line in lines]
    assert [(r["count"], r["rule"], r["paths"]) for r in rows] == [
        (1, "value", ["docs/a.md", "docs/b.md"]),
        (1, "weekday", ["docs/c.md"]),
    ]
    assert list(rows[0]) == ["fingerprint", "count", "rule", "paths", "message"]
    assert rows[1]["message"].startswith("Monday, 3 May 2024")


def test_what_was_there_is_left_out_and_counted(listed: str) -> None:
    done = run("check", "docs", "--baseline", listed)
    assert done.exit_code == 0
    assert "2 findings left out (in the baseline). Exit status 0" in " ".join(done.stdout.split())
    report = json.loads(run("check", "docs", "--baseline", listed, "--format", "json").stdout)
    assert (report["findings"], report["notices"]) == ([], [])
    assert report["left_out"] == [{"reason": "in the baseline", "findings": 2}]


def test_an_edit_elsewhere_and_a_move_change_nothing(listed: str, folder: Path) -> None:
    before = Path(listed).read_bytes()
    edit(folder / "a.md", "\n\nThere", "\n\n# Forces\n\nA few words that were not there.\n\nThere")
    assert run("check", "docs", "--baseline", listed).exit_code == 0
    assert last(run("baseline", "update", listed, "docs")) == "base.jsonl: 0 added, 0 removed, 2 in all"
    assert Path(listed).read_bytes() == before
    (folder / "a.md").rename(folder / "zz.md")
    assert run("check", "docs", "--baseline", listed).exit_code == 0


def test_a_new_finding_is_shown_alone(listed: str, folder: Path) -> None:
    (folder / "d.md").write_text(HEAD.format("d") + DAY.replace("3 May", "7 May"), encoding="utf-8")
    done = run("check", "docs", "--baseline", listed, "--format", "concise")
    assert done.exit_code == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == ["docs/d.md"]


def test_a_changed_value_is_new_and_the_old_entry_is_reported(listed: str, folder: Path) -> None:
    edit(folder / "a.md", "54,000", "56,000")
    done = run("check", "docs", "--baseline", listed, "--format", "concise")
    first, notice, _ = done.stdout.splitlines()
    assert first.startswith("docs/a.md:6:1: conflict value: 56,000 against 35,000")
    assert notice == (
        "notice: base.jsonl: 1 finding of the baseline no longer occurs: "
        "checker baseline prune base.jsonl PATHS takes it out"
    )
    assert done.exit_code == 1
    assert last(run("baseline", "prune", listed, "docs")) == "base.jsonl: 0 added, 1 removed, 1 in all"
    assert run("check", "docs", "--baseline", listed, "--format", "concise").stdout.splitlines()[0] == first


def test_the_same_claims_once_more_are_new_in_the_new_document(listed: str, folder: Path) -> None:
    (folder / "b0.md").write_text(HEAD.format("b0") + DAY, encoding="utf-8")
    done = run("check", "docs", "--baseline", listed, "--format", "concise")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == ["docs/b0.md"]
    assert last(run("baseline", "update", listed, "docs")) == "base.jsonl: 1 added, 0 removed, 3 in all"
    prints = [json.loads(line)["fingerprint"] for line in Path(listed).read_text().splitlines()[1:]]
    assert len(set(prints)) == 2
    assert run("check", "docs", "--baseline", listed).exit_code == 0


def test_a_fixed_finding_makes_no_room_for_the_same_claims_elsewhere(listed: str, folder: Path) -> None:
    edit(folder / "c.md", "Monday", "Friday")
    (folder / "d.md").write_text(HEAD.format("d") + DAY, encoding="utf-8")
    done = run("check", "docs", "--baseline", listed, "--format", "concise")
    assert done.stdout.startswith("docs/d.md:6:13: conflict weekday")
    assert done.exit_code == 1


def test_a_run_of_some_documents_judges_only_those(listed: str, folder: Path) -> None:
    before = Path(listed).read_bytes()
    done = run("check", "docs/a.md", "--baseline", listed, "--format", "json")
    assert json.loads(done.stdout)["notices"] == []
    for what in ("prune", "update"):
        assert last(run("baseline", what, listed, "docs/a.md")) == "base.jsonl: 0 added, 0 removed, 2 in all"
        assert Path(listed).read_bytes() == before
    done = run("check", "docs", "--baseline", listed, "--format", "json", "--select", "role")
    assert json.loads(done.stdout)["notices"] == []
    done = run("check", "docs", "--baseline", listed, "--format", "json", "--min-confidence", "0.999")
    assert json.loads(done.stdout)["notices"] == []


def test_entries_of_a_document_that_is_gone_are_reported(listed: str, folder: Path) -> None:
    (folder / "c.md").unlink()
    done = run("check", "docs", "--baseline", listed, "--format", "json")
    assert [n["message"][:9] for n in json.loads(done.stdout)["notices"]] == ["1 finding"]
    assert last(run("baseline", "prune", listed, "docs")) == "base.jsonl: 0 added, 1 removed, 1 in all"


def test_entries_of_documents_outside_the_run_hide_nothing_in_it(listed: str, folder: Path) -> None:
    (folder / "d.md").write_text(HEAD.format("d") + DAY, encoding="utf-8")
    assert run("check", "docs/d.md", "--baseline", listed).exit_code == 1
    (folder / "c.md").unlink()
    assert run("check", "docs/d.md", "--baseline", listed).exit_code == 0


def test_the_configuration_holds_for_it(folder: Path) -> None:
    Path("checker.toml").write_text('baseline = "base.jsonl"\nignore = ["value"]\npaths = ["docs"]\n', encoding="utf-8")
    assert last(run("baseline", "update", "base.jsonl")) == "base.jsonl: 1 added, 0 removed, 1 in all"
    assert run("check").exit_code == 0
    assert run("check", "--isolated", "docs").exit_code == 1


def test_it_holds_from_another_folder(listed: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert run("check", ".", "--baseline", f"../{listed}").exit_code == 0
    done = run("check", str(folder), "--baseline", f"../{listed}", "--format", "json")
    assert json.loads(done.stdout)["notices"] == []
    assert last(run("baseline", "prune", f"../{listed}", ".")) == "../base.jsonl: 0 added, 0 removed, 2 in all"


def test_what_is_suppressed_does_not_go_into_it(folder: Path) -> None:
    edit(folder / "c.md", "They", "<!-- checker-disable-next-line weekday -- as printed -->\nThey")
    assert last(run("baseline", "update", "base.jsonl", "docs")) == "base.jsonl: 1 added, 0 removed, 1 in all"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'base.jsonl: is no baseline: line 1 should be {"checker-baseline":1}'),
        ("[]\n", 'base.jsonl: is no baseline: line 1 should be {"checker-baseline":1}'),
        ('{"checker-baseline":2}\n', "base.jsonl: is a baseline of version 2; this checker reads up to version 1"),
        (
            '{"checker-baseline":1}\n<<<<<<< HEAD\n',
            "base.jsonl: line 2: a merge was left unresolved; keep the lines of both sides",
        ),
        (
            '{"checker-baseline":1}\n\n{"fingerprint":"ab"}\n',
            "base.jsonl: line 3: Object missing required field `count`",
        ),
        ('{"checker-baseline":1}\n{"fing', "base.jsonl: line 2: Input data was truncated"),
    ],
)
def test_a_broken_file_is_an_error_and_stays_as_it_is(folder: Path, text: str, said: str) -> None:
    Path("base.jsonl").write_text(text, encoding="utf-8")
    for arguments in (("check", "docs", "--baseline", "base.jsonl"), ("baseline", "update", "base.jsonl", "docs")):
        done = run(*arguments)
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"checker: {said}\n")
    assert Path("base.jsonl").read_text(encoding="utf-8") == text


def test_a_missing_file_is_an_error_but_for_update(folder: Path) -> None:
    for arguments in (("check", "docs", "--baseline", "gone.jsonl"), ("baseline", "prune", "gone.jsonl", "docs")):
        done = run(*arguments)
        assert done.exit_code == 2
        assert done.stderr == (
            "checker: gone.jsonl: there is no such baseline; `checker baseline update gone.jsonl PATHS` makes one\n"
        )


def test_an_unreadable_document_leaves_the_baseline_alone(listed: str, folder: Path) -> None:
    before = Path(listed).read_bytes()
    (folder / "a.md").write_bytes(b"\x00\x01\x02binary\x00" * 50)
    done = run("baseline", "update", listed, "docs")
    assert done.exit_code == 2
    assert "the baseline is left as it is" in done.stderr
    assert Path(listed).read_bytes() == before


def test_two_branches_merged_by_lines(listed: str, folder: Path) -> None:
    lines = Path(listed).read_text(encoding="utf-8").splitlines(keepends=True)
    Path(listed).write_text("".join([lines[0], *lines[1:], *lines[1:]]), encoding="utf-8")
    assert run("check", "docs", "--baseline", listed).exit_code == 0
    assert last(run("baseline", "update", listed, "docs")) == "base.jsonl: 0 added, 0 removed, 2 in all"
    assert Path(listed).read_text(encoding="utf-8") == "".join(lines)


def test_two_branches_merged_by_git(listed: str, folder: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    def branch(name: str, start: str, day: int) -> None:
        git("switch", "-c", name, start)
        text = DAY.replace("3 May", f"{day} May").replace("They", name)
        (folder / f"{name}.md").write_text(HEAD.format(name) + text, encoding="utf-8")
        assert last(run("baseline", "update", listed, "docs")) == "base.jsonl: 1 added, 0 removed, 3 in all"
        git("add", ".")
        git("commit", "-m", name)

    Path(".gitattributes").write_text("base.jsonl merge=union\n", encoding="utf-8")
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "begin")
    branch("x", "main", 7)
    branch("y", "main", 9)
    git("rebase", "x")
    assert run("check", "docs", "--baseline", listed).exit_code == 0
    assert last(run("baseline", "update", listed, "docs")) == "base.jsonl: 0 added, 0 removed, 4 in all"


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    done = run("baseline", "update", "gone/base.jsonl", "docs")
    assert done.stderr == "checker: cannot write gone/base.jsonl: No such file or directory\n"
    assert done.exit_code == 2


def test_a_link_is_kept_and_so_are_the_rights(listed: str) -> None:
    Path(listed).chmod(0o640)
    Path("link.jsonl").symlink_to(listed)
    assert run("baseline", "update", "link.jsonl", "docs").exit_code == 0
    assert Path("link.jsonl").is_symlink()
    assert Path(listed).stat().st_mode & 0o777 == 0o640
    assert [p.name for p in Path.cwd().glob(".*")] == []


_WRITER = """
import sys
from checker.baseline import Baseline, Entry, save
def one(i, n):
    return Entry(fingerprint=f"{i:016x}", count=n, rule="value", paths=("a.md",))
made = [tuple(one(i, n) for i in range(3000)) for n in (1, 2)]
print("ready", flush=True)
while True:
    for entries in made:
        save(Baseline(sys.argv[1], "", entries))
"""


def test_a_writer_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    path = str(tmp_path / "base.jsonl")
    for moment in range(5):
        with subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            while not Path(path).exists():
                time.sleep(0.001)
            time.sleep(0.003 * moment)
            os.kill(writer.pid, signal.SIGKILL)
        found = kept.load(path).entries
        assert (len(found), len({e.count for e in found})) == (3000, 1)


def _findings(*texts: str, names: str = "abcdef") -> tuple[Finding, ...]:
    documents = [engine.document(f"{names[i]}.md", HEAD.format(i) + text) for i, text in enumerate(texts)]
    return engine.run((), (), engine.Options(loud=True), documents=documents).findings


def _prints(*texts: str, names: str = "abcdef") -> list[str]:
    return sorted(f.fingerprint for f in _findings(*texts, names=names))


A, B = JAPAN.format("54,000"), JAPAN.format("35,000")


def test_a_fingerprint_is_of_the_claims_alone() -> None:
    [one] = _prints(A, B)
    assert _prints("Other words come first.\n\n" + A, B) == [one]
    assert _prints(B, A) == [one]
    assert _prints(A, B, names="zy") == [one]
    assert _prints(A, B, "The harvest in Norway came to 3 million tonnes of wheat in 2019.\n") == [one]
    assert _prints(A, B, A.replace("the ministry", "an officer")) == [one]
    assert _prints(A.replace("54,000", "54 thousand"), B) == [one]


@pytest.mark.parametrize("changed", ["55,000", "53,900", "5,400"])
def test_another_value_is_another_fingerprint(changed: str) -> None:
    [one] = _prints(A, B)
    [other] = _prints(A.replace("54,000", changed), B)
    assert other != one


def test_equal_claims_are_told_apart_whatever_the_files_are_called() -> None:
    texts = (DAY, DAY.replace("They met", "The ministers met"))
    [first, second] = _prints(*texts)
    assert second == f"{first}-2"
    by_quote = {f.evidence[0].context: f.fingerprint for f in _findings(*texts)}
    assert by_quote == {f.evidence[0].context: f.fingerprint for f in _findings(*texts, names="zy")}


def test_loading_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "b"
    path.write_bytes(b'{"checker-baseline":1}\n\xff')
    with pytest.raises(UsageError, match=r"is not UTF-8 \(byte 23\)"):
        kept.load(str(path))
