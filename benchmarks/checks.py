"""All rules over one complete department against reading its YAML with the C loader: a ratio, measured in one process.

`python -m benchmarks.checks [SOURCE] [ROUNDS]`. Each round reads the text of the department's files (those that its years
share included) with `yaml.CSafeLoader` and asks all rules of figures derived afresh, one right after the other, so that
whatever else the machine does falls on both; the medians count. What the rules keep between departments is emptied.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.checks import run_checks
from generator.figures import derive
from generator.figures.targets import parse_measure, parse_target
from generator.intake import find_prior, load

EXAMPLE = Path(__file__).resolve().parents[1] / "data_examples" / "shili" / "2023"


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


def main(arguments: list[str]) -> None:
    """Print the result of a run."""
    source = Path(arguments[0]) if arguments else EXAMPLE
    rounds = int(arguments[1]) if len(arguments) > 1 else 40
    got = measure(source, rounds)
    print(f"{source}：读YAML {got.reading:.1f} ms，全部规则 {got.rules:.1f} ms（{got.findings}条），比 {got.ratio:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
