"""One name spelt two ways: slips of the pen, and differences that are none."""

import pytest

import checker

FIRST = "Foreign minister Radmila Sekerinova met the envoy in Skopje."


def names(a: str, b: str) -> list[str]:
    return [f.level for f in checker.compare(a, b, "2025-03-01", "2025-03-02") if f.kind == "name"]


def test_two_letters_changed_places() -> None:
    [finding] = [
        f for f in checker.compare(FIRST, "The talks with Radmila Sekirenova lasted long.") if f.kind == "name"
    ]

    assert finding.level == "conflict"
    quotes = " ".join(e.quote for e in finding.evidence)
    assert "Sekerinova" in quotes
    assert "Sekirenova" in quotes


@pytest.mark.parametrize(
    "other",
    [
        "The talks with Radmila Sekerinova lasted long.",
        "The talks with Radmila Šekerinova lasted long.",
        "The talks with Sekerinova lasted long.",
        "The talks with Radmila Petrovska lasted long.",
        "The talks with Radmila Sekerinova's envoy lasted long.",
    ],
)
def test_no_conflict(other: str) -> None:
    assert names(FIRST, other) == []
