"""How far a batch has come: a bar with rate and remaining time on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 24
EVERY = 15.0
"""Seconds between two plain lines."""
MINUTE = 60
REDRAW = 0.1
"""Seconds between two drawings of the bar."""


@dataclass(slots=True)
class Progress:
    """Counts outcomes on a stream. total: how many there will be; clock: seconds."""

    total: int
    stream: TextIO
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    worked: int = 0
    """Of them, those that had to be built: the rate counts them alone."""
    failed: int = 0
    _start: float = field(init=False)
    _last: float = field(init=False)
    _bar: bool = field(init=False)
    _shown: bool = False

    def __post_init__(self) -> None:
        self._start = self._last = self.clock()
        self._bar = self.stream.isatty()

    def step(self, worked: bool, failed: bool) -> None:
        """One more outcome. Nothing is shown once all are done (the closing line reports it), and so never for a single one."""
        self.done += 1
        self.worked += worked
        self.failed += failed
        now = self.clock()
        if self.done < self.total and now - self._last >= (REDRAW if self._bar else EVERY):
            self._last = now
            self._show()

    def clear(self) -> None:
        """Take the bar away before something else is printed."""
        if self._shown:
            self.stream.write("\r\033[K")
            self.stream.flush()
            self._shown = False

    def text(self) -> str:
        """`12/200（失败1） 每秒3.1个，还要约1分01秒`; slower than one a second `每分钟24个`."""
        failed = f"（失败{self.failed}）" if self.failed else ""
        seconds = self.clock() - self._start
        if not self.worked or seconds <= 0:
            return f"{self.done}/{self.total}{failed}"
        left = (self.total - self.done) * seconds / self.done
        rate = self.done / seconds
        pace = f"每秒{rate:.1f}个" if rate >= 1 else f"每分钟{rate * MINUTE:.{0 if rate * MINUTE >= 1 else 1}f}个"
        return f"{self.done}/{self.total}{failed} {pace}，还要约{spoken(left)}"

    def _show(self) -> None:
        if not self._bar:
            print(f"进度：{self.text()}", file=self.stream, flush=True)
            return
        full = WIDTH * self.done // max(self.total, 1)
        self.stream.write(f"\r\033[K[{'█' * full}{'·' * (WIDTH - full)}] {self.text()}")
        self.stream.flush()
        self._shown = True


def spoken(seconds: float) -> str:
    """`45秒`, `3分05秒`, `2小时10分`."""
    whole = int(seconds + 0.5)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours}小时{minutes:02d}分"
    return f"{minutes}分{rest:02d}秒" if minutes else f"{rest}秒"
