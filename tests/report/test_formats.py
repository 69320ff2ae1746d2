"""Every format: well formed, both sides of every finding, the receiver's units and limits."""

import json
import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import msgspec
import pytest

from checker import report as formats
from checker.cli.check import check
from checker.model import Evidence, Finding, Report
from checker.report import FORMATS, wording
from checker.report.verdict import status, verdict

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]")
STRUCTURED = {"json", "jsonl", "sarif"}  # these hold the quote as it stands, with JSON's own escapes


def _json(name: str, report: Report) -> Any:
    return json.loads(formats.render(name, report))


def test_the_command_line_knows_every_format() -> None:
    [option] = [p for p in check.params if p.name == "form"]
    assert tuple(option.type.choices) == tuple(FORMATS)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "queries"])  # a letter has what it asks
def test_a_format_is_pure_and_shows_every_side(name: str, report: Report) -> None:
    text = formats.render(name, report)
    assert text == formats.render(name, report)
    assert text.endswith("\n")
    shown = text.replace("\u202e", "") if name in STRUCTURED else text
    assert not CONTROL.search(shown), "a control character would act on the reader's terminal or page"
    plain = unquote(text)
    for finding in report.findings:
        for evidence in finding.evidence:
            path = evidence.path.removeprefix("./")
            assert path in plain
            if name in ("text", "concise", "markdown", "github", "junit"):
                assert f"{path}:{evidence.line}:{evidence.column}" in plain.replace("./notes", "notes")
    assert name == "concise" or "broken file.md" in plain


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report(name: str) -> None:
    text = formats.render(name, Report())
    assert text.endswith("\n") or (name == "github" and not text)


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif"])
def test_quotes_are_exact_where_machines_read_them(name: str, report: Report) -> None:
    assert report.findings[1].evidence[0].quote in _strings(formats.render(name, report))


def _strings(text: str) -> set[str]:
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for line in [text] if text.startswith("{\n") else text.splitlines():
        walk(json.loads(line))
    return found


def test_sarif_has_what_code_scanning_needs(report: Report) -> None:
    sarif = _json("sarif", report)
    assert sarif["version"] == "2.1.0"
    [run] = sarif["runs"]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is False
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 2
    assert [r["level"] for r in run["results"]] == ["warning", "error", "error", "note"]
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert len(result["locations"]) == 1
        assert result["partialFingerprints"] == {"checkerConflict/v1": finding.fingerprint}
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        related = result["relatedLocations"]
        assert len(related) == len(finding.evidence) - 1
        linked = re.findall(r"(?<!\\)\[(?:[^\\\]]|\\.)*\]\((\d+)\)", result["message"]["text"])
        assert [int(number) for number in linked] == [one["id"] for one in related]
        for place, evidence in zip([*result["locations"], *related], finding.evidence, strict=True):
            _is_region(place["physicalLocation"], evidence)


def _is_region(place: dict[str, Any], evidence: Evidence) -> None:
    assert unquote(place["artifactLocation"]["uri"]) == evidence.path.removeprefix("./")
    assert re.fullmatch(r"[!-~]+", place["artifactLocation"]["uri"]), "a URI is ASCII without blanks"
    region = place["region"]
    assert (region["startLine"], region["startColumn"]) == (evidence.line, evidence.column)
    assert (region["endLine"], region["endColumn"]) == (evidence.end_line, evidence.end_column)
    assert (region["charOffset"], region["charLength"]) == (evidence.start, len(evidence.quote))


def test_the_first_sentence_of_a_sarif_message_holds_both_values(report: Report) -> None:
    message = _json("sarif", report)["runs"][0]["results"][0]["message"]["text"]
    assert message.startswith("2% of GDP here, at least 3% of GDP in [brief.html:12](1). ")


def test_github_annotations_are_escaped(report: Report) -> None:
    lines = formats.render("github", report).splitlines()
    assert lines[0].startswith("::error title=checker,file=broken file.md,line=1::")
    [weekday] = [line for line in lines if "(weekday)" in line]
    assert "50 %25 [of]" in weekday
    [target] = [line for line in lines if "(target)" in line]
    assert target.startswith(
        "::warning title=checker (target),file=notes/été.md,line=7,col=10,endLine=7,endColumn=41::"
    )
    assert "%0Aagainst old/brief.html:12:1" in target
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def _many(level: str, number: int) -> tuple[Finding, ...]:
    quote = Evidence(path="a.md", start=0, end=1, line=1, column=1, quote="a", end_line=2, end_column=1, context="a")
    made = [
        {
            "rule": "value", "kind": "value", "level": level, "confidence": n / 100, "fingerprint": f"{n:016}",
            "message": f"no. {n}", "explanation": "", "evidence": [msgspec.to_builtins(quote)],
        }
        for n in range(number)
    ]  # fmt: skip
    return tuple(msgspec.convert(made, list[Finding]))


