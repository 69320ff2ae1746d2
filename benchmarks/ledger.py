"""A draft of 1,000 words against a ledger of a million claims.

    python benchmarks/ledger.py TEXTS [CLAIMS] [--keep FILE]

The ledger is synthetic: claims that were read out of slices of the public TEXTS are put in again and again, each time
with the words that they speak of exchanged for others of about the same frequency, with other numbers and dates.
Medians of seven runs; --keep leaves the ledger in FILE and takes it from there the next time.
"""

import json
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from zlib import crc32

import msgspec
from measure import ROOT, Run, checker
from synthetic import documents

sys.path.insert(0, str(ROOT))

from checker import engine
from checker.cache import maker
from checker.collect import Input
from checker.ledger import write
from checker.model import Claim, Event, Period, Reading
from checker.pack.loader import default_pack
from checker.pack.rules import load_rules

_SOURCES, _RICHEST, _WORDS, _TIMES = 240, 120, 1000, 7


class Features:
    """Exchange of what claims speak of; entities and known concepts stay."""

    def __init__(self, readings: list[Reading]) -> None:
        counts = Counter(f for r in readings for c in r.claims for f in c.features)
        groups: defaultdict[int, list[str]] = defaultdict(list)
        for feature in sorted(counts):
            if feature[0] not in "@#":
                groups[counts[feature].bit_length()].append(feature)
        self._group = {f: (g, i) for g in groups.values() for i, f in enumerate(g)}

    def exchanged(self, feature: str, turn: int) -> str:
        if feature not in self._group:
            return feature
        group, i = self._group[feature]
        return group[(i * (2 * turn + 1) + 7919 * turn) % len(group)]

    def claim(self, c: Claim, turn: int) -> Claim:
        new = {f: self.exchanged(f, turn) for f in {*c.features, *c.near, *c.proper, *c.noun_modifiers, c.noun}}
        factor = 0.5 + crc32(f"{c.text}{c.mention.start}/{turn}".encode()) % 1000 / 1000
        return msgspec.structs.replace(
            c,
            features={new[f]: w for f, w in c.features.items()},
            written={new.get(f, f): w for f, w in c.written.items()},
            near=frozenset(new[f] for f in c.near),
            proper=frozenset(new[f] for f in c.proper),
            noun=new[c.noun],
            number=(c.number[0] * factor, c.number[1] * factor),
            low=c.low * factor,
            high=c.high * factor,
        )


def _event(e: Event, days: int) -> Event:
    if e.period.first is None or e.period.last is None:
        return e
    return msgspec.structs.replace(
        e, period=Period(first=e.period.first + days, last=e.period.last + days, grain=e.period.grain)
    )


def copies(readings: list[Reading], claims: int) -> Iterator[write.Extracted]:
    """The readings again and again, until there are so many claims."""
    features = Features(readings)
    made = turn = 0
    while made < claims:
        for n, r in enumerate(readings):
            days = 37 * turn % 3650
            new = r if not turn else msgspec.structs.replace(
                r,
                claims=tuple(features.claim(c, turn) for c in r.claims),
                events=tuple(_event(e, days) for e in r.events),
            )  # fmt: skip
            path = f"archive/{turn:05}/{n:04}.md"
            yield Input(path=path), path.encode(), new
            made += len(r.claims)
        turn += 1


def _shown(runs: list[Run]) -> str:
    return f"{median(r.seconds for r in runs):.2f} s, processor {median(r.processor for r in runs):.2f} s"


def main() -> None:
    """Build the ledger, then check a draft against it."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    given = [a for a in sys.argv[2:] if a.isdigit()]
    keep = Path(sys.argv[sys.argv.index("--keep") + 1]) if "--keep" in sys.argv else None
    texts = list(documents(Path(sys.argv[1]), _SOURCES, _WORDS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = keep or folder / "archive.ledger"
        if not ledger.exists():
            readings = [engine.reading(0, engine.document(path, text)) for path, text in texts]
            readings = sorted(readings, key=lambda r: (-len(r.claims), r.document.path))[:_RICHEST]
            begin = time.perf_counter()
            found = copies(readings, int(given[0]) if given else 1_000_000)
            done = write.build(ledger, found, load_rules(default_pack()), maker(default_pack()))
            print(f"built from {done.added:,} documents in {time.perf_counter() - begin:.0f} s, without reading them")
        if keep:
            shutil.copy(keep, folder / "archive.ledger") if not (folder / "archive.ledger").exists() else None
        print(f"ledger: {(folder / 'archive.ledger').stat().st_size / 1e6:,.0f} MB")
        runs = []
        for n in (3, 50, 101):
            draft = texts[n][1].replace("1", "2").replace("date: 2", "date: 1").replace("date: 10", "date: 20")
            (folder / "draft.md").write_text(
                f'---\ntitle: "Draft"\ndate: 2020-05-05\n---\n\n{draft.split("---", 2)[2]}'
            )
            command = ("check", "draft.md", "--against", "archive.ledger", "--no-cache", "--format", "json")
            runs = [checker(*command, "--fail-level", "never", folder=folder) for _ in range(_TIMES)]
            alone = [
                checker("check", "draft.md", "--no-cache", "--format", "json", "--fail-level", "never", folder=folder)
                for _ in range(3)
            ]
            report = json.loads(runs[0].output)
            print(
                f"draft of {len(draft.split()):,} words: {_shown(runs)}"
                f" (without the ledger: {_shown(alone)}),"
                f" {max(r.megabytes for r in runs):.0f} MB, {len(report['findings'])} findings",
                flush=True,
            )


if __name__ == "__main__":
    main()
