"""What an edit brings in: the findings of the tree as it is that the tree before did not have."""

import msgspec
import pytest

from checker import change, engine
from scenarios.scenario import FILLER, RIGHT, TREATY, Repo, check, troops, value, weekday


def test_nothing_changed(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "b.md": RIGHT})
    assert (check(".").status, check(".").findings) == (1, [weekday("a.md")])
    done = check(".", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_a_new_conflict_in_an_edited_file(repo: Repo) -> None:
    repo.commit({"a.md": RIGHT, "b.md": TREATY})
    repo.commit({"a.md": TREATY})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


def test_an_edit_without_a_conflict(repo: Repo) -> None:
    repo.commit({"a.md": RIGHT})
    repo.commit({"a.md": RIGHT + "\n" + FILLER})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 0)


@pytest.mark.parametrize(("edited", "other"), [("a.md", "b.md"), ("b.md", "a.md")])
def test_an_edit_that_an_untouched_file_conflicts_with_is_shown_first(repo: Repo, edited: str, other: str) -> None:
    repo.commit({edited: troops("54,000"), other: troops("54,000")})
    repo.commit({edited: troops("35,000")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value((edited, 3), (other, 3))], 0)


def test_an_edit_that_makes_two_untouched_files_conflict(repo: Repo) -> None:
    """With the suppression out of the third, two files that the change left alone stand against each other."""
    quiet = "<!-- checker-disable-file value -- two counts -->\n\n"
    repo.commit({"a.md": quiet + troops("54,000"), "b.md": troops("35,000")})
    assert check(".").findings == []
    repo.commit({"a.md": troops("54,000")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings) == (1, [value(("a.md", 3), ("b.md", 3))])


def test_a_conflict_taken_out(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"a.md": RIGHT, "c.md": troops("54,000")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 0)


def test_a_conflict_that_was_there_before_is_not_new_though_its_file_was_edited(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"a.md": f"{FILLER}\n{TREATY}", "b.md": troops("54,000").replace("\n\n", f"\n\n{FILLER}\n")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 2)


def test_a_sentence_in_other_words_with_the_same_claim_is_not_new(repo: Repo) -> None:
    repo.commit({"b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"c.md": troops("35,000").replace("kept", "had kept")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_another_value_makes_an_old_conflict_a_new_one(repo: Repo) -> None:
    repo.commit({"b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"c.md": troops("36,000")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value(("c.md", 3), ("b.md", 3))], 0)


@pytest.mark.parametrize(("new", "old"), [("z.md", "b.md"), ("a.md", "b.md")])
def test_of_two_equal_findings_the_one_in_the_new_file_is_new(repo: Repo, new: str, old: str) -> None:
    repo.commit({old: TREATY})
    repo.commit({new: TREATY})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday(new)], 1)


def test_of_three_equal_findings_the_mended_one_is_gone_and_no_other_is_new(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "b.md": TREATY, "c.md": TREATY})
    repo.commit({"a.md": RIGHT})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 2)


def test_a_paragraph_that_moved_to_another_file_is_not_new(repo: Repo) -> None:
    repo.commit({"a.md": f"{TREATY}\n{FILLER}", "b.md": FILLER})
    repo.commit({"a.md": FILLER, "b.md": f"{FILLER}\n{TREATY}"})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_a_copy_in_a_new_file_is_new_where_the_old_one_is_put_in_other_words(repo: Repo) -> None:
    repo.commit({"b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"c.md": troops("35,000").replace("kept", "had kept"), "a.md": TREATY})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


def test_a_new_file(repo: Repo) -> None:
    repo.commit({"b.md": troops("54,000")})
    repo.commit({"new.md": troops("35,000"), "right.md": RIGHT})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value(("new.md", 3), ("b.md", 3))], 0)


@pytest.mark.parametrize(("new", "number"), [("new.md", "54,000"), ("a.md", "35,000")])
def test_a_new_file_that_takes_a_side_in_a_known_conflict(repo: Repo, new: str, number: str) -> None:
    repo.commit({"b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({new: troops(number)})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value((new, 3), ("b.md", 3), ("c.md", 3))], 0)


def test_an_edit_that_takes_a_side_in_a_known_conflict(repo: Repo) -> None:
    repo.commit({"a.md": FILLER, "b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"a.md": troops("54,000")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value(("a.md", 3), ("b.md", 3), ("c.md", 3))], 0)


def test_an_edit_elsewhere_beside_a_known_conflict_of_three(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"a.md": f"{troops('54,000')}\n{FILLER}", "new.md": FILLER})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_a_side_of_a_known_conflict_that_moved(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.commit({"a.md": FILLER, "new.md": troops("54,000")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_a_file_deleted(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "b.md": troops("54,000"), "c.md": troops("35,000")})
    repo.git("rm", "-q", "a.md", "b.md")
    repo.commit()
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 0)


def test_a_deletion_that_leaves_the_same_conflict_to_other_files(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": troops("35,000"), "c.md": troops("35,000")})
    repo.git("rm", "-q", "b.md")
    repo.commit()
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)


@pytest.mark.parametrize("staged", [True, False])
def test_what_is_not_committed_counts(repo: Repo, staged: bool) -> None:
    repo.commit({"a.md": RIGHT, "b.md": TREATY})
    repo.write({"a.md": TREATY})
    if staged:
        repo.git("add", "a.md")
    done = check(".", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


def test_what_git_does_not_track_counts_unless_it_ignores_it(repo: Repo) -> None:
    repo.commit({"b.md": TREATY, ".gitignore": "out/\n"})
    repo.write({"notes/a.md": TREATY, "out/c.md": TREATY})
    done = check(".", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (1, [weekday("notes/a.md")], 1)


def test_a_file_that_git_no_longer_tracks_but_that_is_there(repo: Repo) -> None:
    repo.commit({"a.md": TREATY})
    repo.git("rm", "-q", "--cached", "a.md")
    done = check(".", "--changed-since", "HEAD")
    assert (done.status, done.findings, done.known) == (0, [], 1)


def test_a_binary_file_among_the_changed(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "photo.png": b"\x89PNG\r\n\x1a\n\x00\x01", "brief.docx": b"PK\x03\x04 no archive"})
    repo.commit({"photo.png": b"\x89PNG\r\n\x1a\n\x00\x02", "c.md": b"\x00\x01\x02\xff\xfe\x00" * 40})
    done = check(".", "--changed-since", "HEAD~1")
    assert [u["path"] for u in done.report["unreadable"]] == ["brief.docx", "c.md"]
    assert (done.status, done.findings, done.known) == (2, [], 1)


def test_a_file_that_could_not_be_read_before(repo: Repo) -> None:
    repo.commit({"a.md": b"\x00\x01\x02\xff\xfe\x00" * 40, "b.md": TREATY})
    repo.commit({"a.md": TREATY})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [weekday("a.md")], 1)


def test_what_became_worse_is_new_and_what_became_milder_is_not() -> None:
    report = engine.run((), documents=[engine.document("a.md", TREATY)])
    [strong] = report.findings
    mild = msgspec.structs.replace(strong, level="divergence")
    for was, now, shown in ((strong, strong, 0), (mild, strong, 1), (strong, mild, 0)):
        today = msgspec.structs.replace(report, findings=(now,))
        before = change.Before("main", (was,), frozenset({"a.md"}))
        assert len(change.only_new(today, before).findings) == shown
