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
