"""A bare figure takes the unit of the one it runs parallel to, and no other does."""

# ruff: noqa: E501 a table reads better with a case on a line

import pytest

from checker.engine import document, reading

FILLED = [
    ("46 per cent said no, 38 said yes and 26 couldn't say.", [("46", "percent"), ("38", "percent"), ("26", "percent")]),
    ("The bank lent 91 per cent, and citizens supplied the remaining 19.", [("91", "percent"), ("19", "percent")]),
    ("The army holds 72 per cent; others say that it is between 30 and 40.", [("72", "percent"), ("30", "percent")]),
    ("It was 7.37 per cent last week; a bank has 6.9.", [("7.37", "percent"), ("6.9", "percent")]),
    ("Moreno took 48.1 per cent, Ortiz 35.2.", [("48.1", "percent"), ("35.2", "percent")]),
    ("It holds 74 billion cubic metres. The other is larger: 64 billion when full.",
     [("7.4e+10", "cubic_metre"), ("6.4e+10", "cubic_metre")]),
    ("It has a capital of 50 billion dollars, in five parts, of which 12 billion is paid in.",
     [("5e+10", "$"), ("5", None), ("1.2e+10", "$")]),
]  # fmt: skip
LEFT = [
    ("The vote was 52 per cent. In 2019 Labour won 203 seats, and 12 went to others.", None),
    ("The tariff is 15 per cent, and Japan, with 54,000 troops, is not amused at 12.", None),
    ("Growth was 3 per cent in 2019 and in 2020.", None),
    ("The share is 40 per cent. He has 12.", None),
]


def _amounts(text: str) -> list[tuple[str, str | None]]:
    mentions = reading(0, document("a.txt", text)).mentions
    return [(f"{m.number[0]:g}", m.unit) for m in mentions if m.kind == "quantity" and m.number]


@pytest.mark.parametrize(("text", "amounts"), FILLED)
def test_a_parallel_figure_has_the_unit(text: str, amounts: list[tuple[str, str | None]]) -> None:
    assert _amounts(text) == amounts


@pytest.mark.parametrize(("text", "unit"), LEFT)
def test_another_figure_has_not(text: str, unit: None) -> None:
    amounts = _amounts(text)
    assert amounts[0][1] == "percent"
    assert all(got == unit or got in ("seat", "person") for _, got in amounts[1:])


def test_a_change_shares_its_scale() -> None:
    assert _amounts("That takes it from 40 billion dollars a year to 160.") == [("4e+10", "$"), ("1.6e+11", "$")]
