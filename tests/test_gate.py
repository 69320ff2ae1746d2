"""The dossiers in fixtures/ are found as well as they ever were; and the scorer itself counts what it says."""

import json
from pathlib import Path

import pytest

import gate
from gate import Evidence, Floors, Found, Place, Score

GOOD = Score(found=9, items=10, right=8, findings=8, sprung=0, traps=5)
WORSE = Score(found=8, items=10, right=8, findings=8, sprung=0, traps=5)


@pytest.fixture(scope="module")
def corpus() -> list[gate.Dossier]:
    return gate.dossiers()


@pytest.fixture(scope="module")
def scores(corpus: list[gate.Dossier]) -> dict[str, Score]:
    return gate.measure(corpus)


@pytest.mark.slow
def test_no_figure_falls_below_its_floor(scores: dict[str, Score]) -> None:
    floors = gate.read_floors()
    assert floors is not None, "no floors yet: make floors"
    short = list(gate.shortfalls(floors, scores))
    assert not short, "\n".join([*short, *(line for score in scores.values() for line in score.log)])


def test_the_floors_hold_for_the_corpus_as_it_is(corpus: list[gate.Dossier]) -> None:
    floors = gate.read_floors()
    assert floors is not None, "no floors yet: make floors"
    assert floors.corpus == gate.digest(corpus), "fixtures/ or seeds/ changed: look at `make gate`, then `make floors`"
    assert set(floors.floors) == {dossier.group for dossier in corpus}


@pytest.mark.slow
def test_the_sample_corpus_shows_what_checker_is_for(scores: dict[str, Score]) -> None:
    seeds = scores["seeds"]
    assert seeds.found >= 5, seeds.log
    assert seeds.sprung == 0, seeds.log
    assert seeds.right >= 0.85 * seeds.findings, seeds.log


TEXTS = {"a.md": "x" * 3000, "b.md": "y" * 3000}
A, B = Place("a.md", 100, 140), Place("b.md", 500, 540)


def _found(*places: tuple[str, int, int]) -> Found:
    return Found("r", "value", "conflict", tuple(Evidence(f"docs/{doc}", low, high, "") for doc, low, high in places))


@pytest.mark.parametrize(
    ("finding", "places", "found"),
    [
        (_found(("a.md", 90, 110), ("b.md", 530, 600)), (A, B), True),
        (_found(("a.md", 90, 110)), (A, B), False),
        (_found(("a.md", 90, 110), ("b.md", 540, 600)), (A, B), False),
        (_found(("a.md", 0, 601), ("b.md", 500, 540)), (A, B), False),
        (_found(("a.md", 0, 600), ("b.md", 500, 540)), (A, B), True),
        (_found(("b.md", 100, 140), ("a.md", 500, 540)), (A, B), False),
        (_found(("a.md", 100, 140)), (A,), True),
        (_found(("a.md", 100, 140), ("a.md", 300, 310)), (A,), True),
        (_found(("a.md", 100, 140), ("a.md", 390, 400)), (A,), False),
        (_found(("a.md", 100, 140), ("b.md", 100, 140)), (A,), False),
        (_found(("a.md", 100, 140), ("facts/inaugurations.yaml", 0, 9)), (A,), True),
    ],
)
def test_what_counts_as_found(finding: Found, places: tuple[Place, ...], found: bool) -> None:
    assert gate.finds(finding, places, TEXTS) is found


def test_half_of_the_evidence_has_to_belong() -> None:
    belongs, beside = ("a.md", 100, 140), ("a.md", 2000, 2010)
    assert gate.to_the_point(_found(belongs, beside), (A,))
    assert not gate.to_the_point(_found(belongs, beside, beside), (A,))


def _dossier(tmp_path: Path, expected: str) -> gate.Dossier:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("Some 45,000 troops. Or 54,000 troops. Or 9 ships.", encoding="utf-8")
    (tmp_path / "expected.yaml").write_text(expected, encoding="utf-8")
    return gate._dossier("here", tmp_path / "docs", tmp_path / "expected.yaml", "")


EXPECTED = """
topic: troops
conflicts:
  - id: troops
    kind: value
    level: conflict
    evidence: [{doc: a.md, quote: "45,000 troops"}, {doc: a.md, quote: "54,000 troops"}]
    why: two counts
traps:
  - id: ships
    evidence: [{doc: a.md, quote: "45,000 troops"}, {doc: a.md, quote: "9 ships"}]
    why: ships are no troops
"""


def test_a_dossier_is_scored(tmp_path: Path) -> None:
    dossier = _dossier(tmp_path, EXPECTED)
    right = _found(("a.md", 5, 18), ("a.md", 23, 36))
    wrong = _found(("a.md", 5, 18), ("a.md", 41, 48))

    counts = Score(found=1, items=1, right=1, findings=1, sprung=0, traps=1, kinds=(("value", 1, 1),))
    assert gate.score(dossier, [right]) == counts
    both = gate.score(dossier, [right, wrong])
    assert (both.found, both.right, both.findings, both.sprung) == (1, 1, 2, 1)
    assert both.figures() == {"precision": 0.5, "recall": 1.0, "traps_avoided": 0.0}
    assert gate.score(dossier, []).figures() == {"precision": 1.0, "recall": 0.0, "traps_avoided": 1.0}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("9 ships", "9 boats", "stands 0 times"),
        ("9 ships", "000 troops", "stands 2 times"),
        ("ships\n", "troops\n", "twice"),
    ],
)
def test_a_dossier_that_does_not_fit_its_documents_is_refused(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        _dossier(tmp_path, EXPECTED.replace(old, new))


def test_a_floor_is_lowered_only_on_purpose() -> None:
    floors = gate.update(None, {"seen": GOOD}, "corpus", allow_regression=False)
    assert list(gate.shortfalls(floors, {"seen": GOOD})) == []
    assert list(gate.shortfalls(floors, {"seen": WORSE})) == ["seen: recall is 0.8, the floor is 0.9"]
    assert len(list(gate.shortfalls(floors, {}))) == 3

    with pytest.raises(ValueError, match="--allow-regression"):
        gate.update(floors, {"seen": WORSE}, "corpus", allow_regression=False)
    lowered = gate.update(floors, {"seen": WORSE}, "corpus", allow_regression=True)
    assert lowered.floors["seen"]["recall"] == 0.8


def test_the_command_updates_and_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS", path)
    monkeypatch.setattr(gate, "measure", lambda corpus: {"seen": GOOD})
    assert gate.main(["--update"]) == 0
    assert gate.read_floors() == Floors(corpus=gate.digest(gate.dossiers()), floors={"seen": GOOD.figures()})

    monkeypatch.setattr(gate, "measure", lambda corpus: {"seen": WORSE})
    assert gate.main([]) == 1
    assert gate.main(["--update"]) == 1
    assert json.loads(path.read_text())["floors"]["seen"]["recall"] == 0.9
    assert gate.main(["--update", "--allow-regression"]) == 0
    assert json.loads(path.read_text())["floors"]["seen"]["recall"] == 0.8
