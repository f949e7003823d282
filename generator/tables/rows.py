"""Row axes of statutory tables (`行:`).

{科目: [收入, 支出]}   类, 款 and 项 of the functional classification that the columns have amounts for; 合计 first or last
{科目: [支出], 项目: 是}   the same with the projects under each 项
{固定: [[…], …]}      rows as written: texts, {名: 收入总计}, {账: 支出, 科目: "201"}; `""` an empty cell;
                      {按年: {2020: …, 2022: …}} a text from a year on; {有数才列: […]} a row only where it has an amount
{分块: [{类: ["301", "303"]}, …], 末行: [{题: 人员经费合计, 跨: 3, 取: {…}}, …]}   economic items side by side;
                      除: ["30703"] leaves items out that are zero; 有数才列: ["307"] adds 类 of which only these are listed
{经济: ["301", "302"]}  economic 类 and those of their 款 that have an amount; a column that asks for other 类 stays empty,
                      or holds a zero (空栏: 零)
{单行: 是}            one row
{并排: [{固定: […]}, {科目: 支出, 写法: "{中}、{名称}", 后: […]}], 末行: [[…]]}   lists side by side, one under each top head:
                      rows as written, or the 类 that have an amount, counted; 末行 are whole rows below them

合计 is 首, 末 or 否; 级: 类 or 款 leaves out what lies deeper; 列示: 全部 lists every 类 (of 经济 every item) of the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.figures import Figures
from generator.figures.books.cube import Where, where
from generator.model.amount import Amount, figure
from generator.model.classification import economic, functional
from generator.model.numerals import chinese
from generator.runtime.dataclasses import unguarded_dataclass
from generator.tables.query import SIGNS, Query, amount, figure_named, terms, values
from generator.tables.spec import Column

ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
COUNTED = {chinese(number): number for number in range(1, 100)}
DEPTHS = {"类": 1, "款": 2, "项": 3}
PLACES = {"类": (0, 3), "款": (3, 5), "项": (5, 7)}
"""Where the digits of a code lie that a column of its own holds."""
KIND = "{中}、{名称}"
"""How a 类 that is counted is written."""


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
    """合计 and the 类, 款, 项 that any amount column has; rows without any amount are left out, unless 列示 wants every 类."""
    names = functional(figures.data.year)
    queries = [Query(figures, column.query) if column.query is not None else None for column in columns]
    deepest = DEPTHS[axis.get("级", "项")]
    every = axis.get("列示") == "全部"
    rows: list[TableRow] = []
    for code in _codes(figures, columns, every):
        depth = (3, 5, 7).index(len(code)) + 1
        if depth > deepest or not (_spent(queries, code) or (every and depth == 1)):
            continue
        rows.append(_code_row(columns, queries, code, names.name(code), depth))
        if len(code) == 7 and axis.get("项目") in (True, "是"):
            rows += _project_rows(figures, columns, code)
    return _with_total(axis, rows, _code_row(columns, queries, "", "合计", 0))


def _spent(queries: list[Query | None], code: str) -> bool:
    return any(a.known and not a.is_zero for a in (query.amount(code) for query in queries if query))


def _with_total(axis: Mapping[str, Any], rows: list[TableRow], total: TableRow) -> list[TableRow]:
    """The rows with 合计 first, last or nowhere."""
    where_to = axis.get("合计", "首")
    return [*rows, total] if where_to == "末" else [total, *rows] if where_to == "首" else rows


def _codes(figures: Figures, columns: list[Column], every: bool = False) -> list[str]:
    """All codes with their parents, in order. every: with the 类 of the year of which nothing is spent."""
    found: set[str] = set()
    for column in columns:
        for query in terms(column.query) if column.query is not None else ():
            found.update(_column_codes(figures, query))
    kinds = {row.code for row in functional(figures.data.year).in_force() if len(row.code) == 3} if every else set()
    return sorted({code[:length] for code in found for length in (3, 5, 7)} | kinds)


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
            cells.append(_coded(column.content, code, name))
        else:
            cells.append(query.amount(code, name=f"{name}{column.title}"))
    return TableRow(tuple(cells), level)


def _coded(content: str, code: str, name: str) -> str:
    """What a column of codes or names holds: the code, its digits of 类, 款 or 项, or the name."""
    if content in PLACES:
        start, end = PLACES[content]
        return code[start:end]
    return code if content == "编码" else name if content == "名称" else ""


def _project_rows(figures: Figures, columns: list[Column], code: str) -> Iterator[TableRow]:
    for project in figures.books.expenditure.values("项目", 99, where(科目=code, 性质="项目支出")):
        cells: list[str | Amount | Plain | None] = []
        for column in columns:
            if column.content:
                cells.append(_coded(column.content, "", project))
            else:
                cells.append(amount(figures, column.query or {}, code, project, f"{project}{column.title}"))
        if any(isinstance(cell, Amount) and not cell.is_zero for cell in cells):
            yield TableRow(tuple(cells), 4)


def fixed_rows(figures: Figures, written: list[Any], columns: list[Column], before: int = 0) -> list[TableRow]:
    """Rows as written; 行次 columns count from their start. before: rows that stand above."""
    rows = []
    for number, entries in enumerate(_recounted(list(_due(figures, written))), before):
        cells = _fixed_cells(figures, entries, columns, number)
        total = any(isinstance(cell, str) and cell.endswith(("合计", "总计")) for cell in cells)
        rows.append(TableRow(cells, 0 if total else 3))
    return rows


def _fixed_cells(
    figures: Figures, written: list[Any], columns: list[Column], number: int
) -> tuple[str | Amount | Plain | None, ...]:
    cells: list[str | Amount | Plain | None] = []
    entries = iter(written)
    label = ""
    for column in columns:
        if column.content == "行次":
            cells.append(str(column.start + number))
            continue
        entry = next(entries, "")
        if isinstance(entry, dict) and "数" in entry:
            cells.append(Plain(figure_named(figures, entry["数"])))
        elif isinstance(entry, dict) and "按年" not in entry:
            cells.append(amount(figures, entry, name=f"{label}{'' if column.title == '金额' else column.title}"))
        else:
            text = _written(figures, entry)
            label = ORDINAL.sub("", text)
            cells.append(text)
    return tuple(cells)


def _due(figures: Figures, written: list[Any]) -> Iterator[tuple[list[Any], bool]]:
    """The rows, and whether each is due: those of {有数才列: […]} are not where they have no amount."""
    for row in written:
        if not isinstance(row, dict):
            yield row, True
        else:
            yield row["有数才列"], any(not found.is_zero for found in _amounts(figures, row["有数才列"]))


def _recounted(rows: list[tuple[list[Any], bool]]) -> Iterator[list[Any]]:
    """The rows that are due, counted on where one with an ordinal is left out: 二十六、 becomes 二十四、 after two."""
    left_out: dict[int, int] = {}
    for row, due in rows:
        cells = list(row)
        for place, cell in enumerate(row):
            ordinal = ORDINAL.match(cell) if isinstance(cell, str) else None
            if ordinal is None:
                continue
            number = COUNTED[ordinal[0][:-1]]
            if number == 1:
                left_out[place] = 0
            if not due:
                left_out[place] = left_out.get(place, 0) + 1
            elif gone := left_out.get(place, 0):
                cells[place] = f"{chinese(number - gone)}、{cell[ordinal.end() :]}"
        if due:
            yield cells


def _amounts(figures: Figures, row: list[Any]) -> Iterator[Amount]:
    """The amounts and numbers of a row as it is written."""
    for cell in row:
        if isinstance(cell, dict) and "按年" not in cell:
            yield figure_named(figures, cell["数"]) if "数" in cell else amount(figures, cell)


def _written(figures: Figures, entry: Any) -> str:
    """A text, or the text of the year: {按年: {2020: …, 2022: …}} holds from each year on. {部门} in a text is the
    department's name."""
    if not isinstance(entry, dict):
        return str(entry).replace("{部门}", str(figures.data.names.full))
    years = {int(year): str(text) for year, text in entry["按年"].items()}
    return years[max((year for year in years if year <= figures.data.year), default=min(years))]


