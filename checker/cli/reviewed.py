"""``--output docx:PATH``: copies of the Word drafts of a run with comments in them."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath

from checker.errors import CheckerError, UsageError
from checker.model import Reading, Report

_SUFFIXES = (".docx", ".docm")


def is_folder(path: str) -> bool:
    """Whether copies go into a folder, each under the name of its draft."""
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def write_reviewed(
    path: str, report: Report, readings: Sequence[Reading], today: date, stdin: tuple[str | None, bytes | None]
) -> None:
    """Write a commented copy of each Word draft to ``path``: a file, or a folder for several.

    Raises:
        UsageError: there is no such draft, a copy would take the place of a draft, or it cannot be written.
    """
    drafts = [r.document for r in readings if not r.against and PurePath(r.document.path).suffix.lower() in _SUFFIXES]
    if not drafts:
        raise UsageError(f"docx:{path} takes a copy of a Word draft, and no Word file was checked")
    if len(drafts) > 1 and not is_folder(path):
        raise UsageError(f"{len(drafts)} Word drafts were checked: docx:{path}/ writes a copy of each into a folder")
    targets = [str(Path(path) / PurePath(d.path).name) if is_folder(path) else path for d in drafts]
    for target, document in zip(targets, drafts, strict=True):
        if targets.count(target) > 1:
            raise UsageError(f"two Word drafts have the name {PurePath(target).name}; check them one by one")
        if any(os.path.realpath(target) == os.path.realpath(d.path) for d in drafts):
            raise UsageError(f"docx:{path} would write over the draft {document.path}")
        if PurePath(target).suffix.lower() != PurePath(document.path).suffix.lower():
            raise UsageError(f"the copy of {document.path} must end with {PurePath(document.path).suffix}")
    for target, document in zip(targets, drafts, strict=True):
        name, given = stdin
        data = given if given is not None and name == document.path else _bytes(document.path)
        _write(target, _reviewed(report, document.path, document.raw, data, today))


def _reviewed(report: Report, path: str, raw: str, data: bytes, today: date) -> bytes:
    from checker.read.docx import draft
    from checker.report.docx import render

    found = draft(path, data)
    if found.raw != raw:
        raise CheckerError(f"{path} was changed while it was being checked: run again")
    return render(report, path, found, data, today)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None


def _write(path: str, data: bytes) -> None:
    try:
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
