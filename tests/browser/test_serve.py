"""The served page: a draft in, its review worked through, and nobody else let in."""

import http.client
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from browser.conftest import DRAFT

pytest.importorskip("flask", reason="the extra serve is not installed")
pytest.importorskip("waitress", reason="the extra serve is not installed")


@pytest.fixture(scope="module")
def address(drafts: Path) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "checker", "serve", "--port", "0", "--archive", "archive"]
    with subprocess.Popen(command, cwd=drafts, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()


def _status(address: str, method: str = "GET", path: str | None = None, **headers: str) -> int:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    connection.request(method, path or parts.path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_pasted_draft_is_reviewed_and_forgotten(address: str, watched: Any) -> None:
    page = watched().page
    page.goto(address)
    page.fill("#text", DRAFT)
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("#cards")
    assert "/review/1" in page.url
    assert page.locator(".card").count() >= 3
    page.keyboard.press("j")
    page.keyboard.press("1")
    page.reload()
    assert page.locator("#n-accepted").inner_text() == "1"
    page.get_by_role("link", name="Another draft").click()
    page.get_by_role("button", name="Forget The alliance at a glance").click()
    assert page.get_by_role("link", name="The alliance at a glance").count() == 0
    assert _status(address, path=urlsplit(address).path + "review/1") == 404


def test_a_dropped_file_is_reviewed(address: str, watched: Any, drafts: Path) -> None:
    page = watched().page
    page.goto(address)
    page.set_input_files("#file", drafts / "drafts/brief.md")
    page.uncheck("input[name=archive]")
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("#cards")
    assert "within itself" in page.locator("header").inner_text()


def test_an_unreadable_draft_gets_one_line(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(address)
    page.set_input_files("#file", {"name": "../../<b>x</b>.docx", "mimeType": "", "buffer": b"PK\x03\x04nothing"})
    page.get_by_role("button", name="Check").click()
    assert "docx" in page.get_by_role("alert").inner_text()
    assert page.locator("b").count() == 0
    page.close()


def test_only_this_machine_with_the_token_is_answered(address: str) -> None:
    host = urlsplit(address).netloc
    assert _status(address) == 200
    assert _status(address, Host="draft.example.org") == 421
    assert _status(address, path="/") == 404
    assert _status(address, path="/wrong/") == 404
    assert _status(address, "POST", Origin="http://example.org") == 403
    assert _status(address, "POST", Origin=f"http://{host}") == 400
    assert _status(address, "POST", **{"Content-Length": str(2**30)}) == 413


def test_the_start_page_has_nothing_serious_for_a_screen_reader(address: str, watched: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = watched().page
    page.goto(address)
    found = axe.Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
