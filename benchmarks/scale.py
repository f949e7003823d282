"""What grows: report length and number of departments; workers; the memory of a worker over many reports."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.county import PACK, ROOT, make_county
from benchmarks.paired import cpu
from generator.batch.executors.processes import Processes
from generator.batch.worker.work import Task, work
from generator.build import Options, build


def build_one(place: Path, out: Path, formats: tuple[str, ...]) -> None:
    """Build one department-year as the program does, without contents numbers."""
    done = build(place, Options(packs=(PACK,), formats=formats, out=out, page_numbers=False))
    assert done.files, [found.message for found in done.findings]


def by_length(sizes: tuple[int, ...]) -> Iterator[tuple[int, float, int]]:
    """Times the example's length, CPU seconds of one DOCX with reading and checking, and its bytes."""
    with TemporaryDirectory() as name:
        for size in sizes:
            place = make_county(Path(name) / str(size), 1, size=size)[0]
            out = Path(name) / "out" / str(size)
            build_one(place, out, ("docx",))
            start = cpu()
            build(place, Options(packs=(PACK,), formats=("docx",), out=out, page_numbers=False, force=True))
            taken = cpu() - start
            yield size, taken, sum(file.stat().st_size for file in out.rglob("*.docx"))


def by_departments(counts: tuple[int, ...]) -> Iterator[tuple[int, float, float]]:
    """Departments, CPU seconds of all their DOCX in one process, and the peak memory of that worker in MiB."""
    for count in counts:
        with TemporaryDirectory() as name:
            places = make_county(Path(name) / "in", count)
            start = cpu()
            memory = _by_one_worker(places, ("docx",))
            yield count, cpu() - start, memory[-1]


def by_workers(departments: int, workers: tuple[int, ...]) -> Iterator[tuple[int, float]]:
    """Workers and the wall seconds that they take for a county's DOCX."""
    with TemporaryDirectory() as name:
        places = make_county(Path(name) / "in", departments)
        for number in workers:
            with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
                list(pool.map(warm, range(number * 4)))
                start = time.perf_counter()
                outs = [Path(name) / f"out{number}"] * departments
                list(pool.map(build_one, places, outs, [("docx",)] * departments))
                yield number, time.perf_counter() - start


def warm(_: int) -> int:
    """Have a worker import everything."""
    time.sleep(0.2)
    return os.getpid()


def memory_over(reports: int, formats: tuple[str, ...]) -> list[float]:
    """The peak memory in MiB after each of many reports, made by one worker as `build` makes them (it may be renewed)."""
    with TemporaryDirectory() as name:
        places = make_county(Path(name) / "in", min(reports, 50))
        return _by_one_worker([places[n % len(places)] for n in range(reports)], formats)


def _by_one_worker(places: list[Path], formats: tuple[str, ...]) -> list[float]:
    options = Options(packs=(PACK,), formats=formats, out=Path(), page_numbers=False)
    peaks = []
    with Processes(1) as pool:
        for place in places:
            done = pool.submit(work, Task(place, options)).result()
            assert done.contents, done.error
            peaks.append(pool.peak)
    return peaks


def by_rerun(departments: int) -> Iterator[tuple[str, float]]:
    """CPU seconds of `gongkai build` over a county's DOCX: the first run, and one in which nothing has changed."""
    with TemporaryDirectory() as name:
        make_county(Path(name) / "in", departments)
        run = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"
        options = ["-t", PACK, "-f", "docx", "--no-page-numbers", "-j", "1", "-o", str(Path(name) / "out")]
        for label in ("第一次", "没有变再做"):
            start = cpu()
            command = [sys.executable, "-c", run, "build", str(Path(name) / "in"), *options]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            yield label, cpu() - start
