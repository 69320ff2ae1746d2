"""Notices, decisions and what is left out, in every format: said where there is room for it, and never as a finding."""

import json
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from checker import report as formats
from checker.model import Decision, Notice, Report
from checker.report import FORMATS
from checker.report.verdict import status, verdict

NOTICES = (
    Notice(message="something is unused, 100 %", path="notes/été.md", line=3),
    Notice(message="two entries\nare <stale>", path="base.jsonl"),
    Notice(message="the cache was made anew"),
)


@pytest.fixture
def marked(report: Report) -> Report:
    first, *rest = report.findings
    asked = Decision(
        fingerprint=first.fingerprint, status="queried", reason="which | year?", by="M. [E]", on=date(2026, 11, 20)
    )
    return msgspec.structs.replace(
        report,
        findings=(msgspec.structs.replace(first, decision=asked), *rest),
        notices=NOTICES,
        left_out=(("in the baseline", 2), ("suppressed in the text", 1)),
    )


def _json(name: str, report: Report) -> Any:
    return json.loads(formats.render(name, report))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"junit", "queries"}))
def test_a_notice_about_a_file_is_in_every_format_that_has_a_place_for_it(name: str, marked: Report) -> None:
    text = formats.render(name, marked)
    assert "something is unused, 100 %" in text.replace("%25", "%").replace("\\_", "_").replace("%2C", ",")
    assert "two entries are" in text or (name in ("json", "jsonl") and "two entries\\nare" in text) or name == "text"


def test_notices_are_no_findings(report: Report, marked: Report) -> None:
    assert status(marked) == status(report)
    assert formats.render("junit", marked) == formats.render("junit", report)
    for name in ("sarif", "json", "github"):
        count = {"sarif": '"ruleId"', "json": '"confidence"', "github": "::error "}[name]
        assert formats.render(name, marked).count(count) == formats.render(name, report).count(count)


def test_the_last_line_counts_what_is_left_out(report: Report, marked: Report) -> None:
    assert "; 3 findings left out (2 in the baseline and 1 suppressed in the text). Exit status 2" in verdict(marked)
    assert "left out" not in verdict(report)
    none = Report(left_out=(("in the baseline", 1),))
    assert verdict(none) == (
        "No conflicts in no documents (no claims); 1 finding left out (in the baseline). "
        "Exit status 0: nothing is left to show."
    )


def test_machines_read_it(marked: Report) -> None:
    whole = _json("json", marked)
    assert whole["notices"][1] == {"path": "base.jsonl", "line": 0, "message": "two entries\nare <stale>"}
    assert whole["left_out"] == [
        {"reason": "in the baseline", "findings": 2},
        {"reason": "suppressed in the text", "findings": 1},
    ]
    assert whole["findings"][0]["decision"]["on"] == "2026-11-20"
    assert "decision" not in whole["findings"][1]
    types = [json.loads(line)["type"] for line in formats.render("jsonl", marked).splitlines()]
    assert (types.count("notice"), types.count("left out"), types[-1]) == (3, 2, "summary")


def test_sarif_tells_notices_beside_the_results(marked: Report) -> None:
    [run] = _json("sarif", marked)["runs"]
    told = [n for n in run["invocations"][0]["toolExecutionNotifications"] if n["level"] == "warning"]
    assert [n["message"]["text"] for n in told] == [
        "something is unused, 100 %", "two entries are <stale>", "the cache was made anew",
    ]  # fmt: skip
    assert told[0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert "region" not in told[1]["locations"][0]["physicalLocation"]
    assert "locations" not in told[2]
    assert run["results"][0]["properties"]["decision"] == "queried by M. [E] on 2026-11-20: which | year?"


def test_rdjson_gitlab_and_checkstyle_show_those_with_a_place(marked: Report) -> None:
    told = [d for d in _json("rdjson", marked)["diagnostics"] if d["code"]["value"] == "notice"]
    assert [d["location"] for d in told] == [
        {"path": "notes/été.md", "range": {"start": {"line": 3}}},
        {"path": "base.jsonl"},
    ]
    entries = [e for e in _json("gitlab", marked) if e["check_name"] == "notice"]
    assert [(e["severity"], e["location"]["lines"]["begin"]) for e in entries] == [("info", 3), ("info", 1)]
    errors = ET.fromstring(formats.render("checkstyle", marked)).iter("error")  # noqa: S314 our own output
    assert [e.get("line") for e in errors if e.get("severity") == "info" and e.get("source") == "checker"] == [
        "1",
        "1",
        "3",
    ]


def test_github_shows_no_more_than_ten_notices(marked: Report) -> None:
    many = msgspec.structs.replace(marked, findings=(), notices=NOTICES * 5)
    lines = [line for line in formats.render("github", many).splitlines() if line.startswith("::notice")]
    assert len(lines) == 10
    assert lines[0] == "::notice title=checker,file=notes/été.md,line=3::something is unused, 100 %25"
    assert "6 more than GitHub shows" in lines[-1]


def test_the_terminal_and_markdown_show_the_decision_on_its_card(marked: Report) -> None:
    said = "queried by M. [E] on 2026-11-20: which | year?"
    assert f"  Decision: {said}" in formats.render("text", marked)
    escaped = said.replace("[", "\\[").replace("]", "\\]").replace("|", "\\|")
    assert f"\nDecision: {escaped}\n" in formats.render("markdown", marked)
    assert " [queried] (against " in formats.render("concise", marked)
