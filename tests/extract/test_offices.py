"""Offices: who is said to hold which, of what, and with which status."""

import pytest

from checker.extract.name import names
from checker.extract.office import offices
from checker.extract.sentence import sentences


def read(text: str) -> list[tuple[str, str, str | None, str]]:
    return [(o.person, o.office, o.of, o.status) for o in offices(text, names(text), sentences(text))]


@pytest.mark.parametrize(
    ("text", "office", "of", "status"),
    [
        ("Kenya's finance minister, Daniel Otieno, spoke.", "finance-minister", "ke", "in office"),
        ("Kenyan finance minister Daniel Otieno spoke.", "finance-minister", "ke", "in office"),
        ("Daniel Otieno, Kenya's finance minister, spoke.", "finance-minister", "ke", "in office"),
        ("Daniel Otieno, the finance minister of Kenya, spoke.", "finance-minister", "ke", "in office"),
        ("Kenya's former finance minister, Daniel Otieno, spoke.", "finance-minister", "ke", "former"),
        ("Kenya's then finance minister, Daniel Otieno, spoke.", "finance-minister", "ke", "then"),
        ("Kenya's deputy finance minister, Daniel Otieno, spoke.", "finance-minister", "ke", "deputy"),
        ("Kenya's acting finance minister, Daniel Otieno, spoke.", "finance-minister", "ke", "acting"),
        ("Kenya's president-elect, Daniel Otieno, spoke.", "president", "ke", "elect"),
        ("The president of Kenya, Daniel Otieno, spoke.", "president", "ke", "in office"),
    ],
)  # fmt: skip
def test_an_office_and_its_holder(text: str, office: str, of: str, status: str) -> None:
    assert read(text) == [("Daniel Otieno", office, of, status)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's finance minister spoke.",
        "Daniel Otieno met Kenya's finance minister.",
        "Daniel Otieno is not Kenya's finance minister.",
        "Daniel Otieno wants to be Kenya's finance minister.",
        "Daniel Otieno spoke in Nairobi.",
        "",
    ],
)
def test_nobody_is_bound(text: str) -> None:
    assert read(text) == []


def test_two_offices_of_one_sentence() -> None:
    text = "Kenya's finance minister, Daniel Otieno, met Ghana's foreign minister, Yaw Boateng."

    assert read(text) == [
        ("Daniel Otieno", "finance-minister", "ke", "in office"),
        ("Yaw Boateng", "foreign-minister", "gh", "in office"),
    ]


def test_spans_quote_the_statement() -> None:
    text = "On Monday Kenya's finance minister, Daniel Otieno, spoke."
    [office] = offices(text, names(text), sentences(text))

    assert text[office.person_span.start : office.person_span.end] == "Daniel Otieno"
    assert text[office.office_span.start : office.office_span.end] == "finance minister"
    assert text[office.span.start : office.span.end] == "Kenya's finance minister, Daniel Otieno"
