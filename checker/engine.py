"""The pipeline: paths to a report. The only module that imports more than one stage."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import msgspec

from checker import house
from checker.build import claims, conversions, events, known, ranks, tenures, with_units
from checker.build.prose import Prose
from checker.cache import maker
from checker.collect import Input, Inputs, collect
from checker.conflicts import ALONE, PAIRED, RULES
from checker.conflicts.beside import left
from checker.errors import CheckerError
from checker.extract import mentions
from checker.extract.context import with_context
from checker.extract.name import names
from checker.extract.office import offices
from checker.extract.sentence import sentences
from checker.gather import attempt_read as attempt_read
from checker.gather import document as document
from checker.gather import named
from checker.gather import read_input as read_input
from checker.group import pairs
from checker.ledger.base import is_ledger
from checker.ledger.join import View, joined
from checker.ledger.write import content_key as content_key
from checker.meet import Memory
from checker.model import Document, Draft, Notice, Pair, Reading, Report, Unreadable
from checker.pack.loader import default_pack
from checker.pack.rules import RuleText, load_rules
from checker.pathwise import ignored
from checker.place import findings
from checker.settings import FailLevel as FailLevel
from checker.settings import Options as Options
from checker.settings import chosen_rules as chosen_rules
from checker.settings import levelled
from checker.shelf import Shelf, Side
from checker.spread import spread
from checker.stored import encoded, local_drafts, sided
from checker.told import checked, info
from checker.told import iso as iso


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
    inputs: Sequence[Input] = (),
) -> tuple[Report, list[Reading]]:
    """As :func:`run`, with what was read out of each document, for a report that shows all of it.

    ``inputs`` are checked as well; their bytes need not stand in any file.
    """
    options = options or Options()
    rules = chosen_rules(options)
    ledgers = [path for path in against if is_ledger(path)]
    given = collect(
        paths, [p for p in against if p not in ledgers], options.stdin, options.stdin_name, options.selection
    )
    given = Inputs((*given.found, *inputs), given.missing, given.empty)
    shelf = Shelf(options.cache, [pack for pack in (default_pack(), options.pack) if pack])
    names = (*paths, "", *against)
    for attempt in range(3):
        try:
            sides = _sides(given, documents, archive, options, shelf)
            report, readings = _examined(sides, names, ledgers, rules, options, shelf)
            none = tuple(Notice(message="holds no document that can be read", path=path) for path in given.empty)
            return msgspec.structs.replace(report, notices=(*report.notices, *none)), readings
        except sqlite3.OperationalError:  # another run holds the cache, or has just let go of an entry
            shelf = Shelf(None, ())
        except sqlite3.DatabaseError:
            if attempt:
                raise
            shelf.renew()
    raise CheckerError("the cache cannot be used: run with --no-cache")


def _sides(
    inputs: Inputs, documents: Sequence[Document], archive: Sequence[Document], options: Options, shelf: Shelf
) -> tuple[list[Side], list[Unreadable]]:
    """The documents of a run in their order, read where they are not on the shelf, and those that cannot be."""
    sides = [
        Side(path=d.path, against=against, key=shelf.document_key(d), document=d)
        for against, group in ((False, documents), (True, archive))
        for d in group
    ]
    for side in sides:
        side.number = shelf.number(side.key)
    unreadable = list(inputs.missing)
    for given in inputs.found:
        one, key = shelf.keyed(given)
        number = shelf.number(key)
        got = attempt_read(one, options) if number is None else None
        if isinstance(got, Unreadable):
            unreadable.append(got)
        else:
            sides.append(Side(path=one.path, against=one.against, key=key, number=number, document=got))
    sides.sort(key=lambda s: (s.path, s.against, s.document.raw if s.document else ""))
    return sides, unreadable


def _examined(
    found: tuple[list[Side], list[Unreadable]],
    names: Sequence[str],
    ledgers: Sequence[str],
    rules: Sequence[RuleText],
    options: Options,
    shelf: Shelf,
) -> tuple[Report, list[Reading]]:
    """The report, from the shelf where the very same run was made before."""
    sides, unreadable = found
    facts = house.facts(options.facts, len(sides))
    sides.extend(
        Side(path=d.path, against=True, key=shelf.document_key(d), document=d, kept=False)
        for d in map(house.document, facts.rows)
    )
    asked = (
        options.select,
        options.ignore,
        options.notes,
        options.min_confidence,
        options.fail_level,
        options.levels,
        options.limits,
        options.path_ignores,
        unreadable,
    )
    key = b"" if options.facts or ledgers else shelf.run_key(sides, asked)
    report = shelf.report(key) if all(side.number is not None for side in sides) else None
    if report:
        return report, [sided(shelf.reading(i, side), side.against) for i, side in enumerate(sides)]
    report, readings = _report(sides, [*unreadable, *facts.unreadable], names, ledgers, rules, options, facts, shelf)
    if not report.errors and all(side.number is not None for side in sides):
        shelf.keep_report(key, report)
    shelf.finish()
    return msgspec.structs.replace(report, notices=(*report.notices, *shelf.notices)), readings


def _report(
    sides: Sequence[Side],
    unreadable: Sequence[Unreadable],
    names: Sequence[str],
    ledgers: Sequence[str],
    rules: Sequence[RuleText],
    options: Options,
    facts: house.Facts,
    shelf: Shelf,
) -> tuple[Report, list[Reading]]:
    readings, failed = _gathered(sides, options, shelf)
    marked = [sided(r, side.against) for r, side in zip(readings, sides, strict=True)]
    view = None
    if ledgers:
        first = len(sides) - len(facts.rows)
        texts, made_by = _texts(options.pack or default_pack()), maker(default_pack())
        marked, first, view = joined(marked, first, ledgers, texts, made_by)
        facts = msgspec.structs.replace(facts, first=first)
    readings = house.dress(marked, facts)
    memory_key, memory = shelf.memory(names, () if facts.rows or ledgers else sides)
    drafts, errors = _drafts(readings, rules, options, facts, memory, view)
    shelf.keep_memory(memory_key, memory)
    own = frozenset(r.index for r in readings if not r.against)
    firm = (d for d in drafts if d.confidence >= options.min_confidence)
    made = findings(firm, readings, own, {r.id: r.question for r in rules})
    shown = {e.path for f in made for e in f.evidence}
    broken = {f.path for f in failed}
    made, hidden, left_out = ignored(made, options.path_ignores)
    report = Report(
        documents=tuple(
            checked(r)
            for r in readings
            if r.document.path not in broken
            and facts.of(r.index) is None
            and not (view and r.index in view.loaded and r.document.path not in shown)
        )
        + tuple(house.checked(facts)),
        unreadable=tuple(
            sorted((*unreadable, *failed, *house.unread(readings, facts)), key=lambda u: (u.path, u.reason))
        ),
        findings=made,
        rules=tuple(info(r) for r in rules),
        errors=tuple(errors),
        fail_level=options.fail_level,
        hidden=hidden,
        left_out=left_out,
        notices=view.notices if view else (),
    )
    return report, readings


def readings_of(documents: Sequence[Document], options: Options) -> tuple[list[Reading], list[Unreadable]]:
    """What the stages before ``compare`` find in each document, with any number of processes the same.

    A document on which a stage fails has an empty reading, so that an index of a document stays its place in the list.
    """
    made = list(spread(partial(_attempt, options.loud), list(enumerate(documents)), options.jobs))
    return [one for one, _ in made], [
        Unreadable(path=one.document.path, reason=reason) for one, reason in made if reason
    ]


def extracted(inputs: Sequence[Input], options: Options) -> Iterator[tuple[Input, bytes, Reading | Unreadable]]:
    """What is read out of each document of an archive, one after the other, with the key of its contents."""
    work = partial(_extracted, options.loud)
    for n, (one, (key, got)) in enumerate(zip(inputs, spread(work, inputs, options.jobs), strict=True), 1):
        if options.progress:
            options.progress(n, len(inputs))
        yield one, key, got


def _extracted(loud: bool, one: Input) -> tuple[bytes, Reading | Unreadable]:
    key, data = content_key(one)
    read = attempt_read(msgspec.structs.replace(one, data=data), Options(loud=loud))
    if isinstance(read, Unreadable):
        return key, read
    made, reason = _attempt(loud, (0, read))
    return key, Unreadable(path=one.path, reason=reason) if reason else made


def _gathered(sides: Sequence[Side], options: Options, shelf: Shelf) -> tuple[list[Reading], list[Unreadable]]:
    """The readings of all sides: from the shelf, or made now and put there."""
    fresh = [(i, s.document) for i, s in enumerate(sides) if s.number is None and s.document is not None and s.kept]
    work = partial(_attempt_kept, options.loud, options.pack) if shelf.there else partial(_attempt, options.loud)
    readings: dict[int, Reading] = {}
    failed: list[Unreadable] = []
    for (i, _), made in zip(fresh, spread(work, fresh, options.jobs), strict=True):
        if isinstance(made, dict):
            readings[i] = shelf.put(i, sides[i], made)
        else:
            readings[i], reason = made
            failed += [Unreadable(path=sides[i].path, reason=reason)] if reason else []
        for side in shelf.write():
            side.document = None
        if options.progress:
            options.progress(len(readings), len(fresh))
    readings |= {
        i: _attempt(options.loud, (i, s.document))[0] for i, s in enumerate(sides) if s.document and not s.kept
    }
    shelf.write(all_of_it=True)
    readings |= {i: shelf.reading(i, side) for i, side in enumerate(sides) if side.number is not None}
    for part in ("claims", "light", "local"):
        shelf.fetch_ahead(part)
    return [readings[i] for i in range(len(sides))], failed


def _attempt_kept(loud: bool, pack: Path | None, item: tuple[int, Document]) -> tuple[Reading, str] | dict[str, bytes]:
    """A reading in the form in which it is kept, with what the rules that look at one document alone make of it."""
    made, reason = _attempt(loud, item)
    if reason:
        return made, reason
    alone: dict[str, tuple[Draft, ...]] = {}
    texts = _texts(pack or default_pack())
    for module in RULES:
        if module.ID in ALONE and module.ID in texts:
            with suppress(Exception):  # it comes again when the documents are compared, where it is dealt with
                alone[module.ID] = tuple(module.check([made], texts[module.ID]))
    return encoded(made, alone) or (made, reason)


@lru_cache(maxsize=4)
def _texts(pack: Path) -> dict[str, RuleText]:
    return load_rules(pack)


def _attempt(loud: bool, item: tuple[int, Document]) -> tuple[Reading, str]:
    try:
        return reading(*item), ""
    except CheckerError:
        raise
    except Exception as error:
        if loud:
            raise
        return Reading(index=item[0], document=item[1]), f"internal error while extracting: {named(error)}"


def reading(index: int, document: Document) -> Reading:
    """Everything that is read out of one document."""
    text = document.text
    spans = sentences(text, document.blocks)
    found = names(text)
    found_mentions = mentions(text, date=document.date, language=document.language)
    made = Reading(
        index=index,
        document=document,
        sentences=spans,
        mentions=tuple(with_context(text, with_units(text, found_mentions, document.blocks), document.blocks)),
        names=tuple(found),
        offices=tuple(offices(text, found, spans)),
    )
    prose = Prose(made) if spans else None
    made = msgspec.structs.replace(made, events=events(made, prose), ranks=ranks(made, prose))
    return msgspec.structs.replace(
        made, claims=claims(made), conversions=conversions(made), known=known(made), tenures=tenures(made)
    )


def _drafts(
    readings: Sequence[Reading],
    rules: Sequence[RuleText],
    options: Options,
    facts: house.Facts,
    memory: Memory | None = None,
    view: View | None = None,
) -> tuple[list[Draft], list[str]]:
    drafts: list[Draft] = []
    errors = []
    texts = {t.id: t for t in rules}
    corpus = view.corpus if view else None
    paired = house.in_force(pairs(readings, memory, corpus), readings, facts) if PAIRED & set(texts) else []
    for module in RULES:
        if module.ID not in texts:
            continue
        text = view.text(texts[module.ID]) if view else texts[module.ID]
        seen = view.readings(module.ID, readings) if view else readings
        try:
            drafts.extend(_apply(module, seen, paired, text, text.id in options.limits))
        except Exception as error:
            if options.loud:
                raise
            errors.append(f"internal error in rule {module.ID}, {_blame(module, readings, text, error)}")
    return levelled(house.named(left(drafts), readings, facts), rules, options), errors


def _apply(
    module: Any, readings: Sequence[Reading], paired: Sequence[Pair], text: RuleText, fresh: bool = False
) -> Iterable[Draft]:
    if module.ID in ALONE:
        return (d for r in readings if not r.against for d in _of_one(module, r, text, fresh))
    drafts: Iterable[Draft] = (
        module.check(paired, readings, text) if module.ID in PAIRED else module.check(readings, text)
    )
    return drafts


def _of_one(module: Any, one: Reading, text: RuleText, fresh: bool) -> Iterable[Draft]:
    kept: Iterable[Draft] | None = None if fresh else local_drafts(one).get(module.ID)
    return module.check([one], text) if kept is None else kept


def _blame(module: Any, readings: Sequence[Reading], text: RuleText, error: Exception) -> str:
    """Which document a rule fails on, where it fails on one alone."""
    for one in readings:
        try:
            alone = [reading(0, one.document)]
            list(_apply(module, alone, pairs(alone), text))
        except Exception as again:  # noqa: BLE001 the very error is looked for
            if named(again) == named(error):
                return f"document {one.document.path}: {named(error)}"
    return f"comparing {len(readings)} documents: {named(error)}"
