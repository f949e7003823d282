"""Many published reports: each is examined in a worker process; then they are summed up as departments are."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

from generator.batch.executors.processes import WorkerLost
from generator.batch.run import FAILED, STOPPED, fault_of_program
from generator.batch.summary.html import summary_html
from generator.batch.summary.summary import PASSED, Summary, SummaryRow, by_rule, by_severity
from generator.batch.summary.xlsx import summary_xlsx
from generator.batch.worker.letter import letter
from generator.checks import Severity
from generator.errors import CrashError, GongkaiError, LimitError
from generator.examine.accepted import without_accepted
from generator.examine.examination import examined
from generator.examine.places import ReportFinding
from generator.reports import read_report
from generator.reports.facts import about_report
from generator.writers.output.files import remove_file, safe_name, was_written, write_file

WINDOW = 4
"""Reports that are handed out and not yet taken in, for each worker."""
LETTERS = "退回意见"
REMEDY = "单独再核对这一份；仍然不行，把文件和这句话一起报给维护的人"


@dataclass(frozen=True, slots=True)
class Published:
    """A published report and what was found, or why it could not be read. format: pdf, docx or html; accepted: findings that
    a reviewer lets stand."""

    source: Path
    department: str = ""
    year: int = 0
    kind: str = ""
    format: str = ""
    findings: tuple[ReportFinding, ...] = ()
    accepted: int = 0
    error: GongkaiError | None = None


def examine_one(source: Path) -> Published:
    """Read and examine a report. A file that cannot be read is a result."""
    try:
        report = read_report(source)
        found = examined(report)
        about = about_report(report)
        kept = without_accepted(source, found.findings)
    except GongkaiError as error:
        return Published(source, error=error)
    year = found.year or about.year
    return Published(source, about.department, year, about.kind, report.format, tuple(kept.left), kept.number)


def examine_all(sources: Iterable[Path], pool: Executor, workers: int) -> Iterator[Published]:
    """The results in the order of the sources. A report whose worker was lost is tried once more when it is its turn."""
    out: deque[tuple[Path, Future[Published]]] = deque()
    for source in sources:
        out.append((source, pool.submit(examine_one, source)))
        while len(out) >= WINDOW * workers or (out and out[0][1].done()):
            yield _taken(*out.popleft(), pool)
    while out:
        yield _taken(*out.popleft(), pool)


def _taken(source: Path, future: Future[Published], pool: Executor) -> Published:
    for last in (False, True):
        try:
            return future.result()
        except WorkerLost as error:
            if last:
                message = f"{error}（多半是内存不够，或文件损坏），试了两次"
                return Published(source, error=CrashError(message, file=str(source), remedy=REMEDY))
            future = pool.submit(examine_one, source)
        except LimitError as error:
            error.file = error.file or str(source)
            return Published(source, error=error)
        except Exception as error:
            return Published(source, error=fault_of_program(error, source, REMEDY))
    raise AssertionError("unreachable")


def summed_up(reports: Sequence[Published], letters: Sequence[str]) -> Summary:
    """The summary of some reports. letters: the path of the letter of each, empty where there is none."""
    return Summary([_row(one, path) for one, path in zip(reports, letters, strict=True)])


def write_published(out: Path, reports: Sequence[Published]) -> list[Path]:
    """汇总.xlsx, 汇总.html and a 退回意见 for each report that has something to put right, in a folder; their paths.

    Raises OutputError for a file that another program made, or that cannot be written.
    """
    names = _names(reports)
    letters = [_letter(out, name, one) for name, one in zip(names, reports, strict=True)]
    summary = summed_up(reports, letters)
    made = {"汇总.xlsx": summary_xlsx(summary, None), "汇总.html": summary_html(summary, None, out).encode()}
    for name, content in made.items():
        write_file(out, name, content, force=was_written(out, name))
    return [*(out / name for name in made), *(Path(path) for path in letters if path)]


def _letter(out: Path, name: str, one: Published) -> str:
    """Write the letter of a report, or take away that of an earlier run; its path."""
    title = f"{one.department or one.source.name}{one.year or ''}{'年度' if one.year else ''}{one.kind}报告"
    content = letter(title, one.findings, one.error, published=True)
    if content:
        write_file(out, name, content, force=was_written(out, name))
        return str(out / name)
    if was_written(out, name):
        remove_file(out, name)
    return ""


def _names(reports: Sequence[Published]) -> list[str]:
    """A file name for the letter of each, told apart where files of several folders have one name."""
    stems = [safe_name(one.source.stem) for one in reports]
    times = Counter(stems)
    seen: Counter[str] = Counter()
    names = []
    for stem in stems:
        seen[stem] += 1
        more = f"-{seen[stem]}" if times[stem] > 1 else ""
        names.append(f"{LETTERS}/{stem}{more}（{LETTERS}）.docx")
    return names


def _row(one: Published, path: str) -> SummaryRow:
    counts = by_severity(one.findings)
    state = FAILED if one.error else STOPPED if counts[str(Severity.ERROR)] else PASSED
    remark = one.error.message if one.error else f"不是问题{one.accepted}处" if one.accepted else ""
    return SummaryRow(
        one.department or one.source.name,
        one.year or None,
        one.kind,
        state,
        counts,
        by_rule(one.findings),
        {},
        remark,
        path,
    )
