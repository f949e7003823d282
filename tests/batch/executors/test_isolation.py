"""One department that fails costs no other; a run that is killed or stopped is taken up again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from generator.batch.executors.processes import Processes
from generator.batch.worker.work import Task
from generator.errors import CrashError, Problems
from tests.batch.county import build_all, change, contents, county, statuses
from tests.batch.executors.test_limits import hear_interrupts

pytestmark = pytest.mark.slow

NAMES = [f"{letter}县医疗保障局" for letter in "甲乙丙丁戊己庚辛"]
BAD = NAMES[2]


class Sabotaged(Processes):
    """Local processes, of which one dies over a certain department: as a crash of a library, or the kernel, kills it."""

    def __init__(self, jobs: int, death: Any, *arguments: object, times: int = 99) -> None:
        super().__init__(jobs)
        self.death, self.arguments, self.times = death, arguments, times
        self.handed_out: list[str] = []

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The deadly function in place of the work."""
        task: Task = args[0]
        name = task.source.parent.name
        self.handed_out.append(name)
        if name == BAD and self.handed_out.count(BAD) <= self.times:
            return super().submit(self.death, *self.arguments)
        return super().submit(function, *args, **kwargs)


@pytest.mark.parametrize(
    ("death", "arguments"),
    [(os._exit, (7,)), (signal.raise_signal, (signal.SIGSEGV,)), (signal.raise_signal, (getattr(signal, "SIGKILL", 9),))],
    ids=["exit", "segfault", "killed"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_department_that_ends_its_worker_is_reported_and_the_others_are_built(
    tmp_path: Path, death: Any, arguments: tuple[object, ...]
) -> None:
    sources = county(tmp_path / "data", NAMES[:5])
    pool = Sabotaged(2, death, *arguments)
    outcomes = build_all(sources.values(), tmp_path / "out", pool)
    assert list(outcomes)[-1] == BAD, "it is tried again when the others are done"
    assert pool.handed_out.count(BAD) == 2
    assert all(pool.handed_out.count(name) == 1 for name in NAMES[:5] if name != BAD), "no other result was lost"
    error = outcomes[BAD].error
    assert isinstance(error, CrashError)
    assert "工作进程中途退出" in error.message
    assert {name: one.state for name, one in outcomes.items() if name != BAD} == {n: "新建" for n in NAMES[:5] if n != BAD}
    assert statuses(build_all(sources.values(), tmp_path / "out"))[BAD] == ["新建"], "the next run makes it"


def test_a_worker_that_is_lost_once_costs_no_department(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", NAMES[:4])
    outcomes = build_all(sources.values(), tmp_path / "out", Sabotaged(2, os._exit, 1, times=1))
    assert {one.state for one in outcomes.values()} == {"新建"}


def test_broken_data_and_a_broken_text_are_reported_with_their_place_and_the_rest_is_built(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", NAMES[:4])
    change(sources[NAMES[0]], "基本情况.yaml", "截至: 2021-12-31", "截至: 2021-02-30")
    change(
        sources[NAMES[1]],
        "文字.yaml",
        "文字:",
        "文字:\n  其他说明: 共{{ 数据.没有这个 }}人\n",
    )
    outcomes = build_all(sources.values(), tmp_path / "out", Processes(2))
    assert list(outcomes) == NAMES[:4], "in the order of the sources"
    assert {name: one.state for name, one in outcomes.items()} == dict(zip(NAMES, ["失败", "失败", "新建", "新建"], strict=False))
    error = outcomes[NAMES[0]].error
    assert isinstance(error, Problems)
    assert (error.errors[0].line, error.errors[0].path) == (8, "截至")


def test_workers_are_renewed_and_their_memory_is_reported(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", NAMES[:6])
    pool = Processes(1, recycle=2)
    started: list[int] = []
    pids = [pool.submit(os.getpid).result() for _ in range(6)]
    started += pids
    assert len(set(started)) == 3
    outcomes = build_all(sources.values(), tmp_path / "out", pool)
    assert {one.state for one in outcomes.values()} == {"新建"}
    assert 20 < pool.peak < 400


COMMAND = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"


def _started(folder: Path, out: Path) -> subprocess.Popen[str]:
    """The command line in a process group of its own."""
    arguments = [sys.executable, "-c", COMMAND, "build", str(folder), "-f", "txt,html,docx", "--no-page-numbers", "-j", "2"]
    return subprocess.Popen(
        [*arguments, "-o", str(out)],
        cwd=folder.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )


def _wait_for_files(process: subprocess.Popen[str], out: Path, number: int) -> None:
    """Until some reports are there; the run must still be at work."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and sum(1 for _ in out.rglob("*.html")) < number:
        assert process.poll() is None
        time.sleep(0.005)
    assert process.poll() is None


@pytest.mark.skipif(sys.platform == "win32", reason="process groups of POSIX")
def test_a_run_that_is_killed_leaves_no_half_written_file_and_the_next_one_finishes_it(tmp_path: Path) -> None:
    county(tmp_path / "data", NAMES)
    undisturbed = _started(tmp_path / "data", tmp_path / "whole")
    assert undisturbed.communicate()[1].count("Traceback") == 0
    whole = contents(tmp_path / "whole")
    assert len([name for name in whole if name.endswith((".txt", ".html", ".docx")) and "/" in name]) >= 3 * len(NAMES)
    for number in (1, 4):
        killed = _started(tmp_path / "data", tmp_path / "out")
        _wait_for_files(killed, tmp_path / "out", number)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
        partial = contents(tmp_path / "out")
        assert partial.items() <= whole.items(), "every file that is there is complete"
    assert len(partial) < len(whole), "it was killed in the middle"
    resumed = _started(tmp_path / "data", tmp_path / "out")
    said = resumed.communicate()
    assert resumed.returncode == 0, said
    assert "未变" in said[0], "what stood was not made again"
    reports = {name: hash_ for name, hash_ in contents(tmp_path / "out").items() if "/" in name}
    assert reports == {name: hash_ for name, hash_ in whole.items() if "/" in name}
    assert list((tmp_path / "out").rglob("*.tmp")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_that_a_person_stops_says_how_far_it_came_and_leaves_no_process(tmp_path: Path) -> None:
    county(tmp_path / "data", [f"{name}第{number}分局" for name in NAMES for number in range(6)])
    process = _started(tmp_path / "data", tmp_path / "out")
    _wait_for_files(process, tmp_path / "out", 2)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Traceback" not in said
    assert "已停止：做完" in said
    assert "再次运行会接着做" in said
    assert _empty(process.pid), "no worker is left"


def _empty(group: int) -> bool:
    """Whether a process group has ended, within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
