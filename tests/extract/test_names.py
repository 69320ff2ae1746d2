"""Names: what each is, which entity it stands for, and what only looks like a name."""

import pytest

from checker.extract.name import names


def read(text: str) -> list[tuple[str, str, str | None]]:
    return [(n.text, n.kind, n.entity) for n in names(text)]


def entities(text: str) -> list[str | None]:
    return [n.entity for n in names(text) if n.entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Japan will spend more.", "jp"),
        ("The Japanese cabinet met.", "jp"),
        ("Tokyo refused to comment.", "jp"),
        ("The Kremlin denied it.", "ru"),
        ("Moscow's position is known.", "ru"),
        ("The U.S. sent ships.", "us"),
        ("The US sent ships.", "us"),
        ("The White House declined.", "us"),
        ("South Korea tested a missile.", "kr"),
        ("North Korea tested a missile.", "kp"),
        ("NATO met on Monday.", "nato"),
        ("The European Union agreed.", "eu"),
        ("The eurozone grew.", "eurozone"),
    ],
)
def test_one_entity_however_it_is_written(text: str, entity: str) -> None:
    assert entities(text) == [entity]


@pytest.mark.parametrize("text", ["They told us to wait.", "The turkey was roasted.", "It may rain in march.", ""])
def test_plain_words_name_nobody(text: str) -> None:
    assert entities(text) == []


def test_a_surname_is_the_person_whom_the_text_names_in_full() -> None:
    full, short = (n for n in names("Prime Minister Kaja Sorensen spoke. Later Sorensen left.") if n.kind == "person")

    assert full.text == "Kaja Sorensen"
    assert short.text == "Sorensen"
    assert short.entity == full.entity


def test_accents_and_order_make_no_other_person() -> None:
    texts = ("Minister Radmila Šekerinova spoke.", "Minister Radmila Sekerinova spoke.")

    one, two = ([n.entity for n in names(t) if n.kind == "person"] for t in texts)
    assert one == two != []


def test_two_persons_of_one_surname_stay_two() -> None:
    found = names("Minister Ilham Demirov met Leyla Demirov, said Ilham Demirov.")
    persons = {n.entity for n in found if n.kind == "person"}

    assert len(persons) == 2


def test_names_stand_where_they_say() -> None:
    text = "“Japan,” said Taro Tanaka,\n“and the European Union\nwill meet.”\n\nTanaka left."

    for name in names(text):
        assert " ".join(text[name.span.start : name.span.end].split()) == " ".join(name.text.split())


def test_a_longer_name_is_not_the_shorter_one() -> None:
    assert entities("The Bank of Japan raised rates.") != ["jp"]
