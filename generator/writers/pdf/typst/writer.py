"""The PDF of a typeset document by Typst."""

from __future__ import annotations

import datetime as dt
import re

from generator.errors import UsageError
from generator.runtime.garbage import collector_off
from generator.writers.pdf.attach import Attached
from generator.writers.pdf.job import Job, Printed
from generator.writers.pdf.typst.blocks import source
from generator.writers.pdf.typst.engine import compiled, engine_version, forget, untested_note
from generator.writers.pdf.typst.fontfiles import families
from generator.writers.pdf.typst.heads import head_rows
from generator.writers.pdf.typst.look import Look
from generator.writers.pdf.typst.packing import packed
from generator.writers.pdf.typst.text import quoted

__all__ = ["engine_version", "print_job", "standards", "untested_note"]

STANDARDS = ("a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u", "a-4", "a-4e", "a-4f", "ua-1")
"""What Typst writes, without the word pdf."""
_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
_DATE = dt.date(2000, 1, 1)
"""An archival file and one with others inside must have a date, and the clock is no part of the input."""


@collector_off()
def print_job(job: Job) -> Printed:
    """The PDF of a report. Raises MissingEngine without Typst, UsageError for a variant that it lacks.

    Equal input gives equal bytes.
    """
    engine_version()
    wanted = standards(job.variant)
    known = families(job.fonts)
    files = "\n".join(_attachment(file) for file in job.attached)
    look = Look(job.arranged.style, job.fonts, known)
    dated = files or any(name.startswith("a-") for name in wanted)
    date = _day(job.paged.document.issued or (_DATE if dated else None))
    code, heads = source(job.paged, look, draft=job.draft, date=date, attached=files)
    try:
        data, warnings = compiled(code, known.loaded, wanted)
    finally:
        forget(known.loaded)
    try:
        data = head_rows(data, heads)
    except ValueError:
        warnings.append("各表的行头没有标出来（听读的人要用），其余照常")
    if not any(name.startswith("a-1") for name in wanted):
        data = packed(data)
    return Printed(data, page_count(data), tuple(warnings))


def standards(variant: str) -> list[str]:
    """A variant, or several joined by `+`, as Typst calls them. Raises UsageError for one that it lacks."""
    names = [part.strip().removeprefix("pdf/") for part in variant.lower().split("+") if part.strip()]
    if unknown := [name for name in names if name not in STANDARDS]:
        known = "、".join(f"pdf/{name}" for name in STANDARDS)
        raise UsageError(f"Typst 不能做“{'、'.join(unknown)}”", remedy=f"可用：{known}；要两种就写 pdf/a-3a+pdf/ua-1")
    return names


def page_count(pdf: bytes) -> int:
    """The pages of a file of Typst, whose page tree is one node. Raises ValueError for another file."""
    found = _COUNT.search(pdf)
    if found is None:
        raise ValueError("no page tree")
    return int(found[1])


def _day(date: dt.date | None) -> str:
    return f"datetime(year: {date.year}, month: {date.month}, day: {date.day})" if date else "none"


def _attachment(file: Attached) -> str:
    """The code that puts a file inside; its bytes stand in the source."""
    content = f"bytes(({', '.join(map(str, file.data))},))" if not _is_text(file.data) else f"bytes({quoted(file.data.decode())})"
    return (
        f"#pdf.attach({quoted(file.name)}, {content}, relationship: {quoted(file.relationship.lower())}, "
        f"mime-type: {quoted(file.media_type)}, description: {quoted(file.description)})"
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
