"""Scores: targets as people type them, points, bands, steps, grades, rescaling; computed beside typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.scoring.rules import Scoring, judge, scoring_of
from generator.figures.scoring.targets import Sense, parse_day, parse_measure, parse_target

D = Decimal
RULES = Scoring()


@pytest.mark.parametrize(
    ("text", "sense", "value", "unit"),
    [
        ("≥3次", Sense.POSITIVE, "3", "次"),
        ("不少于3次", Sense.POSITIVE, "3", "次"),
        ("98%以上", Sense.POSITIVE, "98", "%"),
        ("＞１２．５％", Sense.POSITIVE, "12.5", "%"),
        ("≥95比例", Sense.POSITIVE, "95", "%"),
        ("100%", Sense.POSITIVE, "100", "%"),
        ("=100%", Sense.POSITIVE, "100", "%"),
        ("24台", Sense.POSITIVE, "24", "台"),
        ("≥10万份", Sense.POSITIVE, "100000", "份"),
        ("≥332,000人", Sense.POSITIVE, "332000", "人"),
        ("≤2650元", Sense.NEGATIVE, "2650", "元"),
        ("<=100元/天", Sense.NEGATIVE, "100", "元/天"),
        ("2小时以内", Sense.NEGATIVE, "2", "小时"),
        ("不超过5个工作日", Sense.NEGATIVE, "5", "个工作日"),
        ("=24台", Sense.EQUAL, "24", "台"),
        ("=0元", Sense.EQUAL, "0", "元"),
    ],
)
def test_that_a_measured_target_is_read_with_its_sense_and_unit(text: str, sense: Sense, value: str, unit: str) -> None:
    target = parse_target(text, 2023)
    assert target.sense is sense
    assert target.measure is not None
    assert (target.measure.value, target.measure.unit) == (D(value), unit)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年12月20日前", (2023, 12, 20)),
        ("在2021年12月31日前完成", (2021, 12, 31)),
        ("12月底前", (2023, 12, 31)),
        ("6月30日前", (2023, 6, 30)),
        ("2024年2月", (2024, 2, 29)),
        ("≤12月份", (2023, 12, 31)),
        ("11月中旬", (2023, 11, 20)),
        ("2023-12-20前", (2023, 12, 20)),
        ("年底前", (2023, 12, 31)),
    ],
)
def test_that_a_date_is_the_last_day_it_covers(text: str, day: tuple[int, int, int]) -> None:
    target = parse_target(text, 2023)
    assert (target.sense, target.day) == (Sense.DATE, dt.date(*day))


@pytest.mark.parametrize("text", ["全覆盖", "有效减轻", "每月10日前", "5-7天", "显著提高", "2023年2月30日前", "≥三次"])
def test_that_anything_else_is_qualitative(text: str) -> None:
    assert parse_target(text, 2023).sense is Sense.QUALITATIVE


@pytest.mark.parametrize(
    ("target", "actual", "full", "points"),
    [
        ("≥22000人次", "23108人次", "10", "10"),
        ("≥18000人", "17968人", "10", "9.98"),
        ("≥93%", "92.1%", "10", "9.90"),
        ("≥3次", "0次", "5", "0"),
        ("≤2650元", "2531元", "10", "10"),
        ("≤2000元", "2500元", "10", "8.00"),
        ("≤0次", "1次", "10", "0"),
        ("<2小时", "2小时", "10", "10"),
        ("=24台", "24台", "10", "10.00"),
        ("=20台", "25台", "10", "7.50"),
        ("=20台", "15台", "10", "7.50"),
        ("=0元", "0元", "5", "5.00"),
        ("=0元", "3元", "5", "0.00"),
        ("≥1万份", "9000份", "10", "9.00"),
        ("2023年12月20日前", "2023年12月12日", "5", "5.00"),
        ("2023年12月20日前", "2023年12月30日", "5", "4.50"),
        ("2023年6月30日前", "2023年12月1日", "5", "0"),
        ("12月底前", "按时完成", "5", "5"),
    ],
)
def test_that_a_result_is_worth_what_the_national_rules_say(target: str, actual: str, full: str, points: str) -> None:
    assert judge(target, actual, D(full), 2023, RULES).points == D(points)


@pytest.mark.parametrize(
    ("actual", "low", "high"),
    [("有效减轻", "8", "10"), ("达成年度指标", "8", "10"), ("部分达成并具有一定效果", "6", "8"), ("未达成且效果较差", "0", "6")],
)
def test_that_a_qualitative_result_lies_within_its_band(actual: str, low: str, high: str) -> None:
    outcome = judge("有效减轻", actual, D(10), 2023, RULES)
    assert (outcome.points, outcome.low, outcome.high) == (None, D(low), D(high))
    assert outcome.allows(D(low), D(10))
    assert not outcome.allows(D(high) + D("0.01"), D(10))
    assert outcome.allows(D(high), D(10)) is (high == "10"), "80 per cent belong to the upper band"


@pytest.mark.parametrize(("target", "actual"), [("≥3次", "3人"), ("≥3次", None), ("≥3次", "较多"), ("有效减轻", "基本建立机制")])
def test_that_nothing_is_computed_where_a_person_must_judge(target: str, actual: str | None) -> None:
    outcome = judge(target, actual, D(10), 2023, RULES)
    assert outcome.points is None
    assert outcome.allows(D(0), D(10))


def test_that_an_indicator_that_does_not_apply_is_taken_out() -> None:
    assert judge("不涉及", "", D(10), 2023, RULES).absent


@given(st.decimals(0, 10**9, places=2), st.decimals("0.01", 10**9, places=2), st.sampled_from(["≥", "≤", "=", ">", "<", ""]))
def test_that_points_never_leave_their_range(actual: Decimal, target: Decimal, sign: str) -> None:
    points = judge(f"{sign}{target}元", f"{actual}元", D(10), 2023, RULES).points
    assert points is not None
    assert 0 <= points <= 10


def test_that_the_rate_is_scored_in_proportion_or_by_the_steps_of_the_form() -> None:
    assert [RULES.rate_score(D(rate)) for rate in ("100", "104.2", "97.44", "0")] == [D(10), D(10), D("9.74"), D(0)]
    steps = scoring_of({"执行率": [[0, 0], [95, 10], [80, "比例"]]})
    assert [steps.rate_score(D(rate)) for rate in ("96", "95", "88.88", "79.99")] == [D(10), D(10), D("8.89"), D(0)]


def test_that_each_lower_bound_belongs_to_its_grade_and_no_score_falls_between() -> None:
    scores = ("100", "90", "89.99", "89.5", "80", "79.99", "60", "59.99", "0")
    assert [RULES.grade(D(score)) for score in scores] == ["优", "优", "良", "良", "良", "中", "中", "差", "差"]
    own = scoring_of({"等级": [[0, "较差"], [60, "一般"], [80, "良好"], [90, "优秀"]]})
    assert [own.grade(D(score)) for score in ("92", "80", "12")] == ["优秀", "良好", "较差"]


@pytest.mark.parametrize("broken", [{"等级": []}, {"等级": "优"}, {"等级": [[90]]}, {"执行率": 7}, {"归零": "多"}, {"阶梯": []}])
def test_that_broken_settings_are_refused_with_a_message_for_people(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="评分"):
        scoring_of(broken)


def test_that_a_measure_keeps_a_slash_in_its_unit_and_refuses_two_numbers() -> None:
    measure = parse_measure("100元/天")
    assert measure is not None
    assert measure.unit == "元/天"
    assert parse_measure("5-7天") is None
    assert parse_day("13月", 2023) is None
