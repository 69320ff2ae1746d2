"""Word and OpenDocument: what an editor sees is read, once and in order, and each stretch has its place."""

import office
import pytest
from office import docx, notes, odt, para, run, table

from checker.model import Document
from checker.read import read


def word(body: str, extra: dict[str, str] | None = None) -> Document:
    return read("draft.docx", docx(body, extra))


def texts(document: Document) -> list[str]:
    return [document.text[b.span.start : b.span.end] for b in document.blocks]


def place(document: Document, words: str) -> str:
    at = document.raw.index(words)
    return [label for start, label in document.places if start <= at][-1]


PLAIN = para("The fleet has 40 ships.")


def test_headings_items_and_quotes_by_their_styles() -> None:
    found = word(
        para("A strait", "Title")
        + para("Ships", "Heading1")
        + para("The fleet has 40 ships.")
        + para("Ten of them sail.", "ListBullet")
        + para("We sail.", form='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>')
        + para("Nobody sails, he said.", "Quote")
        + para("1 Ships 4", "TOC1")
    )
    assert [(b.kind, b.level) for b in found.blocks] == [
        ("title", 1), ("heading", 1), ("paragraph", 0), ("item", 1), ("item", 2), ("quote", 0)
    ]  # fmt: skip
    assert "1 Ships 4" not in found.raw


def test_tracked_changes_are_read_as_accepted_and_said_so() -> None:
    struck = '<w:del w:id="1"><w:r><w:delText>30</w:delText></w:r></w:del>'
    found = word(para(run("The fleet has ") + struck + f'<w:ins w:id="2">{run("40")}</w:ins>' + run(" ships.")))
    assert texts(found) == ["The fleet has 40 ships."]
    assert found.notes == ("tracked changes are read as accepted (1 put in, 1 taken out)",)
    assert word(PLAIN).notes == ()


def test_a_paragraph_mark_taken_out_joins_two_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert texts(word(para("The fleet has ", form=mark) + para("40 ships."))) == ["The fleet has 40 ships."]


def test_a_moved_passage_is_read_where_it_went() -> None:
    moved = f'<w:moveFrom w:id="1">{run("In May. ")}</w:moveFrom>'
    here = f'<w:moveTo w:id="2">{run(" In May.")}</w:moveTo>'
    assert texts(word(para(moved + run("The fleet has 40 ships.") + here))) == ["The fleet has 40 ships. In May."]


def test_comments_are_kept_out_and_counted() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    comment = f'<w:comments xmlns:w="{office.W}"><w:comment w:id="0">{para("Or 41 ships?")}</w:comment></w:comments>'
    found = word(para(run("The fleet has 40 ships.") + mark), {"word/comments.xml": comment})
    assert found.raw == "The fleet has 40 ships."
    assert found.notes == ("left out 1 comment",)


def test_a_table_has_rows_with_heads_and_places() -> None:
    found = word(PLAIN + table([["Port", "Ships"], ["Northgate", "41"], ["Saltholm", ""]]))
    assert [b.header for b in found.blocks[1:]] == [(), ("Port", "Ships"), ("Port", "Ships")]
    assert texts(found)[2] == "Northgate | 41"
    assert place(found, "Northgate") == "table 1, row 2"
    assert place(found, "The fleet") == "paragraph 1"


def test_a_row_that_is_taken_out_is_not_read() -> None:
    made = table([["Port", "Ships"], ["Northgate", "41"], ["Saltholm", "32"]])
    gone = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>'
    found = word(made[::-1].replace("<w:tr>"[::-1], gone[::-1], 1)[::-1])
    assert texts(found) == ["Port | Ships", "Northgate | 41"]


def test_notes_stand_behind_the_text_and_their_marks_nowhere() -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    found = word(
        para(run("The fleet has 40") + mark + run(" ships.") + end),
        {
            "word/footnotes.xml": notes("footnote", ["Nobody points here.", "It had 38 in May."]),
            "word/endnotes.xml": notes("endnote", ["By the port's count."]),
        },
    )
    assert texts(found) == ["The fleet has 40 ships.", "It had 38 in May.", "By the port's count."]
    assert place(found, "It had") == "footnote 1"
    assert place(found, "By the") == "endnote 1"


