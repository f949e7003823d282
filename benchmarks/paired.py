"""Measure rivals side by side: each round runs all of them once, and the ratio is taken within the round.

A machine that others use too is fast now and slow then; within a round both sides have the same luck. CPU seconds of this
process and of what it starts; wall seconds where processes are started one after the other.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Job = Callable[[int], object]
"""Does the work once; takes the number of the round, so that no round repeats another's input."""


@dataclass(frozen=True, slots=True)
class Rival:
    """What one side took. seconds: its median; ratio: the median of its rounds' ratios to the first side."""

    name: str
    seconds: float
    ratio: float
    rounds: int


def cpu() -> float:
    """CPU seconds of this process and its finished children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def compare(jobs: Mapping[str, Job], rounds: int, clock: Callable[[], float] = cpu) -> list[Rival]:
    """Run all jobs in turns, once to warm up and then `rounds` times. The first job is the measure of the others."""
    for job in jobs.values():
        job(0)
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    order = list(jobs)
    for number in range(1, rounds + 1):
        for name in order if number % 2 else reversed(order):
            gc.collect()
            start = clock()
            jobs[name](number)
            taken[name].append(clock() - start)
    first = taken[order[0]]
    return [
        Rival(
            name,
            statistics.median(taken[name]),
            statistics.median(own / base for own, base in zip(taken[name], first, strict=True)),
            rounds,
        )
        for name in order
    ]


wall = time.perf_counter
