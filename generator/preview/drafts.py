"""The drafts that pages show: made in one thread in the background, published when done, the last good one kept."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from generator.checks import Finding, Severity
from generator.errors import GongkaiError, Problems
from generator.preview.hub import Hub, Page
from generator.preview.marks import listed
from generator.preview.scope import Entry, Scope, shown
from generator.preview.sheets import headings, pieces
from generator.preview.stages import Report, Stages
from generator.runtime.garbage import collector_off
from generator.writers.html.css import screen_css

KEPT = 4
"""Department-years whose stages are kept; a clerk looks at one or two at a time."""
AGAIN = 0.06
"""Seconds after which a broken file is read once more: some programs save in two steps."""
CALM = 0.3
"""Seconds without a change after which the other reports of the department are checked too."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report with the number under which pages know it. head: whose it is, and the reports that there are."""

    version: int
    entry: Entry
    report: Report
    head: dict[str, object]
    milliseconds: float


class Desk:
    """Makes and keeps drafts. on_state: told the findings of an entry when all its reports were checked."""

    def __init__(self, scope: Scope, hub: Hub, on_state: Callable[[str, dict[str, object]], None]) -> None:
        self.scope = scope
        self.hub = hub
        self.on_state = on_state
        self.drafts: dict[tuple[str, str], Draft] = {}
        self._said: dict[tuple[str, str], dict[str, tuple[str, object]]] = {}
        self._stages: OrderedDict[str, Stages] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, "preview-draft")
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._versions = 0

    def show(self, page: Page, entry: Entry) -> None:
        """Give a page what there is, and make the draft anew."""
        key = (entry.id, page.report)
        if draft := self.drafts.get(key):
            page.tell("draft", self._payload(draft, page))
        for event, data in self._said.get(key, {}).values():
            page.tell(event, data)
        self.refresh(entry, page.report)

    def refresh(self, entry: Entry, report: str) -> None:
        """Make a draft anew after a change; what was being made for it is dropped."""
        key = (entry.id, report)
        if running := self._tasks.get(key):
            running.cancel()
        self._tasks[key] = asyncio.get_running_loop().create_task(self._refresh(entry, report))

    async def _refresh(self, entry: Entry, report: str) -> None:
        key = (entry.id, report)
        made = await self._run(lambda: self._make(entry, report))
        if not isinstance(made, Draft) and key in self.drafts:
            await asyncio.sleep(AGAIN)
            made = await self._run(lambda: self._make(entry, report))
        if not isinstance(made, Draft):
            self._say(key, "problem", made)
            self.on_state(entry.id, {"state": "错误", "errors": len(made), "warnings": 0, "hints": 0, "problem": _first(made)})
            return
        self.drafts[key] = made
        self._said.get(key, {}).pop("problem", None)
        for page in [page for page in self.hub.pages if (page.entry, page.report) == key]:
            page.tell("draft", self._payload(made, page))
        self._say(key, "findings", await self._run(lambda: self._found(made, [made.report.pack.name], whole=False)))
        await asyncio.sleep(CALM)
        names = await self._run(lambda: self._names(entry))
        for count in range(1, len(names) + 1):  # one report at a time, so that a change waits for no more than one
            await self._run(partial(self._found, made, names[:count], whole=False))
        whole = await self._run(lambda: self._found(made, names, whole=True))
        self._say(key, "findings", whole)
        if "summary" in whole:
            self.on_state(entry.id, whole["summary"])

    def _say(self, key: tuple[str, str], event: str, data: object) -> None:
        self._said.setdefault(key, {})[event] = event, data
        for page in [page for page in self.hub.pages if (page.entry, page.report) == key]:
            page.tell(event, data)

    async def _run(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def stages(self, entry: Entry) -> Stages:
        """The stages of an entry; those that were not used for long are forgotten."""
        if entry.id not in self._stages:
            self._stages[entry.id] = Stages(entry.source, self.scope)
        self._stages.move_to_end(entry.id)
        while len(self._stages) > KEPT:
            gone, _ = self._stages.popitem(last=False)
            for key in [key for key in self.drafts if key[0] == gone]:
                del self.drafts[key]
        return self._stages[entry.id]

    def _make(self, entry: Entry, name: str) -> Draft | list[dict[str, object]]:
        """The draft, or what is in its way."""
        start = time.perf_counter()
        try:
            with collector_off():
                stages = self.stages(entry)
                report = stages.report(name)
                head = _head(stages, report)
        except GongkaiError as error:
            return shown(error.errors if isinstance(error, Problems) else [error], self.scope)
        except Exception as error:
            return [{"message": f"程序出错：{type(error).__name__}：{error}", "remedy": "请把这句话告诉维护程序的人"}]
        self._versions += 1
        return Draft(self._versions, entry, report, head, round((time.perf_counter() - start) * 1000, 1))

    def _names(self, entry: Entry) -> list[str]:
        try:
            stages = self.stages(entry)
            return [pack.name for pack in stages.packs(stages.figures()[0])]
        except GongkaiError:
            return []

    def _found(self, draft: Draft, names: list[str], whole: bool) -> dict[str, Any]:
        """The findings of some reports; whole: of all of them."""
        try:
            with collector_off():
                findings = self.stages(draft.entry).findings(names)
                rows = listed(findings, draft.report.sheets, draft.report.document.entries, self.scope)
        except GongkaiError as error:
            errors = shown(error.errors if isinstance(error, Problems) else [error], self.scope)
            return {"version": draft.version, "findings": [], "whole": whole, "errors": errors}
        except Exception as error:
            errors = [{"message": f"程序出错：{type(error).__name__}：{error}"}]
            return {"version": draft.version, "findings": [], "whole": whole, "errors": errors}
        return {"version": draft.version, "findings": rows, "whole": whole, "errors": [], "summary": summary(findings)}

    def _payload(self, draft: Draft, page: Page) -> dict[str, object]:
        """A draft for a page: the order of its pieces, and the HTML of those that the page does not have."""
        report = draft.report
        html = {piece.id: piece.html for piece in pieces(report.sheets) if piece.id not in page.held}
        page.held = frozenset(piece.id for piece in pieces(report.sheets))
        return {
            **draft.head,
            "version": draft.version,
            "sheets": [{"look": sheet.look, "ids": [piece.id for piece in sheet.pieces]} for sheet in report.sheets],
            "html": html,
            "headings": headings(report.sheets),
            "milliseconds": draft.milliseconds,
        }

    def close(self) -> None:
        """Drop what is being made."""
        for task in self._tasks.values():
            task.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)


def _head(stages: Stages, report: Report) -> dict[str, object]:
    figures = stages.figures()[0]
    packs = stages.packs(figures)
    return {
        "report": report.pack.name,
        "title": report.document.title,
        "department": str(figures.data.names.full),
        "year": figures.data.year,
        "reports": [{"name": pack.name, "title": str(pack.settings["文件名"])} for pack in packs],
        "style": hashlib.blake2b(screen_css(report.style).encode(), digest_size=6).hexdigest(),
    }


def summary(findings: list[Finding]) -> dict[str, object]:
    """The state of a source by its findings, as the overview shows it."""
    errors, warnings, hints = (sum(f.severity is severity for f in findings) for severity in Severity)
    state = "错误" if errors else "警告" if warnings else "无问题"
    return {"state": state, "errors": errors, "warnings": warnings, "hints": hints, "problem": ""}


def _first(errors: list[dict[str, object]]) -> str:
    one = errors[0]
    place = f"{one.get('file')} 第{one.get('line')}行：" if one.get("line") else ""
    return f"{place}{one.get('message')}"
