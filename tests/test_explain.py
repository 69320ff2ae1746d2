"""``checker explain FINGERPRINT``: each step from the text to a finding can be read."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from checker.cli import command


def _run(*args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def _explained(folder: Path, *texts: str, more: tuple[str, ...] = ()) -> str:
    for number, text in enumerate(texts):
        (folder / f"{'ab'[number]}.md").write_text(text, encoding="utf-8")
    found = json.loads(_run("check", str(folder), *more, "--format", "json").stdout)["findings"]
    done = _run("explain", found[0]["fingerprint"], str(folder), *more)
    assert done.exit_code == 0
    return " ".join(done.stdout.split())


def test_the_chain_of_an_amount(tmp_path: Path) -> None:
    told = _explained(
        tmp_path,
        "---\ndate: 2025-03-01\n---\nSome 12,000 Turkish soldiers are stationed in northern Cyprus.\n",
        "---\ndate: 2025-03-20\n---\nAnkara keeps 30,000 troops in the north of Cyprus.\n",
    )
    for part in (
        "mention: “12,000”",
        "hedged (about)",
        "compared as",
        "measure: Troops stationed or deployed (rules/metrics/troops-stationed.yaml",
        "of: cy, tr",
        "period: 2025-03-01, from the document's date",
        "stance: asserted",
        "Why they are held to be about one thing",
        "in common: ",
        "period: 2025-03-01 (not stated) and 2025-03-20 (not stated), which may be one time",
        "compared: ",
        "Limits of the rule",
        "It may be fine if",
    ):
        assert part in told


def test_the_chain_of_a_role(tmp_path: Path) -> None:
    told = _explained(
        tmp_path,
        "---\ndate: 2025-03-01\n---\nKenya's finance minister, Daniel Otieno, met the lenders on Monday.\n",
        "---\ndate: 2025-03-20\n---\nThe talks were led by Kenyan finance minister Peter Wanjala.\n",
    )
    assert "role: Daniel Otieno is given as finance-minister of ke (as the text says), in office" in told
    assert "dated 2025-03-20" in told


def test_the_chain_to_a_house_fact(tmp_path: Path) -> None:
    sheet = tmp_path / "facts.csv"
    sheet.write_text(
        "subject,measure,value,source\nPoland,defence spending,4.7% of GDP,Annual report\n", encoding="utf-8"
    )
    told = _explained(tmp_path, "Poland spends 4.1 per cent of GDP on defence.\n", more=("--facts", str(sheet)))
    assert "sentence: “The defence spending of Poland is 4.7% of GDP.”" in told
    assert "according to Annual report" in told


def test_the_chain_to_a_reference_fact(tmp_path: Path) -> None:
    told = _explained(tmp_path, "New START was signed in Prague on 18 April 2010.\n")
    assert "reference fact: New START, signing: 2010-04-08; otherwise: 2011-02-05" in told


def test_the_chain_to_a_term(tmp_path: Path) -> None:
    text = "---\ndate: 2025-03-10\n---\nBritish Prime Minister Rishi Sunak will fly to Washington next week.\n"
    told = _explained(tmp_path, text)
    assert "in that office 2022-10-25 to 2024-07-05; then Keir Starmer" in told


def test_a_fingerprint_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Nothing to see here.\n", encoding="utf-8")
    done = _run("explain", "0123456789abcdef", str(tmp_path))
    assert done.exit_code == 2
