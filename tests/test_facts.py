"""House facts: what a sheet says, what is wrong with its rows, and how a draft is held against it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import checker
from checker.cli import command
from checker.errors import ReadError
from checker.house import sentence
from checker.pack.entities import entities, office_index
from checker.pack.facts import facts
from checker.pack.loader import default_pack
from checker.sheet import load

HEAD = "subject,measure,value,valid from,valid to,source\n"


def _run(*args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def _sheet(folder: Path, *rows: str, name: str = "facts.csv") -> str:
    path = folder / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def _draft(folder: Path, text: str, day: str = "2025-04-20") -> str:
    path = folder / "draft.md"
    path.write_text(f"---\ndate: {day}\n---\n{text}\n", encoding="utf-8")
    return str(path)


def _findings(folder: Path, text: str, *rows: str, day: str = "2025-04-20") -> list[Any]:
    report = checker.check(_draft(folder, text, day), facts=(_sheet(folder, *rows),), loud=True)
    assert not report.unreadable
    return [f for f in report.findings if f.level != "note"]


TROOPS = 'US forces in Japan,troops,"54,000",2024-01-01,2025-12-31,"Fact sheet of the command, March 2025"'
TARIFF = "US tariff on Chinese goods,rate,145%,2025-04-10,2025-05-13,Notice of 10 April 2025"
SPENDING = "Poland,defence spending,4.7% of GDP,2025,2025,Annual report"
ELECTION = "Polish presidential election,date of first round,2025-05-18,,,Electoral commission"
LEADERS = (
    "Japan,prime minister,Fumio Kishida,2021-10-04,2024-09-30,Cabinet office",
    "Japan,prime minister,Shigeru Ishiba,2024-10-01,2025-10-20,Cabinet office",
)
POLAND = "The Polish presidential election"
SIGNED = "New START,signing,2010-04-08,,,State Department"


@pytest.mark.parametrize(
    ("row", "wrong", "right"),
    [
        (TROOPS, "The United States keeps 41,000 troops in Japan.", "The United States keeps 54,000 troops in Japan."),
        (TARIFF, "The tariff on Chinese goods is at 125 per cent.", "The US tariff on Chinese goods is 145 per cent."),
        (SPENDING, "Poland spends 4.1 per cent of GDP on defence.", "Poland spends 4.7 per cent of GDP on defence."),
        (ELECTION, f"{POLAND} is on 25 May 2025.", f"{POLAND} is on 18 May 2025."),
        (SIGNED, "New START was signed on 10 April 2010.", "New START was signed on 8 April 2010."),
    ],
)  # fmt: skip
def test_a_draft_against_a_fact(tmp_path: Path, row: str, wrong: str, right: str) -> None:
    [found] = _findings(tmp_path, wrong, row)
    assert found.level == "conflict"
    assert "house fact: " in found.message
    assert row.rsplit(",", 1)[-1].strip('"') in found.message
    draft, fact = found.evidence
    assert draft.quote in wrong
    assert (fact.quote, fact.line) == (row, 2)
    assert _findings(tmp_path, right, row) == []


@pytest.mark.parametrize(
    ("row", "text", "day"),
    [
        (TARIFF, "The tariff on Chinese goods now stands at 125 per cent.", "2025-04-01"),
        (TARIFF, "The tariff on Chinese goods now stands at 30 per cent.", "2025-06-01"),
        (TROOPS, "The United States kept 41,000 troops in Japan in 2019.", "2025-04-20"),
        (TROOPS, "The United States keeps about 52,000 troops in Japan.", "2025-04-20"),
        (TROOPS, "The United States keeps 28,500 troops in South Korea.", "2025-04-20"),
        (SPENDING, "Poland plans to spend 5 per cent of GDP on defence in 2026.", "2025-04-20"),
        (ELECTION, "Romania's presidential election will be held on 4 May 2025.", "2025-04-20"),
    ],
)
def test_another_time_or_another_thing_is_no_conflict(tmp_path: Path, row: str, text: str, day: str) -> None:
    assert _findings(tmp_path, text, row, day=day) == []


def test_an_office_holder(tmp_path: Path) -> None:
    [found] = _findings(tmp_path, "Japanese Prime Minister Fumio Kishida will travel to Washington.", *LEADERS)
    assert (found.level, found.kind) == ("conflict", "role")
    assert "Shigeru Ishiba, from 2024-10-01 to 2025-10-20, source: Cabinet office" in found.message
    assert [e.line for e in found.evidence] == [4, 3]
    assert _findings(tmp_path, "Japanese Prime Minister Shigeru Ishiba will travel to Washington.", *LEADERS) == []
    before = "Japanese Prime Minister Fumio Kishida will travel to Washington."
    assert _findings(tmp_path, before, *LEADERS, day="2024-03-01") == []


def test_of_two_facts_in_force_one_after_the_other_the_one_of_the_time_counts(tmp_path: Path) -> None:
    rows = (
        "US tariff on Chinese goods,rate,145%,2025-04-10,2025-05-13,A",
        "US tariff on Chinese goods,rate,30%,2025-05-14,,B",
    )
    text = "The US tariff on Chinese goods is 145 per cent."
    assert _findings(tmp_path, text, *rows, day="2025-05-01") == []
    [found] = _findings(tmp_path, text, *rows, day="2025-06-20")
    assert "source: B" in found.message


def test_bad_rows_are_named_and_the_rest_is_used(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, "Japan,troops,,,,X", "Japan,troops,5,soon,,X", "Japan,troops,5,2025,2024,X", SPENDING)
    draft = _draft(tmp_path, "Poland spends 4.1 per cent of GDP on defence.")
    done = _run("check", draft, "--facts", sheet, "--format", "json")
    assert done.exit_code == 2
    report = json.loads(done.stdout)
    assert [u["reason"] for u in report["unreadable"]] == [
        "line 2: no value; this fact is left out",
        "line 3: valid from is 'soon', which is no date such as 2025-03-24, 2025-03 or 2025; this fact is left out",
        "line 4: valid to (2024) lies before valid from (2025); this fact is left out",
    ]
    assert [f["kind"] for f in report["findings"] if f["level"] != "note"] == ["rate"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("subject,value\nJapan,5\n", "line 1: no column 'measure'; a fact needs subject, measure, value"),
        ("subject,measure,value,colour\n", "line 1: no column is named 'colour'"),
        ("subject,measure,value,what\n", "line 1: two columns for 'measure'"),
        ("\n\n# nothing\n", "no header line"),
        ("", "is empty"),
    ],
)
def test_a_sheet_that_cannot_be_used_says_why(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=reason.replace("(", r"\(")):
        load(str(path))


def test_a_row_with_a_comma_too_many(tmp_path: Path) -> None:
    sheet = load(_sheet(tmp_path, "US forces in Japan,troops,54,000,2024,2025,A source"))
    assert not sheet.rows
    assert "a cell with a comma has to stand in quotes" in sheet.problems[0]


def test_semicolons_aliases_comments_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(
        "Subject;What;Value;Since;Until;Source\n\n# troops\nJapan;troops;54,000;2024-03;;\n", encoding="utf-8"
    )
    [fact] = load(str(path)).rows
    assert (fact.measure, fact.value, fact.valid_from, fact.line) == ("troops", "54,000", "2024-03", 4)


YAML = """
facts:
  - subject: Poland
    measure: defence spending
    value: 4.7% of GDP
    valid from: 2025
    source: Annual report
  - subject: Poland
    value: 3
