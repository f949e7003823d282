"""The overview: every department-year of the folder with its state, which is found in the background."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from generator.errors import GongkaiError, LimitError
from generator.intake.sources import is_shared
from generator.preview.hub import Hub
from generator.preview.scope import Scope, ScopeEntry, files_of, names_of
from generator.preview.workers import Workers, state_of
from generator.runtime.lane import WorkerLost
from generator.writers.formats import FORMATS
from generator.writers.output.files import safe_name

WAITING = {"state": "待核对", "errors": 0, "warnings": 0, "hints": 0, "problem": ""}
Row = dict[str, object]
PAGED = frozenset(form.suffix for form in FORMATS.values() if form.pages)
"""Suffixes of the files that have pages."""


class Overview:
    """The rows, and the queue of sources to be checked. out: where `build` puts its files."""

    def __init__(self, scope: Scope, hub: Hub, workers: Workers, out: Path = Path("output")) -> None:
        self.scope = scope
        self.hub = hub
        self.workers = workers
        self.out = out
        self.entries: dict[str, ScopeEntry] = {}
        self.rows: dict[str, Row] = {}
        self._waiting: dict[str, None] = {}
        self._more = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def scan(self) -> None:
        """Find the department-years. Those that are new wait to be checked. Raises UsageError where there is none."""
        self.entries = {entry.id: entry for entry in self.scope.entries()}
        rows = {}
        for entry in self.entries.values():
            department, year = self._names(entry)
            fresh = {"id": entry.id, "label": entry.label, "department": department or entry.label, "year": year}
            rows[entry.id] = {**WAITING, **self.rows.get(entry.id, {}), **fresh, "built": self._built(entry, department, year)}
        self.rows = rows

    def _names(self, entry: ScopeEntry) -> tuple[str, str]:
        try:
            self.scope.guard(entry.source)
        except GongkaiError:
            return "", ""
        return names_of(entry.source)

    def _built(self, entry: ScopeEntry, department: str, year: str) -> str:
        """Whether the files of `build` are there, and newer than the data."""
        folder = self.out / safe_name(department) / year
        with contextlib.suppress(OSError):
            made = [file.stat().st_mtime for file in folder.iterdir() if file.suffix in PAGED] if year else []
            if made:
                changed = max(file.stat().st_mtime for file in files_of(entry.source))
                return "已生成" if min(made) >= changed else "数据已改"
        return "未生成"

    def start(self) -> None:
        """Begin to check, once somebody looks; as many at a time as there are workers."""
        if not self._tasks:
            self.ask(self.entries)
            loop = asyncio.get_running_loop()
            self._tasks = [loop.create_task(self._work()) for _ in range(self.workers.processes)]

    def ask(self, ids: Iterable[str]) -> None:
        """Put sources into the queue."""
        for one in ids:
            self._waiting.setdefault(one)
        self._more.set()

    async def _work(self) -> None:
        while True:
            while not self._waiting:
                self._more.clear()
                await self._more.wait()
            one = next(iter(self._waiting))
            del self._waiting[one]
            if entry := self.entries.get(one):
                self.put(one, await self._state(entry))

    async def _state(self, entry: ScopeEntry) -> Row:
        try:
            found: Row = await self.workers.run(state_of, entry.source, self.scope)
        except LimitError as error:
            return {**WAITING, "state": "错误", "errors": 1, "problem": error.message}
        except WorkerLost:
            return {**WAITING, "state": "错误", "errors": 1, "problem": "核对的程序中途停了"}
        return found

    def put(self, one: str, state: Row) -> None:
        """A row has a new state: the pages that show the overview are notified."""
        if one in self.rows:
            self.rows[one] = {**self.rows[one], **state}
            self.hub.notify("rows", {"rows": [self.rows[one]], "waiting": len(self._waiting)})

    def touched(self, paths: Iterable[Path]) -> list[ScopeEntry]:
        """The entries that changed files belong to: their own, those they share, and those of another year beside."""
        plain = [(path, _yearless(path)) for path in paths]
        return [entry for entry in self.entries.values() if any(_concerns(entry.source, *one) for one in plain)]

    def changed(self, entries: Iterable[ScopeEntry]) -> None:
        """Check entries again, where anybody has looked yet."""
        if self._tasks:
            self.ask([entry.id for entry in entries])

    def rescan(self) -> None:
        """Look for department-years that have come or gone, and notify the overview."""
        before = set(self.rows)
        with contextlib.suppress(GongkaiError):
            self.scan()
        self.changed([entry for one, entry in self.entries.items() if one not in before])
        self.hub.notify("all", {"rows": list(self.rows.values()), "waiting": len(self._waiting)})

    @property
    def waiting(self) -> int:
        """How many sources are not checked yet."""
        return len(self._waiting)

    def close(self) -> None:
        """Stop checking."""
        for task in self._tasks:
            task.cancel()


def _concerns(source: Path, path: Path, plain: Path) -> bool:
    here = source.absolute()
    if path.is_relative_to(here) or (is_shared(path) and path.parent == here.parent):
        return True
    return plain.is_relative_to(_yearless(here))


def _yearless(path: Path) -> Path:
    """The path without the digits of its names: the same for all years."""
    return Path(*(re.sub(r"\d+", "", part) or "#" for part in path.parts))
