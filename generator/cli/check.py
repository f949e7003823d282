"""`gongkai check`: the findings of each source."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from generator.build import check
from generator.checks import Finding, Severity
from generator.cli.limits import allowance_of
from generator.cli.published import accept_named, check_options, examined_reports, found_in, parted, summarise
from generator.cli.report import as_json, count, failures, show, sources_of
from generator.cli.tofill import is_to_fill, show_to_fill
from generator.cli.tofill import numbers as to_fill
from generator.errors import GongkaiError, LimitError
from generator.runtime.allowance import Allowance, kept_to


def run(options: argparse.Namespace) -> int:
    """Check all sources; the exit status. An unreadable source gives 2, or 1 where others could be read."""
    allowance = allowance_of(options)
    paths, reports = parted(options.source)
    data = sources_of(paths)
    check_options(options, reports)
    several = len(data) + len(reports) > 1
    found, broken = _of_data(data, options, allowance)
    done = examined_reports(reports, options, allowance) if reports else []
    if options.not_a_problem:
        done = [accept_named(one, options) if not one.error else one for one in done]
    for one in done:
        try:
            found += found_in(one, several, options.marked)
        except GongkaiError as error:
            broken.append(error)
    for fault in broken:
        print(fault, file=sys.stderr)
    if options.summary:
        summarise(done, options.summary)
    if options.xlsx:
        _write_list(found, options)
    if options.json:
        result: dict[str, Any] = as_json(found)
        result["summary"]["待填"] = to_fill(found)
        if broken:
            result["failures"] = [entry for error in broken for entry in failures(error)]
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show([finding for finding in found if not is_to_fill(finding)])
        show_to_fill(found)
        what = "个部门年度" if not reports else "份报告" if not data else "个部门年度和报告"
        print(_closing(len(data) + len(reports) - len(broken), what, found, sum(one.accepted for one in done)))
    if broken and not several:
        return broken[0].status
    return 1 if broken or _fails(found, options.strict) else 0


def _of_data(data: list[Path], options: argparse.Namespace, allowance: Allowance) -> tuple[list[Finding], list[GongkaiError]]:
    """The findings of department-years, and why some could not be read."""
    found: list[Finding] = []
    broken: list[GongkaiError] = []
    for source in data:
        try:
            with kept_to(allowance):
                found += check(source, options.packs)
        except GongkaiError as error:
            if isinstance(error, LimitError):
                error.file = str(source)
            broken.append(error)
    return found, broken


def _closing(number: int, what: str, found: list[Finding], accepted: int) -> str:
    """The last line: how many sources, and how many findings of each severity."""
    numbers = "，".join(f"{severity}{times}处" for severity, times in count(found).items())
    return f"共核对{number}{what}：{numbers}{f'，另有{accepted}处标为不是问题' if accepted else ''}。"


def _write_list(found: list[Finding], options: argparse.Namespace) -> None:
    """The workbook of all findings."""
    from generator.writers.output.files import was_written, write_file
    from generator.writers.xlsx.findings import write_findings  # its library is not needed otherwise

    written = write_findings([finding.as_dict() for finding in found], count(found))
    folder, name = options.xlsx.parent, options.xlsx.name
    status = write_file(folder, name, written, force=options.force or was_written(folder, name))
    print(f"问题清单：{options.xlsx}（{status}）", file=sys.stderr)


def _fails(findings: list[Finding], strict: bool) -> bool:
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(finding.severity in grave for finding in findings)
