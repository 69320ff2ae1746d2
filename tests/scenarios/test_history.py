"""Renames, branches, merges and clones: what git makes of a repository does not make a finding new."""

from pathlib import Path

import pytest

from scenarios.scenario import FILLER, RIGHT, TREATY, Repo, check, run, troops, value, weekday

LONG = TREATY + "\n" + "\n".join(FILLER.replace("year", f"year and {n} days") for n in range(20))


def test_a_rename(repo: Repo) -> None:
    repo.commit({"a.md": LONG, "b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.git("mv", "a.md", "z.md")
    repo.git("mv", "b.md", "y.md")
    repo.commit()
    for paths in (["."], ["z.md", "y.md", "c.md"]):
        done = check(*paths, "--changed-since", "HEAD~1")
        assert (done.status, done.findings, done.known) == (0, [], 2), paths


def test_a_rename_that_git_was_not_told_of(repo: Repo) -> None:
    repo.commit({"a.md": LONG})
    Path("a.md").rename("z.md")
    done = check(".", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_a_rename_with_an_edit(repo: Repo) -> None:
    repo.commit({"a.md": LONG})
    repo.git("mv", "a.md", "z.md")
    repo.commit({"z.md": LONG + "\nTalks began on Friday, 6 March 2024 in Oslo.\n"})
    line = LONG.count("\n") + 2
    for path in (".", "z.md"):
        done = check(path, "--changed-since", "HEAD~1")
        assert (done.status, done.findings, done.known) == (1, [weekday("z.md", line)], 1)


def test_a_rename_into_another_format(repo: Repo) -> None:
    """The old file is read as what it was: in HTML the same words are no Markdown."""
    page = f"<html><body><p>{LONG.splitlines()[2]}</p></body></html>\n"
    repo.commit({"a.md": LONG, "b.html": page})
    repo.git("mv", "a.md", "a.txt")
    repo.git("mv", "b.html", "b.htm")
    repo.commit()
    for paths in (["."], ["a.txt", "b.htm"]):
        done = check(*paths, "--changed-since", "HEAD~1")
        assert (done.status, done.findings, done.known) == (0, [], 2), paths


def test_a_folder_renamed(repo: Repo) -> None:
    repo.commit({"old/a.md": LONG, "old/deep/b.md": troops("54,000"), "old/c.md": troops("35,000")})
    repo.git("mv", "old", "new")
    repo.commit()
    for path in (".", "new"):
        done = check(path, "--changed-since", "HEAD~1")
        assert (done.status, done.findings, done.known) == (0, [], 2), path


def test_main_moves_on_and_its_changes_do_not_count(repo: Repo) -> None:
    repo.commit({"a.md": RIGHT, "b.md": RIGHT, "c.md": troops("54,000")})
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"a.md": TREATY})
    repo.git("switch", "-q", "main")
    repo.commit({"b.md": TREATY})
    repo.git("switch", "-q", "topic")
    done = check(".", "--changed-since", "main")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 0)


def test_a_merge_of_main_brings_in_nothing_of_the_branch(repo: Repo) -> None:
    repo.commit({"a.md": RIGHT, "b.md": RIGHT})
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"a.md": TREATY})
    repo.git("switch", "-q", "main")
    repo.commit({"b.md": TREATY})
    repo.git("switch", "-q", "topic")
    repo.git("merge", "-q", "--no-edit", "main")
    done = check(".", "--changed-since", "main")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


def test_a_merge_that_makes_both_sides_conflict(repo: Repo) -> None:
    """As a pull request is checked out: HEAD is the merge, and what conflicts is new to main."""
    repo.commit({"a.md": RIGHT})
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"mine.md": troops("35,000")})
    repo.git("switch", "-q", "main")
    repo.commit({"b.md": troops("54,000")})
    repo.git("switch", "-q", "--detach")
    repo.git("merge", "-q", "--no-edit", "topic")
    done = check(".", "--changed-since", "main")
    assert (done.status, done.findings, done.known) == (1, [value(("mine.md", 3), ("b.md", 3))], 0)


def test_a_detached_head(repo: Repo) -> None:
    first = repo.commit({"a.md": RIGHT, "b.md": TREATY})
    repo.commit({"a.md": TREATY})
    repo.git("switch", "-q", "--detach")
    done = check(".", "--changed-since", first)
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


def test_a_baseline_after_a_rebase(repo: Repo) -> None:
    """Both branches add entries; merge=union keeps all, and neither finding is shown or lost."""
    repo.commit({".gitattributes": "baseline.jsonl merge=union\n", "a.md": RIGHT, "b.md": RIGHT, "c.md": TREATY})
    run("baseline", "update", "baseline.jsonl", ".", "--no-cache")
    repo.commit()
    repo.git("switch", "-q", "-c", "topic")
    repo.write({"a.md": "Talks opened on Monday, 6 March 2024 in Oslo.\n"})
    run("baseline", "update", "baseline.jsonl", ".", "--no-cache")
    repo.commit()
    repo.git("switch", "-q", "main")
    repo.write({"b.md": "The summit closed on Friday, 7 March 2024 in Rome.\n"})
    run("baseline", "update", "baseline.jsonl", ".", "--no-cache")
    repo.commit()
    repo.git("switch", "-q", "topic")
    repo.git("rebase", "-q", "main")

    done = check(".", "--baseline", "baseline.jsonl")
    assert (done.status, done.findings, done.notices) == (0, [], [])
    assert done.report["left_out"] == [{"reason": "in the baseline", "findings": 3}]
    merged = Path("baseline.jsonl").read_text()
    assert merged.count("\n") == 4
    assert run("baseline", "update", "baseline.jsonl", ".", "--no-cache") == (
        "baseline.jsonl: 0 added, 0 removed, 3 in all\n"
    )
    assert sorted(Path("baseline.jsonl").read_text().splitlines()) == sorted(merged.splitlines())


