"""Runs the examples of ``rules/examples/quantities`` and checks properties of every text."""

from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.extract import mentions
from checker.extract import number as number_module
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
    offset, alone = 0, []
    for part in texts:
        for mention in quantities(part):
            alone.append(
                (mention.start + offset, mention.text, mention.number, mention.unit, mention.hedge, mention.noun)
            )
        offset += len(part) + 2
    assert [(m.start, m.text, m.number, m.unit, m.hedge, m.noun) for m in whole] == alone


@pytest.mark.parametrize(
    "piece", ["5 ", "1-2-", "one ", "$", "half a ", "5, ", "1,000,", "between 2 and 3 per cent, ", "no ", "½"]
)
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts how much text is looked at per number, instead of measuring time."""
    seen: list[int] = []
    words = number_module.left_words
    monkeypatch.setattr(number_module, "left_words", lambda text, start: seen.append(1) or words(text, start))
    quantities(piece * 200)
    short = len(seen)
    seen.clear()
    quantities(piece * 2000)
    assert len(seen) <= 11 * max(short, 1)


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
