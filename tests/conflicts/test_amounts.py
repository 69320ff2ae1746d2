"""Which two figures are held to be of one thing, told by what an editor sees: a finding or silence."""

# ruff: noqa: E501 a table reads better with a case on a line

import pytest

import checker
from checker import engine


def _found(a: str, b: str, **dates: str) -> list[str]:
    return [f"{f.level} {f.kind}" for f in checker.compare(a, b, **dates) if f.level != "note"]


PAIRS = [
    # digits that are no chance
    ("The authority paid the Treasury US$2.47 million for the year.", "It sent the Treasury $2.47 billion, its authority says.", ["conflict scale"]),
    ("The authority paid the Treasury US$2.47 million for the year.", "A hotel in Oslo cost $2.47 billion.", []),
    # clauses that are one but for the figure
    ("The number of wounded in the raid on the harbour is 17.", "The number of wounded in the raid on the harbour is 31.", ["conflict value"]),
    # two lower bounds
    ("More than 6,000 residents of Lubny were taken out in one day.", "More than 9,000 residents of Lubny were taken out in one day.", ["divergence value"]),
    ("More than 6,000 residents of Lubny were taken out in one day.", "More than 6,500 residents of Lubny were taken out in one day.", []),
    # each names a country that the other lacks
    ("The United States keeps 28,500 troops in South Korea.", "Some 54,000 US troops are stationed in Japan.", []),
    ("The United States keeps 28,500 troops in South Korea.", "Some 54,000 US troops are stationed in South Korea.", ["conflict value"]),
    # a figure of three digits is no guess
    ("The United States keeps about 28,500 troops in South Korea.", "Some 26,000 US troops are stationed in South Korea.", ["conflict value"]),
    ("The United States keeps about 28,500 troops in South Korea.", "Some 28,000 US troops are stationed in South Korea.", []),
    # a sentence that says itself how far it lies from the other
    ("Ennahda took 61 per cent of the vote in Sfax.", "Ennahda took 43 per cent of the vote in Sfax, eighteen points less than before.", []),
    # an exchange rate is no sum
    ("The band ends at 1,500 pesos to the dollar in Argentina.", "The fee in Argentina is 1.5 million pesos a head.", []),
    # a number that only tells one thing from another
    ("Piece 2 says that the war in Tigray began in 2020.", "Piece 3 says that the war in Tigray began in 2020.", []),
    # of the dead there are never fewer
    ("By 20 May some 1,301 people had been killed in the floods in Kerala.", "By 25 May only 1,240 people had been killed in the floods in Kerala.", ["conflict value"]),
    ("By 20 May some 1,301 people had been killed in the floods in Kerala.", "By 25 May only 1,340 people had been killed in the floods in Kerala.", []),
    # a part counts what its whole counts
    ("The plague reached 16 out of 28 provinces of Bulgaria.", "The plague reached 13 provinces of Bulgaria.", ["conflict value"]),
    ("The plague reached 16 out of 28 provinces of Bulgaria.", "The plague hit 13 hospitals of Bulgaria.", []),
    # the men of a garrison
    ("Russia keeps 1,500 soldiers in Transnistria.", "Russia keeps a garrison of 2,500 in Transnistria.", ["conflict value"]),
    ("Russia keeps 1,500 soldiers in Transnistria.", "Russia keeps a hotel of 2,500 in Transnistria.", []),
    # a method of its own, and the year before
    ("Romania had a deficit of 9.3 per cent of GDP in 2024.", "Romania had a deficit of 8.7 per cent of GDP in 2024.", ["conflict rate"]),
    ("Romania had a deficit of 9.3 per cent of GDP in 2024.", "Romania had a cash deficit of 8.7 per cent of GDP in 2024.", []),
    ("India's deficit with China was $99.2 billion.", "India's deficit with China was $91 billion.", ["conflict value"]),
    ("India's deficit with China was $99.2 billion.", "India's deficit with China was $91 billion the year before.", []),
    # a size is no figure
    ("Shells destroyed 230 schools in Kharkiv.", "Shells destroyed thousands of schools in Kharkiv.", []),
    # a count as of one day and of another
    ("As of 16 April 2020, 800 cases were confirmed in Bulgaria.", "As of 17 April 2020, 846 cases were confirmed in Bulgaria.", []),
    ("As of 16 April 2020, 800 cases were confirmed in Bulgaria.", "As of 16 April 2020, 846 cases were confirmed in Bulgaria.", ["conflict value"]),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "wanted"), PAIRS)
def test_a_pair_of_statements(a: str, b: str, wanted: list[str]) -> None:
    assert _found(a, b) == wanted


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("2025-03-01", "2025-03-20", ["conflict value"]),
        ("2024-01-01", "2025-12-20", []),  # the later figure takes the place of the earlier
    ],
)
def test_a_figure_without_a_date_holds_for_about_a_year(a: str, b: str, wanted: list[str]) -> None:
    texts = (
        "Some 12,000 Turkish soldiers are stationed in northern Cyprus.",
        "Ankara keeps 30,000 troops in northern Cyprus.",
    )
    assert _found(*texts, date_a=a, date_b=b) == wanted


@pytest.mark.parametrize(("author", "wanted"), [("Ali Kaya", []), ("Ayşe Demir", ["value"])])
def test_who_reports_again_brings_his_own_figure_up_to_date(author: str, wanted: list[str]) -> None:
    first = "---\nauthor: Ali Kaya\ndate: 2025-03-01\n---\n\nAnkara keeps 30,000 troops in northern Cyprus.\n"
    second = f"---\nauthor: {author}\ndate: 2025-03-08\n---\n\nSome 12,000 Turkish soldiers are stationed in northern Cyprus.\n"
    report = checker.check([engine.document("a.md", first), engine.document("b.md", second)])
    assert [f.kind for f in report.findings if f.level != "note"] == wanted


def test_a_third_document_that_repeats_a_figure_takes_no_conflict_away() -> None:
    texts = [
        "Some 12,000 Turkish soldiers are stationed in northern Cyprus.",
        "Ankara keeps 30,000 troops in northern Cyprus.",
    ]
    documents = [engine.document(f"{n}.txt", text) for n, text in enumerate((*texts, texts[0]))]
    report = checker.check(documents)
    assert [f.kind for f in report.findings] == ["value"]
    assert len(report.findings[0].evidence) == 3
