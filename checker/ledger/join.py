"""A run against ledgers: the documents that its drafts have to be compared with join it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import msgspec

from checker.conflicts import date, name, unsupported
from checker.group import Corpus
from checker.ledger.base import connect, meta, root, told, way
from checker.ledger.look import candidates, corpus
from checker.ledger.write import load
from checker.model import Notice, Reading
from checker.pack.rules import RuleText
from checker.stored import at

_OTHER = "{path} was made by another version of checker or of its rules: bring it up to date with checker ledger update"


class View:
    """What a run sees of its ledgers. ``corpus`` stands for all their documents, also those that did not join."""

    def __init__(
        self, corpus: Corpus, spellings: frozenset[tuple[str, ...]], loaded: frozenset[int], notices: tuple[Notice, ...]
    ) -> None:
        self.corpus = corpus
        self.loaded = loaded
        self.notices = notices
        self._spellings = spellings

    def readings(self, rule: str, given: Sequence[Reading]) -> Sequence[Reading]:
        """The readings as one rule is to see them: names that are too common in the archive lead nowhere."""
        if rule == unsupported.ID and not self.loaded:
            return [*given, cast("Reading", SimpleNamespace(index=-1, against=True, claims=()))]  # there is an archive
        if rule != name.ID:
            return given
        return [self._named(r) if r.index in self.loaded else r for r in given]

    def _named(self, reading: Reading) -> Reading:
        places = {span for f in name.forms([reading]) if f.tokens in self._spellings for _, span in f.places}
        names = tuple(n for n in reading.names if n.span in places)
        return cast("Reading", SimpleNamespace(index=reading.index, names=names))

    def text(self, text: RuleText) -> RuleText:
        """A rule's limits for this run: which words are rare beside a date cannot be told from a part of an archive."""
        return msgspec.structs.replace(text, limits={**text.limits, "rare": 0.0}) if text.id == date.ID else text


def _decode(readings: Sequence[Reading]) -> None:
    """Look into all parts, which another version may have written in another form."""
    for reading in readings:
        _ = reading.claims, reading.names, reading.document, reading.sentences


def joined(
    readings: Sequence[Reading], facts: int, ledgers: Sequence[str], texts: Mapping[str, RuleText], made_by: bytes
) -> tuple[list[Reading], int, View]:
    """The readings of a run with those that join it, in the order of their paths, and where the facts begin now.

    ``facts`` is where they began; ``made_by`` tells this program from another version.

    Raises:
        LedgerError: a ledger cannot be used.
    """
    known = [Path(r.document.path) for r in readings[:facts]]
    entries = [(r.document.path, r.against, False, r) for r in readings[:facts]]
    spellings: set[tuple[str, ...]] = set()
    notices = []
    bases = [(path, connect(path)) for path in sorted(set(ledgers))]
    for path, base in bases:
        foreign = meta(base, "made by") != made_by
        if foreign:
            notices.append(Notice(message=_OTHER.format(path=path), path=path))
        with told(path, foreign=foreign):
            start = root(path, base)
            there = frozenset(way(p, start) for p in known)
            found = candidates(base, [r for r in readings if not r.against], texts, there)
            if foreign:
                _decode([load(base, 0, number, p, path) for number, p in found.documents])
        here = start.resolve() == Path.cwd()
        for number, at_root in found.documents:
            name_here = at_root if here else way(start / at_root, Path())
            known.append(Path(name_here))
            entries.append((name_here, True, True, load(base, 0, number, name_here, path)))
        spellings.update(found.spellings)
    entries.sort(key=lambda entry: entry[:3])
    done = [at(i, entry[3]) for i, entry in enumerate(entries)]
    done += [at(len(entries) + i, r) for i, r in enumerate(readings[facts:])]
    loaded = frozenset(i for i, entry in enumerate(entries) if entry[2])
    absent = frozenset(r.index for r in done) - loaded
    claims = [c for r in done for c in r.claims]
    parts = []
    for path, base in bases:
        with told(path):
            parts.append(corpus(base, claims, absent))
    count: Counter[str] = Counter()
    posted: Counter[tuple[str, str]] = Counter()
    for part in parts:
        count.update(part.count)
        posted.update(part.posted)
    whole = Corpus(total=sum(p.total for p in parts), count=count, posted=posted, absent=absent)
    return done, len(entries), View(whole, frozenset(spellings), loaded, tuple(notices))
