"""Work in processes of their own, so that no page ever waits for it: the states of the overview, and the files of builds."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any

from generator.build import Options, build, check
from generator.checks import Severity
from generator.errors import GongkaiError, Problems
from generator.preview.scope import Scope, names_of, shown

MOST_TASKS = 100
"""Tasks after which a worker is replaced by a fresh one."""

_progress: Any = None


def _begin(progress: Any) -> None:
    """A new worker: Ctrl-C is for the parent, and the clerk's own work goes first."""
    global _progress  # noqa: PLW0603 - what a pool hands to its workers has no other place
    _progress = progress
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(10)


class Workers:
    """A pool that starts with its first task. processes: how many at the same time."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._context = get_context("spawn")
        self.progress = self._context.SimpleQueue()
        self._pool: Pool | None = None

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """The result of a piece of work. Raises what it raises."""
        if self._pool is None:
            self._pool = self._context.Pool(self.processes, _begin, (self.progress,), maxtasksperchild=MOST_TASKS)
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()

        def later(settle: Callable[[Any], None]) -> Callable[[Any], None]:
            def settled(value: Any) -> None:
                with contextlib.suppress(RuntimeError):  # the loop has ended in the meantime
                    loop.call_soon_threadsafe(lambda: None if done.done() else settle(value))

            return settled

        self._pool.apply_async(work, arguments, callback=later(done.set_result), error_callback=later(done.set_exception))
        return await done

    def stop(self) -> None:
        """End the workers at once."""
        if self._pool is not None:
            self._pool.terminate()


def state_of(source: Path, scope: Scope) -> dict[str, object]:
    """The state of one source for the overview: findings by severity, or what hinders reading it."""
    try:
        scope.guard(source, int(names_of(source)[1] or 0))
        findings = check(source)
    except GongkaiError as error:
        first = (error.errors if isinstance(error, Problems) else [error])[0]
        count = len(error.errors) if isinstance(error, Problems) else 1
        place = f"{scope.label(first.file)} 第{first.line}行：" if first.line else ""
        return {"state": "错误", "errors": count, "warnings": 0, "hints": 0, "problem": f"{place}{first.message}"}
    except Exception as error:
        return {"state": "错误", "errors": 1, "warnings": 0, "hints": 0, "problem": f"程序出错：{type(error).__name__}"}
    errors, warnings, hints = (sum(f.severity is severity for f in findings) for severity in Severity)
    state = "错误" if errors else "警告" if warnings else "无问题"
    return {"state": state, "errors": errors, "warnings": warnings, "hints": hints, "problem": ""}


def files_for(
    job: str, source: Path, scope: Scope, report: str, formats: tuple[str, ...], draft: bool, out: Path
) -> dict[str, Any]:
    """Build a report; its steps go to the progress queue. The files, or the errors that are in the way."""

    def tell(text: str) -> None:
        _progress.put((job, text))

    try:
        scope.guard(source, int(names_of(source)[1] or 0))
        built = build(source, Options((report,), formats, out, draft=draft, force=True), tell=tell)
    except GongkaiError as error:
        return {"files": [], "errors": shown(error.errors if isinstance(error, Problems) else [error], scope), "notes": []}
    except Exception as error:
        return {"files": [], "errors": [{"message": f"程序出错：{type(error).__name__}：{error}"}], "notes": []}
    errors: list[dict[str, object]] = []
    if built.stopped and not draft:
        count = sum(finding.severity is Severity.ERROR for finding in built.findings)
        errors.append({"message": f"还有{count}处错误，没有生成正式文件", "remedy": "改正后再来，或选“草稿”"})
    return {"files": [(file.path, file.format, file.pages) for file in built.files], "errors": errors, "notes": built.notes}
