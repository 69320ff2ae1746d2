"""What is not the author's prose, or stands in the document twice: reference lists, pull quotes, repeated lines."""

import re
from collections.abc import Sequence

from checker.read.parts import Prose

_REFERENCES = re.compile(
    r"(?:\d+\.?\s+)?(?:references|bibliography|works cited|sources(?: and notes)?|endnotes|footnotes"
    r"|notes and (?:references|sources)|further reading|suggested reading)\s*:?",
    re.IGNORECASE,
)
_NOTES = re.compile(r"(?:notes|citations)\s*:?", re.IGNORECASE)
_NOTE = re.compile(r"\W{0,2}(?:\d{1,3}|[*†‡])[\].)\s]")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")
_WORDS = re.compile(r"\W+")
_SHORTEST = 25  # folded characters below which a repetition says nothing
_LONGEST = 600
_QUOTES = 60  # block quotes looked for inside the body, which bounds the work


def trimmed(proses: Sequence[Prose]) -> tuple[list[Prose], list[tuple[int, str]]]:
    """The blocks that stay, and for each that is left out where it stands in the file and why."""
    kept, notes = _without_references(proses)
    kept, more = _without_repeats(kept)
    return kept, notes + more


def _without_references(proses: Sequence[Prose]) -> tuple[list[Prose], list[tuple[int, str]]]:
    kept: list[Prose] = []
    notes: list[tuple[int, str]] = []
    level = 0
    for index, prose in enumerate(proses):
        if prose.part.kind == "heading":
            if level and prose.part.level <= level:
                level = 0
            if not level and _is_references(proses, index):
                level = max(1, prose.part.level)
                notes.append((prose.start, f"left out the section {prose.text!r}"))
        if not level:
            kept.append(prose)
    return kept, notes


def _is_references(proses: Sequence[Prose], index: int) -> bool:
    text = proses[index].text
    if _REFERENCES.fullmatch(text):
        return True
    following = proses[index + 1 : index + 2]
    return bool(_NOTES.fullmatch(text) and following and _NOTE.match(following[0].text))


def _fold(text: str) -> str:
    return _WORDS.sub(" ", text.casefold()).strip()


def _sentences(text: str) -> list[str]:
    return [f for f in (_fold(s) for s in _END.split(text)) if f]


def _without_repeats(proses: Sequence[Prose]) -> tuple[list[Prose], list[tuple[int, str]]]:
    """Leaves out a block whose sentences all stand in a longer one, and the later of two that are equal."""
    split = [_sentences(p.text) if p.part.kind != "row" else [] for p in proses]
    longest: dict[str, int] = {}  # sentence -> the block with the most sentences that holds it, the first of equals
    for index, sentences in enumerate(split):
        for sentence in sentences:
            best = longest.setdefault(sentence, index)
            if (len(sentences), _is_head(proses[index])) > (len(split[best]), _is_head(proses[best])):
                longest[sentence] = index
    kept: list[tuple[Prose, list[str]]] = []
    notes: list[tuple[int, str]] = []
    for index, (prose, sentences) in enumerate(zip(proses, split, strict=True)):
        hosts = {longest[s] for s in sentences}
        if len(hosts) == 1 and index not in hosts and sum(map(len, sentences)) >= _SHORTEST:
            notes.append((prose.start, "left out a block that repeats another"))
        else:
            kept.append((prose, sentences))
    return _without_pulled(kept, notes)


def _without_pulled(
    blocks: Sequence[tuple[Prose, list[str]]], notes: list[tuple[int, str]]
) -> tuple[list[Prose], list[tuple[int, str]]]:
    """Leaves out quotations that are cut from a sentence of another block."""
    body = "\n".join(" ".join(s) for p, s in blocks if p.part.kind not in ("row", "title", "heading"))
    kept: list[Prose] = []
    quotes = 0
    for prose, sentences in blocks:
        text = " ".join(sentences)
        if prose.part.kind == "quote" and _SHORTEST <= len(text) <= _LONGEST and quotes < _QUOTES:
            quotes += 1
            if body.count(text) > 1:
                notes.append((prose.start, "left out a pull quote"))
                continue
        kept.append(prose)
    return kept, notes


def _is_head(prose: Prose) -> bool:
    return prose.part.kind in ("title", "heading")
