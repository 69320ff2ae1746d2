"""The sample text in the formats that are no text files: run this to write them to ``fixtures``."""

from pathlib import Path

import office

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"
_BY = "By Maren Oldfield, 12 June 2025"
_TITLE = "Grain, gas and a strait"
_FIRST = (
    "The corridor moved 2.4 million tonnes of wheat in May, the port authority said on Monday. "
    "That is 15 per cent more than in April."
)
_SAID = '"We have never loaded so much in one month," said its director, Petra Lunde.'
_AGREED = "What was agreed"
_ITEMS = (
    "Inspections are to take no longer than 36 hours.",
    "The fee is US$1.20 a tonne, down from US$1.50.",
    "The agreement runs until 31 March 2027.",
)
_ROWS = (("Port", "Ships in May", "Share"), ("Northgate", "41", "56 %"), ("Saltholm", "32", "44 %"))
_LAST = ("Ankara & Bucharest will each send about 250 inspectors", ". The M-7 lane stays shut.")
_PULLED = "We have never loaded so much in one month"
_REFERENCE = "Port authority, monthly note, 2025."


def made() -> dict[str, bytes]:
    """Names of the files and what they hold."""
    page = (FORMATS / "sample.html").read_text("utf-8")
    return {
        "sample.docx": _docx(),
        "sample.odt": _odt(),
        "sample.pdf": _pdf(),
        "sample.eml": office.eml(
            _TITLE,
            "Maren Oldfield <maren@example.org>",
            "Thu, 12 Jun 2025 07:30:00 +0200",
            html=page,
            plain="This letter is made for readers of HTML.\n",
        ),
        "sample.mhtml": office.mhtml(page, subject=_TITLE, date="Mon, 3 Nov 2025 10:00:00 -0000"),
    }


def _docx() -> bytes:
    run, para = office.run, office.para
    taken_out = '<w:del w:id="7" w:author="A"><w:r><w:delText>about 14 per cent</w:delText></w:r></w:del>'
    put_in = f'<w:ins w:id="8" w:author="A">{run("15 per cent")}</w:ins>'
    before, after = _FIRST.split("15 per cent")
    raised = '<w:vertAlign w:val="superscript"/>'
    body = [
        para(_TITLE, "Title"),
        para(_BY),
        para(run(before) + taken_out + put_in + run(after)),
        para(_SAID),
        para(_AGREED, "Heading2"),
        *(para(one, "ListBullet") for one in _ITEMS),
        office.table(_ROWS),
        para(run(_LAST[0]) + run("1", raised) + run(_LAST[1])),
        para(_PULLED, "Quote"),
        para("References", "Heading2"),
        para(_REFERENCE),
    ]
    return office.docx(
        "".join(body), {"docProps/core.xml": office.core("Corridor v3.docx", "python-docx", "2013-12-23")}
    )


def _odt() -> bytes:
    rows = "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in _ROWS
    )  # fmt: skip
    head, _, rest = rows.partition("</table:table-row>")
    items = "".join(f"<text:list-item><text:p>{one}</text:p></text:list-item>" for one in _ITEMS)
    body = [
        f'<text:p text:style-name="P1">{_TITLE}</text:p><text:p>{_BY}</text:p>',
        f"<text:p>{_FIRST.replace(' wheat ', '<text:s/><text:span>wheat</text:span> ')}</text:p>",
        f"<text:p>{_SAID}</text:p>",
        f'<text:h text:outline-level="2">{_AGREED}</text:h><text:list>{items}</text:list>',
        f"<table:table><table:table-header-rows>{head}</table:table-row></table:table-header-rows>{rest}</table:table>",
        f"<text:p>{_LAST[0].replace('&', '&amp;')}{_LAST[1]}</text:p>",
        f'<text:p text:style-name="Quotations">{_PULLED}</text:p>',
        f'<text:h text:outline-level="2">References</text:h><text:p>{_REFERENCE}</text:p>',
    ]
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    return office.odt("".join(body), styles=styles, title=_TITLE, creator="Maren Oldfield", day="2025-06-10")


def _pdf() -> bytes:
    head = [(60.0, 810.0, 8.0, "F", "Harbour Street Notes"), (480.0, 810.0, 8.0, "F", "Issue 12")]
    one = [
        *head,
        (60, 760, 20, "B", _TITLE),
        (60, 730, 10, "F", _BY),
        *office.column(60, 700, [
            "The corridor moved 2.4 million tonnes of wheat in May, the port author-",
            "ity said on Monday. That is 15 per cent more than in April.",
        ]),
        *office.column(60, 664, [_SAID]),
        (60, 630, 13, "B", _AGREED),
        *((x, 600 - 16 * i, 10, "F", t) for i, one in enumerate(_ITEMS) for x, t in ((66.0, "\u2022"), (80.0, one))),
        *((60 + 120 * j, 540 - 14 * i, 10, "F", c) for i, row in enumerate(_ROWS) for j, c in enumerate(row)),
        (60, 470, 10, "F", "Ankara & Bucharest will each send about 250 inspec-"),
        (290, 30, 9, "F", "1"),
    ]  # fmt: skip
    two = [
        *head,
        (60, 760, 10, "F", "tors"),
        (76.7, 764, 6, "F", "1"),
        (80, 760, 10, "F", ". The M-7 lane stays shut."),
        (60, 730, 13, "B", "References"),
        (60, 706, 10, "F", _REFERENCE),
        (290, 30, 9, "F", "2"),
    ]
    return office.pdf([one, two], info="/Title (sample.indd) /CreationDate (D:20250613080000Z)")


def broken() -> dict[str, bytes]:
    """Files that cannot be read."""
    good = _docx()
    entity = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    return {
        "cut.docx": good[: len(good) // 2],
        "entity.docx": office.docx("", {"word/styles.xml": entity}),
        "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "scan.pdf": office.pdf([[], []], image=True),
        "page.eml": b"<html><body>No head.</body></html>\n",
    }


if __name__ == "__main__":
    for name, data in made().items():
        (FORMATS / name).write_bytes(data)
    for name, data in broken().items():
        (FORMATS.parent / "broken" / name).write_bytes(data)
