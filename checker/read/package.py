"""Zip files with XML in them (Word, OpenDocument), read without trust: bounded in size, no entities, no path followed.

Nothing is unpacked to disk. A member is looked up by its exact name and read up to a limit, whatever the archive says
of its size. A document type declaration, which neither format has, ends the reading before an entity is expanded.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any, NoReturn

from checker.errors import ReadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEMBERS = 20_000
_MEMBER = 48 << 20  # bytes of one member, unpacked
_TOTAL = 96 << 20  # of all that are read
_SMALL = 4 << 20  # bytes below which no ratio is suspicious: blank tables pack well
_RATIO = 200


class Package:
    """The members of one file, by name."""

    def __init__(self, path: str, data: bytes, what: str) -> None:
        """Open the archive.

        Raises:
            ReadError: it is none, is encrypted, or holds names that no such file holds.
        """
        self.path = path
        self.what = what
        self._room = _TOTAL
        if data.startswith(_OLE):
            self.fail(f"is no {what}: it is protected with a password, or in the format of Word before 2007")
        if not data.startswith(b"PK"):
            self.fail(f"is no {what}: it is not a zip archive" if data else "is empty")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
            self.fail(f"is damaged or cut short ({_said(error)})")
        if len(infos) > _MEMBERS:
            self.fail(f"holds {len(infos):,} members, more than any {what} needs")
        self.infos = {i.filename: i for i in infos}
        if len(self.infos) < len(infos):
            self.fail("holds two members of one name")
        for name in self.infos:
            if name.startswith(("/", "\\")) or ":" in name[:3] or ".." in name.replace("\\", "/").split("/"):
                self.fail(f"holds a member whose name leads out of it ({name!r:.80})")
        if any(i.flag_bits & 1 for i in infos):
            self.fail("is protected with a password")

    def fail(self, reason: str) -> NoReturn:
        """Give up on the file."""
        raise ReadError(self.path, reason)

    def bytes(self, name: str) -> bytes:
        """The contents of a member.

        Raises:
            ReadError: it is not there, damaged, or unpacks to more than any document needs.
        """
        info = self.infos.get(name)
        if info is None:
            self.fail(f"is no {self.what}: it has no {name}")
        if info.file_size > _SMALL and info.file_size > _RATIO * max(1, info.compress_size):
            self.fail(f"{name} unpacks to {info.file_size / max(1, info.compress_size):,.0f} times its size")
        limit = min(_MEMBER, self._room)
        try:
            with self._zip.open(info) as member:
                found = member.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            self.fail(f"is damaged: {name} cannot be unpacked ({_said(error)})")
        if len(found) > limit:
            self.fail(f"{name} unpacks to more than {limit >> 20} MB")
        self._room -= len(found)
        return found

    def xml(self, name: str, *, whole: bool = False) -> Any:
        """The root element of a member; ``whole`` with its comments, for one that is to be written again.

        Raises:
            ReadError: as for :meth:`bytes`; or it is no XML, or declares a document type.
        """
        from lxml import etree

        data = self.bytes(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            self.fail(f"{name} declares a document type or entities, which no {self.what} does")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=not whole,
            remove_pis=not whole,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            self.fail(f"is damaged: {name} is no valid XML ({_said(error)})")
        if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hides it from the search above
            self.fail(f"{name} declares a document type or entities, which no {self.what} does")
        return root

    def optional(self, name: str) -> Any:
        """The root element of a member that may be missing; ``None`` then."""
        return self.xml(name) if name in self.infos else None

    def related(self, source: str) -> dict[str, list[str]]:
        """Members that an Office member refers to, by the last word of the kind of the reference."""
        folder, name = dirname(source), source.rpartition("/")[2]
        root = self.optional(join(folder, "_rels", name + ".rels"))
        found: dict[str, list[str]] = {}
        for one in root if root is not None else ():
            target = one.get("Target") or ""
            if one.get("TargetMode") == "External" or not target:
                continue
            where = normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
            if where.startswith("..") or "://" in target:
                self.fail(f"refers to a member outside of it ({target!r:.80})")
            found.setdefault((one.get("Type") or "").rpartition("/")[2], []).append(where)
        return found


def local(element: Any) -> str:
    """Name of an element or attribute without its namespace."""
    tag = element if isinstance(element, str) else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, *path: str) -> Iterator[Any]:
    """Elements at a path of names below an element."""
    if element is None:
        return
    for child in element:
        if local(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from children(child, *path[1:])


def child(element: Any, *path: str) -> Any:
    """The first element at a path of names below an element; ``None`` if there is none."""
    return next(children(element, *path), None)


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace; empty where it is missing."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if local(k) == name), "")


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
