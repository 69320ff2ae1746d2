"""Scores checker on the dossiers in ``fixtures/`` and holds the figures against floors that may only rise.

    python tests/gate.py                              the figures, and each miss with --verbose
    python tests/gate.py NAME ...                     of these dossiers only, without floors
    python tests/gate.py --update                     write them to fixtures/floors.json as the new floors
    python tests/gate.py --update --allow-regression  the same where a figure has fallen: say why in the commit

A finding is right when it touches at least two places of an expected item (for an item with one place: when all of its
evidence lies in that passage), and at least half of its evidence belongs to expected items. Precision is the share of
findings that are right, recall the share of items found, and a trap is sprung when a finding that no item accounts for
touches it. Notes are not scored.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TextIO

import msgspec

from checker.pack.loader import load_yaml

ROOT = Path(__file__).parent.parent
DOSSIERS = ROOT / "fixtures" / "dossiers"
FLOORS = ROOT / "fixtures" / "floors.json"
LONGEST_EVIDENCE = 600  # characters; whoever quotes the whole page points at nothing
NEARBY = 250  # characters around a single place that still are its passage
SLACK = 1e-9


class Quote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of a document, as an expectation names it."""

    doc: str
    quote: str


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finding that an editor wants; a trap where ``kind`` is empty."""

    id: str
    evidence: tuple[Quote, ...]
    why: str
    kind: str = ""
    level: str = ""


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An ``expected.yaml``. ``seen``: whether rules were written with this dossier in view."""

    topic: str
    conflicts: tuple[Item, ...]
    traps: tuple[Item, ...] = ()
    seen: bool = False


class Place(msgspec.Struct, frozen=True):
    """Where a quote stands."""

    doc: str
    start: int
    end: int


class Evidence(msgspec.Struct, frozen=True):
    """What the JSON report says of one side of a finding, as far as it is scored."""

    path: str
    start: int
    end: int
    quote: str

    @property
    def doc(self) -> str:
        """Name of the document."""
        return PurePath(self.path).name


class Found(msgspec.Struct, frozen=True):
    """What the JSON report says of a finding, as far as it is scored."""

    rule: str
    kind: str
    level: str
    evidence: tuple[Evidence, ...]


class Report(msgspec.Struct, frozen=True):
    """What the JSON report says, as far as it is scored."""

    findings: tuple[Found, ...]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Documents with the findings that are expected in them."""

    name: str
    docs: Path
    expected: Path
    group: str
    items: tuple[Item, ...]
    traps: tuple[Item, ...]
    places: dict[str, tuple[Place, ...]]
    texts: dict[str, str]


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of one dossier, or of many. ``log`` names every miss, false alarm and sprung trap."""

    found: int = 0
    items: int = 0
    right: int = 0
    findings: int = 0
    sprung: int = 0
    traps: int = 0
    log: tuple[str, ...] = ()
    kinds: tuple[tuple[str, int, int], ...] = ()  # kind, items found, items

    def __add__(self, other: "Score") -> "Score":
        return Score(
            found=self.found + other.found,
            items=self.items + other.items,
            right=self.right + other.right,
            findings=self.findings + other.findings,
            sprung=self.sprung + other.sprung,
            traps=self.traps + other.traps,
            log=self.log + other.log,
            kinds=_sum_by_kind((*self.kinds, *other.kinds)),
        )

    def figures(self) -> dict[str, float]:
        """The three figures that have floors. No finding at all is no false alarm."""
        return {
            "precision": round(self.right / self.findings, 4) if self.findings else 1.0,
            "recall": round(self.found / self.items, 4) if self.items else 1.0,
            "traps_avoided": round(1 - self.sprung / self.traps, 4) if self.traps else 1.0,
        }


