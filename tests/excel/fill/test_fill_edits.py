"""What a person does to the workbook arrives in the data; what cannot be data is told by sheet and cell."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from generator.errors import Problems, UsageError
from generator.excel.fill import is_fill_book, read_book
from generator.excel.fill.extract import value_at
from generator.excel.fill.memory import SHEET
from tests.examples import SHILI
from tests.excel.fill.fillbook import Book, exported

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return exported(SHILI, tmp_path_factory.mktemp("表") / "填报表.xlsx").read_bytes()


@pytest.fixture
def book(made: bytes, tmp_path: Path) -> Book:
    path = tmp_path / "填报表.xlsx"
    path.write_bytes(made)
    return Book(path)


def problems(book: Book) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_book(book.save())
    return [str(error).replace(f"{book.path}", "填报表.xlsx") for error in caught.value.errors]


def test_edited_figures_texts_and_states_arrive(book: Book) -> None:
    book.single("收入", "使用非财政拨款结余").value = 20000.5
    book.single("收入", "结余分配").value = "未载明"
    book.single("文字", "文字.总计变动原因").value = "换了一个原因"
    book.row("收入", "收入", **{"#": "2210201"})["一般公共预算财政拨款"].value = "580,000"
    tree = read_book(book.save()).tree
    assert tree["使用非财政拨款结余"] == "20000.50", "the two decimals of the cell"
    assert tree["结余分配"] == "未载明"
    assert tree["文字"]["总计变动原因"] == "换了一个原因"
    assert tree["收入"]["一般公共预算财政拨款"]["2210201"] == "580,000"


def test_rows_that_a_person_adds_and_clears_arrive(book: Book) -> None:
    for cell in book.row("支出明细", "支出.[]", **{"#科目": "2080801"}).values():
        cell.value = None
    row = book.empty("支出明细", "支出.[]")
    for tag, text in {"#科目": "2080801", "#资金": "一般公共预算", "#性质": "基本支出", "#经济分类": "30305 生活补助"}.items():
        row[tag].value = text
    row["#金额"].value = 86412.6
    staff = book.empty("基本信息", "人员.[]")
    staff["类别"].value, staff["编制"].value = "临时人员", 2
    tree = read_book(book.save()).tree
    line = next(one for one in tree["支出"] if one["科目"] == "2080801")
    assert line["一般公共预算"] == {"基本支出": {"30305": "86412.60"}}
    assert tree["人员"][-1] == {"类别": "临时人员", "编制": "2"}


def test_a_row_that_was_inserted_counts(book: Book) -> None:
    first = book.rows("基本信息", "人员.[]")[0]
    sheet, at = book.book["基本信息"], first["类别"].row
    sheet.insert_rows(at + 1)
    sheet.cell(at + 1, first["类别"].column).value = "插入的人员"
    sheet.cell(at + 1, first["在职"].column).value = 3
    groups = read_book(book.save()).tree["人员"]
    assert [one["类别"] for one in groups[:2]] == ["行政编制", "插入的人员"]
    assert groups[1]["在职"] == "3"


def test_a_deleted_row_is_gone_and_the_others_stay(book: Book) -> None:
    before = read_book(book.path).tree["人员"]
    book.book["基本信息"].delete_rows(book.rows("基本信息", "人员.[]")[1]["类别"].row)
    assert read_book(book.save()).tree["人员"] == [before[0], *before[2:]]


def test_a_new_project_takes_the_next_column_and_its_indicators_find_it(book: Book) -> None:
    book.card("项目", "名称", 6).value = "新的项目"
    book.card("项目", "财政拨款.全年预算", 6).value = 100
    row = book.empty("项目—指标", "项目.[].指标.[]")
    texts = {"^0": "新的项目", "一级": "产出指标", "二级": "数量指标", "三级": "场次", "指标值": "≥3场"}
    for tag, text in texts.items():
        row[tag].value = text
    tree = read_book(book.save()).tree
    assert tree["项目"][6] == {
        "名称": "新的项目",
        "财政拨款": {"全年预算": "100.00"},
        "指标": [{"一级": "产出指标", "二级": "数量指标", "三级": "场次", "指标值": "≥3场"}],
    }


def test_bad_cells_are_reported_by_sheet_and_cell(book: Book) -> None:
    row = book.row("收入", "收入", **{"#": "2210201"})
    row["事业收入"].value = dt.datetime(2023, 5, 1)
    line = book.row("支出", "支出.[]", 科目="2080801")
    line["科目"].value = "2080899"
    day = book.single("基本信息", "公开时间")
    day.value, day.number_format = 45553, "General"
    found = problems(book)
    where = f"填报表.xlsx［收入］{row['事业收入'].coordinate}"
    assert any(one.startswith(f"{where}：这一格是日期（2023-05-01），不是金额") for one in found)
    assert any("是 Excel 的日期序号（2024-09-18），不是日期" in one and "［基本信息］C" in one for one in found)
    assert any("“支出”表里没有科目“2080801”" in one and "［支出明细］B" in one for one in found)
    assert all("改法：" in one for one in found)


def test_a_text_in_an_amount_and_an_unknown_code_name_their_cells(book: Book) -> None:
    cell = book.single("收入", "结余分配")
    cell.value = "九千"
    row = book.empty("收入", "收入")
    row["#"].value, row["其他收入"].value = "2991234", 5
    found = problems(book)
    assert f"填报表.xlsx［收入］{cell.coordinate}（结余分配）：“九千”不是金额" in found[0] + found[1]
    assert any(f"填报表.xlsx［收入］{row['#'].coordinate}" in one and "没有科目2991234" in one for one in found)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"#资金": "一般公共预算", "#经济分类": "30201", "#金额": 5}, "这一行没有填“科目”"),
        ({"#科目": "2101501", "#资金": "一般公共预算", "#经济分类": "30201", "#金额": 5}, "没有填“性质”"),
        ({"#科目": "2101501", "#资金": "一般公共预算", "#金额": 5}, "同一项既填了总数，又填了明细"),
        ({"#科目": "2101501", "#资金": "一般公共预算", "#性质": "基本支出", "#经济分类": "30101", "#金额": 5}, "“30101”写了两次"),
        ({"#科目": "2101501", "#资金": "国库", "#性质": "基本支出", "#金额": 5}, "没有“国库”这个字段"),
    ],
)
def test_a_row_of_detail_that_cannot_be_placed_is_reported(book: Book, changes: dict[str, object], message: str) -> None:
    row = book.empty("支出明细", "支出.[]")
    for tag, value in changes.items():
        row[tag].value = value
    found = problems(book)
    assert any(message in one and "［支出明细］" in one for one in found), found


def test_an_indicator_of_a_project_that_is_not_there_is_reported(book: Book) -> None:
    row = book.rows("项目—指标", "项目.[].指标.[]")[0]
    row["^0"].value = "城乡医疗救助补组"
    (one,) = problems(book)
    assert one.startswith(f"填报表.xlsx［项目—指标］{row['^0'].coordinate}：“项目”表里没有“城乡医疗救助补组”")


def test_a_formula_of_the_user_counts_with_its_value_and_without_one_is_reported(book: Book) -> None:
    book.single("收入", "结余分配").value = "=1+2"
    (one,) = problems(book)
    assert "这一格是公式，还没有算出结果" in one


def test_the_order_of_the_sheet_is_the_order_of_new_keys(book: Book) -> None:
    row = book.empty("业务数据", "数据.{}")
    row["#"].value, row["="].value = "新增的数", 12
    facts = read_book(book.save()).tree["数据"]
    assert list(facts)[-1] == "新增的数"
    assert facts["新增的数"] == "12"


def test_other_workbooks_and_broken_ones_are_not_taken_for_ours(book: Book, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    del book.book[SHEET]
    book.book.save(other)
    assert not is_fill_book(other)
    cut = tmp_path / "断了.xlsx"
    cut.write_bytes(book.path.read_bytes()[:5000])
    assert not is_fill_book(cut)
    assert not is_fill_book(tmp_path / "没有.xlsx")
    with pytest.raises(UsageError, match="已损坏"):
        read_book(cut)


def test_a_bomb_is_refused_before_it_is_unpacked(book: Book) -> None:
    with zipfile.ZipFile(book.path, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/worksheets/大.xml", "w") as part:
        block = b"0" * 1024 * 1024
        for _ in range(210):
            part.write(block)
    with pytest.raises(UsageError, match="大得不合常理"):
        read_book(book.path)


def test_cells_that_follow_are_locked_and_cells_to_type_in_are_not(book: Book) -> None:
    total = book.book["汇总"]["B4"]
    assert str(total.value).startswith("=SUM(")
    assert total.protection.locked
    cell = book.row("支出明细", "支出.[]", **{"#科目": "2080501"})["#金额"]
    assert not cell.protection.locked
    assert all(sheet.protection.sheet for sheet in book.book.worksheets if not sheet.title.startswith("_"))
    assert all(not sheet.protection.password for sheet in book.book.worksheets)
    assert value_at(read_book(book.path).tree, ("年度",)) == "2023"


def test_the_lists_offer_the_codes_of_the_year(book: Book) -> None:
    names = book.book.defined_names
    sheet, cells = names["功能科目_项"].attr_text.replace("'", "").split("!")
    codes = [str(row[0].value) for row in book.book[sheet][cells.replace("$", "")]]
    assert "2101501 行政运行" in codes
    assert all(len(code.split(" ")[0]) == 7 for code in codes)
    rules = book.book["支出明细"].data_validations.dataValidation
    assert {"功能科目_项", "经济科目_款"} <= {str(rule.formula1).lstrip("=") for rule in rules}
