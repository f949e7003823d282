"""The figures of the examples, recomputed from the YAML by other means; and where each of them comes from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.figures import derive
from generator.figures.derive import root
from generator.figures.view import View
from generator.intake import load
from generator.model.amount import Amount, OriginKind, State
from tests.examples import ALL, GONGJING, SHILI, SHILI_2022, copy_of, figures_of

YUAN = Decimal(10000)
FUNDS = ("一般公共预算", "政府性基金", "国有资本经营", "其他资金")


def raw(source: Path) -> dict[str, Any]:
    """The files of a folder as plain YAML, every scalar a string."""
    merged: dict[str, Any] = {}
    for file in sorted(source.glob("*.yaml")):
        merged |= yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return merged


def money(value: str, data: dict[str, Any]) -> Decimal:
    """万元 of a typed amount."""
    return Decimal(value.replace(",", "")) / (YUAN if data["金额单位"] == "元" else 1)


def leaves(node: Any) -> Iterator[str]:
    """The amounts below a node of 收入 or 支出."""
    if isinstance(node, dict):
        for key, child in node.items():
            if key not in ("项目", "科目") or isinstance(child, (dict, list)):
                yield from leaves(child)
    elif isinstance(node, list):
        for child in node:
            yield from leaves(child)
    else:
        yield node


def added(node: Any, data: dict[str, Any]) -> Decimal:
    """The sum of all amounts below a node."""
    return sum((money(value, data) for value in leaves(node)), Decimal(0))


def spent(data: dict[str, Any], funds: tuple[str, ...] = FUNDS, nature: str = "", code: str = "") -> Decimal:
    """Expenditure by fund, nature and 科目."""
    lines = [line[fund] for line in data["支出"] for fund in funds if fund in line and line["科目"].startswith(code)]
    return sum((added(line.get(nature, {}) if nature else line, data) for line in lines), Decimal(0))


def economic(data: dict[str, Any], *codes: str, nature: str = "基本支出", fund: str = "一般公共预算") -> Decimal:
    """Amounts of one fund and nature by the beginning of their economic item."""
    found = Decimal(0)
    for line in data["支出"]:
        part = line.get(fund, {}).get(nature, {})
        entries = [e.get("经济分类", {}) for e in part] if isinstance(part, list) else [part]
        for items in entries:
            found += sum((money(v, data) for c, v in items.items() if c.startswith(codes)), Decimal(0))
    return found


def amounts(node: Any, path: str = "") -> Iterator[tuple[str, Amount]]:
    """All amounts of a tree of figures with their paths."""
    if isinstance(node, Amount):
        yield path, node
    elif isinstance(node, dict):
        for name, child in node.items():
            yield from amounts(child, f"{path}.{name}" if path else name)
    elif isinstance(node, (list, tuple)):
        for number, child in enumerate(node):
            yield from amounts(child, f"{path}[{number}]")


def ends(amount: Amount) -> Iterator[Amount]:
    """The amounts at the far end of a computation."""
    if amount.origin.operands:
        for operand in amount.origin.operands:
            yield from ends(operand)
    else:
        yield amount


@pytest.mark.parametrize("source", [SHILI, SHILI_2022], ids=["2023", "2022"])
def test_the_totals_of_the_invented_county_are_those_of_its_yaml(source: Path) -> None:
    data, figures = raw(source), figures_of(source)
    opening = added(data["年初结转和结余"], data)
    used, given = money(data["使用非财政拨款结余"], data), money(data["结余分配"], data)
    expected = {
        "本年收入合计": added(data["收入"], data),
        "本年支出合计": spent(data),
        "收支总计": added(data["收入"], data) + used + opening,
        "年末结转和结余": opening + used + added(data["收入"], data) - spent(data) - given,
        "基本支出": spent(data, nature="基本支出"),
        "项目支出": spent(data, nature="项目支出"),
        "上缴上级支出": spent(data, nature="上缴上级支出"),
        "经营支出": spent(data, nature="经营支出"),
        "对附属单位补助支出": spent(data, nature="对附属单位补助支出"),
        "财政拨款支出合计": spent(data, FUNDS[:3]),
        "一般公共预算财政拨款支出": spent(data, FUNDS[:1]),
        "政府性基金预算财政拨款支出": spent(data, FUNDS[1:2]),
        "国有资本经营预算财政拨款支出": spent(data, FUNDS[2:3]),
        "人员经费": economic(data, "301", "303"),
        "公用经费": economic(data, "302", "307", "310", "312", "399"),
        "一般公共预算年初预算": sum((money(line["年初预算"], data) for line in data["支出"] if "年初预算" in line), Decimal(0)),
    }
    assert expected["收支总计"] > 0
    assert {name: figures.amount(name).number for name in expected} == expected
    assert figures.amount("收入总计") == figures.amount("支出总计")
    assert figures.amount("财政拨款收支总计") == figures.amount("财政拨款支出总计")


@pytest.mark.parametrize("source", [SHILI, SHILI_2022], ids=["2023", "2022"])
def test_the_computed_totals_agree_with_the_control_figures_that_were_typed(source: Path) -> None:
    data, figures = raw(source), figures_of(source)
    same = {"财政拨款本年支出合计": "财政拨款支出合计", "一般公共预算财政拨款年初预算": "一般公共预算年初预算"}
    same |= {"一般公共预算财政拨款全年预算": "一般公共预算全年预算", "政府采购支出总额": "政府采购.合计"}
    counted = {"编制数": "人员.编制合计", "在职人数": "人员.在职合计", "车辆数": "国有资产.车辆合计"}
    typed = {name: value for name, value in data["控制数"].items() if isinstance(value, str)}
    controls = {same.get(name, name): money(v, data) for name, v in typed.items() if name not in counted}
    controls |= {path: Decimal(typed[name]) for name, path in counted.items() if name in typed}
    computed = {name: found.number for name in controls if (found := figures.amount(name)) is not None}
    assert len(computed) >= 10
    assert set(controls) - set(computed) <= {"三公经费预算", "项目年初预算", "项目全年预算", "项目到位"}
    assert computed == {name: controls[name] for name in computed}


def test_the_totals_of_the_published_report_are_its_own() -> None:
    expected = {
        "收支总计": "91.68",
        "本年支出合计": "91.68",
        "一般公共预算年初预算": "91.68",
        "基本支出": "69.98",
        "项目支出": "21.70",
        "人员经费": "58.45",
        "公用经费": "11.53",
        "年末结转和结余": "0",
        "三公.决算": "0",
        "机关运行经费.决算": "11.53",
    }
    figures = figures_of(GONGJING)
    assert {name: figures.amount(name).number for name in expected} == {k: Decimal(v) for k, v in expected.items()}
    assert {figures.amount(name).origin.kind for name in ("基本支出", "人员经费")} == {OriginKind.STATED}
    assert figures.amount("本年支出合计").origin.kind is OriginKind.COMPUTED


@pytest.mark.parametrize("source", [SHILI, SHILI_2022], ids=["2023", "2022"])
def test_closing_balances_by_fund_make_the_whole_and_follow_from_the_year(source: Path) -> None:
    data, books = raw(source), figures_of(source).books
    parts = [books.closing("", fund).number for fund in FUNDS]
    assert sum(parts) == books.closing().number
    receipts = data["收入"]["一般公共预算财政拨款"]
    opening = added(data["年初结转和结余"]["一般公共预算"], data)
    assert books.closing("", FUNDS[0]).number == opening + added(receipts, data) - spent(data, FUNDS[:1])
    code = "2101301"
    by_code = money(data["年初结转和结余"]["一般公共预算"][code], data) + money(receipts[code], data)
    assert books.closing(code, FUNDS[0]).number == by_code - spent(data, FUNDS[:1], code=code)


@pytest.mark.parametrize("source", [SHILI, SHILI_2022], ids=["2023", "2022"])
def test_three_public_follows_from_the_economic_items(source: Path) -> None:
    data, figures = raw(source), figures_of(source)

    def both(*codes: str) -> Decimal:
        return economic(data, *codes) + economic(data, *codes, nature="项目支出")

    expected = {
        "三公.因公出国.决算": both("30212"),
        "三公.公务用车.购置决算": both("31013", "30913"),
        "三公.公务用车.运行决算": both("30231"),
        "三公.公务接待.决算": both("30217"),
        "三公.决算": both("30212", "31013", "30913", "30231", "30217"),
    }
    assert {name: figures.amount(name).number for name in expected} == expected
    assert expected["三公.公务接待.决算"] > 0


def test_last_year_comes_from_last_years_file_where_there_is_one() -> None:
    now, before = figures_of(SHILI), figures_of(SHILI_2022)
    assert now.prior is before.names or now.prior == before.names
    assert now.amount("三公.公务接待.上年决算") == before.amount("三公.公务接待.决算")
    assert now.amount("三公.公务用车.上年运行决算") == before.amount("三公.公务用车.运行决算")
    assert now.amount("机关运行经费.上年决算") == before.amount("机关运行经费.决算")
    assert now.amount("三公.公务接待.上年决算").origin.name == "公务接待费上年决算"


def test_last_year_is_as_typed_where_there_is_no_file() -> None:
    figures = figures_of(GONGJING)
    typed = figures.prior["收支总计"]
    assert isinstance(typed, Amount)
    assert (typed.number, typed.origin.kind) == (Decimal("36.57"), OriginKind.TYPED)
    assert typed.origin.place.line > 0


def test_last_year_that_nobody_gave_is_still_to_be_filled() -> None:
    figures = derive(load(SHILI).data)
    names = root(figures)
    prior = names["上年"]
    assert isinstance(prior, View)
    assert prior["收支总计"].state is State.PENDING
    assert figures.amount("三公.公务接待.上年决算").state is State.PENDING


@pytest.mark.parametrize("source", ALL, ids=["gongjing", "2022", "2023"])
def test_every_figure_can_be_followed_down_to_places_in_the_file(source: Path) -> None:
    figures = figures_of(source)
    seen = 0
    for path, amount in amounts(figures.names):
        for end in ends(amount):
            seen += 1
            origin = end.origin
            if end.state in (State.PENDING, State.UNSTATED) and not origin.place.file:
                continue  # nobody typed it: it has no place
            if origin.kind in (OriginKind.RULE, OriginKind.FORM):
                assert origin.expression, path
            else:
                assert origin.kind in (OriginKind.TYPED, OriginKind.STATED) or origin.expression == "按名单计数", (path, origin)
                assert (Path(origin.place.file).exists(), origin.place.line > 0) == (True, True), (path, origin)
    assert seen > 300


@pytest.mark.parametrize("source", ALL, ids=["gongjing", "2022", "2023"])
def test_every_computed_figure_has_a_name_and_an_expression(source: Path) -> None:
    for path, amount in amounts(figures_of(source).names):
        assert amount.origin.name, path
        if amount.origin.kind is OriginKind.COMPUTED:
            assert amount.origin.expression, path


def test_a_budget_of_which_nothing_was_spent_counts_and_is_listed(tmp_path: Path) -> None:
    line = "  - 科目: 2080899\n    年初预算: 30000.00\n    差异原因: 未发生\n"
    copy = copy_of(SHILI, tmp_path / "县", "收支.yaml", "\n支出:\n", f"\n支出:\n{line}")
    figures, before = derive(load(copy).data), figures_of(SHILI)
    grown = figures.amount("一般公共预算年初预算").number - before.amount("一般公共预算年初预算").number
    assert grown == 3
    item = next(item for item in figures.names["支出项"] if item["编码"] == "2080899")
    assert (item["金额"].number, item["年初预算"].number) == (0, 3)


def test_projects_take_what_they_spent_from_the_lines_that_name_them() -> None:
    data = raw(SHILI)
    projects = {p["名称"]: p for p in figures_of(SHILI).names["项目"]}
    relief = sum(
        (
            added(entry["经济分类"], data)
            for line in data["支出"]
            for fund in FUNDS[:3]
            for entry in (line.get(fund, {}).get("项目支出") or [])
            if entry["项目"] == "城乡医疗救助补助"
        ),
        Decimal(0),
    )
    assert projects["城乡医疗救助补助"]["财政拨款"]["执行"].number == relief > 0
    assert len(projects) == len(data["项目"])


def test_units_offices_and_stages_are_counted() -> None:
    figures = figures_of(SHILI)
    assert [figures.amount(f"机构.{n}").number for n in ("单位数", "行政单位数", "参公单位数", "事业单位数", "内设机构数")] == [
        3,
        1,
        1,
        1,
        4,
    ]
    assert figures.amount("人员.在职合计").number == 45
    assert figures.amount("绩效管理.绩效自评.个数").number == len(raw(SHILI)["项目"])
    assert figures.amount("机构.单位.名称") is None


def test_operating_costs_are_typed_where_a_unit_is_an_institution() -> None:
    typed, plain = figures_of(SHILI), figures_of(GONGJING)
    assert typed.amount("机关运行经费.决算").number == Decimal("105.529868")
    assert typed.amount("机关运行经费.决算") != typed.amount("公用经费")
    assert plain.amount("机关运行经费.决算") == plain.amount("公用经费")
