"""Checking from Python: documents or texts in, findings out. Exported as ``checker.check`` and ``checker.compare``."""

from collections.abc import Iterable
from datetime import date
from os import PathLike, fspath

import msgspec

from checker import engine
from checker.errors import CheckerError, UsageError
from checker.model import Document, Finding, Period, Report

Source = Document | str | PathLike[str]


def check(documents: Source | Iterable[Source], against: Source | Iterable[Source] = (), **options: object) -> Report:
    """Check documents within and among each other, and against an archive.

    Args:
        documents: paths of files or folders, or ``Document`` values as ``checker.read.read`` makes them.
        against: the archive, likewise. Its documents are not checked among each other.
        **options: fields of ``checker.engine.Options``: ``select``, ``ignore``, ``min_confidence``, ``jobs`` ...

    Raises:
        CheckerError: an option makes no sense, or the rule pack is broken.
    """
    chosen = _options(options)
    paths, ready = _split(documents)
    archive, ready_archive = _split(against)
    return engine.run(paths, archive, chosen, documents=ready, archive=ready_archive)


def compare(
    text_a: str, text_b: str, date_a: str | date | None = None, date_b: str | date | None = None, **options: object
) -> tuple[Finding, ...]:
    """Findings between and within two plain texts, which bear the paths "a" and "b".

    Raises:
        CheckerError: an option or a date makes no sense, the rule pack is broken, or checker itself failed.
    """
    both = [_document("a", text_a, date_a), _document("b", text_b, date_b)]
    report = engine.run((), (), _options(options), documents=both)
    trouble = [*(u.reason for u in report.unreadable), *report.errors]
    if trouble:
        raise CheckerError("; ".join(trouble))
    return report.findings


def _options(given: dict[str, object]) -> engine.Options:
    unknown = sorted(set(given) - set(engine.Options.__struct_fields__))
    if unknown:
        raise UsageError(f"no option is named {unknown[0]!r}; known are {', '.join(engine.Options.__struct_fields__)}")
    try:
        return msgspec.convert(given, engine.Options)
    except msgspec.ValidationError as error:
        raise UsageError(f"options: {error}") from None


def _split(given: Source | Iterable[Source]) -> tuple[list[str], list[Document]]:
    items = [given] if isinstance(given, Document | str | PathLike) else list(given)
    return [fspath(i) for i in items if not isinstance(i, Document)], [i for i in items if isinstance(i, Document)]


def _document(path: str, text: str, written: str | date | None) -> Document:
    period = _period(written)
    if not text.strip():  # an empty file is an error, an empty text is not
        return Document(path=path, raw=text, text="", runs=(), blocks=(), date=period)
    read = engine.document(path, text)
    return msgspec.structs.replace(read, date=period or read.date)


def _period(written: str | date | None) -> Period | None:
    if written is None:
        return None
    from checker.period import from_iso

    period = from_iso(written.isoformat()[:10] if isinstance(written, date) else written)
    if period is None:
        raise UsageError(f"{written!r} is no ISO date, such as 2025-03-24, 2025-03 or 2025")
    return period
