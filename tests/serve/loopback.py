"""Serving an application on loopback while a test lasts."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp


def listening() -> tuple[socket.socket, str]:
    """A socket that listens on a free port, and the address that it gives a site: a site is described for its address beforehand."""
    opened = socket.socket()
    opened.bind(("127.0.0.1", 0))
    return opened, f"http://127.0.0.1:{opened.getsockname()[1]}"


@contextlib.contextmanager
def served(app: ASGIApp, opened: socket.socket) -> Iterator[None]:
    """The application, answering at a socket."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
