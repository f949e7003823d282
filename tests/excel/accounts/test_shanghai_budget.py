"""The nine budget tables of Shanghai come in whole; whatever is taken away, renamed or added, nothing is lost in silence."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UsageError
from generator.excel.accounts import Imported
from generator.excel.grid import Grid, Tables, address
from generator.folders.accounts import import_accounts, import_read_tables
from tests.examples import ROOT
from tests.excel.accounts import 上海 as shanghai

REAL = ROOT.parent / "shared" / "real"


def imported(tables: Tables, target: Path, **options: Any) -> Imported:
    return import_read_tables(tables, target, ("tongyong-yusuan",), **options).result


def read(result: Imported, path: str) -> Any:
    node: Any = result.tree
    for part in path.split("."):
        node = node[int(part)] if isinstance(node, list) else node[part]
    return node


@pytest.fixture(scope="module", params=[False, True], ids=["部门", "单位"])
def whole(request: pytest.FixtureRequest) -> Tables:
    return shanghai.made(unit=request.param)


def test_nine_of_nine_come_in_with_every_figure(whole: Tables, tmp_path: Path) -> None:
    result = imported(whole, tmp_path / "2026")
    assert len(result.forms) == 9
    assert (result.different, result.warnings, result.missing) == ([], [], [])
    assert [line.partition("：")[0] for line in result.texts] == ["封面", "目录", "主要职能"]
    assert [line for line in result.unused if "收支总表" not in line] == []
    assert len(result.empty) == 1
    assert "国有资本经营预算" in result.empty[0]
    assert read(result, "部门.全称") == shanghai.OWNER
    lines = {line["科目"]: line for line in result.tree["支出"]}
    assert sorted(lines) == sorted([*shanghai.ITEMS, shanghai.FUND_ITEM[0]])
    assert lines["2120501"]["其他资金"] == {"项目支出": "36050.00"}
    assert lines["2120803"]["政府性基金"] == {"项目支出": "2300000.00"}
    assert lines["2120101"]["一般公共预算"] == {"基本支出": "5120377.00"}
    assert read(result, "收入.一般公共预算财政拨款.2210201") == "498120.00"
    assert read(result, "收入.政府性基金预算财政拨款.2120803") == "2300000.00"
    assert read(result, "三公") == {
        "因公出国": {"预算": "0"},
        "公务用车": {"购置预算": "0", "运行预算": "85000.00"},
        "公务接待": {"预算": "12000.00"},
    }
    assert read(result, "机关运行经费.预算") == "917900.00"
    assert read(result, "控制数.基本支出经济分类.30113") == "498120.00"


def test_a_blank_cell_and_a_remainder_say_so_behind_the_figure(whole: Tables, tmp_path: Path) -> None:
    text = "".join(imported(whole, tmp_path / "2026").files.values())
    assert re.search(r"购置预算: 0  # 来自 预算\.xlsx ..三公!E7（空格）", text)
    assert re.search(r"项目支出: 36050\.00  # 来自 预算\.xlsx ..支出总表!G\d+－..一般公共预算拨款表!G\d+（推算）", text)


def test_the_saved_workbook_reads_the_same(tmp_path: Path) -> None:
    book = shanghai.saved(shanghai.made(), tmp_path / "预算.xlsx")
    result = import_accounts(book, tmp_path / "2026", ("tongyong-yusuan",)).result
    assert len(result.forms) == 9
    assert result.different == []
    assert read(result, "三公.公务用车.运行预算") == "85000.00"


def cells(tables: Tables) -> set[tuple[str, str]]:
    """The cells with an amount, below the heads and beside the codes."""
    found = set()
    for grid in tables.grids[3:]:
        for r, row in enumerate(grid.rows):
            for c, cell in enumerate(row):
                if isinstance(cell, Decimal) and cell and not (c == 0 and 200 < cell < 400):
                    found.add((grid.name, address(r, c)))
    return found


def spoken_for(result: Imported, tables: Tables) -> set[tuple[str, str]]:
    """The cells that became facts, and those that the lists of what is not used name, with all of a table not taken."""
    found = {(fact.spot.table, fact.spot.cell) for fact in result.facts if not fact.blank}
    listed = " ".join([*result.unused, *result.warnings])
    for grid in tables.grids:
        if any(line.startswith(f"{grid.name}：") and re.search("不认识|看不懂", line) for line in result.unused):
            found |= {(name, cell) for name, cell in cells(tables) if name == grid.name}
        found |= {
            (grid.name, address(r, c)) for r, row in enumerate(grid.rows) for c in range(len(row)) if address(r, c) in listed
        }
    return found


def mutations(whole: Tables) -> Iterator[tuple[str, Tables]]:
    """The workbook without each table, with each title renamed, with a column that no form knows, with a wrong total."""
    for number in range(3, 12):
        rest = copy.deepcopy(whole)
        gone = rest.grids.pop(number)
        yield f"缺{gone.name}", rest
        renamed = copy.deepcopy(whole)
        grid = renamed.grids[number]
        grid.rows = [
            [re.sub("预算(总)?表", "一览", cell) if isinstance(cell, str) else cell for cell in row] for row in grid.rows
        ]
        grid.name = f"附件{number}"
        yield f"改{gone.name}", renamed
        wider = copy.deepcopy(whole)
        grid = wider.grids[number]
        grid.rows = [[*row, ""] for row in grid.rows]
        head = next(r for r, row in enumerate(grid.rows) if any("项" in str(cell) or "合计" in str(cell) for cell in row[:1]))
        for row in grid.rows[head : head + 2]:
            row[-1] = "其中：专户结余"
        grid.rows[-1][-1] = Decimal(77_777)
        yield f"添列{gone.name}", wider


def test_nothing_is_lost_in_silence(whole: Tables, tmp_path: Path) -> None:
    """Every cell with a figure is a fact that agrees with the data or is listed, or stands in a list with its place."""
    for name, tables in mutations(whole):
        result = imported(tables, tmp_path / "2026")
        assert cells(tables) - spoken_for(result, tables) == set(), name
        assert result.different == [], name
        if name.startswith("缺"):
            assert len(result.missing) == 1, name
        if name.startswith("改"):
            assert any("附件" in line for line in result.unused) or not any(
                isinstance(cell, Decimal) for grid in tables.grids if "附件" in grid.name for row in grid.rows for cell in row
            ), name
        if name.startswith("添列"):
            assert any("专户结余" in line for line in result.unused), name


def test_a_wrong_total_is_listed_with_its_cell(tmp_path: Path) -> None:
    tables = shanghai.made()
    grid = next(grid for grid in tables.grids if "支出总表" in grid.name and "收支" not in grid.name)
    grid.rows[-1][5] = Decimal(6_430_820)
    result = imported(tables, tmp_path / "2026")
    spot = f"{grid.name}!F{len(grid.rows)}"
    assert [line for line in result.different if line.startswith(spot)] == [
        f"{spot}：支出（基本支出）是643.082万元，由数据推得643.0819万元，差0.0001万元"
    ]


def test_funds_told_by_nobody_stay_untold(tmp_path: Path) -> None:
    """支出总表 alone: no fund is named, and none becomes zero."""
    tables = shanghai.made()
    tables.grids = [grid for grid in tables.grids if grid.name == "部门支出总表"]
    result = imported(tables, tmp_path / "2026")
    assert all(set(line) == {"科目", "资金未载明"} for line in result.tree["支出"])
    assert result.different == []
    assert any("没有写明是哪种资金" in line for line in result.warnings)


def test_money_of_one_fund_of_several_is_fiscal_only(tmp_path: Path) -> None:
    """收入总表 and 支出总表 with nothing but 财政拨款: which of it is not told, other money there is none."""
    tables = shanghai.made()
    tables.grids = [grid for grid in tables.grids if grid.name in ("部门支出总表", "部门收入总表")]
    for grid in tables.grids:
        grid.rows = [row for row in grid.rows if row[1:3] != ["05", "01"] or row[0] != 212]
        for row in grid.rows:
            if row[0] == 212 or row[0] == "合计":
                pass
    result = imported(tables, tmp_path / "2026")
    assert result.tree["收入"]["一般公共预算财政拨款"] == "未载明"
    assert set(result.tree["收入"]["财政拨款"]) >= {"2080505", "2210201"}


@pytest.mark.parametrize("said", ["注：本单位无国有资本经营预算支出，故本表为空。", "说明：2026年未安排国有资本经营预算拨款。"])
def test_an_empty_form_is_nothing_only_where_its_note_says_so(said: str, tmp_path: Path) -> None:
    tables = shanghai.made()
    grid = next(grid for grid in tables.grids if "国有资本" in grid.name)
    grid.rows.append([said, "", "", "", "", "", ""])
    result = imported(tables, tmp_path / "2026")
    assert len(result.empty) == 1
    assert "作没有" in result.empty[0]


def test_the_form_s_own_instruction_is_no_statement(tmp_path: Path) -> None:
    tables = shanghai.made()
    grid = next(grid for grid in tables.grids if "国有资本" in grid.name)
    grid.rows.append(["注：若无国有资本经营预算，则本表为空表。", "", "", "", "", "", ""])
    assert "作未载明" in imported(tables, tmp_path / "2026").empty[0]


def test_an_empty_three_public_form_is_untold(tmp_path: Path) -> None:
    tables = shanghai.made()
    tables.grids[-1].rows[-1] = [""] * 7
    result = imported(tables, tmp_path / "2026")
    assert result.tree["三公"] == "未载明"
    assert any("三公" in line for line in result.empty)


def test_another_department_or_year_is_a_question(tmp_path: Path) -> None:
    target = tmp_path / "2026"
    for path, text in imported(shanghai.made(), target).files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="工作簿是“某市北河区交通局”的，这里是“某市北河区园林绿化局”的数据"):
        imported(shanghai.made(owner="某市北河区交通局"), target)
    with pytest.raises(UsageError, match="工作簿里写的是2025年度，数据是2026年度"):
        imported(shanghai.made(year=2025), target)
    assert imported(shanghai.made(owner="某市北河区交通局"), target, force=True).year == 2026
    assert imported(shanghai.made(year=2025), target, year=2026).year == 2026
    assert imported(shanghai.made(owner="北河区园林绿化局（本级）"), target).changes == []
    with pytest.raises(UsageError, match="文件夹是2027年度"):
        imported(shanghai.made(), tmp_path / "2027")


@pytest.mark.parametrize(
    ("cells_of_code", "name", "code"),
    [
        (["212", "01", "04"], "行政运行", "2120101"),
        (["7", "11", "02"], "城管执法", "2120104"),
        (["212", "1", "4"], "城管执法", "2120104"),
    ],
)
def test_the_name_wins_over_a_wrong_code_which_is_told(cells_of_code: list[str], name: str, code: str, tmp_path: Path) -> None:
    tables = shanghai.made()
    grid = next(grid for grid in tables.grids if grid.name == "部门一般公共预算拨款表")
    row = next(row for row in grid.rows if row[3] == name)
    row[:3] = cells_of_code
    result = imported(tables, tmp_path / "2026")
    told = [line for line in result.warnings if name in line]
    assert len(told) == (0 if cells_of_code == ["212", "1", "4"] else 1)
    assert all(f"按名称取{code}" in line for line in told)
    assert result.different == []


def blank_form(grid: Grid) -> bool:
    return not any(isinstance(cell, Decimal) and cell >= 1000 for row in grid.rows for cell in row)


@pytest.mark.parametrize("book", ["上海-部门预算表.xlsx", "上海-单位预算表.xlsx"])
def test_the_real_empty_forms_are_nine(book: str, tmp_path: Path) -> None:
    if not (REAL / book).exists():
        pytest.skip("the forms are not at hand")
    result = import_accounts(REAL / book, tmp_path / "2026", ("tongyong-yusuan",)).result
    assert len(result.forms) == len(result.empty) == 9
    assert result.missing == []
    assert len(result.texts) >= 7
