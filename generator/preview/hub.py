"""The events that open pages receive: one stream of events for each page, ended when the program stops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

PAUSE = 15.0
"""Seconds after which a silent stream says that it is alive."""
MOST_WAITING = 200
"""Events that wait for a page; a page that does not take them is disconnected and connects again."""


@dataclass(eq=False)
class OpenPage:
    """An open page. entry and report: of the draft that it shows, empty for the overview; held: pieces that it has."""

    entry: str = ""
    report: str = ""
    held: frozenset[str] = frozenset()
    queue: asyncio.Queue[tuple[str, object] | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    def notify(self, event: str, data: object) -> None:
        """Put an event into the stream."""
        if self.queue.full():
            self.end()
        else:
            self.queue.put_nowait((event, data))

    def end(self) -> None:
        """End the stream, whatever still waits in it."""
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Hub:
    """The open pages."""

    def __init__(self) -> None:
        self.pages: set[OpenPage] = set()
        self.closed = False

    def notify(self, event: str, data: object, entry: str = "") -> None:
        """Notify the pages of a draft, or those of the overview."""
        for page in [page for page in self.pages if page.entry == entry]:
            page.notify(event, data)

    def close(self) -> None:
        """End all streams; new ones end at once."""
        self.closed = True
        for page in list(self.pages):
            page.end()

    async def stream(self, page: OpenPage) -> AsyncIterator[bytes]:
        """The events of a page as server-sent events."""
        self.pages.add(page)
        try:
            yield b"retry: 1000\n\n"
            while not self.closed:
                try:
                    event = await asyncio.wait_for(page.queue.get(), PAUSE)
                except TimeoutError:
                    yield b": \n\n"
                    continue
                if event is None:
                    return
                yield encoded(*event)
        finally:
            self.pages.discard(page)


def encoded(event: str, data: object) -> bytes:
    """An event on the wire."""
    return f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()
