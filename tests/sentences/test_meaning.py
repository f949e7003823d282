"""What a figure is a figure of where the words are apart: behind it, in the title, in the sentence before, in a row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.sentences import Base, Context, Entry, Statement, StatementKind, Subject, national, read_sentences

YEAR = 2023
WORDS = national().extended(
    [
        ("渠道清淤项目", Entry("项目·0")),
        ("防汛", Entry("科目·防汛", codes=("2130314",), needs=frozenset(("科目标记",)))),
        ("水利", Entry("科目·水利", codes=("21303",), needs=frozenset(("科目标记",)))),
    ],
    ["青山县水务局"],
)


def read(text: str, section: str = "", about: Subject | None = None, year: int = YEAR) -> list[Statement]:
    context = Context(year, section) if about is None else Context(year, section, about=about)
    return read_sentences(text, WORDS, context)


def named(text: str, section: str = "") -> list[str]:
    """The names of a text's statements, those that can be believed; ? for the others."""
    return [s.subject.name if s.definite and s.subject.understood else "?" for s in read(text, section)]


BEHIND = [
    ("设4个内设机构。", ["内设机构数"]),
    ("下属6家预算单位的收支都在其中。", ["下属单位数"]),
    ("下设3个事业单位，内设5个科室。", ["下属事业单位数", "内设机构数"]),
    ("有7辆公务用车。", ["公务用车数"]),
    (
        "对8个项目编制了绩效目标，选取8个项目开展绩效监控，对8个项目开展绩效自评。",
        ["绩效目标项目数", "绩效监控项目数", "绩效自评项目数"],
    ),
    ("编报绩效目标的2023年度项目8个，涉及预算金额88.20万元。", ["绩效目标项目数", "绩效目标金额"]),
    ("县财政局对2个项目开展绩效评价。", ["?"]),
    ("委托第三方对3个项目开展绩效评价。", ["?"]),
    ("组织12名在职人员参加培训。", ["?"]),
    ("3个预算单位开展了专项检查。", ["?"]),
]


