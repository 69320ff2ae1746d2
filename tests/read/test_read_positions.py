"""Every character of the prose has its place in the file, whatever the file holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import GOLD, behind, document, file, sound

from checker.errors import ReadError
from checker.model import Span
from checker.read import READERS, read
from checker.text import line_column, line_starts, raw_span

SUFFIXES = tuple(READERS)
PLAIN = (".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml")  # the others have their text extracted
SCRAPS = [
    "ships ", "40 ", "2.4 million", ". ", "\n", "\n\n", "\r\n", "\r", "**", "*", "_", "`", "```\n", "# ", "## ", "> ",
    "- ", "1. ", "| a | b |\n", "|---|---|\n", "[x](http://a.b)", "[", "](", "![a](b)", "[^1]", "<p>", "</p>", "<li>",
    "<ul>", "</ul>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<b", "<!--", "-->", "<main>", "<h1>", "<script>",
    "&amp;", "&nbsp;", "&#8212;", "&bogus;", "\\$", "\\", "\u00a0", "\u00ad", "\u200b", "\ufeff", "â€™", "β€œ", "Ã©",
    "---\n", "title: x\n", "date: 2025-03-25\n", "25 March 2025", "By Ann Lee\n", "\t", "    ", "café", "日本", "🇯🇵",
    "\x07",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(SUFFIXES))
def test_any_text_is_read_with_sound_positions(text: str, suffix: str) -> None:
    try:
        found = document(text, suffix)
    except ReadError:
        return
    sound(found)
    assert found.raw == text or suffix not in PLAIN
    if found.date_span:
        assert 0 <= found.date_span.start < found.date_span.end <= len(text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(SUFFIXES))
def test_no_bytes_raise_anything_but_a_read_error(data: bytes, suffix: str) -> None:
    try:
        sound(read("note" + suffix, data))
    except ReadError as error:
        reason = error.reason
    else:
        reason = ""
    assert "\n" not in reason


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 200), st.integers(1, 40))
def test_any_span_of_the_prose_lies_in_the_file(text: str, start: int, length: int) -> None:
    try:
        found = document(text, ".md")
    except ReadError:
        return
    start = min(start, len(found.text) - 1)
    span = raw_span(found, Span(start, min(start + length, len(found.text))))
    assert 0 <= span.start <= span.end <= len(found.raw)


def test_line_and_column_count_from_one_in_characters() -> None:
    raw = "first\r\nsécond line\n\nlast"
    starts = line_starts(raw)
    assert starts == [0, 7, 19, 20]
    assert line_column(starts, 0) == (1, 1)
    assert line_column(starts, raw.index("line")) == (2, 8)
    assert line_column(starts, len(raw)) == (4, 5)


@pytest.mark.parametrize(
    ("suffix", "text", "words", "stands"),
    [
        (".md", "They sent **54,000** *US* troops.", "54,000 US troops", "54,000** *US* troops"),
        (".md", "It cost US\\$4.65 billion.", "US$4.65 billion", "US\\$4.65 billion"),
        (".md", "> a figure of 40\n> ships in all\n", "40 ships", "40\n> ships"),
        (".md", "- some\n  [40 ships](http://x.y/a_b) in\n", "some 40 ships", "some\n  [40 ships"),
        (".html", "<p>some&nbsp;54&#44;000 <b>troops</b></p>", "54,000 troops", "54&#44;000 <b>troops"),
        (".html", "<p>caf&eacute; of 40\n   ships", "40 ships", "40\n   ships"),
        (".txt", "The fee is US\\$1.20 now.\nIt was less.", "US$1.20", "US\\$1.20"),
        (".txt", "They keep â€œabout 40â€\u009d ships at sea.", "“about 40”", "â€œabout 40â€\u009d"),
        (".txt", "The cafÃ© pays 40 euros for it.", "café pays", "cafÃ© pays"),
        (".txt", "They keep β€œabout 40” ships at sea.", "“about 40”", "β€œabout 40”"),
        (".txt", "They kept some\u00a040\u00adth ships.", "some 40th", "some\u00a040\u00adth"),
        (".md", "| Port | Ships |\n|--|--|\n| *North* | 4\\|1 |\n", "North | 4|1", "North* | 4\\|1"),
    ],
)  # fmt: skip
def test_the_words_of_the_prose_lead_to_the_file(suffix: str, text: str, words: str, stands: str) -> None:
    found = document(text, suffix)
    sound(found)
    assert behind(found, words) == stands


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ã©tÃ© â€” 3â€“4 â‚¬ at 3Â°C", "été — 3–4 € at 3°C"),
        ("β€™s 40 and Β£5, β‚¬6, 3β€“4", "’s 40 and £5, €6, 3–4"),
        ("Ð¼Ð¾Ñ€Ðµ", "море"),
    ],
)
def test_mojibake_is_repaired(written: str, meant: str) -> None:
    found = document(written, ".txt")
    assert found.text == meant
    assert found.notes
    sound(found)


@pytest.mark.parametrize(
    "text",
    [
        "“CAFÉ” stays. L’été «où» à Genève — É” ok.",
        "Ελλάδα: «40 πλοία» και Β» τέλος.",
        "Москва — «40» судов",
        "Łódź, SÃO PAULO, QUÉBEC’S “40” at 40 °C…",
    ],
)
def test_what_is_no_mojibake_stays(text: str) -> None:
    assert document(text, ".txt").text == text


def test_a_mark_of_byte_order_and_carriage_returns_count_as_characters() -> None:
    found = read("note.md", b"\xef\xbb\xbf# Ports\r\n\r\nForty\r\nships.\r\n")
    assert found.raw[0] == "\ufeff"
    assert found.text == "Ports\n\nForty ships."
    assert behind(found, "Forty ships") == "Forty\r\nships"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold documents are not part of the project")
def test_every_gold_quote_is_read() -> None:
    import yaml

    missing = []
    for expected in sorted(GOLD.rglob("expected.yaml")):
        gold = yaml.safe_load(expected.read_text(encoding="utf-8"))
        items = gold["conflicts"] + (gold.get("traps") or [])
        for evidence in (e for item in items for e in item["evidence"]):
            found = file(expected.parent / "docs" / evidence["doc"])
            start = found.raw.index(evidence["quote"])
            end = start + len(evidence["quote"])
            read_from = {i for r in found.runs for i in range(max(start, r.raw), min(end, r.raw + r.width))}
            if any(i not in read_from and found.raw[i].isalnum() for i in range(start, end)):
                missing.append((evidence["doc"], evidence["quote"]))
    assert not missing


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold documents are not part of the project")
def test_the_gold_documents_have_sound_positions() -> None:
    for path in sorted(GOLD.rglob("docs/*")):
        sound(file(path))
