"""Changes: from one figure to another, by per cent, by points, or so many times."""

import itertools
import re
from collections.abc import Iterator

from checker.amount import readable
from checker.conflicts._passage import Miss, Passage, has_word, open_ended, same_unit, slack, spans_of, value
from checker.model import Mention, Span
from checker.pack.rules import RuleText

_FACTOR = re.compile(
    r"\b(?:(?P<hedge>more than|over|nearly|almost|about|roughly|some|exactly|just)\s+)?"
    r"(?P<word>doubl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)|trebl(?:e|ed|es|ing)|quadrupl(?:e|ed|es|ing)|halv(?:e|ed|es|ing))\b",
    re.IGNORECASE,
)
_TIMES = {"d": 2.0, "t": 3.0, "q": 4.0, "h": 0.5}
_FROM_TO = re.compile(r"\bfrom\b", re.IGNORECASE)
_OR = re.compile(r"^[\s\w]{0,20}?(?:,|\()?\s*(?:or|that is|i\.e\.)?\s*(?:about|some|roughly)?\s*$", re.IGNORECASE)


def _pair(passage: Passage, amounts: list[Mention], before: Mention | None = None) -> tuple[Mention, Mention] | None:
    """The figures that a change leads from and to: "from A to B", "A ... shrank to B", "to B from A"."""
    text = passage.reading.document.text
    usable = [m for m in amounts if not open_ended(m) and m is not before]
    for a, b in itertools.pairwise(usable):
        if not same_unit(a, b) or b.start - a.end > 110:
            continue
        lead, between = text[max(0, a.start - 14) : a.start].lower(), text[a.end : b.start].lower()
        if re.search(r"\bto\s+(?:\w+\s+)?$", lead) and re.search(r"\bfrom\b", between):
            return b, a
        if re.search(r"\bfrom\s+(?:\w+\s+){0,2}$", lead) and re.search(r"\bto\s+(?:\w+\s+){0,2}$", between):
            return a, b
        if re.search(
            r"\b(?:shrank|shrunk|rose|fell|grew|climbed|dropped|declined|jumped|slid|dwindled|swelled|increased|decreased)\s+to\s+(?:\w+\s+)?$",
            between,
        ):
            return a, b
    return None


