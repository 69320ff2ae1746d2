"""Who holds an office: two holders of one office at one time, and what makes two holders fine."""

import pytest

import checker

HOLDER = "Ghana's finance minister, Kwame Asante, met the lenders on Monday."


def roles(a: str, b: str, date_a: str = "2025-03-01", date_b: str = "2025-03-20") -> list[tuple[str, str]]:
    return [(f.kind, f.level) for f in checker.compare(a, b, date_a, date_b) if f.kind == "role"]


def test_two_holders_of_one_office() -> None:
    other = "The talks were led by Ghanaian finance minister Yaw Boateng."
    findings = checker.compare(HOLDER, other, "2025-03-01", "2025-03-20")

    [finding] = [f for f in findings if f.kind == "role"]
    assert finding.level == "conflict"
    quotes = " ".join(e.quote for e in finding.evidence)
    assert "Kwame Asante" in quotes
    assert "Yaw Boateng" in quotes


@pytest.mark.parametrize(
    "other",
    [
        "The talks were led by Ghanaian finance minister Kwame Asante.",
        "The talks were led by Ghanaian finance minister Asante.",
        "The talks were led by Ghana's former finance minister, Yaw Boateng.",
        "The talks were led by Ghanaian foreign minister Yaw Boateng.",
        "The talks were led by Kenyan finance minister Yaw Boateng.",
        "The talks were led by Ghana's deputy finance minister, Yaw Boateng.",
        "Yaw Boateng criticised Ghana's finance minister.",
    ],
)
def test_no_conflict(other: str) -> None:
    assert roles(HOLDER, other) == []


def test_without_a_date_two_holders_are_less_sure() -> None:
    assert [
        f.level for f in checker.compare(HOLDER, "The talks were led by Ghanaian finance minister Yaw Boateng.")
    ] == ["divergence"]


def test_years_between_the_texts_explain_two_holders() -> None:
    assert roles(HOLDER, "The talks were led by Ghanaian finance minister Yaw Boateng.", "2019-03-01") == []
