"""Long titles are parted near the middle, at a year where one stands there."""

import pytest

from generator.document.blocks import Contents, Heading
from generator.writers.style import load_style
from generator.writers.titles import parted_titles, parting
from tests.examples import GONGJING, ROOT, reports_of


@pytest.mark.parametrize(
    ("title", "second"),
    [
        ("紧密医联体建设试点项目2020年绩效评价报告", "2020年绩效评价报告"),
        ("贡井区医疗保障局2020年部门整体支出绩效评价报告", "部门整体支出绩效评价报告"),
        ("某某县医疗保障局2020年度部门整体支出绩效评价报告", "部门整体支出绩效评价报告"),
        ("DRGs项目经费2020年绩效评价报告", ""),
        ("很长的题目一共写了这么多字以至于三行才排得下来因为这里没有年份也没有标点只是一直往下写着不停还要再写", ""),
    ],
)
def test_the_second_line_of_a_title_begins_at_a_year_or_near_the_middle(title: str, second: str) -> None:
    place = parting(title, 20.1)
    assert (title[place:] if place else "") == second


def test_only_titles_outside_the_contents_are_parted_and_their_words_stay() -> None:
    document = reports_of(GONGJING)["sichuan-juesuan"]
    parted = parted_titles(document, load_style(ROOT / "templates" / "styles" / "公开.yaml"))
    before, after = ({block.id: block for block in one.blocks() if isinstance(block, Heading)} for one in (document, parted))
    changed = {name for name in before if before[name] != after[name]}
    listed = {row.target for block in document.blocks() if isinstance(block, Contents) for row in block.rows}
    assert changed
    assert listed
    assert not changed & listed
    for name in changed:
        assert after[name].text.count("\n") == 1
        assert after[name].text.replace("\n", "") == before[name].text
