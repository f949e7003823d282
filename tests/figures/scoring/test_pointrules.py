"""Points by the rules of a pack: full, taken off in steps, in bands, in proportion; and what is not known stays unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.figures.scoring.pointrules import points
from generator.model.amount import Amount, State, figure

ABOVE = {"类型": "超出扣分", "起": 100, "每": 1, "扣": 0.5}
BELOW = {"类型": "不足扣分", "起": 100, "每": 5, "扣": 2}
BANDS = {"类型": "分档", "档": [[0, 5], [10, 4], [20, 3], [30, 2]], "其余": 0}
SHARE = {"类型": "比例", "起": 90}


@pytest.mark.parametrize(
    ("rule", "value", "due"),
    [
        (ABOVE, "82", "5"),
        (ABOVE, "100", "5"),
        (ABOVE, "100.9", "5"),
        (ABOVE, "103", "3.5"),
        (ABOVE, "200", "0"),
        (BELOW, "100", "5"),
        (BELOW, "95.1", "5"),
        (BELOW, "95", "3"),
        (BELOW, "10.87", "0"),
        (BANDS, "-3", "5"),
        (BANDS, "0", "5"),
        (BANDS, "10", "4"),
        (BANDS, "10.01", "3"),
        (BANDS, "31", "0"),
        (SHARE, "95", "5"),
        (SHARE, "45", "2.5"),
    ],
)
def test_a_rule_gives_the_points_of_a_value(rule: dict[str, object], value: str, due: str) -> None:
    assert points(rule, Decimal(5), figure(value)).number == Decimal(due)


def test_points_carry_no_empty_decimals() -> None:
    assert str(points(ABOVE, Decimal(5), figure(82)).number) == "5"
    assert str(points(ABOVE, Decimal(10), figure("104")).number) == "8"


@pytest.mark.parametrize("state", [State.UNSTATED, State.PENDING])
def test_points_of_a_value_that_is_not_known_are_not_known(state: State) -> None:
    assert points(ABOVE, Decimal(5), Amount(None, state)).state is state


def test_what_does_not_apply_has_full_points_only_where_the_rule_says_so() -> None:
    absent = Amount(None, State.NOT_APPLICABLE)
    assert points({**ABOVE, "不涉及得满分": "是"}, Decimal(5), absent).number == 5
    assert points(ABOVE, Decimal(5), absent).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    "rule", [{}, {"类型": "随意"}, {"类型": "超出扣分"}, {**ABOVE, "扣": "很多"}, {"类型": "分档", "档": 3, "其余": 0}]
)
def test_a_rule_that_cannot_be_read_is_refused_in_words(rule: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="评分规则"):
        points(rule, Decimal(5), figure(120))
