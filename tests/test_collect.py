"""Which files of a folder are read: globs, .gitignore, what is named explicitly, and the archive's side."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import command
from checker.collect import collect
from checker.globs import Globs, Selection, matches


def _tree(*paths: str) -> None:
    for path in paths:
        name, _, text = path.partition("=")
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text or "Prose.\n", encoding="utf-8")


def _paths(*given: str, **selection: object) -> list[str]:
    chosen = Selection(**selection) if selection else Selection()  # type: ignore[arg-type]
    return [one.path for one in collect(given, selection=chosen).found]


def _globs(*patterns: str, base: str = "") -> Globs:
    return Globs(base, patterns)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("old", ["new/a.md", "new/deep/b.md", "x.md"]),
        ("old/", ["new/a.md", "new/deep/b.md", "x.md"]),
        ("/old", ["new/a.md", "new/deep/b.md", "x.md"]),
        ("*.md", []),
        ("b.md", ["new/a.md", "old/a.md", "x.md"]),
        ("new/**", ["old/a.md", "x.md"]),
        ("**/deep", ["new/a.md", "old/a.md", "x.md"]),
        ("/a.md", ["new/a.md", "new/deep/b.md", "old/a.md", "x.md"]),
    ],
)
def test_globs_are_those_of_gitignore(pattern: str, left: list[str]) -> None:
    _tree("new/a.md", "new/deep/b.md", "old/a.md", "x.md")
    assert _paths(".", exclude=_globs(pattern)) == left


def test_later_globs_take_back_earlier_ones() -> None:
    _tree("old/a.md", "old/keep.md")
    assert _paths(".", exclude=_globs("old/*", "!old/keep.md")) == ["old/keep.md"]


def test_globs_count_from_the_folder_of_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tree("sub/old/a.md", "sub/new/a.md", "old/a.md")
    monkeypatch.chdir(folder / "sub")
    assert _paths(".", exclude=_globs("/old", base="..")) == ["new/a.md", "old/a.md"]
    assert _paths(".", exclude=_globs("/old", base="")) == ["new/a.md"]
    assert not matches(_globs("*.md", base="new"), "old/a.md")


def test_include_says_what_is_checked_and_may_name_other_suffixes() -> None:
    _tree("a.md", "b.txt", "c.rst", "sub/d.md")
    assert _paths(".") == ["a.md", "b.txt", "sub/d.md"]
    assert _paths(".", include=_globs("*.md", "*.rst")) == ["a.md", "c.rst", "sub/d.md"]
    assert _paths(".", include=_globs("sub/**")) == ["sub/d.md"]


def test_what_is_named_is_read_all_the_same_unless_exclusion_is_forced() -> None:
    _tree("old/a.md", "b.md")
    old = _globs("old")
    assert _paths("old/a.md", "b.md", exclude=old) == ["b.md", "old/a.md"]
    assert _paths("old", exclude=old) == ["old/a.md"]
    assert _paths("old/a.md", "b.md", exclude=old, force_exclude=True) == ["b.md"]
    assert _paths("old", exclude=old, force_exclude=True) == []


def test_gitignore_files_hold_below_them_and_the_inner_one_decides() -> None:
    _tree(".gitignore=build/\n*.tmp.md\n", "a.md", "b.tmp.md", "build/c.md", "sub/.gitignore=!b.tmp.md\nd.md\n")
    _tree("sub/b.tmp.md", "sub/d.md", "sub/e.md", "d.md")
    assert _paths(".") == ["a.md", "d.md", "sub/b.tmp.md", "sub/e.md"]
    assert "build/c.md" in _paths(".", gitignore=False)


def test_gitignore_of_the_repository_holds_in_a_folder_of_it_and_not_beyond(folder: Path) -> None:
    (folder / ".git" / "info").mkdir(parents=True)
    _tree("../.gitignore=*.md\n", ".gitignore=/sub/x.md\n", ".git/info/exclude=y.md\n")
    _tree("sub/x.md", "sub/y.md", "sub/z.md", "sub/deep/x.md")
    assert _paths("sub") == ["sub/deep/x.md", "sub/z.md"]


def test_a_folder_that_git_ignores_is_read_where_it_is_named(folder: Path) -> None:
    (folder / ".git").mkdir()
    _tree(".gitignore=archive/\n", "archive/a.md", "b.md")
    assert _paths(".") == ["b.md"]
    assert _paths("archive") == ["archive/a.md"]
    assert _paths("archive/a.md") == ["archive/a.md"]


def test_the_archive_is_not_what_include_is_about() -> None:
    _tree("new/a.md", "old/b.md", "old/skip/c.md")
    inputs = collect(["."], ["old"], selection=Selection(include=_globs("new/"), exclude=_globs("skip")))
    assert [(one.path, one.against) for one in inputs.found] == [("new/a.md", False), ("old/b.md", True)]


def test_lines_that_are_no_pattern_do_no_harm() -> None:
    _tree(".gitignore=!\n/\n# x\n\nb.md\n", "a.md", "b.md")
    assert _paths(".") == ["a.md"]


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_links_to_one_file_are_read_once(folder: Path) -> None:
    _tree("a.md")
    Path("z.md").symlink_to("a.md")
    assert _paths(".") == ["a.md"]


def _shown(*arguments: str, given: str | None = None) -> tuple[int, list[str]]:
    done = CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, ["check", "--show-files", *arguments], input=given)
    return done.exit_code, done.stdout.splitlines()


def test_show_files() -> None:
    _tree("a.md", "old/b.md", "checker.toml=exclude = ['old']\n", "c.rst", ".gitignore=ignored.md\n", "ignored.md")
    assert _shown(".") == (0, ["a.md"])
    assert _shown(".", "--isolated") == (0, ["a.md", "old/b.md"])
    assert _shown(".", "--no-respect-gitignore") == (0, ["a.md", "ignored.md"])
    assert _shown(".", "--exclude", "a.md") == (0, ["old/b.md"])
    assert _shown("old/b.md", "c.rst") == (0, ["c.rst", "old/b.md"])
    assert _shown("old/b.md", "a.md", "--force-exclude") == (0, ["a.md"])
    assert _shown("a.md", "gone.md") == (2, ["a.md"])
    assert _shown("-", "--stdin-filename", "draft.md", given="x") == (0, ["draft.md"])
    assert _shown("-", "--stdin-filename", "old/x.md", "--force-exclude", given="x") == (0, [])


def test_nothing_left_to_check_is_no_trouble() -> None:
    _tree("old/b.md", "checker.toml=exclude = ['old']\nforce-exclude = true\n")
    done = CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, ["check", "old/b.md"])
    assert done.exit_code == 0
    assert "in no documents" in done.stdout


def test_the_ledger_keeps_what_a_check_would_read(folder: Path) -> None:
    (folder / ".git").mkdir()
    _tree("checker.toml=exclude = ['skip']\ninclude = ['new']\n", ".gitignore=c.md\n")
    _tree("old/a.md", "old/skip/b.md", "old/c.md")
    done = CliRunner(env={"CHECKER_LOUD": "1"}).invoke(command, ["ledger", "build", "old", "-o", "old.ledger"])
    assert (done.exit_code, done.stdout) == (0, "1 added (document)\n")
    again = CliRunner().invoke(command, ["ledger", "update", "old.ledger", "old", "--no-respect-gitignore"])
    assert again.stdout == "1 added, 1 unchanged (documents)\n"


def test_a_review_in_the_folder_that_it_is_about_is_no_document(folder: Path) -> None:
    (folder / "a.md").write_text("The treaty was signed on Monday, 5 March 2024 in Geneva.\n", encoding="utf-8")
    done = [CliRunner().invoke(command, ["report", ".", "-o", "review.html"]) for _ in range(2)]
    assert [one.exit_code for one in done] == [0, 0]
    found = json.loads(CliRunner().invoke(command, ["check", ".", "--format", "json"]).stdout)
    assert [(f["rule"], [e["path"] for e in f["evidence"]]) for f in found["findings"]] == [("weekday", ["a.md"])]


def test_a_folder_without_documents_is_told_of(folder: Path) -> None:
    (folder / "void").mkdir()
    (folder / "full").mkdir()
    (folder / "full" / "a.md").write_text("Nothing here.\n", encoding="utf-8")
    done = CliRunner().invoke(command, ["check", "void", "full", "--format", "concise"])
    assert done.exit_code == 0
    assert "notice: void: holds no document that can be read" in done.output
    assert "full:" not in done.output
    done = CliRunner().invoke(command, ["check", "void", "--format", "concise"])
    assert done.output.endswith("Exit status 0: there was nothing to check.\n")
