"""A page on this machine where an editor drops a draft and works through its review.

It answers on the loopback interface alone, to whoever has the token of its address. A draft is held in memory until it
is forgotten, at the latest when the server ends; it is never written to disk.
"""

import hmac
import io
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from checker import engine
from checker.collect import Input, collect
from checker.model import Document, Unreadable
from checker.report import wording

if TYPE_CHECKING:
    from flask import Flask

LARGEST = 32 * 2**20  # bytes of an upload
KEPT = 5  # reviews that are held; the oldest goes first
_HERE = Path(__file__).parent
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What the page works with. ``archives`` are paths by the name that the editor picks them by."""

    token: str
    archives: Mapping[str, str]
    options: engine.Options
    decisions: str | None = None
    today: date | None = None


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One review that is held."""

    number: int
    name: str
    findings: int
    page: str


class Reviews:
    """The reviews that are held, the newest last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: OrderedDict[int, Review] = OrderedDict()
        self._archives: dict[str, list[Document]] = {}
        self._lock = Lock()
        self._last = 0

    def held(self) -> list[Review]:
        """Those that can be opened."""
        with self._lock:
            return list(self._held.values())

    def get(self, number: int) -> Review | None:
        """The review of that number, if it is held."""
        with self._lock:
            return self._held.get(number)

    def forget(self, number: int) -> None:
        """Let a review go."""
        with self._lock:
            self._held.pop(number, None)

    def add(self, name: str, data: bytes, picked: Sequence[str]) -> Review | Unreadable:
        """Check a draft against the archives that are picked."""
        draft = engine.attempt_read(Input(path=name, data=data), self._desk.options)
        if isinstance(draft, Unreadable):
            return draft
        with self._lock:  # one run at a time: an editor waits for one draft
            archive = [d for chosen in self._desk.archives if chosen in picked for d in self._archive(chosen)]
            findings, page = self._page(draft, archive, [a for a in self._desk.archives if a in picked])
            self._last += 1
            made = Review(number=self._last, name=draft.title or name, findings=findings, page=page)
            self._held[made.number] = made
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return made

    def _archive(self, name: str) -> list[Document]:
        """The documents of an archive, read once."""
        if name not in self._archives:
            inputs = collect((), (self._desk.archives[name],), None, None)
            got = [engine.attempt_read(one, self._desk.options) for one in inputs.found]
            self._archives[name] = [d for d in got if isinstance(d, Document)]
        return self._archives[name]

    def _page(self, draft: Document, archive: list[Document], picked: Sequence[str]) -> tuple[int, str]:
        from checker import triage
        from checker.decisions import load
        from checker.report.html import Setup
        from checker.review import page

        desk = self._desk
        archive = [d for d in archive if d.path != draft.path]
        found, readings = engine.examine((), (), desk.options, documents=[draft], archive=archive)
        decided = load(desk.decisions) if desk.decisions else ()
        given = triage.Given(decisions=decided, decisions_path=desk.decisions or "", today=desk.today, partial=True)
        done = triage.apply(found, (r.document for r in readings), given)
        setup = Setup(paths=(draft.path,), against=tuple(picked), decisions=decided, home="../")
        return len(done.findings), page(done, readings, setup)


def create(desk: Desk, hosts: frozenset[str]) -> "Flask":
    """The application. ``hosts`` are the values of the Host header that it answers to."""
    from flask import Flask, Request, abort, request

    class Held(Request):
        """A request whose files stay in memory."""

        max_content_length = LARGEST
        max_form_memory_size = LARGEST
        max_form_parts = 64

        def _get_file_stream(self, *_args: Any, **_kwargs: Any) -> Any:
            return io.BytesIO()

    app = Flask("checker.serve", template_folder=str(_HERE), static_folder=None)
    app.request_class = Held

    @app.before_request
    def guarded() -> None:
        """Only this machine, by its own name, with the token, and from the page itself."""
        if request.host not in hosts:  # another name that leads here: DNS rebinding
            abort(421)
        given = request.path.split("/")[1] if "/" in request.path else ""
        if not hmac.compare_digest(given.encode("utf-8", "replace"), desk.token.encode()):
            abort(404)
        origin = request.headers.get("Origin")
        if request.method == "POST" and origin is not None and origin.partition("://")[2] not in hosts:
            abort(403)

    @app.after_request
    def closed(response: Any) -> Any:
        """Nothing is stored, framed or sent elsewhere."""
        for name, value in _HEADERS.items():
            response.headers[name] = value
        if response.mimetype != "text/html" or "Content-Security-Policy" not in response.headers:
            response.headers.setdefault("Content-Security-Policy", _POLICY)
        return response

    _routes(app, desk, Reviews(desk))
    return app


def _routes(app: "Flask", desk: Desk, reviews: Reviews) -> None:
    from flask import Response, abort, redirect, render_template, request

    base = f"/{desk.token}"

    def start(trouble: str = "", status: int = 200) -> Any:
        held = [(r.number, wording.clean(r.name), wording.plural(r.findings, "finding")) for r in reviews.held()]
        page = render_template(
            "start.html.j2", base=base, archives=desk.archives, held=held[::-1], trouble=trouble, most=LARGEST // 2**20
        )
        return Response(page, status=status, mimetype="text/html")

    @app.get(f"{base}/")
    def first() -> Any:
        return start()

    @app.get(f"{base}/start.css")
    def style() -> Any:
        return Response((_HERE / "start.css").read_text(encoding="utf-8"), mimetype="text/css")

    @app.post(f"{base}/")
    def given() -> Any:
        name, data = _draft(request)
        if not data:
            return start("There is nothing to check: drop a file or paste a text.", 400)
        made = reviews.add(name, data, request.form.getlist("archive"))
        if isinstance(made, Unreadable):
            return start(f"{wording.clean(made.path)}: {wording.clean(made.reason)}", 422)
        return redirect(f"{base}/review/{made.number}", 303)

    @app.get(f"{base}/review/<int:number>")
    def review(number: int) -> Any:
        found = reviews.get(number)
        if found is None:
            abort(404)
        shown = Response(found.page, mimetype="text/html")
        shown.headers["Content-Security-Policy"] = "frame-ancestors 'none'"  # the page bears its own, stricter one
        return shown

    @app.post(f"{base}/forget/<int:number>")
    def forget(number: int) -> Any:
        reviews.forget(number)
        return redirect(f"{base}/", 303)

    @app.errorhandler(413)
    def large(_error: Any) -> Any:
        return start(f"The draft is larger than {LARGEST // 2**20} MB.", 413)


def _draft(request: Any) -> tuple[str, bytes]:
    """The name and the bytes of what was dropped or pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        name = PurePosixPath(file.filename.replace("\\", "/")).name or "draft.txt"
        return name, file.read()
    text = request.form.get("text", "").replace("\r\n", "\n")
    return "pasted.md", text.encode("utf-8", "replace") if text.strip() else b""
