"""`python -m benchmarks [NAME…] [--quick] [--write]`: measure, print, and with --write put it into `docs/性能.md`.

Names: docx pdf start draft length county workers rerun memory; all where none is named. Needs `gongkai[benchmarks]`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import rivals, scale
from benchmarks.county import ROOT
from benchmarks.paired import Rival
from benchmarks.report import facts, plot, put, standing

Rows = list[list[str]]
PAGE = ROOT / "docs" / "性能.md"


def _rivals(measure: Callable[[int], list[Rival]], rounds: int) -> Rows:
    head = ["做法", "秒（中位数）", "同轮之比（中位数）", "轮"]
    return [head, *([one.name, f"{one.seconds:.3f}", f"{one.ratio:.2f}", str(one.rounds)] for one in measure(rounds))]


def _length(quick: bool) -> Rows:
    sizes = (1, 2) if quick else (1, 4, 16)
    return [["报告长度", "CPU 秒", "DOCX 字节"], *([f"{s}×", f"{t:.2f}", str(b)] for s, t, b in scale.by_length(sizes))]


def _county(quick: bool) -> Rows:
    counts = (1, 2) if quick else (100, 400, 1600)
    rows = [[str(n), f"{t:.1f}", f"{t / n:.3f}", f"{m:.0f}"] for n, t, m in scale.by_departments(counts)]
    return [["部门", "CPU 秒", "每部门", "峰值内存 MB"], *rows]


def _workers(quick: bool) -> Rows:
    taken = dict(scale.by_workers(2 if quick else 60, (1, 2)))
    return [["进程", "墙钟秒", "倍数"], *([str(n), f"{t:.1f}", f"{taken[1] / t:.2f}"] for n, t in taken.items())]


def _memory(quick: bool) -> Rows:
    rows = [["格式", "第几份", "峰值内存 MB"]]
    for formats, reports in ((("docx",), 2 if quick else 500), (("docx", "pdf", "html"), 0 if quick else 500)):
        peaks = scale.memory_over(reports, formats) if reports else []
        marks = sorted({1, 10, 50, 100, 250, reports} & set(range(1, len(peaks) + 1)))
        rows += [["、".join(formats), str(n), f"{peaks[n - 1]:.0f}"] for n in marks]
    return rows


def _rerun(quick: bool) -> Rows:
    taken = dict(scale.by_rerun(2 if quick else 500))
    first = taken["第一次"]
    return [
        ["500 个部门、两年（只出 DOCX）", "CPU 秒", "比第一次"],
        *([k, f"{t:.1f}", f"{t / first:.2%}"] for k, t in taken.items()),
    ]


def _measures(quick: bool) -> dict[str, tuple[str, Callable[[], Rows]]]:
    few = 1 if quick else 5
    return {
        "docx": ("DOCX 对 docxtpl", lambda: _rivals(rivals.docx, 1 if quick else 15)),
        "pdf": ("PDF 对 WeasyPrint、Typst、LibreOffice", lambda: _rivals(rivals.pdf, few)),
        "start": ("启动", lambda: _rivals(rivals.start, few if quick else 11)),
        "draft": ("草稿网页", lambda: _rivals(rivals.draft, 1 if quick else 15)),
        "length": ("报告加长", lambda: _length(quick)),
        "county": ("部门增多（一个进程，只出 DOCX）", lambda: _county(quick)),
        "workers": ("进程增多（只出 DOCX）", lambda: _workers(quick)),
        "rerun": ("没有变的再做一遍", lambda: _rerun(quick)),
        "memory": ("一个进程连做许多份", lambda: _memory(quick)),
    }


def main() -> None:
    """Measure what is named."""
    options = _options()
    measures = _measures(options.quick)
    results: dict[str, Rows] = {}
    for name in options.names or [key for key in measures if not (options.quick and key == "pdf")]:
        title, measure = measures[name]
        print(f"{title} …", file=sys.stderr, flush=True)
        results[name] = measure()
        for row in results[name]:
            print("  ".join(row), flush=True)
        if options.write:
            put(PAGE, {title: results[name]}, facts())
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    if options.write:
        plot(standing(PAGE), PAGE.with_suffix(".svg"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(_measures(True)))
    parser.add_argument("--quick", action="store_true", help="few rounds, small inputs, no PDF: see that it runs")
    parser.add_argument("--write", action="store_true", help="put the tables and the plot into docs/")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    if unknown := set(options.names) - set(_measures(True)):
        parser.error(f"unknown: {' '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    main()
