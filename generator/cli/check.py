"""`gongkai check`: the findings of each source."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build import check
from generator.checks import Finding, Severity
from generator.cli.limits import allowance_of
from generator.cli.report import as_json, count, failures, show, sources_of
from generator.cli.tofill import is_to_fill, show_to_fill
from generator.cli.tofill import numbers as to_fill
from generator.errors import GongkaiError, LimitError
from generator.runtime.allowance import kept_to

if TYPE_CHECKING:
    from generator.examine import Examination


def run(options: argparse.Namespace) -> int:
    """Check all sources; the exit status. An unreadable source gives 2, or 1 where others could be read."""
    allowance = allowance_of(options)
    reports = published(options.source)
    sources = [*sources_of(path for path in options.source if not _is_report(path)), *reports]
    findings: list[Finding] = []
    broken: list[GongkaiError] = []
    for source in sources:
        try:
            with kept_to(allowance):
                findings += (
                    _examined(source, len(sources) > 1, options.marked) if source in reports else check(source, options.packs)
                )
        except GongkaiError as error:
            if isinstance(error, LimitError):
                error.file = str(source)
            broken.append(error)
            print(error, file=sys.stderr)
    if options.xlsx:
        from generator.writers.output.files import was_written, write_file
        from generator.writers.xlsx.findings import write_findings  # its library is not needed otherwise

        written = write_findings([finding.as_dict() for finding in findings], count(findings))
        folder, name = options.xlsx.parent, options.xlsx.name
        status = write_file(folder, name, written, force=options.force or was_written(folder, name))
        print(f"问题清单：{options.xlsx}（{status}）", file=sys.stderr)
    if options.json:
        result: dict[str, Any] = as_json(findings)
        result["summary"]["待填"] = to_fill(findings)
        if broken:
            result["failures"] = [entry for error in broken for entry in failures(error)]
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show([finding for finding in findings if not is_to_fill(finding)])
        show_to_fill(findings)
        numbers = "，".join(f"{severity}{number}处" for severity, number in count(findings).items())
        what = "份报告" if len(reports) == len(sources) else "个部门年度和报告" if reports else "个部门年度"
        print(f"共核对{len(sources) - len(broken)}{what}：{numbers}。")
    if broken and len(sources) == 1:
        return broken[0].status
    return 1 if broken or _fails(findings, options.strict) else 0


def published(given: Iterable[Path]) -> list[Path]:
    """The published reports among some paths: files whose suffix is that of a report, each once."""
    return list(dict.fromkeys(path for path in given if _is_report(path)))


def _is_report(path: Path) -> bool:
    if path.suffix.lower() in ("", ".yaml", ".yml"):
        return False
    from generator.reports import REPORT_SUFFIXES  # as above

    return path.suffix.lower() in REPORT_SUFFIXES


def _examined(path: Path, several: bool, marked: Path | None) -> list[Finding]:
    """What is found in a published report. several: the place of a finding names the file; marked: where the copy goes."""
    from generator.examine import examine  # what reads reports is loaded only for one

    examination = examine(path)
    found = examination.findings
    if marked:
        _mark(path, examination, marked)
    return [one if several else replace(one, place=one.place._replace(file="")) for one in found]


def _mark(path: Path, examination: Examination, folder: Path) -> None:
    """Write the copy with the findings in it beside those of others; the report itself is not touched."""
    from generator.examine.marked import marked_copy
    from generator.reports.reading import MAX_FILE
    from generator.runtime.reading import read_regular
    from generator.writers.output.files import was_written, write_file

    name = f"{path.stem}（体检）{path.suffix}"
    data = marked_copy(read_regular(path, MAX_FILE), examination.report.format, examination.findings, str(path))
    status = write_file(folder, name, data, force=was_written(folder, name))
    print(f"带批注的报告：{folder / name}（{status}）", file=sys.stderr)


def _fails(findings: list[Finding], strict: bool) -> bool:
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(finding.severity in grave for finding in findings)
