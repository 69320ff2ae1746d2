"""Decisions of editors: what each status does, and when a decision is open again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checker import decisions, engine
from checker.cli import command
from checker.errors import UsageError
from checker.model import Decision, Finding

HEAD = "---\ntitle: {}\ndate: 2024-05-02\n---\n\n"
A = "There are 54,000 US troops stationed in Japan, the ministry said.\n"
B = "There are 35,000 US troops stationed in Japan, officials said.\n"


def run(*arguments: str, today: str = "2026-11-20") -> Result:
    return CliRunner(env={"CHECKER_LOUD": "1", "CHECKER_TODAY": today}).invoke(command, arguments)


def checked(*arguments: str, today: str = "2026-11-20") -> Any:
    done = run("check", "docs", "--format", "json", *arguments, today=today)
    assert done.exit_code in (0, 1), done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Finding:
    """The one finding of two documents, in a folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    for name, text in (("a", A), ("b", B)):
        (tmp_path / "docs" / f"{name}.md").write_text(HEAD.format(name) + text, encoding="utf-8")
    [found] = engine.run(["docs"]).findings
    return found


def decide(finding: Finding, status: str, path: str = decisions.NAME, **more: object) -> Decision:
    from msgspec.structs import replace

    one = replace(decisions.of(finding, status), **more)
    Path(path).write_text(decisions.dump([one]), encoding="utf-8")
    return one


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def test_a_dismissed_finding_is_left_out_and_counted(finding: Finding) -> None:
    decide(finding, "dismissed", reason="two different counts")
    done = run("check", "docs")
    assert done.exit_code == 0
    assert "1 finding left out (dismissed by a decision)" in " ".join(done.stdout.split())
    report = checked()
    assert (report["findings"], report["notices"]) == ([], [])


def test_without_a_reason_it_stays(finding: Finding) -> None:
    decide(finding, "dismissed", reason=" ")
    report = checked()
    assert len(report["findings"]) == 1
    assert report["notices"] == [
        {
            "path": "docs/a.md",
            "line": 6,
            "message": f"the decision (dismissed, {finding.fingerprint}) is open again: it has no reason",
        }
    ]


@pytest.mark.parametrize("status", ["accepted", "queried"])
def test_what_is_accepted_or_queried_is_shown_with_its_mark(finding: Finding, status: str) -> None:
    decide(finding, status, reason="which year?", by="M. Editor", on=date(2026, 11, 1))
    said = f"{status} by M. Editor on 2026-11-01: which year?"
    done = run("check", "docs")
    assert done.exit_code == 1
    assert f"  Decision: {said}" in done.stdout.splitlines()
    assert f" [{status}] (against " in run("check", "docs", "--format", "concise").stdout
    assert f"Decision: {said}" in run("check", "docs", "--format", "markdown").stdout
    sarif = json.loads(run("check", "docs", "--format", "sarif").stdout)
    assert sarif["runs"][0]["results"][0]["properties"]["decision"] == said
    [shown] = checked()["findings"]
    assert shown["decision"] == {
        "fingerprint": finding.fingerprint, "status": status, "reason": "which year?", "by": "M. Editor",
        "on": "2026-11-01", "rule": "value", "message": finding.message, "paths": ["docs/a.md", "docs/b.md"],
        "quotes": [e.quote for e in finding.evidence], "values": ["54,000 people", "35,000 people"],
    }  # fmt: skip


def test_it_holds_through_its_last_day(finding: Finding) -> None:
    decide(finding, "dismissed", reason="until the new count", by="M. Editor", until=date(2026, 11, 20))
    assert checked()["findings"] == []
    report = checked(today="2026-11-21")
    assert len(report["findings"]) == 1
    assert report["notices"][0]["message"] == (
        f"the decision of M. Editor (dismissed, {finding.fingerprint}) is open again: it held until 2026-11-20"
    )


def test_edits_elsewhere_moves_and_a_further_document_leave_it(finding: Finding) -> None:
    decide(finding, "dismissed", reason="fine")
    edit("docs/a.md", "There", "Words before.\n\nThere")
    edit("docs/b.md", "stationed in", "stationed\nin")
    Path("docs/a.md").rename("docs/z.md")
    Path("docs/c.md").write_text(HEAD.format("c") + A.replace("the ministry", "an officer"), encoding="utf-8")
    report = checked()
    assert (report["findings"], report["notices"]) == ([], [])


def test_another_quote_opens_it_again(finding: Finding) -> None:
    decide(finding, "dismissed", reason="fine", on=date(2026, 11, 1))
    edit("docs/b.md", "officials", "some officials")
    report = checked()
    assert [f["fingerprint"] for f in report["findings"]] == [finding.fingerprint]
    assert report["notices"][0]["message"] == (
        f"the decision on 2026-11-01 (dismissed, {finding.fingerprint}) is open again: a quote has changed"
    )


