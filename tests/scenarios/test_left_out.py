"""Suppressions, decisions and the baseline in a repository that changes, alone and with --changed-since."""

from pathlib import Path

import pytest

from scenarios.scenario import FILLER, RIGHT, TREATY, Repo, check, run, troops, value, weekday

QUIET = "<!-- checker-disable-next-line value -- two ways to count -->\n\n"


def quiet(text: str) -> str:
    """A text with its first paragraph suppressed."""
    return text.replace("\n\n", f"\n\n{QUIET}", 1)


@pytest.mark.parametrize("against", [(), ("--against", "archive")])
def test_a_suppression_added_on_the_other_side(repo: Repo, against: tuple[str, ...]) -> None:
    repo.commit({"drafts/a.md": troops("54,000"), "archive/b.md": troops("35,000")})
    paths = ("drafts", *against) if against else (".",)
    first = ("drafts/a.md", 3) if against else ("archive/b.md", 3)
    assert check(*paths).status == 1
    assert check(*paths).findings[0][1][0] == first
    repo.commit({"archive/b.md": quiet(troops("35,000"))})
    for more in ((), ("--changed-since", "HEAD~1")):
        done = check(*paths, *more)
        assert (done.status, done.findings, done.notices) == (0, [], [])
        assert done.report["left_out"] == [{"reason": "suppressed in the text", "findings": 1}]


def test_a_suppression_taken_out_brings_the_finding_back(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": quiet(troops("35,000")), "c.md": TREATY})
    assert check(".", "--changed-since", "HEAD").findings == []
    repo.commit({"b.md": troops("35,000")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (1, [value(("b.md", 3), ("a.md", 3))], 1)


def test_a_conflict_that_comes_with_its_suppression(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000")})
    repo.commit({"b.md": quiet(troops("35,000"))})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known, done.notices) == (0, [], 0, [])


def test_a_suppression_without_a_reason_is_told_of_and_suppresses_nothing(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000")})
    repo.commit({"b.md": quiet(troops("35,000")).replace(" -- two ways to count", "")})
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings) == (1, [value(("b.md", 5), ("a.md", 3))])
    assert [one.partition(" and ")[0] for one in done.notices] == ["checker-disable-next-line has no reason"]


def test_a_baseline_holds_through_edits_and_renames(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": troops("35,000"), "c.md": TREATY})
    run("baseline", "update", "baseline.jsonl", ".", "--no-cache")
    repo.commit()
    repo.git("mv", "a.md", "z.md")
    repo.commit({"b.md": f"{FILLER}\n{troops('35,000')}", "d.md": TREATY})
    done = check(".", "--baseline", "baseline.jsonl")
    assert (done.status, done.findings, done.notices) == (1, [weekday("d.md")], [])
    assert done.report["left_out"] == [{"reason": "in the baseline", "findings": 2}]


def test_a_baseline_entry_that_no_longer_occurs(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "c.md": troops("54,000")})
    run("baseline", "update", "baseline.jsonl", ".", "--no-cache")
    repo.commit({"a.md": RIGHT})
    done = check(".", "--baseline", "baseline.jsonl")
    assert (done.status, done.findings, len(done.notices)) == (0, [], 1)
    assert run("baseline", "prune", "baseline.jsonl", ".", "--no-cache").endswith(": 0 added, 1 removed, 0 in all\n")
    assert check(".", "--baseline", "baseline.jsonl").notices == []


def test_a_baseline_and_changed_since_together(repo: Repo) -> None:
    repo.commit({"a.md": TREATY, "b.md": RIGHT, "c.md": troops("54,000")})
    run("baseline", "update", "baseline.jsonl", ".", "--no-cache")
    repo.commit({"c.md": f"{troops('54,000')}\nTalks opened on Monday, 6 March 2024 in Oslo.\n"})
    repo.commit({"b.md": troops("35,000")})
    done = check(".", "--baseline", "baseline.jsonl", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.notices) == (1, [value(("b.md", 3), ("c.md", 3))], [])
    assert done.report["left_out"] == [
        {"reason": "in the baseline", "findings": 1},
        {"reason": "not new since HEAD~1", "findings": 1},
    ]


def _decide(status: str = "dismissed") -> None:
    """Decide on the only finding, as the review page writes it."""
    [finding] = check(".").report["findings"]
    quotes = ", ".join(f'"{e["quote"]}"' for e in finding["evidence"])
    paths = ", ".join(f'"{e["path"]}"' for e in finding["evidence"])
    Path("checker-decisions.toml").write_text(
        f'version = 1\n\n[[decision]]\nfingerprint = "{finding["fingerprint"]}"\nstatus = "{status}"\n'
        f'reason = "two ways to count"\nby = "M. Editor"\nrule = "{finding["rule"]}"\n'
        f"paths = [{paths}]\nquotes = [{quotes}]\n"
    )


def test_a_decision_reopens_when_a_value_changes(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": troops("35,000")})
    _decide()
    repo.commit()
    for more in ((), ("--changed-since", "HEAD~1")):
        done = check(".", *more)
        assert (done.status, done.findings, done.notices) == (0, [], [])
    repo.commit({"b.md": troops("36,000")})
    for more, first, second in (((), "a.md", "b.md"), (("--changed-since", "HEAD~1"), "b.md", "a.md")):
        done = check(".", *more)
        assert (done.status, done.findings) == (1, [value((first, 3), (second, 3))])
        assert [one.rpartition(": ")[2] for one in done.notices] == ["a value has changed"]


def test_a_decision_outlives_an_edit_elsewhere_and_a_rename(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": troops("35,000")})
    _decide()
    repo.git("mv", "a.md", "z.md")
    repo.commit({"b.md": f"{FILLER}\n{troops('35,000')}"})
    done = check(".")
    assert (done.status, done.findings, done.notices) == (0, [], [])


def test_an_accepted_finding_is_not_new(repo: Repo) -> None:
    repo.commit({"a.md": troops("54,000"), "b.md": troops("35,000")})
    _decide("accepted")
    repo.commit()
    assert check(".").status == 1
    done = check(".", "--changed-since", "HEAD~1")
    assert (done.status, done.findings, done.known) == (0, [], 1)
