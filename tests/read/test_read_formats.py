"""One text in every format reads the same."""

from datetime import date

import pytest
from reading import FIXTURES, file

from checker.read import READERS

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
