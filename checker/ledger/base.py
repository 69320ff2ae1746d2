"""The file of a ledger: its tables, and opening it with one clear line for whatever is wrong with it."""

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from checker.errors import CheckerError

VERSION = 1
_MAGIC = b"SQLite format 3\0"
_ID = 0x434C4447  # "CLDG", in the head of the file
_BATCH = 500
_UPDATE = "checker ledger update"
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE document (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, key BLOB NOT NULL, claims INTEGER NOT NULL);
CREATE TABLE part (document INTEGER NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (document, name));
CREATE TABLE claim (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, metric TEXT, first INTEGER, last INTEGER,
  data BLOB NOT NULL);
CREATE INDEX claim_document ON claim (document);
CREATE INDEX claim_metric ON claim (metric) WHERE metric IS NOT NULL;
CREATE TABLE subject (name TEXT NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (name, claim)) WITHOUT ROWID;
CREATE TABLE feature (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE keyword (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
  UNIQUE (unit, name));
CREATE TABLE posting (keyword INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (keyword, claim)) WITHOUT ROWID;
CREATE TABLE term (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE hook (term INTEGER NOT NULL, day INTEGER NOT NULL, document INTEGER NOT NULL, extra TEXT NOT NULL,
  PRIMARY KEY (term, day, document, extra)) WITHOUT ROWID;
"""


class Base(sqlite3.Connection):
    """A connection that closes with the last reading that needs it."""

    def __del__(self) -> None:
        self.close()


class LedgerError(CheckerError):
    """A ledger cannot be used: names the file and says what is wrong and what to do."""


def is_ledger(path: str) -> bool:
    """Whether a path is meant as a ledger: by its suffix, or as it is a database."""
    with contextlib.suppress(OSError):
        if Path(path).is_file():
            with Path(path).open("rb") as file:
                return file.read(len(_MAGIC)) == _MAGIC or path.endswith(".ledger")
    return path.endswith(".ledger")


def connect(path: str, *, write: bool = False) -> sqlite3.Connection:
    """The open file.

    Raises:
        LedgerError: there is none, it is no ledger, of a newer version, damaged, or in use.
    """
    if not Path(path).exists():
        raise LedgerError(f"{path}: no such ledger; make it with: checker ledger build ARCHIVE -o {path}")
    broken_off = Path(f"{path}-journal").exists()  # by a killed update, which is undone by whoever opens the file next
    with told(path):
        uri = f"{Path(path).resolve().as_uri()}?mode={'rw' if write or broken_off else 'ro'}"
        base = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None, factory=Base)
        try:
            _verify(path, base)
        except BaseException:
            base.close()
            raise
        return base


@contextlib.contextmanager
def told(path: str, *, foreign: bool = False) -> Iterator[None]:
    """Turns what SQLite has to say into one line about the ledger, which may be of another version (``foreign``)."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise LedgerError(f"{path}: the ledger cannot be used: {error}") from None
    except (sqlite3.Error, zlib.error, msgspec.DecodeError) as error:
        if foreign:
            raise LedgerError(
                f"{path}: made by another version of checker; bring it up to date with {_UPDATE}"
            ) from None
        raise LedgerError(f"{path}: damaged, or no ledger ({error}); build it anew") from None


@contextlib.contextmanager
def opened(path: str, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """The file, open for as long as the block lasts.

    Raises:
        LedgerError: as for :func:`connect`.
    """
    with told(path), contextlib.closing(connect(path, write=write)) as base:
        yield base


def _verify(path: str, base: sqlite3.Connection) -> None:
    if base.execute("PRAGMA application_id").fetchone()[0] != _ID:
        raise LedgerError(f"{path}: a database, but no ledger of checker")
    version = base.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise LedgerError(
            f"{path}: a ledger of version {version}, which needs a newer checker; this one knows version {VERSION}"
        )
    if version < VERSION:
        raise LedgerError(f"{path}: a ledger of version {version}, which is too old; build it anew")


def create(path: Path) -> sqlite3.Connection:
    """A new, empty ledger; nothing but a finished one is ever seen under its name."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=OFF")
    base.execute("PRAGMA synchronous=OFF")
    base.execute("PRAGMA cache_size=-65536")  # KiB; entries of all keys are written at once
    base.execute("BEGIN")
    for statement in SCHEMA.split(";\n"):
        base.execute(statement)
    base.execute(f"PRAGMA application_id = {_ID}")
    base.execute(f"PRAGMA user_version = {VERSION}")
    return base


def empty(base: sqlite3.Connection) -> None:
    """Take everything out but the ledger's own notes."""
    for table in ("document", "part", "claim", "subject", "feature", "keyword", "posting", "term", "hook"):
        base.execute(f"DELETE FROM {table}")  # noqa: S608 ours
    note(base, "total", b"0")


def meta(base: sqlite3.Connection, name: str) -> bytes:
    """One of the ledger's own notes; empty where it is missing."""
    row = base.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return bytes(row[0]) if row else b""


def note(base: sqlite3.Connection, name: str, value: bytes) -> None:
    """Write one of the ledger's own notes."""
    base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def root(path: str, base: sqlite3.Connection) -> Path:
    """The folder that the paths of a ledger's documents start from: kept as the way to it from the ledger itself."""
    return Path(path).resolve().parent / meta(base, "root").decode("utf-8", "surrogateescape")


def way(to: Path, start: Path) -> str:
    """The relative path to a file or folder, where there is one."""
    try:
        return Path(os.path.relpath(to.resolve(), start.resolve())).as_posix()
    except ValueError:  # on another drive
        return to.resolve().as_posix()


def among(base: sqlite3.Connection, query: str, values: Iterable[object], *before: object) -> Iterator[tuple[Any, ...]]:
    """Rows of a query that ends in ``IN``, for any number of values."""
    given = list(values)
    for at in range(0, len(given), _BATCH):
        some = given[at : at + _BATCH]
        yield from base.execute(f"{query} ({','.join('?' * len(some))})", (*before, *some))
