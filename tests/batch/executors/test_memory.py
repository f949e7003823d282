"""What a worker holds of memory goes back to the system, and a process that keeps too much is renewed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from generator.batch.executors import processes
from generator.batch.executors.processes import Processes
from generator.runtime.memory import held, peak

MANY = """
from generator.runtime.memory import give_back, held, keep_large_blocks_apart
keep_large_blocks_apart()
blocks = [bytes(1000) for _ in range(60_000)]
last = [bytes(1000) for _ in range(5)]
full = held()
del blocks
before = held()
give_back()
print(full, before, held())
"""


def test_freed_memory_goes_back_to_the_system() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only glibc is told to")
    done = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True)
    full, _, after = map(float, done.stdout.split())
    assert full - after > 40


def test_what_is_held_is_no_more_than_the_peak() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems do not tell")
    assert 0 < held() <= peak() + 1


def test_a_process_that_still_holds_too_much_after_a_task_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems do not tell")
    with Processes(1) as pool:
        same = {pool.submit(os.getpid).result() for _ in range(3)}
        monkeypatch.setattr(processes, "MEMORY_LIMIT", 1)
        assert pool.submit(os.getpid).result() in same
        last = pool.submit(os.getpid).result()
    assert last not in same
    assert len(same) == 1
    assert pool.peak > 1
    for gone in (*same, last):
        with pytest.raises(ProcessLookupError):  # a process that nobody has waited for would still be there
            os.kill(gone, 0)
