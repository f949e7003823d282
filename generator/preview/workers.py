"""Work in processes of their own, so that no page ever waits for it: the states of the overview, and the files of builds."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.build import Options, build, check
from generator.checks import Severity
from generator.errors import GongkaiError, Problems
from generator.preview.draft.drafter import summary
from generator.preview.scope import Scope, names_of, shown
from generator.runtime.allowance import Allowance
from generator.runtime.fence import fenced
from generator.runtime.lane import Lane, ReportStep

MOST_TASKS = 100
"""Tasks after which a worker is replaced by a fresh one."""


class Workers:
    """Worker processes. processes: how many work at the same time; patient: for what nobody waits for;
    allowance: of one piece of work."""

    def __init__(self, processes: int, patient: bool = False, allowance: Allowance = Allowance()) -> None:  # noqa: B008
        self.processes = processes
        self._allowance = allowance
        self._patient = patient
        self._free = asyncio.Semaphore(processes)
        self._idle: list[Lane] = []
        self._all: set[Lane] = set()

    async def run(self, work: Callable[..., Any], *arguments: Any, report_step: ReportStep = lambda step: None) -> Any:
        """The result of a piece of work. report_step: receives its steps, in the loop. Raises what it raises."""
        loop = asyncio.get_running_loop()
        async with self._free:
            lane = self._idle.pop() if self._idle else Lane(self._patient)
            self._all.add(lane)
            sound = False
            try:
                result = await asyncio.to_thread(
                    lane.ask,
                    work,
                    *arguments,
                    report_step=lambda step: _later(loop, report_step, step),
                    allowance=self._allowance,
                )
                sound = lane.tasks < MOST_TASKS
                return result
            finally:
                if sound:
                    self._idle.append(lane)
                else:
                    lane.kill()
                    self._all.discard(lane)

    def stop(self) -> None:
        """End the workers at once."""
        for lane in self._all:
            lane.kill()


def _later(loop: asyncio.AbstractEventLoop, report_step: ReportStep, step: str) -> None:
    with contextlib.suppress(RuntimeError):  # the loop has ended in the meantime
        loop.call_soon_threadsafe(report_step, step)


def state_of(source: Path, scope: Scope, report_step: ReportStep) -> dict[str, object]:
    """The state of one source for the overview: findings by severity, or what hinders reading it."""
    try:
        with fenced(scope.root):
            scope.guard(source, int(names_of(source)[1] or 0))
            findings = check(source)
    except GongkaiError as error:
        first = (error.errors if isinstance(error, Problems) else [error])[0]
        count = len(error.errors) if isinstance(error, Problems) else 1
        place = f"{scope.label(first.file)} 第{first.line}行：" if first.line else ""
        return {"state": "错误", "errors": count, "warnings": 0, "hints": 0, "problem": f"{place}{first.message}"}
    except Exception as error:
        return {"state": "错误", "errors": 1, "warnings": 0, "hints": 0, "problem": f"程序出错：{type(error).__name__}"}
    return summary(findings)


def files_for(
    source: Path, scope: Scope, report: str, formats: tuple[str, ...], draft: bool, out: Path, report_step: ReportStep
) -> dict[str, Any]:
    """Build a report. The files, or the errors that are in the way."""
    try:
        with fenced(scope.root):
            scope.guard(source, int(names_of(source)[1] or 0))
            built = build(source, Options((report,), formats, out, draft=draft, force=True), report_step=report_step)
    except GongkaiError as error:
        return {"files": [], "errors": shown(error.errors if isinstance(error, Problems) else [error], scope), "notes": []}
    except Exception as error:
        return {"files": [], "errors": [{"message": f"程序出错：{type(error).__name__}：{error}"}], "notes": []}
    errors: list[dict[str, object]] = []
    if built.stopped and not draft:
        count = sum(finding.severity is Severity.ERROR for finding in built.findings)
        errors.append({"message": f"还有{count}处错误，没有生成正式文件", "remedy": "改正后再来，或选“草稿”"})
    return {"files": [(file.path, file.format, file.pages) for file in built.files], "errors": errors, "notes": built.notes}
