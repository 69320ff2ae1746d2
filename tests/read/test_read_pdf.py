"""PDF: prose in the order in which it is read, with pages as places."""

import office
from office import Put, column

from checker.model import Document
from checker.read import read


def texts(pages: list[list[Put]]) -> list[str]:
    return blocks(read("proof.pdf", office.pdf(pages)))


def blocks(document: Document) -> list[str]:
    return [document.text[b.span.start : b.span.end] for b in document.blocks]


LEFT = [
    "The port moved forty ships in May and",
    "thirty in June, as its director said to",
    "the press on Monday in the old town,",
    "where she had lived for many years and",
    "had seen the harbour grow from a pier",
    "into the largest of the whole long",
]
RIGHT = [
    "coast. Nobody had thought it possible",
    "when the first crane was put up on the",
    "quay, and few had wanted it there at",
    "all. Today it gives work to ten thou-",
    "sand people in the town and around it",
    "and pays a third of what it spends.",
]
READ = " ".join([*LEFT, *RIGHT]).replace("thou- sand", "thousand")


def test_two_columns_are_read_one_after_the_other() -> None:
    page = [*column(60, 700, LEFT), *column(310, 700, RIGHT)]
    assert texts([page]) == [READ]


def test_columns_are_found_also_where_the_file_runs_across_them() -> None:
    page = [*column(60, 700, LEFT), *column(310, 700, RIGHT)]
    assert texts([sorted(page, key=lambda p: (-p[1], p[0]))]) == [READ]


def test_a_title_across_both_columns_comes_first() -> None:
    page = [
        *column(60, 700, LEFT),
        *column(310, 700, RIGHT),
        (60, 740, 20, "B", "A port on the coast and its long rise"),
    ]
    assert texts([page]) == ["A port on the coast and its long rise", READ]


def test_a_table_is_no_pair_of_columns() -> None:
    rows = [("Port", "Ships"), ("Northgate", "41"), ("Saltholm", "32"), ("Easthaven", "28"), ("Grimness", "12")]
    page = [(60.0 + 200 * j, 700.0 - 14 * i, 10.0, "F", c) for i, row in enumerate(rows) for j, c in enumerate(row)]
    assert texts([page]) == ["Port | Ships", "Northgate | 41", "Saltholm | 32", "Easthaven | 28", "Grimness | 12"]


def test_running_heads_and_page_numbers_are_left_out_and_pages_are_places() -> None:
    words = ("Forty ships lie here.", "Thirty sail to the coast.", "Ten of them burn.")
    found = read(
        "proof.pdf",
        office.pdf(
            [
                [(60, 815, 8, "F", f"Harbour Review {n} May"), (60, 700, 10, "F", text), (290, 30, 8, "F", f"- {n} -")]
                for n, text in enumerate(words, 1)
            ]
        ),
    )
    assert blocks(found) == list(words)
    assert [label for _, label in found.places] == ["page 1", "page 2", "page 3"]


def test_a_line_at_the_top_of_one_page_alone_stays() -> None:
    assert texts([[(60, 815, 10, "F", "Forty ships lie here.")], [(60, 815, 10, "F", "Thirty sail.")]]) == [
        "Forty ships lie here.",
        "Thirty sail.",
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    found = read(
        "p.pdf",
        office.pdf([column(60, 100, ["The port moved forty ships in May and"]), column(60, 780, ["ten in June."])]),
    )
    assert blocks(found) == ["The port moved forty ships in May and ten in June."]
    at = found.raw.index("ten")
    assert found.places == ((0, "page 1"), (at, "page 2"))


def test_a_compound_keeps_its_hyphen_and_a_cut_word_does_not() -> None:
    lines = ["A long-term lease of the port and the har-", "bour was signed. It is a long-", "term lease."]
    assert texts([column(60, 700, lines)]) == [
        "A long-term lease of the port and the harbour was signed. It is a long-term lease."
    ]


def test_footnotes_come_behind_the_text_and_their_marks_nowhere() -> None:
    page: list[Put] = [
        (60, 700, 10, "F", "The port moved 250"), (147, 704, 6, "F", "1"), (152, 700, 10, "F", "ships in May and the"),
        (60, 688, 10, "F", "director was glad of it, as she"),
        (60, 110, 8, "F", "1 It had moved 240 in April."),
    ]  # fmt: skip
    assert texts([page, [(60, 780, 10, "F", "told the press.")]]) == [
        "The port moved 250 ships in May and the director was glad of it, as she told the press.",
        "1 It had moved 240 in April.",
    ]


def test_what_is_left_out_is_told_with_its_page() -> None:
    pages = [
        [(60, 700, 10, "F", "Forty ships lie here.")],
        [(60, 700, 14, "B", "References"), (60, 670, 10, "F", "Port.")],
    ]
    assert read("proof.pdf", office.pdf(pages)).notes == ("page 2: left out the section 'References'",)


def test_pages_without_text_are_named() -> None:
    found = read("proof.pdf", office.pdf([[(60, 700, 10, "F", "Forty ships lie here.")], []], image=True))
    assert found.notes == ("page 2 holds no text (a scan?)",)
