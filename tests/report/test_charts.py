"""Pictures: every value drawn, shapes that tell what they mean, text that cannot break out."""

import math
from xml.etree import ElementTree as ET

import pytest

from checker.report.charts import Happening, Point, strip, timeline

_SVG = "{http://www.w3.org/2000/svg}"


def _parsed(svg: str) -> ET.Element:
    return ET.fromstring(str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 our own


def _drawn(*points: Point) -> ET.Element:
    return _parsed(strip(points, "Troops <i>", "person", "k"))


def test_a_picture_says_what_it_shows() -> None:
    root = _drawn(Point(day=739000, low=1, high=1, label="<b>1</b>"))
    assert [root.get("role"), root.get("aria-labelledby")] == ["img", "k-t k-d"]
    assert root.findtext(f"{_SVG}title") == "Troops <i>"
    assert root.findtext(f"{_SVG}g/{_SVG}title") == "<b>1</b>"


def test_a_diamond_is_disputed_and_a_hollow_mark_hedged() -> None:
    root = _drawn(
        Point(day=739000, low=1, high=1, label="a", disputed=True),
        Point(day=739100, low=2, high=2, label="b", hedged=True),
    )
    assert [p.get("class") for p in root.iter(f"{_SVG}polygon")] == ["full"]
    assert [c.get("class") for c in root.iter(f"{_SVG}circle")] == ["hollow"]


def test_a_later_document_stands_further_right_and_a_larger_value_higher() -> None:
    root = _drawn(*(Point(day=739000 + n, low=5.0 - n, high=5.0 - n, label=str(n)) for n in range(4)))
    places = [(float(c.get("cx", "0")), float(c.get("cy", "0"))) for c in root.iter(f"{_SVG}circle")]
    assert places == sorted(places)
    assert len({x for x, _ in places}) == 4


@pytest.mark.parametrize(
    ("low", "high"), [(-math.inf, 5.0), (5.0, math.inf), (0.0, 0.0), (-3.0, 4.0), (1.0, 1e12), (1e-9, 1e-9)]
)
@pytest.mark.parametrize("day", [None, 1, 3652059])
def test_any_value_and_day_can_be_drawn(low: float, high: float, day: int | None) -> None:
    root = _drawn(Point(day=day, low=low, high=high, label="x"), Point(day=739000, low=2, high=3, label="y"))
    assert len(list(root.iter(f"{_SVG}circle"))) == 2
    assert "nan" not in ET.tostring(root, encoding="unicode")


def test_disputed_events_stand_apart() -> None:
    found = [Happening(first=737000 + n, last=737000 + n, label=str(n), disputed=n == 1) for n in range(3)]
    marks = list(_parsed(timeline(found, "Events", "t")).iter(f"{_SVG}rect"))
    heights = {r.findtext(f"{_SVG}title"): float(r.get("y", "0")) for r in marks}
    assert heights["1"] < heights["0"] == heights["2"]
