"""One text in every format reads the same."""

from datetime import date

import pytest
import samples
from reading import FIXTURES, file

from checker.read import READERS
from checker.text import raw_span

SAMPLES = sorted((FIXTURES / "formats").glob("sample.*"))


def test_there_is_a_sample_of_every_reader() -> None:
    assert {READERS[p.suffix] for p in SAMPLES} == set(READERS.values())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.suffix)
def test_a_sample_reads_as_the_others(path: object) -> None:
    first, found = (file(p) for p in (SAMPLES[0], next(p for p in SAMPLES if p == path)))
    prose = [
        [(b.kind, b.header, d.text[b.span.start : b.span.end]) for b in d.blocks if b.kind not in ("title", "byline")]
        for d in (first, found)
    ]
    assert prose[0] == prose[1]
    assert len(prose[0]) == 10
    assert (found.title or "").casefold() == "grain, gas and a strait"
    assert found.author == "Maren Oldfield"
    assert found.date is not None
    assert found.date.first == found.date.last == date(2025, 6, 12).toordinal()
    assert any("References" in note for note in found.notes)


def test_the_samples_are_what_their_script_makes() -> None:
    assert {name: (FIXTURES / "formats" / name).read_bytes() for name in samples.made()} == samples.made()


def test_every_sample_makes_the_same_claims() -> None:
    """The statements that are read out of them, with their values and words, wherever they stand in the file."""
    from checker import engine

    found = {}
    for path in SAMPLES:
        document = file(path)
        claims = engine.reading(0, document).claims
        found[path.suffix] = [(c.metric, c.value, c.text, c.stance, c.source) for c in claims]
        for claim in claims:
            raw = raw_span(document, claim.mention)
            assert " ".join(document.raw[raw.start : raw.end].split()).startswith(claim.text[:1])
    assert len(found[".md"]) > 5
    assert [suffix for suffix, claims in found.items() if claims != found[".md"]] == []
