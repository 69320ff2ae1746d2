"""What examples of the rules over time cannot show: lengths of time, and that the order of documents is no matter."""

import datetime as dt

import pytest

import checker
from checker.conflicts.durations import lengths
from checker.model import Document
from checker.pack.loader import default_pack
from checker.pack.rules import load_rules
from checker.period import WEEKDAYS, day

INTERVAL = load_rules(default_pack())["interval"]
OVER_TIME = ("weekday", "interval", "stale", "date", "order")


@pytest.mark.parametrize(
    ("text", "fits", "not_"),
    [
        ("just over three weeks", 22, 18),
        ("three weeks", 20, 18),
        ("nearly four months", 110, 177),
        ("barely a fortnight", 13, 27),
        ("six years", 6.4 * 365, 8 * 365),
        ("at least two months", 4000, 30),
        ("three and a half years", 3.6 * 365, 2.5 * 365),
        ("a quarter", None, None),
        ("twenty-six years", 26 * 365.25, 36 * 365.25),
    ],
)
def test_a_length_stands_for_days(text: str, fits: float | None, not_: float | None) -> None:
    found = list(lengths(text, 0, len(text), INTERVAL))

    if fits is None or not_ is None:
        assert not found
        return
    assert len(found) == 1
    assert found[0].low <= fits <= found[0].high
    assert not found[0].low <= not_ <= found[0].high


@pytest.mark.parametrize("year", [1999, 2000, 2024, 2025, 2100])
def test_each_weekday_but_one_is_wrong(year: int) -> None:
    right = dt.date(year, 5, 17).weekday()
    for number, name in enumerate(WEEKDAYS):
        report = checker.check([_document("a", f"They met on {name}, 17 May {year}.")], select=("weekday",))

        assert len(report.findings) == int(number != right)


def test_the_order_of_documents_is_no_matter() -> None:
    texts = (
        "Chile is the world's second-largest producer of lithium. Peru elects a president on 12 April 2026.",
        "As the world's third-biggest lithium producer, Chile sets the tone. Peru votes on 19 April 2026.",
    )
    documents = [_document(name, text) for name, text in zip("ab", texts, strict=True)]
    there = checker.check(documents, select=OVER_TIME)
    back = checker.check(documents[::-1], select=OVER_TIME)

    assert sorted(f.kind for f in there.findings) == ["date", "order"]
    assert {f.fingerprint for f in there.findings} == {f.fingerprint for f in back.findings}


def _document(path: str, text: str) -> Document:
    return Document(path=path, raw=text, text=text, runs=(), blocks=(), date=day(2026, 1, 5))