def test_without_quotes_the_fingerprint_alone_counts(finding: Finding) -> None:
    text = f'version = 1\n\n[[decision]]\nfingerprint = "{finding.fingerprint}"\nstatus = "dismissed"\nreason = "x"\n'
    Path(decisions.NAME).write_text(text, encoding="utf-8")
    edit("docs/b.md", "officials", "some officials")
    report = checked()
    assert (report["findings"], report["notices"]) == ([], [])


def test_another_value_opens_it_again(finding: Finding) -> None:
    decide(finding, "queried")
    edit("docs/b.md", "35,000", "36,000")
    report = checked()
    [shown] = report["findings"]
    assert shown["fingerprint"] != finding.fingerprint
    assert "decision" not in shown
    [notice] = report["notices"]
    assert notice["message"] == f"the decision (queried, {finding.fingerprint}) is open again: a value has changed"
    assert (notice["path"], notice["line"]) == ("docs/a.md", 6)


def test_what_no_longer_occurs_is_reported_where_the_run_can_tell(finding: Finding) -> None:
    decide(finding, "accepted")
    edit("docs/b.md", "35,000", "54,000")
    assert checked()["notices"] == [
        {
            "path": decisions.NAME,
            "line": 0,
            "message": f"the decision {finding.fingerprint} (accepted) is about nothing that still occurs: "
            f"{finding.message}",
        }
    ]
    assert checked("--select", "role")["notices"] == []
    assert checked("--min-confidence", "0.999")["notices"] == []
    assert json.loads(run("check", "docs/a.md", "--format", "json").stdout)["notices"] == []
    Path("docs/b.md").unlink()
    assert len(checked()["notices"]) == 1


def test_of_equal_claims_the_quotes_tell_which_is_meant(finding: Finding) -> None:
    for name, who in (("c", "They met"), ("d", "The ministers met")):
        Path(f"docs/{name}.md").write_text(f"{who} on Monday, 3 May 2024 in Rome.\n", encoding="utf-8")
    one, other = (f for f in engine.run(["docs"]).findings if f.rule == "weekday")
    assert {one.fingerprint, other.fingerprint} == {b := min(one.fingerprint, other.fingerprint), f"{b}-2"}
    decide(one, "dismissed", reason="fine")
    assert [f["evidence"][0]["path"] for f in checked("--select", "weekday")["findings"]] == ["docs/d.md"]
    decide(other, "dismissed", reason="fine")
    assert [f["evidence"][0]["path"] for f in checked("--select", "weekday")["findings"]] == ["docs/c.md"]


def test_a_named_file_takes_the_place_of_the_usual_one(finding: Finding) -> None:
    decide(finding, "dismissed", reason="fine")
    decide(finding, "queried", path="mine.toml")
    assert checked("--decisions", "mine.toml")["findings"][0]["decision"]["status"] == "queried"
    done = run("check", "docs", "--decisions", "gone.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "checker: gone.toml: cannot read the decisions: No such file or directory\n"


def test_what_is_dismissed_does_not_go_into_a_baseline(finding: Finding) -> None:
    decide(finding, "dismissed", reason="fine")
    assert run("baseline", "update", "b.jsonl", "docs").stdout == "b.jsonl: 0 added, 0 removed, 0 in all\n"


ENTRY = '[[decision]]\nfingerprint = "ab"\nstatus = "queried"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no version; the first line should be: version = 1"),
        ("version = 2\n", "is of version 2; this checker reads version 1"),
        ("version =\n", "Invalid value (at line 1, column 10)"),
        ("version = 1\ndecisions = []\n", "Object contains unknown field `decisions`"),
        (f"version = 1\n{ENTRY}resaon = 'x'\n", "decision 1: Object contains unknown field `resaon`"),
        (f"version = 1\n{ENTRY}{ENTRY.replace('queried', 'fine')}", "decision 2: status: Invalid enum value 'fine'"),
        (f"version = 1\n{ENTRY}until = 'soon'\n", "decision 1: until: Invalid RFC3339 encoded date"),
        ('version = 1\n[[decision]]\nstatus = "queried"\n', "decision 1: Object missing required field `fingerprint`"),
        (f"version = 1\n{ENTRY}{ENTRY}", "two decisions have the fingerprint ab; keep one of them"),
    ],
)
def test_a_broken_file_is_an_error(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        decisions.parse(text)
    assert str(caught.value) == f"{decisions.NAME}: {said}"


def test_a_file_comes_back_as_it_was_written() -> None:
    some = (
        Decision(fingerprint="a", status="dismissed", reason='"q" \\ “u”\nline', on=date(2026, 1, 2), quotes=("x\ty",)),
        Decision(fingerprint="b", status="queried", until=date(2026, 2, 3), paths=("ä b.md",), values=("", "2 %")),
    )
    text = decisions.dump(reversed(some))
    assert decisions.parse(text) == some
    assert decisions.dump(decisions.parse(text)) == text


def test_a_day_may_be_a_string() -> None:
    [one] = decisions.parse(f'version = 1\n{ENTRY}on = "2026-11-20"\n')
    assert one.on == date(2026, 11, 20)


def test_a_wrong_day_of_the_run_is_an_error(finding: Finding) -> None:
    assert run("check", "docs", "--today", "tomorrow").exit_code == 2
