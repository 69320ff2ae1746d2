"""How fingerprints hold: findings of some folders, before and after changes that leave the claims alone.

    python benchmarks/fingerprints.py FOLDER...

``moved`` gives every document another name, and their order is turned round; ``edited`` puts a paragraph in front;
``joined`` adds six documents on other matters; ``repeated`` adds, one finding at a time, a document that repeats the
lines of one side. A lost fingerprint is a fault only where the finding itself, by its quotes, is still there.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from checker import engine
from checker.collect import Input
from checker.model import Document, Finding
from checker.read import READERS

_PARAGRAPH = "The weather was mild, and the old town was full of people who had come for the market."
_OTHER = (
    "# Note {0}\n\nThe ferry line carried {1} passengers in Japan in 2019. Wheat output rose by {0} per cent in"
    " Germany. Troops in Norway numbered {2}.\n"
)


class _Tally(msgspec.Struct):
    findings: int = 0
    lost: int = 0
    faults: int = 0


def _found(documents: Sequence[Document]) -> tuple[Finding, ...]:
    return engine.run((), (), documents=documents).findings


def _quotes(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.rule, tuple(sorted(e.quote for e in finding.evidence))


def _count(tally: _Tally, before: Sequence[Finding], after: Sequence[Finding]) -> None:
    prints, quotes = {f.fingerprint for f in after}, {_quotes(f) for f in after}
    lost = [f for f in before if f.fingerprint not in prints]
    tally.findings += len(before)
    tally.lost += len(lost)
    tally.faults += sum(_quotes(f) in quotes for f in lost)


def _edited(document: Document) -> str:
    raw = document.raw
    head = raw.find("\n---", 3) if raw.startswith("---") else 0
    at = raw.find("\n\n", head)
    return raw if at < 0 else f"{raw[:at]}\n\n{_PARAGRAPH}{raw[at:]}"


def _folder(folder: Path, tallies: dict[str, _Tally]) -> None:
    paths = sorted(p for p in folder.rglob("*") if p.suffix in READERS)
    documents = [engine.read_input(Input(path=p.as_posix())) for p in paths]
    before = _found(documents)
    names = [f"{len(paths) - n:03d}{p.suffix}" for n, p in enumerate(paths)]
    moved = [engine.document(name, d.raw) for name, d in zip(names, documents, strict=True)]
    _count(tallies["moved"], before, _found(moved))
    edited = [engine.document(d.path, _edited(d)) if d.path.endswith(".md") else d for d in documents]
    _count(tallies["edited"], before, _found(edited))
    others = [engine.document(f"0{n}.md", _OTHER.format(n + 3, 1000 + 37 * n, 300 + n)) for n in range(6)]
    _count(tallies["joined"], before, _found([*documents, *others]))
    for finding in before:
        if len(finding.evidence) == 2:
            text = f"---\ntitle: Third\ndate: 2024-05-01\n---\n\n{finding.evidence[0].context}\n"
            _count(tallies["repeated"], [finding], _found([*documents, engine.document("zz.md", text)]))


def main(folders: Sequence[str]) -> int:
    """Prints a line for each change; status 1 where a finding that is still there has another fingerprint."""
    tallies = {name: _Tally() for name in ("moved", "edited", "joined", "repeated")}
    for folder in folders:
        _folder(Path(folder), tallies)
    for name, t in tallies.items():
        print(f"{name:9} {t.findings:4} findings, {t.lost} fingerprints lost, {t.faults} of a finding still there")
    return int(any(t.faults for t in tallies.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
