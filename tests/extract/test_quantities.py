"""Runs the examples of ``rules/examples/quantities`` and checks properties of every text."""

import doctest
import importlib
import sys
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import checker
from checker.extract import mentions
from checker.extract.item import left_words
from checker.extract.number import quantities
from checker.extract.unit import convert
from checker.model import Mention
from checker.pack.loader import default_pack, load_yaml, yaml_files


class Found(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One expected mention; what is not named has to be absent."""

    text: str
    number: float | tuple[float, float]
    kind: str = "quantity"
    hedge: str = "exact"
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    noun: str | None = None
    per: str | None = None
    base: str | None = None
    change: str | None = None
    restates: str | None = None


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: str
    find: tuple[Found, ...] = ()
    because: str = ""
    pending: str = ""


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phenomenon: str
    examples: tuple[Example, ...]


def found(mention: Mention, starts: dict[int, str]) -> Found:
    assert mention.number is not None
    low, high = mention.number
    exact = mention.hedge == "exact" and (mention.low, mention.high) == mention.number
    return Found(
        text=mention.text,
        number=low if low == high else mention.number,
        kind=mention.kind,
        hedge=mention.hedge,
        low=None if exact or isinstance(mention.low, str) else mention.low,
        high=None if exact or isinstance(mention.high, str) else mention.high,
        unit=mention.unit,
        noun=mention.noun,
        per=mention.per,
        base=mention.base,
        change=mention.change,
        restates=None if mention.equals is None else starts[mention.equals],
    )


@cache
def examples() -> tuple[tuple[str, Example], ...]:
    files = yaml_files(default_pack() / "examples" / "quantities")
    return tuple((path.stem, example) for path in files for example in load_yaml(path, Examples).examples)


def case(name: str, example: Example) -> object:
    marks = [pytest.mark.xfail(reason=example.pending, strict=True)] if example.pending else []
    return pytest.param(example, id=f"{name}: {example.text}", marks=marks)


@pytest.mark.parametrize("example", [case(*entry) for entry in examples()])
def test_example(example: Example) -> None:
    read = quantities(example.text)
    starts = {mention.start: mention.text for mention in read}
    assert [found(mention, starts) for mention in read] == list(example.find)


def test_there_are_enough_examples() -> None:
    names = [name for name, _ in examples()]
    assert len(names) >= 400
    assert sum(name.startswith("trap-") for name in names) >= 150
    texts = [example.text for _, example in examples()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("example", [e for name, e in examples() if name.startswith("trap-")], ids=lambda e: e.text)
def test_a_trap_is_no_quantity(example: Example) -> None:
    assert [m.text for m in mentions(example.text) if m.kind == "quantity"] == []


PIECES = st.sampled_from(
    [example.text for _, example in examples()]
    + [
        "$",
        "US$",
        "-",
        "–",
        " to ",
        " and ",
        "%",
        "5",
        "1,000",
        "million",
        "half",
        "a",
        "one",
        ",",
        ".",
        "\n",
        "(",
        ")",
    ]
    + ["²", "٣", "½", "¥", "\u00a0", "’s", "third", "dozen", "per cent", " of GDP", "0" * 30, "1-2-3-4", "between", "é"]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_mention_quotes_the_text(text: str) -> None:
    end = 0
    for mention in quantities(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.start >= end
        assert mention.text.strip() == mention.text != ""
        assert mention.number is not None
        end = mention.end


@given(st.lists(TEXTS.map(lambda text: " ".join(text.split())), max_size=4))
@settings(max_examples=80, deadline=None)
def test_paragraphs_are_read_alone(parts: list[str]) -> None:
    texts = [part for part in parts if part]
    whole = quantities("\n\n".join(texts))
    offset = 0
    alone: list[tuple[object, ...]] = []
    for part in texts:
        alone += [(m.start + offset, m.text, m.number, m.unit, m.hedge, m.noun) for m in quantities(part)]
        offset += len(part) + 2
    assert [(m.start, m.text, m.number, m.unit, m.hedge, m.noun) for m in whole] == alone


@pytest.mark.parametrize(
    "piece", ["5 ", "1-2-", "one ", "$", "half a ", "5, ", "1,000,", "between 2 and 3 per cent, ", "no ", "½"]
)
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts how often the text around a number is looked at, instead of measuring time."""
    seen: list[int] = []

    def counting(text: str, start: int) -> list[str]:
        seen.append(start)
        return left_words(text, start)

    monkeypatch.setattr(sys.modules["checker.extract.number"], "left_words", counting)
    quantities(piece * 200)
    short = len(seen)
    seen.clear()
    quantities(piece * 2000)
    assert len(seen) <= 11 * max(short, 1)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_public_call_takes_anything(text: str) -> None:
    for mention in checker.extract(text, "2025-04-01"):
        assert mention.text == text[mention.start : mention.end]


@pytest.mark.parametrize("module", ["checker", "checker.extract.unit"])
def test_examples_in_the_documentation(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


def test_a_change_is_handed_out_as_a_pair() -> None:
    [troops] = checker.extract("The force fell from 54,000 to 45,000 soldiers.")
    assert (troops.number, troops.low, troops.high) == ((54000, 45000), 45000, 45000)
    assert troops.text == "54,000 to 45,000"


def test_a_rate_is_handed_out_with_its_unit() -> None:
    [price] = checker.extract("Oil sells at US$65.50 a barrel.")
    assert (price.unit, price.per) == ("USD/barrel", "barrel")


def test_a_length_of_time_is_handed_out_as_a_quantity() -> None:
    [years] = checker.extract("The accord runs for 15 years.")
    assert (years.kind, years.unit, years.number) == ("quantity", "year", (15, 15))


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (200, "nautical_mile", "kilometre", 370.4),
        (1, "hectare", "acre", 2.4710538),
        (7, "mile", "kilometre", 11.265408),
        (55, "bcm", "cubic_metre", 55e9),
        (1, "percentage_point", "basis_point", 100),
    ],
)
def test_conversion(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("unit", "to"), [("barrel", "tonne"), ("USD", "EUR"), ("percent", "percentage_point"), ("x", "y")]
)
def test_no_conversion(unit: str, to: str) -> None:
    assert convert(1, unit, to) is None
