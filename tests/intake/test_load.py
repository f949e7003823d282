"""A good file becomes the model, every value with its place; several files become one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import Problems, UsageError
from generator.intake import Loaded, load
from generator.model.amount import State

GOOD = Path(__file__).parent / "good.yaml"
TEXT = GOOD.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def good() -> Loaded:
    return load(GOOD)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
    return folder


def variant(tmp_path: Path, old: str, new: str) -> Loaded:
    assert old in TEXT
    return load(write(tmp_path, 数据=TEXT.replace(old, new, 1)) / "数据.yaml")


def errors_of(path: Path) -> list[tuple[str, int, int, str]]:
    with pytest.raises(Problems) as caught:
        load(path)
    return [(Path(e.file).name, e.line, e.column, e.message) for e in caught.value.errors]


def test_a_good_file_gives_the_model_with_exact_amounts(good: Loaded) -> None:
    line = good.data.expenditure[1]
    assert (good.data.year, good.data.names.short, line.code) == (2023, "县医保局", "2101501")
    assert str(line.initial_budget.value) == "110.00"
    assert good.data.expenditure[2].initial_budget.value == Decimal("1031.50")
    assert line.general.basic.items["30231"].state is State.UNSTATED
    assert good.data.carry_over.government.amount.state is State.BLANK
    assert good.files == (GOOD,)


def test_an_amount_knows_its_line_column_and_path(good: Loaded) -> None:
    place = good.data.expenditure[1].general.basic.items["30217"].origin.place
    line = TEXT.splitlines()[place.line - 1]
    assert line[place.column - 1 :] == "0.30"
    assert place.path == "支出[1].一般公共预算.基本支出.30217"
    assert place.file == str(GOOD)


def test_every_scalar_of_the_tree_stands_where_its_place_says(good: Loaded) -> None:
    lines = TEXT.splitlines()
    seen = 0

    def walk(value: object) -> None:
        nonlocal seen
        if isinstance(value, dict):
            for key, child in value.items():
                assert lines[key.place.line - 1][key.place.column - 1 :].startswith(key)
                walk(child)
        elif isinstance(value, list):
            for child in value:
                walk(child)
        else:
            rest = lines[value.place.line - 1][value.place.column - 1 :]
            assert rest.startswith(("|", '"', str(value)))
            assert good.place(value.place.path) == value.place
            seen += 1

    walk(good.tree)
    assert seen > 120


def test_a_text_block_keeps_the_line_of_each_paragraph(good: Loaded) -> None:
    pieces = good.data.expenditure[1].purpose.pieces
    assert [(p.item, p.text) for p in pieces] == [
        (False, "保障机关运行："),
        (True, "人员工资"),
        (True, "日常公用"),
        (False, "2023. 年底结清 # 不是注释"),
    ]
    assert [TEXT.splitlines()[p.line - 1].strip().removeprefix("- ") for p in pieces] == [p.text for p in pieces]


def test_the_place_of_a_path_that_is_not_there_is_that_of_the_nearest_above(good: Loaded) -> None:
    assert good.place("三公.因公出国.变动原因") == good.place("三公.因公出国")
    assert good.place("三公.因公出国").line == TEXT.splitlines().index("  因公出国: {预算: 0, 团组数: 0, 人次数: 0}") + 1
    assert good.place("没有").line == 1


@pytest.mark.parametrize("typed", ["4.00", '"4.00"', "'4.00'", "4.00 # 注释"])
def test_quotes_and_comments_make_no_difference_to_an_amount(tmp_path: Path, typed: str) -> None:
    amount = variant(tmp_path, '其他收入: "4.00"', f"其他收入: {typed}")
    assert str(amount.data.revenue.other.amount.value) == "4.00"


@pytest.mark.parametrize("word", ["no", "yes", "on", "null", "010", "1_000", "0x1F", "1e3", "2020-01-01", "12:30", ".inf", "真"])
def test_yaml_types_never_apply_to_a_word(tmp_path: Path, word: str) -> None:
    loaded = variant(tmp_path, "简称: 县医保局", f"简称: {word}")
    assert loaded.data.names.short == word


@pytest.mark.parametrize("blank", ["", "~", "待填", '""'])
def test_nothing_after_the_colon_is_the_same_as_no_key(tmp_path: Path, blank: str) -> None:
    loaded = variant(tmp_path, "简称: 县医保局", f"简称: {blank}")
    assert loaded.data.names.short is None
    assert variant(tmp_path, "公开时间: 2024年10月", f"公开时间: {blank}").data.published is None
    amount = variant(tmp_path, "结余分配: 0", f"结余分配: {blank}").data.distributed
    assert amount.state is State.PENDING
    assert amount.origin.place.line == TEXT.splitlines().index("结余分配: 0") + 1


def test_a_blank_group_is_the_same_as_no_group(tmp_path: Path) -> None:
    start, end = TEXT.index("政府采购:"), TEXT.index("国有资产:")
    text = TEXT[:start] + "政府采购:\n" + TEXT[end:]
    assert load(write(tmp_path, 数据=text)).data.procurement is None


def test_an_amount_in_yuan_is_kept_in_wanyuan_exactly(tmp_path: Path) -> None:
    loaded = variant(tmp_path, "金额单位: 万元", "金额单位: 元")
    assert loaded.data.expenditure[0].initial_budget.value == Decimal("0.000800")


def test_a_bom_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "数据.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    loaded = load(path)
    assert loaded.data.expenditure[1].purpose.pieces[0].text == "保障机关运行："
    assert loaded.place("年度").line == 2


def test_full_width_colons_and_wide_spaces_inside_texts_are_ordinary(tmp_path: Path) -> None:
    text = "  主要职能: |\n    　　项目：见下。\n    \t科目：无\n\n    *重点* #一 <b> | 年度：2023\n"
    loaded = variant(tmp_path, TEXT[TEXT.index("  主要职能: |") : TEXT.index("  重点工作:")], text)
    assert [p.text for p in loaded.data.texts.duties.pieces] == ["项目：见下。科目：无", "*重点* #一 <b> | 年度：2023"]


def test_a_colon_in_a_quoted_text_is_ordinary(tmp_path: Path) -> None:
    loaded = variant(tmp_path, "变动原因: 厉行节约", '变动原因: "项目：年中\n    年度：追加: 一次"')
    assert "追加: 一次" in str(loaded.data.operating.reason)


def test_a_folder_is_merged_by_key_and_underscored_files_are_left_out(tmp_path: Path) -> None:
    cut = TEXT.index("项目:\n  - 名称")
    names = "部门:\n  简称: 县医保局\n"
    assert "  简称: 县医保局\n" in TEXT
    write(tmp_path, a=TEXT[:cut].replace("  简称: 县医保局\n", ""), B=names + "年度: 2023\n金额单位: 万元\n", c=TEXT[cut:])
    write(tmp_path, _草稿="年度: 1", **{".隐藏": "年度: 1"})
    loaded = load(tmp_path)
    assert [path.name for path in loaded.files] == ["a.yaml", "B.yaml", "c.yaml"]
    assert loaded.data.names.short == "县医保局"
    assert loaded.data.names.full == "示例县医疗保障局"
    assert Path(loaded.place("部门.简称").file).name == "B.yaml"
    assert Path(loaded.place("项目[0].名称").file).name == "c.yaml"


def test_a_key_in_two_files_names_both_places(tmp_path: Path) -> None:
    write(tmp_path, a=TEXT, b="# 补充\n结余分配: 0\n部门: {全称: 别的局}\n项目: []\n")
    a = tmp_path / "a.yaml"
    line = TEXT.splitlines().index
    assert errors_of(tmp_path) == [
        ("b.yaml", 2, 1, f"“结余分配”在两个文件里都有：{a}第{line('结余分配: 0') + 1}行已经有了"),
        ("b.yaml", 3, 6, f"“全称”在两个文件里都有：{a}第{line('  全称: 示例县医疗保障局') + 1}行已经有了"),
        ("b.yaml", 4, 1, f"“项目”在两个文件里都有：{a}第{line('项目:') + 1}行已经有了"),
    ]


def test_two_units_or_two_years_in_a_folder_are_refused(tmp_path: Path) -> None:
    write(tmp_path, a=TEXT, b="金额单位: 元\n年度: 2022\n")
    a = tmp_path / "a.yaml"
    assert errors_of(tmp_path) == [
        ("b.yaml", 1, 1, f"金额单位前后不一：这里是“元”，{a}第3行是“万元”"),
        ("b.yaml", 2, 1, f"年度前后不一：这里是“2022”，{a}第2行是“2023”"),
    ]


def test_problems_of_all_files_and_all_kinds_come_in_one_run(tmp_path: Path) -> None:
    cut = TEXT.index("项目:\n  - 名称")
    first = TEXT[:cut].replace("年初预算: 110.00", "年初预算: 110万元").replace("  简称:", "  检称:")
    first = first.replace("截至: 2023年12月31日", "截至：2023年12月32日").replace("30101: 80.20", "30198: 80.20")
    second = TEXT[cut:].replace("绩效自评]", "绩效自平]").replace("分值: 50", "分值: 五十")
    write(tmp_path, 一=first, 二=second)
    found = [(file, message) for file, _, _, message in errors_of(tmp_path)]
    assert found == [
        ("一.yaml", "“部门”里没有“检称”这个字段"),
        ("一.yaml", "“截至”后面是全角冒号“：”"),
        ("一.yaml", "“2023年12月32日”不是历法上有的日子"),
        ("一.yaml", "“110万元”里写了单位"),
        ("一.yaml", "2023年度没有经济分类科目30198"),
        ("二.yaml", "“五十”不是数"),
        ("二.yaml", "绩效环节“绩效自平”不认识"),
    ]


def test_after_a_mended_colon_the_columns_are_those_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, 数据=TEXT.replace("{预算: 0.50, 外事接待决算: 0,", "{预算：0.50, 外事接待决算: x,"))
    lines = (tmp_path / "数据.yaml").read_text(encoding="utf-8").splitlines()
    found = errors_of(tmp_path)
    assert [lines[line - 1][column - 1] for _, line, column, _ in found] == ["：", "x"]


def test_a_file_that_cannot_be_read_does_not_hide_the_mistakes_of_the_others(tmp_path: Path) -> None:
    cut = TEXT.index("项目:\n  - 名称")
    first = TEXT[:cut].replace("科目: 2080505", "科目: 2080595").replace("报告: ", "报靠: ")
    write(tmp_path, a=first, b=TEXT[cut:].replace("年度目标: 建成系统", '年度目标: "建成系统'))
    assert [(file, message) for file, _, _, message in errors_of(tmp_path)] == [
        ("a.yaml", "没有“报靠”这个字段"),
        ("a.yaml", "2023年度没有科目2080595"),
        ("b.yaml", "引号没有收尾"),
    ]


def test_a_text_that_goes_on_with_what_looks_like_a_field_is_reported_to_use_a_block(tmp_path: Path) -> None:
    write(tmp_path, 数据=TEXT.replace("变动原因: 厉行节约", "变动原因: 厉行节约\n    项目：减少"))
    with pytest.raises(Problems) as caught:
        load(tmp_path)
    (error,) = caught.value.errors
    assert error.message == "“项目”后面是全角冒号“：”"
    assert error.remedy.endswith("若是上一行文字的续行，改用“|”写成文字块")


@pytest.mark.parametrize(
    "text",
    [
        "今年：增加",
        "2020. 年底",
        "a：b: c".replace(": ", "："),
        "时间10:30",
        "见http://x.cn/科目:1",
        "（1）项目：一",
        "增加，支出：多",
    ],
)
def test_colons_within_a_text_of_one_line_are_ordinary(tmp_path: Path, text: str) -> None:
    loaded = variant(tmp_path, "变动原因: 厉行节约", f"变动原因: {text}")
    assert str(loaded.data.operating.reason) == text


def test_a_folder_of_nothing_is_a_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load(tmp_path)


def test_a_file_of_a_thousand_lines_is_read_whole(tmp_path: Path) -> None:
    rows = "".join(f"  名称{n}: {n}.50\n" for n in range(5000))
    loaded = load(write(tmp_path, 数据=TEXT.replace("  救助人次: 1,234\n", f"  救助人次: 1,234\n{rows}")))
    assert len(loaded.data.facts) == 5001
    assert loaded.data.facts["名称4999"].value == Decimal("4999.50")
