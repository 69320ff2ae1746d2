"""Stretches of months, and parts of a year that go without the year."""

from datetime import date

import pytest

from checker.build.span import spans
from checker.extract.merge import mentions
from checker.model import Period

WRITTEN = date(2025, 11, 10)
TEXTS = [
    ("in January to June", [("January to June", "2025-01-01", "2025-06-30")]),
    ("between January and June", [("January and June", "2025-01-01", "2025-06-30")]),
    ("over July and August 2024", [("July and August 2024", "2024-07-01", "2024-08-31")]),
    ("in the first half", [("the first half", "2025-01-01", "2025-06-30")]),
    ("in the second half", [("the second half", "2025-07-01", "2025-12-31")]),
    ("in the first nine months", [("the first nine months", "2025-01-01", "2025-09-30")]),
    ("in the first half of 2023", [("first half of 2023", "2023-01-01", "2023-06-30")]),
    ("the first 20 months", []),
    ("the first-half results", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_stretches(text: str, wanted: list[tuple[str, str, str]]) -> None:
    day = WRITTEN.toordinal()
    dates = [m for m in mentions(text, WRITTEN) if m.kind == "date"]
    found = spans(text, dates, Period(first=day, last=day, grain="day"))
    assert [(d.text, d.low, d.high) for d in found] == wanted


def test_without_a_date_the_year_is_left_open() -> None:
    [half] = spans("in the first half", [], None)
    assert (half.low, half.high) == ("XXXX-01-01", "XXXX-06-30")
