"""Word out: a copy of the draft in which only comments are new."""

import io
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "read"))

import office
from click.testing import CliRunner
from office import docx, notes, para, run, table

from checker import engine
from checker.cli import command
from checker.collect import Input
from checker.model import Evidence, Finding, Report
from checker.read import read
from checker.read.docx import draft
from checker.report.docx import render

DAY = date(2025, 6, 12)
HAVE = para(run("The United States keeps ") + run("54,000", "<w:b/>") + run(" troops in Japan. It was a long day."))
OTHER = para("There are 45,000 American troops in Japan.")


def side(raw: str, quote: str, **given: object) -> Evidence:
    at = raw.index(quote)
    return Evidence(path="a.docx", start=at, end=at + len(quote), line=1, column=1, quote=quote, **given)  # type: ignore[arg-type]


def commented(data: bytes, *quotes: str, against: str = "45,000 men", where: str = "b.md") -> bytes:
    raw = read("a.docx", data).raw
    other = Evidence(path=where, start=0, end=1, line=7, column=1, quote=against, source="the ministry", place="page 3")
    findings = tuple(
        Finding(
            rule="value", kind="value",
                question="Could you confirm which figure holds, and for when?",
                level="conflict", confidence=0.9, fingerprint=f"f{i}", message="They differ",
            explanation="Their values do not meet", evidence=(side(raw, quote), other),
        )
        for i, quote in enumerate(quotes)
    )  # fmt: skip
    return render(Report(findings=findings), "a.docx", draft("a.docx", data), data, DAY)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> str:
    return members(data)["word/document.xml"].decode()


def marked(data: bytes) -> list[str]:
    """The text between the two marks of each comment, in the order of their numbers."""
    from lxml import etree

    root = etree.fromstring(members(data)["word/document.xml"])
    open_, found = set(), {}
    for element in root.iter("{*}*"):
        name, ident = etree.QName(element).localname, element.get(f"{{{office.W}}}id")
        if name == "commentRangeStart":
            open_.add(ident)
            found[ident] = ""
        elif name == "commentRangeEnd":
            open_.discard(ident)
        elif name == "t":
            for one in open_:
                found[one] += element.text
    return [found[k] for k in sorted(found, key=int)]


def test_only_comments_are_new() -> None:
    before = docx(HAVE + OTHER, {"word/theme.bin": "as it is"})
    after = commented(before, "The United States keeps 54,000 troops in Japan.")
    old, new = members(before), members(after)
    changed = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert set(new) - set(old) == {"word/comments.xml"}
    assert {name for name in old if old[name] != new[name]} == changed - {"word/comments.xml"}
    assert read("a.docx", after).raw == read("a.docx", before).raw
    assert marked(after) == ["The United States keeps 54,000 troops in Japan."]
    assert '<w:t xml:space="preserve"> It was a long day.</w:t>' in body(after)


def test_a_comment_holds_all_that_an_editor_needs() -> None:
    told = members(commented(docx(HAVE), "54,000 troops"))["word/comments.xml"].decode()
    for part in (
        'w:author="checker"', 'w:initials="CK"', 'w:date="2025-06-12T00:00:00Z"', "Conflict (value): They differ.",
        "Against b.md, page 3: “45,000 men” (according to the ministry)", "Why: Their values do not meet.",
        "Query: Here you write “54,000 troops”. b.md (page 3) has “45,000 men”. Could you confirm which figure holds,",
        "value, confidence 90%, f0",
    ):  # fmt: skip
        assert part in told


def test_a_run_that_is_split_keeps_its_form() -> None:
    after = body(commented(docx(HAVE), "4,000 tr"))
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">5</w:t></w:r><w:commentRangeStart w:id="0"/>' in after
    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">4,000</w:t></w:r>' in after


@pytest.mark.parametrize(
    "quotes",
    [
        ("54,000", "54,000 troops", "keeps 54,000"),
        ("The United States", "It was a long day."),
        ("States keeps 54,000 troops in", "54", "000"),
    ],
)
def test_comments_may_overlap(quotes: tuple[str, ...]) -> None:
    before = docx(HAVE)
    after = commented(before, *quotes)
    assert marked(after) == list(quotes)
    assert read("a.docx", after).raw == read("a.docx", before).raw


def test_the_comments_that_are_there_stay() -> None:
    mark = '<w:commentRangeStart w:id="4"/>' + run("Ten.") + '<w:commentRangeEnd w:id="4"/>'
    comment = f'<w:comment w:id="4" w:author="Ann">{para("Really?")}</w:comment>'
    old = f'<w:comments xmlns:w="{office.W}">{comment}</w:comments>'
    after = commented(docx(para(mark) + HAVE, {"word/comments.xml": old}), "54,000")
    made = members(after)
    assert marked(after) == ["Ten.", "54,000"]
    assert made["word/comments.xml"].decode().index("Really?") < made["word/comments.xml"].decode().index('w:id="5"')
    assert made["[Content_Types].xml"].count(b"comments+xml") == 1


