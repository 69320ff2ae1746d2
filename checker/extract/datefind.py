"""Dates that a text states by month, year or digits: located by one cheap pass each, then read left and right of it."""

import re
from collections.abc import Iterator

from checker import period
from checker.extract.dateparse import read
from checker.extract.dateparts import Found
from checker.extract.datewords import Patterns, S
from checker.model import Grain, Period

_WINDOW = 64
_RANGE = re.compile(r"[-–—‑]|\b(?:to|until|through)\b")
_DIGITS = re.compile(r"(?<![\w.,/:$€£¥+-])(\d{4}|\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?![\w-]|[.,/]\d)|"
                     r"(?<![\w.,/:$€£¥+-])(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?(?!\w)|"
                     r"(?<![\w.,/:$€£¥+-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\w-]|[.,/]\d)")  # fmt: skip
_TWO_PARTS = re.compile(r"[0-9]+[-/.][0-9]")
_NO_RANGE = re.compile(r"[-–](?:\d{3}(?!\d)|\d{5}|(?![12])\d{4})|[-–](?=[12]\d{3})(?!1[5-9]|2[01])\d{4}")
_IN_YEAR_AND = re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring){S}[12]\d{{3}}{S}(?:and|or){S}$")
_GRAIN: dict[str, Grain] = {"quarter": "quarter", "half": "half"}
_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def digits(text: str, month_first: bool) -> Iterator[Found]:
    """Dates in digits alone: ISO days, months and times, "27/10/2024", "27.10.2024"."""
    done = 0
    for near in _TWO_PARTS.finditer(text):
        m = _DIGITS.match(text, near.start()) if near.start() >= done else None
        if m is None:
            continue
        done = m.end()
        if m[6]:
            short = int(m[7])
            if short <= int(m[6][2:]):  # "2009-10" is two years, "2024-10" a month
                yield Found(m.start(), m.end(), "month", (short, 1, short, 0), int(m[6]))
            continue
        if m[5]:
            at = period.from_iso(m[5])
        elif len(m[1]) == 4 and m[2] == "-":
            at = period.from_iso(f"{m[1]}-{int(m[3]):02}-{int(m[4]):02}") if len(m[4]) <= 2 else None
        elif len(m[4]) == 2 and (m[2] != "/" or len(m[1]) == 4):
            at = read(m[0], month_first) if len(m[1]) == 4 else None  # "1.2.24" is a version
        elif m[2] == "/":
            at = _slashes(int(m[1]), int(m[3]), m[4], month_first)
        else:
            at = read(m[0], month_first) if len(m[4]) == 4 else None
        if at is not None and at.first is not None:
            yield Found(m.start(), m.end(), "day", fixed=at)


def _slashes(one: int, two: int, written: str, month_first: bool) -> Period | None:
    number = int(written) if len(written) == 4 else 2000 + int(written) - (100 if int(written) > 69 else 0)
    if len(written) not in (2, 4):
        return None
    if one > 12 or (two <= 12 and not month_first):
        return period.day(number, two, one)
    return period.day(number, one, two)


def by_month(text: str, p: Patterns) -> Iterator[Found]:
    """Dates that name a month."""
    done = 0
    for m in p.month.finditer(text):
        start, end = m.span()
        if start < done or (end < len(text) and (text[end].isalpha() or text[end] == "_")):
            continue
        if start and (text[start - 1].isalpha() or text[start - 1] == "_"):
            continue
        for found in _month(text, start, end, m[0].lower(), p):
            done = max(done, found.end)
            yield found


