"""The nine budget tables of Shanghai come in whole; whatever is taken away, renamed or added, nothing is lost in silence."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.errors import PackError, UsageError
from generator.excel.accounts import Imported, ImportOptions, import_tables
from generator.excel.grid import Grid, Tables, address
from generator.folders.accounts import import_accounts, import_read_tables
from generator.packs.definition.importrules import import_rules
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
    """The cells that became facts, and those of the tables, columns and cells that the lists of what is not used name."""
    found = {(fact.spot.table, fact.spot.cell) for fact in result.facts if fact.printed}
    for table, cell in cells(tables):
        lines = [line for line in result.unused if line.startswith(f"{table}：")]
        column = re.sub(r"\d", "", cell)
        if any(re.search(rf"不认识|看不懂|{cell}(?!\d)|个数：{column}\d", line) for line in lines):
            found.add((table, cell))
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
        if name.startswith("添列") or name[3:] != "支出总表":
            assert result.different == [], name
        else:  # it alone tells what the unit's own money is spent on; 收支总表 has the sum
            assert any("由数据推得" in line for line in result.different), name
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


def test_fiscal_money_of_an_untold_fund_is_no_other_money(tmp_path: Path) -> None:
    """Receipts that are 财政拨款 throughout: which of it is not told, and none of it is 其他资金."""
    head: list[Any] = ["功能分类科目编码", "功能分类科目名称", "合计"]

    def table(title: str, columns: list[str], row: list[Any]) -> Grid:
        name = "行政运行"
        rows = [[title], ["单位：元"], [*head, *columns], ["2013801", name, *row], ["合计", "", *row]]
        return Grid(title, [[*one, *[""] * (5 - len(one))] for one in rows])

    amount = Decimal(840_200)
    spent = table("2026年部门支出预算总表", ["基本支出", "项目支出"], [amount, amount, ""])
    received = table("2026年部门收入预算总表", ["财政拨款收入", "事业收入"], [amount, amount, ""])
    result = imported(Tables(Path("两张.xlsx"), [spent, received]), tmp_path / "2026")
    assert result.tree["收入"]["一般公共预算财政拨款"] == "未载明"
    assert result.tree["收入"]["财政拨款"] == {"2013801": "840200.00"}
    assert result.tree["支出"] == [{"科目": "2013801", "财政拨款": {"基本支出": "840200.00"}}]
    assert result.different == []
    assert any("没有写明是哪种财政拨款" in line for line in result.warnings)


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


def test_a_skeleton_that_nobody_filled_gives_way_to_the_figures(tmp_path: Path) -> None:
    target = tmp_path / "2026"
    target.mkdir()
    (target / "收支.yaml").write_text(
        "年度: 2026\n文种: 预算\n金额单位: 元\n报告: [tongyong-yusuan]\n部门: {全称: 【待填：部门全称】}\n收入: 待填\n"
        "支出:\n  - 科目: 2210201\n    主要用于: 待填\n    一般公共预算:\n      基本支出:\n        30113: 待填\n"
        "      项目支出:\n        - {项目: 待填, 经济分类: {30227: 待填}}\n",
        encoding="utf-8",
    )
    result = imported(shanghai.made(), target)
    line = next(line for line in result.tree["支出"] if line["科目"] == "2210201")
    assert line["一般公共预算"]["基本支出"] == "498120.00"
    assert line["主要用于"] == "待填"
    assert read(result, "部门.全称") == shanghai.OWNER
    assert read(result, "收入.一般公共预算财政拨款.2210201") == "498120.00"


def test_half_filled_parts_are_kept_and_the_total_is_told(tmp_path: Path) -> None:
    target = tmp_path / "2026"
    target.mkdir()
    (target / "数据.yaml").write_text(
        f"年度: 2026\n文种: 预算\n金额单位: 元\n报告: [tongyong-yusuan]\n部门: {{全称: {shanghai.OWNER}}}\n"
        "支出:\n  - 科目: 2120101\n    一般公共预算: {基本支出: {30101: 1804000, 30102: 待填}}\n",
        encoding="utf-8",
    )
    result = imported(shanghai.made(), target)
    assert any("还没有填完" in line and "2120101" not in line and "512.0377" in line for line in result.warnings)


def test_a_pack_names_tables_and_columns_in_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "templates" / "beihe"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("继承: tongyong-yusuan\n名称: 北河格式\n", encoding="utf-8")
    (pack / "导入.yaml").write_text(
        "表:\n  - {名: 资金去向表, 题: 资金去向一览, 式: 科目, 文种: 预算, 得: {账: 支出, 资金: 一般公共预算}}\n"
        "栏目:\n  - {题: 保运转, 得: {性质: 基本支出}}\n  - {题: 办专项, 得: {性质: 项目支出}}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("generator.packs.definition.importrules.load_pack", lambda name: SimpleNamespace(chain=(pack,)))
    rows: list[list[Any]] = [["2026年资金去向一览表"], ["单位：元"], ["科目编码", "科目名称", "合计", "保运转", "办专项"]]
    rows.append(["2013801", "行政运行", Decimal(9), Decimal(5), Decimal(4)])
    rules = import_rules(["beihe"])
    assert [rule["表"][0]["名"] for rule in rules] == ["资金去向表"]
    (pack / "导入.yaml").write_text("表:\n  - {名: 甲, 题: '((a*)+)+', 式: 科目}\n", encoding="utf-8")
    with pytest.raises(PackError, match="没有重复套重复"):
        import_rules(["beihe"])
    (pack / "导入.yaml").write_text("栏目:\n  - {题: 甲}\n行:\n  - {题: 乙}\n", encoding="utf-8")
    with pytest.raises(PackError, match="没有“行”这一组"):
        import_rules(["beihe"])
    title = Grid("表", [[*row, *[""] * (5 - len(row))] for row in [["2026年资金去向一览"], *rows[1:]]])
    result = import_tables(Tables(Path("表.xlsx"), [title]), tmp_path / "2026", options=ImportOptions(rules))
    assert result.tree["支出"] == [{"科目": "2013801", "一般公共预算": {"基本支出": "5.00", "项目支出": "4.00"}}]


@pytest.mark.parametrize("book", ["上海-部门预算表.xlsx", "上海-单位预算表.xlsx"])
def test_the_real_empty_forms_are_nine(book: str, tmp_path: Path) -> None:
    if not (REAL / book).exists():
        pytest.skip("the forms are not at hand")
    result = import_accounts(REAL / book, tmp_path / "2026", ("tongyong-yusuan",)).result
    assert len(result.forms) == len(result.empty) == 9
    assert result.missing == []
    assert len(result.texts) >= 7
