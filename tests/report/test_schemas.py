"""Each machine format against what its receiver takes: our statement of it in ``schemas/``, and the rules behind it."""

import json
import os
import sys
import tarfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import msgspec
import pytest

from checker import report as formats
from checker.model import Report

SCHEMAS = Path(__file__).parent / "schemas"
FETCHED = Path(sys.prefix) / "schemas"  # by ``make test``


def _problems(name: str, report: Report) -> list[str]:
    return _against(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")), name, report)


def _against(schema: dict[str, Any], name: str, report: Report) -> list[str]:
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    found = kind(schema).iter_errors(json.loads(formats.render(name, report)))
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in found]


@pytest.fixture
def oasis() -> dict[str, Any]:
    """The official schema of SARIF 2.1.0."""
    for path in sorted(FETCHED.glob("sarif_pydantic-*.tar.gz")):
        with tarfile.open(path) as held:
            name = next(n for n in held.getnames() if n.endswith("/sarif-schema-2.1.0.json"))
            member = held.extractfile(name)
            assert member
            schema: dict[str, Any] = json.load(member)
            assert "/oasis-tcs/sarif-spec/" in schema["$id"]
            return schema
    assert not os.environ.get("CI"), "make test fetches the schema of SARIF, and there is none"
    pytest.skip("the schema of SARIF is not there: make test fetches it")


def test_sarif_is_what_its_standard_says(report: Report, oasis: dict[str, Any]) -> None:
    assert _against(oasis, "sarif", report) == []
    assert _against(oasis, "sarif", Report()) == []


def test_the_standard_can_fail(report: Report, oasis: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = formats.render("sarif", report)
    monkeypatch.setattr(formats, "render", lambda *_: whole.replace('"ruleId"', '"rule"'))
    assert _against(oasis, "sarif", report)


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
def test_a_report_is_what_the_receiver_takes(name: str, report: Report) -> None:
    assert _problems(name, report) == []
    assert _problems(name, Report()) == []


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
def test_the_schema_can_fail(name: str, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = formats.render(name, report)
    for a, b in (('"message"', '"massage"'), ('"severity"', '"severty"'), ('"begin"', '"start"')):
        if a in whole:
            monkeypatch.setattr(formats, "render", lambda *_, a=a, b=b: whole.replace(a, b))
            assert _problems(name, report)
            return
    pytest.fail("nothing was changed")


def test_sarif_links_its_related_locations(report: Report) -> None:
    for run in json.loads(formats.render("sarif", report))["runs"]:
        for result in run["results"]:
            ids = [r["id"] for r in result.get("relatedLocations", [])]
            assert len(ids) == len(set(ids))
            assert all(f"]({number})" in result["message"]["text"] for number in ids)


def test_gitlab_fingerprints_are_unique(report: Report) -> None:
    prints = [entry["fingerprint"] for entry in json.loads(formats.render("gitlab", report))]
    assert len(prints) == len(set(prints))


def test_junit_counts_what_it_holds(report: Report) -> None:
    whole = ET.fromstring(formats.render("junit", report))  # noqa: S314 our own text
    assert whole.tag == "testsuites"
    for node in (whole, *whole):
        cases = list(node.iter("testcase"))
        assert int(node.attrib["tests"]) == len(cases)
        assert int(node.attrib["failures"]) == sum(len(c.findall("failure")) for c in cases)
        assert int(node.attrib["errors"]) == sum(len(c.findall("error")) for c in cases)
    for case in whole.iter("testcase"):
        assert case.attrib["name"]
        assert case.attrib["classname"]
        assert {child.tag for child in case} <= {"failure", "error", "system-out"}


def test_checkstyle_has_the_severities_that_there_are(report: Report) -> None:
    whole = ET.fromstring(formats.render("checkstyle", report))  # noqa: S314 our own text
    assert whole.attrib["version"]
    for error in whole.iter("error"):
        assert error.attrib["severity"] in {"ignore", "info", "warning", "error"}
        assert int(error.attrib["line"]) >= 1
        assert int(error.attrib.get("column", "1")) >= 1
        assert error.attrib["message"]
        assert error.attrib["source"]


def test_github_shows_ten_of_a_level_and_counts_the_rest(report: Report) -> None:
    many = Report(
        findings=tuple(
            msgspec.structs.replace(f, fingerprint=f"{n:016x}")
            for n in range(9 * len(report.findings))
            for f in [report.findings[n % len(report.findings)]]
        ),
        documents=report.documents,
    )
    shown = [line for line in formats.render("github", many).splitlines() if line.startswith("::")]
    for level in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{level} ") for line in shown) <= 10
