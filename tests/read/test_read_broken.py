"""Broken files each give one clear line."""

import pytest
from reading import FIXTURES, file

from checker.errors import ReadError
from checker.read import read

REASONS = {
    "binary.txt": "is a binary file (NUL byte at offset 5)",
    "blank.txt": "is empty",
    "cut.docx": "is damaged or cut short (File is not a zip file)",
    "date.md": "line 3, column 7: front matter: there is no day '2025-02-30'",
    "empty.md": "is empty",
    "entity.docx": "word/styles.xml declares a document type or entities, which no Word document does",
    "latin1.md": "is not valid UTF-8 (byte 0xE9 at offset 17, line 1)",
    "nothing.html": "holds no text",
    "old.docx": "is no Word document: it is protected with a password, or in the format of Word before 2007",
    "page.eml": "is no mail message: it does not begin with a header",
    "scan.pdf": "holds no text: its 2 pages hold only images, as a scan does; run it through OCR first",
    "twice.md": "line 4: front matter: the key 'title' stands here twice",
    "unclosed.md": "line 1: front matter is opened with --- and never closed",
    "unknown.xyz": "has no known format (.xyz; known are",
    "yaml.md": "line 2, column 8: front matter: while scanning a quoted scalar, found unexpected end of stream",
}


@pytest.mark.parametrize("name", sorted(REASONS))
def test_a_broken_file_is_named_with_its_place(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        file(FIXTURES / "broken" / name)
    assert str(caught.value).startswith(f"{name}: {REASONS[name]}")
    assert "\n" not in str(caught.value)


def test_every_broken_file_is_tested() -> None:
    assert {p.name for p in (FIXTURES / "broken").iterdir()} == {*REASONS, "tags.html"}


def test_broken_tags_are_no_trouble() -> None:
    found = file(FIXTURES / "broken" / "tags.html")
    assert found.text.startswith("Forty ships left the port.\n\nThey carried 2.4 million tonnes")
    assert "wheat & barley &bogus;" in found.text


def test_other_encodings_that_a_file_declares() -> None:
    page = '<meta charset="windows-1252"><p>Le café: 3 M€.</p>'.encode("cp1252")
    assert read("a.html", page).text == "Le café: 3 M€."
    assert read("a.txt", "Le café: 3 M€.".encode("utf-16")).text == "Le café: 3 M€."
    with pytest.raises(ReadError, match="not valid UTF-8"):
        read("a.md", page)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{\\rtf1\\ansi Forty ships.}", "is a file in rich text format: save it as .docx"),
        (b"%PDF-1.4 ...", "is a PDF: give it a name that ends with .pdf"),
        (b"PK\x03\x04...", "is a zip archive or a document in one: is its name right?"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "is a file of Office before 2007 or one with a password: save it as .docx",
        ),
    ],
)
def test_what_is_no_text_is_told_by_its_first_bytes(data: bytes, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        read("note.txt", data)
    assert str(caught.value) == f"note.txt: {said}"


@pytest.mark.parametrize("scrap", ["[", "<a ", '<a "', "> ", "- ", "a|b\n-|-\n", "<li>", "<!--", "`", "*a", "&#", "\n"])
@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
def test_long_repetitions_are_read_in_bounded_time(scrap: str, suffix: str) -> None:
    try:
        reason = read("a" + suffix, (scrap * (20_000 // len(scrap)) + "forty ships").encode()) and ""
    except ReadError as error:
        reason = error.reason
    assert reason in ("", "holds no text")
