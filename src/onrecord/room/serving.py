"""
Serve the room until Ctrl-C.

    serve(build_app(path, access=access), listening)   ->   returns when the room is closed
"""

import contextlib
import socket

import uvicorn
from starlette.applications import Starlette

__all__ = ["serve"]


def serve(app: Starlette, listening: socket.socket) -> None:
    """Answer on a socket that already listens; Ctrl-C ends it, and answers under way are given a second."""
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
