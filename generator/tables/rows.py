"""Row axes of statutory tables (`行:`).

{科目: [收入, 支出]}   类, 款 and 项 of the functional classification that the columns have amounts for; 合计 first or last
{科目: [支出], 项目: 是}   the same with the projects under each 项
{固定: [[…], …]}      rows as written: texts, {名: 收入总计}, {账: 支出, 科目: "201"}; `""` an empty cell;
                      {按年: {2020: …, 2022: …}} a text from a year on; {有数才列: […]} a row only where it has an amount
{分块: [{类: ["301", "303"]}, …], 末行: [{题: 人员经费合计, 跨: 3, 取: {…}}, …]}   economic items side by side;
                      除: ["30703"] leaves items out that are zero; 有数才列: ["307"] adds 类 of which only these are listed
{经济: ["301", "302"]}  economic 类 and those of their 款 that have an amount; a column that asks for other 类 stays empty
{单行: 是}            one row
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.figures import Figures
from generator.figures.books.cube import Where, where
from generator.model.amount import Amount
from generator.model.classification import economic, functional
from generator.runtime.dataclasses import unguarded_dataclass
from generator.tables.query import Query, amount, values
from generator.tables.spec import Column

ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")


@unguarded_dataclass(frozen=True, slots=True)
class Plain:
    """A number that is no money: printed as typed, never in the unit of the table."""

    amount: Amount


@unguarded_dataclass(frozen=True, slots=True)
class TableRow:
    """One row before it is printed: a text or an amount per column; level: 0 total, 1 类, 2 款, 3 项, 4 project."""

    cells: tuple[str | Amount | Plain | None, ...]
    level: int = 3
    spans: tuple[int, ...] = ()
    """Columns that each cell covers; empty for one each."""


def tree_rows(figures: Figures, axis: Mapping[str, Any], columns: list[Column]) -> list[TableRow]:
    """合计 and the 类, 款, 项 that any amount column has; rows without any amount are left out."""
    names = functional(figures.data.year)
    codes = _codes(figures, columns)
    queries = [Query(figures, column.query or {}) if column.content not in ("编码", "名称") else None for column in columns]
    summed = [query for query, column in zip(queries, columns, strict=True) if query and column.query is not None]
    rows: list[TableRow] = []
    for code in codes:
        if not any(a.known and not a.is_zero for a in (query.amount(code) for query in summed)):
            continue
        rows.append(_code_row(columns, queries, code, names.name(code), (3, 5, 7).index(len(code)) + 1))
        if len(code) == 7 and axis.get("项目") in (True, "是"):
            rows += _project_rows(figures, columns, code)
    total = _code_row(columns, queries, "", "合计", 0)
    return [*rows, total] if axis.get("合计") == "末" else [total, *rows]


def _codes(figures: Figures, columns: list[Column]) -> list[str]:
    """All codes with their parents, in order."""
    found: set[str] = set()
    for column in columns:
        if column.query is not None:
            found.update(_column_codes(figures, column.query))
    return sorted({code[:length] for code in found for length in (3, 5, 7)})


def _column_codes(figures: Figures, query: Mapping[str, Any]) -> Iterator[str]:
    books = figures.books
    if query["账"] == "年末":
        return
    book = {"收入": books.receipts, "支出": books.expenditure, "年初": books.opening}[query["账"]]
    conditions: Where = where(**{k: values(v) for k, v in query.items() if k not in ("账", "科目")})
    yield from book.values("科目", 7, conditions)


def _code_row(columns: list[Column], queries: list[Query | None], code: str, name: str, level: int) -> TableRow:
    cells: list[str | Amount | Plain | None] = []
    for column, query in zip(columns, queries, strict=True):
        if query is None:
            cells.append(code if column.content == "编码" else name)
        else:
            cells.append(query.amount(code, name=f"{name}{column.title}"))
    return TableRow(tuple(cells), level)


def _project_rows(figures: Figures, columns: list[Column], code: str) -> Iterator[TableRow]:
    for project in figures.books.expenditure.values("项目", 99, where(科目=code, 性质="项目支出")):
        cells: list[str | Amount | Plain | None] = []
        for column in columns:
            if column.content:
                cells.append(project if column.content == "名称" else "")
            else:
                cells.append(amount(figures, column.query or {}, code, project, f"{project}{column.title}"))
        if any(isinstance(cell, Amount) and not cell.is_zero for cell in cells):
            yield TableRow(tuple(cells), 4)


def fixed_rows(figures: Figures, axis: Mapping[str, Any], columns: list[Column]) -> list[TableRow]:
    """Rows as written; 行次 columns count from their start."""
    rows = []
    for number, written in enumerate(_due(figures, axis["固定"])):
        cells: list[str | Amount | Plain | None] = []
        entries = iter(written)
        label = ""
        for column in columns:
            if column.content == "行次":
                cells.append(str(column.start + number))
                continue
            entry = next(entries, "")
            if isinstance(entry, dict) and "数" in entry:
                cells.append(Plain(amount(figures, {"名": entry["数"]})))
            elif isinstance(entry, dict) and "按年" not in entry:
                cells.append(amount(figures, entry, name=f"{label}{'' if column.title == '金额' else column.title}"))
            else:
                text = _written(figures, entry)
                label = ORDINAL.sub("", text)
                cells.append(text)
        total = any(isinstance(cell, str) and cell.endswith(("合计", "总计")) for cell in cells)
        rows.append(TableRow(tuple(cells), 0 if total else 3))
    return rows


def _due(figures: Figures, written: list[Any]) -> Iterator[list[Any]]:
    """The rows, without those of {有数才列: […]} that have no amount."""
    for row in written:
        if not isinstance(row, dict):
            yield row
        elif any(not amount(figures, cell).is_zero for cell in row["有数才列"] if isinstance(cell, dict)):
            yield row["有数才列"]


def _written(figures: Figures, entry: Any) -> str:
    """A text, or the text of the year: {按年: {2020: …, 2022: …}} holds from each year on. {部门} in a text is the
    department's name."""
    if not isinstance(entry, dict):
        return str(entry).replace("{部门}", str(figures.data.names.full))
    years = {int(year): str(text) for year, text in entry["按年"].items()}
    return years[max((year for year in years if year <= figures.data.year), default=min(years))]


