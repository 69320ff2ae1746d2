"""Make the pictures of the editors' guide again: ``python tests/pictures.py [FOLDER]``.

The browser is Chromium, the Word file is rendered by LibreOffice; where one of them is missing, its pictures stay as
they are, and that is said.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browser.conftest import found, started
from guide import ROOT, copied, run

FOLDER = ROOT / "docs" / "pictures"
_WIDE = {"width": 1040, "height": 760}


def main() -> None:
    """Write the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        work = Path(made) / "editors"
        copied(work)
        told = [*_browser(work, folder), *_word(work, folder)]
    print("\n".join(told) or f"written to {folder}")  # noqa: T201


def _browser(work: Path, folder: Path) -> list[str]:
    if not found():
        return ["no browser: review, decision, chart, text and serve are as they were (apt-get install chromium)"]
    run("report draft.docx --against archive/ -o review.html --no-cache", work)
    with started() as browser, _served(work) as address:
        page = browser.new_page(viewport=_WIDE, reduced_motion="reduce")
        page.goto((work / "review.html").as_uri())
        page.screenshot(path=folder / "review.png")
        page.fill("#name", "M. Editor")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("2")
        page.locator(".card.current").screenshot(path=folder / "decision.png")
        page.locator("#pictures figure").first.screenshot(path=folder / "chart.png")
        page.locator("#documents details.text summary").first.click()
        page.locator("#documents details.text").first.screenshot(path=folder / "text.png")
        page.set_viewport_size({"width": 1040, "height": 620})
        page.goto(address)
        page.set_input_files("#file", work / "draft.docx")
        page.screenshot(path=folder / "serve.png")
    return []


@contextmanager
def _served(work: Path) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "checker", "serve", "--port", "0", "--archive", "archive/"]
    with subprocess.Popen(command, cwd=work, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def _word(work: Path, folder: Path) -> list[str]:
    if not shutil.which("soffice"):
        return ["no LibreOffice: word is as it was (apt-get install libreoffice-writer)"]
    run("check draft.docx --against archive/ --output docx:reviewed.docx --no-cache", work)
    margin = json.dumps({"ExportNotesInMargin": {"type": "boolean", "value": "true"}})
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--convert-to",
         f"pdf:writer_pdf_Export:{margin}", "--outdir", str(work), str(work / "reviewed.docx")],
        check=True, capture_output=True, timeout=240, env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip
    (folder / "word.png").write_bytes(_png(_page((work / "reviewed.pdf").read_bytes())))
    return []


def _page(data: bytes) -> list[bytes]:
    """The rows of the first page, three bytes a dot, without the empty ones below the text."""
    import pypdfium2

    bitmap: Any = pypdfium2.PdfDocument(data)[0].render(scale=1.9, rev_byteorder=True)
    step, width = bitmap.stride, bitmap.width * bitmap.n_channels
    raw = bytes(bitmap.buffer)
    rows = [raw[at : at + width] for at in range(0, step * bitmap.height, step)]
    while len(rows) > 1 and len(set(rows[-1])) == 1:
        del rows[-1]
    first = next(n for n, row in enumerate(rows) if len(set(row)) > 1)
    return [*rows[max(0, first - 30) :], *([b"\xff" * width] * 30)]


def _png(rows: list[bytes]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


if __name__ == "__main__":
    main()
