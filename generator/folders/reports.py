"""A published report into the files of a department-year: its tables, the figures of its sentences, its texts."""

from __future__ import annotations

from pathlib import Path

from generator.excel.accounts import ImportOptions, import_tables
from generator.folders.accounts import AccountsImport
from generator.folders.conserved import conserved
from generator.folders.new import check_year
from generator.folders.planned import planned
from generator.intake.sources import SUFFIXES
from generator.model.choices import BUDGET
from generator.packs.definition.importrules import import_rules
from generator.reports import ReadReport, read_report
from generator.reports.facts import importable, report_data, report_facts


def import_report(path: Path, target: Path, packs: tuple[str, ...] = (), year: int = 0, *, force: bool = False) -> AccountsImport:
    """Read a report and merge it into the data at the target: a department-year's folder, or a single file.

    packs: for the 报告 of new data; year: instead of the one that the report states, 0 for that one. Nothing is written.
    Raises as `read_report` and `import_accounts`.
    """
    if year:
        check_year(year)
    return import_read_report(read_report(path), path, target, packs, year, force=force)


def import_read_report(
    report: ReadReport, path: Path, target: Path, packs: tuple[str, ...] = (), year: int = 0, *, force: bool = False
) -> AccountsImport:
    """The same with a report that is read already. path: of its file."""
    facts = report_facts(report)
    data = report_data(report, facts)
    more = data.tree
    if facts.about.kind == BUDGET:
        more["文种"] = BUDGET
    result = import_tables(
        importable(report, path),
        target,
        packs,
        year or facts.about.year,
        more=more,
        options=ImportOptions(import_rules(packs), force),
    )
    result.warnings += [*(remark.text for remark in report.remarks), *data.warnings]
    kept = conserved(result.facts, result.tree, result.sources)
    result.different = kept.different
    result.unused += [*kept.unused, *data.unused]
    folder = target.parent if target.suffix.lower() in SUFFIXES else target
    texts = {file.relative_to(folder).as_posix(): text for file, text in result.files.items()}
    return AccountsImport(result, planned(folder, texts, force=force))
