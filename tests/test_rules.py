"""The shipped pack does what it says: each example in rules/conflicts is one test through the whole engine."""

import pytest

from checker import examples
from checker.conflicts import PAIRED, RULES
from checker.engine import Options
from checker.examples import Case, Outcome
from checker.model import Report
from checker.pack.loader import default_pack
from checker.pack.rules import Example, load_rules

OPTIONS = Options(loud=True)
TEXTS = load_rules(default_pack())
CASES = [
    pytest.param(case, id=case.id, marks=[pytest.mark.xfail(reason=case.pending, strict=True)] if case.pending else [])
    for case in examples.cases(OPTIONS)
]


@pytest.mark.parametrize("case", CASES)
def test_example(case: Case) -> None:
    got = examples.found(examples.report(case, OPTIONS))
    assert got == case.want, case.example.because


@pytest.mark.parametrize("rule", sorted(TEXTS))
def test_a_rule_shows_a_finding_and_a_near_miss(rule: str) -> None:
    told = [e for e in TEXTS[rule].examples if not e.pending]
    assert any(e.find for e in told), "no example of a finding"
    assert any(not e.find and e.because for e in told), "no near miss that says why it is none"


@pytest.mark.parametrize("rule", sorted(TEXTS))
def test_a_rule_finds_its_own_kind(rule: str) -> None:
    kinds = {find.split()[1] for e in TEXTS[rule].examples for find in e.find}
    assert TEXTS[rule].kind in kinds


def test_the_registry_is_whole() -> None:
    assert sorted(m.ID for m in RULES) == sorted(TEXTS)
    assert {m.ID for m in RULES} >= PAIRED


def _outcome(got: list[str], find: tuple[str, ...], pending: str = "") -> Outcome:
    example = Example(texts=("a",), find=find, pending=pending)
    return Outcome(case=Case(id="x-1", rule="x", example=example), got=got)


def test_an_outcome_is_fine_when_all_of_it_is_as_stated() -> None:
    assert _outcome(["conflict value"], ("conflict value",)).fine
    assert not _outcome(["conflict value", "conflict rate"], ("conflict value",)).fine
    assert "got silence" in _outcome([], ("conflict value",)).trouble


def test_a_pending_example_that_passes_is_to_be_promoted() -> None:
    assert _outcome([], ("conflict value",), pending="a gap").fine
    assert not _outcome(["conflict value"], ("conflict value",), pending="a gap").fine


def test_trouble_is_part_of_the_outcome() -> None:
    assert examples.found(Report(errors=("internal error in rule x",))) == ["internal error in rule x"]