def economic_rows(figures: Figures, axis: Mapping[str, Any], columns: list[Column]) -> list[TableRow]:
    """合计, and the economic 类 and 款 of which a column has an amount; all of the year where 列示 says so."""
    names = economic(figures.data.year)
    kinds = tuple(str(code) for code in axis["经济"])
    deepest = DEPTHS[axis.get("级", "款")]
    rows: list[TableRow] = []
    blank = figure(0, "空栏", "这一栏不列这一类") if axis.get("空栏") == "零" else None
    for row in names.in_force():
        depth = 1 if len(row.code) == 3 else 2
        if row.code.startswith(kinds) and depth <= deepest:
            made = _economic_row(figures, columns, row.code, row.name, depth, blank)
            any_amount = any(isinstance(cell, Amount) and not cell.is_zero for cell in made.cells)
            if any_amount or axis.get("列示") == "全部":
                rows.append(made)
    return _with_total(axis, rows, _economic_row(figures, columns, "", "合计", 0))


def _economic_row(
    figures: Figures, columns: list[Column], code: str, name: str, level: int, blank: Amount | None = None
) -> TableRow:
    """A row of an economic item. blank: what stands in a column that asks for other 类."""
    cells: list[str | Amount | Plain | None] = []
    for column in columns:
        if column.query is None:
            cells.append(_coded(column.content, code, name))
        else:
            cells.append(_of_item(figures, column.query, code, f"{name}{column.title}") or blank)
    return TableRow(tuple(cells), level)


