"""The page for an editor, the spreadsheet and the letters, without a browser."""

import csv as rows_of
import html as entities
import io
import json
import re
from pathlib import Path

import pytest

from checker import engine
from checker.collect import Input
from checker.decisions import parse
from checker.model import Decision, Report
from checker.report import html, render
from checker.review import page

DRAFT = b"""---
title: "</script><!--<b>A & B</b>"
author: M. Oldfield
date: 2025-03-10
---

The United States keeps 54,000 troops in Japan. Some 300 others <b>serve</b> at <script>x()</script> sea &amp; shore.
"""
OTHER = b"""---
title: Bases
date: 2025-02-20
---

There are 35,000 US troops in Japan today.
"""


def _made(setup: html.Setup | None = None) -> tuple[Report, str]:
    documents = [engine.read_input(Input(path=path, data=data)) for path, data in (("a.md", DRAFT), ("b.md", OTHER))]
    report, readings = engine.examine((), (), documents=documents[:1], archive=documents[1:])
    return report, page(report, readings, setup or html.Setup(paths=("a.md",), against=("b.md",)))


REPORT, PAGE = _made()


def test_it_is_the_same_every_time_and_asks_nobody_for_anything() -> None:
    assert _made()[1] == PAGE
    assert not re.search(r"""(src|href|url)\s*[=(]\s*["']?(https?:)?//""", PAGE)
    policy = entities.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_a_card_has_both_sides_with_what_differs_marked() -> None:
    card = PAGE[PAGE.index('id="f1"') :].partition("</article>")[0]
    assert "<mark>54,000</mark>" in card
    assert "<mark>35,000</mark>" in card
    assert "Difference: 19,000 people (54% of the lower one)" in card
    assert REPORT.findings[0].fingerprint in card
    assert "Could you confirm which figure holds" in card


def test_markup_of_a_document_is_text() -> None:
    assert PAGE.count("<script") == 2
    assert PAGE.count("</script>") == 2
    assert "A &amp; B" in PAGE
    assert "A & B" not in PAGE
    assert "<!--" not in PAGE
    island = PAGE.partition('id="data">')[2].partition("</script>")[0]
    assert json.loads(island)["findings"][0]["paths"] == ["a.md", "b.md"]
    assert not set("<>&") & set(island)


def test_claims_that_met_none_are_listed_as_such() -> None:
    ledger = PAGE[PAGE.index('id="ledger"') :]
    lines = re.findall(r"<tr><td>.*?</tr>", ledger)
    assert [("finding" in line, ">no<" in line) for line in lines if "54,000" in line] == [(True, False)]
    assert [("finding" in line, ">no<" in line) for line in lines if "<td>300</td>" in line] == [(False, True)]


def test_a_decision_that_was_read_stands_on_its_card_and_others_are_kept() -> None:
    other = Decision(fingerprint="f" * 16, status="accepted", reason="of another run")
    _, text = _made(html.Setup(paths=("a.md",), decisions=(other,)))
    island = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert island["kept"] == [{"fingerprint": "f" * 16, "status": "accepted", "reason": "of another run"}]
    assert parse('version = 1\n[[decision]]\nfingerprint = "ffff"\nstatus = "accepted"\n')


def test_ids_occur_once() -> None:
    found = re.findall(r'\sid="([^"]+)"', PAGE)
    assert len(found) == len(set(found))
    assert {link for link in re.findall(r'href="#([^"]+)"', PAGE) if link} <= set(found)


def test_a_spreadsheet_has_a_row_a_side() -> None:
    rows = list(rows_of.DictReader(io.StringIO(render("csv", REPORT))))
    assert [(r["side"], r["path"], r["value"], r["archive"]) for r in rows] == [
        ("1", "a.md", "54,000 people", "no"),
        ("2", "b.md", "35,000 people", "yes"),
    ]


@pytest.mark.parametrize(("start", "shown"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("x=1", "x=1")])
def test_no_cell_is_a_formula(start: str, shown: str) -> None:
    import msgspec

    finding = msgspec.structs.replace(REPORT.findings[0], message=start)
    rows = rows_of.DictReader(io.StringIO(render("csv", msgspec.structs.replace(REPORT, findings=(finding,)))))
    assert next(rows)["message"] == shown


def test_a_letter_asks_the_author_of_the_draft_alone() -> None:
    letter = render("queries", REPORT)
    assert letter.startswith("Dear M. Oldfield,\n")
    assert letter.count("Dear") == 1
    assert "line 7, you write: “The United States keeps 54,000 troops in Japan" in letter
    assert "“Bases” (b.md, 2025-02-20), line 6, has:" in letter


def test_a_question_has_the_words_of_a_page_and_not_its_markup() -> None:
    import msgspec

    from checker.report.queries import question

    finding = REPORT.findings[0]
    first = msgspec.structs.replace(finding.evidence[0], path="a.html", quote="it&rsquo;s <b class=x>54,000</b> troops")
    asked = question(msgspec.structs.replace(finding, evidence=(first, finding.evidence[1])), {})
    assert "you write: “it’s 54,000 troops”." in asked


@pytest.mark.parametrize(("status", "asked"), [("accepted", False), ("queried", True)])
def test_a_letter_asks_what_is_open(status: str, asked: bool) -> None:
    import msgspec

    decision = msgspec.convert({"fingerprint": "x", "status": status}, Decision)
    findings = tuple(msgspec.structs.replace(f, decision=decision) for f in REPORT.findings)
    letter = render("queries", msgspec.structs.replace(REPORT, findings=findings))
    assert ("54,000" in letter) is asked
    assert asked or letter == "There are no open questions.\n"


def test_a_page_of_a_report_without_readings(report: Report) -> None:
    text = html.render(report, (), {}, (), html.Setup())
    assert text.count("<article") == len(report.findings)


def test_what_is_not_written_is_said_in_one_line(tmp_path: Path) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "checker", "report", "none.md", "-o", "missing/review.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "checker: cannot write missing/review.html: there is no such folder\n")
