"""A figure that the data do not have: the line of the query that asks for it, whatever else the file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import read
from generator.errors import PackError
from generator.figures.wording.numbers import NumberFormat
from generator.model.amount import Origin
from generator.packs import load_pack
from generator.tables import is_blank, load_spec, make_table
from tests.examples import SHILI

SPEC = """# 三公.总支出 不是这里要改的
标题: 三公经费表
注: 三公.总支出 的口径见财政部门通知
行: {单行: 是}
列:
  - {题: 因公出国, 取: {名: 三公.因公出国.决算}}
  - 题: 总支出
    取: {名: 三公.总支出}
"""


class Ledger:
    """Takes sources and keeps none."""

    def __init__(self) -> None:
        self.pending: list[Origin] = []

    def add(self, origin: Origin) -> str:
        return ""


@pytest.mark.parametrize("way", ["made", "asked whether it is blank"])
def test_a_figure_that_there_is_not_is_reported_with_the_line_of_its_query(tmp_path: Path, way: str) -> None:
    file = tmp_path / "某包" / "tables" / "T9.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(SPEC, encoding="utf-8")
    figures, _ = read(SHILI)
    spec, style = load_spec(file, "T9"), load_pack("tongyong-juesuan").number_format("表格")
    assert isinstance(style, NumberFormat)
    with pytest.raises(PackError) as caught:
        make_table(spec, figures, style, Ledger()) if way == "made" else is_blank(spec, figures)
    assert (caught.value.file, caught.value.line) == ("某包/tables/T9.yaml", 8)
    assert caught.value.excerpt == "取: {名: 三公.总支出}"
    assert "表样里的“三公.总支出”不是数据里有的金额" in caught.value.message
