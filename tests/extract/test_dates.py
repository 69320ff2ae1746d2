"""The corpus of dates beside the vocabulary, and what no example can show."""

from datetime import date
from pathlib import Path
from time import process_time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import period
from checker.extract.date import dates
from checker.extract.datewords import patterns
from checker.model import Mention
from checker.pack.loader import default_pack, load_yaml, yaml_files

ANCHOR = period.from_iso("2025-10-10")


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: str
    find: tuple[str, ...]
    anchor: str | None = None
    language: str | None = None
    pending: str = ""


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    examples: tuple[Example, ...]


def _examples() -> list[object]:
    cases: list[object] = []
    for path in yaml_files(default_pack() / "examples" / "dates"):
        for example in load_yaml(path, File).examples:
            marks = [pytest.mark.xfail(strict=True, reason=example.pending)] if example.pending else []
            cases.append(pytest.param(example, id=f"{path.stem}: {example.text[:60]}", marks=marks))
    return cases


def shown(m: Mention) -> str:
    """A mention as the examples write it."""
    said: list[str] = []
    if m.kind == "date":
        said.append("open" if m.low is None else str(m.low) if m.low == m.high else f"{m.low}..{m.high}")
        said.append(str(m.grain))
        if m.weekday is not None:
            said.append(f"weekday {m.weekday}")
        if m.relative:
            said.append("relative")
    else:
        assert m.number is not None
        low, high = m.number
        said.append(m.kind)
        said.append(f"{low:g} {m.unit}" if low == high else f"{low:g} to {high:g} {m.unit}")
        if (m.low, m.high) != m.number:
            said.append(f"from {_end(m.low)} to {_end(m.high)}")
        if m.hedge != "exact":
            said.append(m.hedge)
    if m.noun:
        said.append(m.noun)
    return f"{m.text} = " + ", ".join(said)


def _end(value: int | float | str | None) -> str:
    return "open" if value is None else f"{value:g}" if not isinstance(value, str) else value


@pytest.mark.parametrize("example", _examples())
def test_example(example: Example) -> None:
    anchor = period.from_iso(example.anchor) if example.anchor else None
    found = dates(example.text, anchor, example.language)
    assert tuple(shown(m) for m in found) == example.find


def test_there_are_enough_examples_and_near_misses() -> None:
    files = yaml_files(default_pack() / "examples" / "dates")
    examples = [e for path in files for e in load_yaml(path, File).examples]
    assert len(examples) >= 300
    assert sum(not e.find for e in examples) >= 60


def _pieces() -> st.SearchStrategy[str]:
    words = patterns().words
    known = sorted({*words.months, *words.weekdays, *words.parts, *words.seasons, *words.holidays, *words.ordinals})
    odd = [
        "2024",
        "1990s",
        "27",
        "27th",
        "-",
        "–",
        ",",
        ".",
        "/",
        "of",
        "the",
        "in",
        "last",
        "next",
        "ago",
        "year",
        "week",
    ]
    odd += [
        "resolution",
        "FY",
        "Q3",
        "H1",
        "'90s",
        "two",
        "and a half",
        "months",
        "aged",
        "anniversary",
        "0",
        "9999",
        "\n\n",
    ]
    return st.lists(
        st.sampled_from([*(w.title() for w in known), *odd, *known]) | st.text(max_size=5), max_size=25
    ).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(
    _pieces() | st.text(max_size=200),
    st.sampled_from([None, "2025-10-10", "2024-02-29", "2025", "0001-01-01", "9999-12-31"]),
)
def test_every_mention_quotes_its_text(text: str, anchor: str | None) -> None:
    end = 0
    for m in dates(text, period.from_iso(anchor) if anchor else None, None):
        assert m.text == text[m.start : m.end]
        assert m.text.strip() == m.text != ""
        assert m.start >= end
        end = m.end
        if m.kind == "date":
            assert (m.low is None) == (m.high is None)
            assert m.low is None or str(m.low) <= str(m.high)


@settings(max_examples=150, deadline=None)
@given(_pieces(), _pieces())
def test_paragraphs_are_read_apart(one: str, two: str) -> None:
    gap = "\n\n" + "x " * 40 + "\n\n"
    alone = [(m.start, shown(m)) for m in dates(one, None, None)]
    moved = [(m.start + len(one) + len(gap), shown(m)) for m in dates(two, None, None)]
    both = [(m.start, shown(m)) for m in dates(one + gap + two, None, None)]
    assert [(m[0], m[1].split(" = ")[0]) for m in both] == [(m[0], m[1].split(" = ")[0]) for m in alone + moved]


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)))
def test_every_way_to_write_a_day_gives_it(day: object) -> None:
    iso = str(day)
    year, month, dom = iso[:4], period.MONTHS[int(iso[5:7]) - 1], int(iso[8:])
    for text in (
        f"{dom} {month} {year}",
        f"{month} {dom}, {year}",
        f"the {dom} of {month} {year}",
        f"{month[:3]}. {dom}, {year}",
        iso,
        f"{dom}/{int(iso[5:7])}/{year}",
    ):
        found = dates(f"It was signed on {text}.", ANCHOR, None)
        assert [(m.low, m.high) for m in found] == [(iso, iso)], text


@pytest.mark.parametrize(
    "piece",
    [
        "2024 ",
        "May ",
        "the end of ",
        "1-",
        "10/",
        "last ",
        "-",
        " ",
        "\n",
        "twenty-",
        "27, ",
        "a year and a half ",
        "March,",
    ],
)
def test_time_is_linear(piece: str) -> None:
    dates(piece * 100, ANCHOR, None)
    took = []
    for times in (4_000, 16_000):
        start = process_time()
        dates(piece * times, ANCHOR, None)
        took.append(process_time() - start)
    assert took[1] < 8 * took[0] + 0.2


def test_a_broken_lexicon_names_the_file(tmp_path: Path) -> None:
    from checker.errors import PackError
    from checker.extract.datewords import Words

    broken = tmp_path / "dates.yaml"
    broken.write_text("months: 3\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"dates\.yaml"):
        load_yaml(broken, Words)
