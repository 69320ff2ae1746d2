"""Sums: parts and their total, a rest, so many times each."""

import itertools
import re
from collections.abc import Iterator, Sequence
from math import hypot

from checker.amount import readable
from checker.conflicts._passage import Miss, Passage, counted, has_word, open_ended, same_unit, slack, value
from checker.model import Mention
from checker.pack.rules import RuleText

_GIVE = re.compile(
    r"\b(?:so that|give|gives|giving|make|makes|making|made|come to|comes to|came to|add up to|adds up to"
    r"|total|totals|totalling|totaling"
    r"|brings?|bringing|brought|together|combined|in all|altogether|sum of)\b"
)


_NEAR_TOTAL = 0.25  # parts and a rest this near to a figure before them are meant to make it


def _reach(parts: Sequence[Mention], relative: float, total: float) -> float:
    """How far parts may miss their total: the roundings of several figures seldom all go one way."""
    return hypot(*map(slack, parts)) + relative * abs(total)


def sums(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """A total beside its parts: "A and B give C"; "C: A and B"; "A ... B ... together C"."""
    same = [
        m
        for m in passage.amounts
        if not open_ended(m) and m.unit not in ("percent", "fraction") and m.change != "factor"
    ]
    for i in range(len(same) - 2):
        a, b, c = same[i : i + 3]
        if not (same_unit(a, b) and (same_unit(b, c) or (counted(b) and counted(c)))):
            continue
        joint = passage.words(a.end, b.start)
        if (
            not re.search(r"\band\b|\bplus\b", joint)
            or len(joint) > 60
            or re.search(r"\bof (?:which|whom|them|those)\b|\bfrom\b|\bto\b|\bin (?:19|20)\d\d", joint)
        ):
            continue
        yield from _forward(passage, text, _chain(passage, same[: i + 2]), c)
    yield from _colon(passage, text, same)
    yield from _together(passage, text, same)


def _chain(passage: Passage, same: Sequence[Mention]) -> tuple[Mention, ...]:
    """The last figures of ``same`` that one list holds: "eight, fifteen and fourteen"."""
    first = len(same) - 2
    while first and re.fullmatch(
        r"\s*[^,;.]{0,24},\s*(?:[^,;.\d]{0,24})", passage.words(same[first - 1].end, same[first].start)
    ):
        first -= 1
    return tuple(same[first:])


_LISTED = re.compile(r"\s*[^,;.]{0,24},\s*[^,;.\d]{0,24}")


def _forward(passage: Passage, text: RuleText, parts: Sequence[Mention], c: Mention) -> Iterator[Miss]:
    words = passage.words(parts[-1].end, c.start)
    if re.search(r":\s(?:[a-z-]+,\s)+$", passage.words(passage.sentence.start, parts[0].start)):
        return  # the list begins with a part that is no figure for us: "eight, fifteen and fourteen"
    behind = _ALTOGETHER.match(passage.words(c.end, c.end + 20)) and re.fullmatch(r"[,\s]*(?:or\s+|so\s+)?", words)
    if (
        not (_GIVE.search(words) or behind)
        or len(words) > 90
        or (re.search(r"\bof\b.{0,10}$", words) and "total of" not in words)
    ):
        return
    yield from _miss(passage, text, parts, c)


_ALTOGETHER = re.compile(r"\s+(?:altogether|in all|in total|all told|together|combined)\b")


def _colon(passage: Passage, text: RuleText, same: list[Mention]) -> Iterator[Miss]:
    """A total, a colon and its parts up to the end of the sentence."""
    for i, total in enumerate(same):
        rest = same[i + 1 :]
        if not 2 <= len(rest) <= 8 or not all(same_unit(total, m) for m in rest):
            continue
        if ":" not in passage.words(total.end, rest[0].start) or passage.words(total.end, rest[0].start).count(":") > 1:
            continue
        gaps = [passage.words(x.end, y.start) for x, y in itertools.pairwise(rest)]
        tail = passage.words(rest[-1].end, passage.sentence.end)
        if all(re.search(r",|\band\b", g) and len(g) < 50 for g in gaps) and "and" in gaps[-1] and len(tail) < 50:
            if value(total) > max(map(value, rest)):
                yield from _miss(passage, text, rest, total)
            return


_JOINTLY = re.compile(
    r"\b(?:together|combined|in all|altogether|all told|between them|jointly|the trio|the pair of them"
    r"|the three of them|all three|add (?:them|these|it all|the \w+) (?:up|together)|added up)\b"
)


def _together(passage: Passage, text: RuleText, same: list[Mention]) -> Iterator[Miss]:
    """One total that the sentence announces, and the two figures of its unit just before it."""
    if len(same) != 1 or not _JOINTLY.search(passage.text.lower()):
        return
    total = same[0]
    if counted(total) and value(total) < _THOUSANDS:
        return
    parts = [m for m in passage.before if same_unit(m, total) and not open_ended(m) and not m.per]
    if len(parts) < 2 or total.per:
        return
    if any(_close(parts[-k:], total, text.limits["relative"]) is not None for k in range(2, len(parts) + 1)):
        return
    whole = _list_at_end(passage, parts)
    if len(whole) > 2 and value(total) > max(map(value, whole)):
        yield from _miss(passage, text, whole, total, near=0.3)
        return
    two = parts[-2:]
    if max(map(value, two)) < value(total) < 2.2 * sum(map(value, two)) and _close(two, total, 0.3) is not None:
        yield from _miss(passage, text, two, total, near=0.3)


def _list_at_end(passage: Passage, parts: Sequence[Mention]) -> tuple[Mention, ...]:
    """The figures that the last of ``parts`` makes one list with: "1.5 billion in July, 2.1 in April, 1.6 in May"."""
    first = len(parts) - 1
    sentence = passage.sentence_of(parts[-1])
    while first and passage.sentence_of(parts[first - 1]) == sentence:
        joint = passage.words(parts[first - 1].end, parts[first].start)
        wanted = r",|\band\b" if first < len(parts) - 1 else r"\band\b|\bplus\b"
        if len(joint) > _LIST_GAP or not re.search(wanted, joint) or re.search(r"[;:]", joint):
            break
        first -= 1
    return tuple(parts[first:])


_LIST_GAP, _THOUSANDS = 50, 100_000


def _close(parts: Sequence[Mention], total: Mention, near: float) -> float | None:
    made = sum(map(value, parts))
    far = abs(made - value(total)) / value(total)
    return far if far <= near else None


def _miss(
    passage: Passage, text: RuleText, parts: Sequence[Mention], total: Mention, near: float = 0.6
) -> Iterator[Miss]:
    made = sum(map(value, parts))
    if abs(made - value(total)) <= _reach((*parts, total), text.limits["relative"], 0) or not value(total):
        return
    if _close(parts, total, near) is None or any(p.equals == total.start or total.equals == p.start for p in parts):
        return
    spans = tuple(sorted({passage.sentence_of(m) for m in (*parts, total)}))
    yield Miss(
        how="sum", spans=spans,
        fields={"parts": " and ".join(p.text for p in parts), "actual": readable(round(made, 6)), "stated": total.text},
    )  # fmt: skip


_OTHERS = re.compile(r"\bthe others?\s+(?:[a-z-]+\s+){0,4}$")


def shares_of(passage: Passage, _text: RuleText) -> Iterator[Miss]:
    """A part that is many times the amount it is said to be of: "43 billion of it", of a fund of 150 million."""
    for part in passage.amounts:
        if not _OF_IT.match(passage.words(part.end, part.end + 12)) or open_ended(part) or part.unit == "percent":
            continue
        wholes = [m for m in (*passage.before, *passage.amounts) if m.end <= part.start and _is_whole(m, part)]
        if not wholes or any(_SLIP * value(m) > value(part) for m in wholes):
            continue  # somewhat larger ones are of a whole that was named further up
        whole = wholes[-1]
        spans = tuple(sorted({passage.sentence_of(m) for m in (whole, part)}))
        yield Miss(how="larger", spans=spans, kind="scale", fields={"part": part.text, "whole": whole.text})


def parts_of_all(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """The parts of "Of the 96 howitzers, 48 went east, 30 north and 28 stay": they are no more than all."""
    whole = passage.amounts[0] if passage.amounts else None
    if (
        whole is None
        or not counted(whole)
        or open_ended(whole)
        or not _OF_ALL.fullmatch(passage.words(passage.sentence.start, whole.start))
    ):
        return
    parts = passage.amounts[1:]
    if not 2 <= len(parts) <= _MOST or any(m.unit is not None or open_ended(m) or m.noun for m in parts):
        return
    gaps = [passage.words(a.end, b.start) for a, b in itertools.pairwise((whole, *parts))]
    if any(re.search(r"[;:(]|\bof (?:whom|which|them|these|those)\b|\bincluding\b|\bfrom\b", g) for g in gaps):
        return
    made = sum(map(value, parts))
    if max(map(value, parts)) < value(whole) < made - _reach((*parts, whole), text.limits["relative"], made):
        yield from _miss(passage, text, parts, whole, near=0.6)


_OF_ALL = re.compile(r"[\s\"'“‘]*(?:and |but )?of (?:the|its|his|her|their|our|these|those|all)(?: [a-z]+)? ")
_MOST = 6


_OF_IT = re.compile(r"\s+of (?:it|that|them|this)\b")


def parts_of(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """Parts that are more than their whole: "142 billion of it in sales and 52 billion in purchases", of 174."""
    for part in passage.amounts:
        if not _OF_IT.match(passage.words(part.end, part.end + 12)) or open_ended(part) or part.unit == "percent":
            continue
        wholes = [m for m in passage.before if _is_whole(m, part) and not open_ended(m)]
        more = [m for m in passage.amounts if m.start > part.end and same_unit(m, part) and not open_ended(m)]
        if not wholes or not more or not re.search(r"\band\b|\bplus\b", passage.words(part.end, more[0].start)):
            continue
        parts = (part, more[0])
        whole = wholes[-1]
        made = sum(map(value, parts))
        if max(map(value, parts)) < value(whole) < made - _reach((*parts, whole), text.limits["relative"], made):
            yield from _miss(passage, text, parts, whole, near=0.6)


_SLIP = 100  # a part so many times its whole was written in another scale


def _is_whole(m: Mention, part: Mention) -> bool:
    """Whether an amount of money or a measure may be what a part is of; a large bare part has no unit of its own."""
    if not m.unit or m.unit in ("percent", "fraction") or m.noun or m.per or not value(m):
        return False
    return m.unit == part.unit or (part.unit is None and part.noun is None and value(part) >= _MILLION)


_MILLION = 1_000_000


def rests(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """A total, its named parts, and a rest: what is left has to be the rest."""
    for rest in reversed(passage.amounts):
        lead = passage.words(max(passage.sentence.start, rest.start - 45), rest.start)
        others = _OTHERS.search(lead)
        left = lead.endswith(_THE_OTHER) or has_word(lead, text.words["rest"])
        if not (others or left) or open_ended(rest):
            continue
        told = rest.start - len(others[0]) if others else rest.start  # "the other eleven armies": no part is told there
        if rest.unit in ("percent", "fraction"):
            yield from _rest_of_hundred(passage, text, rest)
            return
        earlier = [
            m for m in (*passage.before, *passage.amounts) if m.end <= told and same_unit(m, rest) and not open_ended(m)
        ]
        found = _total_and_parts(passage, earlier) or _total_before(earlier, rest) or _chamber(passage, rest)
        if not found:
            continue
        total, parts = found
        over = value(total) - sum(map(value, parts))
        if over <= 0 or abs(over - value(rest)) <= _reach((total, *parts, rest), text.limits["relative"], value(rest)):
            return
        spans = tuple(sorted({passage.sentence_of(m) for m in (total, *parts, rest)}))
        yield Miss(
            how="rest", spans=spans,
            fields={
                "total": total.text, "parts": ", ".join(p.text for p in parts), "actual": readable(round(over, 6)),
                "stated": rest.text,
            },
        )  # fmt: skip
        return


_THE_OTHER = ("the other ", "which leaves ", "that leaves ", "leaving ")


def _rest_of_hundred(passage: Passage, text: RuleText, rest: Mention) -> Iterator[Miss]:
    """Shares of one sentence and "the remaining N per cent": they have to make a hundred."""
    parts = [m for m in passage.amounts if m.unit == "percent" and m.end <= rest.start]
    if not parts or any(open_ended(m) or m.change or m.base for m in parts):
        return
    made = sum(map(value, parts))
    if made >= 100 or re.search(
        r"\bof (?:the rest|which|whom|these|those|them)\b", passage.words(parts[0].start, rest.end)
    ):
        return
    if abs(100 - made - value(rest)) > text.limits["share"] + _reach((*parts, rest), 0, 0):
        yield Miss(
            how="rest", spans=(passage.sentence,),
            fields={
                "total": "100 per cent", "parts": ", ".join(p.text for p in parts),
                "actual": readable(round(100 - made, 6)), "stated": rest.text,
            },
        )  # fmt: skip


def _total_before(earlier: Sequence[Mention], rest: Mention) -> tuple[Mention, list[Mention]] | None:
    """An earlier figure that the parts and the rest nearly make, where nothing says what they are parts of."""
    for i in range(len(earlier) - 2, -1, -1):
        total, parts = earlier[i], list(earlier[i + 1 :])
        made = sum(map(value, parts)) + value(rest)
        if value(total) > max(map(value, (*parts, rest))) and abs(made - value(total)) <= _NEAR_TOTAL * value(total):
            return total, parts
    return None


_OF_THE = re.compile(r"\s*(?:\w+\s)?(?:out )?of (?:the |its |their )?")


def _chamber(passage: Passage, rest: Mention) -> tuple[Mention, list[Mention]] | None:
    """A whole and its part said anywhere before in the document, where it is the only one: "159 of the 225 seats"."""
    text = passage.reading.document.text
    if not counted(rest) or not (rest.noun or rest.unit):
        return None
    found = []
    counts = [m for m in passage.reading.mentions if m.end <= rest.start and m.kind == "quantity" and counted(m)]
    for a, b in itertools.pairwise(counts):
        same = (b.unit or b.noun) == (rest.unit or rest.noun) or b.noun == rest.noun
        if (
            same
            and re.fullmatch(r"\s*(?:\w+\s)?(?:out )?of (?:the |its |their )?", text[a.end : b.start])
            and value(b) > value(a)
        ):
            found.append((b, [a]))
    return found[0] if len({value(total) for total, _ in found}) == 1 and len(found) == 1 else None


def _total_and_parts(passage: Passage, earlier: list[Mention]) -> tuple[Mention, list[Mention]] | None:
    """The total and what is named of it, nearest to the rest first: "A of the T", or "T ... A of that ... B"."""
    for i in range(len(earlier) - 1, 0, -1):
        a, b = earlier[i - 1], earlier[i]
        if re.fullmatch(r"[\s\w]{0,14}\bof (?:the |its |their )?", passage.words(a.end, b.start)) and value(b) > value(
            a
        ):
            return b, [a, *earlier[i + 1 :]]
    for i in range(len(earlier) - 1):
        total, first = earlier[i], earlier[i + 1]
        after = passage.words(first.end, first.end + 24)
        if value(total) > value(first) and re.match(
            r"\s*(?:\w+\s+)?of (?:that|it|them|this|these|those|which)\b", after
        ):
            return total, earlier[i + 1 :]
    return None


def products(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """So many times each: "four tranches, each worth A, which brings the total to B"."""
    amounts = [m for m in passage.amounts if not open_ended(m)]
    for i in range(len(amounts) - 2):
        n, each, total = amounts[i : i + 3]
        if not counted(n) or counted(each) or each.unit == "percent" or not same_unit(each, total):
            continue
        between, after = passage.words(n.end, each.start), passage.words(each.end, total.start)
        if not (has_word(between, text.words["each"]) or has_word(after[:12], text.words["each"])):
            continue
        if not _GIVE.search(after) or not 2 <= value(n) <= 100:
            continue
        made = value(n) * value(each)
        if abs(made - value(total)) > value(n) * slack(each) + slack(total) + text.limits["relative"] * made:
            yield Miss(
                how="each", spans=(passage.sentence,),
                fields={"n": n.text, "each": each.text, "actual": readable(made), "stated": total.text},
            )  # fmt: skip
