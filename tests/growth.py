"""How the time of a piece of work grows with its size: the only way in which tests outside benchmarks/ look at time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Work = TypeVar("Work")
TIMES = 5


def growth(prepare: Callable[[int], Work], do: Callable[[Work], object], size: int) -> float:
    """How many times the CPU time of the size is taken by twice the size: 2 where time is in proportion, 4 where it squares.

    prepare makes the work of a size, which is not measured; of five measurements of each size, taken in turns, the
    shortest counts, so that a busy machine does not matter.
    """
    pieces = prepare(size), prepare(2 * size)
    taken: list[list[float]] = [[], []]
    for _ in range(TIMES):
        for piece, times in zip(pieces, taken, strict=True):
            begin = time.process_time()
            do(piece)
            times.append(time.process_time() - begin)
    return min(taken[1]) / min(taken[0])
