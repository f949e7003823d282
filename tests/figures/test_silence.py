"""What is not said is still to be filled, never none; 无, 不涉及 and 未载明 can be said of each group and list as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from generator.figures import Figures, derive
from generator.figures.derive import root
from generator.figures.view import state_seen
from generator.model.about import Need, about, fields_by_alias
from generator.model.amount import Amount, State, left_out
from generator.model.department import DepartmentYear
from generator.model.place import Place, SourceText
from generator.model.record import Record, kind_of, speakable, state_of

BASE = {"年度": "2023", "金额单位": "万元", "部门": {"全称": "示例县水利局"}}
FIELDS = fields_by_alias(DepartmentYear)
WHOLE = [name for name, info in FIELDS.items() if speakable(info.annotation) and name not in ("报告", "汇总", "确认", "数据")]
"""Root groups and lists for the whole of which a word can stand."""
REQUIRED = [name for name in WHOLE if about(FIELDS[name]).need is Need.REQUIRED]
SAID = [State.NONE, State.NOT_APPLICABLE, State.UNSTATED]


def year(**more: Any) -> DepartmentYear:
    return DepartmentYear.model_validate({**BASE, **more}, context={"unit": "万元"})


def word(text: str, path: str) -> SourceText:
    return SourceText(text, Place("2023.yaml", 9, 5, path))


def figures_below(value: object) -> list[Amount]:
    """All figures of a node."""
    if isinstance(value, Amount):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for part in parts for one in figures_below(part)]


def test_most_groups_and_lists_are_asked_here() -> None:
    assert {"三公", "政府采购", "国有资产", "人员", "项目", "支出", "收入", "年初结转和结余", "采购预算", "自评"} <= set(REQUIRED)


@pytest.mark.parametrize("state", SAID)
@pytest.mark.parametrize("name", WHOLE)
def test_a_word_stands_for_the_whole_of_a_group_or_list(name: str, state: State) -> None:
    data = year(**{name: word(str(state), name)})
    attribute = next(key for key, info in DepartmentYear.model_fields.items() if info.alias == name)
    assert state_of(getattr(data, attribute)) is state
    if name not in ("年初结转和结余", "上年"):  # seen as their sum, and with last year's file
        assert state_seen(root(derive(data))[name]) is state


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_absent_is_still_to_be_filled(name: str) -> None:
    assert state_seen(root(derive(year()))[name]) is State.PENDING


@pytest.mark.parametrize("name", REQUIRED)
def test_no_figure_of_an_absent_section_is_zero(name: str) -> None:
    found = figures_below(derive(year()).names[name])
    zero = [amount.origin.name for amount in found if amount.is_zero and amount.origin.name != "财政专户管理资金"]
    assert zero == []


def test_figures_of_an_absent_group_have_the_path_of_their_field() -> None:
    goods = derive(year()).amount("政府采购.货物")
    assert goods is not None
    assert (goods.state, goods.origin.place.path) == (State.PENDING, "政府采购.货物")


@pytest.mark.parametrize(("said", "shown"), [("无", "0"), ("不涉及", "0"), ("未载明", None)])
def test_sums_over_a_group_that_is_none_are_zero_and_over_an_unstated_one_are_not_known(said: str, shown: str | None) -> None:
    whole = derive(year(政府采购=word(said, "政府采购"))).amount("政府采购.合计")
    assert whole is not None
    assert (str(whole.number) if whole.known else None) == shown


def test_the_ledger_leads_from_a_figure_of_a_group_to_the_word_that_was_typed() -> None:
    goods = derive(year(政府采购=word("无", "政府采购"))).amount("政府采购.货物")
    assert goods is not None
    assert goods.origin.place == Place("2023.yaml", 9, 5, "政府采购")


@pytest.mark.parametrize(
    ("path", "given", "empty", "counted"),
    [
        ("机构.单位数", {"机构": {"单位": [{"名称": "甲", "性质": "行政单位"}]}}, {"机构": {"单位": "无"}}, 1),
        ("人员.编制合计", {"人员": [{"类别": "行政", "编制": "7", "在职": "6"}]}, {"人员": "无"}, 7),
        ("国有资产.车辆合计", {"国有资产": {"车辆": {"应急用车": "2"}}}, {"国有资产": {"车辆": "无"}}, 2),
        (
            "三公.公务用车.保有量",
            {"三公": {"公务用车": {"车型": [{"车型": "轿车", "保有量": "3"}]}}},
            {"三公": {"公务用车": {"车型": "不涉及"}}},
            3,
        ),
    ],
)
def test_a_count_is_known_only_where_its_list_is(path: str, given: Any, empty: Any, counted: int) -> None:
    here, nothing, absent = (derive(year(**more)).amount(path) for more in (given, empty, {}))
    assert here is not None and nothing is not None and absent is not None
    assert here.number == counted
    assert nothing.number == 0
    assert absent.state is State.PENDING


def test_an_absent_list_has_one_member_in_the_view_and_all_of_it_waits() -> None:
    units = root(derive(year()))["机构"]["单位"]  # type: ignore[index]
    assert len(units) == 1
    assert str(units[0]["名称"]) == "【待填：机构.单位[].名称】"


def test_a_list_that_is_none_has_no_member() -> None:
    units = root(derive(year(机构={"单位": word("无", "机构.单位")})))["机构"]["单位"]  # type: ignore[index]
    assert len(units) == 0
    assert state_seen(units) is State.NONE


def test_what_is_not_in_a_given_list_is_zero_but_an_unsplit_item_says_nothing_of_its_parts() -> None:
    receipts = {"一般公共预算财政拨款": "10", **dict.fromkeys(("政府性基金预算财政拨款", "国有资本经营预算财政拨款"), "0")}
    split = {"科目": "2130301", "年初预算": "10", "一般公共预算": {"基本支出": {"30101": "10"}}}
    whole = {"科目": "2130301", "年初预算": "10", "一般公共预算": {"基本支出": "10"}}
    listed, unsplit = (derive(year(收入=receipts, 支出=[line])) for line in (split, whole))
    government = listed.amount("政府性基金预算财政拨款支出")
    assert government is not None and government.is_zero
    assert _host(listed).is_zero
    assert not _host(unsplit).known


def _host(figures: Figures) -> Amount:
    found = figures.amount("三公.公务接待.决算")
    assert found is not None
    return found


def test_a_stated_control_figure_stands_for_an_absent_section() -> None:
    spent = derive(year(控制数={"本年支出合计": "12.50"})).amount("本年支出合计")
    assert spent is not None
    assert str(spent.number) == "12.50"


def test_an_optional_list_that_is_left_out_is_not_asked_for() -> None:
    assert year().retired.left_out  # type: ignore[attr-defined]
    whole = derive(year(人员=[{"类别": "行政", "编制": "1", "在职": "1"}])).amount("人员.离退休合计")
    assert whole is not None and not whole.known and left_out(whole)
    assert about(FIELDS["离退休人员"]).need is Need.OPTIONAL


def test_every_group_that_needs_no_name_can_be_said_as_a_whole() -> None:
    kinds = {name: kind_of(info.annotation) for name, info in FIELDS.items()}
    records = [name for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, Record)]
    assert {name for name in records if not speakable(FIELDS[name].annotation)} == {"部门"}