def test_a_note_gets_its_comment_where_the_body_refers_to_it() -> None:
    there = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = docx(para(run("Ten ships.") + there), {"word/footnotes.xml": notes("footnote", ["It had 38 ships."])})
    after = commented(data, "38 ships")
    assert f'<w:commentRangeStart w:id="0"/>{there}<w:commentRangeEnd w:id="0"/>' in body(after)
    assert members(after)["word/footnotes.xml"] == members(data)["word/footnotes.xml"]


def test_a_text_box_gets_its_comment_around_it_and_a_cell_inside() -> None:
    box = f"<w:txbxContent>{para('Ten ships burn.')}</w:txbxContent>"
    data = docx(
        para(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>") + table([["Port", "Ships"], ["X", "41"]])
    )
    after = commented(data, "Ten ships", "41")
    assert '<w:commentRangeStart w:id="0"/><w:r><w:pict>' in body(after)
    assert marked(after)[1] == "41"


def test_markup_in_a_quote_is_text_in_a_comment() -> None:
    after = commented(docx(HAVE), "54,000", against="<script>alert('1')</script> & \x00\x1b[31m \ufffe")
    assert b"&lt;script&gt;alert('1')&lt;/script&gt; &amp;" in members(after)["word/comments.xml"]


def test_no_finding_changes_nothing() -> None:
    before = docx(HAVE)
    assert members(render(Report(), "a.docx", draft("a.docx", before), before, DAY)) == members(before)


def checked(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, ["check", "--no-cache", *arguments])
    return result.exit_code, result.stderr


def test_the_command_writes_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.docx").write_bytes(docx(HAVE + OTHER))
    Path("old.md").write_text("There are 35,000 American troops in Japan.\n")
    assert checked(tmp_path, "draft.docx", "--against", "old.md", "--output", "docx:out.docx")[0] == 1
    told = members(Path("out.docx").read_bytes())["word/comments.xml"].decode()
    assert "Against old.md:1:1: “There are 35,000 American troops in Japan.”" in told
    assert "Against draft.docx, paragraph 2: “There are 45,000 American troops in Japan.”" in told


def test_several_drafts_go_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path(f"{name}.docx").write_bytes(docx(HAVE if name == "a" else OTHER))
    code, said = checked(tmp_path, "a.docx", "b.docx", "--output", "docx:out.docx")
    assert (code, said) == (
        2,
        "checker: 2 Word drafts were checked: docx:out.docx/ writes a copy of each into a folder\n",
    )
    assert checked(tmp_path, "a.docx", "b.docx", "--output", "docx:out/")[0] == 1
    assert sorted(p.name for p in Path("out").iterdir()) == ["a.docx", "b.docx"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a.docx", "--output", "docx:a.docx"), "docx:a.docx would write over the draft a.docx"),
        (("a.docx", "--output", "docx:./"), "docx:./ would write over the draft a.docx"),
        (("a.md", "--output", "docx:b.docx"), "docx:b.docx takes a copy of a Word draft, and no Word file was checked"),
        (("a.docx", "--output", "docx:b.md"), "the copy of a.docx must end with .docx"),
    ],
)
def test_what_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.docx").write_bytes(docx(HAVE))
    Path("a.md").write_text("There are 45,000 American troops in Japan.\n")
    before = Path("a.docx").read_bytes()
    assert checked(tmp_path, *arguments) == (2, f"checker: {said}\n")
    assert Path("a.docx").read_bytes() == before


def test_every_sample_draft_reads_alike_for_reading_and_for_writing() -> None:
    sample = Path(__file__).parents[2] / "fixtures" / "formats" / "sample.docx"
    found = draft("sample.docx", sample.read_bytes())
    document = engine.read_input(Input(path=str(sample)))
    assert found.raw == document.raw
    assert [(at, element.text[k]) for at, element, k in found.marks] == [
        (i, c) for i, c in enumerate(found.raw) if not c.isspace() and found.raw[max(0, i - 1) : i + 2] != " | "
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_opens_and_renders_it(tmp_path: Path) -> None:
    there = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = docx(
        HAVE + para(run("Ten ships.") + there) + OTHER,
        {"word/footnotes.xml": notes("footnote", ["It had 38 ships."])},
    )
    (tmp_path / "reviewed.docx").write_bytes(commented(data, "54,000 troops in Japan", "38 ships", "American"))
    for form in ("odt", "pdf"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form,
             "--outdir", str(tmp_path), str(tmp_path / "reviewed.docx")],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    shown = read("a.odt", (tmp_path / "reviewed.odt").read_bytes())
    assert shown.raw == read("a.docx", data).raw
    assert "left out 3 comments" in shown.notes
    content = members((tmp_path / "reviewed.odt").read_bytes())["content.xml"].decode()
    assert content.count("Could you confirm which figure holds") == 3
    pages = read("a.pdf", (tmp_path / "reviewed.pdf").read_bytes())
    assert "The United States keeps 54,000 troops in Japan." in pages.raw
