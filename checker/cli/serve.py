"""``checker serve``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from checker.cli.options import SETTINGS, loud, pack
from checker.cli.triaging import decided
from checker.errors import UsageError

_HOST = "127.0.0.1"


@click.command(context_settings=SETTINGS)
@click.option(
    "--archive", "-a", "archives", multiple=True, type=click.Path(exists=True), metavar="PATH",
    help="Documents that a draft can be compared with; repeatable.",
)  # fmt: skip
@click.option("--port", default=8640, type=click.IntRange(0, 65535), show_default=True, help="0 takes any free one.")
@click.option("--open", "opening", is_flag=True, help="Open the page in the browser.")
@decided
@pack
def serve(
    archives: tuple[str, ...], port: int, opening: bool, decisions: str | None, today: date, pack: Path | None
) -> None:
    """Serve a page on this machine where a draft is dropped or pasted and its review worked through, until Ctrl-C.

    It answers on the loopback interface alone, and only to the address that it prints, which holds a token. Drafts are
    held in memory and forgotten. Needs the extra: pip install "claim-checker[serve]".

    \b
    checker serve --archive archive/
    """
    server, address = _server(archives, port, decisions, today, pack)
    click.echo(address)
    click.echo("Ctrl-C ends", err=True)
    if opening:
        import webbrowser

        webbrowser.open(address)
    try:
        server.run()
    finally:
        server.close()


def _server(
    archives: tuple[str, ...], port: int, decisions: str | None, today: date, pack: Path | None
) -> tuple[Any, str]:
    """A server that listens, and the address of its page."""
    import secrets

    from checker.decisions import NAME, load

    try:
        import flask  # noqa: F401
        from waitress.server import create_server
    except ImportError:
        raise UsageError('checker serve needs the extra: pip install "claim-checker[serve]"') from None
    from checker import engine
    from checker.serve import LARGEST, Desk, create

    named = decisions or (NAME if Path(NAME).is_file() else None)
    if named:
        load(named)
    desk = Desk(
        token=secrets.token_urlsafe(24),
        archives={path: path for path in archives},
        options=engine.Options(pack=pack, loud=loud(), fail_level="never"),
        decisions=named,
        today=today,
    )
    made: list[Any] = []

    def later(environ: Any, answer: Any) -> Any:
        return made[0](environ, answer)  # which has to know the port that the server got

    try:
        server = create_server(
            later,
            host=_HOST,
            port=port,
            threads=4,
            max_request_body_size=LARGEST + 2**20,
            inbuf_overflow=LARGEST + 2**21,  # never to disk
            outbuf_overflow=2**28,
            ident="checker",
        )
    except OSError as error:
        raise UsageError(f"port {port} cannot be listened on: {error.strerror or error}") from None
    port = int(server.effective_port)
    made.append(create(desk, frozenset({f"{_HOST}:{port}", f"localhost:{port}"})))
    return server, f"http://{_HOST}:{port}/{desk.token}/"
