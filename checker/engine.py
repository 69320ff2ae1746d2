"""The pipeline: paths to a report. The only module that imports more than one stage."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

import msgspec

from checker.build import claims, conversions, events, ranks, with_units
from checker.collect import Input, collect
from checker.conflicts import PAIRED, RULES
from checker.errors import CheckerError, ReadError, UsageError
from checker.extract import mentions
from checker.extract.name import names
from checker.extract.office import offices
from checker.extract.sentence import sentences
from checker.group import pairs
from checker.model import Checked, Document, Draft, Pair, Period, Reading, Report, RuleInfo, Unreadable
from checker.pack.loader import default_pack
from checker.pack.rules import RuleText, load_rules
from checker.place import findings
from checker.read import READERS, read

FailLevel = Literal["conflict", "divergence", "never"]
_Work = Callable[[tuple[int, Document]], tuple[Reading, str]]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a run is to go. ``loud`` lets an exception inside a stage or a rule out, for tests."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.0
    fail_level: FailLevel = "conflict"
    facts: tuple[str, ...] = ()
    jobs: int = 1
    pack: Path | None = None
    stdin: bytes | None = None
    stdin_name: str | None = None
    loud: bool = False


def run(
    paths: Sequence[str],
    against: Sequence[str] = (),
    options: Options | None = None,
    *,
    documents: Sequence[Document] = (),
    archive: Sequence[Document] = (),
) -> Report:
    """Check ``paths`` within and among each other, and against the archive ``against``.

    ``documents`` and ``archive`` are the same two sides, already read.

    Raises:
        CheckerError: an option makes no sense, or the rule pack is broken. A document that cannot be read does not
            raise: it is listed in the report.
    """
    return examine(paths, against, options, documents=documents, archive=archive)[0]


def examine(
    paths: Sequence[str],
    against: Sequence[str] = (),
    options: Options | None = None,
    *,
    documents: Sequence[Document] = (),
    archive: Sequence[Document] = (),
) -> tuple[Report, list[Reading]]:
    """As :func:`run`, with what was read out of each document, for a report that shows all of it."""
    options = options or Options()
    rules = chosen_rules(options)
    inputs = collect(paths, against, options.stdin, options.stdin_name)
    sided = [(d, False) for d in documents] + [(d, True) for d in archive]
    unreadable = list(inputs.missing)
    for one in inputs.found:
        got = attempt_read(one, options)
        if isinstance(got, Document):
            sided.append((got, one.against))
        else:
            unreadable.append(got)
    sided.sort(key=lambda pair: (pair[0].path, pair[1], pair[0].raw))
    return _report(sided, unreadable, rules, options)


def _report(
    sided: Sequence[tuple[Document, bool]],
    unreadable: Sequence[Unreadable],
    rules: Sequence[RuleText],
    options: Options,
) -> tuple[Report, list[Reading]]:
    readings, failed = readings_of([document for document, _ in sided], options)
    drafts, errors = _drafts(readings, rules, options)
    checked = frozenset(i for i, (_, against) in enumerate(sided) if not against)
    broken = {f.path for f in failed}
    report = Report(
        documents=tuple(
            _checked(r, against) for r, (d, against) in zip(readings, sided, strict=True) if d.path not in broken
        ),
        unreadable=tuple(sorted((*unreadable, *failed), key=lambda u: (u.path, u.reason))),
        findings=findings((d for d in drafts if d.confidence >= options.min_confidence), readings, checked),
        rules=tuple(_info(r) for r in rules),
        errors=tuple(errors),
        fail_level=options.fail_level,
    )
    return report, readings


def chosen_rules(options: Options) -> tuple[RuleText, ...]:
    """Texts of the rules that are to run, in the order of the registry.

    Raises:
        PackError: a rule's file is broken.
        UsageError: a name in select or ignore is neither a rule nor a kind.
    """
    texts = load_rules(options.pack or default_pack())
    known = {module.ID for module in RULES} | set(texts)
    for name in (*options.select, *options.ignore):
        if name not in known and not any(t.kind == name for t in texts.values()):
            raise UsageError(f"no rule or kind is named {name!r}; known are {', '.join(sorted(known))}")
    present = [texts[module.ID] for module in RULES if module.ID in texts]
    return tuple(
        t
        for t in present
        if (not options.select or {t.id, t.kind} & set(options.select)) and not {t.id, t.kind} & set(options.ignore)
    )


def attempt_read(one: Input, options: Options) -> Document | Unreadable:
    """One document, or why there is none."""
    try:
        return read_input(one)
    except ReadError as error:
        return Unreadable(path=one.path, reason=error.reason)
    except OSError as error:
        return Unreadable(path=one.path, reason=error.strerror or str(error))
    except Exception as error:
        if options.loud:
            raise
        return Unreadable(path=one.path, reason=f"internal error while reading: {_name(error)}")


def read_input(one: Input) -> Document:
    """One document, with the path as it was given."""
    data = Path(one.path).read_bytes() if one.data is None else one.data
    if Path(one.path).suffix.lower() in READERS:
        return read(one.path, data)
    # named explicitly, so the user means it to be read: as plain text, which refuses what is binary
    return msgspec.structs.replace(read(one.path + ".txt", data), path=one.path)


def document(path: str, text: str) -> Document:
    """A document that stands in no file."""
    return read_input(Input(path=path, data=text.encode("utf-8", "replace")))


def readings_of(documents: Sequence[Document], options: Options) -> tuple[list[Reading], list[Unreadable]]:
    """What the stages before ``compare`` find in each document, with any number of processes the same.

    A document on which a stage fails has an empty reading, so that an index of a document stays its place in the list.
    """
    made = list(_map(partial(_attempt, options.loud), list(enumerate(documents)), options.jobs))
    return [one for one, _ in made], [
        Unreadable(path=one.document.path, reason=reason) for one, reason in made if reason
    ]


def _map(work: _Work, items: list[tuple[int, Document]], jobs: int) -> Iterator[tuple[Reading, str]]:
    if jobs <= 1 or len(items) < 2:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(items))) as pool:
        yield from pool.map(work, items, chunksize=max(1, len(items) // (jobs * 8)))


def _attempt(loud: bool, item: tuple[int, Document]) -> tuple[Reading, str]:
    try:
        return reading(*item), ""
    except CheckerError:
        raise
    except Exception as error:
        if loud:
            raise
        return Reading(index=item[0], document=item[1]), f"internal error while extracting: {_name(error)}"


def reading(index: int, document: Document) -> Reading:
    """Everything that is read out of one document."""
    text = document.text
    spans = sentences(text, document.blocks)
    found = names(text)
    made = Reading(
        index=index,
        document=document,
        sentences=spans,
        mentions=tuple(
            with_units(text, mentions(text, date=document.date, language=document.language), document.blocks)
        ),
        names=tuple(found),
        offices=tuple(offices(text, found, spans)),
    )
    made = msgspec.structs.replace(made, events=events(made), ranks=tuple(ranks(made)))
    return msgspec.structs.replace(made, claims=claims(made), conversions=conversions(made))


def _drafts(readings: Sequence[Reading], rules: Sequence[RuleText], options: Options) -> tuple[list[Draft], list[str]]:
    drafts: list[Draft] = []
    errors = []
    texts = {t.id: t for t in rules}
    paired = pairs(readings) if PAIRED & set(texts) else []
    for module in RULES:
        if module.ID not in texts:
            continue
        text = texts[module.ID]
        try:
            drafts.extend(_apply(module, readings, paired, text))
        except Exception as error:
            if options.loud:
                raise
            errors.append(f"internal error in rule {module.ID}, {_blame(module, readings, text, error)}")
    return drafts, errors


def _apply(module: Any, readings: Sequence[Reading], paired: Sequence[Pair], text: RuleText) -> Iterable[Draft]:
    drafts: Iterable[Draft] = (
        module.check(paired, readings, text) if module.ID in PAIRED else module.check(readings, text)
    )
    return drafts


def _blame(module: Any, readings: Sequence[Reading], text: RuleText, error: Exception) -> str:
    """Which document a rule fails on, where it fails on one alone."""
    for one in readings:
        try:
            alone = [reading(0, one.document)]
            list(_apply(module, alone, pairs(alone), text))
        except Exception as again:  # noqa: BLE001 the very error is looked for
            if _name(again) == _name(error):
                return f"document {one.document.path}: {_name(error)}"
    return f"comparing {len(readings)} documents: {_name(error)}"


def _name(error: Exception) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _checked(one: Reading, against: bool) -> Checked:
    document = one.document
    return Checked(
        path=document.path,
        title=document.title,
        date=iso(document.date),
        claims=len(one.claims) + len(one.events) + len(one.offices) + len(one.ranks),
        against=against,
    )


def _info(text: RuleText) -> RuleInfo:
    return RuleInfo(
        id=text.id,
        kind=text.kind,
        title=text.title,
        what=text.what,
        why=text.why,
        fine_if=text.fine_if,
        level=text.level,
    )


def iso(period: Period | None) -> str | None:
    """ISO form of a document's date, as precise as the document is."""
    if period is None or period.first is None:
        return None
    first = date.fromordinal(period.first).isoformat()
    return first[: {"month": 7, "year": 4}.get(period.grain, 10)]
