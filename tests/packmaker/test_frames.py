"""Sentence frames: taken only where filling them in gives the published text again, and where any department can say the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.figures import Figures, derive
from generator.intake import find_prior, load
from generator.packmaker.folder import make_folder
from generator.packmaker.frames import Frames, frames_of, thousands_in, wording_of
from generator.packs.definition.pack import Pack, load_pack
from tests.conftest import ROOT

YEAR = ROOT / "data_examples" / "shili" / "2023"


@pytest.fixture(scope="module")
def figures() -> Figures:
    prior = find_prior(YEAR, 2023)
    assert prior is not None
    return derive(load(YEAR).data, derive(load(prior).data))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("tongyong-juesuan").for_year(2023)


@pytest.fixture(scope="module")
def total(figures: Figures) -> str:
    return f"{figures.names['收支总计'].number:.2f}"


def made(pack: Pack, figures: Figures, text: str, section: str = "收支总体") -> Frames:
    return frames_of(pack, figures, {section: [text]})


def test_a_sentence_becomes_a_frame_with_names_for_figures_department_and_years(pack: Pack, figures: Figures, total: str) -> None:
    text = f"示例县医疗保障局2023年度收入支出总计{total}万元，与2022年度相比增加157.29万元，增长6.60%。"
    expected = (
        "{{ 部门.全称 }}{{ 年度 }}年度收入支出总计{{ 收支总计|万元 }}，与{{ 上年度 }}年度相比{{ 收支总计|增减(上年.收支总计) }}。"
    )
    assert made(pack, figures, text).proved == {"收支总体": f"<p>{expected}</p>\n"}


def test_a_reason_is_printed_only_where_there_is_one(pack: Pack, figures: Figures, total: str) -> None:
    reason = str(figures.names["文字"]["总计变动原因"]).rstrip("。")
    text = f"2023年收支总计{total}万元。原因是{reason}。"
    frame = made(pack, figures, text).proved["收支总体"]
    assert "{% if 文字.总计变动原因 is 有 %}原因是{{ 文字.总计变动原因|句中 }}。{% endif %}" in frame
    assert reason not in frame


@pytest.mark.parametrize(
    "text",
    [
        "2023年收支总计{total}万元。主要原因是新建了两处服务站。",  # the department's own reason
        "2023年收支总计{total}万元，全部用于城乡医疗救助和基金监管信息系统的建设运行以及县级经办大厅服务窗口设备的更新。",
        "2023年收支总计{total}万元，比年初多3.17万元。",  # a figure that the data do not have
        "2023年收支总计{total}万元，没有发生其他支出。",  # says that there is none
        "2023年收支总计{total}万元，财务制度健全。",  # judges
        "本年支出合计{spent}万元，其中：基本支出{basic}万元，项目支出{projects}万元。",  # those parts that this department has
        "我局认真贯彻落实各项财政政策。",  # no figure
        "2023年收支总计{wrong}万元。",
    ],
)
def test_what_only_one_department_can_say_is_no_frame(pack: Pack, figures: Figures, total: str, text: str) -> None:
    names = {"spent": "本年支出合计", "basic": "基本支出", "projects": "项目支出"}
    given = {key: f"{figures.names[name].number:.2f}" for key, name in names.items()}
    assert made(pack, figures, text.format(total=total, wrong="9999.99", **given)).proved == {}


def test_the_published_text_is_kept_where_no_frame_is_proved(pack: Pack, figures: Figures) -> None:
    text = "2023年收支总计9999.99万元。"
    assert made(pack, figures, text).kept == {"收支总体": text}


def test_the_sentence_for_nothing_is_taken_where_there_is_nothing(pack: Pack, figures: Figures) -> None:
    said = "示例县医疗保障局2023年度无国有资本经营预算财政拨款支出。"
    assert made(pack, figures, said, "国有资本经营").empty == (
        {"国有资本经营": "{{ 部门.全称 }}{{ 年度 }}年度无国有资本经营预算财政拨款支出。"}
        if figures.names["国有资本经营预算财政拨款支出"].is_zero
        else {}
    )
    assert made(pack, figures, said.replace("国有资本经营", "收入"), "收支总体").empty == {}


def test_the_wording_is_what_most_sentences_have() -> None:
    texts = [
        "增加1.20万元，上升3.00%。减少2万元，降低1%；完成年初预算的98.10%",
        "增加8万元，上升1.00%",
        "增加8万元，增长1.00%",
        "完成年初预算的9%",
    ]
    assert wording_of(texts) == {"增加": "增加{差}，上升{率}", "减少": "减少{差}，降低{率}", "完成预算": "完成年初预算的{率}"}
    assert wording_of(["没有可比的数"]) == {}
    assert thousands_in(["收支总计3,355.65万元"])
    assert not thousands_in(["收支总计3355.65万元，12,345人"])


TABLE = """<table><tr><td colspan="2">收入</td><td colspan="2">支出</td></tr>
<tr><td>项目</td><td>决算数</td><td>项目</td><td>决算数</td></tr>
<tr><td>一、一般公共预算财政拨款收入</td><td>300.00</td><td>一、一般公共服务支出</td><td>300.00</td></tr>
<tr><td>本年收入合计</td><td>300.00</td><td>本年支出合计</td><td>300.00</td></tr>
<tr><td>总计</td><td>300.00</td><td>总计</td><td>300.00</td></tr></table>"""
REPORT = f"""<html><body><h1>第一部分 某县粮食局概况</h1><h2>一、主要职责</h2><p>管理粮食储备。</p>
<h1>第二部分 某县粮食局2023年度部门决算表</h1><h2>一、收入支出决算总表</h2><p>单位：万元</p>{TABLE}
<h2>二、收入决算表</h2><h2>三、支出决算表</h2>
<h1>第三部分 某县粮食局2023年度部门决算情况说明</h1><h2>一、收入支出决算总体情况说明</h2>
<p>某县粮食局2023年度收支总计达到300.00万元，与2022年度相比，收支总计上升20.00万元，上浮7.14%。</p>
<h2>二、收入决算情况说明</h2><p>某县粮食局2023年度本年收入合计达到300.00万元。</p><h1>第四部分 名词解释</h1></body></html>"""


def test_a_pack_made_of_a_report_has_the_frames_that_it_proves(tmp_path: Path) -> None:
    source = tmp_path / "报告.html"
    source.write_text(REPORT, encoding="utf-8")
    new = make_folder("粮食-juesuan", source, "", 0, tmp_path, force=False)
    folder = tmp_path / "粮食-juesuan"
    assert list(new.frames.proved) == ["收入决算"]
    assert (folder / "说明" / "收入决算.html").read_text(encoding="utf-8") == (
        "<p>{{ 部门.全称 }}{{ 年度 }}年度本年收入合计达到{{ 本年收入合计|万元 }}。</p>\n"
    )
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    assert re.search(r"^# 收支总体：某县粮食局2023年度收支总计达到300\.00万元", text, re.MULTILINE)
    assert (new.different, new.problems) == (0, [])