@pytest.mark.parametrize(("text", "names"), BEHIND)
def test_a_name_may_stand_behind_its_count(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_grades_and_problems_follow_the_projects_that_were_evaluated() -> None:
    text = (
        "绩效自评的项目8个，平均得分95.30分（其中，评级为“优”的项目6个；评级为“良”的项目2个。"
        "绩效自评中共发现问题3个，已经完成整改的1个）。"
    )
    names = ["绩效自评项目数", "绩效平均得分", "绩效优秀项目数", "绩效良好项目数", "绩效问题数", "已整改问题数"]
    assert named(text) == names


NOTHING = [
    ("2023年度没有政府性基金预算财政拨款收入和支出。", [("收入", "政府性基金"), ("支出", "政府性基金")]),
    ("本部门未发生公务接待费。", [("公务接待费", "")]),
    ("无国有资本经营预算财政拨款支出。", [("支出", "国有资本经营")]),
    ("全年未购置公务用车。", [("公务用车购置数", "")]),
    ("没有超标准列支公务接待费的情况。", []),
    ("无公务用车违规使用问题。", []),
    ("主要原因是无公务接待费。", []),
    ("预计没有公务接待费。", []),
]


@pytest.mark.parametrize(("text", "subjects"), NOTHING)
def test_what_is_said_to_be_none_is_stated_in_words(text: str, subjects: list[tuple[str, str]]) -> None:
    found = [s for s in read(text) if s.definite]
    assert [(s.subject.name, s.subject.fund) for s in found] == subjects
    assert all(s.kind is StatementKind.NONE and s.figure.value == 0 for s in found)


CHANGES = [
    ("公务接待费与上年持平。", StatementKind.SAME, 0, Base(2022)),
    ("公务接待费支出决算1.20万元，与年初预算一致。", StatementKind.SAME, 0, Base(0, "年初预算")),
    ("公务接待费比上年有所下降。", StatementKind.TREND, -1, Base(2022)),
    ("“三公”经费决算数大于预算数，主要是新购车辆。", StatementKind.TREND, 1, Base(0, "预算")),
    ("“三公”经费超出年初预算0.60万元。", StatementKind.CHANGE, 1, Base(0, "年初预算")),
]


@pytest.mark.parametrize(("text", "kind", "direction", "base"), CHANGES)
def test_a_change_may_be_said_in_words(text: str, kind: StatementKind, direction: int, base: Base) -> None:
    last = read(text)[-1]
    assert (last.kind, last.direction, last.base) == (kind, direction, base)
    assert last.definite


def test_roughly_the_same_is_not_exact() -> None:
    (statement,) = read("公务接待费与上年基本持平。")
    assert not statement.figure.exact


def test_from_and_to_are_the_figures_of_two_years() -> None:
    before, now, rate = read("机关运行经费由上年的40.00万元增加到50.00万元，增长25%。")
    assert (before.subject.year, now.subject.year, now.kind) == (2022, 0, StatementKind.VALUE)
    assert [one.value for one in rate.wholes] == [Decimal("40.00")]
    assert not read("机关运行经费由40.00万元增加到50.00万元。")[0].definite


def test_a_figure_before_the_name_gets_it_from_the_change_behind_it() -> None:
    compared, change = read("与2022年的88.20万元相比，收、支总计增加3.10万元。")
    assert (compared.subject.name, compared.subject.year) == ("收支总计", 2022)
    assert change.subject.name == "收支总计"


ROWS = [
    (
        "公务用车购置费、运行维护费分别为9.00万元和2.00万元，比上年分别增加9.00万元和0.10万元。",
        ["公务用车购置费", "公务用车运行费"] * 2,
    ),
    ("基本支出、项目支出分别增加3.00万元、减少1.00万元。", ["基本支出", "项目支出"]),
    ("一般公共预算、政府性基金预算财政拨款支出分别为8.00万元、2.00万元。", ["支出", "支出"]),
    ("事业收入、经营收入、其他收入依次为9.10、2.20、1.30万元。", ["事业收入", "经营收入", "其他收入"]),
]


@pytest.mark.parametrize(("text", "names"), ROWS)
def test_figures_in_a_row_belong_to_the_names_in_their_order(text: str, names: list[str]) -> None:
    assert [s.subject.name for s in read(text)] == names


def test_three_shares_of_two_things_are_not_guessed() -> None:
    found = read("基本支出8.00万元和项目支出2.00万元，分别占80%、15%、5%。")
    assert [s.subject.name for s in found if s.kind is StatementKind.SHARE] == ["", "", ""]


def test_a_title_in_the_text_says_what_follows_is_about() -> None:
    text = (
        "一、2022年度收支情况\n\n支出决算为88.20万元。\n\n（二）机关运行经费支出情况\n\n支出决算为9.30万元，比上年增加0.40万元。"
    )
    found = read(text)
    assert found[0].subject.year == 2022
    assert [s.subject.name for s in found[1:]] == ["机关运行经费", "机关运行经费"]


def test_the_title_of_a_section_gives_fund_whole_and_short_names_of_items() -> None:
    found = read("防汛8.00万元，占4.00%；决算数与年初预算数持平。", "五、一般公共预算财政拨款支出决算情况说明")
    assert (found[0].subject.codes, found[0].subject.fund) == (("2130314",), "一般公共预算")
    assert (found[1].whole or Subject("")).name == "支出"
    assert read("防汛8.00万元。")[0].subject.understood is False


def test_a_text_about_a_project_need_not_name_it() -> None:
    found = read(
        "年初预算60.00万元，资金到位50.00万元，实际支出45.00万元，执行率90%。该项目支出45.00万元。", about=Subject("项目·0")
    )
    assert {s.subject.name for s in found} == {"项目·0"}
    assert [s.subject.stage for s in found[:3]] == ["年初预算", "到位", "决算"]


def test_the_parts_in_the_next_sentence_are_compared_with_the_same_year() -> None:
    found = read("“三公”经费比上年增加3.00万元。其中：公务接待费减少0.20万元。")
    assert found[1].base == Base(2022)
    assert found[1].definite


def test_what_money_is_spent_on_does_not_take_the_subject_away() -> None:
    purposes = "主要用于：机关人员经费及公用经费等的基本支出。", "主要用于保障人员经费，公用经费等基本支出。"
    for purpose in purposes:
        spent = "年初预算为8.00万元，支出决算为7.50万元。决算数小于预算数的主要原因：人员减少。"
        found = read(f"水利（款）防汛（项）。{purpose}{spent}")
        assert {s.subject.codes for s in found} == {("2130314",)}
        assert (found[2].kind, found[2].direction, found[2].definite) == (StatementKind.TREND, -1, True)


def test_parts_of_what_has_not_changed_have_its_base() -> None:
    found = read("“三公”经费支出决算数与上年持平。其中：公务接待费支出决算持平。")
    assert [(s.kind, s.base, s.definite) for s in found] == [(StatementKind.SAME, Base(2022), True)] * 2


def test_a_reason_does_not_take_the_subject_away() -> None:
    text = "公务用车购置及运行维护费9.00万元，主要原因是新增1辆公务用车购置。其中：公务用车购置费7.00万元。"
    last = read(text)[-1]
    assert (last.subject.name, last.definite) == ("公务用车购置费", True)


def test_a_part_of_the_year_stays_one_when_the_department_is_named() -> None:
    assert not read("上半年，青山县水务局公务接待费支出0.33万元。")[0].definite


def test_numbers_in_words_count_where_their_name_is_known() -> None:
    (cars,) = read("共有公务用车两辆，分三批投入使用。")
    assert (cars.subject.name, cars.figure.value, cars.figure.worded) == ("公务用车数", Decimal(2), True)
    assert read("一是抓好两个方面的工作，二是建强三支队伍。") == []


def test_more_and_less_are_bounds() -> None:
    assert [s.figure.bound for s in read("本年支出合计超过90.00万元。本年收入合计不足80.00万元。")] == [1, -1]


def test_what_a_fund_carries_over_and_receives_is_of_that_fund() -> None:
    text = "政府性基金预算财政拨款年初结转和结余1.00万元，本年收入5.00万元，本年支出4.00万元，年末结转和结余2.00万元。"
    assert {s.subject.fund for s in read(text)} == {"政府性基金"}


def test_a_whole_that_is_not_named_is_that_of_the_list() -> None:
    text = "“三公”经费支出决算20.00万元。其中：公务接待费支出决算5.00万元，占总支出决算的25.00%。"
    assert (read(text)[-1].whole or Subject("")).name == "三公经费"


def test_what_was_carried_out_in_the_year_before_is_not_this_budget() -> None:
    text = "2022年当年预算执行数为8.00万元，2023年预算安排9.00万元，增长12.50%。"
    found = read(text, about=Subject("项目·0"))
    assert [(s.subject.year, s.subject.stage) for s in found[:2]] == [(2022, "决算"), (2023, "预算")]