def _month(text: str, start: int, end: int, word: str, p: Patterns) -> list[Found]:
    month = p.month_of[word]
    left = text[max(0, start - _WINDOW) : start].rpartition("\n\n")[2]
    base = start - len(left)
    if odd := _year_first(text, left, start, end, p):
        return [odd]
    if near := p.left_days.search(left):
        behind = _year_behind(text, end, p)
        return _days(near["days"], base + near.start("days"), base + near.start(), month, near["weekday"], behind, p)
    if (near := p.left_spelt.search(left)) and (dom := _spelt(near["spelt"], p)):
        found = Found(base + near.start(), end, "day", (month, dom, month, dom), weekday=_weekday(near["weekday"], p))
        return [_with_year(found, _year_behind(text, end, p))]
    if (near := p.right_days.match(text, end)) and not _counted_days(text, near, p):
        named = p.left_weekday.search(left)
        cue = None if named else p.left_cue.search(left)
        behind = _year_behind(text, near.end(), p)
        opening = named or cue
        first = base + opening.start() if opening else start
        weekday = named["weekday"] if named else None
        several = _days(near["days"], near.start("days"), first, month, weekday, behind, p, True)
        if cue:
            several[0].cue = _plain(cue["cue"])
        return several
    if (near := p.right_spelt.match(text, end)) and (dom := _spelt(near["spelt"], p)):
        found_one = Found(start, near.end(), "day", (month, dom, month, dom))
        if named := p.left_weekday.search(left):
            found_one.start, found_one.weekday = base + named.start(), _weekday(named["weekday"], p)
        return [_with_year(found_one, _year_behind(text, near.end(), p))]
    return _bare(text, left, start, end, word, p)


def _year_first(text: str, left: str, start: int, end: int, p: Patterns) -> Found | None:
    """Read "2024 Oct 27": no order of ours, so dateparser reads it."""
    near = p.left_year.search(left)
    after = p.right_dom.match(text, end) if near else None
    if not near or not after:
        return None
    first = start - len(left) + near.start()
    if at := read(" ".join(re.split(r"[\s/,.-]+", text[first : after.end()]))):
        return Found(first, after.end(), "day", fixed=at)
    return None


def _year_behind(text: str, end: int, p: Patterns) -> tuple[int, int | None, str]:
    """End of the date, its year, and a cue to its year ("last year")."""
    if m := p.right_year.match(text, end):
        if m["short"]:
            return m.end(), 2000 + int(m["short"]) - (100 if int(m["short"]) > 49 else 0), ""
        return m.end(), int(m["year"]), ""
    if m := p.right_cue.match(text, end):
        return m.end(), None, _plain(m["cue"])
    return end, None, ""


def _plain(cue: str) -> str:
    return cue.lower().split()[-1]


def _weekday(name: str | None, p: Patterns) -> int | None:
    return p.weekday_of.get(name.lower().rstrip(".")) if name else None


def _spelt(words: str, p: Patterns) -> int | None:
    tens, _, unit = words.lower().replace(" ", "-").rpartition("-")
    number = {"": 0, "twenty": 20, "thirty": 30}[tens] + p.words.ordinals[unit]
    return number if number <= 31 else None


def _with_year(found: Found, behind: tuple[int, int | None, str]) -> Found:
    found.end, found.year, found.year_cue = behind[0], behind[1], behind[2]
    return found


def _days(
    written: str, at: int, first: int, month: int, named: str | None, behind: tuple[int, int | None, str],
    p: Patterns, month_before: bool = False,
) -> list[Found]:  # fmt: skip
    """The days of one month: "3 to 5 May" is one stretch, "7 and 9 May" are two days."""
    numbers = [(int(d[0]), at + d.start(), at + d.end()) for d in p.dom.finditer(written)]
    year_end, year, cue = behind
    if len(numbers) == 2 and _RANGE.search(written):
        (one, _, _), (two, _, _) = numbers
        found = Found(first, year_end, "span", (month, one, month, two), year, weekday=_weekday(named, p), year_cue=cue)
        return [found] if one < two else []
    result = []
    for i, (dom, d_start, d_end) in enumerate(numbers):
        last = i == len(numbers) - 1
        begin = first if i == 0 else d_start
        stop = year_end if last else d_end
        if i == 0 and not last and not month_before:
            begin = min(first, d_start)
        found = Found(begin, stop, "day", (month, dom, month, dom), year, year_cue=cue)
        found.weekday = _weekday(named, p) if i == 0 else None
        result.append(found)
    return result


def _counted_days(text: str, near: re.Match[str], p: Patterns) -> bool:
    """Whether the number behind the month counts something: "in May 30 soldiers", "in June 12 per cent"."""
    end = near.end()
    if text[end : end + 1] in ("%", "°") or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()):
        return True
    if text[end - 1].isalpha():
        return False
    behind = p.behind.match(text, end)
    return behind is not None and _counts(behind, p)


def _counts(behind: re.Match[str], p: Patterns) -> bool:
    one = behind[1]
    if one.isupper():
        one = one.lower()  # "GMT", "MW"
    return one in p.words.counted or f"{one} {behind[2]}" in p.words.counted


