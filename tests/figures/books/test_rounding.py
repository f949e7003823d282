"""Totals of figures typed from rounded tables: a stated total wins within the rounding of its operands, everywhere the same."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import make_document
from generator.document.blocks import Table
from generator.figures import Figures, derive
from generator.figures.books.rounding import settled
from generator.intake import load
from generator.model.amount import Amount, Origin, OriginKind, State, total
from generator.model.place import Place
from generator.packs import load_pack
from tests.examples import GONGJING, SHILI, copy_of

LINE = "    年初预算: 13.36\n    一般公共预算: 13.36\n"
NAMES = ("本年支出合计", "收支总计", "收入总计", "支出总计", "财政拨款收支总计", "财政拨款支出总计", "一般公共预算财政拨款支出")


def typed(value: str, line: int) -> Amount:
    """A figure typed at a line of a file."""
    return Amount(Decimal(value), State.FIGURE, Origin(OriginKind.TYPED, "某数", Place("数.yaml", line, 1, "某数")))


def short_of_a_cent(tmp_path: Path, spent: str) -> Figures:
    """The example in 万元 with one line of 支出 that its totals do not have."""
    copy = copy_of(GONGJING, tmp_path / "copy")
    file = copy / "收支.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(LINE) == 1
    file.write_text(text.replace(LINE, LINE.replace("一般公共预算: 13.36", f"一般公共预算: {spent}")), encoding="utf-8")
    return derive(load(copy).data)


def test_a_stated_total_wins_within_the_rounding_of_its_operands() -> None:
    derived = total((typed("3.33", 1), typed("3.33", 2), typed("3.33", 3)), "合计")
    found = settled(derived, typed("10.00", 4))
    assert found.value == Decimal(10)
    assert found.origin.kind is OriginKind.STATED
    assert "9.99" in found.origin.expression
    assert settled(derived, typed("10.03", 4)) is derived
    assert settled(derived, None) is derived
    assert settled(derived, Amount(None, State.UNSTATED)) is derived


@pytest.mark.parametrize("spent", ["13.35", "13.37"])
def test_totals_of_rounded_figures_are_the_published_ones_and_nothing_is_carried_over(tmp_path: Path, spent: str) -> None:
    figures = short_of_a_cent(tmp_path, spent)
    assert {name: value.value for name in NAMES if (value := figures.amount(name))} == dict.fromkeys(NAMES, Decimal("91.68"))
    for name in ("年末结转和结余", "年末财政拨款结转和结余"):
        amount = figures.amount(name)
        assert amount is not None
        assert amount.is_zero, name


@pytest.mark.parametrize("pack", ["tongyong-juesuan", "sichuan-juesuan", "shanghai-juesuan"])
def test_no_table_prints_the_other_total(tmp_path: Path, pack: str) -> None:
    document, _ = make_document(load_pack(pack), short_of_a_cent(tmp_path, "13.35"))
    texts = {cell.text for table in document.tables() if isinstance(table, Table) for row in table.body for cell in row}
    assert "91.68" in texts
    assert not texts & {"91.67", "0.01", "-0.01"}


def test_a_difference_beyond_rounding_is_never_hidden(tmp_path: Path) -> None:
    amount = short_of_a_cent(tmp_path, "13.06").amount("本年支出合计")
    assert amount is not None
    assert amount.value == Decimal("91.38")


def test_figures_in_yuan_are_exact(tmp_path: Path) -> None:
    copy = copy_of(SHILI, tmp_path / "copy", "收支.yaml", "收支总计: 25421144.21", "收支总计: 25421144.22")
    amount = derive(load(copy).data).amount("收支总计")
    assert amount is not None
    assert amount.value == Decimal("2542.114421")
