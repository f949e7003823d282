"""Local worker processes as an Executor: each slot has a pool of one process, so that a lost process names its task.

A pool of several processes breaks as a whole when one of them dies, and takes the results of the others with it; pools
of one lose only the task that killed them. A process is renewed after RECYCLE tasks or when it holds more than MEMORY_LIMIT.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from typing import Any

from generator.runtime.memory import give_back, held, keep_large_blocks_apart, peak

RECYCLE = 250
"""Tasks of one process."""
MEMORY_LIMIT = 245
"""MiB that one process still holds after a task; it takes some 40 more for a moment while it writes a long PDF."""


class WorkerLost(Exception):
    """The process that worked on the task is gone: a crash, or killed for its memory."""


class Processes(Executor):
    """`jobs` processes. peak: the most memory that any of them has held, in MiB, 0 where the system does not tell."""

    def __init__(self, jobs: int, recycle: int = RECYCLE) -> None:
        self.peak = 0.0
        self._recycle = recycle
        self._before = set(active_children())
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="gongkai")
        self._local = threading.local()
        self._pools: list[ProcessPoolExecutor] = []
        self._lock = threading.Lock()
        self._stopping = False

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As Executor. The future raises WorkerLost where its process died."""
        return self._threads.submit(self._in_slot, function, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As Executor. Without `wait` the processes are ended in the middle of their work."""
        self._stopping = not wait
        if not wait:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for process in set(active_children()) - self._before:
                process.kill()
        self._threads.shutdown(wait=True, cancel_futures=cancel_futures)
        for pool in self._pools:
            pool.shutdown(wait=True, cancel_futures=True)

    def _in_slot(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            result, most, now = self._pool().submit(measured, function, args, kwargs).result()
        except BrokenProcessPool as error:
            self._drop()
            raise WorkerLost("工作进程中途退出") from error
        except BaseException:
            self._local.tasks += 1
            raise
        self.peak = max(self.peak, most)
        self._local.tasks += 1
        if self._local.tasks >= self._recycle or now > MEMORY_LIMIT:
            self._drop()
        return result

    def _pool(self) -> ProcessPoolExecutor:
        """The process of this thread's slot."""
        pool: ProcessPoolExecutor | None = getattr(self._local, "pool", None)
        if pool is None:
            if self._stopping:
                raise WorkerLost("已停止")
            pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=begin)
            self._local.pool, self._local.tasks = pool, 0
            with self._lock:
                self._pools.append(pool)
        return pool

    def _drop(self) -> None:
        pool = self._local.pool
        self._local.pool = None
        with self._lock:
            self._pools.remove(pool)
        pool.shutdown(wait=False)


class Direct(Executor):
    """Works at once, in this process: for a single task that needs no worker."""

    peak = 0.0

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As Executor; the future is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def begin() -> None:
    """Start of a worker: Ctrl-C is the parent's business; a worker whose parent is gone ends."""
    keep_large_blocks_apart()
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def measured(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, float, float]:
    """The result; the most memory that this process has held, and what it holds now that the rest is given back, in MiB."""
    result = function(*args, **kwargs)
    give_back()
    return result, peak(), held()
