"""Change, completion and share in words, with every special case."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.books.totals import growth, ratio, share
from generator.figures.wording.numbers import NumberFormat, format_money, format_number, format_percent
from generator.figures.wording.phrases import DEFAULT, Phrase, PhraseFigure, against_budget, change, completion, share_of
from generator.model.amount import Amount, OriginKind, State, figure

STYLE = NumberFormat()
STATES = [Amount(None, state) for state in State if state is not State.FIGURE]
AMOUNTS = st.one_of(st.decimals(-(10**8), 10**8, places=4).map(figure), st.sampled_from([figure(0), *STATES]))


def said(phrase: Phrase) -> str:
    """The phrase as a pack of two decimals prints it."""
    return "".join(piece if isinstance(piece, str) else _printed(piece) for piece in phrase)


def _printed(piece: PhraseFigure) -> str:
    number = piece.amount.number
    return format_percent(number, STYLE) if piece.kind == "百分比" else f"{format_money(number, STYLE)}万元"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("91.68", "36.57", "增加55.11万元，增长150.70%"),
        ("36.57", "91.68", "减少55.11万元，下降60.11%"),
        ("0", "91.68", "减少91.68万元，下降100%"),
        ("5.00", "5", "持平"),
        ("0", "0", "持平"),
        ("5.001", "5.004", "持平"),
        ("56", "0", "增加56.00万元（上年为零，增长率不可比）"),
        ("-56", "0", "减少56.00万元（上年为零，增长率不可比）"),
        ("-5", "-10", "增加5.00万元，增长50%"),
        ("10", "-10", "增加20.00万元，增长200%"),
        ("3", "2", "增加1.00万元，增长50%"),
    ],
)
def test_a_change_against_last_year_reads_so(now: str, before: str, words: str) -> None:
    assert said(change(figure(now), figure(before), DEFAULT, STYLE)) == words


def test_the_prefix_stands_before_the_verb_and_not_before_unchanged() -> None:
    assert said(change(figure(3), figure(2), DEFAULT, STYLE, "各")) == "各增加1.00万元，增长50%"
    assert said(change(figure(2), figure(2), DEFAULT, STYLE, "各")) == "持平"


@pytest.mark.parametrize("state", [State.UNSTATED, State.PENDING])
def test_an_unknown_last_year_is_not_compared(state: State) -> None:
    assert said(change(figure(3), Amount(None, state), DEFAULT, STYLE)) == "（上年数未载明，不作比较）"


@pytest.mark.parametrize(
    ("actual", "budget", "words", "against"),
    [
        ("10", "10", "完成预算100%", "决算数与预算数持平"),
        ("686", "2282.77", "完成预算30.05%", "决算数小于预算数"),
        ("2282.77", "686", "完成预算332.77%", "决算数大于预算数"),
        ("3.36", "0", "年初未安排预算", "决算数大于预算数"),
        ("0", "0", "未安排预算，也未发生支出", "决算数与预算数持平"),
        ("0", "5", "完成预算0%", "决算数小于预算数"),
    ],
)
def test_completion_of_the_budget_reads_so(actual: str, budget: str, words: str, against: str) -> None:
    assert said(completion(figure(actual), figure(budget), DEFAULT, STYLE)) == words
    assert against_budget(figure(actual), figure(budget), DEFAULT, STYLE) == against


def test_a_spending_that_prints_as_its_budget_has_completed_all_of_it() -> None:
    spent, budget = figure("25.514"), figure("25.51")
    assert said(completion(spent, budget, DEFAULT, STYLE)) == "完成预算100%"
    assert against_budget(spent, budget, DEFAULT, STYLE) == "决算数与预算数持平"


def test_completion_of_an_unknown_budget_is_not_reported() -> None:
    unknown = Amount(None, State.UNSTATED)
    assert completion(figure(1), unknown, DEFAULT, STYLE) == []
    assert against_budget(unknown, figure(1), DEFAULT, STYLE) == ""


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [("69.98", "91.68", "占76.33%"), ("5", "5", "占100%"), ("0", "5", "占0%"), ("0", "0", "占比无从计算")],
)
def test_a_share_reads_so(part: str, whole: str, words: str) -> None:
    assert said(share_of(figure(part), figure(whole), DEFAULT)) == words


def test_a_share_can_name_its_whole() -> None:
    assert said(share_of(figure(1), figure(4), DEFAULT, "本年支出合计的")) == "占本年支出合计的25%"


@given(AMOUNTS, AMOUNTS)
def test_a_zero_base_never_prints_a_percentage(now: Amount, base: Amount) -> None:
    for phrase in (
        change(now, base, DEFAULT, STYLE),
        completion(now, base, DEFAULT, STYLE),
        share_of(now, base, DEFAULT),
        [against_budget(now, base, DEFAULT, STYLE)],
    ):
        text = said(phrase)
        if base.is_zero or not base.known or not now.known:
            assert "%" not in text
            assert not any(isinstance(piece, PhraseFigure) and piece.kind == "百分比" for piece in phrase)


@given(AMOUNTS, AMOUNTS)
def test_rates_are_exact_and_not_applicable_for_a_zero_base(now: Amount, base: Amount) -> None:
    for rate in (growth(now, base), ratio(now, base, "{0}÷{1}×100"), share(now, base)):
        assert rate.origin.kind is OriginKind.COMPUTED
        assert rate.origin.operands == (now, base)
        if base.is_zero:
            assert (rate.value, rate.state) == (None, State.NOT_APPLICABLE)
        elif now.known and base.known:
            assert rate.state is State.FIGURE
        else:
            assert rate.value is None


@given(st.decimals(-(10**8), 10**8, places=4), st.decimals(-(10**8), 10**8, places=4))
def test_the_verb_agrees_with_the_figures(now: Decimal, before: Decimal) -> None:
    text = said(change(figure(now), figure(before), DEFAULT, STYLE))
    if text == "持平":
        assert abs(now - before) < Decimal("0.005")
    else:
        assert text.startswith("增加" if now > before else "减少")
        assert f"{format_money(abs(now - before), STYLE)}万元" in text


def test_every_figure_in_a_phrase_knows_its_operands() -> None:
    now, before = figure("91.68", "收支总计"), figure("36.57")
    pieces = [piece for piece in change(now, before, DEFAULT, STYLE) if isinstance(piece, PhraseFigure)]
    assert [piece.kind for piece in pieces] == ["金额", "百分比"]
    assert pieces[0].amount.origin.operands == (now, before)
    assert pieces[1].amount.origin.operands == (now, before)
    assert pieces[1].amount.origin.expression == "({0}－{1})÷|{1}|×100"


@pytest.mark.parametrize(
    ("now", "before", "difference", "said"),
    [
        ("18976.7553", "15621.1149", "精确数", "增加3355.64万元"),
        ("18976.7553", "15621.1149", "印出数", "增加3355.65万元"),
        ("7.0149", "7.0051", "印出数", "持平"),
        ("7.0149", "7.0051", "精确数", "增加0.01万元"),
        ("2.0049", "2.0051", "印出数", "减少0.01万元"),
        ("3.0", "9.0", "印出数", "减少6.00万元"),
    ],
)
def test_a_difference_is_of_the_exact_or_of_the_printed_figures(now: str, before: str, difference: str, said: str) -> None:
    style = replace(NumberFormat(), difference=difference)
    phrase = change(figure(now), figure(before), DEFAULT, style)
    text = "".join(one if isinstance(one, str) else f"{format_number(one.amount.number, 2)}万元" for one in phrase)
    assert text.startswith(said)


def test_a_difference_of_printed_figures_in_yuan_rounds_to_yuan() -> None:
    style = NumberFormat(unit="元", decimals=0, difference="印出数")
    phrase = change(figure("1.00006"), figure("0.50004"), DEFAULT, style)
    piece = next(one for one in phrase if not isinstance(one, str))
    assert piece.amount.number == Decimal("0.5001")
