"""A 财决 or 公开表 workbook into the files of a department-year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.excel.accounts import Imported, import_workbook
from generator.folders.new import check_year
from generator.folders.planned import PlannedFile, planned
from generator.intake.sources import SUFFIXES
from generator.packs.definition.pack import load_pack


@dataclass(frozen=True, slots=True)
class AccountsImport:
    """The result of importing a workbook, and the files that are going to be written, those that stay as they are included."""

    result: Imported
    files: list[PlannedFile]


def import_accounts(
    book: Path, target: Path, packs: tuple[str, ...] = (), year: int = 0, *, force: bool = False
) -> AccountsImport:
    """Read a workbook and merge it into the data at the target: a department-year's folder, or a single file.

    packs: for the 报告 of new data; year: instead of the one that the workbook states, 0 for that one. Nothing is written.
    Raises PackError for an unknown pack; UsageError for a year that is none and a file that another program made (unless
    forced); and as `import_workbook`.
    """
    for name in packs:
        load_pack(name)
    if year:
        check_year(year)
    result = import_workbook(book, target, packs, year)
    folder = target.parent if target.suffix.lower() in SUFFIXES else target
    texts = {path.relative_to(folder).as_posix(): text for path, text in result.files.items()}
    return AccountsImport(result, planned(folder, texts, force=force))
