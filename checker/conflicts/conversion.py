"""conversion: one amount stated in two currencies or units whose implied rate was never near."""

from collections.abc import Iterator, Sequence

from checker.model import Conversion, Draft, Reading, Side
from checker.pack.rules import RuleText

ID = "conversion"


def check(readings: Sequence[Reading], text: RuleText) -> Iterator[Draft]:
    """One finding for each restated amount that does not fit."""
    tolerance = text.limits["tolerance"]
    for reading in readings:
        for c in reading.conversions:
            if c.ever is None or _fits(c.implied, c.then or c.ever, tolerance):
                continue
            if c.lately and _fits(c.implied, c.lately, tolerance):
                if c.then and not _fits(c.implied, c.then, 2 * tolerance):
                    yield _draft(reading, c, text, "other_date", c.then)
            elif not _fits(c.implied, c.ever, tolerance):
                fixed = c.ever[0] == c.ever[1] == (c.then or c.ever)[0]
                yield _draft(reading, c, text, "fixed" if fixed else "outside", c.ever)


def _fits(implied: tuple[float, float], actual: tuple[float, float], tolerance: float) -> bool:
    return implied[0] <= actual[1] * (1 + tolerance) and implied[1] >= actual[0] / (1 + tolerance)


def _draft(reading: Reading, c: Conversion, text: RuleText, how: str, actual: tuple[float, float]) -> Draft:
    if c.a.number is None or c.b.number is None:
        raise ValueError("a conversion without numbers")
    reason = text.messages[how].format(low=f"{actual[0]:.3g}", high=f"{actual[1]:.3g}")
    fields = {
        "a": c.a.text, "b": c.b.text, "implied": f"{c.a.number[1] / c.b.number[1]:.3g}",
        "unit_a": c.a.unit_text or c.a.unit,
        "unit_b": c.b.unit_text or c.b.unit, "actual": reason, "actual_long": reason[0].upper() + reason[1:] + ".",
    }  # fmt: skip
    return Draft(
        rule=ID, kind="conversion", level="divergence" if how == "other_date" else text.level,
        confidence=0.7 if how == "other_date" else 0.95,
        message=text.message.format(**fields), explanation=text.explanation.format(**fields),
        sides=(
            Side(
                document=reading.index, span=c.span,
                value={"low": c.a.number[0], "high": c.a.number[1], "unit": c.a.unit},
            ),
        ),
        key=(f"{c.a.number[0]:g}{c.a.unit}", f"{c.b.number[0]:g}{c.b.unit}"),
    )  # fmt: skip