def _of_item(figures: Figures, query: Mapping[str, Any], code: str, name: str) -> Amount | None:
    """The amount of an economic item in a column; None where the column asks for other 类."""
    if "账" not in query:
        narrowed: dict[str, Any] = {}
        for sign in SIGNS:
            own = [one for one in query.get(sign, ()) if not code or _asks_for(one, code)]
            narrowed[sign] = [{**one, "经济": code} if code else one for one in own]
        return amount(figures, narrowed, name=name) if any(narrowed.values()) else None
    if code and not _asks_for(query, code):
        return None
    return amount(figures, {**query, "经济": code} if code else query, name=name)


def _asks_for(query: Mapping[str, Any], code: str) -> bool:
    return "经济" not in query or code.startswith(values(query["经济"]))


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


def side_rows(figures: Figures, axis: Mapping[str, Any], columns: tuple[Column, ...]) -> list[TableRow]:
    """Lists side by side, one under each top head, and whole rows below. columns: the top heads."""
    groups = [list(column.leaves()) for column in columns]
    sides = [_side(figures, side, group) for side, group in zip(axis["并排"], groups, strict=True)]
    height = max((len(side) for side in sides), default=0)
    rows = []
    for number in range(height):
        cells: list[str | Amount | Plain | None] = []
        for side, group in zip(sides, groups, strict=True):
            blank = (str(c.start + number) if c.content == "行次" else "" if c.content else None for c in group)
            cells += side[number].cells if number < len(side) else tuple(blank)
        total = any(side[number].level == 0 for side in sides if number < len(side))
        rows.append(TableRow(tuple(cells), 0 if total else 3))
    leaves = [leaf for group in groups for leaf in group]
    return [*rows, *fixed_rows(figures, axis.get("末行", []), leaves, height)]


def _side(figures: Figures, side: Mapping[str, Any], columns: list[Column]) -> list[TableRow]:
    """The rows of one list: as written, or the 类 with their amounts and what is written after them."""
    if "固定" in side:
        return fixed_rows(figures, side["固定"], columns)
    kinds = tree_rows(
        figures, {"科目": side["科目"], "级": "类", "合计": "否", "列示": side.get("列示", "有数")}, _named(columns)
    )
    rows = [_counted(row, str(side.get("写法", KIND)), number, columns) for number, row in enumerate(kinds, 1)]
    return [*rows, *fixed_rows(figures, side.get("后", []), columns, len(rows))]


def _named(columns: list[Column]) -> list[Column]:
    """The columns of a list of 类: a column of text holds the name."""
    return [replace(column, content="名称") if column.content == "文字" else column for column in columns]


def _counted(row: TableRow, pattern: str, number: int, columns: list[Column]) -> TableRow:
    """A row of a 类 with its name as the form counts it."""
    cells: list[str | Amount | Plain | None] = []
    for column, cell in zip(columns, row.cells, strict=True):
        if column.content == "文字" and isinstance(cell, str):
            ordinal = pattern.replace("{中}", chinese(number)).replace("{数}", str(number))
            cells.append(ordinal.replace("{名称}", cell))
        elif column.content == "行次":
            cells.append(str(column.start + number - 1))
        else:
            cells.append(cell)
    return TableRow(tuple(cells))
