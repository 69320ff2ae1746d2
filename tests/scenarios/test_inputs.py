"""What is checked and from where: folders, names, archives, standard input, the cache, the configuration."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import command
from scenarios.scenario import FILLER, RIGHT, TREATY, Repo, check, troops, value, weekday


def test_from_a_subfolder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"notes/deep/a.md": RIGHT, "notes/b.md": TREATY, "top.md": RIGHT})
    repo.commit({"notes/deep/a.md": TREATY, "top.md": TREATY})
    monkeypatch.chdir(repo.folder / "notes")
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("deep/a.md")], 1)
    done = check("..", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("../notes/deep/a.md"), weekday("../top.md")], 1)


def test_a_file_deleted_as_seen_from_a_subfolder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"notes/a.md": TREATY, "notes/b.md": FILLER})
    repo.git("rm", "-q", "notes/a.md")
    repo.commit({"notes/b.md": f"{FILLER}\n{TREATY}"})
    monkeypatch.chdir(repo.folder / "notes")
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)


NAMES = [
    "with space.md", "Überblick über März.md", 'say "so".md', "it's.md", "new\nline.md", "tab\there.md", "-dash.md",
    "back\\slash.md", "東京.md", "e\u0301.md", ":colon.md", "#1 [draft] {x} $HOME.md",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files(repo: Repo, name: str) -> None:
    repo.commit({name: RIGHT, f"in {name}/b.md": TREATY, "plain.md": RIGHT})
    repo.commit({name: TREATY, "plain.md": RIGHT + FILLER})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday(name)], 1)
    repo.git("mv", "--", name, f"moved {name}")
    repo.git("rm", "-q", "plain.md")
    repo.commit()
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 2)


def test_an_archive_inside_the_repository(repo: Repo) -> None:
    repo.commit({"archive/a.md": troops("54,000"), "archive/old.md": TREATY, "drafts/d.md": troops("54,000")})
    repo.commit({"drafts/d.md": troops("35,000")})
    done = check("drafts", "--against", "archive", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value(("drafts/d.md", 3), ("archive/a.md", 3))], 0)


def test_an_archive_inside_the_repository_that_changed(repo: Repo) -> None:
    repo.commit({"archive/a.md": troops("54,000"), "drafts/d.md": troops("54,000")})
    repo.commit({"archive/a.md": troops("35,000")})
    done = check("drafts", "--against", "archive", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value(("archive/a.md", 3), ("drafts/d.md", 3))], 0)


def test_an_archive_outside_of_the_repository(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.md").write_text(troops("54,000"))
    repo.commit({"drafts/c.md": troops("36,000"), "drafts/d.md": FILLER})
    repo.commit({"drafts/d.md": TREATY})
    done = check("drafts", "--against", "../archive", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("drafts/d.md")], 1)
    done = check("../archive", "--changed-since", "HEAD~1")
    assert (done.status, done.findings) == (2, [])
    assert done.told == (
        f"checker: ../archive is outside of the repository {repo.folder}: --changed-since knows nothing of it\n"
    )


def test_with_a_cache_and_without_one(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"a.md": RIGHT, "b.md": TREATY, "c.md": troops("54,000"), "d.md": troops("54,000")})
    repo.commit({"a.md": TREATY, "d.md": troops("35,000")})
    arguments = (".", "--changed-since", "HEAD~1")
    without = check(*arguments)
    assert (without.status, len(without.findings), without.known) == (1, 2, 1)
    cached = ("--cache-dir", str(tmp_path / "cache"))
    for more in (cached, cached, ("--jobs", "2"), (*cached, "--jobs", "2")):
        assert check(*arguments, *more).report == without.report
    repo.write({"d.md": troops("54,000")})
    assert check(*arguments, *cached).report == check(*arguments).report


def test_standard_input_stands_for_the_file_of_its_name(repo: Repo) -> None:
    repo.commit({"drafts/a.md": RIGHT, "b.md": troops("54,000")})
    text = f"{TREATY}\n{troops('35,000')}".encode()
    arguments = ("-", "--stdin-filename", "drafts/a.md", "--against", "b.md", "--changed-since", "HEAD")
    done = check(*arguments, given=text)
    expected = [weekday("drafts/a.md"), value(("drafts/a.md", 7), ("b.md", 3))]
    assert (done.status, done.findings, done.known) == (1, expected, 0)
    repo.commit({"drafts/a.md": TREATY})
    done = check(*arguments, given=text)
    assert (done.status, done.findings, done.known) == (1, expected[1:], 1)
    assert check(*arguments, given=(repo.folder / "drafts" / "a.md").read_bytes()).status == 0


def test_standard_input_without_a_name_is_all_new(repo: Repo) -> None:
    repo.commit({"a.md": TREATY})
    done = check("-", "--changed-since", "HEAD", given=TREATY.encode())
    assert (done.status, done.findings, done.known) == (1, [weekday("<stdin>")], 0)


def test_files_that_a_hook_names(repo: Repo) -> None:
    """Only the named files are compared with what they were: the rest is the business of a run on the folder."""
    repo.commit({"a.md": RIGHT, "b.md": TREATY, "c.md": TREATY})
    repo.write({"a.md": TREATY, "b.md": f"{FILLER}\n{TREATY}"})
    done = check("a.md", "b.md", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)
    done = check("a.md", "gone.md", "--changed-since", "HEAD")
    assert (done.status, done.findings) == (2, [weekday("a.md")])
    assert done.told == "checker: gone.md: no such file or folder\n"


def test_git_says_the_same_however_it_is_configured(repo: Repo) -> None:
    repo.commit({"notes/ä b.md": RIGHT, "c.md": TREATY})
    for key, setting in (
        ("core.quotePath", "true"), ("diff.renames", "false"), ("diff.noprefix", "true"), ("diff.relative", "true"),
        ("color.ui", "always"), ("diff.external", "false"), ("core.pager", "false"), ("diff.mnemonicPrefix", "true"),
    ):  # fmt: skip
        repo.git("config", key, setting)
    repo.git("mv", "c.md", "notes/d.md")
    repo.write({"notes/ä b.md": TREATY})
    done = check("notes", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (1, [weekday("notes/ä b.md")], 1)


def test_line_ends_that_git_converts(repo: Repo) -> None:
    repo.commit({".gitattributes": "*.md text eol=crlf\n", "a.md": TREATY.replace("\n", "\r\n")})
    repo.write({"a.md": f"{FILLER}\n{TREATY}".replace("\n", "\r\n")})
    done = check(".", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_annotations_stand_in_what_was_edited(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "z.md": FILLER})
    repo.commit({"z.md": troops("35,000")})
    done = CliRunner().invoke(command, ["check", ".", "--no-cache", "--changed-since", "HEAD~1", "--format", "github"])
    [line] = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert done.exit_code == 1
    assert "file=z.md,line=3," in line


def test_the_last_line_counts_what_is_not_new(repo: Repo) -> None:
    repo.commit({"a.md": TREATY})
    done = CliRunner().invoke(command, ["check", ".", "--no-cache", "--changed-since", "main"])
    assert (done.exit_code, done.stdout) == (
        0,
        "No conflicts in 1 document (1 claim); 1 finding left out (not new since main). Exit status 0:\n"
        "nothing is left to show.\n",
    )


def test_the_configuration_says_since_when(repo: Repo) -> None:
    repo.commit({"a.md": RIGHT, "b.md": TREATY, "checker.toml": 'changed-since = "main"\n'})
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"a.md": TREATY})
    done = check(".")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)
    assert check(".", "--changed-since", "HEAD").findings == []
    for everything in ("--changed-since=", "--isolated"):
        done = check(".", everything)
        assert (done.status, done.findings, done.known) == (1, [weekday("a.md"), weekday("b.md")], 0)
