"""What the reader makes of a clause: subject, kind, fund, stage, year, base, and the figures that a percentage restates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.sentences import Base, Context, Entry, Statement, StatementKind, national, read_sentences

YEAR = 2023
WORDS = national().extended(
    [
        ("行政运行", Entry("科目·行政运行", codes=("2010301", "2040201"), needs=frozenset(("科目标记",)))),
        ("公安", Entry("科目·公安", codes=("20402",), needs=frozenset(("科目标记",)))),
        ("公共安全支出", Entry("科目·公共安全支出", codes=("204",))),
        ("路灯改造项目", Entry("项目·0")),
        ("行政编制", Entry("人员·0", frozenset(("名", "人")))),
    ],
    ["青山县水务局"],
    ["青山县河道所"],
)


def read(text: str, section: str = "", part: bool = False) -> list[Statement]:
    return read_sentences(text, WORDS, Context(YEAR, section, part))


def told(text: str, section: str = "") -> list[tuple[str, str, str, str]]:
    """Each figure with its name, fund and stage."""
    found = read(text, section)
    return [(text[s.figure.start : s.figure.end], s.subject.name, s.subject.fund, s.subject.stage) for s in found]


SUBJECTS = [
    ("本年收入合计88.20万元。", "本年收入合计", "", ""),
    ("收、支总计88.20万元。", "收支总计", "", ""),
    ("财政拨款收入支出总计88.20万元。", "收支总计", "财政拨款", ""),
    ("一般公共预算财政拨款支出88.20万元。", "支出", "一般公共预算", ""),
    ("国有资本经营支出88.20万元。", "支出", "国有资本经营", ""),
    ("政府性基金预算财政拨款收入88.20万元。", "收入", "政府性基金", ""),
    ("财政拨款基本支出88.20万元。", "基本支出", "财政拨款", ""),
    ("一般公共预算财政拨款“三公”经费支出决算为88.20万元。", "三公经费", "一般公共预算", "决算"),
    ("公务接待费年初预算88.20万元。", "公务接待费", "", "年初预算"),
    ("公务用车运行维护费调整后预算数为88.20万元。", "公务用车运行费", "", "调整预算"),
    ("青山县水务局机关运行经费88.20万元。", "机关运行经费", "", ""),
    ("路灯改造项目执行数88.20万元。", "项目·0", "", "决算"),
    ("２０２３年公务接待费８８．２０万元。", "公务接待费", "", ""),
    ("2023 年 公务 接待费 88.20 万元。", "公务接待费", "", ""),
]


@pytest.mark.parametrize(("text", "name", "fund", "stage"), SUBJECTS)
def test_a_figure_has_the_name_fund_and_stage_of_its_clause(text: str, name: str, fund: str, stage: str) -> None:
    (statement,) = read(text)
    assert (statement.subject.name, statement.subject.fund, statement.subject.stage) == (name, fund, stage)
    assert statement.kind is StatementKind.VALUE
    assert statement.definite
    assert statement.figure.value == Decimal("88.20")


NOT_THE_WHOLE = [
    "排水管网建设项目支出88.20万元。",
    "水库移民补助项目支出88.20万元。",
    "聘用人员经费88.20万元。",
    "青山县河道所公务接待费88.20万元。",
    "全县政府采购支出总额88.20万元。",
    "水利发展基金本年收入合计88.20万元。",
    "上半年机关运行经费88.20万元。",
    "预计公务接待费88.20万元。",
    "公务接待费不超过88.20万元。",
    "主要原因是基本支出88.20万元。",
    "基本支出（不含离退休）88.20万元。",
]


@pytest.mark.parametrize("text", NOT_THE_WHOLE)
def test_a_part_a_plan_or_a_name_that_is_not_understood_is_never_the_whole(text: str) -> None:
    (statement,) = read(text)
    assert not (statement.definite and statement.figure.exact and statement.subject.understood)


NO_AMOUNTS = [
    "第3次会议讨论了水财〔2022〕15号文件，电话0551-6212345，编码2010301。",
    "2023年12月31日印发，共2页，见表3和图12。",
    "（一）公务接待。1.接待情况。",
]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_numbers_without_a_unit_are_no_figures(text: str) -> None:
    assert [s for s in read(text) if s.subject.understood or s.figure.money] == []


def test_money_is_in_ten_thousands_with_the_decimals_of_what_was_printed() -> None:
    shown = {"882000元": ("88.2", 4), "0.5亿元": ("5000", -3), "1,234.56万元": ("1234.56", 2), "88万元": ("88", 0)}
    for text, (value, places) in shown.items():
        (statement,) = read(f"机关运行经费{text}。")
        assert (statement.figure.value, statement.figure.places) == (Decimal(value), places)


def test_positions_are_those_of_the_text_as_it_stands() -> None:
    text = "一、概况\n\n  “三公”经费 88 . 20 万元，\n其中：公务接待费 ３．１ 万元。"
    spans = [text[s.figure.start : s.figure.end] for s in read(text)]
    assert spans == ["88 . 20 万元", "３．１ 万元"]
    assert [s.subject.name for s in read(text)] == ["三公经费", "公务接待费"]


def test_the_subject_carries_over_stages_units_and_changes() -> None:
    text = "公务接待费年初预算9.00万元，支出决算8.10万元，完成预算的90%，比上年减少0.90万元，下降10%；接待21批次、160人次。"
    found = read(text)
    assert [(s.subject.name, s.kind, s.subject.stage) for s in found[:3]] == [
        ("公务接待费", StatementKind.VALUE, "年初预算"),
        ("公务接待费", StatementKind.VALUE, "决算"),
        ("公务接待费", StatementKind.COMPLETION, "年初预算"),
    ]
    assert [figure.value for figure in found[2].wholes] == [Decimal("9.00")]
    assert found[2].value is not None
    assert found[2].value.value == Decimal("8.10")
    change, rate = found[3:5]
    assert (change.kind, change.direction, change.base) == (StatementKind.CHANGE, -1, Base(YEAR - 1))
    assert (rate.kind, rate.change, rate.value) == (StatementKind.RATE, change.figure, found[1].figure)
    assert [s.subject.name for s in found[5:]] == ["接待批次", "接待人次"]


def test_parts_take_the_fund_of_their_whole_and_shares_its_figure() -> None:
    text = "一般公共预算财政拨款支出200.00万元，其中：基本支出150.00万元，占75.00%；项目支出50.00万元，占25.00%。"
    found = read(text)
    assert [(s.subject.name, s.subject.fund) for s in found] == [
        ("支出", "一般公共预算"),
        *[("基本支出", "一般公共预算")] * 2,
        *[("项目支出", "一般公共预算")] * 2,
    ]
    assert all(s.wholes == (found[0].figure,) for s in found if s.kind is StatementKind.SHARE)


def test_parts_of_what_is_not_understood_are_not_believed() -> None:
    found = told("河道整治资金90.00万元，其中：人员经费30.00万元、公务接待费1.00万元。")
    assert [name for _, name, _, _ in found] == ["", "", ""]


def test_names_side_by_side_take_their_figures_in_order() -> None:
    found = told("基本支出、项目支出分别为150.00万元和50.00万元。")
    assert [(shown, name) for shown, name, _, _ in found] == [("150.00万元", "基本支出"), ("50.00万元", "项目支出")]
    assert [name for _, name, _, _ in told("基本支出、项目支出分别为150.00万元、50.00万元、3.00万元。")] == ["", "", ""]


def test_a_share_names_its_whole() -> None:
    found = read("公务接待费占“三公”经费的12.50%。")
    assert [(s.kind, s.subject.name, s.whole.name if s.whole else "") for s in found] == [
        (StatementKind.SHARE, "公务接待费", "三公经费")
    ]


def test_the_budget_behind_the_verb_is_a_figure_of_its_own() -> None:
    budget, rate = read("“三公”经费支出决算8.00万元，完成全年预算10.00万元的80.00%。")[1:]
    assert (budget.kind, budget.subject.name, budget.subject.stage) == (StatementKind.VALUE, "三公经费", "全年预算")
    assert (rate.kind, rate.base, rate.wholes) == (StatementKind.COMPLETION, Base(0, "全年预算"), (budget.figure,))


def test_last_years_figure_stands_behind_the_comparison() -> None:
    then = read("机关运行经费较上年的90.00万元增加5.00万元。")[0]
    assert (then.subject.name, then.subject.year) == ("机关运行经费", YEAR - 1)
    years = [s.subject.year for s in read("2021年收入合计10万元，2022年收入合计11万元。")]
    assert years == [2021, 2022]


def test_what_follows_another_year_is_not_sure_until_the_year_is_said_again() -> None:
    found = read("2021年公务接待费3.00万元。机关运行经费90.00万元。2023年公务接待费2.00万元。机关运行经费80.00万元。")
    assert [s.definite for s in found] == [True, False, True, True]


def test_a_base_holds_for_what_it_stands_before() -> None:
    listed = read("与上年相比，基本支出增加3.00万元，项目支出减少1.00万元。")
    assert [s.base for s in listed] == [Base(YEAR - 1)] * 2
    loose = read("公务接待费比上年减少1.00万元，会议增加，人员经费增加3.00万元。")
    assert loose[1].base is None


def test_a_marked_item_has_the_codes_of_its_place() -> None:
    (statement,) = read("公共安全支出（类）公安（款）行政运行（项）支出决算为60.00万元。")
    assert statement.subject.codes == ("2040201",)
    (open_,) = read("行政运行（项）60.00万元。")
    assert open_.subject.codes == ("2010301", "2040201")
    (strange,) = read("公共安全支出（类）消防（款）行政运行（项）60.00万元。")
    assert not strange.subject.understood
    (bare,) = read("行政运行60.00万元。")
    assert not bare.subject.understood


@pytest.mark.parametrize("end", ["支出决算为21.70万元。", "本年支出21.70万元。", "年初预算为21.70万元。", "决算数21.70万元。"])
def test_what_is_said_of_an_item_that_is_not_known_is_not_said_of_the_department(end: str) -> None:
    for item in (
        "文旅支出（类）体育（款）群众体育（项）：",
        "文旅支出（类）体育（款）群众体育（项）。主要用于：健身器材。",
    ):
        (statement,) = read(f"{item}{end}")
        assert not statement.subject.understood


def test_receipts_and_spending_are_partners() -> None:
    found = told("2023年收入预算50.00万元，其中：事业收入5.00万元。2023年支出预算50.00万元。")
    assert [(name, stage) for _, name, _, stage in found] == [("收入", "预算"), ("事业收入", "预算"), ("支出", "预算")]
    assert [name for _, name, _, _ in told("政府性基金预算财政拨款收入5.00万元，支出决算4.00万元。")] == ["收入", "支出"]


def test_the_section_gives_the_subject_and_the_fund() -> None:
    assert told("年初预算9.00万元，支出决算8.10万元。", "（三）公务接待费支出情况") == [
        ("9.00万元", "公务接待费", "", "年初预算"),
        ("8.10万元", "公务接待费", "", "决算"),
    ]
    fund = told("本年收入合计5.00万元。", "八、政府性基金预算财政拨款收入支出决算情况说明")
    assert fund == [("5.00万元", "本年收入合计", "政府性基金", "")]


def test_a_text_about_a_part_says_nothing_of_the_whole_unless_it_says_so() -> None:
    assert [s.definite for s in read("项目支出5.00万元。", part=True)] == [False]
    assert [s.definite for s in read("本部门项目支出5.00万元。", part=True)] == [True]
    assert [s.definite for s in read("路灯改造项目支出5.00万元。", part=True)] == [True]


def test_an_expression_is_a_figure_that_the_reader_does_not_see() -> None:
    mask = "\ue000" * 12
    found = read(f"机关运行经费{mask}万元，比上年增加5.00万元；{mask}公务接待费3.00万元。")
    assert [s.figure.value for s in found] == [None, Decimal("5.00"), None, Decimal("3.00")]
    assert found[-1].subject.name == "公务接待费"


def test_the_price_of_a_device_is_no_amount() -> None:
    found = told("单价50万元（含）以上通用设备2台（套），单价100万元以上专用设备1台（套）。")
    assert [(shown, name) for shown, name, _, _ in found] == [("2台（套）", "通用设备"), ("1台（套）", "专用设备")]


def test_posts_and_persons_of_one_kind_stand_together() -> None:
    found = told("行政编制14名、实有12名；在职人员45人。")
    assert [name for _, name, _, _ in found] == ["人员·0", "人员·0", "在职人数"]
