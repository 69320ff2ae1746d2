"""The review as an editor works with it, in a browser."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from browser.conftest import run


@pytest.fixture(scope="session")
def page_file(drafts: Path) -> Path:
    done = run("report", "drafts", "--against", "archive", "-o", "review.html", "--no-cache", cwd=drafts)
    assert done.returncode == 0, done.stderr
    return drafts / "review.html"


def _visible(page: Any) -> int:
    return int(page.locator(".card:visible").count())


def test_filter_by_word_level_and_kind(page_file: Path, watched: Any) -> None:
    page = watched().page
    page.goto(page_file.as_uri())
    total = page.locator(".card").count()
    assert total == _visible(page) >= 3
    page.fill("#search", "troops")
    page.locator("#shown", has_text=" of ").wait_for()
    assert 0 < _visible(page) < total
    assert all("troops" in text for text in page.locator(".card:visible").all_inner_texts())
    page.fill("#search", "")
    page.select_option("#by-kind", "weekday")
    assert [c.get_attribute("data-kind") for c in page.locator(".card:visible").all()] == ["weekday"]
    page.select_option("#by-kind", "")
    page.select_option("#order", "place")
    places = [int(c.get_attribute("data-place") or -1) for c in page.locator(".card").all()]
    assert places == sorted(places)


def test_decisions_by_keyboard_survive_a_reload_and_are_read_back(
    drafts: Path, page_file: Path, watched: Any, tmp_path: Path
) -> None:
    one = watched(accept_downloads=True)
    page = one.page
    page.goto(page_file.as_uri())
    page.fill("#name", "M. Editor")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("2")
    page.keyboard.press("j")
    page.keyboard.press("3")
    assert page.evaluate("document.activeElement.className") == "reason"
    page.keyboard.type("different s")
    page.keyboard.press("Tab")
    page.keyboard.type('one counts "all" \\ families')
    page.keyboard.press("Escape")
    assert page.locator("#n-queried").inner_text() == "1"
    assert page.locator("#n-dismissed").inner_text() == "1"
    page.reload()
    assert page.locator("#n-dismissed").inner_text() == "1"
    assert page.locator("#name").input_value() == "M. Editor"
    with page.expect_download() as saved:
        page.keyboard.press("s")
    assert saved.value.suggested_filename == "checker-decisions.toml"
    file = tmp_path / "checker-decisions.toml"
    saved.value.save_as(file)
    decided = {d["status"]: d for d in tomllib.loads(file.read_text(encoding="utf-8"))["decision"]}
    assert decided.keys() == {"queried", "dismissed"}
    assert decided["dismissed"]["reason"] == 'different scope: one counts "all" \\ families'
    assert decided["queried"]["by"] == "M. Editor"

    again = tmp_path / "again.html"
    more = ("--no-cache", "--decisions", str(file), "--today", decided["queried"]["on"].isoformat())
    done = run("report", "drafts", "--against", "archive", "-o", str(again), *more, cwd=drafts)
    assert done.returncode == 0, done.stderr
    fresh = watched(accept_downloads=True).page  # a browser that knows nothing
    fresh.goto(again.as_uri())
    assert fresh.locator("#n-queried").inner_text() == "1"
    assert fresh.locator("#n-dismissed").inner_text() == "1"
    assert "M. Editor" in fresh.locator('.card[data-status="queried"] .status').inner_text()
    fresh.keyboard.press("Escape")
    with fresh.expect_download() as same:
        fresh.keyboard.press("s")
    assert Path(same.value.path()).read_bytes() == file.read_bytes()


def test_a_dismissal_needs_a_reason(page_file: Path, watched: Any) -> None:
    page = watched().page
    page.goto(page_file.as_uri())
    page.keyboard.press("j")
    page.keyboard.press("3")
    assert page.locator(".card.current .status").inner_text() == "dismissed: give a reason"
    assert page.locator("#n-dismissed").inner_text() == "0"


def test_keys_move_search_help_and_leave(page_file: Path, watched: Any) -> None:
    page = watched().page
    page.goto(page_file.as_uri())
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "f1"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("j1")
    assert page.locator("#search").input_value() == "j1"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_a_side_leads_to_its_place_and_back(page_file: Path, watched: Any) -> None:
    page = watched().page
    page.goto(page_file.as_uri())
    page.locator(".card .from a").first.click()
    page.wait_for_selector(".at")
    assert page.locator(".at").first.is_visible()
    page.locator(".at .ref").first.click()
    assert page.evaluate("document.activeElement.classList.contains('card')")


def test_markup_in_documents_is_text(page_file: Path, watched: Any) -> None:
    page = watched().page
    page.goto(page_file.as_uri())
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    assert "</script><script>alert('title')</script>" in page.content().replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_serious_for_a_screen_reader(page_file: Path, watched: Any, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = watched(color_scheme=scheme, viewport={"width": width, "height": 900}).page
    page.goto(page_file.as_uri())
    page.keyboard.press("j")
    for element in page.locator("details").all():
        element.evaluate("node => { node.open = true }")
    found = axe.Axe().run(page).response["violations"]
    grave = [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]
    assert grave == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_reads_without_scripts(page_file: Path, watched: Any) -> None:
    page = watched(java_script_enabled=False).page
    page.goto(page_file.as_uri())
    assert page.locator(".card:visible").count() >= 3
    assert page.locator("#tools").is_hidden()
