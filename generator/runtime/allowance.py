"""How long one piece of work may take and how much memory it may hold; what takes more is given up and reported."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from generator.errors import LimitError
from generator.runtime.memory import held

LOOK = 0.2
"""Seconds between two looks at a piece of work."""
GRACE = 5.0
"""Seconds in which work in this process has to stop once it is asked to; after them the process ends."""
REMEDY = "检查数据和模板里有没有互相引用的文字、重复的内容；确实需要的，用 --time-limit、--memory-limit 放宽"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one department may use up. seconds: of the clock; mebibytes: resident memory of its process; 0: any amount.

    Memory is only known on Linux.
    """

    seconds: float = 300.0
    mebibytes: float = 2048.0

    def exceeded(self, seconds: float, mebibytes: float) -> LimitError | None:
        """The error where a piece of work has used up more; None where it has not."""
        if 0 < self.seconds < seconds:
            return LimitError(f"超过{self.seconds:g}秒没有做完，已停下", remedy=REMEDY)
        if 0 < self.mebibytes < mebibytes:
            return LimitError(f"用的内存超过{self.mebibytes:g}兆字节，已停下", remedy=REMEDY)
        return None


@contextmanager
def kept_to(allowance: Allowance) -> Iterator[None]:
    """Work in the main thread of this process within an allowance. Raises LimitError; Ctrl-C remains what it is.

    In another thread nothing is watched: such work is done in a lane.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    over: list[LimitError] = []
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(allowance, done, over), daemon=True)
    watcher.start()
    try:
        try:
            with _listening(over):
                yield
        finally:
            done.set()
            watcher.join()
    except KeyboardInterrupt:
        if over:
            raise over[0] from None
        raise


@contextmanager
def _listening(over: list[LimitError]) -> Iterator[None]:
    """A program that a shell runs in the background ignores Ctrl-C, and with it what stops work that takes too long.

    over: no longer empty when the work is to stop; Ctrl-C stays ignored.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        yield
        return

    def stop(number: int, frame: object) -> None:
        if over:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _watch(allowance: Allowance, done: threading.Event, over: list[LimitError]) -> None:
    start = time.monotonic()
    while not done.wait(LOOK):
        if error := allowance.exceeded(time.monotonic() - start, held()):
            over.append(error)
            _thread.interrupt_main()
            if not done.wait(GRACE):  # inside a library that does not listen
                sys.stderr.write(f"{error}\n")
                sys.stderr.flush()
                os._exit(1)
            return
