"""Arithmetic of periods, checked against the calendar and against a naive way of counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import period
from checker.model import Mention, Period

DAYS = st.integers(min_value=date(1500, 1, 1).toordinal(), max_value=date(2400, 12, 31).toordinal())


def _p(text: str) -> Period:
    found = period.from_iso(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("2025", "2025"),
        ("2025-03", "March 2025"),
        ("2025-03-27", "27 March 2025"),
        ("2025-Q3", "third quarter of 2025"),
        ("199X", "1990s"),
        ("19XX", "1900 to 1999"),
        ("2024-05-03/2024-05-05", "3 to 5 May 2024"),
        ("2024-05-30/2024-06-02", "30 May to 2 June 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 to 2 January 2024"),
        ("2025-01/2025-06", "first half of 2025"),
        ("2025-03/2025-05", "March to May 2025"),
        ("2024-12/2025-02", "December 2024 to February 2025"),
        ("2010/2014", "2010 to 2014"),
        ("2010/..", "from 1 January 2010"),
        ("../2014", "until 31 December 2014"),
        ("2024-10-27T12:00:00Z", "27 October 2024"),
    ],
)
def test_reader(text: str, reads: str) -> None:
    assert period.reader(_p(text)) == reads


@pytest.mark.parametrize(
    "text", ["", "x", "XXXX-10-27", "2024-13", "2023-02-29", "2024-02-30", "0000", "a/b", "2024-10-32"]
)
def test_what_is_no_period(text: str) -> None:
    assert period.from_iso(text) is None


def test_of_a_mention() -> None:
    def mention(low: str | None, high: str | None) -> Mention:
        return Mention(kind="date", start=0, end=1, text="x", low=low, high=high, grain="month")

    assert period.of(mention("2024-10-01", "2024-10-31")) == _p("2024-10")
    assert period.of(mention("XXXX-10-01", "XXXX-10-31")) is None
    assert period.of(mention(None, None)) is None


@pytest.mark.parametrize(
    ("one", "two", "least", "most"),
    [
        ("2025-09-09", "2025-10-06", 27, 27),
        ("2024-12-25", "2025-06-20", 177, 177),
        ("2025-03", "2025-04", 1, 60),
        ("2025", "2025-07-01", -183, 181),
        ("2025-05-02", "2025-05-01", -1, -1),
    ],
)
def test_distance(one: str, two: str, least: int, most: int) -> None:
    assert period.distance(_p(one), _p(two)) == (least, most)
    assert period.distance(_p(two), _p(one)) == (-most, -least)


def test_gap_and_open_ends() -> None:
    assert period.gap(_p("2025-03"), _p("2025-01")) == (29, 89)
    assert period.gap(_p("2025"), _p("2025-07-01")) == (0, 183)
    assert period.gap(_p("2010/.."), _p("2008-01-01")) == (730 + 1, None)
    assert period.distance(_p("2010/.."), _p("2008-01-01")) == (None, -731)
    assert period.meets(_p("2010/.."), _p("2030"))
    assert not period.meets(_p("2010/.."), _p("2009"))
    assert period.contains(_p("2010/.."), _p("2030"))
    assert not period.contains(_p("2030"), _p("2010/.."))


def test_months_between() -> None:
    assert period.months_between(_p("2025-01-31"), _p("2025-02-28")) == (1, 1)
    least, most = period.months_between(_p("2022-04-12"), _p("2023-03-20"))
    assert least == most
    assert least == pytest.approx(11.27, abs=0.02)
    least, most = period.months_between(_p("2023-03-20"), _p("2022-04-12"))
    assert least == pytest.approx(-11.27, abs=0.02)
    assert period.months_between(_p("2010/.."), _p("2011"))[0] is None


def test_shift_and_weekday() -> None:
    assert period.shift(_p("2024-01-31"), 1, "month") == _p("2024-02-29")
    assert period.shift(_p("2024-02-29"), 1, "year") == _p("2025-02-28")
    assert period.shift(_p("2024-02-29"), -2, "week") == _p("2024-02-15")
    assert period.weekday(_p("2025-10-06")) == 0
    assert period.weekday(_p("2025-10")) is None


@given(DAYS, DAYS, DAYS, DAYS)
def test_meets_is_a_common_day(a: int, b: int, c: int, d: int) -> None:
    one, two = Period(first=min(a, b), last=max(a, b)), Period(first=min(c, d), last=max(c, d))
    assert period.meets(one, two) == (max(min(a, b), min(c, d)) <= min(max(a, b), max(c, d)))
    assert period.meets(one, two) == period.meets(two, one)
    assert period.contains(one, one)
    assert period.gap(one, two) == period.gap(two, one)
    assert (period.gap(one, two)[0] == 0) == period.meets(one, two)


@given(DAYS, st.integers(min_value=-400, max_value=400))
def test_months_go_there_and_back(day: int, count: int) -> None:
    there = period.add_months(day, count)
    was, now = date.fromordinal(day), date.fromordinal(there)
    assert (now.year - was.year) * 12 + now.month - was.month == count
    assert now.day == was.day or (now + timedelta(days=1)).day == 1


@given(DAYS)
def test_a_day_reads_back(day: int) -> None:
    at = period.from_iso(period.iso(day))
    assert at == Period(first=day, last=day, grain="day")
    assert period.weekday(at) == date.fromordinal(day).weekday()
