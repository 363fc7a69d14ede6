"""
`onrecord open [STORE]`: the record on screen, at an address of this computer.

    onrecord open news.record
    onrecord open news.record --host 0.0.0.0 --token "$TOKEN"     # others too, who know the token
"""

import os
import secrets
import socket
import sys
import threading
import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from onrecord.cli.options import quiet_option, store_path
from onrecord.cli.output import Talk
from onrecord.errors import OnrecordError

__all__ = ["command"]

DEFAULT_PORT = 8117
_NEEDED = ("jinja2", "python_multipart", "starlette", "uvicorn")


@click.command("open")
@click.argument("store", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="A free one where it is taken.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where else than on this computer; needs --token.")
@click.option("--token", help="What readers from elsewhere must know; new makes one up.")
@click.option("--no-browser", is_flag=True, help="Print the address and leave the browser alone.")
@quiet_option
def command(store: Path | None, port: int, host: str, token: str | None, no_browser: bool, quiet: bool) -> None:
    """Show STORE (default: the record of the current folder) in the browser, until Ctrl-C."""
    _check_installed()
    from onrecord.room.access import Access, is_loopback
    from onrecord.room.app import build_app
    from onrecord.room.serving import serve

    path = store_path(store)
    if token is None and not is_loopback(host):
        raise click.UsageError(f"--host {host} lets others read the record: give --token too, or --token new")
    token = secrets.token_urlsafe(18) if token == "new" else token  # noqa: S105  # a word of the command line
    listening = _listen(host, port)
    taken = listening.getsockname()[1]
    names = frozenset({socket.gethostname().lower()}) if token else frozenset[str]()
    access = Access(host=host, port=taken, token=token, names=names)
    talk = Talk(quiet=quiet)
    try:
        app = build_app(path, access=access)
        address = _address(host, taken, token)
        click.echo(address)
        if port not in (0, taken):
            talk.say(f"port {port} is taken; {taken} is free")
        talk.say(f"{path} is open; Ctrl-C closes it")
        if not no_browser and _has_screen():
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        serve(app, listening)
    finally:
        listening.close()
    talk.say(f"{path} is closed")


def _check_installed() -> None:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise OnrecordError(
            f"the reading room needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed; "
            "install them with: pip install 'onrecord[room]'"
        )


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on the port, or on a free one where that is taken."""
    for wanted in (port, 0):
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            listening = socket.socket(family, socket.SOCK_STREAM)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # Every answer would else wait 40 ms for the browser to confirm its first packet.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            listening.bind((host, wanted))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if wanted == 0:
                raise OnrecordError(
                    f"cannot listen on {host}: {error.strerror or error}; give another --host"
                ) from error
            continue
        return listening
    raise OnrecordError(f"cannot listen on {host}; give another --host")


def _address(host: str, port: int, token: str | None) -> str:
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")


def _has_screen() -> bool:
    """Whether a browser with a window can open; a browser of the terminal would take it over."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
