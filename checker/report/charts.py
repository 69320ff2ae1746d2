"""Pictures of values and dates as inline SVG: no script, no style of their own, a title and a description each.

Colours come from the classes that the page styles; whatever a mark means is told by its shape as well.
"""

import math
from collections.abc import Sequence
from datetime import date

import msgspec
from markupsafe import Markup

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 84, 40, 14, 34
_HEIGHT = 210
_MANY = 60.0  # times the least value from which on a scale is logarithmic


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One stated value. ``day`` is the document's date as an ordinal, ``side`` the letter of its camp in a finding."""

    day: int | None
    low: float
    high: float
    label: str
    disputed: bool = False
    hedged: bool = False


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """A dated event: first and last day as ordinals."""

    first: int
    last: int
    label: str
    disputed: bool = False


def strip(points: Sequence[Point], title: str, unit: str, key: str) -> Markup:
    """All stated values of one subject over the date of their document. ``key`` makes the ids of the picture."""
    days = [p.day for p in points if p.day is not None]
    left = _LEFT + (56 if 0 < len(days) < len(points) else 0)
    across = _Days(days, left, _WIDTH - _RIGHT)
    finite = [v for p in points for v in (p.low, p.high) if math.isfinite(v)]
    up = _Values(finite, _HEIGHT - _BOTTOM, _TOP)
    body = [_axes(across, up, left, unit, undated=left > _LEFT)]
    used: dict[tuple[int, int], int] = {}
    for p in sorted(points, key=lambda p: (p.disputed, p.day or 0, p.low, p.label)):
        x = across.at(p.day) if p.day is not None else _LEFT + 26.0
        if not days:  # side by side, as no date orders them
            x = _LEFT + (_WIDTH - _RIGHT - _LEFT) * (len(body) - 0.5) / len(points)
        y = up.at(_middle(p))
        place = (round(x / 6), round(y / 6))
        used[place] = used.get(place, 0) + 1
        body.append(_point(p, x + 7.0 * (used[place] - 1), y, up))
    disputed = sum(p.disputed for p in points)
    described = f"{len(points)} stated values, {disputed} of them in a finding. The table below holds the same."
    return _svg(body, title, described, key, _HEIGHT)


def timeline(found: Sequence[Happening], title: str, key: str) -> Markup:
    """Dated events on one line of time; those that are disputed stand apart, above it."""
    across = _Days([d for h in found for d in (h.first, h.last)], 90, _WIDTH - _RIGHT)
    height = 150
    body = [_line(90, 110, _WIDTH - _RIGHT, 110, "axis")]
    body += [_text(8, y + 4, label, "tick") for y, label in ((50, "disputed"), (96, "undisputed"))]
    body += [_tick_day(across, day, 110) for day in across.ticks()]
    rows: dict[tuple[bool, int], int] = {}
    for h in found:
        x, width = across.at(h.first), max(across.at(h.last) - across.at(h.first), 0.0)
        place = (h.disputed, round(x / 9))
        rows[place] = rows.get(place, 0) + 1
        y = (50 if h.disputed else 96) - 8.0 * min(rows[place] - 1, 4)
        css = "mark disputed" if h.disputed else "mark"
        shape = Markup('<rect x="{}" y="{}" width="{}" height="6" rx="3" class="{}">').format(
            _n(x - 3), _n(y - 3), _n(width + 6), css
        )
        body.append(shape + Markup("<title>{}</title></rect>").format(h.label))
    described = (
        f"{len(found)} dated events, {sum(h.disputed for h in found)} of them disputed. The table below holds the same."
    )
    return _svg(body, title, described, key, height)


