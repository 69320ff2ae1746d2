"""Two voices on one figure, one right behind the other: a divergence that no shared word shows."""

from pathlib import Path

import pytest

import checker

SET_AGAINST = [
    (
        "rate",
        "The army says it holds 72 per cent of the north. People who study the war say that it is between 30 and 40.",
    ),
    (
        "rate",
        "The statistics office raised its estimate for growth to 7.4 per cent last week, and a Swiss bank has 6.9.",
    ),
    ("rate", "The government expects the economy to grow by 4.1 per cent in 2026. The IMF has 3.2."),
    ("rate", "Turnout was 61 per cent. The opposition says it was 40."),
    ("value", "The government puts the cost of the dam at 5 billion dollars; independent engineers reckon 8 billion."),
    ("value", "The ministry counts 120 dead. Residents speak of 300."),
    (
        "target",
        "The union says that nothing under 39,000 lira would do. Officials intend to go no further than 28,000.",
    ),
    ("target", "The miners' union wants 12 per cent. The companies offer 6."),
    (
        "target",
        "The Secretary of Defense asked in June for 3.5 per cent of GDP. The Australian government plans on 2.33.",
    ),
]
APART = [
    "Germany has 300 tanks. France has 200.",
    "Inflation was 4 per cent in May. The central bank expects 3 per cent by December.",
    "Berlin plans to spend 3.5 per cent of GDP on defence. Paris plans on 2.8.",
    "Labour has 38 per cent in the polls. The Conservatives have 22.",
    "Exports rose by 4 per cent. Imports, the bank says, by 6 per cent.",
    "The south voted 60 per cent for him, and the north, the agency said, 40.",
    "The first round cost 4 billion dollars; the second, officials say, 6 billion.",
    "In Lagos 40 per cent have power. The minister says that in Kano it is 20.",
    "Washington put its tariff at 30 per cent. Brazil's came a day later and said fifty.",
    "The loan pays 5 per cent. The IMF has 16 per cent of the debt.",
    "The ministry counts 120 dead. Residents speak of 120.",
]


def found(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    draft = tmp_path / "draft.txt"
    draft.write_text(text + "\n", encoding="utf-8")
    return [(f.kind, f.level) for f in checker.check(str(draft)).findings if f.level != "note"]


@pytest.mark.parametrize(("kind", "text"), SET_AGAINST)
def test_what_another_voice_makes_of_a_figure_is_a_divergence(tmp_path: Path, kind: str, text: str) -> None:
    assert found(tmp_path, text) == [(kind, "divergence")]


@pytest.mark.parametrize("text", APART)
def test_figures_of_other_things_or_times_are_not_set_against_each_other(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []
