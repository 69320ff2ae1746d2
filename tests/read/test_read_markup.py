"""Markup where it is least expected: tags in text files, bylines in the header of a page."""

import pytest
from reading import behind, document

from checker import engine
from checker.engine import iso
from checker.model import Document


def offices(found: Document) -> list[tuple[str, str]]:
    return [(o.person, o.office) for o in engine.reading(0, found).offices]


PLAIN = "Japan's Prime Minister, Shigeru Ishiba, said on Monday that 54,000 troops stay."


@pytest.mark.parametrize(
    "text",
    [
        "Japan's <u>Prime Minister</u>, Shigeru Ishiba, said on Monday that 54,000 troops stay.",
        "Japan's Prime Minister, <b>Shigeru Ishiba</b>, said on Monday that 54,000 troops stay.",
        'Japan\'s Prime Minister, <a href="https://example.org/a?b=1&c">Shigeru Ishiba</a>, said on Monday that 54,000 '
        "troops stay.",
        "Japan's Prime Minister,<br>Shigeru Ishiba, said on<br/>Monday that <font size=2>54,000</font> troops stay.",
        "<p>Japan's <mark>Prime</mark> Minister, Shigeru Ishiba, said on Monday that 54,000 troops stay.</p>",
    ],
)
def test_tags_in_a_text_file_are_as_if_absent(text: str) -> None:
    found = document(f"A note\n\n{text}\n", ".txt")
    assert found.text == f"A note\n\n{PLAIN}"
    assert offices(found) == offices(document(f"A note\n\n{PLAIN}\n", ".txt")) == [("Shigeru Ishiba", "prime-minister")]
    assert behind(found, "54,000") == "54,000"
    assert behind(found, "Shigeru Ishiba") == "Shigeru Ishiba"


@pytest.mark.parametrize("text", ["If a < b and c > d it holds.", "An <unknown> word.", "The <user> name is 5<6."])
def test_angles_that_are_no_tag_stay(text: str) -> None:
    assert document(text, ".txt").text == text


BODY = "<main><p>Japan hosts 54,000 US troops, said the minister on Monday, and it will do so for long.</p></main>"


@pytest.mark.parametrize(
    "header",
    [
        '<h1>The fleet</h1><p class="byline">By Jane Roe, 12 March 2025</p>',
        '<div><h1>The fleet</h1><div class="meta">By Jane Roe <span class="date">12 March 2025</span></div></div>',
        '<h1>The fleet</h1><time datetime="2025-03-12">12 March 2025</time>',
        "<h1>The fleet</h1><div>Wednesday, 12 March 2025</div>",
        "<h1>The fleet</h1><span>12 March 2025</span>",
    ],
)
def test_the_day_in_the_header_of_a_page_is_its_day(header: str) -> None:
    found = document(f"<html><body><header>{header}<nav>1 Home</nav></header>{BODY}</body></html>", ".html")
    assert (found.title, iso(found.date)) == ("The fleet", "2025-03-12")
    assert "Home" not in found.text


@pytest.mark.parametrize(
    "header",
    [
        "<nav>Archive of 12 March 2025</nav>",
        '<form class="meta">Subscribe before 12 March 2025</form>',
        "<ul class='menu'><li>12 March 2025</li></ul>",
    ],
)
def test_a_day_in_the_furniture_of_a_header_is_not(header: str) -> None:
    found = document(f"<html><body><header>{header}</header>{BODY}</body></html>", ".html")
    assert found.date is None
    assert "2025" not in found.text
