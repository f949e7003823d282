"""The amounts of the tables: recomputed from the YAML by other means, equal to the control figures, empty or 未载明."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from generator.build import make_document
from generator.document.blocks import Table, text_of
from generator.figures import derive
from generator.intake import load
from generator.packs import load_pack
from tests.conftest import ROOT
from tests.tables.conftest import values, wan

SHILI = ROOT / "data_examples" / "shili" / "2023"
Leaf = tuple[str, str, str, str, str, Decimal]
"""科目, 资金, 性质, 经济, 项目, 元."""
NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
FUNDS = ("一般公共预算", "政府性基金", "国有资本经营", "其他资金")


def leaves(typed: dict[str, Any]) -> Iterator[Leaf]:
    """Every amount of 支出 as it is typed."""
    for line in typed["支出"]:
        for fund in FUNDS:
            for nature, split in line.get(fund, {}).items():
                if isinstance(split, str):
                    yield line["科目"], fund, nature, "", "", Decimal(split)
                    continue
                parts = split if isinstance(split, list) else [{"项目": "", "经济分类": split}]
                for part in parts:
                    for code, amount in part["经济分类"].items():
                        yield line["科目"], fund, nature, code, part["项目"], Decimal(amount)


def rolled(found: Iterator[tuple[str, int, Decimal]], columns: int) -> dict[str, list[Decimal]]:
    """合计, 类, 款 and 项 → the printed amount of each column."""
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * columns)
    for code, column, amount in found:
        for key in ("合计", code[:3], code[:5], code):
            sums[key][column] += amount
    return {key: [wan(amount) for amount in row] for key, row in sums.items()}


def test_t03_is_the_sum_of_the_typed_lines_by_nature(national: dict[str, Table], typed: dict[str, Any]) -> None:
    def columns() -> Iterator[tuple[str, int, Decimal]]:
        for code, _, nature, _, _, amount in leaves(typed):
            yield code, 0, amount
            yield code, NATURES.index(nature) + 1, amount

    assert values(national["T03"]) == rolled(columns(), 6)


def test_t02_is_the_sum_of_the_typed_receipts(national: dict[str, Table], typed: dict[str, Any]) -> None:
    order = ["上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]

    def columns() -> Iterator[tuple[str, int, Decimal]]:
        for source, split in typed["收入"].items():
            for code, amount in split.items():
                yield code, 0, Decimal(amount)
                yield code, order.index(source) + 2 if source in order else 1, Decimal(amount)

    assert values(national["T02"]) == rolled(columns(), 7)


@pytest.mark.parametrize(("id_", "fund"), [("T06", "一般公共预算"), ("T14", "国有资本经营")])
def test_t06_and_t14_are_the_typed_lines_of_their_fund(
    id_: str, fund: str, sichuan: dict[str, Table], typed: dict[str, Any]
) -> None:
    def columns() -> Iterator[tuple[str, int, Decimal]]:
        for code, of, nature, _, _, amount in leaves(typed):
            if of == fund:
                yield code, 0, amount
                yield code, NATURES.index(nature) + 1, amount

    assert values(sichuan[id_]) == rolled(columns(), 3)


def test_t11_opens_receives_spends_and_closes(sichuan: dict[str, Table], typed: dict[str, Any]) -> None:
    opening = Decimal(typed["年初结转和结余"]["政府性基金"]["2296013"])
    income = Decimal(typed["收入"]["政府性基金预算财政拨款"]["2296013"])
    spent = sum((leaf[5] for leaf in leaves(typed) if leaf[1] == "政府性基金"), Decimal(0))
    row = [wan(opening), wan(income), wan(spent), Decimal("0.00"), wan(spent), wan(opening + income - spent)]
    assert values(sichuan["T11"]) == {"合计": row, "229": row, "22960": row, "2296013": row}


def test_t08_is_the_basic_expenditure_by_economic_item(national: dict[str, Table], typed: dict[str, Any]) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for _, fund, nature, code, _, amount in leaves(typed):
        if (fund, nature) == ("一般公共预算", "基本支出"):
            sums[code] += amount
            sums[code[:3]] += amount
    printed: dict[str, Decimal | None] = {}
    for row in national["T08"].body[:-1]:
        printed |= {row[at].text: row[at + 2].value for at in (0, 3, 6) if row[at].text}
    assert len(printed) == 81
    assert printed == {code: wan(sums[code]) for code in printed}
    assert set(sums) <= set(printed)


def test_t05_crosses_function_and_economic_item(sichuan: dict[str, Table], typed: dict[str, Any]) -> None:
    table = sichuan["T05"]
    at = {cell.text: column for column, cell in enumerate(table.head[1], 3)}
    sums = {code: Decimal(0) for code in ("2101502", "21015", "合计")}
    for code, fund, _, item, _, amount in leaves(typed):
        if fund != "其他资金" and item == "30226":
            for key in sums:
                sums[key] += amount if key == "合计" or code.startswith(key) else 0
    rows = {row[0].text or row[1].text: row for row in table.body}
    assert sums["2101502"] != sums["21015"] != sums["合计"] > 0
    assert {key: rows[key][at["劳务费"]].value for key in sums} == {key: wan(amount) for key, amount in sums.items()}


def test_t09_is_the_project_expenditure_by_item_and_project(sichuan: dict[str, Table], typed: dict[str, Any]) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for code, fund, nature, _, project, amount in leaves(typed):
        if (fund, nature) == ("一般公共预算", "项目支出"):
            for key in ("合计", code[:3], code[:5], code, project):
                sums[key] += amount
    printed = {row[0].text or row[1].text: row[2].value for row in sichuan["T09"].body}
    assert printed == {key: wan(amount) for key, amount in sums.items()}


@pytest.mark.parametrize(
    ("id_", "row", "column", "control"),
    [
        ("T01", "总计", 0, "收支总计"),
        ("T01", "总计", 1, "收支总计"),
        ("T01", "本年收入合计", 0, "本年收入合计"),
        ("T01", "本年收入合计", 1, "本年支出合计"),
        ("T01", "年初结转和结余", 1, "年末结转和结余"),
        ("T02", "合计", 0, "本年收入合计"),
        ("T03", "合计", 0, "本年支出合计"),
        ("T03", "合计", 1, "基本支出"),
        ("T03", "合计", 2, "项目支出"),
        ("T04", "总计", 0, "财政拨款收支总计"),
        ("T04", "总计", 1, "财政拨款收支总计"),
        ("T04", "本年收入合计", 1, "财政拨款本年支出合计"),
        ("T05", "合计", 0, "财政拨款本年支出合计"),
        ("T06", "合计", 0, "一般公共预算财政拨款支出"),
        ("T07", "合计", 0, "一般公共预算财政拨款支出"),
        ("T08", "人员经费合计", 0, "人员经费"),
        ("T08", "人员经费合计", 1, "公用经费"),
        ("T11", "合计", 2, "政府性基金预算财政拨款支出"),
        ("T13", "合计", 2, "国有资本经营预算财政拨款支出"),
        ("T14", "合计", 0, "国有资本经营预算财政拨款支出"),
    ],
)
def test_totals_equal_the_control_figures(
    id_: str, row: str, column: int, control: str, sichuan: dict[str, Table], typed: dict[str, Any]
) -> None:
    assert values(sichuan[id_])[row][column] == wan(Decimal(typed["控制数"][control]))


def test_every_printed_number_is_its_cells_value(sichuan: dict[str, Table], national: dict[str, Table]) -> None:
    cells = [c for t in (*sichuan.values(), *national.values()) for row in t.body for c in row if c.value is not None]
    assert len(cells) > 2000
    for cell in cells:
        assert Decimal(cell.text.replace(",", "") or "0") == cell.value


def test_zeros_are_blank_in_sichuan_and_printed_in_the_national_form(
    sichuan: dict[str, Table], national: dict[str, Table]
) -> None:
    zeros = [[c.text for row in t["T03"].body for c in row if c.value == 0] for t in (sichuan, national)]
    assert len(zeros[0]) == len(zeros[1]) > 50
    assert set(zeros[0]) == {""}
    assert set(zeros[1]) == {"0.00"}


@pytest.mark.parametrize(
    ("id_", "reason"),
    [
        ("T11", "没有政府性基金预算财政拨款收入和支出"),
        ("T12", "没有政府性基金预算财政拨款“三公”经费支出"),
        ("T13", "没有国有资本经营预算财政拨款收入和支出"),
        ("T14", "没有国有资本经营预算财政拨款支出"),
    ],
)
def test_an_empty_table_keeps_its_grid_and_names_its_fund(id_: str, reason: str, gongjing: dict[str, Table]) -> None:
    table = gongjing[id_]
    assert table.empty
    assert len(table.body) == 1
    assert sum(cell.colspan for cell in table.body[0]) == len(table.widths)
    assert text_of(table.notes[1]) == f"说明：自贡市贡井区医疗保障局2020年度{reason}，故本表无数据。"


def test_a_filled_table_prints_no_reason_for_being_empty(sichuan: dict[str, Table]) -> None:
    assert not any(table.empty for table in sichuan.values())
    assert all(len(table.notes) == 1 for table in sichuan.values())


def test_what_the_source_does_not_give_says_so_and_is_not_computed(gongjing: dict[str, Table]) -> None:
    rows = {row[0].text or row[1].text: [cell.text for cell in row[2:]] for row in gongjing["T03"].body}
    assert rows["2080104"][:3] == ["13.36", "未载明", "未载明"]
    assert rows["合计"][:3] == ["91.68", "69.98", "21.70"]
    assert gongjing["T03"].notes[-1][0].text == "说明：标“未载明”的，数据来源没有给出该数，本表不作推算。"
    unstated = [cell for row in gongjing["T03"].body for cell in row if cell.text == "未载明"]
    assert all(cell.value is None and cell.align == "center" for cell in unstated)


def test_items_that_are_named_without_amount_stand_in_t08_as_unstated(gongjing: dict[str, Table]) -> None:
    cells: dict[str, str] = {}
    for row in gongjing["T08"].body[:-1]:
        cells |= {row[at].text: row[at + 2].text for at in (0, 3, 6) if row[at].text}
    assert (cells["30101"], cells["30226"]) == ("未载明", "未载明")
    assert (cells["30106"], cells["31002"]) == ("", "")
    assert [cell.text for cell in gongjing["T08"].body[-1]] == ["人员经费合计", "58.45", "公用经费合计", "11.53"]


def test_a_total_without_its_items_says_that_only_the_total_is_given(gongjing: dict[str, Table]) -> None:
    assert [cell.text for cell in gongjing["T02"].body[0]][:3] == ["", "合计", "91.68"]
    assert len(gongjing["T02"].body) == 1
    assert gongjing["T02"].notes[-1][0].text == "说明：数据来源没有给出分科目的数，本表只列合计。"


def test_a_department_without_three_public_prints_the_grid_of_t10_with_the_reason() -> None:
    document, _ = make_document(load_pack("tongyong-juesuan"), derive(load(ROOT / "data_examples" / "gongjing" / "2020").data))
    table = next(table for table in document.tables() if table.id == "T10")
    assert table.empty
    assert [cell.text for cell in table.body[0]] == ["0.00"] * 12
    assert text_of(table.notes[-1]).endswith("没有一般公共预算财政拨款“三公”经费预算和支出，故本表无数据。")
