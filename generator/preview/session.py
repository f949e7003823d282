"""One running preview: what it reads, who looks, what is being made; changes of files go from here to all of them."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from watchfiles import Change

from generator.packs.definition.pack import search_path
from generator.preview.drafts import Drafts
from generator.preview.hub import Hub, OpenPage
from generator.preview.jobs import Jobs
from generator.preview.overview import Overview
from generator.preview.scope import Scope, ScopeEntry
from generator.preview.watch import Changes, Watcher
from generator.preview.workers import Workers

MOST_CHECKERS = 4


class Session:
    """The parts of a preview, opened and closed together."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.hub = Hub()
        self.checkers = Workers(max(1, min(MOST_CHECKERS, (os.cpu_count() or 2) - 1)), patient=True)
        self.builders = Workers(1)
        self.overview = Overview(scope, self.hub, self.checkers)
        self.jobs = Jobs(scope, self.hub, self.builders)
        self.drafts = Drafts(scope, self.hub, self.overview.put)
        self._watcher: Watcher | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def open(self) -> None:
        """Begin to watch the files."""
        self._loop = loop = asyncio.get_running_loop()
        self.drafts.open()
        self._watcher = Watcher(self.scope, lambda changes: _later(loop, self, changes))

    def welcome(self, page: OpenPage, entry: ScopeEntry | None) -> None:
        """A page has been opened: of a draft, or of the overview."""
        if entry is None:
            self.overview.start()
        else:
            self.hub.pages.add(page)
            self.drafts.show(page, entry)

    def changed(self, changes: Changes) -> None:
        """Files have changed: make the open drafts that they concern again, and check the others again."""
        paths = [Path(path) for _, path in changes]
        templates = any(path.is_relative_to(folder) for path in paths for folder in search_path())
        entries = list(self.overview.entries.values()) if templates else self.overview.touched(paths)
        shown = {(page.entry, page.report) for page in self.hub.pages if page.entry}
        opened = {one for one, _ in shown}
        for entry in entries:
            for _, report in (key for key in shown if key[0] == entry.id):
                self.drafts.refresh(entry, report)
        self.overview.changed([entry for entry in entries if entry.id not in opened])
        if not templates and any(kind is not Change.modified for kind, _ in changes):
            self.overview.rescan()

    def end_streams(self) -> None:
        """End the pages' streams, from a signal handler; the rest is stopped when the server has closed."""
        if self._loop:
            self._loop.call_soon_threadsafe(self.hub.close)

    def close(self) -> None:
        """Stop everything."""
        if self._watcher:
            self._watcher.close()
        self.hub.close()
        self.overview.close()
        self.drafts.close()
        self.jobs.close()
        self.checkers.stop()
        self.builders.stop()


def _later(loop: asyncio.AbstractEventLoop, session: Session, changes: Changes) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(session.changed, changes)