def _clone(repo: Repo, folder: str, *options: str) -> Repo:
    repo.git("clone", "-q", *options, repo.folder.as_uri(), str(repo.folder.parent / folder))
    return Repo(repo.folder.parent / folder)


def test_a_shallow_clone_that_lacks_the_base(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    first = repo.commit({"a.md": RIGHT})
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"a.md": TREATY})
    repo.git("switch", "-q", "main")
    repo.commit({"b.md": RIGHT})
    hint = "; this clone is shallow: fetch the whole history (fetch-depth: 0, or git fetch --unshallow)\n"

    one = _clone(repo, "one", "--depth", "1", "--branch", "topic")
    monkeypatch.chdir(one.folder)
    done = check(".", "--changed-since", first)
    assert (done.status, done.told) == (2, f"checker: git knows no revision {first}{hint}")
    done = check(".", "--changed-since", "origin/main")
    assert (done.status, done.told) == (2, f"checker: git knows no revision origin/main{hint}")

    both = _clone(repo, "both", "--depth", "1", "--no-single-branch", "--branch", "topic")
    monkeypatch.chdir(both.folder)
    done = check(".", "--changed-since", "origin/main")
    assert (done.status, done.told) == (2, f"checker: origin/main and HEAD have no commit in common{hint}")

    both.git("fetch", "-q", "--unshallow")
    done = check(".", "--changed-since", "origin/main")
    assert (done.status, done.findings) == (1, [weekday("a.md")])


def test_a_shallow_clone_that_holds_the_base(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"a.md": RIGHT, "b.md": TREATY})
    repo.commit({"a.md": RIGHT + FILLER})
    repo.commit({"a.md": TREATY})
    clone = _clone(repo, "clone", "--depth", "2")
    monkeypatch.chdir(clone.folder)
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


@pytest.mark.parametrize("revision", ["gone", "main..HEAD", "-p", "0" * 40, "origin/"])
def test_an_unknown_revision(repo: Repo, revision: str) -> None:
    repo.commit({"a.md": RIGHT})
    done = check(".", f"--changed-since={revision}")
    assert (done.status, done.told) == (2, f"checker: git knows no revision {revision}\n")


def test_histories_that_have_nothing_in_common(repo: Repo) -> None:
    repo.commit({"a.md": RIGHT})
    repo.git("switch", "-q", "--orphan", "other")
    repo.commit({"a.md": TREATY})
    done = check(".", "--changed-since", "main")
    assert (done.status, done.told) == (2, "checker: main and HEAD have no commit in common\n")


def test_a_repository_without_a_commit(repo: Repo) -> None:
    repo.write({"a.md": TREATY})
    done = check(".", "--changed-since", "HEAD")
    assert (done.status, done.told) == (2, "checker: git knows no revision HEAD\n")


def test_no_repository(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.md").write_text(TREATY)
    monkeypatch.chdir(tmp_path / "plain")
    done = check(".", "--changed-since", "main")
    assert done.status == 2
    assert done.told == "checker: the current folder is in no git repository, and --changed-since asks git\n"


def test_a_repository_of_somebody_else(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container of a CI service, where another user made the checkout."""
    repo.commit({"a.md": TREATY})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = check(".", "--changed-since", "HEAD")
    assert done.status == 2
    assert done.told.count("\n") == 1
    assert f"git config --global --add safe.directory {repo.folder}" in done.told


def test_a_submodule(repo: Repo, tmp_path: Path) -> None:
    other = Repo(tmp_path / "other")
    other.commit({"s.md": TREATY})
    repo.commit({"a.md": RIGHT})
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", other.folder.as_uri(), "sub")
    repo.commit()
    done = check("a.md", "--changed-since", "HEAD~1")
    assert (done.status, done.findings) == (0, [])
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings) == (1, [weekday("sub/s.md")])
    repo.commit({"a.md": TREATY})
    assert check("a.md", "--changed-since", "HEAD~1").findings == [weekday("a.md")]


def test_another_work_tree(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"a.md": RIGHT, "b.md": TREATY})
    repo.git("worktree", "add", "-q", "-b", "topic", str(tmp_path / "tree"))
    (tmp_path / "tree" / "a.md").write_text(TREATY)
    monkeypatch.chdir(tmp_path / "tree")
    done = check(".", "--changed-since", "main")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


@pytest.mark.parametrize("link", ["a.md", "z.md"])
def test_a_symbolic_link(repo: Repo, link: str) -> None:
    repo.commit({"m.md": TREATY, "n.md": RIGHT})
    Path(link).symlink_to("m.md")
    repo.commit()
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)
    repo.commit({"n.md": TREATY})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("n.md")], 1)


def test_a_file_that_became_a_link_and_a_link_to_nothing(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "b.md": TREATY})
    Path("a.md").unlink()
    Path("a.md").symlink_to("b.md")
    Path("c.md").symlink_to("nowhere.md")
    repo.commit()
    done = check("a.md", "b.md", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)
