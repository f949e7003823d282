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
from generator.batch.processes import measured
from generator.batch.work import Task, work
from generator.build import Options, build
from generator.memory import keep_large_blocks_apart


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
    """Departments, CPU seconds of all their DOCX in one process, and the peak memory of that process in MB."""
    for count in counts:
        with TemporaryDirectory() as name:
            places = make_county(Path(name) / "in", count)
            start = cpu()
            memory = _in_fresh_process(places, ("docx",))
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
    """The peak memory in MB after each of many reports in one process."""
    with TemporaryDirectory() as name:
        places = make_county(Path(name) / "in", min(reports, 50))
        return _in_fresh_process([places[n % len(places)] for n in range(reports)], formats)


def _in_fresh_process(places: list[Path], formats: tuple[str, ...]) -> list[float]:
    lines = "\n".join(map(str, places))
    command = [sys.executable, "-m", "benchmarks.scale", ",".join(formats)]
    done = subprocess.run(command, input=lines, text=True, encoding="utf-8", cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return [float(line) for line in done.stdout.split()]


def main() -> None:
    """Build the places on standard input as a worker does; print the peak memory after each."""
    keep_large_blocks_apart()
    options = Options(packs=(PACK,), formats=tuple(sys.argv[1].split(",")), out=Path(), page_numbers=False)
    for line in sys.stdin.read().split("\n"):
        done, most, _ = measured(work, (Task(Path(line), options),), {})
        assert done.contents, done.error
        print(f"{most:.1f}")


if __name__ == "__main__":
    main()
