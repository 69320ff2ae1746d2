"""What was read out of documents, kept from run to run in one SQLite file.

An entry is found by the bytes of its document and by a digest of all that reads them (code, rule pack, libraries), so
nothing in it can be out of date. Runs may share the file; a killed one leaves it whole; a damaged one is made anew.
"""

import contextlib
import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from checker.errors import UsageError

FOLDER = ".checker_cache"
NAME = "cache.sqlite"
LIMIT = 1 << 30  # bytes, beyond which the entries that were not used for the longest go
PARTS = ("claims", "light", "document", "rest", "local")
_FORMAT = 6
_REPORTS, _STATES = 32, 8  # of each that are kept
_BATCH = 500
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE entry (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, used INTEGER NOT NULL, size INTEGER NOT NULL);
CREATE TABLE whole (key BLOB PRIMARY KEY, kind TEXT NOT NULL, used INTEGER NOT NULL, data BLOB NOT NULL);
""" + "".join(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, data BLOB NOT NULL);\n" for name in PARTS)


class Damaged(sqlite3.DatabaseError):
    """Something in the file is not what was written there."""


def digest(*parts: bytes) -> bytes:
    """A short name for contents; parts are told apart."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.digest()


@lru_cache(maxsize=8)
def maker(*packs: Path) -> bytes:
    """Digest of all that decides what is read out of a document: this package, rule packs, libraries, Python."""
    here = Path(str(files("checker")))
    parts = [sys.version.encode(), *_libraries(here)]
    for root, suffix in ((here, ".py"), *((pack, ".yaml") for pack in packs)):
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                if name.endswith(suffix):
                    path = Path(folder, name)
                    parts += [path.relative_to(root).as_posix().encode(), path.read_bytes()]
    return digest(*parts)


def _libraries(here: Path) -> list[bytes]:
    """Names of the installed distributions, which hold their versions."""
    with contextlib.suppress(OSError, AttributeError):
        import msgspec

        places = sorted({str(Path(str(msgspec.__file__)).parent.parent), str(here.parent)})
        return sorted(n.name.encode() for place in places for n in Path(place).glob("*.dist-info"))
    return []


class _Base(sqlite3.Connection):
    """A connection that closes with the last reading that needs it."""

    def __del__(self) -> None:
        self.close()


