"""A department-year as a workbook to fill in, with the fields that its reports ask for in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.build import asked_fields, chosen_packs, read
from generator.errors import DataError, GongkaiError, UsageError
from generator.excel.fill import write_book
from generator.excel.fill.extract import value_at
from generator.excel.fill.wanted import Wanted
from generator.figures import Figures
from generator.folders.blank import blank_fields
from generator.intake.load import load
from generator.model.record import said
from generator.packs import Pack
from generator.packs.asked import STEP, Asked
from generator.writers.output.files import write_file

HEAD = ("年度", "文种", "金额单位", "报告", "部门.全称")
"""What every data file says."""


def export(source: Path, book: Path, packs: Iterable[str] = (), *, force: bool = False) -> str:
    """Write the workbook; 新建, 更新 or 未变. One that a person has filled in is not overwritten, unless forced.

    packs: the reports whose fields are in sight, instead of the data's 报告; where there are none, all fields are.
    Raises UsageError for another suffix than .xlsx, PackError for a pack that is named and is none, OutputError where the
    workbook cannot be written, and as `load`.
    """
    if book.suffix.lower() != ".xlsx":
        raise UsageError(f"“{book}”不是 .xlsx 文件", remedy="写成 -o 填报表.xlsx")
    loaded = load(source)
    wanted = _wanted(source, loaded.tree, tuple(packs))
    return write_file(book.parent, book.name, write_book(loaded, wanted), force=force)


def _wanted(source: Path, tree: Mapping[Any, Any], names: tuple[str, ...]) -> Wanted:
    """What the reports ask for with the data of a tree; everything where no report is known."""
    figures, _ = read(source)
    try:
        packs = chosen_packs(figures, names)
        asked = [one for pack in packs for one in blank_fields(pack, figures.data.year)]
        blank = [one for pack in packs for one in _waiting(pack, figures)]
    except GongkaiError:
        if names:
            raise
        return Wanted()
    paths = [one.path for one in (*asked, *blank) if not _is_said(tree, one.path)]
    return Wanted.of([*HEAD, *paths], [one.path for one in blank])


def _waiting(pack: Pack, figures: Figures) -> Iterator[Asked]:
    """What a pack still waits for; nothing where a text of the data cannot be read: `check` says so."""
    try:
        yield from (one for one in asked_fields(pack, figures) if one.known)
    except DataError:
        return


def _is_said(tree: Mapping[Any, Any], path: str) -> bool:
    """Whether a group above a field is 无, 不涉及 or 未载明 as a whole: nothing of it is to be filled."""
    steps = [alias for alias, _ in STEP.findall(path) if alias]
    return any(said(value_at(tree, steps[:end])) for end in range(1, len(steps)))
