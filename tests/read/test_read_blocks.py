"""What is prose and what is not, in each format."""

import pytest
from reading import blocks, document, sound


def test_markdown_blocks() -> None:
    text = """# Ports

First *line*
second line.

- one
  - two
    still two
- three

1) four

> said

**Pseudo heading**

| A | B |
|---|---|
| 1 | 2 |

```
code 7
```

<!-- comment
8 -->

<div>in <b>html</b></div>

Setext
------

Last[^2] with `F-35` and <https://a.b/9> ![image](x.png) &amp; \\* done.

[ref]: http://example.org/10
"""
    assert blocks(text) == [
        ("title", "Ports"),
        ("paragraph", "First line second line."),
        ("item", "one"),
        ("item", "two still two"),
        ("item", "three"),
        ("item", "four"),
        ("quote", "said"),
        ("heading", "Pseudo heading"),
        ("row", "A | B"),
        ("row", "1 | 2"),
        ("paragraph", "in html"),
        ("heading", "Setext"),
        ("paragraph", "Last with F-35 and & * done."),
    ]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        ("snake_case_name and __init__", "snake_case_name and init"),
        ("**bold *both* bold**", "bold both bold"),
        ("***all*** of it", "all of it"),
        ("a ~~struck *out*~~ word, ~40 ships", "a word, ~40 ships"),
        ("[a **b** c](http://x.y 'title') d", "a b c d"),
        ("[sic] and [40] stay", "[sic] and [40] stay"),
        ("[linked][ref] text\n\n[ref]: http://x.y", "linked text"),
        ("from 3<5 to 5>3", "from 3<5 to 5>3"),
        ("line  \nbreak\\\nbreak<br>break", "line break break break"),
        ("see www.example.org/2024, then go", "see , then go"),
        ("base-\ncost talks", "base-cost talks"),
        ("unclosed `tick and **star", "unclosed `tick and **star"),
    ],
)
def test_markdown_inline(text: str, prose: str) -> None:
    assert document(text).text == prose


def test_html_keeps_the_main_content() -> None:
    text = """<html><body><header><div class="logo">Site 24</div><h1>Title</h1></header>
<div class="top-nav">One | Two</div><main><p>By the sea, <i>40</i> ships.<p>Second<br>line</p>
<ul><li><p>item <b>1</b></p><ol><li>nested 2</ol></li></ul><dl><dt>Term<dd>Meaning 3</dl>
<blockquote>quote 4</blockquote><figure><img alt="9"><figcaption>caption 5</figcaption></figure>
<div class="related-stories">Other 6</div><form>Mail 7 <button>Go</button></form></main>
<div>outside 8</div><footer>foot 9</footer></body></html>"""
    assert blocks(text, ".html") == [
        ("title", "Title"),
        ("paragraph", "By the sea, 40 ships."),
        ("paragraph", "Second line"),
        ("item", "item 1"),
        ("item", "nested 2"),
        ("item", "Term"),
        ("item", "Meaning 3"),
        ("quote", "quote 4"),
        ("paragraph", "caption 5"),
    ]


def test_html_whose_classes_leave_nothing_is_read_whole() -> None:
    assert document('<div class="newsletter"><p>The port moved 40 ships in all.</p></div>', ".html").text == (
        "The port moved 40 ships in all."
    )


def test_plain_text_joins_wrapped_lines_only() -> None:
    text = """PORT NOTES
By Ann Lee
Oslo, 9 July 2025

Forty ships left the harbour of the northern port in May, a tenth more than
in the month before, when there had been 36. The list of the port has exactly
40. The others were turned away and went to the ports of the south, it says,
- as before.

* first item that
  goes on
* second item

KARL: Was it 40?
"""
    assert blocks(text, ".txt") == [
        ("title", "PORT NOTES"),
        ("byline", "By Ann Lee"),
        ("byline", "Oslo, 9 July 2025"),
        (
            "paragraph",
            "Forty ships left the harbour of the northern port in May, a tenth more than in the month before, when "
            "there had been 36. The list of the port has exactly 40. The others were turned away and went to the ports "
            "of the south, it says,",
        ),
        ("item", "as before."),
        ("item", "first item that goes on"),
        ("item", "second item"),
        ("paragraph", "KARL: Was it 40?"),
    ]


def test_plain_text_of_one_line_a_paragraph() -> None:
    long = "Forty ships left the port in May, which is a tenth more than in the month before, " * 2
    assert [k for k, _ in blocks(f"A short head\n{long}first.\n{long}second.\n", ".txt")] == [
        "title", "paragraph", "paragraph",
    ]  # fmt: skip


def test_a_pull_quote_counts_once() -> None:
    text = """> "Forty ships is all we have left," she said.

She had asked for more. "Forty ships is all we have left," she said. Nobody answered.

Forty ships is all we have left.
"""
    found = document(text)
    assert [b.kind for b in found.blocks] == ["paragraph", "paragraph"]
    assert found.notes == ("line 1: left out a block that repeats another",)


def test_a_section_of_references_is_left_out() -> None:
    text = "# A\n\nText.\n\n## References\n\n- Lee 2020, 40 pages\n\n### Books\n\nMore\n\n## Annex\n\nKept."
    assert [t for _, t in blocks(text)] == ["A", "Text.", "Annex", "Kept."]
    assert [t for _, t in blocks("# A\n\n## Notes\n\nForty ships.")] == ["A", "Notes", "Forty ships."]
    assert [t for _, t in blocks("# A\n\n## Notes\n\n[1] Lee, p. 4.")] == ["A"]


def test_blocks_with_the_same_words_but_other_figures_stay() -> None:
    assert len(blocks("The port moved 40 ships in May of 2024.\n\nThe port moved 41 ships in May of 2024.")) == 2


def test_html_tables_keep_empty_cells_and_layout_tables_are_no_rows() -> None:
    table = "<table><tr><th>Port<th>May<th>June<tr><td>North<td><td><p>41</p><p>ships</p></table>"
    row = document(table, ".html").blocks[1]
    assert row.header == ("Port", "May", "June")
    assert [c.end - c.start for c in row.cells] == [5, 0, 8]
    long = "Forty ships left. " * 20
    layout = f"<table><tr><td>Menu</td><td><p>{long}</p><table><tr><td>1<td>2</table>end</td></tr></table>"
    assert [k for k, _ in blocks(layout, ".html")] == ["paragraph", "paragraph", "row", "paragraph"]


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
def test_the_mark_of_a_note_does_not_join_a_figure(suffix: str) -> None:
    text = "There were 250<sup>1</sup> ships on 40 km<sup>2</sup> in the 19<sup>th</sup> year."
    assert document(text, suffix).text == "There were 250 ships on 40 km2 in the 19th year."


def test_a_bar_between_cells_never_passes_for_the_text_of_the_file() -> None:
    for gap in (" | ", " \t|", "|", "\t|\t", "  |  "):
        sound(document(f"North{gap}40{gap}x\nSouth{gap}41{gap}y\n", ".txt"))
