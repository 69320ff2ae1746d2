"""The sample corpus in seeds/: five notes that look like what a user has, read with all that they state."""

import re
from pathlib import Path

import pytest

from checker.model import Document
from checker.read import read

SEEDS = Path(__file__).parent.parent / "seeds"
NOTES = {
    "albadawi-alliance-again.txt": ("Tokyo and Washington rebuild a partnership", "Habib Al Badawi", None),
    "carter-takaichi-call.md": ("Friday call expected between Takaichi and Trump", "James Carter", None),
    "hughes-managing-trump.md": ("Managing an unpredictable ally: Japan's second try", "Christopher W. Hughes", None),
    "panda-allies-adjust.html": ("An ally plans for a different America", "Ankit Panda", (2025, 3, 25)),
    "sharma-uneasy-ally.md": ("The golden age that did not last a month", "Abhishek Sharma", None),
}

# What the source documents state, and a note must not lose.
STATED = {
    "albadawi-alliance-again.txt": [
        "October 27th", "seven decades", "54,000", "$8 billion", "2019", "$57 billion", "2024", "Shinzo Abe", "Ishiba",
        "Liberal Democratic Party", "Kim Jong Un", "US-Japan Trade Agreement", "CPTPP", "Quad", "AUKUS",
    ],
    "carter-takaichi-call.md": [
        "Sanae Takaichi", "Friday", "2026", "2017", "Hiroshi Sato", "Tokyo Institute of Technology", "CHIPS Act",
        "strategic ambiguity", "World War II", "Security Treaty",
    ],
    "hughes-managing-trump.md": [
        "21 January", "Iwaya Takeshi", "Marco Rubio", "7 February 2025", "just over three weeks", "Ishiba Shigeru",
        "Abe Shinzō", "2018 and 2019", "Kim Jong-Un", "Osaka", "¥700 billion", "US$4.65 billion", "almost ten times",
        "2 per cent of GDP", "three per cent of GDP or more", "Pete Hegseth", "Eldridge Colby", "at least 3 per cent",
        "Kishida Fumio", "March 2025", "2026", "US$8 billion", "Joe Biden", "Pillar II", "one million jobs",
        "number one", "2022", "University of Warwick", "Xi Jinping",
    ],
    "panda-allies-adjust.html": [
        "2022", "Kishida", "Xi Jinping", "Kim Jong", "19th century", "2016", "Australia", "India", "South Korea",
    ],
    "sharma-uneasy-ally.md": [
        "25 per cent", "One week after", "USD 14.9 billion", "Elbridge Colby", "3 per cent of GDP", "9th meeting",
        "six years, since 2018", "Hiroshi Moriyama", "Makoto Nishida", "Ishiba Shigeru", "52.1 percent", "February",
    ],
}  # fmt: skip


def _read(name: str) -> Document:
    path = SEEDS / name
    return read(str(path), path.read_bytes())


def test_there_are_five_notes_in_three_formats() -> None:
    assert sorted(path.name for path in SEEDS.iterdir()) == sorted(NOTES) == sorted(STATED)
    assert {path.suffix for path in SEEDS.iterdir()} == {".md", ".html", ".txt"}


@pytest.mark.parametrize("name", NOTES)
def test_a_note_says_who_wrote_what_and_when(name: str) -> None:
    title, author, day = NOTES[name]
    document = _read(name)
    assert document.title == title
    assert (document.author or "").startswith(author)
    assert document.publisher
    assert (document.date is not None) is (day is not None)


@pytest.mark.parametrize("name", NOTES)
def test_a_note_states_what_its_source_states(name: str) -> None:
    prose = " ".join(_read(name).text.split())
    assert [stated for stated in STATED[name] if stated not in prose] == []


@pytest.mark.parametrize("name", NOTES)
def test_a_note_is_of_the_length_of_a_commentary(name: str) -> None:
    assert 500 <= len(re.findall(r"\w+(?:[-'’.,]\w+)*", _read(name).text)) <= 900


def test_furniture_and_pull_quotes_of_the_page_are_not_prose() -> None:
    prose = " ".join(_read("panda-allies-adjust.html").text.split())
    for furniture in ("most read", "newsletters", "questions about the yen", "12045", "font-size"):
        assert furniture not in prose
    assert prose.count("National Security Strategy") == 1
