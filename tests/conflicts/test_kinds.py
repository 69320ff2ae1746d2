"""Each kind of conflict as a user of :func:`checker.compare` meets it, and the same texts with one thing changed."""

from typing import NamedTuple

import pytest

import checker
from checker.model import Finding


class Case(NamedTuple):
    """Two texts that contradict each other, and what in the second makes them agree."""

    kind: str
    level: str
    a: str
    b: str
    wrong: str
    right: str
    dates: tuple[str | None, str | None] = ("2025-03-01", "2025-03-08")


CASES = (
    Case(
        "value",
        "conflict",
        "Germany has 35,000 American troops on its soil.",
        "The United States keeps 84,000 troops in Germany.",
        "84,000",
        "35,000",
    ),
    Case(
        "target",
        "divergence",
        "Canada has pledged to spend 2 per cent of GDP on defence by 2032.",
        "Washington demands that Canada spend 3 per cent of GDP on defence.",
        "3 per cent",
        "2 per cent",
    ),
    Case(
        "rate",
        "conflict",
        "In May 2024 inflation in Turkey stood at 75.5 per cent.",
        "Turkish inflation was 57.5 per cent in May 2024.",
        "57.5",
        "75.5",
    ),
    Case(
        "date",
        "conflict",
        "Ghana holds its general election on 7 December 2028.",
        "Ghanaians vote in a general election on 14 December 2028.",
        "14 December",
        "7 December",
    ),
    Case(
        "interval",
        "conflict",
        "The junta took power on 3 May 2021.",
        "The bridge was shut on 3 May 2021. Two weeks later, on 9 June 2021, it opened again.",
        "9 June",
        "17 May",
    ),
    Case(
        "weekday",
        "conflict",
        "The envoy sees the lenders soon.",
        "The accord will be signed on Monday, 14 May 2025, in Lima.",
        "Monday",
        "Wednesday",
    ),
    Case(
        "arithmetic",
        "conflict",
        "The envoy sees the lenders soon.",
        "Imports shrank from $80 billion to $60 billion, a fall of 35 per cent.",
        "35",
        "25",
    ),
    Case(
        "conversion",
        "conflict",
        "The envoy sees the lenders soon.",
        "The detour adds 1,000 nautical miles (2,852 km) to the voyage.",
        "2,852",
        "1,852",
    ),
    Case(
        "scale",
        "conflict",
        "The Commission will lend Jordan 3.1 billion euros for reforms.",
        "Jordan gets a reform loan of €3.1 million from the Commission.",
        "million",
        "billion",
    ),
    Case(
        "order",
        "conflict",
        "Peru is the world's second-largest producer of copper.",
        "As the world's third-largest copper producer, Peru sets the tone.",
        "third",
        "second",
    ),
    Case(
        "stale",
        "conflict",
        "The envoy sees the lenders soon.",
        "The council will choose its president on 3 March 2025 in Lomé.",
        "3 March",
        "3 April",
        ("2025-03-20", "2025-03-20"),
    ),
    Case(
        "trend",
        "conflict",
        "Indian rice exports rose in March 2024, customs figures show.",
        "In March 2024 India's exports of rice fell for the first time in a year.",
        "fell",
        "rose",
    ),
)


def found(case: Case, second: str) -> tuple[Finding, ...]:
    return checker.compare(case.a, second, *case.dates)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_a_contradiction_is_found(case: Case) -> None:
    findings = [f for f in found(case, case.b) if f.level != "note"]

    assert [(f.kind, f.level) for f in findings] == [(case.kind, case.level)]
    assert all(evidence.quote for evidence in findings[0].evidence)
    assert {e.path for e in findings[0].evidence} <= {"a", "b"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_one_thing_changed_and_they_agree(case: Case) -> None:
    agreed = case.b.replace(case.wrong, case.right)

    assert agreed != case.b
    assert [f.kind for f in found(case, agreed) if f.level != "note"] == []


@pytest.mark.parametrize("case", [c for c in CASES if len(c.a) > 40], ids=lambda case: case.kind)
def test_the_order_of_the_texts_is_no_matter(case: Case) -> None:
    there = found(case, case.b)
    back = checker.compare(case.b, case.a, case.dates[1], case.dates[0])

    assert sorted((f.kind, f.level) for f in there) == sorted((f.kind, f.level) for f in back)
