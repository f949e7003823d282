"""Published tables in: what `build -f xlsx` writes comes back; so do tables laid out as other places lay them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import python_calamine as calamine
import xlsxwriter
import yaml

from generator.build import find_style, make_document, read
from generator.document.blocks import Block, Table
from generator.errors import UsageError
from generator.excel.accounts import import_workbook
from generator.excel.grid import address
from generator.intake import load
from generator.packs import load_pack
from generator.writers.output.printer import Printer
from tests.examples import GONGJING, ROOT, SHILI, SHILI_2022

SHILI_2024 = ROOT / "data_examples" / "shili" / "2024"
CASES = {
    "通用": (SHILI, "tongyong-juesuan"),
    "四川": (SHILI, "sichuan-juesuan"),
    "上海": (SHILI, "shanghai-juesuan"),
    "云南": (SHILI, "yunnan-juesuan"),
    "通用2022": (SHILI_2022, "tongyong-juesuan"),
    "贡井": (GONGJING, "sichuan-juesuan"),
    "预算": (SHILI_2024, "tongyong-yusuan"),
}
Sheets = dict[str, list[list[object]]]


@cache
def figures(source: Path):
    return read(source)[0]


def forms_alone(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without the tables of texts, which no import reads."""
    return (block for block in blocks if not isinstance(block, Table) or block.role == "form")


def tables(source_figures, pack_name: str, file: Path) -> Path:
    """The workbook of the tables of a report."""
    pack = load_pack(pack_name)
    document = make_document(pack, source_figures)[0]
    document = replace(document, sections=tuple(replace(one, blocks=tuple(forms_alone(one.blocks))) for one in document.sections))
    file.write_bytes(Printer(document, find_style(pack)).print("xlsx"))
    return file


def imported(book: Path, target: Path, pack: str = "tongyong-juesuan", year: int = 0):
    result = import_workbook(book, target, (pack,), year)
    for path, text in result.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return result


def cells(file: Path) -> Sheets:
    book = calamine.load_workbook(file)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def differences(one: Sheets, other: Sheets) -> list[tuple[str, str, object, object]]:
    """Cells of one workbook that hold a number, and another one or none in the other, by sheet and address."""
    assert list(one) == list(other)
    found = []
    for name, rows in one.items():
        assert len(rows) <= len(other[name]) <= len(rows) + 1, name  # a note about 未载明 may follow
        for r, (left, right) in enumerate(zip(rows, other[name], strict=False)):
            found += [
                (name, address(r, c), a, b)
                for c, (a, b) in enumerate(zip(left, right, strict=False))
                if isinstance(a, float) and (not isinstance(b, float) or abs(a - b) > 0.031)
            ]
    return found


DETAIL = ("公开05表 财政拨款支出决算明细表", "公开07表 一般公共预算财政拨款支出决算明细表", "公开12表 政府性基金")
"""Rounded detail that does not make up its totals to the cent is not taken: there the new tables say 未载明."""


@pytest.mark.parametrize("case", CASES)
def test_the_tables_of_our_own_workbook_come_back_cell_by_cell(case: str, tmp_path: Path) -> None:
    """Within the rounding of sums of printed figures; what a table does not tell is 未载明, never another figure."""
    source, pack = CASES[case]
    year = int(source.name)
    book = tables(figures(source), pack, tmp_path / "公开表.xlsx")
    result = imported(book, tmp_path / str(year), pack, year)
    assert result.unused == []
    again = tables(read(tmp_path / str(year))[0], pack, tmp_path / "再.xlsx")
    wrong = differences(cells(book), cells(again))
    if case == "四川":  # the columns of these are the economic items that occur
        wrong = [one for one in wrong if not one[0].startswith(DETAIL[:2]) or one[1].startswith("C")]
    unstated = [one for one in wrong if one[3] == "未载明" and (one[0].startswith(DETAIL) or case in ("云南", "预算"))]
    operating = [one for one in wrong if case == "云南" and one[1] == "E23"]  # depends on the kinds of the units, to be typed
    assert [one for one in wrong if one not in unstated and one not in operating] == []
    assert len(cells(book)) >= 9


def test_tables_in_yuan_give_every_total_to_the_cent(tmp_path: Path) -> None:
    book = tables(figures(SHILI), "yunnan-juesuan", tmp_path / "公开表.xlsx")
    imported(book, tmp_path / "2023", year=2023)
    made, wanted = read(tmp_path / "2023")[0], figures(SHILI)
    for name in (
        "收支总计",
        "本年收入合计",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "年末结转和结余",
        "财政拨款收支总计",
        "人员经费",
        "公用经费",
    ):
        assert made.amount(name) == wanted.amount(name), name


def test_a_workbook_that_states_no_year_takes_that_of_the_folder_of_the_data(tmp_path: Path) -> None:
    book = tables(figures(SHILI), "tongyong-juesuan", tmp_path / "公开表.xlsx")
    assert imported(book, tmp_path / "某局" / "2023").year == 2023
    with pytest.raises(UsageError, match="不知道是哪个年度的"):
        imported(book, tmp_path / "某局" / "新的")


@cache
def layouts() -> dict[str, dict]:
    return yaml.load((Path(__file__).parent / "公开表版式.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def laid_out(layout: dict, file: Path) -> Path:
    """A workbook with the cells of a layout, its merged ranges and hidden sheets."""
    book = xlsxwriter.Workbook(file)
    for name, content in layout["表"].items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(content["行"]):
            for c, cell in enumerate(row):
                if cell is not None:
                    sheet.write(r, c, cell)
        for spot in content.get("合并", []):
            first = spot.partition(":")[0]
            r, c = xlsxwriter.utility.xl_cell_to_rowcol(first)
            sheet.merge_range(spot, content["行"][r][c])
        if content.get("隐藏"):
            sheet.hide()
    book.close()
    return file


@pytest.mark.parametrize("name", sorted(layouts()))
def test_tables_laid_out_as_elsewhere_give_the_figures_they_show(name: str, tmp_path: Path) -> None:
    layout = layouts()[name]
    result = imported(laid_out(layout, tmp_path / "公开表.xlsx"), tmp_path / "数据")
    tree = load(tmp_path / "数据").tree
    for path, wanted in layout["得"].items():
        node: object = tree
        for part in path.split("."):
            node = node[int(part)] if isinstance(node, list) else node[part]
        assert node == wanted, path
    for said in layout.get("警告", []):
        assert any(said in line for line in result.warnings), (said, result.warnings)
    assert [line for line in result.unused if not any(said in line for said in layout.get("没有用到", []))] == []
    assert len(result.unused) == len(layout.get("没有用到", []))
