"""Whatever a Word file holds, a comment goes where the claim stands and nothing else changes."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "read"))

from office import docx, notes, para, run, table
from test_docx import commented, marked

from checker.errors import ReadError
from checker.read import read
from checker.read.docx import draft

_WORDS = st.sampled_from(["40 ships ", "a", " ", "|", "Ten. ", "café ", "1", "日本", " | ", "x\u00a0y", "54,000"])
_FORMS = st.sampled_from(["", "<w:b/>", "<w:vanish/>"])
_SINGLE = st.sampled_from(
    [
        "<w:r><w:tab/></w:r>",
        "<w:r><w:t>A</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c d</w:t></w:r>",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        "<w:r><w:lastRenderedPageBreak/><w:t>next</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        run("1", '<w:vertAlign w:val="superscript"/>'),
        run("th", '<w:vertAlign w:val="superscript"/>'),
        '<w:bookmarkStart w:id="9" w:name="n"/>',
        "<!-- a comment in the markup -->",
    ]
)
_RUN = st.builds(run, _WORDS, _FORMS)
_WRAP = st.sampled_from(
    [
        "{}", '<w:ins w:id="1">{}</w:ins>', "<w:hyperlink>{}</w:hyperlink>", '<w:del w:id="2">{}</w:del>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", '<w:moveFrom w:id="3">{}</w:moveFrom>',
        "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p>{0}</w:p></w:txbxContent></wps:txbx>"
        "</mc:Choice><mc:Fallback><w:pict><w:p>{0}</w:p></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    ]
)  # fmt: skip
_INLINE = st.lists(st.one_of(_RUN, _SINGLE, st.builds(str.format, _WRAP, _RUN)), min_size=1, max_size=6).map("".join)
_FORM = st.sampled_from(
    ["", '<w:rPr><w:del w:id="4"/></w:rPr>', '<w:framePr w:dropCap="drop"/>', '<w:outlineLvl w:val="1"/>']
)
_STYLE = st.sampled_from(["", "Title", "Heading1", "ListBullet", "TOC1", "Quote"])
_PARAGRAPH = st.builds(para, _INLINE, _STYLE, _FORM)
_TABLE = st.lists(
    st.lists(st.one_of(st.just(""), _WORDS, _INLINE), min_size=1, max_size=3), min_size=1, max_size=3
).map(table)
_BODY = st.lists(st.one_of(_PARAGRAPH, _PARAGRAPH, _TABLE), min_size=1, max_size=6).map("".join)
_NOTES = {"word/footnotes.xml": notes("footnote", ["It had 38 ships.", "Ten of 40."])}


@settings(max_examples=200, deadline=None)
@given(_BODY, st.data())
def test_comments_stand_where_the_text_stands(body: str, data: st.DataObject) -> None:
    before = docx(body, _NOTES)
    try:
        found = read("a.docx", before)
    except ReadError:  # no text in it
        return
    made = draft("a.docx", before)
    assert made.raw == found.raw
    assert all((element.text or "-")[k] == found.raw[at] for at, element, k in made.marks)
    words = [word for word in found.raw.split() if word.strip("|")]
    quotes = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4)) if words else []
    after = commented(before, *quotes)
    assert read("a.docx", after).raw == found.raw
    if quotes:
        assert len(marked(after)) == len(quotes)


@pytest.mark.parametrize("at", range(12))
def test_a_comment_may_begin_and_end_anywhere(at: int) -> None:
    text = "ab cd ef gh ij kl"
    quote = text[at : at + 5].strip()
    assert marked(commented(docx(para(text)), quote)) == [quote]
