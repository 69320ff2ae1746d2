"""Runs the examples of ``rules/examples/context``, and checks what blocks and odd texts make of a mention."""

import doctest
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import checker
from checker.extract import mentions
from checker.extract.context import with_context
from checker.model import Block, Mention, Span
from checker.pack.loader import default_pack, load_yaml, yaml_files


class Found(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One expected mention; what is not named has to be absent."""

    text: str
    negated: bool = False
    comparison: str | None = None
    quoted: bool = False
    speaker: str | None = None
    parenthesis: bool = False
    place: str = "prose"


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: str
    find: tuple[Found, ...] = ()


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phenomenon: str
    examples: tuple[Example, ...]


def found(mention: Mention) -> Found:
    return msgspec.convert({name: getattr(mention, name) for name in Found.__struct_fields__}, Found)


EXAMPLES = [
    pytest.param(example, id=f"{path.stem}: {example.text}")
    for path in yaml_files(default_pack() / "examples" / "context")
    for example in load_yaml(path, Examples).examples
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: Example) -> None:
    assert tuple(map(found, checker.extract(example.text, "2025-04-01"))) == example.find


def test_there_are_enough_examples() -> None:
    assert len(EXAMPLES) >= 90


BLOCKS = [
    ("title", "title"),
    ("heading", "heading"),
    ("byline", "prose"),
    ("paragraph", "prose"),
    ("item", "item"),
    ("quote", "quote"),
    ("row", "cell"),
]


@pytest.mark.parametrize(("kind", "place"), BLOCKS)
def test_a_block_says_what_place_it_is(kind: str, place: str) -> None:
    text = "About 54,000 troops.\n\n- 8 ships"
    blocks = (
        msgspec.convert({"kind": kind, "span": {"start": 0, "end": 20}}, Block),
        Block(kind="item", span=Span(22, 31)),
    )
    assert [m.place for m in with_context(text, mentions(text), blocks)] == [place, "item"]


PIECES = st.sampled_from(
    ["not ", "5 ", "54,000 troops ", '"', "“", "”", "'", "‘", "’", "(", ")", "said ", ", said ", "the ministry ", ". ",
     "according to ", "up from ", "against ", "no longer ", "Mr. Sato ", ", ", "\n\n", "\n- ", "that ", "of ", "2019 "]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_context_changes_nothing_else(text: str) -> None:
    plain = mentions(text, "2025-04-01")
    same = [
        msgspec.structs.replace(
            m, negated=False, comparison=None, quoted=False, speaker=None, parenthesis=False, place="prose"
        )
        for m in with_context(text, plain)
    ]
    assert same == plain


@given(st.lists(st.lists(PIECES, min_size=1, max_size=12).map("".join), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_paragraphs_are_read_alone(parts: list[str]) -> None:
    texts = [" ".join(part.split()) for part in parts if part.strip()]
    whole = with_context("\n\n".join(texts), mentions("\n\n".join(texts)))
    alone = [found(m) for text in texts for m in with_context(text, mentions(text))]
    assert [found(m) for m in whole] == alone


@pytest.mark.parametrize(
    "piece", ['"5 ships" ', "(5 ships ", "'5 ships ", "not 5 ships ", "he said 5 ships, ", "“5 ships. ", "a, said 5 "]
)
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the characters that are read again, instead of measuring time."""
    from checker.extract import said

    read = said._tokens
    seen: list[int] = []

    def counting(text: str, start: int, end: int) -> object:
        seen.append(end - start)
        return read(text, start, end)

    monkeypatch.setattr(said, "_tokens", counting)
    for copies in (200, 2000):
        text = piece * copies
        with_context(text, mentions(text))
        seen.append(-1)
    short = sum(seen[: seen.index(-1)])
    assert sum(seen) - short <= 11 * max(short, 1000)


def test_examples_in_the_documentation() -> None:
    page = Path(__file__).parents[2] / "docs" / "extraction.md"
    text = page.read_text(encoding="utf-8").replace("```python", "").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert len(test.examples) > 20
    assert doctest.DocTestRunner().run(test).failed == 0
