"""Building a ledger, and bringing it up to date in one transaction: a killed run leaves the old one whole."""

import contextlib
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

import msgspec

from checker.cache import digest
from checker.collect import Input
from checker.errors import UsageError
from checker.group import sentence_features, telling_digits
from checker.ledger.base import among, create, empty, meta, note, opened, root, told, way
from checker.ledger.terms import terms
from checker.model import Claim, Reading, Unreadable
from checker.pack.rules import RuleText
from checker.stored import encoded, stored

PARTS = ("light", "document", "rest")
# What all claims have in common, so that each takes little room: compression begins with these words.
DICTIONARY = msgspec.msgpack.encode(dict.fromkeys(Claim.__struct_fields__)) + msgspec.msgpack.encode(
    [
        {"kind": "quantity", "low": 1.0, "high": 1.0, "unit": None}, {"start": 0, "end": 1}, "count", "percent", "USD",
        "asserted", "exact", {"first": 730000, "last": 730000, "grain": "day"}, "#government", "#country", "year",
    ]
)  # fmt: skip
_LEAST = 0.4  # weight that a feature needs to be a key, as in checker.meet

Extracted = tuple[Input, bytes, Reading | Unreadable]


class Change(msgspec.Struct, frozen=True):
    """What an update did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    unreadable: tuple[Unreadable, ...] = ()


class Writer:
    """Puts documents into an open ledger and takes them out again."""

    def __init__(self, base: sqlite3.Connection, texts: Mapping[str, RuleText]) -> None:
        self._base = base
        self._texts = texts
        self._features: Counter[str] = Counter()
        self._keywords: Counter[tuple[str, str]] = Counter()
        self._postings: list[tuple[str, str, int]] = []
        self._hooks: list[tuple[int, int, str, str]] = []
        self._total = 0

    def add(self, path: str, key: bytes, reading: Reading) -> None:
        """Put a document in.

        Raises:
            UsageError: it holds what cannot be written.
        """
        parts = encoded(reading, {})
        if parts is None:
            raise UsageError(f"{path}: holds characters that cannot be stored")
        done = self._base.execute(
            "INSERT INTO document (path, key, claims) VALUES (?, ?, ?)", (path, key, len(reading.claims))
        )
        document = done.lastrowid or 0
        for name in PARTS:
            self._base.execute("INSERT INTO part VALUES (?, ?, ?)", (document, name, zlib.compress(parts[name], 3)))
        for claim in reading.claims:
            self._add_claim(document, claim)
        self._count(reading, 1)
        for term in terms(reading, self._texts):
            self._hooks.append((document, term.day, term.text, term.extra))
        if len(self._postings) > 200_000 or len(self._hooks) > 200_000:
            self.flush()

    def _add_claim(self, document: int, claim: Claim) -> None:
        period = claim.period
        done = self._base.execute(
            "INSERT INTO claim (document, metric, first, last, data) VALUES (?, ?, ?, ?, ?)",
            (document, claim.metric, period and period.first, period and period.last, packed(claim)),
        )
        number = done.lastrowid or 0
        self._base.executemany("INSERT INTO subject VALUES (?, ?)", [(e, number) for e in sorted(claim.entities)])
        for name in keywords(claim):
            self._keywords[claim.unit, name] += 1
            self._postings.append((claim.unit, name, number))

    def remove(self, document: int) -> None:
        """Take a document out, with all that leads to it."""
        self.flush()
        path = self._base.execute("SELECT path FROM document WHERE id = ?", (document,)).fetchone()[0]
        reading = load(self._base, 0, document, path)
        numbers = [n for (n,) in self._base.execute("SELECT id FROM claim WHERE document = ? ORDER BY id", (document,))]
        for number, claim in zip(numbers, reading.claims, strict=True):
            for name in keywords(claim):
                self._keywords[claim.unit, name] -= 1
                self._base.execute(
                    "DELETE FROM posting WHERE claim = ? AND keyword ="
                    " (SELECT id FROM keyword WHERE unit = ? AND name = ?)",
                    (number, claim.unit, name),
                )
            self._base.executemany(
                "DELETE FROM subject WHERE name = ? AND claim = ?", [(e, number) for e in sorted(claim.entities)]
            )
        self._count(reading, -1)
        for term in terms(reading, self._texts):
            self._base.execute(
                "DELETE FROM hook WHERE term = (SELECT id FROM term WHERE name = ?) AND day = ? AND document = ?"
                " AND extra = ?",
                (term.text, term.day, document, term.extra),
            )
        for table, column in (("claim", "document"), ("part", "document"), ("document", "id")):
            self._base.execute(f"DELETE FROM {table} WHERE {column} = ?", (document,))  # noqa: S608 ours
        self.flush()

    def _count(self, reading: Reading, sign: int) -> None:
        total, features = sentence_features(reading.claims)
        self._total += sign * total
        for name, n in features.items():
            self._features[name] += sign * n

    def flush(self) -> None:
        """Write what was gathered: sorted, as that is many times faster."""
        base = self._base
        base.executemany(
            "INSERT INTO feature VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n",
            sorted(self._features.items()),
        )
        base.executemany(
            "INSERT INTO keyword (unit, name, n) VALUES (?, ?, ?)"
            " ON CONFLICT (unit, name) DO UPDATE SET n = n + excluded.n",
            [(unit, name, n) for (unit, name), n in sorted(self._keywords.items())],
        )
        wanted = sorted({(unit, name) for unit, name, _ in self._postings})
        ids = {
            (unit, name): base.execute("SELECT id FROM keyword WHERE unit = ? AND name = ?", (unit, name)).fetchone()[0]
            for unit, name in wanted
        }
        base.executemany("INSERT INTO posting VALUES (?, ?)", sorted((ids[u, f], c) for u, f, c in self._postings))
        names = sorted({name for _, _, name, _ in self._hooks})
        base.executemany("INSERT OR IGNORE INTO term (name) VALUES (?)", [(n,) for n in names])
        known = {name: number for number, name in among(base, "SELECT id, name FROM term WHERE name IN", names)}
        base.executemany(
            "INSERT INTO hook VALUES (?, ?, ?, ?)",
            sorted((known[name], day, document, extra) for document, day, name, extra in self._hooks),
        )
        if self._total:
            note(base, "total", str(int(meta(base, "total") or b"0") + self._total).encode())
        self._total = 0
        for gathered in (self._features, self._keywords, self._postings, self._hooks):
            gathered.clear()


def content_key(one: Input) -> tuple[bytes, bytes | None]:
    """A short name for the contents of a document, with its bytes; none of both where they cannot be read."""
    try:
        data = Path(one.path).read_bytes() if one.data is None else one.data
    except OSError:
        return b"", one.data
    return digest(PurePath(one.path).suffix.lower().encode("utf-8", "replace"), data), data


def keywords(claim: Claim) -> list[str]:
    """What a claim can be found by: its features, and the digits of its figure."""
    digits = telling_digits(claim)
    return sorted([f for f, w in claim.features.items() if w >= _LEAST] + ([f"={digits}"] if digits else []))


def packed(claim: Claim) -> bytes:
    """A claim as it is kept."""
    press = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=DICTIONARY)
    return press.compress(msgspec.msgpack.encode(claim)) + press.flush()


def unpacked(data: bytes) -> bytes:
    """The encoded claim that was kept."""
    return zlib.decompressobj(-15, zdict=DICTIONARY).decompress(data)


def load(base: sqlite3.Connection, index: int, document: int, path: str, name: str = "the ledger") -> Reading:
    """A document of the ledger ``name``, whose parts are fetched when they are looked at."""
    return stored(index, path, lambda part: _fetch(base, document, part, name), against=True)


def _fetch(base: sqlite3.Connection, document: int, part: str, name: str) -> bytes:
    if part == "local":
        return msgspec.msgpack.encode({})
    with told(name):
        if part == "claims":
            rows = base.execute("SELECT data FROM claim WHERE document = ? ORDER BY id", (document,)).fetchall()
            return b"\x91\xdd" + len(rows).to_bytes(4, "big") + b"".join(unpacked(data) for (data,) in rows)
        row = base.execute("SELECT data FROM part WHERE document = ? AND name = ?", (document, part)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError("a document is incomplete")
        return zlib.decompress(row[0])


def build(path: Path, found: Iterable[Extracted], texts: Mapping[str, RuleText], made_by: bytes) -> Change:
    """Make a ledger of all that was extracted. The old one of that name stays until the new one is finished.

    Raises:
        UsageError: the file cannot be written.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    added, unreadable = 0, []
    try:
        with contextlib.closing(create(new)) as base:
            writer = Writer(base, texts)
            for one, key, got in found:
                if isinstance(got, Unreadable):
                    unreadable.append(got)
                else:
                    writer.add(one.path, key, got)
                    added += 1
            writer.flush()
            note(base, "made by", made_by)
            note(base, "root", way(Path(), path.resolve().parent).encode("utf-8", "surrogateescape"))
            base.execute("COMMIT")
            base.execute("ANALYZE")
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise UsageError(f"cannot write {path}: {error}") from None
    finally:
        with contextlib.suppress(OSError):
            new.unlink()
    return Change(added=added, unreadable=tuple(unreadable))