def test_github_gets_the_ten_surest_of_each_level_and_a_count() -> None:
    findings = (*_many("conflict", 12), *_many("divergence", 10), *_many("note", 11))
    lines = formats.render("github", Report(findings=findings)).splitlines()
    assert [sum(line.startswith(f"::{c} ") for line in lines) for c in ("error", "warning", "notice")] == [10, 10, 10]
    assert "no. 11" in lines[9]
    assert "no. 1%" not in "".join(lines[:10])
    assert "4 more than GitHub shows" in lines[-1]
    assert "col=" not in lines[0], "a range of several lines has no columns"


def test_gitlab_entries_are_unique_and_one_a_side(report: Report) -> None:
    entries = _json("gitlab", report)
    assert len(entries) == sum(len(f.evidence) for f in report.findings) + len(report.unreadable)
    assert len({e["fingerprint"] for e in entries}) == len(entries)
    for entry in entries:
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["description"].startswith(entry["check_name"])
        assert not entry["location"]["path"].startswith("./")
        assert entry["location"]["lines"]["begin"] >= 1


def test_junit(report: Report) -> None:
    root = ET.fromstring(formats.render("junit", report))  # noqa: S314 our own output
    suites = root.findall("testsuite")
    assert root.get("tests") == str(len(root.findall(".//testcase"))) == "8"
    assert root.get("failures") == str(len(root.findall(".//failure"))) == "2"
    assert root.get("errors") == str(len(root.findall(".//error"))) == "2"
    assert [s.get("name") for s in suites[:3]] == [d.path for d in report.documents]
    for suite in suites:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
    assert [c.get("name") for c in suites[1]] == ["no findings"]


def test_checkstyle(report: Report) -> None:
    root = ET.fromstring(formats.render("checkstyle", report))  # noqa: S314 our own output
    files = root.findall("file")
    assert [f.get("name") for f in files] == sorted({f.get("name") or "" for f in files})
    errors = root.findall(".//error")
    assert len(errors) == sum(len(f.evidence) for f in report.findings) + 2
    assert {e.get("severity") for e in errors} == {"error", "warning", "info"}
    assert all(e.get("line") and e.get("message") and e.get("source") for e in errors)


def test_rdjson_counts_columns_in_bytes(report: Report) -> None:
    result = _json("rdjson", report)
    assert result["source"] == {"name": "checker"}
    target = result["diagnostics"][0]
    first, [other] = report.findings[0].evidence[0], target["related_locations"]
    assert target["severity"] == "WARNING"
    before = first.context.encode()[: target["location"]["range"]["start"]["column"] - 1]
    assert before.decode() == "« Über » "
    assert target["location"]["range"]["end"]["column"] - 1 == len(before) + len(first.quote.encode())
    assert other["location"]["range"]["start"] == {"line": 12, "column": 1}
    assert other["location"]["range"]["end"] == {"line": 13, "column": len("𝟑 three per cent".encode()) + 1}


def test_json_lines_end_with_a_summary(report: Report) -> None:
    lines = [json.loads(line) for line in formats.render("jsonl", report).splitlines()]
    assert [line["type"] for line in lines] == [
        *["document"] * 3, "unreadable", *["finding"] * 4, "error", "summary",
    ]  # fmt: skip
    assert lines[-1]["status"] == 2


def test_markdown_escapes_what_would_be_markup(report: Report) -> None:
    text = formats.render("markdown", report)
    assert r"\<b\>claim\</b\>" in text
    assert "<b>" not in text


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (54000, 54000, "person", "54,000 people"),
        (45000, 50000, "person", "45,000 to 50,000 people"),
        (50000, None, "person", "at least 50,000 people"),
        (None, 2.5, "percent", "at most 2.5%"),
        (8 * 10**9, 8 * 10**9, "USD", "USD 8 billion"),
        (3, 5, "$", "3 to 5 $"),
        (8, 8, "$", "$8"),
        ("2025-03-25", "2025-03-25", "day", "2025-03-25"),
        ("2025-03-01", "2025-03-31", "day", "2025-03-01 to 2025-03-31"),
        ("2025-03-01", None, "day", "from 2025-03-01"),
        (1_234_567, 1_234_567, "barrel/day", "1.23457 million barrel/day"),
        (None, None, "person", ""),
    ],
)  # fmt: skip
def test_values_in_words(low: Any, high: Any, unit: str, words: str) -> None:
    value = {"low": low, "high": high, "unit": unit}
    assert wording.value(Evidence(path="", start=0, end=0, line=1, column=1, quote="", value=value)) == words


@pytest.mark.parametrize(
    ("level", "fail_level", "code"),
    [
        ("conflict", "conflict", 1), ("divergence", "conflict", 0), ("note", "divergence", 0),
        ("divergence", "divergence", 1), ("conflict", "divergence", 1), ("conflict", "never", 0),
    ],
)  # fmt: skip
def test_the_status_and_why(level: str, fail_level: Any, code: int) -> None:
    report = Report(findings=_many(level, 1), fail_level=fail_level)
    assert status(report) == code
    assert f"1 {level}" in verdict(report)
    assert f"Exit status {code}: " in verdict(report)


def test_trouble_outweighs_findings(report: Report) -> None:
    assert status(report) == 2
    assert "1 path could not be read and checker itself failed in 1 place" in verdict(report)
