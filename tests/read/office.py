"""Small Word, OpenDocument, PDF and mail files, made by hand so that a test shows what is in them."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/></w:style>'
    for ident, name in (
        ("Normal", "Normal"),
        ("Title", "Title"),
        ("Heading1", "heading 1"),
        ("Heading2", "heading 2"),
        ("ListBullet", "List Bullet"),
        ("Quote", "Quote"),
        ("TOC1", "toc 1"),
    )
)
_TYPES = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "word/styles.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
    "word/footnotes.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
    "word/endnotes.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml",
    "word/comments.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """An archive that is the same whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return out.getvalue()


def run(text: str, form: str = "") -> str:
    inner = f"<w:rPr>{form}</w:rPr>" if form else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def para(text: str, style: str = "", form: str = "") -> str:
    """A paragraph; text that begins with ``<`` is taken as runs."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f"<w:pPr>{inner}{form}</w:pPr>" if inner or form else ""
    return f"<w:p>{inner}{text if text.startswith('<') else run(text)}</w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    made = "".join("<w:tr>" + "".join(f"<w:tc>{para(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr>{made}</w:tbl>'


def notes(kind: str, texts: Sequence[str]) -> str:
    made = "".join(f'<w:{kind} w:id="{i}">{para(t)}</w:{kind}>' for i, t in enumerate(texts, 1))
    return f'{_HEAD}<w:{kind}s {_NAMES}><w:{kind} w:type="separator" w:id="0"/>{made}</w:{kind}s>'


def core(title: str = "", creator: str = "", day: str = "") -> str:
    made = f"<dcterms:created>{day}T09:00:00Z</dcterms:created>" if day else ""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>{made}</cp:coreProperties>"
    )


def docx(body: str, extra: Mapping[str, str] | None = None, *, drop: Sequence[str] = ()) -> bytes:
    """A Word file with this body; ``extra`` are further members ("word/footnotes.xml")."""
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    members = {
        "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{body}{page}</w:body></w:document>",
        "word/styles.xml": f"{_HEAD}<w:styles {_NAMES}>{_STYLES}</w:styles>",
        **(extra or {}),
    }
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = "".join(
        f'<Relationship Id="rId{i}" Type="{office}/{name[5:-4]}" Target="{name[5:]}"/>'
        for i, name in enumerate(members, 1)
        if name.startswith("word/") and name != "word/document.xml" and name in _TYPES
    )
    props = (
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
        'core-properties" Target="docProps/core.xml"/>'
        if "docProps/core.xml" in members
        else ""
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "".join(f'<Override PartName="/{n}" ContentType="{_TYPES[n]}"/>' for n in members if n in _TYPES)
    whole = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/>{props}</Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{relations}">{parts}</Relationships>',
        **members,
    }
    return zipped({k: v for k, v in whole.items() if k not in drop})


_ODF = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
                 ("fo", "xsl-fo-compatible"), ("meta", "meta"))
)  # fmt: skip
_ODT = "application/vnd.oasis.opendocument.text"


def odt(body: str, *, styles: str = "", title: str = "", creator: str = "", day: str = "") -> bytes:
    """An OpenDocument text with this body."""
    made = f"<meta:creation-date>{day}T09:00:00</meta:creation-date>" if day else ""
    return zipped(
        {
            "mimetype": _ODT,
            "content.xml": f'{_HEAD}<office:document-content {_ODF} office:version="1.3"><office:automatic-styles>'
            f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f'{_HEAD}<office:document-meta {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'office:version="1.3"><office:meta><dc:title>{escape(title)}</dc:title>'
            f"<meta:initial-creator>{escape(creator)}</meta:initial-creator>{made}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            f'manifest:1.0" manifest:version="1.3">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        }
    )


Put = tuple[float, float, float, str, str]  # x, y, size, font (F regular, B bold), text


def pdf(pages: Sequence[Sequence[Put]], *, info: str = "", image: bool = False) -> bytes:
    """A PDF with each text at its place, in Helvetica."""
    count = len(pages)
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for i, page in enumerate(pages):
        drawn = "\n".join(f"BT /{font} {size} Tf {x} {y} Td ({_quoted(text)}) Tj ET" for x, y, size, font, text in page)
        if image:
            drawn += "\n100 0 0 100 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI"
        packed = zlib.compress(drawn.encode("cp1252"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * i} 0 R "
            "/Resources << /Font << /F 3 0 R /B 4 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream")
    if info:
        objects.append(f"<< {info} >>".encode("cp1252"))
    return assembled(objects, len(objects) if info else 0)


def assembled(objects: Sequence[bytes], info: int = 0) -> bytes:
    """Numbered objects with their table."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    also = f" /Info {info} 0 R" if info else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{also} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(
    x: float, top: float, lines: Sequence[str], size: float = 10, font: str = "F", pitch: float = 12
) -> list[Put]:
    """Lines one below the other."""
    return [(x, top - pitch * i, size, font, line) for i, line in enumerate(lines)]


def eml(
    subject: str, sender: str, date: str, *, html: str = "", plain: str = "", attach: Mapping[str, bytes] | None = None
) -> bytes:
    """A message; the page goes out as quoted-printable."""
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, sender, date
    message["To"] = "readers@example.org"
    if plain or not html:
        message.set_content(plain, cte="quoted-printable")
    if html and plain:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    elif html:
        message.set_content(html, subtype="html", cte="quoted-printable")
    for name, data in (attach or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if message.is_multipart():
        message.set_boundary("=part=of=a=sample=")
    return message.as_bytes()


def mhtml(page: str, *, subject: str, date: str) -> bytes:
    """A page as Chromium saves it."""
    part = EmailMessage()
    part.set_content(page, subtype="html", cte="quoted-printable")
    body = part.as_bytes().split(b"\n\n", 1)[1].replace(b"\n", b"\r\n")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/corridor\r\n"
        f"Subject: {subject}\r\nDate: {date}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Boundary--sample----"\r\n\r\n\r\n'
        "------Boundary--sample----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/corridor\r\n\r\n"
    )
    style = (
        "------Boundary--sample----\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "body { width: 54000px }\r\n------Boundary--sample------\r\n"
    )
    return head.encode() + body + style.encode()
