"""Amounts: states, sums, provenance."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.amount import Amount, Origin, OriginKind, State, computed, figure, total

FIGURES = st.decimals(-(10**9), 10**9, places=6)
PENDING = Amount(None, State.PENDING)
UNSTATED = Amount(None, State.UNSTATED)
NONE = Amount(None, State.NONE)
BLANK = Amount(None, State.BLANK)


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_a_sum_is_exact_and_remembers_its_operands(values: list[Decimal]) -> None:
    parts = [figure(value) for value in values]
    whole = total(parts, "合计")
    assert whole.number == sum(values)
    assert whole.origin.operands == tuple(parts)
    assert whole.origin.kind is OriginKind.COMPUTED
    assert whole.origin.name == "合计"


def test_the_sum_of_nothing_is_zero_by_a_rule_and_not_a_computation() -> None:
    nothing = total((), "政府性基金支出")
    assert nothing.is_zero
    assert nothing.origin == Origin(OriginKind.RULE, "政府性基金支出", expression="没有列出的为零")


def test_the_states_that_stand_for_nothing_count_as_zero() -> None:
    assert total((figure("1.50"), NONE, BLANK, Amount(None, State.NOT_APPLICABLE))).number == Decimal("1.50")
    assert total((NONE, BLANK)).value == 0


def test_a_sum_of_cells_left_empty_stays_empty() -> None:
    assert total((BLANK, BLANK)).state is State.BLANK


@pytest.mark.parametrize(
    ("parts", "state"),
    [((figure(1), PENDING), State.PENDING), ((figure(1), UNSTATED), State.UNSTATED), ((UNSTATED, PENDING), State.PENDING)],
)
def test_what_is_to_be_filled_or_unstated_makes_the_sum_so(parts: tuple[Amount, ...], state: State) -> None:
    whole = total(parts)
    assert (whole.value, whole.state) == (None, state)
    assert not whole.known
    assert whole.origin.operands == parts


def test_an_unknown_amount_has_no_number_and_says_its_name() -> None:
    with pytest.raises(ValueError, match="公务接待费待填"):
        _ = PENDING.named("公务接待费").number


def test_a_zero_sum_has_no_decimal_places() -> None:
    assert str(total((figure("1.50"), figure("-1.50"))).value) == "0"


def test_equality_is_of_value_and_state_and_not_of_the_source() -> None:
    assert figure("4.00", "甲") == figure("4", "乙")
    assert figure(0) != NONE


def test_a_computation_keeps_expression_and_operands() -> None:
    result = computed("{0}÷{1}×100", (figure(1), figure(4)), lambda a, b: a / b * 100, "占比")
    assert result.number == 25
    assert result.origin == Origin(OriginKind.COMPUTED, "占比", expression="{0}÷{1}×100", operands=(figure(1), figure(4)))


def test_naming_changes_the_name_only() -> None:
    before = computed("{0}－{1}", (figure(3), figure(1)), lambda a, b: a - b, "差")
    after = before.named("增减额")
    assert after == before
    assert (after.origin.name, after.origin.operands) == ("增减额", before.origin.operands)
    assert after.named("增减额") is after


def test_plus_and_minus_are_exact() -> None:
    assert (figure("0.1") + figure("0.2")).number == Decimal("0.3")
    assert (figure("0.3") - figure("0.1")).number == Decimal("0.2")
