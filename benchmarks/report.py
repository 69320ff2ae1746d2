"""How fast the review opens and filters with 500 documents and 2,000 findings, and how large it is.

    python benchmarks/report.py [COPY]      with a path, the page is left there

Each document states figures of its own and contradicts others. The page is made as ``checker report`` makes it and
measured in Chromium: from the request to the first filtering, and each filter from the change to the next frame.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from checker import engine
from checker.report.html import Setup
from checker.review import page

_DOCUMENTS = 500
_NAMES = ("Arvon", "Belmar", "Cordes", "Dulwin", "Esker", "Farrow", "Gantry")
_MEASURE = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const took = async (work) => {
    await frame(); const t = performance.now(); work(); await frame(); return performance.now() - t; };
  const set = (id, value) => {
    const node = document.getElementById(id); node.value = value;
    node.dispatchEvent(new Event(node.tagName === "SELECT" ? "change" : "input")); };
  const kinds = [...document.querySelectorAll("#by-kind option")].map((o) => o.value).filter(Boolean);
  const found = {};
  found.kind = await took(() => set("by-kind", kinds[0]));
  found["all again"] = await took(() => set("by-kind", ""));
  found.document = await took(() => set("order", "place"));
  found.severity = await took(() => set("order", "severity"));
  const shown = document.getElementById("shown");
  const typed = async (text) => {
    await frame();
    const t = performance.now(), before = shown.textContent;
    set("search", text);
    while (shown.textContent === before && performance.now() - t < 3000) {
      await new Promise((done) => setTimeout(done, 4)); }
    await frame(); return performance.now() - t; };
  found["search, first"] = await typed("arvon");
  found["search, next"] = await typed("arvon gantry");
  return found;
}"""


def corpus(folder: Path) -> None:
    """Documents that state eight figures each, every one given in another way two documents on."""
    for n in range(_DOCUMENTS):
        lines = [f"---\ntitle: Note {n} from the {_NAMES[n % 7]} desk\ndate: 2025-{n % 12 + 1:02d}-1{n % 9}\n---\n"]
        for turn in range(8):
            topic = (n // 2) * 8 + turn
            place = "".join(_NAMES[topic // 7**k % 7] for k in range(4)).capitalize()
            amount = 10_000 + 137 * topic + (0 if n % 2 else 4_000)
            lines.append(f"In May 2024 the garrison of {place} numbered {amount:,} soldiers.\n")
            lines.append(
                "Nobody at the ministry wanted to add to that, and the archive of the town is closed to visitors.\n"
            )
        (folder / f"note-{n:03d}.md").write_text("\n".join(lines), encoding="utf-8")


def browse(file: Path, runs: int = 5) -> None:
    """Print medians of what an editor waits for."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHECKER_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        print("no browser: only size and time to make")
        return
    painted: list[float] = []
    opened: list[float] = []
    loaded: list[float] = []
    waits: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for _ in range(runs):
            tab = browser.new_page(viewport={"width": 1280, "height": 900})
            start = time.perf_counter()
            tab.goto(file.as_uri(), wait_until="commit")
            tab.wait_for_load_state()
            loaded.append(time.perf_counter() - start)
            opened.append(tab.evaluate("performance.getEntriesByName('ready')[0].startTime"))
            painted.append(tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            for name, taken in tab.evaluate(_MEASURE).items():
                waits.setdefault(name, []).append(taken)
            tab.close()
        browser.close()
    print(f"first paint     {statistics.median(painted):7.0f} ms")
    print(f"findings work   {statistics.median(opened):7.0f} ms")
    print(f"all is there    {statistics.median(loaded) * 1000:7.0f} ms")
    for name, taken in waits.items():
        print(f"{name:15} {statistics.median(taken):7.0f} ms")


def main() -> None:
    """Make the page, and measure it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "notes")
        folder.mkdir()
        corpus(folder)
        start = time.perf_counter()
        report, readings = engine.examine([str(folder)], (), engine.Options(fail_level="never"))
        checked = time.perf_counter()
        text = page(report, readings, Setup(paths=(str(folder),)))
        made = time.perf_counter()
        file = Path(name, "review.html")
        file.write_text(text, encoding="utf-8")
        print(f"{len(report.documents)} documents, {len(report.findings)} findings")
        print(f"check           {checked - start:7.1f} s\nmake the page   {made - checked:7.1f} s")
        print(f"size            {file.stat().st_size / 2**20:7.1f} MB")
        if len(sys.argv) > 1:
            shutil.copy(file, sys.argv[1])
        browse(file)


if __name__ == "__main__":
    main()
