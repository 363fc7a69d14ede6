"""
Serve the room until Ctrl-C.

    serve(build_app(path, access=access), listening)   ->   returns when the room is closed
"""

import contextlib
import socket
from threading import Thread

import uvicorn
from starlette.applications import Starlette

from onrecord.room.search.shelves import warm
from onrecord.room.showing import prepare

__all__ = ["serve"]


def serve(app: Starlette, listening: socket.socket) -> None:
    """Answer on a socket that already listens; Ctrl-C ends it, and answers under way are given a second."""
    # The first search need not wait for what each search needs once.
    Thread(target=_prepare, args=(app,), name="preparing searches", daemon=True).start()
    config = uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="on",
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        proxy_headers=False,
    )
    with contextlib.suppress(KeyboardInterrupt):  # raised again by the server after it has closed
        uvicorn.Server(config).run(sockets=[listening])


def _prepare(app: Starlette) -> None:
    prepare("find.html")
    with app.state.opened() as room:
        warm(room)
