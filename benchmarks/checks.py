"""All rules over one complete department against reading its YAML with the C loader: a ratio, measured in one process.

`python -m benchmarks.checks [SOURCE] [ROUNDS]`. Each round reads the text of the department's files (those that its years
share included) with `yaml.CSafeLoader` and asks all rules of figures derived afresh, one right after the other, so that
whatever else the machine does falls on both; the medians count. What the rules keep between departments is emptied.

`python -m benchmarks.checks --departments N`: the peak memory of `gongkai check FOLDER` over a county of N departments, two
years each, after some of them and after all.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

from benchmarks.county import ROOT, make_county
from generator.checks import Finding, run_checks
from generator.cli import check as command
from generator.cli.main import main as gongkai
from generator.figures import derive
from generator.figures.scoring.targets import parse_measure, parse_target
from generator.intake import find_prior, load
from generator.runtime.memory import peak

EXAMPLE = ROOT / "data_examples" / "shili" / "2023"
YEARS = 2
"""Department-years of each department of the county."""
MARKS = (1, 10, 100, 250, 500, 1000)
"""Departments after which memory is looked at."""


class Measured(NamedTuple):
    """Medians in milliseconds, and the median of the rounds' ratios."""

    reading: float
    rules: float
    ratio: float
    findings: int


def measure(source: Path, rounds: int) -> Measured:
    """Ask the rules and read the files in turn, so many times."""
    loaded = load(source)
    texts = [file.read_text(encoding="utf-8") for file in loaded.files]
    earlier = find_prior(source, loaded.data.year)
    last = load(earlier).data if earlier else None
    reading, rules, found = [], [], 0
    for _ in range(rounds):
        before = derive(last) if last else None
        figures = derive(loaded.data, before)
        parse_target.cache_clear()
        parse_measure.cache_clear()
        start = time.process_time()
        for text in texts:
            yaml.load(text, Loader=yaml.CSafeLoader)
        middle = time.process_time()
        found = len(run_checks(figures, before))
        reading.append(middle - start)
        rules.append(time.process_time() - middle)
    ratio = statistics.median(b / a for a, b in zip(reading, rules, strict=True))
    return Measured(statistics.median(reading) * 1000, statistics.median(rules) * 1000, ratio, found)


def memory(departments: int) -> Iterator[tuple[int, float]]:
    """Departments checked so far and the peak memory in MB, of one `gongkai check` of a county in a process of its own."""
    with TemporaryDirectory() as name:
        make_county(Path(name), departments)
        asked = [sys.executable, "-m", "benchmarks.checks", "--county", name]
        with subprocess.Popen(asked, text=True, encoding="utf-8", cwd=ROOT, stdout=subprocess.PIPE) as run:
            for line in run.stdout or ():
                number, peak = line.split()
                yield int(number), float(peak)
        if run.returncode:
            raise SystemExit(run.returncode)


def check_county(folder: Path, departments: int, report: Callable[[int, float], None]) -> None:
    """Run `gongkai check` in this process; report departments checked so far, and the peak memory by then in MB."""
    plain = command.check
    checked = 0

    def counted(source: Path, packs: Iterable[str] = ()) -> list[Finding]:
        nonlocal checked
        found = plain(source, packs)
        checked += 1
        number, open_ = divmod(checked, YEARS)
        if not open_ and number in {*MARKS, departments}:
            report(number, peak())
        return found

    command.check = counted
    try:
        with redirect_stdout(StringIO()):
            gongkai(["check", str(folder)])
    finally:
        command.check = plain


def main(arguments: list[str]) -> None:
    """Print the result of a run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks")
    parser.add_argument("source", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("rounds", nargs="?", type=int, default=40)
    parser.add_argument("--departments", type=int, help="peak memory of checking so many in one process")
    parser.add_argument("--county", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.county:
        out = sys.stdout
        number = len(list(options.county.iterdir()))
        check_county(options.county, number, lambda done, peak: print(done, f"{peak:.1f}", file=out, flush=True))
    elif options.departments:
        for number, peak in memory(options.departments):
            print(f"{number}个部门（{number * YEARS}个部门年度）：峰值内存 {peak:.0f} MB", flush=True)
    else:
        got = measure(options.source, options.rounds)
        line = f"读YAML {got.reading:.1f} ms，全部规则 {got.rules:.1f} ms（{got.findings}条），比 {got.ratio:.2f}"
        print(f"{options.source}：{line}")


if __name__ == "__main__":
    main(sys.argv[1:])
