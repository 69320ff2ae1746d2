"""Lists: shares that make more than a hundred, and a number of things against the names of them."""

import itertools
import re
from collections.abc import Iterator

from checker.conflicts._passage import Miss, Passage, counted, has_word, open_ended, value
from checker.model import Mention, Span
from checker.pack.rules import RuleText

_ITEM = re.compile(
    r"(?:the |The |and |And |or |as well as )*[A-Z][\w'’.&-]*"
    r"(?:\s+(?:(?:of|the|and the|de|del|da)\s+)?[A-Z][\w'’.&-]*)*"
)
_LEAST, _MOST = 2, 20
# "which is to say A, B and C, grumbled": the list is over where the sentence takes up its verb again
_CLOSED = re.compile(r"([^;]*\band\s+(?:the\s+)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*),\s+[a-z][^;]*$")


def votes(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """Shares of one vote, each behind the name of who got it: together they are no more than a hundred."""
    if not has_word(passage.text.lower(), text.words["vote"]):
        return
    prose, run = passage.reading.document.text, list[Mention]()
    for m in passage.amounts:
        if run and not _NEXT.fullmatch(prose, run[-1].end, m.start):
            run.clear()
        if m.unit == "percent" and not open_ended(m) and not m.change and not m.base:
            run.append(m)
        total = sum(map(value, run))
        if len(run) >= _RUN and _HUNDRED + text.limits["share"] < total < _HUNDRED + _OVER:
            yield Miss(how="shares", spans=(passage.sentence,), fields={"actual": f"{total:.1f}".removesuffix(".0")})
            return


_RUN, _HUNDRED, _OVER = 3, 100, 40
_NEXT = re.compile(
    r"(?:\s(?:of the votes?))?(?:[,;]|,?\s(?=and\b|but\b))\s*(?:(?:and|but)\s+)?(?:the\s+)?"
    r"(?:[A-Z][\w'’.-]*\s+|(?:e|de|da|di|du|von|van|of|al|el)\s+){1,5}(?:(?:with|on|at|got|won|took|had)\s+)?"
)


def shares(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """A list of shares of one whole with what is left over: it has to make a hundred."""
    percents = [m for m in passage.amounts if m.unit == "percent"]
    bare = [m for m in passage.amounts if m.unit is None and percents and m.start > percents[0].start and not m.noun]
    listed = sorted([*percents, *bare], key=lambda m: m.start)
    if len(listed) < 3 or any(open_ended(m) or m.change for m in listed):
        return
    last = passage.words(listed[-2].end, passage.sentence.end)
    answered = sum(has_word(passage.words(m.end, m.end + 30), text.words["answer"]) for m in listed) >= len(listed) - 1
    if not (answered or has_word(last, text.words["rest"]) or has_word(last, text.words["others"])):
        return
    gaps = [passage.words(a.end, b.start) for a, b in itertools.pairwise(listed)]
    if any(
        re.search(r"\b(?:from|against|after|compared|than|down|up|of (?:whom|which|them))\b", g) or ";" in g
        for g in gaps
    ):
        return
    total = sum(map(value, listed))
    if any(abs(2 * value(m) - total) <= text.limits["share"] for m in listed):  # a whole and its parts
        return
    if total > 100 + text.limits["share"] and total < 140:
        yield Miss(how="shares", spans=(passage.sentence,), fields={"actual": f"{total:.1f}".rstrip("0").rstrip(".")})


def lists(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """As many names as announced: "the eight governments ...: A, B and C"."""
    document = passage.reading.document.text
    opening = re.compile(_OPENING.format(announce="|".join(re.escape(w) for w in text.words["that_is"])))
    for start, end, n, word in _announced(passage, text):
        opened = opening.match(document[end : passage.sentence.end])
        if not opened:
            continue
        begin = end + opened.end()
        body = document[begin : passage.sentence.end]
        named = (None if word.lower().startswith("both") and ";" in body else _names(body)) or _one_each(body)
        if named and len(named) >= _LEAST and len(named) != n:
            yield Miss(
                how="list", spans=(Span(start, begin), Span(begin, begin + _end(body, groups=True))),
                fields={"stated": word, "actual": str(len(named))},
            )  # fmt: skip


_OPENING = r"^[^:;.—–()0-9]{{0,110}}?(?::|\s[—–-]\s|\(|,?\s+(?:{announce}),?)\s+"


def _announced(passage: Passage, text: RuleText) -> Iterator[tuple[int, int, int, str]]:
    """Where a sentence says how many things it is about to name: start, end, the number, as written."""
    for m in passage.amounts:
        n = value(m)
        if not counted(m) or open_ended(m) or m.hedge != "exact" or not n.is_integer() or not _LEAST <= n <= _MOST:
            continue
        of = None if m.noun else _OF_THEM.match(passage.reading.document.text, m.end)
        if of or (m.noun and m.noun.endswith(("s", "people", "men"))):
            yield m.start, of.end() if of else m.end, int(n), m.text
    both = re.compile(
        r"\b(?:" + "|".join(text.words["both"]) + r")\s+(?:of\s+)?(?:\w+\s+){0,2}?(?!and\b)\w+s\b", re.IGNORECASE
    )
    for hit in both.finditer(passage.reading.document.text, passage.sentence.start, passage.sentence.end):
        yield hit.start(), hit.end(), 2, hit[0]


_OF_THEM = re.compile(r"\s+of\s+(?:the|its|their|our|these|those)\s+[\w-]+")


def _one_each(text: str) -> list[str] | None:
    """The items of "one in Madurai, one in Chennai and one in Delhi"."""
    items = re.split(r",\s*(?:and\s+)?|\s+and\s+", text[: _end(text)].rstrip(" ."))
    alike = [i for i in items if re.match(r"(?:one|another)\s+(?:in|from|by|to|at|for|on|under|with)\s", i)]
    return items if len(alike) == len(items) >= _LEAST else None


def _end(text: str, *, groups: bool = False) -> int:
    stop = re.search(r"\s[—–-]\s|\)|" + ("" if groups else ";|") + r"[.!?]?[\"'”’]?$", text)
    return stop.start() if stop else len(text)


def _names(text: str) -> list[str] | None:
    """The items of a list of names that fills ``text`` up to its end or a closing dash; None where there is none.

    A list in groups ("A, B and C from the early days; D and E since 2024; and F, which came last") is read group by
    group: what a group says of its members stands behind the last of them.
    """
    body = text[: _end(text, groups=True)].rstrip(" .")
    first = body.partition(";")[0]
    closed = _CLOSED.match(first)
    return _read(body) or (_read(closed[1] if closed else first) if closed or first != body else None)


def _read(body: str) -> list[str] | None:
    groups = re.split(r";\s*(?:and\s+)?", body)
    items = [item for group in groups for item in _items(group, loose=len(groups) > 1)]
    if len(items) < _LEAST or not re.search(r"\band\b|;", body):
        return None
    return items if all(_ITEM.fullmatch(i) for i in items) else None


def _items(group: str, *, loose: bool) -> list[str]:
    parts = re.split(
        r",\s*(?:and\s+|or\s+)?|\s+and\s+(?!the\s+Grenadines|Herzegovina|Tobago|Barbuda|Nevis|Príncipe)", group.strip()
    )
    items = [p.strip() for p in parts if p.strip()]
    if loose and items:
        while len(items) > 1 and re.match(r"(?:which|who|whose|where|when|since|from|all)\b", items[-1]):
            items.pop()
        head = _ITEM.match(items[-1])
        items[-1] = head[0] if head else items[-1]
    return items
