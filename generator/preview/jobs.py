"""Files on demand: a report built in a worker, its steps reported to the page, the files kept for download until the end."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import tempfile
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from generator.errors import LimitError
from generator.preview.hub import Hub
from generator.preview.scope import Scope, ScopeEntry, shown
from generator.preview.workers import Workers, files_for
from generator.runtime.lane import WorkerLost

MOST = 20
"""Jobs whose files are kept."""


@dataclass
class BuildJob:
    """One build. steps: how many there are, done of them; text: what is being done; state: 进行, 完成 or 没有做成."""

    id: str
    entry: str
    steps: int
    folder: Path
    purpose: str
    done: int = 0
    text: str = "排队"
    state: str = "进行"
    files: list[tuple[Path, str, int | None]] = field(default_factory=list)
    errors: list[dict[str, object]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def shown(self) -> dict[str, object]:
        """The job as a page shows it."""
        files = [
            {"name": path.name, "format": kind, "pages": pages, "url": f"/files/{self.id}/{number}"}
            for number, (path, kind, pages) in enumerate(self.files)
        ]
        keys = ("id", "steps", "done", "text", "state", "errors", "notes", "purpose")
        return {"files": files, **{key: getattr(self, key) for key in keys}}


class Jobs:
    """The builds of this start, one at a time."""

    def __init__(self, scope: Scope, hub: Hub, workers: Workers) -> None:
        self.scope = scope
        self.hub = hub
        self.workers = workers
        self.jobs: OrderedDict[str, BuildJob] = OrderedDict()
        self._folder: Path | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, entry: ScopeEntry, report: str, formats: tuple[str, ...], draft: bool, purpose: str) -> BuildJob:
        """Put a build into the queue."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="gongkai-"))
        one = secrets.token_urlsafe(9)
        job = BuildJob(one, entry.id, len(formats) + 1, self._folder / one, purpose)
        self.jobs[one] = job
        self._forget()
        task = asyncio.get_running_loop().create_task(self._build(job, entry, report, formats, draft))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def _build(self, job: BuildJob, entry: ScopeEntry, report: str, formats: tuple[str, ...], draft: bool) -> None:
        self._notify(job)
        arguments = (entry.source, self.scope, report, formats, draft, job.folder)
        try:
            result: dict[str, Any] = await self.workers.run(files_for, *arguments, report_step=partial(self._step, job.id))
        except LimitError as error:
            result = {"files": [], "errors": shown([error], self.scope), "notes": []}
        except WorkerLost:
            result = {"files": [], "errors": [{"message": "生成的程序中途停了", "remedy": "再试一次"}], "notes": []}
        job.files = [(Path(path), kind, pages) for path, kind, pages in result["files"]]
        job.errors, job.notes = result["errors"], result["notes"]
        job.state, job.text = ("完成", "完成") if job.files else ("没有做成", "没有做成")
        job.done = job.steps
        self._notify(job)

    def _step(self, one: str, text: str) -> None:
        job = self.jobs.get(one)
        if job and job.state == "进行":
            job.done = min(job.done + (job.text != "排队"), job.steps)
            job.text = text
            self._notify(job)

    def _notify(self, job: BuildJob) -> None:
        self.hub.notify("job", job.shown(), job.entry)

    def _forget(self) -> None:
        done = [one for one, job in self.jobs.items() if job.state != "进行"]
        for one in done[: max(0, len(self.jobs) - MOST)]:
            shutil.rmtree(self.jobs.pop(one).folder, ignore_errors=True)

    def close(self) -> None:
        """Drop what is being built, and the files."""
        for task in self._tasks:
            task.cancel()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
