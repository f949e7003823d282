"""The drafts that pages show: made in a process in the background, published when done, the last good one kept."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.errors import LimitError
from generator.preview.draft.drafter import KEPT, Key, Made, drafting
from generator.preview.hub import Hub, OpenPage
from generator.preview.scope import Scope, ScopeEntry, shown
from generator.runtime.allowance import Allowance
from generator.runtime.lane import Lane, WorkerLost

AGAIN = 0.06
"""Seconds after which a broken file is read once more: some programs save in two steps."""
CALM = 0.3
"""Seconds without a change after which the other reports of the department are checked too."""
ONE_DRAFT = Allowance(seconds=60, mebibytes=2048)
"""What one draft may take."""
OUTDATED = 3.0
"""Seconds after which a draft that nobody waits for any longer is given up."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report with the number under which pages know it."""

    version: int
    entry: ScopeEntry
    made: Made


class Drafts:
    """Makes and keeps drafts. on_state: receives the findings of an entry when all its reports were checked."""

    def __init__(self, scope: Scope, hub: Hub, on_state: Callable[[str, dict[str, object]], None]) -> None:
        self.scope = scope
        self.hub = hub
        self.on_state = on_state
        self.drafts: dict[Key, Draft] = {}
        self._said: dict[Key, dict[str, tuple[str, object]]] = {}
        self._thread = ThreadPoolExecutor(1, "preview-draft")
        self._lane: Lane | None = None
        self._closed = False
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        self._asked: dict[Key, int] = {}
        self._versions = 0

    def open(self) -> None:
        """Start the process before anybody asks for a draft."""
        self._thread.submit(self._ask, lambda seconds: False, "warm")

    def show(self, page: OpenPage, entry: ScopeEntry) -> None:
        """Send a page the present draft, then make the draft again."""
        key = (entry.id, page.report)
        if draft := self.drafts.get(key):
            page.notify("draft", _payload(draft, page))
        for event, data in self._said.get(key, {}).values():
            page.notify(event, data)
        self.refresh(entry, page.report)

    def refresh(self, entry: ScopeEntry, report: str) -> None:
        """Make a draft again after a change; a draft still in the making is dropped."""
        key = (entry.id, report)
        if running := self._tasks.get(key):
            running.cancel()
        self._asked[key] = self._asked.get(key, 0) + 1
        self._tasks[key] = asyncio.get_running_loop().create_task(self._refresh(entry, report))

    async def source(self, draft: Draft, report: str, piece: int, figure: int, steps: list[int]) -> dict[str, object] | None:
        """Where a figure of a draft comes from; None where there is no such figure."""
        with contextlib.suppress(LimitError, WorkerLost):
            found: dict[str, object] | None = await self._run(
                (draft.entry.id, report), "source", draft.entry, report, piece, figure, steps
            )
            return found
        return None

    async def _refresh(self, entry: ScopeEntry, report: str) -> None:
        key = (entry.id, report)
        made = await self._made(entry, report)
        if not isinstance(made, Made) and key in self.drafts:
            await asyncio.sleep(AGAIN)
            made = await self._made(entry, report)
        if not isinstance(made, Made):
            self._say(key, "problem", made)
            self.on_state(entry.id, {"state": "错误", "errors": len(made), "warnings": 0, "hints": 0, "problem": _first(made)})
            return
        draft = self._keep(key, entry, made)
        for page in [page for page in self.hub.pages if (page.entry, page.report) == key]:
            page.notify("draft", _payload(draft, page))
        try:
            await self._pages(key, draft)
            await self._findings(key, draft)
        except (LimitError, WorkerLost) as error:
            message = error.message if isinstance(error, LimitError) else "核对的程序中途停了"
            self._say(
                key, "findings", {"version": draft.version, "findings": [], "whole": True, "errors": [{"message": message}]}
            )

    async def _pages(self, key: Key, draft: Draft) -> None:
        """Send the page where the pages of its draft begin: counted after it is shown, so that it waits for nothing."""
        counted: dict[str, object] | None = await self._run(key, "pages", draft.entry, key[1])
        if counted:
            self._say(key, "pages", {"version": draft.version, **counted})

    async def _findings(self, key: Key, draft: Draft) -> None:
        """Report the findings: of the report that is shown first, then of all reports of the department-year."""
        entry, name = draft.entry, key[1]

        async def found(names: list[str], whole: bool) -> dict[str, Any]:
            found: dict[str, Any] = await self._run(key, "found", entry, name, names, whole)
            return {"version": draft.version, **found}

        self._say(key, "findings", await found([draft.made.pack], whole=False))
        await asyncio.sleep(CALM)
        names: list[str] = await self._run(key, "names", entry)
        for count in range(1, len(names) + 1):  # one report at a time, so that a change waits for no more than one
            await found(names[:count], whole=False)
        whole = await found(names, whole=True)
        self._say(key, "findings", whole)
        if "summary" in whole:
            self.on_state(entry.id, whole["summary"])

    async def _made(self, entry: ScopeEntry, report: str) -> Made | list[dict[str, object]]:
        """The draft, or what is in its way."""
        try:
            made: Made | list[dict[str, object]] = await self._run((entry.id, report), "make", entry, report)
        except LimitError as error:
            return shown([error], self.scope)
        except WorkerLost:
            return [{"message": "做稿的程序中途停了", "remedy": "改动数据会再做一次；仍然不行，把数据报给维护程序的人"}]
        return made

    def _keep(self, key: Key, entry: ScopeEntry, made: Made) -> Draft:
        """Keep a draft under a new number, and those of a few other entries."""
        self._versions += 1
        self.drafts.pop(key, None)
        draft = self.drafts[key] = Draft(self._versions, entry, made)
        self._said.get(key, {}).pop("problem", None)
        entries = list(dict.fromkeys(one for one, _ in reversed(self.drafts)))
        for one in entries[KEPT:]:
            for old in [old for old in self.drafts if old[0] == one]:
                del self.drafts[old]
        return draft

    def _say(self, key: Key, event: str, data: object) -> None:
        self._said.setdefault(key, {})[event] = event, data
        for page in [page for page in self.hub.pages if (page.entry, page.report) == key]:
            page.notify(event, data)

    async def _run(self, key: Key, what: str, *arguments: Any) -> Any:
        """A call of the drafter in its process. Raises LimitError, WorkerLost."""
        number = self._asked.get(key, 0)

        def unwanted(seconds: float) -> bool:
            return self._closed or (seconds > OUTDATED and self._asked.get(key, 0) != number)

        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(self._ask, unwanted, what, *arguments))

    def _ask(self, unwanted: Callable[[float], bool], what: str, *arguments: Any) -> Any:
        """In the thread: the answer of the process, which is begun where there is none, or none any more."""
        if self._closed:
            raise WorkerLost("已停止")
        if self._lane is None:
            self._lane = Lane()
        try:
            return self._lane.ask(drafting, self.scope, what, *arguments, allowance=ONE_DRAFT, unwanted=unwanted)
        except (LimitError, WorkerLost):
            self._lane = None
            raise

    def close(self) -> None:
        """Drop what is being made, at once."""
        self._closed = True
        for task in self._tasks.values():
            task.cancel()
        if lane := self._lane:
            lane.kill()
        self._thread.shutdown(wait=False, cancel_futures=True)


def _payload(draft: Draft, page: OpenPage) -> dict[str, object]:
    """A draft for a page: the order of its pieces, and the HTML of those that the page does not have."""
    made = draft.made
    html = {one: markup for one, markup in made.html.items() if one not in page.held}
    page.held = frozenset(made.html)
    return {
        **made.head,
        "version": draft.version,
        "sheets": made.sheets,
        "html": html,
        "headings": made.headings,
        "milliseconds": made.milliseconds,
    }


def _first(errors: list[dict[str, object]]) -> str:
    one = errors[0]
    place = f"{one.get('file')} 第{one.get('line')}行：" if one.get("line") else ""
    return f"{place}{one.get('message')}"
