"""Local worker processes as an Executor: each slot has one process, so that a lost process names its task.

A process is renewed after RECYCLE tasks, when it holds more than MEMORY_LIMIT, and when its task took more than it may.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from generator.runtime.allowance import Allowance, kept_to
from generator.runtime.lane import Lane, WorkerLost
from generator.runtime.memory import give_back, held, peak

RECYCLE = 250
"""Tasks of one process."""
MEMORY_LIMIT = 245
"""MiB that one process still holds after a task; it takes some 120 more for a moment while Typst sets a PDF of 89 pages."""

__all__ = ["Direct", "Processes", "WorkerLost"]


class Processes(Executor):
    """`jobs` processes. allowance: of one task; peak: the most memory that any of them has held, in MiB, 0 where the system
    does not say."""

    def __init__(self, jobs: int, recycle: int = RECYCLE, allowance: Allowance = Allowance()) -> None:  # noqa: B008 - immutable
        self.peak = 0.0
        self._recycle = recycle
        self._allowance = allowance
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="gongkai")
        self._slots = threading.local()
        self._lanes: set[Lane] = set()
        self._lock = threading.Lock()
        self._stopping = False

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As Executor. The future raises WorkerLost where its process died, LimitError where the task took too much."""
        return self._threads.submit(self._in_slot, function, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As Executor. Without `wait` the processes are ended in the middle of their work. None of them is left behind."""
        with self._lock:
            self._stopping = not wait
            running = list(self._lanes)
        if not wait:
            for lane in running:
                lane.kill()
        self._threads.shutdown(wait=True, cancel_futures=cancel_futures or not wait)
        for lane in self._lanes:
            lane.kill()
            lane.reap()
        self._lanes.clear()

    def _in_slot(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        lane = self._lane()
        lasting = False
        try:
            result, most, now = lane.ask(measured, function, args, kwargs, allowance=self._allowance)
            self.peak = max(self.peak, most)
            lasting = lane.tasks < self._recycle and now <= MEMORY_LIMIT
            return result
        finally:
            if not lasting:
                self._drop(lane)

    def _lane(self) -> Lane:
        """The process of this thread's slot."""
        lane: Lane | None = getattr(self._slots, "lane", None)
        if lane is None:
            with self._lock:
                if self._stopping:
                    raise WorkerLost("已停止")
                lane = self._slots.lane = Lane()
                self._lanes.add(lane)
        return lane

    def _drop(self, lane: Lane) -> None:
        lane.kill()
        lane.reap()
        self._slots.lane = None
        with self._lock:
            self._lanes.discard(lane)


class Direct(Executor):
    """Works at once, in this process: for a single task that needs no worker."""

    peak = 0.0

    def __init__(self, allowance: Allowance = Allowance()) -> None:  # noqa: B008 - immutable
        self._allowance = allowance

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As Executor; the future is done."""
        future: Future[Any] = Future()
        try:
            with kept_to(self._allowance):
                future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def measured(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, float, float]:
    """The result; the most memory that this process has held, and what it holds now that the rest is given back, in MiB."""
    result = function(*args, **kwargs)
    give_back()
    return result, peak(), held()
