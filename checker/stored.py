"""A reading as it is kept: in parts, each decoded when something looks at it.

Comparing needs the claims of all documents and the text of a few, so most of what is kept is never decoded.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, cast, get_type_hints

import msgspec

from checker.model import Document, Draft, Reading

_ENCODER = msgspec.msgpack.Encoder()
_RUN = ("index", "against")  # of the run, not of the document
_APART = {"claims": ("claims",), "document": ("document",), "rest": ("sentences", "mentions", "conversions")}
_FIELDS = {
    **_APART,
    "light": tuple(
        f for f in Reading.__struct_fields__ if f not in _RUN and not any(f in fields for fields in _APART.values())
    ),
}
_TYPES = get_type_hints(Reading)
_DECODERS: dict[str, tuple[tuple[str, ...], msgspec.msgpack.Decoder[Any]]] = {
    part: (fields, msgspec.msgpack.Decoder(tuple.__class_getitem__(tuple(_TYPES[f] for f in fields))))
    for part, fields in _FIELDS.items()
}
_PART_OF = {field: part for part, (fields, _) in _DECODERS.items() for field in fields}
_LOCAL = msgspec.msgpack.Decoder(dict[str, tuple[Draft, ...]])


class StoredReading:
    """Looks like a ``Reading`` and decodes its parts on demand. ``fetch`` gives the bytes of a part."""

    def __init__(self, index: int, path: str, fetch: Callable[[str], bytes], against: bool = False) -> None:
        self.index = index
        self.path = path
        self.against = against
        self._fetch = fetch

    def __getattr__(self, name: str) -> Any:
        part = _PART_OF.get(name)
        if part is None:
            raise AttributeError(name)
        fields, decoder = _DECODERS[part]
        for field, value in zip(fields, decoder.decode(self._fetch(part)), strict=True):
            self.__dict__[field] = self._placed(value) if field in ("claims", "document") else value
        return self.__dict__[name]

    def _placed(self, value: Any) -> Any:
        """Claims know the place of their document in the run, documents their path: neither is kept."""
        if isinstance(value, Document):
            msgspec.structs.force_setattr(value, "path", self.path)
        else:
            for claim in value:
                msgspec.structs.force_setattr(claim, "document", self.index)
        return value

    @cached_property
    def local(self) -> dict[str, tuple[Draft, ...]]:
        """What the rules that look at one document alone make of it, by rule."""
        found: dict[str, tuple[Draft, ...]] = _LOCAL.decode(self._fetch("local"))
        for drafts in found.values():
            for draft in drafts:
                for side in draft.sides:
                    msgspec.structs.force_setattr(side, "document", self.index)
        return found


def stored(index: int, path: str, fetch: Callable[[str], bytes], against: bool = False) -> Reading:
    """A reading that decodes its parts on demand."""
    return cast("Reading", StoredReading(index, path, fetch, against))


def at(index: int, reading: Reading) -> Reading:
    """The same reading at another place of a run."""
    if isinstance(reading, StoredReading):
        return stored(index, reading.path, reading._fetch, reading.against)  # noqa: SLF001 a copy of itself
    claims = tuple(msgspec.structs.replace(c, document=index) for c in reading.claims)
    return msgspec.structs.replace(reading, index=index, claims=claims)


def sided(reading: Reading, against: bool) -> Reading:
    """A reading marked as of the archive's side, or as not."""
    if isinstance(reading, StoredReading):
        vars(reading)["against"] = against
        return reading
    return msgspec.structs.replace(reading, against=against)


def local_drafts(reading: Reading) -> dict[str, tuple[Draft, ...]]:
    """Drafts that are kept with a reading, by rule; none for one that was just made."""
    return reading.local if isinstance(reading, StoredReading) else {}


def encoded(reading: Reading, local: Mapping[str, tuple[Draft, ...]]) -> dict[str, bytes] | None:
    """The parts of a reading as bytes; ``None`` where it holds what cannot be written (half a character, say)."""
    try:
        parts = {
            part: _ENCODER.encode(tuple(getattr(reading, field) for field in fields))
            for part, (fields, _) in _DECODERS.items()
        }
        return {**parts, "local": _ENCODER.encode(dict(local))}
    except (UnicodeError, OverflowError, ValueError, TypeError):
        return None
