"""A worker process, one task at a time; it is killed, never asked to end, so that nothing waits for it."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context, parent_process
from typing import Any

from generator.runtime.allowance import LOOK, Allowance
from generator.runtime.memory import held, keep_large_blocks_apart

UNLIMITED = Allowance(0, 0)
_GONE = 10.0
"""Seconds in which a killed process is gone."""
ReportStep = Callable[[str], None]


class WorkerLost(Exception):
    """The process that worked on the task is gone: a crash, or killed for its memory."""


class Lane:
    """One worker process with a pipe to it. patient: it lets everything else go first. tasks: that it was given."""

    def __init__(self, patient: bool = False) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, patient), daemon=True)
        with _deaf_to_ctrl_c():
            self._process.start()
        theirs.close()
        self.tasks = 0

    def ask(
        self,
        work: Callable[..., Any],
        *arguments: Any,
        report_step: ReportStep | None = None,
        allowance: Allowance = UNLIMITED,
        unwanted: Callable[[float], bool] = lambda seconds: False,
    ) -> Any:
        """The result of a piece of work. Raises what it raises; WorkerLost for a dead process.

        report_step: receives the steps of the work, whose last argument is a function to report them. Raises LimitError
        where it takes more than the allowance; unwanted: asked, with the seconds that it has taken, whether nobody waits any
        longer, which raises WorkerLost. In all of these cases the process has been killed.
        """
        self.tasks += 1
        start = time.monotonic()
        kind: str = ""
        value: Any = None
        try:
            self._pipe.send((work, arguments, report_step is not None))
            while kind not in ("done", "error"):
                while not self._pipe.poll(LOOK):
                    self._look(time.monotonic() - start, allowance, unwanted)
                kind, value = self._pipe.recv()
                if kind == "step" and report_step:
                    report_step(value)
        except (EOFError, OSError) as error:
            self.kill()
            raise WorkerLost("工作进程中途退出") from error
        if kind == "error":
            raise value
        return value

    def _look(self, seconds: float, allowance: Allowance, unwanted: Callable[[float], bool]) -> None:
        if error := allowance.exceeded(seconds, held(self._process.pid or 0)):
            self.kill()
            raise error
        if unwanted(seconds):
            self.kill()
            raise WorkerLost("没有人再等这项工作")

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def reap(self) -> None:
        """Wait for the killed process to be gone, so that it leaves no zombie, and its time counts as a child's."""
        self._process.join(_GONE)


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """A process that this thread starts meanwhile never hears Ctrl-C, not even before its first line."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Any, patient: bool) -> None:
    """A worker's life. Ctrl-C is the parent's business; a worker whose parent is gone ends."""
    keep_large_blocks_apart()
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if patient and hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(10)
    with contextlib.suppress(EOFError, OSError):
        while True:
            work, arguments, reports = pipe.recv()
            steps = (lambda step: pipe.send(("step", step)),) if reports else ()
            _answer(pipe, lambda: work(*arguments, *steps))  # noqa: B023 - called before the next round


def _answer(pipe: Any, work: Callable[[], Any]) -> None:
    try:
        answer = "done", work()
    except Exception as error:
        answer = "error", error
    try:
        pipe.send(answer)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        pipe.send(("error", RuntimeError(f"{type(error).__name__}: {error}")))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