def update(
    path: str,
    inputs: Sequence[tuple[Input, bytes]],
    extract: Callable[[Sequence[Input]], Iterable[Extracted]],
    texts: Mapping[str, RuleText],
    made_by: bytes,
) -> Change:
    """Bring a ledger up to date with the documents of its archive, all of it or nothing.

    Args:
        path: the ledger.
        inputs: all documents that there are, with the keys of their contents.
        extract: reads those that are new or changed.
        texts: the rules' words and limits.
        made_by: digest of this program and its rules; where the ledger has another one, everything is read anew.

    Raises:
        LedgerError: the ledger cannot be used.
    """
    with opened(path, write=True) as base:
        base.execute("BEGIN IMMEDIATE")
        fresh = meta(base, "made by") == made_by
        start = root(path, base)
        names = {one.path: way(Path(one.path), start) for one, _ in inputs}
        had = {p: (n, bytes(k)) for n, p, k in base.execute("SELECT id, path, key FROM document")}
        same = {names[o.path] for o, key in inputs if fresh and had.get(names[o.path], (0, b""))[1] == key}
        writer = Writer(base, texts)
        if not fresh:  # what another version has written may be of a form that this one does not know
            empty(base)
        for gone in sorted(set(had) - same) if fresh else ():
            writer.remove(had[gone][0])
        unreadable = []
        written = set()
        for one, key, got in extract([one for one, _ in inputs if names[one.path] not in same]):
            if isinstance(got, Unreadable):
                unreadable.append(got)
            else:
                writer.add(names[one.path], key, got)
                written.add(names[one.path])
        writer.flush()
        note(base, "made by", made_by)
        base.execute("COMMIT")
    return Change(
        added=len(written - set(had)),
        changed=len(written & set(had)),
        removed=len(set(had) - same - written),
        same=len(same),
        unreadable=tuple(unreadable),
    )
