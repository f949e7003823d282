"""Serve a preview on this machine alone until Ctrl-C."""

from __future__ import annotations

import contextlib
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from generator.errors import UsageError
from generator.preview.app import application
from generator.preview.guard import Guard
from generator.preview.scope import scope_of
from generator.preview.session import Room

HOST = "127.0.0.1"
GRACE = 1
"""Seconds that open connections have at the end."""


class _Server(uvicorn.Server):
    """A server that ends its streams of events when it is told to stop, and says when it is ready."""

    def __init__(self, config: uvicorn.Config, room: Room, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._room = room
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._room.end_streams()
        super().handle_exit(sig, frame)


def serve(source: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve the drafts of a source. port 0: any that is free. ready: told the address with its token once it answers.

    Returns after Ctrl-C. Raises UsageError for a source that is none and a port that is taken.
    """
    scope = scope_of(source)
    room = Room(scope)
    room.overview.scan()
    with _listening(port) as listening:
        number = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        config = uvicorn.Config(
            Guard(application(room), token, number),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=GRACE,
        )
        server = _Server(config, room, lambda: ready(f"http://{HOST}:{number}/?token={token}"))
        with contextlib.suppress(KeyboardInterrupt):
            server.run([listening])


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        remedy = "换一个端口，如 --port 8010；不写 --port 时自动找一个空的"
        raise UsageError(f"端口 {port} 用不了：可能正被别的程序占用", remedy=remedy) from error