def economic_rows(figures: Figures, axis: Mapping[str, Any], columns: list[Column]) -> list[TableRow]:
    """合计, then the economic 类 and 款 of which a column has an amount."""
    names = economic(figures.data.year)
    kinds = tuple(str(code) for code in axis["经济"])
    rows = [_economic_row(figures, columns, "", "合计", 0)]
    for row in names.in_force():
        if row.code.startswith(kinds):
            made = _economic_row(figures, columns, row.code, row.name, 1 if len(row.code) == 3 else 2)
            if any(isinstance(cell, Amount) and not cell.is_zero for cell in made.cells):
                rows.append(made)
    return rows


def _economic_row(figures: Figures, columns: list[Column], code: str, name: str, level: int) -> TableRow:
    cells: list[str | Amount | Plain | None] = []
    for column in columns:
        query = dict(column.query or {})
        own = values(query.get("经济", [])) if "经济" in query else ()
        if column.content:
            cells.append({"编码": code, "名称": name}.get(column.content, ""))
        elif code and own and not code.startswith(own):
            cells.append(None)
        else:
            cells.append(amount(figures, {**query, "经济": code} if code else query, name=f"{name}{column.title}"))
    return TableRow(tuple(cells), level)


def block_rows(figures: Figures, axis: Mapping[str, Any], columns: list[Column]) -> list[TableRow]:
    """Economic items in blocks side by side, each block with its own 编码, 名称 and amount; sums in the last row."""
    blocks = [list(_block(figures, block, column)) for block, column in zip(axis["分块"], columns[2::3], strict=True)]
    height = max(len(block) for block in blocks)
    rows = []
    for number in range(height):
        cells: list[str | Amount | Plain | None] = []
        for block in blocks:
            cells += block[number] if number < len(block) else ("", "", None)
        rows.append(TableRow(tuple(cells)))
    return [*rows, _block_totals(figures, axis)]


def _block(figures: Figures, block: Mapping[str, Any], column: Column) -> Iterator[tuple[str, str, Amount]]:
    names = economic(figures.data.year)
    left_out = {str(code) for code in block.get("除", ())}
    kinds = [(str(code), True) for code in block["类"]] + [(str(code), False) for code in block.get("有数才列", ())]
    for kind, always in kinds:
        for row in names.in_force():
            if row.code.startswith(kind):
                query = {**(column.query or {}), "经济": row.code}
                found = amount(figures, query, name=row.name)
                if (always and row.code not in left_out) or not found.is_zero:
                    yield row.code, row.name, found


def _block_totals(figures: Figures, axis: Mapping[str, Any]) -> TableRow:
    cells: list[str | Amount | Plain | None] = []
    spans: list[int] = []
    for entry in axis["末行"]:
        cells += [entry["题"], amount(figures, entry["取"], name=entry["题"])]
        spans += [int(entry["跨"]) - 1, 1]
    return TableRow(tuple(cells), 0, tuple(spans))


def single_row(figures: Figures, columns: list[Column]) -> list[TableRow]:
    """One row of amounts."""
    return [TableRow(tuple(amount(figures, column.query or {}, name=column.title) for column in columns))]