def test_a_text_box_is_read_once_though_it_stands_in_the_file_twice() -> None:
    box = f"<w:txbxContent>{para('Ten ships burn.')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = word(para(run("The fleet has 40 ships.") + both))
    assert texts(found) == ["The fleet has 40 ships.", "Ten ships burn."]
    assert place(found, "Ten") == "text box at paragraph 1"


def test_field_codes_and_hidden_text_are_not_read() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE 99</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("40") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = word(para(run("The fleet has ") + field + run(" ships.") + run(" Ha 41!", "<w:vanish/>")))
    assert found.raw == "The fleet has 40 ships."
    assert found.notes == ("left out 1 hidden passage",)


@pytest.mark.parametrize(("mark", "kept"), [("1", "250 men."), ("th", "250th men.")])
def test_a_raised_number_is_a_note_and_a_raised_ending_is_not(mark: str, kept: str) -> None:
    raised = run(mark, '<w:vertAlign w:val="superscript"/>')
    assert texts(word(para(run("They sent 250") + raised + run(" men."))))[0] == f"They sent {kept}"


@pytest.mark.parametrize(
    ("created", "byline", "day"),
    [
        ("2025-03-20", "", "2025-03-20"),
        ("2025-03-20", "By Ann Lee, 12 March 2025", "2025-03-12"),
        ("", "", None),
    ],
)
def test_the_properties_give_way_to_the_byline(created: str, byline: str, day: str | None) -> None:
    from checker.engine import iso

    found = word(para("A strait", "Title") + para(byline) + PLAIN, {"docProps/core.xml": office.core("", "", created)})
    assert iso(found.date) == day
    assert found.notes == (("dated 2025-03-20 by the properties of the file",) if day == "2025-03-20" else ())


@pytest.mark.parametrize(("year", "day"), [("2024", "2025-03-20"), ("2022", None)])
def test_an_old_text_in_a_new_file_has_not_the_day_of_the_file(year: str, day: str | None) -> None:
    from checker.engine import iso

    found = word(para(f"The fleet had 40 ships in {year}."), {"docProps/core.xml": office.core("", "", "2025-03-20")})
    assert iso(found.date) == day


def test_names_that_software_makes_up_are_no_title_and_no_author() -> None:
    made = word(PLAIN, {"docProps/core.xml": office.core("Microsoft Word - draft7.doc", "Windows User")})
    named = word(PLAIN, {"docProps/core.xml": office.core("A strait", "Ann Lee")})
    assert (made.title, made.author) == (None, None)
    assert (named.title, named.author) == ("A strait", "Ann Lee")


def test_opendocument_notes_boxes_changes_and_comments() -> None:
    found = read(
        "draft.odt",
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>30</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            "<text:p>The fleet has<text:s/><text:change/>40<text:note text:note-class='footnote'><text:note-citation>1"
            "</text:note-citation><text:note-body><text:p>It had 38.</text:p></text:note-body></text:note> ships."
            "<office:annotation><text:p>Or 41?</text:p></office:annotation>"
            "<draw:frame><draw:text-box><text:p>Ten burn.</text:p></draw:text-box></draw:frame></text:p>"
            "<text:table-of-content><text:p>1 Ships 4</text:p></text:table-of-content>"
        ),
    )
    assert texts(found) == ["The fleet has 40 ships.", "Ten burn.", "It had 38."]
    assert [label for _, label in found.places] == ["paragraph 1", "text box at paragraph 1", "footnote 1"]
    assert found.notes == (
        "tracked changes are read as accepted (0 put in, 1 taken out)",
        "left out 1 comment",
    )


def test_pages_are_named_where_word_says_where_they_break() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    found = word(
        para("The fleet has 40 ships.")
        + para(run("Ten burn and") + turn + run("two sail."))
        + para(turn + run("None is lost."))
        + table([["Port", "41"], ["Pier", "32"]])
    )
    assert [label for _, label in found.places] == [
        "page 1, paragraph 1",
        "page 1, paragraph 2",
        "page 3, paragraph 3",
        "page 3, table 1, row 1",
        "page 3, table 1, row 2",
    ]
