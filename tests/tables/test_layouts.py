"""The layouts of T01–T14 are those of the statutory forms: titles, marks, heads with spans, 栏次, 行次, rows, notes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.document.blocks import Table
from generator.document.grid import lay_out
from tests.tables.conftest import tables_of

NATIONAL = [
    ("T01", "收入支出决算总表"),
    ("T02", "收入决算表"),
    ("T03", "支出决算表"),
    ("T04", "财政拨款收入支出决算总表"),
    ("T06", "一般公共预算财政拨款支出决算表"),
    ("T08", "一般公共预算财政拨款基本支出决算明细表"),
    ("T11", "政府性基金预算财政拨款收入支出决算表"),
    ("T14", "国有资本经营预算财政拨款支出决算表"),
    ("T10", "财政拨款“三公”经费支出决算表"),
]
SICHUAN = [
    *NATIONAL[:4],
    ("T05", "财政拨款支出决算明细表"),
    ("T06", "一般公共预算财政拨款支出决算表"),
    ("T07", "一般公共预算财政拨款支出决算明细表"),
    ("T08", "一般公共预算财政拨款基本支出决算表"),
    ("T09", "一般公共预算财政拨款项目支出决算表"),
    ("T11", "政府性基金预算财政拨款收入支出决算表"),
    ("T13", "国有资本经营预算财政拨款收入支出决算表"),
    ("T14", "国有资本经营预算财政拨款支出决算表"),
    ("T10", "财政拨款“三公”经费支出决算表"),
]
"""From 2022; until then there was T12, “三公” of 政府性基金, too."""
CODE = ("项目/科目编码", "项目/科目名称")
FUND = (*CODE, "年初结转和结余", "本年收入", "本年支出/小计", "本年支出/基本支出", "本年支出/项目支出", "年末结转和结余")
CAR = "公务用车购置及运行维护费"
ITEMS = ("合计", "因公出国（境）费", f"{CAR}/小计", f"{CAR}/公务用车购置费", f"{CAR}/公务用车运行维护费", "公务接待费")
CARS = tuple(f"{side}/{item}" for side in ("预算数", "决算数") for item in ITEMS)
BLOCK = ("科目编码", "科目名称", "决算数")
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
HEADS = {
    "T01": ("收入/项目", "收入/行次", "收入/金额", "支出/项目（按功能分类）", "支出/行次", "支出/金额"),
    "T02": (
        *CODE,
        *("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    ),
    "T03": (*CODE, "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    "T04": (
        *("收入/项目", "收入/行次", "收入/金额", "支出/项目（按功能分类）", "支出/行次", "支出/合计"),
        *(f"支出/{fund}" for fund in FUNDS),
    ),
    "T06": (*CODE, "合计", "基本支出", "项目支出"),
    "T08": tuple(f"{side}/{name}" for side in ("人员经费", "公用经费", "公用经费") for name in BLOCK),
    "T09": ("科目编码", "科目（项目）名称", "金额"),
    "T10": CARS,
    "T11": FUND,
    "T12": CARS,
    "T13": FUND,
    "T14": (*CODE, "合计", "基本支出", "项目支出"),
}
NUMBERS = {"T01": 2, "T02": 7, "T03": 6, "T04": 5, "T06": 3, "T10": 12, "T11": 6, "T12": 12, "T13": 6, "T14": 3}
CLASSES = (
    *("一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出"),
    *("社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出"),
    *("资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出"),
    *("住房保障支出", "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "其他支出", "债务还本支出"),
    *("债务付息支出", "抗疫特别国债安排的支出"),
)


def paths(table: Table, numbered: bool) -> tuple[str, ...]:
    """The title of each column with those above it, each once."""
    rows = table.head[:-1] if numbered else table.head
    grid = [[one.cell for one in line for _ in range(one.span)] for line in lay_out(rows, len(table.widths))]
    columns = []
    for column in range(len(table.widths)):
        cells = [row[column] for row in grid]
        distinct = [cells[0], *(below for above, below in pairwise(cells) if below is not above)]
        columns.append("/".join(cell.text for cell in distinct))
    return tuple(columns)


@pytest.mark.parametrize(("pack", "wanted"), [("国", NATIONAL), ("川", SICHUAN)])
def test_the_set_and_its_titles_and_marks_stand_in_order(pack: str, wanted: list[tuple[str, str]]) -> None:
    tables = list(tables_of(pack, "shili/2023").values())
    assert [(table.id, table.title[0].text) for table in tables] == wanted
    assert [table.mark for table in tables] == [f"公开{number:02}表" for number in range(1, len(wanted) + 1)]


@pytest.mark.parametrize("id_", sorted(HEADS))
def test_the_head_has_these_columns(id_: str, sichuan: dict[str, Table], gongjing: dict[str, Table]) -> None:
    table = sichuan.get(id_) or gongjing[id_]
    assert paths(table, id_ in NUMBERS) == HEADS[id_]


def test_the_national_heads_are_the_same_but_for_one_level_in_t06(national: dict[str, Table]) -> None:
    special = {"T06": (*CODE, "本年支出/小计", "本年支出/基本支出", "本年支出/项目支出")}
    assert {id_: paths(table, id_ in NUMBERS) for id_, table in national.items()} == {
        id_: special.get(id_, HEADS[id_]) for id_, _ in NATIONAL
    }


@pytest.mark.parametrize("pack", ["国", "川"])
def test_columns_with_amounts_are_numbered_and_no_others(pack: str) -> None:
    for id_, table in tables_of(pack, "shili/2023").items():
        last = [cell.text for cell in table.head[-1]]
        if id_ not in NUMBERS:
            assert "1" not in last, id_
            continue
        assert [text for text in last if text.isdigit()] == [str(n) for n in range(1, NUMBERS[id_] + 1)], id_
        assert [text for text in last if not text.isdigit()] == {"T01": ["栏次", ""] * 2, "T04": ["栏次", ""] * 2}.get(
            id_, [] if id_ in ("T10", "T12") else ["栏次"]
        )


@pytest.mark.parametrize("pack", ["国", "川"])
def test_units_and_notes_stand_at_every_table(pack: str) -> None:
    for id_, table in tables_of(pack, "shili/2023").items():
        assert "".join(run.text for run in table.unit_left) == "部门：示例县医疗保障局", id_
        assert table.unit_right == "金额单位：万元"
        assert table.notes[0][0].text.startswith("注：本表反映部门本年度"), id_


def test_t01_has_its_thirty_rows_with_both_numberings(sichuan: dict[str, Table]) -> None:
    rows = [[cell.text for cell in row] for row in sichuan["T01"].body]
    assert [row[1] for row in rows] == [str(n) for n in range(1, 31)]
    assert [row[4] for row in rows] == [str(n) for n in range(31, 61)]
    assert [row[3].split("、")[1] for row in rows[:26]] == list(CLASSES)
    assert [row[3].split("、")[0] for row in rows[:26]][-6:] == ["二十一", "二十二", "二十三", "二十四", "二十五", "二十六"]
    assert [row[0] for row in rows[:8]] == [
        *(
            "一、一般公共预算财政拨款收入",
            "二、政府性基金预算财政拨款收入",
            "三、国有资本经营预算财政拨款收入",
            "四、上级补助收入",
        ),
        *("五、事业收入", "六、经营收入", "七、附属单位上缴收入", "八、其他收入"),
    ]
    assert all(row[0] == row[2] == "" for row in rows[8:26])
    assert [(row[0], row[3]) for row in rows[26:]] == [
        ("本年收入合计", "本年支出合计"),
        ("使用非财政拨款结余（含专用结余）", "结余分配"),
        ("年初结转和结余", "年末结转和结余"),
        ("总计", "总计"),
    ]


def test_before_2022_the_line_of_used_surplus_has_its_older_title(gongjing: dict[str, Table]) -> None:
    assert gongjing["T01"].body[27][0].text == "使用非财政拨款结余"


def test_t04_has_its_thirty_two_rows_with_both_numberings(national: dict[str, Table]) -> None:
    rows = [[cell.text for cell in row] for row in national["T04"].body]
    assert [row[1] for row in rows] == [str(n) for n in range(1, 33)]
    assert [row[4] for row in rows] == [str(n) for n in range(33, 65)]
    assert [row[3].split("、")[1] for row in rows[:26]] == list(CLASSES)
    assert [row[0] for row in rows[:3]] == [f"{n}、{fund}" for n, fund in zip("一二三", FUNDS, strict=True)]
    assert all(row[0] == "" for row in rows[3:26])
    assert [(row[0], row[3]) for row in rows[26:]] == [
        ("本年收入合计", "本年支出合计"),
        ("年初财政拨款结转和结余", "年末财政拨款结转和结余"),
        ("一、一般公共预算财政拨款", ""),
        ("二、政府性基金预算财政拨款", ""),
        ("三、国有资本经营预算财政拨款", ""),
        ("总计", "总计"),
    ]


def test_t08_lists_all_items_of_the_year_even_zeros_in_three_blocks(national: dict[str, Table]) -> None:
    rows = [[cell.text for cell in row] for row in national["T08"].body]
    left, middle, right = ([row[at] for row in rows[:-1] if row[at]] for at in (0, 3, 6))
    assert (left[0], left[-1], len(left)) == ("301", "30399", 27)
    assert (middle[0], middle[-1], len(middle)) == ("302", "30299", 28)
    assert (right[0], right[-1], len(right)) == ("307", "39999", 26)
    assert left == sorted(left)
    assert right == sorted(right)
    assert [(cell.text, cell.colspan) for cell in national["T08"].body[-1]] == [
        ("人员经费合计", 2),
        ("762.78", 1),
        ("公用经费合计", 5),
        ("117.17", 1),
    ]


@pytest.mark.parametrize("pack", ["国", "川"])
def test_rows_by_function_are_in_order_below_their_class_and_section(pack: str) -> None:
    for id_ in ("T02", "T03", "T06", "T11", "T14"):
        codes = [row[0].text for row in tables_of(pack, "shili/2023")[id_].body]
        assert codes[0] == ""
        assert tables_of(pack, "shili/2023")[id_].body[0][1].text == "合计"
        assert codes[1:] == sorted(set(codes[1:])), id_
        assert {len(code) for code in codes[1:]} == {3, 5, 7}
        assert all(code[:-2] in codes for code in codes[1:] if len(code) > 3), id_


def test_names_are_indented_by_level_and_the_total_is_bold(sichuan: dict[str, Table]) -> None:
    body = sichuan["T09"].body
    assert {(len(row[0].text), row[1].indent) for row in body[1:]} == {(3, 0), (5, 1), (7, 2), (0, 3)}
    assert [cell.bold for cell in body[0]] == [True, True, True]


def test_t09_lists_the_projects_under_their_item(sichuan: dict[str, Table]) -> None:
    rows = [[cell.text for cell in row] for row in sichuan["T09"].body]
    at = next(number for number, row in enumerate(rows) if row[0] == "2101502")
    assert rows[at : at + 2] == [["2101502", "一般行政管理事务", "99.39"], ["", "医疗保障基金监管", "99.39"]]


@pytest.mark.parametrize("id_", ["T05", "T07"])
def test_wide_tables_are_cut_into_even_groups_behind_code_and_name(id_: str, sichuan: dict[str, Table]) -> None:
    table = sichuan[id_]
    assert table.repeat == 2
    assert table.groups[0][0] == 2
    assert table.groups[-1][1] == len(table.widths)
    assert all(before[1] == after[0] for before, after in pairwise(table.groups))
    sizes = {stop - start for start, stop in table.groups}
    assert max(sizes) <= 12
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("id_", ["T05", "T07"])
def test_wide_tables_have_a_column_for_each_economic_item_that_occurs(id_: str, sichuan: dict[str, Table]) -> None:
    table = sichuan[id_]
    assert [(cell.text, cell.colspan) for cell in table.head[0][3:]] == [
        ("工资福利支出", 12),
        ("商品和服务支出", 22),
        ("对个人和家庭的补助", 9),
        ("资本性支出", 4),
        ("对社会保障基金补助", 2),
    ]
    totals = [cell.value for cell in table.body[0] if cell.kind == "number"]
    assert all(total for total in totals)