class _Days:
    """Days on the horizontal axis."""

    def __init__(self, days: Sequence[int], left: float, right: float) -> None:
        self.first, self.last = (min(days), max(days)) if days else (1, 1)
        self.left, self.right = left + 14, right - 14

    def at(self, day: int) -> float:
        if self.last == self.first:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * (day - self.first) / (self.last - self.first)

    def ticks(self) -> list[int]:
        """At most seven days, at the beginnings of months or years where the stretch is long enough."""
        span = self.last - self.first
        if span == 0:
            return [self.first]
        for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000):
            found = self._starts(months) if span / (30 * months) < 40 else []
            if 2 <= len(found) <= 7:
                return found
        return [self.first, self.last]

    def _starts(self, months: int) -> list[int]:
        start = date.fromordinal(self.first)
        number = (start.year * 12 + start.month - 1 + months - 1) // months * months
        found = []
        while number // 12 < 9999:
            day = date(max(1, number // 12), number % 12 + 1, 1).toordinal()
            if day > self.last:
                break
            found += [day] if day >= self.first else []
            number += months
        return found


class _Values:
    """Values on the vertical axis: from nought, from just below the least, or by powers of ten."""

    def __init__(self, values: Sequence[float], bottom: float, top: float) -> None:
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        self.log = low > 0 and high / low >= _MANY
        if low == high:
            low, high = (low - abs(low) * 0.1 - 0.5, high + abs(high) * 0.1 + 0.5)
        elif not self.log:
            room = (high - low) * 0.08
            low, high = (0.0 if 0 <= low < (high - low) else low - room), high + room
        self.low, self.high, self.bottom, self.top = low, high, bottom, top

    def at(self, value: float) -> float:
        value = min(max(value, self.low), self.high)
        if self.log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * share

    def ticks(self) -> list[float]:
        """Round values, about five."""
        if self.log:
            return [v for e in range(-6, 22) if self.low <= (v := 10.0**e) <= self.high][:7] or [self.low, self.high]
        rough = (self.high - self.low) / 4
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough)
        first = math.ceil(self.low / step)
        return [n * step for n in range(first, first + 8) if n * step <= self.high]


def _point(p: Point, x: float, y: float, up: _Values) -> Markup:
    css = "mark disputed" if p.disputed else "mark"
    parts = [Markup('<g class="{}"><title>{}</title>').format(css, p.label)]
    top, bottom = up.at(p.high), up.at(p.low)
    if bottom - top > 3:
        parts.append(_line(x, top, x, bottom, "interval"))
    parts += [_line(x - 4, end, x + 4, end, "interval") for value, end in ((p.low, bottom), (p.high, top))
              if math.isfinite(value) and bottom - top > 3]  # fmt: skip
    if p.disputed:
        points = " ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in ((0, -6), (6, 0), (0, 6), (-6, 0)))
        parts.append(Markup('<polygon points="{}" class="{}"/>').format(points, "hollow" if p.hedged else "full"))
    else:
        hollow = "hollow" if p.hedged else "full"
        parts.append(Markup('<circle cx="{}" cy="{}" r="4.5" class="{}"/>').format(_n(x), _n(y), hollow))
    return Markup("").join([*parts, Markup("</g>")])


def _middle(p: Point) -> float:
    if not math.isfinite(p.low):
        return p.high
    return (p.low + p.high) / 2 if math.isfinite(p.high) else p.low


def _axes(across: _Days, up: _Values, left: float, unit: str, *, undated: bool) -> Markup:
    bottom = _HEIGHT - _BOTTOM
    parts = []
    for value in up.ticks():
        parts.append(_line(_LEFT, up.at(value), _WIDTH - _RIGHT, up.at(value), "grid"))
        parts.append(_text(_LEFT - 8, up.at(value) + 4, _short(value), "tick end"))
    parts.append(_text(4, 11, unit, "tick"))
    parts.append(_line(_LEFT, bottom, _WIDTH - _RIGHT, bottom, "axis"))
    if across.last == 1:
        parts.append(_text((_LEFT + _WIDTH) / 2, bottom + 18, "documents without a date", "tick middle"))
    if undated:
        parts += [_text(_LEFT + 26, bottom + 18, "undated", "tick middle"), _line(left, _TOP, left, bottom, "grid")]
    parts += [_tick_day(across, day, bottom) for day in (across.ticks() if across.last > 1 else [])]
    return Markup("").join(parts)


def _tick_day(across: _Days, day: int, y: float) -> Markup:
    x = across.at(day)
    shown = date.fromordinal(day)
    long = across.last - across.first > 3650
    label = f"{shown.year}" if long else shown.strftime("%d %b %Y").lstrip("0") if shown.day > 1 else f"{shown:%b %Y}"
    return _line(x, y, x, y + 5, "axis") + _text(x, y + 18, label, "tick middle")


def _short(value: float) -> str:
    for scale, name in ((1e12, " tn"), (1e9, " bn"), (1e6, " m")):
        if abs(value) >= scale:
            return f"{value / scale:,.4g}{name}"
    return f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.0f}"


def _line(x1: float, y1: float, x2: float, y2: float, css: str) -> Markup:
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>').format(_n(x1), _n(y1), _n(x2), _n(y2), css)


def _text(x: float, y: float, content: str, css: str) -> Markup:
    return Markup('<text x="{}" y="{}" class="{}">{}</text>').format(_n(x), _n(y), css, content)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _svg(body: Sequence[Markup], title: str, described: str, key: str, height: int) -> Markup:
    head = Markup(
        '<svg viewBox="0 0 {w} {h}" role="img" aria-labelledby="{k}-t {k}-d" class="picture">'
        '<title id="{k}-t">{t}</title><desc id="{k}-d">{d}</desc>'
    ).format(w=_WIDTH, h=height, k=key, t=title, d=described)
    return head + Markup("").join(body) + Markup("</svg>")
