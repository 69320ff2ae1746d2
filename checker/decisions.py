"""Decisions of editors: ``checker-decisions.toml``, keyed by fingerprint. See docs/suppressing.md for the format."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from checker.errors import UsageError
from checker.model import Decision, Finding
from checker.report import wording

NAME = "checker-decisions.toml"
VERSION = 1


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    decision: tuple[Decision, ...] = ()


def load(path: str) -> tuple[Decision, ...]:
    """The decisions in a file, in its order.

    Raises:
        UsageError: there is no such file, or it is not in the format; names the file and the place.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot read the decisions: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 (byte {error.start})") from None
    return parse(text, path)


def parse(text: str, name: str = NAME) -> tuple[Decision, ...]:
    """The decisions in a text; ``name`` is what an error calls it.

    Raises:
        UsageError: the text is not in the format.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name}: {error}") from None
    version = data.get("version")
    if version is None:
        raise UsageError(f"{name}: has no version; the first line should be: version = {VERSION}")
    if version != VERSION:
        raise UsageError(f"{name}: is of version {version!r}; this checker reads version {VERSION}")
    try:
        decisions = msgspec.convert(data, _File, strict=False).decision
    except msgspec.ValidationError as error:
        raise UsageError(f"{name}: {_place(str(error))}") from None
    seen: set[str] = set()
    for one in decisions:
        if one.fingerprint in seen:
            raise UsageError(f"{name}: two decisions have the fingerprint {one.fingerprint}; keep one of them")
        seen.add(one.fingerprint)
    return decisions


def _place(error: str) -> str:
    """An error of the schema with the place as an editor counts it: the second decision, not ``$.decision[1]``."""
    said, _, where = error.partition(" - at `$")
    found = re.fullmatch(r"\.decision\[(\d+)\](?:\.(\w+))?.*`", where)
    if not found:
        return said
    return f"decision {int(found[1]) + 1}: {f'{found[2]}: ' if found[2] else ''}{said}"


def dump(decisions: Iterable[Decision]) -> str:
    """The decisions as a file, in the order of their fingerprints."""
    import tomli_w

    tables = [
        {name: list(value) if isinstance(value, tuple) else value for name in one.__struct_fields__
         if (value := getattr(one, name)) not in ("", (), None)}
        for one in sorted(decisions, key=lambda d: d.fingerprint)
    ]  # fmt: skip
    return tomli_w.dumps({"version": VERSION, "decision": tables}, multiline_strings=False)


def of(finding: Finding, status: str) -> Decision:
    """A decision about a finding with all that lets it be found again; reason, author and dates are to be filled in."""
    return msgspec.convert(
        {
            "fingerprint": finding.fingerprint,
            "status": status,
            "rule": finding.rule,
            "message": wording.clean(finding.message),
            "paths": list(dict.fromkeys(e.path for e in finding.evidence)),
            "quotes": [wording.clean(e.quote) for e in finding.evidence],
            "values": [wording.value(e) for e in finding.evidence],
        },
        Decision,
    )
