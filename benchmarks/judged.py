"""Findings on a folder of speeches: each text alone, then all texts of one speaker together.

    python benchmarks/judged.py FOLDER

The file's name tells the speaker: ``zelensky_ID.txt``, ``sotu_FIRST-INITIAL-LAST-DATE.txt``,
``ungdc_COUNTRY-SESSION.txt``. The third run holds all speeches of one series against each other, whoever gave them.
What it prints was read and judged by hand: docs/judged-texts.md.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import checker


def speaker(path: Path) -> str:
    """Who speaks in a text."""
    series, _, rest = path.stem.partition("_")
    length = {"ungdc": 1, "sotu": 3}.get(series, 0)
    return " ".join([series, *rest.split("-")[:length]])


def run(title: str, groups: Sequence[Sequence[Path]]) -> None:
    """Prints the findings of each group that are no notes, with the values they hold against each other."""
    words = sum(len(p.read_text(encoding="utf-8").split()) for group in groups for p in group)
    found = [
        (group, f) for group in groups for f in checker.check([str(p) for p in group]).findings if f.level != "note"
    ]
    print(f"{title}: {len(groups)} runs, {words} words, {len(found)} findings")
    for _, f in found:
        where = ", ".join(sorted({Path(e.path).name for e in f.evidence}))
        print(f"  {f.level} {f.kind}: {f.message} ({where})")


def together(paths: Sequence[Path], key: Callable[[Path], str]) -> list[list[Path]]:
    """Groups of several texts."""
    groups = defaultdict(list)
    for path in paths:
        groups[key(path)].append(path)
    return [group for group in groups.values() if len(group) > 1]


def main() -> None:
    """Runs over the folder that is named."""
    paths = sorted(p for p in Path(sys.argv[1]).iterdir() if p.suffix == ".txt")
    run("each text alone", [[p] for p in paths])
    run("one speaker together", together(paths, speaker))
    run("one series together", together(paths, lambda path: path.stem.partition("_")[0]))


if __name__ == "__main__":
    main()
