"""Sums along a cube: parts and wholes, dimensions that are not told, stated figures, complete lists."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.figures.books.cube import Cube, Leaf, where
from generator.model.amount import Amount, OriginKind, State, figure

CODES = ("2080505", "2080506", "2101501", "2101504", "2210201")
FUNDS = ("一般公共预算", "政府性基金", "其他资金")
NATURES = ("基本支出", "项目支出")
ITEMS = ("30101", "30102", "30201", "31002")
DIMS = {"科目": CODES, "资金": FUNDS, "性质": NATURES, "经济": ITEMS}
VALUES = st.decimals(-(10**6), 10**6, places=4)
LEAVES = st.lists(
    st.builds(
        lambda value, *dims: Leaf(figure(value), dict(zip(DIMS, dims, strict=True))), VALUES, *map(st.sampled_from, DIMS.values())
    ),
    max_size=30,
).map(tuple)
UNSTATED = Amount(None, State.UNSTATED)


@given(LEAVES, st.sampled_from(list(DIMS)))
def test_the_parts_along_any_dimension_make_the_whole(leaves: tuple[Leaf, ...], dimension: str) -> None:
    cube = Cube(leaves)
    parts = [cube.sum(conditions=where(**{dimension: value})).number for value in DIMS[dimension]]
    assert sum(parts) == cube.sum().number == sum(leaf.amount.number for leaf in leaves)


@given(LEAVES)
def test_every_level_of_codes_adds_up_to_the_level_above(leaves: tuple[Leaf, ...]) -> None:
    cube = Cube(leaves)
    for short, long in ((0, 3), (3, 5), (5, 7)):
        for code in {c[:short] for c in CODES}:
            below = {c[:long] for c in CODES if c.startswith(code)}
            parts = sum((cube.sum(conditions=where(科目=c)).number for c in below), Decimal(0))
            assert cube.sum(conditions=where(科目=code)).number == parts


@given(LEAVES, st.permutations(["科目", "资金", "经济"]))
def test_conditions_are_the_same_in_any_order(leaves: tuple[Leaf, ...], order: list[str]) -> None:
    asked = {"科目": "208", "资金": "一般公共预算", "经济": ("301", "302")}
    cube = Cube(leaves)
    assert where(**{name: asked[name] for name in order}) == where(**asked)
    expected = sum(
        (
            leaf.amount.number
            for leaf in leaves
            if leaf.dims["科目"].startswith("208")
            and leaf.dims["资金"] == "一般公共预算"
            and leaf.dims["经济"][:3] in ("301", "302")
        ),
        Decimal(0),
    )
    assert cube.sum(conditions=where(**{name: asked[name] for name in order})).number == expected


@given(LEAVES)
def test_a_sum_has_its_leaves_as_operands(leaves: tuple[Leaf, ...]) -> None:
    operands = Cube(leaves).sum("合计").origin.operands
    assert operands == tuple(leaf.amount for leaf in leaves)


def leaf(value: str, **dims: str) -> Leaf:
    return Leaf(figure(value), dims)


def test_a_leaf_that_lacks_a_dimension_makes_the_sum_along_it_unstated() -> None:
    cube = Cube((leaf("13.36", 科目="2080104"), leaf("4", 科目="2101501", 性质="基本支出")))
    assert cube.sum().number == Decimal("17.36")
    assert cube.sum(conditions=where(性质="基本支出")).state is State.UNSTATED
    assert cube.sum(conditions=where(性质="基本支出", 科目="210")).number == 4


def test_a_leaf_of_zero_without_the_dimension_does_no_harm() -> None:
    cube = Cube((leaf("0", 科目="2080104"), leaf("4", 科目="2101501", 性质="基本支出")))
    assert cube.sum(conditions=where(性质="基本支出")).number == 4


def test_a_stated_sum_counts_only_where_the_operands_are_unstated() -> None:
    basic = where(性质="基本支出")
    stated = {basic: figure("69.98", "基本支出")}
    untold = Cube((leaf("91.68", 科目="2080104"),), stated)
    told = Cube((leaf("91.68", 科目="2080104", 性质="基本支出"),), stated)
    assert (untold.sum("基本支出", basic).number, untold.sum("基本支出", basic).origin.kind) == (
        Decimal("69.98"),
        OriginKind.STATED,
    )
    assert (told.sum("基本支出", basic).number, told.sum("基本支出", basic).origin.kind) == (
        Decimal("91.68"),
        OriginKind.COMPUTED,
    )
    assert untold.computed(basic).state is State.UNSTATED


def test_conditions_that_every_leaf_fulfils_do_not_hide_a_stated_sum() -> None:
    cube = Cube((leaf("91.68", 科目="2080104", 资金="一般公共预算"),), {where(性质="基本支出"): figure("69.98")})
    assert cube.sum(conditions=where(性质="基本支出", 资金="一般公共预算")).number == Decimal("69.98")
    assert cube.sum(conditions=where(性质="基本支出", 资金="政府性基金")).is_zero


def test_what_a_complete_list_does_not_name_is_zero() -> None:
    base = where(资金="一般公共预算")
    cube = Cube((leaf("91.68", 资金="一般公共预算"),), {}, {(base, "经济"): frozenset({"30101", "302"})})
    missing = cube.sum(conditions=where(资金="一般公共预算", 经济="30102"))
    assert (missing.number, missing.origin.kind) == (Decimal(0), OriginKind.RULE)
    assert cube.sum(conditions=where(资金="一般公共预算", 经济="301")).state is State.UNSTATED


def test_something_still_to_be_filled_is_reported_before_what_is_unstated() -> None:
    cube = Cube((Leaf(Amount(None, State.PENDING), {"科目": "2080104", "性质": "基本支出"}),))
    assert cube.sum(conditions=where(性质="基本支出")).state is State.PENDING


def test_a_name_is_accepted_whole_and_a_code_by_its_beginning() -> None:
    cube = Cube((leaf("1", 项目="医保宣传", 科目="2101501"), leaf("2", 项目="医保宣传二期", 科目="2101504")))
    assert cube.sum(conditions=where(项目="医保宣传")).number == 1
    assert cube.sum(conditions=where(科目="21015")).number == 3


def test_the_values_of_a_dimension_leave_out_what_is_zero() -> None:
    cube = Cube((leaf("1", 科目="2101501"), leaf("0", 科目="2080505"), leaf("2", 科目="2101504")))
    assert cube.values("科目") == ["2101501", "2101504"]
    assert cube.values("科目", 3) == ["210"]


def test_an_empty_condition_accepts_all() -> None:
    assert where(科目="", 资金=()) == ()