class Store:
    """The file. Reading never waits; what cannot be written, as on a full disk, is left unwritten."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """Open the file of a folder, and make it where it is missing.

        Raises:
            UsageError: the folder cannot be made or written to.
        """
        self.path = folder / NAME
        self.limit = limit
        self.renewed = False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            ignore = folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot write the cache in {folder}: {error.strerror}") from None
        try:
            self._base = self._opened()
        except sqlite3.OperationalError as error:
            raise UsageError(f"cannot open the cache {self.path}: {error}") from None
        except sqlite3.DatabaseError:
            self._base = self._anew()
        self._changed = False

    def _opened(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=10, isolation_level=None, factory=_Base)
        try:
            base.execute("PRAGMA journal_mode=WAL")
            base.execute("PRAGMA synchronous=NORMAL")
            known = base.execute("PRAGMA user_version").fetchone()[0]
            if known != _FORMAT:
                self._make(base)
        except BaseException:
            base.close()
            raise
        return base

    def _make(self, base: sqlite3.Connection) -> None:
        with _transaction(base):
            if base.execute("PRAGMA user_version").fetchone()[0] == _FORMAT:
                return  # another run was faster
            if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise Damaged("of another version, or no cache at all")
            for statement in _SCHEMA.split(";\n"):
                base.execute(statement)
            base.execute("INSERT INTO meta VALUES ('turn', 1)")
            base.execute(f"PRAGMA user_version = {_FORMAT}")

    def _anew(self) -> sqlite3.Connection:
        self.renewed = True
        remove(self.path)
        try:
            return self._opened()
        except sqlite3.Error as error:
            raise UsageError(f"cannot make the cache {self.path}: {error}") from None

    def renew(self) -> None:
        """Drop everything, as something was found damaged."""
        self.close()
        self._base = self._anew()

    def close(self) -> None:
        """Close the file. What was recalled and not yet looked into is gone then."""
        self._base.close()

    def ids(self, keys: Iterable[bytes]) -> dict[bytes, int]:
        """Numbers of the entries that are there, by their keys."""
        return {key: number for number, key in self._rows("SELECT id, key FROM entry WHERE key IN", keys)}

    def parts(self, name: str, numbers: Iterable[int]) -> dict[int, bytes]:
        """One part of many entries, by their numbers.

        Raises:
            Damaged: a part is not as it was written.
        """
        found = self._rows(f"SELECT id, data FROM {_part(name)} WHERE id IN", numbers)  # noqa: S608 one of ours
        return {number: _checked(data) for number, data in found}

    def _rows(self, query: str, values: Iterable[object]) -> Iterator[tuple[int, bytes]]:
        given = list(values)
        for at in range(0, len(given), _BATCH):
            some = given[at : at + _BATCH]
            yield from self._base.execute(f"{query} ({','.join('?' * len(some))})", some).fetchall()

    def keep(self, entries: Sequence[tuple[bytes, Mapping[str, bytes]]]) -> None:
        """Write entries, all or none."""
        with self._writing():
            turn = self._turn()
            for key, parts in entries:
                done = self._base.execute(
                    "INSERT INTO entry (key, used, size) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    (key, turn, sum(map(len, parts.values()))),
                )
                if done.rowcount == 1:
                    for name, data in parts.items():
                        self._base.execute(
                            f"INSERT OR REPLACE INTO {_part(name)} VALUES (?, ?)",  # noqa: S608 one of ours
                            (done.lastrowid, _sealed(data)),
                        )
            self._changed = True

    def whole(self, key: bytes) -> bytes | None:
        """A report or a state, by its key."""
        row = self._base.execute("SELECT data FROM whole WHERE key = ?", (key,)).fetchone()
        return _checked(row[0]) if row else None

    def keep_whole(self, key: bytes, kind: str, data: bytes) -> None:
        """Write a report or a state; of each kind only the latest are kept."""
        with self._writing():
            self._base.execute(
                "INSERT OR REPLACE INTO whole VALUES (?, ?, ?, ?)", (key, kind, self._turn(), _sealed(data))
            )
            self._base.execute(
                "DELETE FROM whole WHERE kind = ? AND key NOT IN"
                " (SELECT key FROM whole WHERE kind = ? ORDER BY used DESC, key LIMIT ?)",
                (kind, kind, _REPORTS if kind == "report" else _STATES),
            )

    def finish(self, used: Iterable[int]) -> None:
        """Note what a run has used, and let go of what was not used for the longest where there is too much."""
        if not self._changed:
            return
        self._changed = False
        with self._writing():
            turn = self._turn() + 1
            self._base.execute("UPDATE meta SET value = ? WHERE name = 'turn'", (turn,))
            self._base.executemany("UPDATE entry SET used = ? WHERE id = ?", [(turn, n) for n in used])
            self._prune()

    def _prune(self) -> None:
        total = self._base.execute("SELECT coalesce(sum(size), 0) FROM entry").fetchone()[0]
        gone = []
        if total > self.limit:
            for number, size in self._base.execute("SELECT id, size FROM entry ORDER BY used, id"):
                if total <= self.limit * 4 // 5:
                    break
                gone.append((number,))
                total -= size
        for name in ("entry", *PARTS) if gone else ():
            self._base.executemany(f"DELETE FROM {name} WHERE id = ?", gone)  # noqa: S608 one of ours

    def _turn(self) -> int:
        turn: int = self._base.execute("SELECT value FROM meta WHERE name = 'turn'").fetchone()[0]
        return turn

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction; what another run or a full disk keeps from being written is done without."""
        with contextlib.suppress(sqlite3.OperationalError), _transaction(self._base):
            yield


def _part(name: str) -> str:
    if name not in PARTS:
        raise KeyError(name)
    return name


@contextlib.contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[None]:
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
        base.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            base.execute("ROLLBACK")
        raise


def _sealed(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "little") + data


def _checked(sealed: bytes) -> bytes:
    data = sealed[4:]
    if sealed[:4] != zlib.crc32(data).to_bytes(4, "little"):
        raise Damaged("a part is not as it was written")
    return data


def remove(path: Path) -> int:
    """Remove the file with what SQLite keeps beside it; returns how many bytes that sets free."""
    freed = 0
    for one in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with contextlib.suppress(OSError):
            size = one.stat().st_size
            one.unlink()
            freed += size
    return freed


def size(path: Path) -> int:
    """Bytes on the disk, with what SQLite keeps beside the file."""
    total = 0
    for one in (path, path.with_name(path.name + "-wal")):
        with contextlib.suppress(OSError):
            total += one.stat().st_size
    return total


def count(folder: Path) -> tuple[int, int]:
    """How many documents the cache of a folder holds, and how many of its bytes they are.

    Raises:
        UsageError: the file cannot be opened, or is no cache.
    """
    path = folder / NAME
    if not path.exists():
        return 0, 0
    try:
        base = sqlite3.connect(f"file:{path.resolve().as_posix()}?mode=ro", timeout=10, uri=True)
        with contextlib.closing(base):
            if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                return 0, 0  # made by a run that was broken off
            documents, held = base.execute("SELECT count(*), coalesce(sum(size), 0) FROM entry").fetchone()
            return documents, held
    except sqlite3.Error as error:
        raise UsageError(f"{path} is no cache of checker: {error}") from None
