"""`gongkai check` of published reports: which files, in worker processes, with marked copies, letters and 不是问题."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks import Finding
from generator.errors import UsageError
from generator.runtime.allowance import Allowance
from generator.runtime.reading import exists

if TYPE_CHECKING:
    from generator.batch.published import Published

DATA = (".yaml", ".yml")
ENDING = ".不是问题.yaml"
OURS = re.compile(r"（体检）\.[a-z]{3,5}$|退回意见[^/]{0,40}\.docx$|^汇总\.html$")
"""Files that this command writes itself."""


def check_options(options: argparse.Namespace, reports: list[Path]) -> None:
    """Options that are for published reports alone."""
    if options.not_a_problem and len(reports) != 1:
        raise UsageError("--not-a-problem 一次只用于一份公开的报告", remedy="指定那一份报告")
    if options.summary and not reports:
        raise UsageError("--summary 是给公开的报告用的", remedy="部门数据的汇总由 gongkai build 写在成品文件夹里")


def parted(given: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The paths of data, and the published reports, each once: files whose suffix is that of a report, and all such files in
    a folder that holds no data."""
    data: list[Path] = []
    reports: list[Path] = []
    for path in given:
        found = [path] if _is_report(path) else _reports_below(path)
        reports += found
        data += [] if found else [path]
    return data, list(dict.fromkeys(reports))


def _reports_below(folder: Path) -> list[Path]:
    """The reports of a folder and those below it; none where there are data. Our own copies and letters are none."""
    files: list[Path] = []
    if not exists(folder) or not folder.is_dir():
        return []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        if any(name.lower().endswith(DATA) and not name.endswith(ENDING) for name in names):
            return []
        files += [Path(here) / name for name in sorted(names) if not name.startswith((".", "~$")) and not OURS.search(name)]
    return [file for file in files if _is_report(file)]


def _is_report(path: Path) -> bool:
    if path.suffix.lower() in ("", *DATA):
        return False
    from generator.reports import REPORT_SUFFIXES  # as above

    return path.suffix.lower() in REPORT_SUFFIXES


def examined_reports(paths: list[Path], options: argparse.Namespace, allowance: Allowance) -> list[Published]:
    """The published reports examined: a single one here, many in worker processes with progress on standard error."""
    from generator.batch.executors.choose import job_count
    from generator.batch.executors.processes import Direct, Processes
    from generator.batch.progress import Progress
    from generator.batch.published import examine_all

    workers = job_count(options.jobs, len(paths))
    pool = Processes(workers, allowance=allowance) if len(paths) > 1 else Direct(allowance)
    progress = Progress(len(paths), sys.stderr)
    done: list[Published] = []
    try:
        for one in examine_all(paths, pool, workers):
            done.append(one)
            progress.step(True, one.error is not None)
    finally:
        progress.clear()
        pool.shutdown(wait=len(done) == len(paths), cancel_futures=True)
    return done


def found_in(one: Published, several: bool, marked: Path | None) -> list[Finding]:
    """The findings of a report as they are shown, with the copy that holds them. several: places name the file.

    Raises what kept it from being read.
    """
    if one.error:
        raise one.error
    if marked:
        _mark(one, marked)
    return [found if several else replace(found, place=found.place._replace(file="")) for found in one.findings]


def _mark(one: Published, folder: Path) -> None:
    """Write the copy with the findings in it beside those of others; the report itself is not touched."""
    from generator.examine.marked import marked_copy
    from generator.reports.reading import MAX_FILE
    from generator.runtime.reading import read_regular
    from generator.writers.output.files import was_written, write_file

    path = one.source
    name = f"{path.stem}（体检）{path.suffix}"
    data = marked_copy(read_regular(path, MAX_FILE), one.format, list(one.findings), str(path))
    status = write_file(folder, name, data, force=was_written(folder, name))
    print(f"带批注的报告：{folder / name}（{status}）", file=sys.stderr)


def accept_named(one: Published, options: argparse.Namespace) -> Published:
    """Let findings stand that the reviewer names; the report without them."""
    from generator.examine.accepted import accept, accepted_file

    new = accept(one.source, one.findings, options.not_a_problem, options.why)
    print(f"{accepted_file(one.source)}：记下{len(new)}条不是问题", file=sys.stderr)
    left = tuple(found for found in one.findings if options.not_a_problem not in found.message + found.words)
    return replace(one, findings=left, accepted=one.accepted + len(new))


def summarise(done: list[Published], folder: Path) -> None:
    from generator.batch.published import write_published

    paths = write_published(folder, done)
    print(f"汇总：{paths[0]}、{paths[1]}；退回意见{len(paths) - 2}份", file=sys.stderr)