def changes(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """N of "from A to B, up N per cent" has to lead from A to B. Points called per cent are a slip of scale."""
    for m in passage.figures:
        if m.unit not in ("percent", "fraction") or open_ended(m) or m.base:
            continue
        around = passage.words(max(passage.sentence.start, m.start - _LED), min(passage.sentence.end, m.end + 14))
        up, down = has_word(around, text.words["rise"]), has_word(around, text.words["fall"])
        lead = passage.words(max(passage.sentence.start, m.start - 22), m.start)
        by = bool(re.search(r"\b(?:by|of|down|up|another|a further)\s+(?:\w+\s+){0,2}$", lead)) or m.change in (
            "by",
            "up",
            "down",
        )
        if not (up or down) or not by or re.search(r"\b(?:to|from|at|than)\s+(?:\w+\s+)?$", lead):
            continue
        yield from _levels(passage, text, m)


def _levels(passage: Passage, text: RuleText, m: Mention) -> Iterator[Miss]:
    others = [x for x in passage.amounts if x is not m]
    found = _pair(passage, others)
    if found and found[0].unit == "percent":
        found = None if found[0] is m or found[1] is m else found
    if not found and m.unit == "percent":
        found = _points(passage, m)
    if not found:
        return
    a, b = found
    before, after = value(a), value(b)
    if before <= 0 or after <= 0 or before == after:
        return
    share = 100.0 if m.unit == "fraction" else 1.0
    lowest = abs((after - slack(b)) / (before + slack(a)) - 1) * 100
    highest = abs((after + slack(b)) / (before - slack(a)) - 1) * 100 if before > slack(a) else float("inf")
    lowest, highest = min(lowest, highest), max(lowest, highest)
    actual = abs(after / before - 1) * 100
    stated, margin = share * value(m), share * slack(m) + (_ROUGH if share > 1 else 0.6)
    if min(lowest, actual) - margin <= stated <= max(highest, actual) + margin:
        return
    points = a.unit == "percent" and abs(abs(after - before) - stated) <= slack(m) + slack(a) + slack(b)
    far = abs(stated - actual) / max(actual, 1e-9)
    if not points and (far < text.limits["loose"] or far > 4):
        return
    if a.unit == "percent" and not points:
        return
    yield Miss(
        how="change", kind="scale" if points else "arithmetic", spans=_sides(passage, (a, b), m),
        fields={"a": a.text, "b": b.text, "actual": f"{actual:.0f} per cent", "stated": m.text},
    )  # fmt: skip


_LED = 70  # characters before a change in which its direction is told
_ROUGH = 4.0  # per cent by which "a third" may miss


def points(passage: Passage, _text: RuleText) -> Iterator[Miss]:
    """N points have to lead from the one share to the other: "from 61.8 to 45.5 per cent, a drop of 16 points"."""
    for m in passage.amounts:
        if m.unit != "percentage_point" or open_ended(m):
            continue
        found = _pair(passage, [x for x in passage.amounts if x is not m])
        if not found or not {x.unit for x in found} <= {"percent", None} or any(map(open_ended, found)):
            continue
        a, b = found
        if not 0 <= m.start - max(a.end, b.end) <= _FAR_POINTS:
            continue
        actual = abs(value(a) - value(b))
        if abs(actual - value(m)) > slack(a) + slack(b) + slack(m) + _NEAR_POINTS:
            fields = {"a": a.text, "b": b.text, "actual": f"{readable(round(actual, 2))} points", "stated": m.text}
            yield Miss(how="change", spans=_sides(passage, (a, b), m), fields=fields)


_FAR_POINTS, _NEAR_POINTS = 60, 0.1


def _points(passage: Passage, m: Mention) -> tuple[Mention, Mention] | None:
    """The two latest shares before a change that is stated in per cent and equals their difference."""
    shares = [
        x for x in (*passage.before, *passage.amounts) if x.unit == "percent" and x.end <= m.start and not open_ended(x)
    ]
    if len(shares) < 2:
        return None
    a, b = shares[-2], shares[-1]
    if abs(abs(value(a) - value(b)) - value(m)) > 0.01 or value(m) < 2:
        return None
    between = passage.words(b.end, m.start)
    return (a, b) if len(between) < 60 else None


def factors(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """B of "doubled from A to B" has to be about twice A."""
    document = passage.reading.document.text
    hits = list(_FACTOR.finditer(document, passage.sentence.start, passage.sentence.end))
    before = passage.sentence_before
    if not hits and before and _THAT.match(passage.text):  # "to triple it. In figures, that takes it from 40 to 160."
        hits = list(_FACTOR.finditer(document, before.start, before.end))[-1:]
    for hit in hits:
        found = _pair(passage, list(passage.amounts))
        far = hit.end() < passage.sentence.start
        if not found or (not far and not hit.start() - 60 <= found[0].start <= hit.end() + 80):
            continue
        a, b = found
        if value(a) <= 0:
            continue
        times, loose, hedge = _TIMES[hit["word"][0].lower()], text.limits["loose"], (hit["hedge"] or "").lower()
        actual = value(b) / value(a)
        low, high = times * (1 - loose), times * (1 + 2 * loose)
        if hedge in ("more than", "over"):
            low, high = times * 0.985, times * 1.6
        elif hedge in ("nearly", "almost"):
            low, high = times * 0.8, times * 1.02
        if not low <= actual <= high:
            yield Miss(
                how="factor", spans=spans_of(passage, a, b),
                fields={
                    "a": a.text, "b": b.text, "actual": f"{actual:.2g}", "stated": f"{hedge} {hit['word']}".strip(),
                },
            )  # fmt: skip


_THAT = re.compile(r"(?:[\w\s]{0,30},\s*)?(?:that|this|it|which)\b", re.IGNORECASE)


def directions(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """Figures have to lead the way that the words say: "fewer than in October, 266 as against 222" does not."""
    found = _pair(passage, list(passage.amounts)) or _set_against(passage)
    if not found or found[0].unit in ("percent", "fraction") or len(passage.amounts) > _MOST:
        return
    a, b = found
    before, after = value(a), value(b)
    start, end = min(a.start, b.start), max(a.end, b.end)
    around = passage.words(max(passage.sentence.start, start - _NEAR), min(passage.sentence.end, end + _AFTER))
    up, down = has_word(around, text.words["rose"]), has_word(around, text.words["fell"])
    if up == down or has_word(passage.text.lower(), text.words["turned"]):
        return
    if (after - before) * (1 if up else -1) >= -(slack(a) + slack(b)):
        return
    yield Miss(
        how="direction", spans=spans_of(passage, a, b), confidence=0.85,
        fields={"a": a.text, "b": b.text, "stated": "a rise" if up else "a fall"},
    )  # fmt: skip


_NEAR, _AFTER, _MOST = 70, 20, 3
_AGAINST = re.compile(r"\b(?:as against|against|compared (?:with|to)|versus)\s+(?:\w+\s+)?$")


def _set_against(passage: Passage) -> tuple[Mention, Mention] | None:
    """The figures before and after of "B, against A a year earlier", "B as against A", "B compared with A"."""
    for b, a in itertools.pairwise(passage.figures):
        if not same_unit(a, b) or open_ended(a) or open_ended(b) or a.start - b.end > _BETWEEN:
            continue
        if _AGAINST.search(passage.words(b.end, a.start)):
            return a, b
    return None


_BETWEEN = 50
_OR_SO_MUCH = re.compile(
    r"[\w\s-]{0,34}[,(]?\s*(?:or|that is|i\.e\.|meaning|which is)\s+(?:about|some|roughly|nearly)?\s*"
)
_OF_WHICH = re.compile(r"\bof (?:which|that|it|them|this|these|whom)\b")


def fractions(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """The part that a share of a whole is said to be: "50 billion dollars, of which a fifth, or 10 billion"."""
    for share, part in itertools.pairwise(passage.figures):
        if share.unit not in ("percent", "fraction") or open_ended(share) or open_ended(part):
            continue
        if not _OR_SO_MUCH.fullmatch(passage.words(share.end, part.start)):
            continue
        lead = passage.words(max(passage.sentence.start, share.start - 24), share.start)
        earlier = [m for m in (*passage.before, *passage.amounts) if m.end <= share.start and same_unit(m, part)]
        wholes = [m for m in earlier if m.unit not in ("percent", "fraction")]
        if not wholes or not _OF_WHICH.search(lead) or open_ended(wholes[-1]):
            continue
        whole = wholes[-1]
        rate = value(share) / (100 if share.unit == "percent" else 1)
        made = rate * value(whole)
        if made and abs(made - value(part)) > slack(part) + rate * slack(whole) + text.limits["relative"] * made:
            fields = {"share": share.text, "whole": whole.text, "actual": readable(round(made, 6)), "stated": part.text}
            yield Miss(how="part", spans=spans_of(passage, whole, part), fields=fields)


def times_as(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """B of "B, twice as much as the A of 2010" has to be about twice A."""
    for b, a in itertools.pairwise(passage.figures):
        said = _TIMES_AS.match(passage.reading.document.text, b.end, a.start)
        if not said or said.end() < a.start or not same_unit(a, b) or open_ended(b) or value(a) <= 0:
            continue
        times, actual, hedge = _SO_MANY[said["word"].lower()], value(b) / value(a), (said["hedge"] or "").lower()
        low, high = times * (1 - text.limits["loose"]), times * (1 + 2 * text.limits["loose"])
        low, high = (times * 0.985, times * 1.6) if hedge in ("more than", "over") else (low, high)
        low, high = (times * 0.8, times * 1.02) if hedge in ("nearly", "almost") else (low, high)
        if not low <= actual <= high:
            stated = f"{said['hedge'] or ''} {said['word']}".strip()
            fields = {"a": a.text, "b": b.text, "actual": f"{actual:.2g}", "stated": stated}
            yield Miss(how="factor", spans=spans_of(passage, a, b), fields=fields)


_SO_MANY = {
    "twice": 2.0,
    "double": 2.0,
    "three times": 3.0,
    "four times": 4.0,
    "five times": 5.0,
    "half": 0.5,
    "ten times": 10.0,
}
_TIMES_AS = re.compile(
    r"[^.;:\d]{0,25},?\s+(?:(?P<hedge>more than|over|nearly|almost|about|roughly|some|exactly)\s+)?"
    rf"(?P<word>{'|'.join(_SO_MANY)})"
    r"\s+(?:(?:as (?:much|many|high|large|big)\s+)?as|that of|what it was in \d{4},)\s+(?:the|its|their)?\s*$",
    re.IGNORECASE,
)


def ratios(passage: Passage, _text: RuleText) -> Iterator[Miss]:
    """N of "A of the B seats, or N per cent" has to be the share."""
    amounts = passage.amounts
    for a, b, m in zip(amounts, amounts[1:], amounts[2:], strict=False):
        if m.unit != "percent" or a.unit == "percent" or not same_unit(a, b) or any(map(open_ended, (a, b, m))):
            continue
        if not re.fullmatch(r"\s*(?:\w+\s+)?(?:out )?of (?:the |its |their )?", passage.words(a.end, b.start)):
            continue
        if not re.fullmatch(
            r"[\s\w]{0,24}[,(]\s*(?:or|that is|i\.e\.)?\s*(?:about|some|roughly|just \w+)?\s*",
            passage.words(b.end, m.start),
        ):
            continue
        if value(b) <= 0 or value(a) > value(b):
            continue
        actual = 100 * value(a) / value(b)
        if abs(actual - value(m)) > slack(m) + 1 + 100 * slack(a) / value(b):
            yield Miss(
                how="ratio", spans=spans_of(passage, a, b, m),
                fields={"a": a.text, "b": b.text, "actual": f"{actual:.0f}", "stated": m.text},
            )  # fmt: skip


def _sides(passage: Passage, levels: tuple[Mention, Mention], change: Mention) -> tuple[Span, ...]:
    """The two levels and the change between them as two sides, where one sentence holds all and a stop parts them."""
    spans = spans_of(passage, *levels, change)
    last = max(levels, key=lambda m: m.end)
    if len(spans) != 1 or change.start < last.end:
        return spans
    text = passage.reading.document.text
    cuts = [c.start() for c in re.finditer(r"[,;:(—–]", text[last.end : change.start])]
    if not cuts:
        return spans
    at = last.end + cuts[-1]
    return Span(spans[0].start, at), Span(at + 1 + (text[at + 1 : at + 2] == " "), spans[0].end)
