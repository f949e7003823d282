"""A sample of the figures of the clean example, changed one at a time: caught, and told in few words (issue 4)."""

from __future__ import annotations

import os

from generator.intake import load
from tests.checks.leaves import figures_of, measure
from tests.checks.slip import EXAMPLES

STEP = int(os.environ.get("GONGKAI_LEAF_STEP", "17"))
"""1 changes every figure: minutes instead of seconds."""
SINGLE = {
    *("三公.因公出国.人次数", "三公.公务接待.国内批次", "三公.公务接待.国内人次", "机关运行经费.决算"),
    *("政府采购.授予中小企业", "政府采购.授予小微企业", "国有资产.通用设备", "国有资产.专用设备"),
    *("数据.参保人数", "数据.追回基金万元", "数据.经办件数", "数据.异地结算人次", "数据.支付改革机构数"),
}
"""Figures that the data state only once: a small change stays within every bound."""


def test_a_changed_figure_is_found_unless_it_is_stated_only_once() -> None:
    tally = measure(STEP)
    assert tally.changes > 50
    assert set(tally.missed) <= SINGLE
    assert tally.findings / tally.caught <= 3


def test_few_figures_are_stated_only_once() -> None:
    figures = figures_of(load(EXAMPLES / "shili" / "2023").data)
    assert {f.origin.place.path for f in figures} >= SINGLE
    assert len(SINGLE) / len(figures) <= 0.05
