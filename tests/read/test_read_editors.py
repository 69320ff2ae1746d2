"""Documents of editors on the command line: places in their words, one line for each trouble."""

import json
from pathlib import Path

import office
import pytest
from click.testing import CliRunner, Result
from office import docx, para

from checker import files
from checker.cli import command

HAVE = "The United States keeps 54,000 troops in Japan."
OTHER = "There are 45,000 American troops in Japan."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.docx").write_bytes(docx(para("A day in May", "Title") + para(HAVE)))
    Path("proof.pdf").write_bytes(office.pdf([[(60, 700, 10, "F", "A long day.")], [(60, 700, 10, "F", OTHER)]]))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_page_and_paragraph_stand_where_other_files_have_lines() -> None:
    shown = run("check", "--no-cache", "draft.docx", "proof.pdf")
    assert shown.exit_code == 1
    assert "  draft.docx, paragraph 2" in shown.stdout
    assert "  proof.pdf, page 2" in shown.stdout
    found = json.loads(run("check", "--no-cache", "--format", "json", "draft.docx", "proof.pdf").stdout)
    sides = found["findings"][0]["evidence"]
    assert [(s["place"], s["quote"]) for s in sides] == [("paragraph 2", HAVE), ("page 2", OTHER)]


def test_a_text_file_has_no_places_beside_its_lines() -> None:
    Path("a.md").write_text(f"{HAVE}\n\n{OTHER}\n")
    found = json.loads(run("check", "--no-cache", "--format", "json", "a.md").stdout)
    assert all("place" not in side for side in found["findings"][0]["evidence"])


def test_claims_are_listed_with_their_places() -> None:
    assert "proof.pdf, page 2" in run("claims", "proof.pdf").stdout
    assert json.loads(run("claims", "proof.pdf", "--format", "json").stdout)[0]["place"] == "page 2"


def test_a_folder_is_searched_for_them_but_not_for_lock_files_of_word() -> None:
    Path("~$draft.docx").write_bytes(b"\x03Ann" + bytes(158))
    shown = run("check", "--no-cache", ".")
    assert shown.exit_code == 1
    assert "not read" not in shown.stdout
    assert "in 2 documents" in shown.stdout


def test_trouble_is_one_line_and_the_rest_is_checked() -> None:
    Path("cut.docx").write_bytes(Path("draft.docx").read_bytes()[:500])
    shown = run("check", "--no-cache", "draft.docx", "proof.pdf", "cut.docx", "--format", "json")
    assert shown.exit_code == 2
    assert shown.stderr == "checker: cut.docx: is damaged or cut short (File is not a zip file)\n"
    assert len(json.loads(shown.stdout)["findings"]) == 1


@pytest.mark.parametrize("cached", [True, False])
def test_a_file_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch, cached: bool) -> None:
    monkeypatch.setattr(files, "LARGEST", 1 << 20)
    Path("huge.txt").write_bytes(b"a" * (1 << 20) + b"b")
    shown = run("check", *([] if cached else ["--no-cache"]), "huge.txt")
    assert (shown.exit_code, shown.stdout.splitlines()[0]) == (2, "not read: huge.txt: is larger than 1 MB")
