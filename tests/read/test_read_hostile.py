"""Files made to harm, and damaged ones, get one clear line, in bounded time and memory."""

import base64
import contextlib
import io
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable

import office
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import docx, odt, para

from checker.errors import ReadError
from checker.read import read

GOOD = docx(para("The fleet has 40 ships."))
OPEN = odt("<text:p>The fleet has 40 ships.</text:p>")
PAPER = office.pdf([[(60, 700, 10, "F", "The fleet has 40 ships.")]])


def member(name: str, data: str | bytes, base: bytes = GOOD) -> bytes:
    """The good file with one member changed or added."""
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        return office.zipped({**{n: archive.read(n) for n in archive.namelist()}, name: data})


def laughs() -> str:
    levels = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{levels}]><d>&a9;</d>'


def file_entity() -> str:
    return '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'


def linked(target: str) -> bytes:
    return member(
        "_rels/.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{target}"/>'
        "</Relationships>",
    )


def bombed(name: str, base: bytes) -> bytes:
    return member(name, b"<d>" + b" " * (80 << 20) + b"</d>", base)


def lying() -> bytes:
    """A member that unpacks to more than the archive says."""
    made = bytearray(bombed("word/document.xml", GOOD))
    size = struct.pack("<L", (80 << 20) + 7)
    assert size in made
    return bytes(made.replace(size, struct.pack("<L", 900)))


def flate_bomb(filters: bytes = b"/FlateDecode", wrap: Callable[[bytes], bytes] = bytes) -> bytes:
    packed = wrap(zlib.compress(b"q Q " * (40 << 20), 9))
    return office.assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            b"<< /Length %d /Filter %s >>\nstream\n" % (len(packed), filters) + packed + b"\nendstream",
        ]
    )


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "laughs": ("a.docx", lambda: member("word/document.xml", laughs()), "word/document.xml declares a document type"),
    "laughs in utf-16": (
        "a.docx",
        lambda: member("word/document.xml", laughs().replace("1.0", '1.0" encoding="utf-16', 1).encode("utf-16")),
        "word/document.xml",
    ),
    "laughs in odt": ("a.odt", lambda: member("content.xml", laughs(), OPEN), "content.xml declares a document type"),
    "external entity": ("a.docx", lambda: member("word/styles.xml", file_entity()), "word/styles.xml declares"),
    "external entity in odt": ("a.odt", lambda: member("meta.xml", file_entity(), OPEN), "meta.xml declares"),
    "zip bomb": ("a.docx", lambda: bombed("word/document.xml", GOOD), "word/document.xml unpacks to"),
    "zip bomb in odt": ("a.odt", lambda: bombed("content.xml", OPEN), "content.xml unpacks to"),
    "lying zip": ("a.docx", lying, "word/document.xml"),
    "deep": ("a.docx", lambda: member("word/document.xml", "<d>" * 5000 + "</d>" * 5000), "is no valid XML"),
    "path up": ("a.docx", lambda: member("../../evil.xml", "x"), "whose name leads out of it"),
    "absolute path": ("a.odt", lambda: member("/etc/passwd", "x", OPEN), "whose name leads out of it"),
    "drive": ("a.docx", lambda: member("C:\\evil.xml", "x"), "whose name leads out of it"),
    "target outside": ("a.docx", lambda: linked("../../../etc/passwd"), "refers to a member outside of it"),
    "cut short": ("a.docx", lambda: GOOD[:900], "is damaged or cut short"),
    "no zip": ("a.docx", lambda: b"{\\rtf1 hello}", "is no Word document: it is not a zip archive"),
    "no body": ("a.docx", lambda: docx("", drop=["word/document.xml"]), "it has no word/document.xml"),
    "empty": ("a.docx", lambda: b"", "is empty"),
    "old word": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected with a password"),
    "locked odt": (
        "a.odt",
        lambda: member("META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>", OPEN),
        "is protected with a password",
    ),
    "nothing": ("a.docx", lambda: docx(para("")), "holds no text"),
    "no pdf": ("a.pdf", lambda: b"hello", "is no PDF"),
    "cut pdf": ("a.pdf", lambda: PAPER[:40], "is damaged"),
    "scan": ("a.pdf", lambda: office.pdf([[], []], image=True), "run it through OCR"),
    "flate bomb": ("a.pdf", flate_bomb, "unpacks to more than 64 MB"),
    "flate bomb twice": (
        "a.pdf",
        lambda: flate_bomb(b"[/FlateDecode /FlateDecode]", zlib.compress),
        "unpacks to more than 64 MB",
    ),
    "flate bomb in letters": (
        "a.pdf",
        lambda: flate_bomb(b"[/ASCII85Decode /FlateDecode]", lambda d: base64.a85encode(d) + b"~>"),
        "unpacks to more than 64 MB",
    ),
    "no mail": ("a.eml", lambda: b"hello there", "does not begin with a header"),
    "empty mail": ("a.eml", lambda: office.eml("x", "a@b.c", "", attach={"x": b"1"}), "holds no text"),
    "many parts": ("a.eml", lambda: b"Subject: x\n" + b"\nContent-Type: a/b\n" * 3000, "has more than 2,000 parts"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_clear_line(name: str) -> None:
    path, make, said = CASES[name]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF)
    with pytest.raises(ReadError) as caught:
        read(path, data)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 260
    assert after.ru_utime - before.ru_utime < 10
    assert after.ru_maxrss - before.ru_maxrss < 400 << 10


def test_nested_parts_of_mail_do_not_exhaust_the_stack() -> None:
    deep = b"Subject: x\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(1500)
    )
    with pytest.raises(ReadError):
        read("a.eml", deep)


def test_markup_in_text_and_properties_stays_text() -> None:
    evil = "<script>alert(1)</script>"
    found = read(
        "a.docx", docx(para(office.run(f"{evil} has 40 ships.")), {"docProps/core.xml": office.core(evil, evil)})
    )
    assert found.raw == f"{evil} has 40 ships."
    assert found.title == evil


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([("a.docx", GOOD), ("a.odt", OPEN), ("a.pdf", PAPER)]), st.data())
def test_a_damaged_byte_never_ends_in_a_traceback(given_file: tuple[str, bytes], data: st.DataObject) -> None:
    path, good = given_file
    at = data.draw(st.integers(0, len(good) - 1))
    with contextlib.suppress(ReadError):
        read(path, good[:at] + bytes([data.draw(st.integers(0, 255))]) + good[at + 1 :])
