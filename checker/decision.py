"""What an editor decided about a finding: a value, as those of ``checker.model``, which hands it on."""

from datetime import date
from typing import Literal

import msgspec


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an editor decided about a finding; an entry of ``checker-decisions.toml`` (docs/suppressing.md).

    ``quotes`` are what stood there when it was decided; another wording reopens it. ``until`` is the last day it holds.
    """

    fingerprint: str
    status: Literal["accepted", "dismissed", "queried"]
    reason: str = ""
    by: str = ""
    on: date | None = None
    until: date | None = None
    rule: str = ""
    message: str = ""
    paths: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
