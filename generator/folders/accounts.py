"""A 财决 or 公开表 workbook into the files of a department-year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.excel.accounts import Imported, ImportOptions, import_tables
from generator.excel.book import read_book
from generator.excel.grid import Tables
from generator.folders.conserved import conserved
from generator.folders.new import check_year
from generator.folders.planned import PlannedFile, planned
from generator.intake.sources import SUFFIXES
from generator.packs.definition.importrules import import_rules


@dataclass(frozen=True, slots=True)
class AccountsImport:
    """The result of importing a workbook, and the files that are going to be written, those that stay as they are included."""

    result: Imported
    files: list[PlannedFile]


def import_accounts(
    book: Path, target: Path, packs: tuple[str, ...] = (), year: int = 0, *, force: bool = False
) -> AccountsImport:
    """Read a workbook and merge it into the data at the target: a department-year's folder, or a single file.

    packs: for the 报告 of new data, and for what a place calls its tables; year: instead of the one that the workbook states, 0
    for that one; force: also another department's or year's, and over files of other programs. Nothing is written.
    Raises PackError for an unknown pack; UsageError for a year that is none, a workbook of another department or year and a
    file that another program made (unless forced); and as `import_workbook`.
    """
    return import_read_tables(read_book(book), target, packs, year, force=force)


def import_read_tables(
    tables: Tables, target: Path, packs: tuple[str, ...] = (), year: int = 0, *, force: bool = False
) -> AccountsImport:
    """The same with tables that are read already, of a workbook or of a report."""
    if year:
        check_year(year)
    result = import_tables(tables, target, packs, year, options=ImportOptions(import_rules(packs), force))
    kept = conserved(result.facts, result.tree, result.sources)
    result.different = kept.different
    result.unused += kept.unused
    folder = target.parent if target.suffix.lower() in SUFFIXES else target
    texts = {path.relative_to(folder).as_posix(): text for path, text in result.files.items()}
    return AccountsImport(result, planned(folder, texts, force=force))
