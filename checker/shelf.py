"""The shelf of a run: what the cache knows of its documents, and what the run adds. Without a cache it is empty."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

import msgspec

from checker.cache import Store, digest, maker
from checker.collect import Input
from checker.errors import ReadError
from checker.files import contents
from checker.meet import Memory, State
from checker.model import Document, Notice, Reading, Report
from checker.stored import stored

_BATCH = 100  # documents that are written at once: what a killed run has done by then is kept
_REPORT = msgspec.msgpack.Decoder(Report)
_STATE = msgspec.msgpack.Decoder(State)


class Side(msgspec.Struct, kw_only=True):
    """One document of a run: read, or (by its ``number``) known from an earlier run."""

    path: str
    against: bool
    key: bytes = b""
    number: int | None = None
    document: Document | None = None
    kept: bool = True  # not so where a run alters what was read


class Shelf:
    """Readings, reports and the memory of the last run, by contents."""

    def __init__(self, folder: Path | None, packs: Sequence[Path]) -> None:
        """Open the cache of a folder; ``None`` for a run without one.

        Raises:
            UsageError: the folder cannot be written to.
        """
        self._store = Store(folder) if folder else None
        self._maker = maker(*packs) if folder else b""
        self._waiting: list[tuple[Side, Mapping[str, bytes]]] = []
        self._ahead: dict[tuple[str, int], bytes] = {}
        self._used: list[int] = []

    @property
    def there(self) -> bool:
        """Whether there is a cache."""
        return self._store is not None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the user is to know of the cache."""
        if self._store is None or not self._store.renewed:
            return ()
        return (Notice(message="the cache was damaged or of another version and has been made anew"),)

    def renew(self) -> None:
        """Begin with an empty cache, as something in it was damaged."""
        if self._store:
            self._store.renew()
        self._waiting, self._ahead, self._used = [], {}, []

    def keyed(self, one: Input) -> tuple[Input, bytes]:
        """An input with its bytes, and the key of them; as it is where there is no cache or no reading it."""
        if self._store is None:
            return one, b""
        try:
            data = contents(one.path) if one.data is None else one.data
        except (OSError, ReadError):
            return one, b""
        suffix = PurePath(one.path).suffix.lower()
        return msgspec.structs.replace(one, data=data), digest(self._maker, suffix.encode("utf-8", "replace"), data)

    def document_key(self, document: Document) -> bytes:
        """The key of a document that was read elsewhere."""
        if self._store is None:
            return b""
        try:
            contents = msgspec.msgpack.encode(msgspec.structs.replace(document, path=""))
        except (UnicodeError, ValueError):
            return b""
        return digest(self._maker, b"document", contents)

    def number(self, key: bytes) -> int | None:
        """Number of the entry with a key, if there is one."""
        return self._store.ids([key]).get(key) if self._store and key else None

    def put(self, index: int, side: Side, parts: Mapping[str, bytes]) -> Reading:
        """Keep what was read out of a document; returns it in the form in which it comes back."""
        if side.key:
            self._waiting.append((side, parts))
        return stored(index, side.path, parts.__getitem__)

    def write(self, *, all_of_it: bool = False) -> list[Side]:
        """Write what was put, when it is much or all there is; returns the sides that have their numbers now."""
        if not self._store or not self._waiting or (len(self._waiting) < _BATCH and not all_of_it):
            return []
        self._store.keep([(side.key, parts) for side, parts in self._waiting])
        numbers = self._store.ids(side.key for side, _ in self._waiting)
        written = [side for side, _ in self._waiting if side.key in numbers]
        for side in written:
            side.number = numbers[side.key]
        self._waiting = []
        return written

    def reading(self, index: int, side: Side) -> Reading:
        """What is kept of a document."""
        number = side.number
        if self._store is None or number is None:
            raise KeyError(side.path)
        self._used.append(number)
        return stored(index, side.path, lambda part: self._fetch(part, number))

    def _fetch(self, part: str, number: int) -> bytes:
        found = self._ahead.pop((part, number), None)
        if found is None and self._store:
            found = self._store.parts(part, [number]).get(number)
        if found is None:
            raise sqlite3.OperationalError("another run has let go of the entry")
        return found

    def fetch_ahead(self, part: str) -> None:
        """Fetch one part of all readings at once."""
        if self._store:
            self._ahead.update(((part, n), data) for n, data in self._store.parts(part, self._used).items())

    def run_key(self, sides: Iterable[Side], settings: Any) -> bytes:
        """Key of a whole run: its documents with their sides, and all that it was told; empty for none."""
        if self._store is None:
            return b""
        parts = []
        for side in sides:
            if not side.key:
                return b""
            parts += [side.path.encode("utf-8", "surrogateescape"), b"a" if side.against else b"", side.key]
        return digest(self._maker, msgspec.msgpack.encode(settings), *parts)

    def report(self, key: bytes) -> Report | None:
        """The report of the same run, made earlier."""
        data = self._store.whole(key) if self._store and key else None
        return _REPORT.decode(data) if data is not None else None

    def keep_report(self, key: bytes, report: Report) -> None:
        """Keep the report of a run in which nothing went wrong."""
        if self._store and key:
            try:
                data = msgspec.msgpack.encode(report)
            except (UnicodeError, ValueError, OverflowError):
                return
            self._store.keep_whole(key, "report", data)

    def memory(self, names: Sequence[str], sides: Sequence[Side]) -> tuple[bytes, Memory | None]:
        """What the last run with these arguments remembers of claims that meet, and the key to keep it by."""
        if self._store is None or not sides or not all(side.key for side in sides):
            return b"", None
        key = digest(self._maker, b"meet", *(n.encode("utf-8", "surrogateescape") for n in names))
        data = self._store.whole(key)
        seen: dict[str, int] = {}
        labels = []
        for side in sides:
            name = side.key.hex()
            seen[name] = seen.get(name, 0) + 1
            labels.append(f"{name}-{seen[name]}" if seen[name] > 1 else name)
        return key, Memory(labels, _STATE.decode(data) if data else None)

    def keep_memory(self, key: bytes, memory: Memory | None) -> None:
        """Keep the memory of this run for the next."""
        if self._store and memory and memory.state:
            self._store.keep_whole(key, "state", msgspec.msgpack.encode(memory.state))

    def finish(self) -> None:
        """Note what was used."""
        if self._store:
            self._store.finish(self._used)
