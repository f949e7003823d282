"""A PDF is read in a process of its own: a file that makes the library crash or run on does not take this one with it."""

from __future__ import annotations

from multiprocessing import current_process

from generator.errors import LimitError, UsageError
from generator.reports.pdf.reading import read_pages
from generator.reports.report import ReportPage, ReportRemark
from generator.runtime.allowance import Allowance
from generator.runtime.lane import Lane, WorkerLost

ALLOWANCE = Allowance(seconds=120.0, mebibytes=1024.0)
"""A report of 200 pages takes 4 seconds and 150 MB."""
REMEDY = "用 PDF 阅读器打开，另存（或打印成）一份新的 PDF 再读"


def pages_of_pdf(data: bytes, name: str, allowance: Allowance = ALLOWANCE) -> tuple[list[ReportPage], list[ReportRemark]]:
    """As `read_pages`. Raises UsageError also for a file that the library cannot cope with in the time and memory given.

    In a worker process, which may be lost, it is read there.
    """
    if current_process().daemon:
        return read_pages(data, name)
    lane = Lane()
    try:
        found: tuple[list[ReportPage], list[ReportRemark]] = lane.ask(read_pages, data, name, allowance=allowance)
    except LimitError as error:
        raise UsageError(f"读这份 PDF {error.message}", file=name, remedy=REMEDY) from error
    except WorkerLost as error:
        raise UsageError("PDF 已损坏：读的程序中途退出", file=name, remedy=REMEDY) from error
    finally:
        lane.kill()
    return found