def _bare(text: str, left: str, start: int, end: int, word: str, p: Patterns) -> list[Found]:
    """A month without a day: "in October", "March 2025", "last May", "late June"."""
    base = start - len(left)
    part = p.left_part.search(left)
    cue = p.left_cue.search(left)
    stop, year, year_cue = _year_behind(text, end, p)
    if year is not None and _counted_days_year(text, stop, p):
        stop, year = end, None
    anchored = year is not None or bool(year_cue) or bool(part) or bool(cue)
    if word in p.words.month_abbreviations:
        if year is None:
            return []
    elif not anchored and not _stands_alone(text, left, end, word, p):
        return []
    month = p.month_of[word]
    found = Found(start, stop, "month", (month, 1, month, 0), year, year_cue=year_cue)
    if part:
        found.start, found.part = base + part.start(), p.words.parts[" ".join(part["part"].lower().split())]
        found.grain = "span"
    elif cue and year is None:
        found.start, found.cue = base + cue.start(), _plain(cue["cue"])
    return [found]


def _counted_days_year(text: str, end: int, p: Patterns) -> bool:
    behind = p.behind.match(text, end)
    return behind is not None and _counts(behind, p)


def _stands_alone(text: str, left: str, end: int, word: str, p: Patterns) -> bool:
    if text[end : end + 4] == " Day":
        return False
    if word not in p.words.doubtful_months:
        return True
    if p.month_behind.match(text, end) or p.month_before.search(left):
        return True
    if not p.before_month.search(left):
        return False
    # "by May and her ministers", "for March on": a preposition is no proof for a name in front of a name
    return not re.match(rf"{S}[A-Z][a-z]+{S}(?:said|says|told)\b", text[end : end + 40])


def by_year(text: str, p: Patterns) -> Iterator[Found]:
    """Dates that name a year and no month, with a part, quarter, half, season or holiday in front."""
    done = 0
    for m in p.year.finditer(text):
        start, end = m.span()
        if start < done:
            continue
        left = text[max(0, start - _WINDOW) : start].rpartition("\n\n")[2]
        if not is_year(text, left, start, end, p):
            continue
        found = _year(text, left, start, end, p)
        done = found.end
        yield found


def is_year(text: str, left: str, start: int, end: int, p: Patterns) -> bool:
    """Whether the four digits are a year: by what touches them, the words before, and the word behind."""
    if not _untouched(text, left, start, end):
        return False
    number = int(text[start:end])
    before = p.before.search(left[-30:])
    one = (before[1] or "").lower() if before else ""
    two = (before[2] or "").lower() if before else ""
    if not two:
        one, two = "", one
    if left.endswith("(") and text[end : end + 1] == ")":
        return number >= 1500
    if two in p.words.no_year_after or two.rstrip(".") in ("p", "pp") or p.listed_numbers.search(left):
        return False
    behind = p.behind.match(text, end)
    counted = behind is not None and _counts(behind, p)
    more = p.count_range.match(text, end)
    dated = two in ("in", "since", "during") or bool(_IN_YEAR_AND.search(left[-20:]))
    if (
        more
        and not dated
        and (int(more[1].replace(",", "")) > 2199 or ((b := p.behind.match(text, more.end())) and _counts(b, p)))
    ):
        return False
    if counted:
        return dated
    if two in p.words.count_before or f"{one} {two}" in p.words.count_before:
        counts = number % 100 == 0 or one in ("more", "less", "fewer") or _plural(behind, named=True)
        return 1900 <= number <= 2100 and not counts
    if two in p.words.year_prepositions or two in ("year", "of", "and", "to", "early", "late", "mid"):
        return number <= 2100 or two == "year"
    named = before is not None and (before[2] or before[1] or "")[:1].isupper()
    expected = named or two in p.words.may_precede_year or two in p.part_of_year
    if two and not expected:
        after = behind[1] if behind else ""
        if number % 100 == 0 or (after.islower() and after not in p.words.may_follow_year):
            return False
    return 1800 <= number <= 2100 or (1500 <= number < 1800 and expected)


