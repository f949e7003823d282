"""Tables: merges, repeated heads, alignment, groups."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from generator.document.blocks import Cell, CellType, Table
from generator.writers.docx.context import CellVariant
from generator.writers.docx.styles import styles_xml
from generator.writers.style import Style
from tests.writers.docx.reading import NS, W, body_of, expected_grid, find, grid, paragraphs, text, value
from tests.writers.docx.sample import empty, head, number, scores, statutory, t, wide


def one(table: Table) -> etree._Element:
    tables = find(body_of(table), "//w:tbl")
    assert len(tables) == 1
    return tables[0]


@pytest.mark.parametrize("table", [statutory(), scores()], ids=["statutory", "scores"])
def test_the_grid_read_back_equals_the_blocks(table: Table) -> None:
    assert grid(one(table)) == expected_grid((*table.head, *table.body), len(table.widths))


def test_every_row_covers_the_whole_grid_in_width(root: etree._Element) -> None:
    tables = find(root, "//w:tbl")
    assert len(tables) == 3 + 1 + 4 + 1
    for table in tables:
        columns = [int(c.get(W + "w")) for c in find(table, "w:tblGrid/w:gridCol")]
        for row in table.findall(W + "tr"):
            at = 0
            for cell in row.findall(W + "tc"):
                span = int(value(cell, "w:tcPr/w:gridSpan") or 1)
                assert int(cell.find("w:tcPr/w:tcW", NS).get(W + "w")) == sum(columns[at : at + span])
                at += span
            assert at == len(columns)
        assert sum(columns) == int(table.find("w:tblPr/w:tblW", NS).get(W + "w"))
        assert table.find("w:tblPr/w:tblLayout", NS).get(W + "type") == "fixed"


def test_a_table_fills_the_text_width_of_its_section(root: etree._Element) -> None:
    widths = {int(w.get(W + "w")) for w in find(root, "//w:tblW")}
    assert widths == {8845, 14004}, "156 mm and 247 mm"


def test_head_rows_are_repeated_and_no_row_splits() -> None:
    rows = one(statutory()).findall(W + "tr")
    assert len(rows) == 63
    repeated = [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows]
    assert repeated == [True] * 3 + [False] * 60
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    assert all(p.find("w:pPr/w:keepNext", NS) is not None for row in rows[:3] for p in row.iter(W + "p"))


def test_lines_above_stay_with_the_table_and_notes_follow_it() -> None:
    body = body_of(statutory())
    above = list(find(body, "w:body/w:p[following-sibling::w:tbl]"))
    assert [text(p) for p in above] == ["收入决算表", "公开03表", "部门：示例县医疗保障局\t金额单位：万元"]
    assert all(p.find("w:pPr/w:keepNext", NS) is not None for p in above)
    assert value(above[1], "w:pPr/w:pStyle") == "TableMark"
    assert next(text(p) for p in paragraphs(body, "TableNote")).startswith("注：本表反映")


def test_numbers_stand_right_states_in_the_middle_and_totals_are_bold() -> None:
    table = Table(
        "T",
        (0.5, 0.5),
        (),
        ((number("1.50", bold=True), Cell(t("不涉及"), "number")), (Cell(t("甲"), align="right"), Cell(t("乙")))),
    )
    cells = find(one(table), ".//w:tc")
    used = [value(c, "w:p/w:pPr/w:pStyle") for c in cells]
    assert used == ["TableNumber", "TableNumberCenter", "TableTextRight", "TableText"]
    assert not find(one(table), ".//w:jc[ancestor::w:p]"), "no paragraph is aligned by hand"
    assert [bool(find(c, ".//w:b")) for c in cells] == [True, False, False, False]
    assert all(value(c, "w:tcPr/w:vAlign") == "center" for c in cells)


def test_an_indent_is_that_of_a_style_and_no_spaces(look: Style) -> None:
    table = Table("T", (1.0,), (), ((Cell(t("养老保险缴费"), indent=2),),))
    cell = one(table)
    assert text(cell) == "养老保险缴费"
    assert not find(cell, ".//w:ind")
    assert value(cell, ".//w:pStyle") == "TableTextIndent2"
    styles = etree.fromstring(
        styles_xml(look, (), {CellVariant("表格文字", "", 2), CellVariant("表格数字", "center", 0)}).encode()
    )
    made = {style.get(W + "styleId"): style for style in find(styles, "w:style")}
    assert made["TableTextIndent2"].find("w:pPr/w:ind", NS).get(W + "leftChars") == "200"
    assert value(made["TableNumberCenter"], "w:pPr/w:jc") == "center"
    assert value(made["TableNumberCenter"], "w:basedOn") == "TableNumber"


def test_lines_are_those_of_the_table_style(root: etree._Element, look: Style) -> None:
    assert not find(root, "//w:tblBorders")
    assert {value(table, "w:tblPr/w:tblStyle") for table in find(root, "//w:tbl")} == {"ReportTable"}
    borders = find(etree.fromstring(styles_xml(look, ()).encode()), "//w:style[@w:styleId='ReportTable']//w:tblBorders")
    sizes = {side.tag.removeprefix(W): side.get(W + "sz") for side in borders[0]}
    assert sizes == {"top": "6", "left": "6", "bottom": "6", "right": "6", "insideH": "4", "insideV": "4"}


def test_a_wide_table_is_printed_in_groups_behind_its_first_columns() -> None:
    table = wide()
    body = body_of(table)
    whole = expected_grid((*table.head, *table.body), 40)
    printed = [grid(panel) for panel in find(body, "//w:tbl")]
    assert len(printed) == 4
    for panel, (start, stop) in zip(printed, table.groups, strict=True):
        assert panel == [line[:2] + line[start:stop] for line in whole]


def test_later_groups_are_marked_as_continued_on_pages_of_their_own() -> None:
    body = body_of(wide())
    titles = paragraphs(body, "Heading6")
    name = "一般公共预算财政拨款支出决算明细表"
    assert [text(p) for p in titles] == [name, *[f"{name}（续表）"] * 3]
    assert [p.find("w:pPr/w:pageBreakBefore", NS) is not None for p in titles] == [False, True, True, True]
    assert [text(p) for p in paragraphs(body, "TableNote")] == ["注：本表分组打印。"]
    assert len(find(body, "//w:tbl[last()]/following-sibling::w:p")) == 1


def test_a_head_cell_is_cut_at_the_edge_of_a_group() -> None:
    second = find(body_of(wide()), "//w:tbl")[1]
    top = second.findall(W + "tr")[0].findall(W + "tc")
    assert [(text(c), value(c, "w:tcPr/w:gridSpan")) for c in top] == [
        ("项目", "2"),
        ("工资福利支出", "5"),
        ("商品和服务支出", "4"),
    ]


def test_a_table_without_figures_keeps_its_grid() -> None:
    assert grid(one(empty())) == [["科目编码", "科目名称", "合计", "基本支出"], ["", "", "", ""]]
    bare = Table("T", (0.5, 0.5), ((head("甲"), head("乙")),), (), empty=True)
    assert grid(one(bare)) == [["甲", "乙"], ["", ""]]


def test_a_table_in_the_text_uses_its_own_roles() -> None:
    styles = {value(p, "w:pPr/w:pStyle") for p in one(scores()).iter(W + "p")}
    assert styles <= {"PlainHead", "PlainText1", "PlainText1Right"}


def test_a_table_without_lines_above_still_starts_its_page() -> None:
    body = body_of(scores(), Table("P", (1.0,), (), ((number("1"),),), role="plain", new_page=True))
    assert [value(p, "w:pPr/w:pStyle") for p in find(body, "//w:p[w:pPr/w:pageBreakBefore]")] == ["Spacer"]


def test_title_and_alternative_text_are_in_the_properties() -> None:
    table = one(statutory())
    assert value(table, "w:tblPr/w:tblCaption") == "收入决算表"
    assert value(table, "w:tblPr/w:tblDescription") == "收入决算表：八列六十行"


def test_exact_figures_do_not_leak_only_printed_text_is_written() -> None:
    cell = Cell(t("12.35"), "number", value=Decimal("12.345"))
    assert text(one(Table("T", (1.0,), (), ((cell,),)))) == "12.35"


def test_a_table_fitted_to_its_page_has_cell_styles_and_margins_of_its_own(look: Style) -> None:
    table = replace(statutory(), type=CellType(8.0, 9.5, 0.5))
    cell = one(table)
    assert value(cell, ".//w:pStyle").endswith("Size80")
    margins = {child.tag.split("}")[1]: child.get(W + "w") for child in find(body_of(table), "//w:tblPr/w:tblCellMar/*")}
    assert margins == {"top": "10", "left": "60", "bottom": "10", "right": "60"}
    styles = etree.fromstring(styles_xml(look, (), {CellVariant("表格文字", "", 0, 8.0, 9.5)}).encode())
    (own,) = (style for style in find(styles, "//w:style") if style.get(W + "styleId") == "TableTextSize80")
    assert (value(own, "w:rPr/w:sz"), value(own, "w:basedOn")) == ("16", "TableText")
    assert find(own, "w:pPr/w:spacing")[0].get(W + "line") == "190"
