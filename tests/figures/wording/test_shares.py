"""占比平衡: shares that add up, none of them moved by more than one unit or away from its exact value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.figures.wording.numbers import NumberFormat, rounded
from generator.figures.wording.shares import shares
from generator.model.amount import Amount, Origin, OriginKind, State, figure


def balanced(numbers: list[str], mode: str, places: int = 2, whole: str = "") -> list[Decimal]:
    """The printed shares of amounts of their sum, or of a whole."""
    parts = [Amount(Decimal(one), State.FIGURE, Origin(OriginKind.TYPED, f"第{n}项")) for n, one in enumerate(numbers)]
    entire = figure(whole or sum(map(Decimal, numbers), Decimal(0)))
    style = NumberFormat(percent_decimals=places, balance=mode)
    return [rounded(one.number, places) for one in shares(parts, entire, style)]


@pytest.mark.parametrize("mode", ["最大", "末项"])
@pytest.mark.parametrize("places", [0, 1, 2])
@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "1", "1"],
        ["1", "1", "1", "1", "1", "1", "1"],
        ["12.345", "0", "77.7", "3.002", "6.111"],
        ["101.25", "37.5", "908.31", "4.4", "0.07", "15.16"],
        ["5"] * 13,
        ["0.01", "9999.99", "0"],
    ],
)
def test_shares_add_up_and_each_is_within_a_unit_of_the_exact_one(numbers: list[str], places: int, mode: str) -> None:
    whole = sum(map(Decimal, numbers), Decimal(0))
    unit = Decimal(1).scaleb(-places)
    found = balanced(numbers, mode, places)
    assert sum(found) == 100
    for number, share in zip(numbers, found, strict=True):
        exact = Decimal(number) / whole * 100
        assert abs(share - exact) < unit
        assert abs(share - rounded(exact, places)) <= unit


def test_a_share_that_is_rounded_up_takes_no_more() -> None:
    # 44.445, 40.389 and 15.166 print 44.45, 40.39 and 15.17; one of the others gives the unit back
    found = balanced(["44.4450", "40.3894", "15.1656"], "末项")
    assert sum(found) == 100
    assert found[2] in (Decimal("15.17"), Decimal("15.16"))
    exact = map(Decimal, ("44.445", "40.3894", "15.1656"))
    assert all(abs(share - one) < Decimal("0.01") for share, one in zip(found, exact, strict=True))


def test_nothing_is_moved_where_the_parts_do_not_make_the_whole() -> None:
    assert balanced(["33.31", "33.33", "33.33"], "最大", whole="100") == [Decimal("33.31"), Decimal("33.33"), Decimal("33.33")]