def _sum_by_kind(counts: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
    found: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for kind, some, of in counts:
        found[kind] += some
        items[kind] += of
    return tuple((kind, found[kind], items[kind]) for kind in sorted(items))


def dossiers() -> list[Dossier]:
    """The sample corpus and all dossiers of ``fixtures/``, in the order of their names."""
    ours = [(path.parent.name, path.parent / "docs", path, "") for path in sorted(DOSSIERS.glob("*/expected.yaml"))]
    return [_dossier(*of) for of in (("seeds", ROOT / "seeds", ROOT / "fixtures" / "seeds.yaml", "seeds"), *ours)]


def _dossier(name: str, docs: Path, path: Path, group: str) -> Dossier:
    expected = load_yaml(path, Expected)
    texts = {p.name: p.read_bytes().decode("utf-8") for p in sorted(docs.iterdir()) if p.is_file()}
    everything = (*expected.conflicts, *expected.traps)
    places = {item.id: tuple(_place(quote, texts, path) for quote in item.evidence) for item in everything}
    if len(places) < len(everything):
        raise ValueError(f"{path}: an id stands there twice")
    return Dossier(
        name=name,
        docs=docs,
        expected=path,
        group=group or ("seen" if expected.seen else "unseen"),
        items=expected.conflicts,
        traps=expected.traps,
        places=places,
        texts=texts,
    )


def _place(quote: Quote, texts: dict[str, str], path: Path) -> Place:
    count = texts[quote.doc].count(quote.quote) if quote.doc in texts else 0
    if count != 1:
        raise ValueError(f"{path}: {quote.quote!r} stands {count} times in {quote.doc}; it has to stand there once")
    start = texts[quote.doc].index(quote.quote)
    return Place(quote.doc, start, start + len(quote.quote))


def run(docs: Path) -> tuple[Found, ...]:
    """Findings of the installed checker in a folder, without notes."""
    command = [sys.executable, "-m", "checker", "check", "--format", "json", str(docs)]
    done = subprocess.run(command, capture_output=True, check=False)
    try:
        report = msgspec.json.decode(done.stdout, type=Report)
    except msgspec.DecodeError as error:
        trouble = done.stderr.decode(errors="replace")
        raise RuntimeError(f"{docs}: exit status {done.returncode}, {error}\n{trouble}") from None
    if done.returncode > 1:
        raise RuntimeError(f"{docs}: exit status {done.returncode}: {done.stderr.decode(errors='replace')}")
    return tuple(finding for finding in report.findings if finding.level != "note")


def score(dossier: Dossier, findings: Sequence[Found]) -> Score:
    """Counts of ``findings`` against what ``dossier`` expects."""
    log = []
    seen: set[str] = set()
    loose = []
    for finding in findings:
        told = [item.id for item in dossier.items if finds(finding, dossier.places[item.id], dossier.texts)]
        if told and to_the_point(finding, [place for id_ in told for place in dossier.places[id_]]):
            seen.update(told)
        else:
            loose.append(finding)
            quotes = " | ".join(repr(evidence.quote[:100]) for evidence in finding.evidence)
            log.append(f"false   {dossier.name}: {finding.rule}/{finding.level}: {quotes}")
    sprung = [trap for trap in dossier.traps if any(finds(f, dossier.places[trap.id], dossier.texts) for f in loose)]
    log += [f"trapped {dossier.name}/{trap.id}: {trap.why}" for trap in sprung]
    missed = [item for item in dossier.items if item.id not in seen]
    log += [f"missed  {dossier.name}/{item.id} {item.kind}/{item.level}: {item.why}" for item in missed]
    return Score(
        found=len(dossier.items) - len(missed),
        items=len(dossier.items),
        right=len(findings) - len(loose),
        findings=len(findings),
        sprung=len(sprung),
        traps=len(dossier.traps),
        log=tuple(log),
        kinds=_sum_by_kind([(item.kind, int(item.id in seen), 1) for item in dossier.items]),
    )


def finds(finding: Found, places: Sequence[Place], texts: dict[str, str]) -> bool:
    """Whether ``finding`` reports what stands at ``places``."""
    touched = sum(any(_touches(evidence, place) for evidence in finding.evidence) for place in places)
    if len(places) > 1:
        return touched > 1
    return touched == 1 and all(_in_passage(evidence, places[0], texts) for evidence in finding.evidence)


def to_the_point(finding: Found, places: Sequence[Place]) -> bool:
    """Whether at least half of the evidence touches ``places``."""
    inside = sum(any(_touches(evidence, place) for place in places) for evidence in finding.evidence)
    return 2 * inside >= len(finding.evidence)


def _touches(evidence: Evidence, place: Place) -> bool:
    short = evidence.end - evidence.start <= LONGEST_EVIDENCE
    return short and evidence.doc == place.doc and evidence.start < place.end and place.start < evidence.end


def _in_passage(evidence: Evidence, place: Place, texts: dict[str, str]) -> bool:
    """Near ``place``, or in no document at all: a reference fact."""
    if evidence.doc not in texts:
        return True
    return evidence.doc == place.doc and place.start - NEARBY < evidence.end and evidence.start < place.end + NEARBY


def digest(corpus: Sequence[Dossier]) -> str:
    """Fingerprint of all documents and expectations: figures of another corpus cannot be compared."""
    sha = hashlib.sha256()
    for path in sorted(path for d in corpus for path in (d.expected, *d.docs.iterdir())):
        sha.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def measure(corpus: Sequence[Dossier]) -> dict[str, Score]:
    """Scores by group: "seeds", "seen" and "unseen"."""
    scores: dict[str, Score] = {}
    for dossier in corpus:
        scores[dossier.group] = scores.get(dossier.group, Score()) + score(dossier, run(dossier.docs))
    return dict(sorted(scores.items()))


class Floors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``fixtures/floors.json``: the figures that may not be fallen short of, by group, and the corpus they hold for."""

    corpus: str
    floors: dict[str, dict[str, float]]


def shortfalls(floors: Floors, scores: dict[str, Score]) -> Iterator[str]:
    """One line for each figure below its floor, and for each group with floors that is gone."""
    for group, figures in floors.floors.items():
        reached = scores[group].figures() if group in scores else {}
        for name, floor in figures.items():
            got = reached.get(name)
            if got is None or got < floor - SLACK:
                yield f"{group}: {name} is {got}, the floor is {floor}"


def update(floors: Floors | None, scores: dict[str, Score], corpus: str, *, allow_regression: bool) -> Floors:
    """The new floors.

    Raises:
        ValueError: a figure has fallen and ``allow_regression`` is not set.
    """
    fallen = [] if floors is None else list(shortfalls(floors, scores))
    if fallen and not allow_regression:
        raise ValueError("; ".join(fallen) + " (--allow-regression lowers the floors; give the reason in the commit)")
    return Floors(corpus=corpus, floors={group: score.figures() for group, score in scores.items()})


def read_floors() -> Floors | None:
    """The floors as committed, if there are any."""
    return msgspec.json.decode(FLOORS.read_bytes(), type=Floors) if FLOORS.exists() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; with ``--update`` write the floors. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="score these dossiers only")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every miss, false alarm and sprung trap")
    parser.add_argument("--update", action="store_true", help="make what is reached now the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower a floor")
    options = parser.parse_args(arguments)
    if options.names and options.update:
        parser.error("floors are for all dossiers together")
    corpus = [d for d in dossiers() if not options.names or d.name in options.names]
    scores = measure(corpus)
    floors = None if options.names else read_floors()
    for group, total in scores.items():
        counts = f"{total.found}/{total.items} found, {total.right}/{total.findings} right"
        shares = "  ".join(f"{name} {value:.3f}" for name, value in total.figures().items())
        _say(f"{group:7}{shares}  ({counts}, {total.sprung}/{total.traps} traps sprung)")
        if options.verbose:
            _say("  found by kind: " + ", ".join(f"{kind} {some}/{of}" for kind, some, of in total.kinds))
            for line in total.log:
                _say(f"  {line}")
    if options.update:
        try:
            new = update(floors, scores, digest(corpus), allow_regression=options.allow_regression)
        except ValueError as error:
            _say(str(error), sys.stderr)
            return 1
        FLOORS.write_text(json.dumps(msgspec.to_builtins(new), indent=2) + "\n", encoding="utf-8")
    elif floors is not None:
        short = list(shortfalls(floors, scores))
        for line in short:
            _say(line, sys.stderr)
        return int(bool(short))
    return 0


def _say(line: str, stream: TextIO | None = None) -> None:
    print(line, file=stream or sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
