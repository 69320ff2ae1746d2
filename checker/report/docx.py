"""Word: a copy of the draft with a comment on each of its claims that something stands against.

Body, comments, references and content types are edited; every other member of the file stays as it is, byte for byte.
Runs are split where a claim begins or ends inside one, which changes nothing that a reader sees.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from posixpath import basename, dirname, join
from typing import Any, Protocol

from checker.errors import UsageError
from checker.model import Evidence, Finding, Report
from checker.report import wording
from checker.report.queries import ask
from checker.report.xml import text

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LARGEST = 1 << 30  # bytes of all members, unpacked
_CHUNK = 1 << 20
_LINES = 12  # sides of a finding that a comment tells of


class Draft(Protocol):
    """What ``checker.read.docx.draft`` gives."""

    @property
    def package(self) -> Any:
        """The members of the file."""

    @property
    def name(self) -> str:
        """The member that holds the body."""
        ...

    @property
    def root(self) -> Any:
        """The root element of the body."""

    @property
    def notes(self) -> dict[tuple[str, str], Any]:
        """Of each foot- or endnote the element that refers to it."""
        ...

    @property
    def marks(self) -> list[tuple[int, Any, int]]:
        """Of each character its offset in the text, its element, and its offset in that."""
        ...

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """The marks of the first and the last character of a stretch of the text."""


def render(report: Report, path: str, draft: Draft, data: bytes, today: date) -> bytes:
    """The draft at ``path``, whose bytes are ``data``, with comments of the day ``today``.

    Raises:
        UsageError: the file holds more than can be copied.
    """
    fine_if = {rule.id: rule.fine_if for rule in report.rules}
    told = [
        (side, lines(finding, side, fine_if.get(finding.rule, ())))
        for finding in report.findings
        if finding.level != "note"
        for side in finding.evidence
        if side.path == path
    ]
    changed = _Writer(draft, today).commented(told) if told else {}
    return _copied(data, changed)


def lines(finding: Finding, side: Evidence, fine_if: Sequence[str] = ()) -> list[str]:
    """A comment on one side of a finding, paragraph by paragraph."""
    others = [e for e in finding.evidence if e is not side]
    made = [f"{finding.level.capitalize()} ({finding.kind}): {wording.sentence(finding.message)}"]
    here = wording.details(side)
    made += [f"Here: {here}"] if here else []
    for other in others[:_LINES]:
        details = wording.details(other)
        made.append(
            f"Against {wording.place(other)}: “{wording.clean(other.quote)}”" + (f" ({details})" * bool(details))
        )
    if len(others) > _LINES:
        made.append(f"And {wording.plural(len(others) - _LINES, 'other place')}.")
    made.append(f"Why: {wording.sentence(finding.explanation)}")
    made += [f"Fine if: {wording.sentence('; or '.join(fine_if))}"] if fine_if else []
    made.append(f"Query: {query(finding, side, others)}")
    made += [f"Decision: {wording.decision(finding.decision)}"] if finding.decision else []
    return [*made, f"{finding.rule}, confidence {finding.confidence:.0%}, {finding.fingerprint}"]


def query(finding: Finding, side: Evidence, others: Sequence[Evidence]) -> str:
    """What an editor may ask the author of the draft, seen from the place that the comment stands at."""
    if not others:
        return f"Here you write {_quoted(side)}. {ask(finding)}"
    other = others[0]
    place = other.place or f"line {other.line}"
    if other.path == side.path:
        against = f"In {place} of the same text you write"
    else:
        against = f"{basename(wording.clean(other.path))} ({place}) has"
    return f"Here you write {_quoted(side)}. {against} {_quoted(other)}. {ask(finding)}"


def _quoted(one: Evidence) -> str:
    return f"“{wording.clean(one.quote).rstrip('.,;:')}”"


class _Writer:
    """Puts comments into one draft."""

    def __init__(self, draft: Draft, today: date) -> None:
        from lxml import etree

        self.etree: Any = etree
        self.draft = draft
        self.day = today.isoformat()
        self.space = etree.QName(draft.root).namespace
        self.strict = "purl.oclc.org" in self.space
        self.points: list[tuple[int, bool, list[Any]]] = []  # a mark, whether behind it, and what goes there
        self.around: dict[Any, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))

    def commented(self, told: Sequence[tuple[Evidence, Sequence[str]]]) -> dict[str, bytes]:
        """The members that change."""
        package = self.draft.package
        related = package.related(self.draft.name).get("comments", [])
        name = related[0] if related else self.fresh("comments")
        root = package.xml(name, whole=True) if related else self.etree.fromstring(
            f'<w:comments xmlns:w="{self.space}"/>'
        )  # fmt: skip
        for number, (side, paragraphs) in enumerate(told, self.unused(root)):
            self.mark(number, side)
            root.append(self.comment(number, paragraphs))
        self.place()
        changed = {self.draft.name: self.written(self.draft.root), name: self.written(root)}
        return changed if related else changed | self.announced(name)

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    def fresh(self, stem: str) -> str:
        """A name for a new member beside the body."""
        folder, taken = dirname(self.draft.name), self.draft.package.infos
        names = (join(folder, f"{stem}{n or ''}.xml") for n in range(len(taken) + 1))
        return next(n for n in names if n not in taken)

    def unused(self, comments: Any) -> int:
        """The first number that no comment has."""
        used = [-1]
        for root in (comments, self.draft.root):
            for one in root.iter(*map(self.tag, ("comment", "commentRangeStart", "commentReference"))):
                number = one.get(self.tag("id")) or ""
                used += [int(number)] if number.isdecimal() and len(number) < 10 else []
        return max(used) + 1

    def element(self, name: str, number: int) -> Any:
        return self.etree.Element(self.tag(name), {self.tag("id"): str(number)}, nsmap=self.draft.root.nsmap)

    def comment(self, number: int, paragraphs: Sequence[str]) -> Any:
        made = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text(one)}</w:t></w:r></w:p>' for one in paragraphs)
        return self.etree.fromstring(
            f'<w:comment xmlns:w="{self.space}" w:id="{number}" w:author="checker" w:date="{self.day}T00:00:00Z" '
            f'w:initials="CK">{made}</w:comment>'
        )

    def mark(self, number: int, side: Evidence) -> None:
        """Note where a comment begins and ends."""
        reference = self.etree.Element(self.tag("r"), nsmap=self.draft.root.nsmap)
        reference.append(self.element("commentReference", number))
        begins, ends = [self.element("commentRangeStart", number)], [self.element("commentRangeEnd", number), reference]
        found = self.draft.stretch(side.start, side.end) or self.draft.stretch(0, 1 << 40)
        if found is None:
            return
        first, last = found
        outer = self.outer(self.draft.marks[first][1])
        if outer is not None:
            self.around[outer][0].extend(begins)
            self.around[outer][1].extend(ends)
            return
        if self.outer(self.draft.marks[last][1]) is not None:  # it ends where no comment can: take what it begins in
            last = first
            while last + 1 < len(self.draft.marks) and self.draft.marks[last + 1][1] is self.draft.marks[first][1]:
                last += 1
        self.points += [(first, False, begins), (last, True, ends)]

    def outer(self, element: Any) -> Any:
        """The element of the body that a comment must go around, where none can stand inside: notes, text boxes."""
        root = element.getroottree().getroot()
        if root is not self.draft.root:
            note = next(a for a in (element, *element.iterancestors()) if a.getparent() is root)
            kind = self.etree.QName(note).localname
            reference = self.draft.notes.get((kind, note.get(f"{{{self.etree.QName(note).namespace}}}id")))
            return self.outer(reference) if reference is not None and reference.tag != element.tag else None
        if self.etree.QName(element).localname in ("footnoteReference", "endnoteReference"):
            return element.getparent()
        boxes = [a for a in element.iterancestors() if self.etree.QName(a).localname == "txbxContent"]
        if boxes:
            return next((a for a in boxes[-1].iterancestors(self.tag("r"))), None)
        if element.getparent().tag != self.tag("r"):  # of a formula
            return next((a for a in element.iterancestors() if a.getparent().tag == self.tag("p")), None)
        return None

    def place(self) -> None:
        """Put the marks into the body, from its end to its beginning, so that no place moves before its turn."""
        for at, behind, marks in sorted(self.points, key=lambda p: p[:2], reverse=True):
            _, element, offset = self.draft.marks[at]
            self.put(element, offset + behind, marks)
        for element, (before, after) in self.around.items():
            for one in before:
                element.addprevious(one)
            for one in reversed(after):
                element.addnext(one)

    def put(self, element: Any, offset: int, marks: Sequence[Any]) -> None:
        """Put marks at an offset in the text of an element of a run, splitting the run where need be."""
        run = element.getparent()
        content = [c for c in run if c.tag != self.tag("rPr")]
        whole = max(1, len(element.text or "")) if element.tag == self.tag("t") else 1
        if offset <= 0 and content[0] is element:
            for one in marks:
                run.addprevious(one)
            return
        if offset < whole or content[-1] is not element:
            self.split(run, element, offset, whole)
        for one in reversed(marks):
            run.addnext(one)

    def split(self, run: Any, element: Any, offset: int, whole: int) -> None:
        """Move what stands behind an offset into a run of its own."""
        fresh = self.etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
        form = run.find(self.tag("rPr"))
        if form is not None:
            fresh.append(deepcopy(form))
        behind = list(run)[run.index(element) + (offset > 0) :]
        if 0 < offset < whole:
            rest = deepcopy(element)
            rest.text, element.text = element.text[offset:], element.text[:offset]
            for one in (rest, element):
                one.set(_SPACE, "preserve")
            fresh.append(rest)
        for one in behind:
            fresh.append(one)
        run.addnext(fresh)

    def announced(self, name: str) -> dict[str, bytes]:
        """References and content types with the new member of comments."""
        package, main = self.draft.package, self.draft.name
        where = join(dirname(main), "_rels", basename(main) + ".rels")
        relations = package.xml(where, whole=True) if where in package.infos else self.etree.fromstring(
            f'<Relationships xmlns="{_RELATIONS}"/>'
        )  # fmt: skip
        taken = {one.get("Id") for one in relations}
        ident = next(i for i in (f"rIdChecker{n or ''}" for n in range(len(taken) + 1)) if i not in taken)
        kind = f"{_STRICT if self.strict else _OFFICE}/comments"
        of = {"Id": ident, "Type": kind, "Target": basename(name)}
        relations.append(self.etree.Element(f"{{{_RELATIONS}}}Relationship", of))
        types = package.xml("[Content_Types].xml", whole=True)
        types.append(self.etree.Element(f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": _KIND}))
        return {where: self.written(relations), "[Content_Types].xml": self.written(types)}

    def written(self, root: Any) -> bytes:
        made: bytes = self.etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
        return made


def _copied(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The archive with some members changed and new ones behind the others."""
    out = io.BytesIO()
    room = _LARGEST
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            with new.open(_like(info), "w") as target:
                for chunk in [changed[info.filename]] if info.filename in changed else _chunks(old, info):
                    room -= len(chunk)
                    if room < 0:
                        raise UsageError(f"the draft unpacks to more than {_LARGEST >> 20} MB and is not copied")
                    target.write(chunk)
        first = old.infolist()[0]
        for name in sorted(set(changed) - set(old.namelist())):
            info = zipfile.ZipInfo(name, first.date_time)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, first.external_attr
            new.writestr(info, changed[name])
    return out.getvalue()


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    fresh.compress_type = info.compress_type if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    fresh.external_attr, fresh.create_system = info.external_attr, info.create_system
    return fresh


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            yield chunk