"""


def test_yaml(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(YAML, encoding="utf-8")
    sheet = load(str(path))
    [fact] = sheet.rows
    assert (fact.subject, fact.valid_from, fact.line) == ("Poland", "2025", 3)
    assert YAML[fact.start : fact.end].endswith("Annual report")
    assert sheet.problems == ("line 8: no measure; this fact is left out",)


def test_broken_yaml(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("facts: [a\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 2"):
        load(str(path))


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (("US forces in Japan", "number of troops", "54,000"), "US forces in Japan has 54,000 troops."),
        (("US troops in Japan", "number", "54,000"), "There are 54,000 US troops in Japan."),
        (("Poland", "defence spending", "4.7% of GDP"), "The defence spending of Poland is 4.7% of GDP."),
        (("Ukraine", "population", "37 million"), "The population of Ukraine is 37 million."),
        (("New START", "signing", "2010-04-08"), "New START was signed on 8 April 2010."),
        (("Polish election", "date", "2025-05"), "The Polish election is in May 2025."),
        (("Japan", "prime minister", "Shigeru Ishiba"), "Shigeru Ishiba is prime minister of Japan."),
        (("prime minister of Japan", "holder", "Shigeru Ishiba"), "Shigeru Ishiba is prime minister of Japan."),
    ],
)
def test_a_fact_is_read_as_a_sentence(cells: tuple[str, str, str], text: str) -> None:
    assert sentence(*cells) == text


def test_a_sheet_is_one_document_of_the_report(tmp_path: Path) -> None:
    draft = _draft(tmp_path, "Poland spends 4.7 per cent of GDP on defence.")
    report = checker.check(draft, facts=(_sheet(tmp_path, SPENDING, TROOPS),))
    assert [(d.title, d.claims, d.against) for d in report.documents if d.against] == [("house facts", 2, True)]


def test_facts_are_not_held_against_each_other(tmp_path: Path) -> None:
    rows = (SPENDING, SPENDING.replace("4.7", "3.9"))
    assert _findings(tmp_path, "Nothing to see here.", *rows) == []


def test_a_decimal_comma(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(
        "subject;measure;value\nPoland;defence spending;4,7 % of GDP\nJapan;troops;54,000\n", encoding="utf-8"
    )
    assert [fact.value for fact in load(str(path)).rows] == ["4.7 % of GDP", "54,000"]


def test_a_fact_in_which_there_is_nothing_to_compare_is_named(tmp_path: Path) -> None:
    report = checker.check(_draft(tmp_path, "All is well."), facts=(_sheet(tmp_path, "Japan,mood,quite good,,,X"),))
    assert [u.reason for u in report.unreadable] == ["line 2: nothing to compare in “The mood of Japan is quite good.”"]


SHIPYARD = "The new shipyard at Gdynia employs 1,460 welders."
REWORDED = "Gdynia's new shipyard, opened last year, employs 1,460 welders."


def _archive(folder: Path, *texts: str) -> str:
    (folder / "archive").mkdir()
    for number, text in enumerate(texts):
        (folder / "archive" / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    return str(folder / "archive")


def test_a_figure_that_nothing_supports_is_a_note(tmp_path: Path) -> None:
    draft = _draft(tmp_path, SHIPYARD)
    report = checker.check(draft, against=_archive(tmp_path, "Coffee exports of Honduras reached 5.2 million bags."))
    assert [(f.rule, f.level) for f in report.findings] == [("unsupported", "note")]
    assert not checker.check(draft).findings


def test_the_nearest_figure_is_shown(tmp_path: Path) -> None:
    archive = _archive(tmp_path, "In Gdynia the shipyard had hired 1,120 welders by 2019, its owners said.")
    [found] = checker.check(_draft(tmp_path, SHIPYARD), against=archive, select=("unsupported",)).findings
    assert "the nearest is 1,120" in found.message
    assert [Path(e.path).name for e in found.evidence] == ["draft.md", "0.txt"]


def test_a_supported_figure_is_not_listed(tmp_path: Path) -> None:
    assert not checker.check(_draft(tmp_path, SHIPYARD), against=_archive(tmp_path, REWORDED)).findings


def test_agreement_is_shown_on_request(tmp_path: Path) -> None:
    archive = _archive(tmp_path, REWORDED)
    draft = _draft(tmp_path, SHIPYARD)
    done = _run("check", draft, "--against", archive, "--notes", "--format", "json")
    assert done.exit_code == 0
    assert [f["rule"] for f in json.loads(done.stdout)["findings"]] == ["corroboration"]
    chosen = checker.check(draft, against=archive, select=("corroboration",)).findings
    assert [f.level for f in chosen] == ["note"]


def test_the_facts_that_ship_name_known_entities_and_offices() -> None:
    pack = default_pack()
    known = facts(pack)
    index, offices = entities(pack), office_index(pack)
    ids = set(index.title)
    assert {t.entity for t in known.terms} <= ids
    assert {f.entity for f in known.dated if f.kind in ("election", "founding")} <= ids
    named = set(offices.phrases.values()) | set(offices.elsewhere.values()) | {"head"}
    assert {t.office for t in known.terms} <= named
    assert all(not t.end or t.start < t.end for t in known.terms)
    assert all(f.source and (not f.end or f.date <= f.end) for f in known.dated)


TARGET = "China,GDP growth target,about 5%,2025,2025,State Council"
INCREASE = 'OPEC+,output increase,"411,000 barrels a day",2025-05,2025-07,OPEC'


@pytest.mark.parametrize(
    ("row", "text", "found"),
    [
        (TARGET, "Beijing has set a growth target of around 4 per cent for this year.", True),
        (TARGET, "China's economy grew by 4 per cent in 2025.", False),
        (INCREASE, "OPEC+ agreed to raise output by 138,000 barrels a day.", True),
        (INCREASE, "OPEC+ agreed to raise output by 411,000 barrels a day.", False),
        (INCREASE, "OPEC+ output stands at 41 million barrels a day.", False),
    ],
)
def test_targets_and_changes(tmp_path: Path, row: str, text: str, found: bool) -> None:
    levels = [f.level for f in _findings(tmp_path, text, row, day="2025-06-01")]
    assert levels == (["conflict"] if found else [])
