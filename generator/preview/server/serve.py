"""Serve a preview on this machine alone until Ctrl-C."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from generator.errors import UsageError
from generator.preview.scope import scope_of
from generator.preview.server.app import application
from generator.preview.server.connection import Connection
from generator.preview.server.guard import Guard
from generator.preview.server.tokens import Tokens
from generator.preview.session import Session

HOST = "127.0.0.1"
GRACE = 1
"""Seconds that open connections have at the end."""


class _Server(uvicorn.Server):
    """A server that ends its streams of events when it is asked to stop, and says when it is ready."""

    def __init__(self, config: uvicorn.Config, session: Session, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._session = session
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._session.end_streams()
        super().handle_exit(sig, frame)


def serve(source: Path, port: int, ready: Callable[[Callable[[], str]], None], again: Callable[[str], None]) -> None:
    """Serve the drafts of a source. port 0: any that is free.

    ready: called once it answers, with what makes addresses, each good for one use; again: gets a new address where one is
    opened a second time. Returns after Ctrl-C. Raises UsageError for a source that is none and a port that is taken.
    """
    scope = scope_of(source)
    session = Session(scope)
    session.overview.scan()
    with _listening(port) as listening:
        number = listening.getsockname()[1]
        tokens = Tokens()

        def address() -> str:
            return f"http://{HOST}:{number}/?token={tokens.issue()}"

        config = uvicorn.Config(
            Guard(application(session), tokens, number, lambda: again(address())),
            http=Connection,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=GRACE,
        )
        server = _Server(config, session, lambda: ready(address))
        with contextlib.suppress(KeyboardInterrupt):
            server.run([listening])


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except (OSError, OverflowError) as error:
        remedy = "换一个端口，如 --port 8010；不写 --port 时自动找一个空的"
        raise UsageError(f"端口 {port} 用不了：可能正被别的程序占用", remedy=remedy) from error
