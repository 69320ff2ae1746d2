"""What leads from a draft to the documents of an archive that it has to be compared with, besides figures."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.conflicts import date, name, order, role
from checker.model import Reading
from checker.pack.rules import RuleText
from checker.timing import own_date


class Term(NamedTuple):
    """A thing that a document speaks of, on a day (0 where there is none), with what it says of it."""

    text: str
    day: int
    extra: str


def terms(reading: Reading, texts: Mapping[str, RuleText]) -> list[Term]:
    """The happenings, names, offices and places in an order that a document tells of, each once."""
    found = [*_events(reading), *_names(reading), *_ranks(reading)]
    if role.ID in texts:
        found += _offices(reading, texts[role.ID])
    return sorted(set(found))


def _events(reading: Reading) -> Iterator[Term]:
    for event in reading.events:
        if event.kind not in ("fact", "other") and date.usable(event):
            for one in event.subject | date.keys_of(event):
                yield Term(f"{date.ID}/{event.kind}/{one}", event.period.first or 0, "")


def _names(reading: Reading) -> Iterator[Term]:
    for form in name.forms([reading]):
        for token in form.tokens:
            yield Term(f"{name.ID}/{token}", 0, " ".join(form.tokens))


def _offices(reading: Reading, text: RuleText) -> Iterator[Term]:
    for post in role.posts_of(reading, text):
        person = " ".join(sorted(post.names))
        if post.of:
            yield Term(f"{role.ID}/{post.office.office}/{post.of}", post.day or 0, person)
        if len(post.names) > 1:
            yield Term(f"person/{person}", post.day or 0, post.office.office)


def _ranks(reading: Reading) -> Iterator[Term]:
    own = own_date(reading)
    for rank in reading.ranks:
        if not rank.hedged:
            for one in order.names_of(rank.subject):
                yield Term(f"{order.ID}/{rank.by}/{rank.head}/{one}", (own.first or 0) if own else 0, str(rank.number))
