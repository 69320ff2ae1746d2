"""Lists: shares that make more than a hundred, and a number of things against the names of them."""

import itertools
import re
from collections.abc import Iterator

from checker.conflicts._passage import Miss, Passage, counted, has_word, open_ended, value
from checker.model import Span
from checker.pack.rules import RuleText

_ITEM = re.compile(
    r"(?:the |The |and |And |or |as well as )*[A-Z][\w'’.&-]*"
    r"(?:\s+(?:(?:of|the|and the|de|del|da)\s+)?[A-Z][\w'’.&-]*)*"
)
_LEAST, _MOST = 2, 20


def shares(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """A list of shares of one whole with what is left over: it has to make a hundred."""
    percents = [m for m in passage.amounts if m.unit == "percent"]
    bare = [m for m in passage.amounts if m.unit is None and percents and m.start > percents[0].start and not m.noun]
    listed = sorted([*percents, *bare], key=lambda m: m.start)
    if len(listed) < 3 or any(open_ended(m) or m.change for m in listed):
        return
    last = passage.words(listed[-2].end, passage.sentence.end)
    if not (
        has_word(last, text.words["rest"]) or re.search(r"\b(?:other|others|everyone else|all the others)\b", last)
    ):
        return
    gaps = [passage.words(a.end, b.start) for a, b in itertools.pairwise(listed)]
    if any(
        re.search(r"\b(?:from|against|after|compared|than|down|up|of (?:whom|which|them))\b", g) or ";" in g
        for g in gaps
    ):
        return
    total = sum(map(value, listed))
    if total > 100 + text.limits["share"] and total < 140:
        yield Miss(how="shares", spans=(passage.sentence,), fields={"actual": f"{total:.1f}".rstrip("0").rstrip(".")})


def lists(passage: Passage, text: RuleText) -> Iterator[Miss]:
    """As many names as announced: "the eight governments ...: A, B and C"."""
    announce = "|".join(re.escape(w) for w in text.words["that_is"])
    for m in passage.amounts:
        n = value(m)
        if not counted(m) or open_ended(m) or m.hedge != "exact" or not n.is_integer() or not _LEAST <= n <= _MOST:
            continue
        if not m.noun or not m.noun.endswith(("s", "people", "men")):
            continue
        document = passage.reading.document.text
        opened = re.compile(rf"^[^:;.—–()0-9]{{0,110}}?(?::|\s[—–-]\s|\(|,?\s+(?:{announce}),?)\s+").match(
            document[m.end : passage.sentence.end]
        )
        if not opened:
            continue
        start = m.end + opened.end()
        named = _names(document[start : passage.sentence.end])
        if named and len(named) >= _LEAST and len(named) != n:
            yield Miss(
                how="list",
                spans=(Span(m.start, start), Span(start, start + _end(document[start : passage.sentence.end]))),
                fields={"stated": m.text, "actual": str(len(named))},
            )  # fmt: skip


def _end(text: str) -> int:
    stop = re.search(r"\s[—–-]\s|\)|;|[.!?]?[\"'”’]?$", text)
    return stop.start() if stop else len(text)


def _names(text: str) -> list[str] | None:
    """The items of a list of names that fills ``text`` up to its end or a closing dash; None where there is none."""
    body = text[: _end(text)].rstrip(" .")
    items = re.split(
        r",\s*(?:and\s+|or\s+)?|\s+and\s+(?!the\s+Grenadines|Herzegovina|Tobago|Barbuda|Nevis|Príncipe)", body
    )
    items = [i.strip() for i in items if i.strip()]
    if len(items) < _LEAST or not re.search(r"\band\b", body):
        return None
    return items if all(_ITEM.fullmatch(i) for i in items) else None
