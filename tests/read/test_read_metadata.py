"""Title, author and date of a document, and what is no date of a document."""

from datetime import date

import pytest
from reading import document

from checker.model import Document

PROSE = "\n\nForty ships left the port in May, said the port authority, and the harbour was quiet after that.\n"


def day(found: Document) -> str | None:
    return date.fromordinal(found.date.first).isoformat() if found.date and found.date.first else None


@pytest.mark.parametrize(
    "head",
    [
        "By Ann Lee\nJuly 3, 2025",
        "Ann Lee, 3 July 2025",
        "LONDON/DUBAI, July 3, 2025 - Forty ships left.",
        "OSLO (July 3, 2025) -- Forty ships left.",
        "NEW YORK, Thursday, 3 July 2025 (Wire) — Forty ships left.",
        "Published 3 July 2025. The retired captain, 59, spent 34 years at sea. Interview by Karl Ek.",
        "A talk recorded on 3 July 2025",
        "A fortnightly look at the ports of the north, for people who read the footnotes. 3 July 2025.",
        "Last updated: 2025-07-03. Entry 7.",
        "PORT BRIEF 2025/19                3 July 2025",
        "Thursday, 3rd July, 2025",
    ],
)
def test_the_lines_at_the_top_give_the_date(head: str) -> None:
    found = document("Port notes\n\n" + head + PROSE, ".txt")
    assert day(found) == "2025-07-03"
    assert found.date_span is not None
    assert "2025" in found.raw[found.date_span.start : found.date_span.end]


@pytest.mark.parametrize(
    "head",
    [
        "On 3 July 2025, the port authority told the ministers of the north that forty ships had left.",
        "The treaty was signed on 3 July 2025 in the town hall of the port, before forty ministers of the north.",
        "The ceasefire of 3 July 2025",
        "Forty ships left on 03/07/2025",
        "OSLO, July 3 (Wire) - Forty ships left.",
        "- 3 July 2025: forty ships left",
        "31 June 2025",
    ],
)
def test_a_date_in_the_prose_is_not_the_date_of_the_document(head: str) -> None:
    assert day(document("Port notes\n\n" + head + PROSE, ".txt")) is None


def test_a_labelled_date_at_the_end() -> None:
    assert day(document("Port notes" + PROSE * 5 + "\n\nPublished on 3 July 2025.\n", ".txt")) == "2025-07-03"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2025-07-03T10:00:00+02:00">', "2025-07-03"),
        ('<meta name="date" content="2025-07-03">', "2025-07-03"),
        ('<body><time datetime="2025-07-03">last week</time>', "2025-07-03"),
        ('<body><p class="byline">Port desk, <i>The Ledger</i> &middot; July&nbsp;3, 2025</p>', "2025-07-03"),
        ("<body><table><tr><td>BRIEF</td><td>3 July 2025</td></tr></table>", "2025-07-03"),
        ('<script type="application/ld+json">{"datePublished": "2025-07-03T08:00Z"}</script>', "2025-07-03"),
        ("<body><p>The talks opened on 3 July 2025 in Oslo.</p>", None),
    ],
)
def test_html_dates(head: str, expected: str | None) -> None:
    assert day(document(f"<html lang='en-GB'>{head}<p>Forty ships left.</p>", ".html")) == expected


def test_front_matter() -> None:
    text = """---
title: "Ports: a note"
authors: [Ann Lee, Karl Ek]
publisher: >
  Harbour
  Street
date: 2025-07-03 # draft
tags: {a: [1, 2]}
lang: en-GB
---
Forty ships left on 1 May 2024.
"""
    found = document(text)
    assert (found.title, found.author, found.publisher, found.language) == (
        "Ports: a note", "Ann Lee, Karl Ek", "Harbour Street", "en-GB",
    )  # fmt: skip
    assert day(found) == "2025-07-03"
    assert found.date_span
    assert found.raw[found.date_span.start : found.date_span.end] == "2025-07-03"
    assert found.text == "Forty ships left on 1 May 2024."


@pytest.mark.parametrize(
    ("written", "grain", "days"),
    [("2025", "year", 365), ("March 2025", "month", 31), ("2024-02", "month", 29), ('"3 July 2025"', "day", 1)],
)
def test_a_date_field_of_any_grain(written: str, grain: str, days: int) -> None:
    period = document(f"---\ndate: {written}\n---\nForty ships.").date
    assert period is not None
    assert period.first is not None
    assert period.last is not None
    assert (period.grain, period.last - period.first + 1) == (grain, days)


def test_a_rule_is_no_front_matter() -> None:
    assert document("---\n\nForty ships left the port.\n\n---\n").text == "Forty ships left the port."


def test_the_title_stands_above_the_byline() -> None:
    text = "SITE NAME\n\n• TOP\n• POLICY\n\nForty ships in the north\n\nBy Ann Lee\nJuly 3, 2025\n" + PROSE
    found = document(text, ".txt")
    assert (found.title, found.author) == ("Forty ships in the north", "Ann Lee")
