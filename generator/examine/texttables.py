"""表文不符: a figure in a sentence against the figure of that name in a table of the same report.

Only where the name stands right before the figure, and the sentence says nothing of another year or of a budget: what is not
surely the same figure is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from generator.checks import Severity
from generator.examine.figures import FigureBlock, FigureRow, Figures
from generator.examine.places import ReportFinding, finding
from generator.excel.grid import as_number
from generator.reports.report import ReadReport, ReportParagraph, ReportPlace, ReportTable

UNITS = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}
FIGURE = r"(?P<number>[0-9][0-9,，]*(?:\.[0-9]+)?)\s*(?P<unit>万元|亿元|元)"
LINK = r"(?:决算数?|支出|金额|数|共计?|合计|总额|为|是|：){0,3}"
ELSEWHEN = re.compile(r"上年|去年|年初|预算|同期|[以此]前年|较[0-9]|比[0-9]")
CLAUSE = re.compile(r"[。；;]")
FROM = re.compile(r"[。；;，,、]")
TOTAL_NAMES = (
    (re.compile(r"^收入支出决算总表$|^收支决算总表$"), r"(?<!财政拨款)(?<!款)(?:收入支出|收、?支|收支)决?算?总计"),
    (re.compile(r"^财政拨款收入支出决算总表$"), r"财政拨款(?:收入支出|收、?支|收支)决?算?总计"),
    (re.compile(r"^收入决算表$"), r"(?:本年)?收入(?:决算)?合计"),
    (re.compile(r"^支出决算表$"), r"(?:本年)?支出(?:决算)?合计"),
    (re.compile(r"^一般公共预算财政拨款支出决算表$"), r"一般公共预算财政拨款支出(?:决算)?(?:为|合计|共计)"),
)
"""Title of a table → how sentences call the figure of its row 总计 or 合计."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name and the amounts (万元) that tables give it. pattern: how sentences write it."""

    label: str
    pattern: re.Pattern[str]
    amounts: frozenset[Decimal]
    place: ReportPlace
    table: str
    certain: bool


def check_text_against_tables(report: ReadReport, tables: Figures) -> Iterator[ReportFinding]:
    """The figures of sentences that no table has under their name."""
    names = [*_totals(tables), *_rows(tables)]
    for _, paragraph in report.paragraphs():
        start = 0
        for clause in CLAUSE.split(paragraph.text):
            for name in names:
                yield from _clause(clause, start, paragraph, name)
            start += len(clause) + 1


def _clause(clause: str, start: int, paragraph: ReportParagraph, name: _Name) -> Iterator[ReportFinding]:
    for found in name.pattern.finditer(clause):
        before = clause[: found.start()]
        said, unit = as_number(found["number"].replace("，", ",")), UNITS[found["unit"]]
        if said is None or ELSEWHEN.search(FROM.split(before)[-1]) or ELSEWHEN.search(found[0]):
            continue
        digits = len(found["number"].rpartition(".")[2]) if "." in found["number"] else 0
        step = Decimal(1).scaleb(-digits)
        if any(abs((amount / unit).quantize(step, ROUND_HALF_UP) - said) <= step for amount in name.amounts):
            continue
        at = start + found.start()
        due = max(name.amounts)
        message = f"文字里的{name.label}是{found['number']}{found['unit']}，表“{name.table}”里是{due:,f}万元"
        where = paragraph.place_at(at)
        severity = Severity.ERROR if name.certain else Severity.WARNING
        yield finding("表文", severity, message, "核对表和文字，改正其中一处", where, found[0], name.place, (due, said * unit))


def _totals(tables: Figures) -> Iterator[_Name]:
    """The totals of the statutory tables, under the names that the forms give them."""
    for table, figures in tables:
        title = re.sub(r"\s", "", table.title)
        for wanted, called in TOTAL_NAMES:
            if not wanted.search(title) or table.unit not in UNITS:
                continue
            found = [(block, row) for block in figures for row in block.rows if row.total and row.numbers]
            grand = [(block, row) for block, row in found if "总计" in row.label] or found
            if grand:
                pattern = re.compile(f"{called}{LINK}{FIGURE}")
                label = title.replace("决算总表", "总计").replace("决算表", "合计")
                yield _Name(label, pattern, _amounts(grand, table), grand[0][0].place(grand[0][1]), table.title, certain=True)


def _rows(tables: Figures) -> Iterator[_Name]:
    """Rows with a code and a name of their own: 一般公共服务支出 ….

    A name that several codes have is one name with all their amounts.
    """
    known: dict[str, tuple[set[Decimal], ReportPlace, str]] = {}
    for table, figures in tables:
        if table.unit not in UNITS:
            continue
        for block in figures:
            for row in block.rows:
                label = re.sub(r"^[一二三四五六七八九十]+、|\s", "", row.label)
                if (row.code or row.label != label) and len(label) >= 4 and row.numbers and not row.total:
                    entry = known.setdefault(label, (set(), block.place(row), table.title))
                    entry[0].update(_amounts([(block, row)], table))
    for label, (amounts, where, title) in known.items():
        pattern = re.compile(rf"(?<![\u4e00-\u9fff]){re.escape(label)}(?:（[类款项]）)?(?:决算数?为?|支出为?|为|：)?{FIGURE}")
        yield _Name(f"“{label}”", pattern, frozenset(amounts), where, title, certain=False)


def _amounts(rows: list[tuple[FigureBlock, FigureRow]], table: ReportTable) -> frozenset[Decimal]:
    return frozenset(value * UNITS[table.unit] for _, row in rows for value in row.numbers.values())
