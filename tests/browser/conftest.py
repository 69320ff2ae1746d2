"""A real browser: Debian's Chromium or any other that is installed. CHECKER_BROWSER names one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    """Path of a browser: the one that is named, one of the system, or the one that ``make browser`` fetched."""
    system = (path for name in _NAMES if (path := shutil.which(name)))
    return os.environ.get("CHECKER_BROWSER") or next(system, None) or _fetched()


def _fetched() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


@contextmanager
def started() -> Iterator[Any]:
    """A browser that is ended afterwards."""
    from playwright.sync_api import sync_playwright

    path = found()
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium has no sandbox for root
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test sets it up")
    if not found():
        missing = "no browser is installed: make browser, apt-get install chromium, or set CHECKER_BROWSER"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with started() as opened:
        yield opened


class Watched:
    """A page whose errors and requests to the outside are kept."""

    def __init__(self, browser: Any, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("request", lambda r: self.outside.append(r.url) if not self._own(r.url) else None)
        self.page.on("dialog", self._asked)

    def _asked(self, dialog: Any) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @staticmethod
    def _own(url: str) -> bool:
        return url.startswith(("file:", "blob:", "data:", "http://127.0.0.1:"))


@pytest.fixture
def watched(browser: Any) -> Iterator[Any]:
    made: list[Watched] = []

    def make(**context: Any) -> Watched:
        made.append(Watched(browser, **context))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
        assert one.errors == []
        assert one.outside == []


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


DRAFT = """---
title: The alliance at a glance
author: Maren Oldfield
date: 2025-03-10
---

# The alliance at a glance

The United States keeps 54,000 troops in Japan, more than anywhere else abroad.
The treaty was signed on Monday, 19 January 1961.

Tokyo pledged to spend 2 per cent of GDP on defence by 2027.
"""
OTHER = """---
title: Bases and budgets
author: R. Ferreira
date: 2025-02-20
---

There are 35,000 US troops in Japan today. Tokyo pledged to spend 3 per cent of GDP on defence by 2027.
"""
HOSTILE = """---
title: "</script><script>alert('title')</script><!--<img src=x onerror=alert(1)>"
author: "<img src=https://example.org/a onerror=alert('author')>"
date: 2025-03-10
---

Some `<script>alert('text')</script>` and &lt;img src=x onerror=alert(2)&gt; say that
20,000 US troops stay in Japan &lt;/script&gt;.
"""


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "drafts").mkdir()
    (folder / "drafts/brief.md").write_text(DRAFT, encoding="utf-8")
    (folder / "archive").mkdir()
    (folder / "archive/bases.md").write_text(OTHER, encoding="utf-8")
    (folder / 'archive/<img src=x onerror="alert(3)">.md').write_text(HOSTILE, encoding="utf-8")
    return folder
