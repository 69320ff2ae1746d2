"""Newsletters and saved pages: the text, and what the head of the message knows of it."""

import office

from checker.engine import iso
from checker.read import read

DAY = "Thu, 12 Jun 2025 23:30:00 +0200"
PAGE = (
    "<html><body><h1>A strait</h1><p>The port moved 2.4&nbsp;million tonnes, a caf\u00e9 owner said.</p></body></html>"
)


def test_head_and_text_of_a_newsletter() -> None:
    found = read(
        "a.eml", office.eml("The week", "Ann Lee <ann@example.org>", DAY, html=PAGE, plain="Read this online.")
    )
    assert found.raw == "A strait\n\nThe port moved 2.4 million tonnes, a caf\u00e9 owner said."
    assert (found.title, found.author, iso(found.date)) == ("A strait", "Ann Lee", "2025-06-12")


def test_a_letter_in_plain_text_without_the_one_that_it_answers() -> None:
    plain = "Forty ships lie here.\n\n> Thirty ships lie here.\n"
    found = read("a.eml", office.eml("Re: The week", "ann@example.org", DAY, plain=plain, attach={"x.bin": b"1"}))
    assert found.raw == "Forty ships lie here."
    assert (found.title, found.author) == ("The week", "ann@example.org")
    assert found.notes == ("left out 1 attached file",)


def test_a_character_set_that_is_named_is_followed() -> None:
    head = b"Subject: =?iso-8859-1?q?Caf=E9?=\nContent-Type: text/plain; charset="
    for name in (b"iso-8859-1", b"no-such-set", b"utf-8"):
        found = read("a.eml", head + name + b"\nContent-Transfer-Encoding: 8bit\n\nThe caf\xe9 has 40 seats.\n")
        assert (found.title, found.raw) == ("Caf\u00e9", "The caf\u00e9 has 40 seats.")


def test_the_day_on_which_a_page_was_saved_is_not_its_day() -> None:
    saved = office.mhtml(PAGE, subject="A strait | Harbour", date="Mon, 3 Nov 2025 10:00:00 -0000")
    assert iso(read("a.mhtml", saved).date) is None
    dated = PAGE.replace("</h1>", "</h1><p class='byline'>By Ann Lee, 12 June 2025</p>")
    assert iso(read("a.mhtml", office.mhtml(dated, subject="x", date=DAY)).date) == "2025-06-12"


def test_a_newsletter_laid_out_with_tables_keeps_its_headings_and_hides_what_is_hidden() -> None:
    long = "The port moved 2.4 million tonnes of wheat in May, its director said, " * 5
    page = (
        "<html><head><title>The week</title></head><body><div style='display: none'>Only 99 ships</div>"
        "<table><tr><td><table><tr><td><h1>A strait</h1></td></tr>"
        "<tr><td><h2>Grain</h2><ul><li>Ten ships burn.</li></ul>"
        f"<p>{long}</p></td><td><p>Forty lie here.</p></td></tr></table></td></tr></table></body></html>"
    )
    found = read("a.eml", office.eml("The week", "ann@example.org", DAY, html=page))
    assert [b.kind for b in found.blocks] == ["title", "heading", "item", "paragraph", "paragraph"]
    assert found.title == "A strait"
    assert "99" not in found.raw
