"""The draft of the editors' guide: run this to write it to ``fixtures``."""

import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures" / "editors"
sys.path.insert(0, str(Path(__file__).parent / "read"))

import office  # noqa: E402

_LARGE = '<w:b/><w:sz w:val="36"/>'
_SMALLER = '<w:b/><w:sz w:val="26"/>'
_TITLE = "What the eastern flank costs"
_BY = "By Maren Oldfield, 10 March 2025"


def made() -> dict[str, bytes]:
    """Names of the files and what they hold."""
    return {"draft.docx": _draft(), "archive/2025-03-proof.pdf": _proof()}


def _draft() -> bytes:
    run, para = office.run, office.para
    taken_out = '<w:del w:id="7" w:author="M. Oldfield"><w:r><w:delText>12,000</w:delText></w:r></w:del>'
    put_in = f'<w:ins w:id="8" w:author="M. Oldfield">{run("14,000")}</w:ins>'
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    body = [
        para(run(_TITLE, _LARGE), "Title"),
        para(_BY),
        para(
            run("The United States keeps ") + taken_out + put_in + run(" troops in Poland, more than it ever had.")
            + run(" The defence agreement was signed on Friday, 15 August 2020, and runs for ten years.") + note
        ),
        para(run("Who pays", _SMALLER), "Heading1"),
        para("Warsaw has pledged to spend 4.7 per cent of GDP on defence in 2025. "
             "The brigade in the west of the country costs 300 million dollars a year."),
        para("Germany imported 68 billion cubic metres of gas in 2024."),
    ]  # fmt: skip
    footnotes = office.notes("footnote", ["Some 10,000 American troops were in Poland in 2023."])
    extra = {"word/footnotes.xml": footnotes, "docProps/core.xml": office.core(_TITLE, "Maren Oldfield", "2025-03-10")}
    return office.docx("".join(body), extra)


def _proof() -> bytes:
    text = [
        "The talks on a base opened in Warsaw on Monday. The brigade in the west of the country",
        "costs 450 million dollars a year. The United States has 10,000 troops in Poland.",
    ]
    page = [
        (60.0, 760.0, 20.0, "B", "A brigade on loan"),
        (60, 730, 10, "F", "By Petra Lunde, 4 March 2025"),
        *office.column(60, 700, text),
        (290, 30, 9, "F", "7"),
    ]
    return office.pdf([page], info="/Title (A brigade on loan)")


if __name__ == "__main__":
    for name, data in made().items():
        (FOLDER / name).write_bytes(data)