def _plural(behind: re.Match[str] | None, named: bool = False) -> bool:
    word = behind[1] if behind else ""
    if not named and not word.islower():
        return False
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _untouched(text: str, left: str, start: int, end: int) -> bool:
    c = text[start - 1] if start else " "
    after = text[end : end + 2]
    if (
        after[:1].isalnum()
        or after[:1] in ("_", "%", "°", "@")
        or (after[:1] in (".", ",", ":") and after[1:].isdigit())
    ):
        return False
    if after[:1] in ("-", "–") and _NO_RANGE.match(text, end):
        return False
    if c in "-–‑/":
        return text[start - 2 : start - 1].isalpha() and c != "/" and _prefix(left[:-1])
    if c in ".,:" and start > 1 and text[start - 2].isdigit():
        return False
    return not (c.isalnum() or c in "_$€£¥₹#+@=~&<>") or left.endswith("FY")


def _prefix(left: str) -> bool:
    word = re.search(r"[A-Za-z]+$", left)
    return word is not None and word[0].lower() in (
        "pre", "post", "mid", "early", "late", "end", "since", "fiscal", "then", "non", "by", "to",
    )  # fmt: skip


def _year(text: str, left: str, start: int, end: int, p: Patterns) -> Found:
    number = int(text[start:end])
    found = Found(start, end, "year", (1, 1, 12, 0), number)
    if _may_have_part(left, p) and (near := p.year_left.search(left)):
        _before_year(found, near, start - len(left), p)
    if found.shape == (1, 1, 12, 0) and (behind := p.year_right.match(text, end)):
        _behind_year(found, behind)
    return found


def _may_have_part(left: str, p: Patterns) -> bool:
    """Cheap look at the words before, as the full pattern is dear and "in 2019" is what most years look like."""
    if left[-1:] in "-/" or left[-2:].upper() == "FY" or (left[-1:].isspace() and left[-2:-1].isdigit()):
        return True
    words = left[-24:].lower().replace("-", " ").rstrip(" ,\n").split()
    if len(words) > 1 and words[-1] in ("in", "of", "the"):
        words.pop()
    return bool(words) and words[-1].strip(",") in p.part_of_year


def _before_year(found: Found, near: re.Match[str], base: int, p: Patterns) -> None:
    number = found.year or 0
    quarter = near["q"] or near["q2"] or (str(_QUARTER[near["quarter"].lower()]) if near["quarter"] else "")
    half = near["h"] or near["h2"]
    begin = near.start()
    if quarter:
        found.shape, found.grain = (3 * int(quarter) - 2, 1, 3 * int(quarter), 0), "quarter"
    elif half:
        found.shape, found.grain = (6 * int(half) - 5, 1, 6 * int(half), 0), "half"
    elif near["season"]:
        one, two = p.words.seasons[near["season"].lower()]
        found.shape, found.grain = (one, 1, two, 0), "season"
        if two > 12:  # "the winter of 2024" may be the one that ends in 2024 or the one that begins
            found.shape = (1, 1, two, 0)
    elif near["holiday"]:
        month, dom = p.words.holidays[" ".join(near["holiday"].lower().split())]
        found.shape, found.grain = (month, dom, month, dom), "day"
    elif near["fiscal"]:
        found.noun = "fiscal year"
    if near["part"]:
        name = " ".join(near["part"].lower().split())
        found.part = p.words.parts[name]
        if ("week" in name or "days" in name) and found.grain == "year":
            first = found.part is not None and found.part[0] == 0
            found.part, found.shape = None, (1, 1, 1, 0) if first else (12, 1, 12, 0)
        found.grain = _GRAIN.get(name.rpartition(" ")[2], "span") if found.grain == "year" else "span"
    elif found.grain == "year" and not near["fiscal"] and not near["yearword"]:
        return
    elif near["yearword"]:
        begin = near.start("yearword")
    found.year = number
    found.start = base + begin


def _behind_year(found: Found, behind: re.Match[str]) -> None:
    number = found.year or 0
    if behind["q"] or behind["quarter"]:
        quarter = int(behind["q"] or _QUARTER[behind["quarter"]])
        found.shape, found.grain, found.end = (3 * quarter - 2, 1, 3 * quarter, 0), "quarter", behind.end()
        return
    if found.part or found.grain != "year":
        return
    last = int(behind["full"]) if behind["full"] else number - number % 100 + int(behind["short"])
    if number < last <= number + 400 and last <= 2199 and (stretch := period.years(number, last)):
        found.fixed, found.grain, found.end, found.shape = stretch, "span", behind.end(), None
