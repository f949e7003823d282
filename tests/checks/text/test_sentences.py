"""Each kind of slip in a sentence is found in several wordings; sentences that only look like it are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.text.sentences import findings, rules

WRONG = {
    "Y08": [
        "因公出国（境）费支出0万元，比上年增加3.20万元。",
        "公务接待费为0.00万元，较2022年度增长1.5万元。",
        "本年会议费0元，与上年相比增加5,000元。",
        "政府性基金支出0万元，同比增长12%。",
        "培训费决算数与上年持平，增加0.00万元。",
        "公用经费比上年持平，减少2.31万元。",
        "印刷费与上年相比没有变化，较上年下降4.00万元。",
        "差旅费无增减变化，比上年增加0.50万元。",
        "水费比上年增加-3.20万元。",
        "电费较上年减少－5%。",
        "支出增加3.00万元，下降5.10%。",
        "收入总计1200万元，比上年增加35.20万元；支出总计1200万元，比上年减少35.20万元。",
        "收入合计较上年下降20.00万元，支出合计较上年上升20.00万元。",
    ],
    "Y04": [
        "机关运行经费比上年增加5.00万元，主要是经费减少。",
        "公务接待费较上年减少1.20万元，主要原因是来访批次增多、接待标准上调后支出增加。",
        "项目支出下降12.5%，主要由于新增水库除险加固项目。",
    ],
    "Z06": [
        "财政拔款支出按规定执行。",
        "加强预箅管理，规范帐务处理。",
        "全年开展积效评价，做好采构工作。",
        "年未结转资金按规定上缴。",
        "严格落实审记意见。",
    ],
    "Z01": [
        "收入合计：　　　万元。",
        "全年共接待  人次。",
        "编制人数为　　人，在职人数已核定。",
        "以上数据真实（单位公章）",
        "填报单位（盖章）",
        "报告人（部门盖章）",
        "公开日期为2023年  月  日。",
        "填报时间：　　年　　月　　日",
        "全年救助【救助人次】人次。",
        "维修渠道【长度】，灌溉条件改善。",
        "是否延续：□是□否",
        "较上年增/减5万元。",
        "比上年增（减）2.30万元。",
        "比上年增减1.50万元。",
        "比上年增加或减少3万元。",
        "工作情况（可另附页）如上。",
        "资金使用情况（如无则填无）良好。",
        "机构情况（根据实际情况修改）如下。",
    ],
    "Z03": [
        "全省群众饮水安全得到保障。",
        "全年完成全市农村供水工程建设，改善全市群众用水条件。",
        "全省各级财政投入持续加大。",
        "全旗灌溉面积扩大。",
        "云台县教育局2023年度收支总计1200万元。",
        "示例市卫生健康委员会部门整体支出绩效自评如下。",
        "县农业农村局主要职能是指导农业生产。",
    ],
    "Z07": [
        "联系邮箱zhang_san88@qq.com。",
        "来信请寄slj.office@163.com.cn收。",
        "投诉邮箱：water-2023@foxmail.com",
        "由王建国同志负责。",
        "李晓红同志获评先进。",
        "安排陈亮同志驻村。",
        "联系人：赵小明",
        "姓名：孙立新",
    ],
    "Z11": [
        "我局收入预算1200万元，全部为财政拨款。",
        "收支预算总体情况如下。",
        "以下是部门预算情况说明。",
        "支出预算总计1200万元。",
    ],
    "Z05": ["科目编码208 05 05的支出列入社会保障。", "目录序号7 11 02的设备已购。", "编码213 03 01 99的支出如下。"],
}
"""Rule → sentences in which it must speak."""
SECRET = ["涉密项目支出12万元。", "购置涉密设备3台。", "本表为内部资料，不得外传。", "机密级文件管理。"]
RIGHT = [
    "因公出国（境）费支出0万元，比上年减少3.20万元。",
    "上年支出0万元，本年比上年增加3.20万元。",
    "2022年会议费0万元，2023年比上年增加2.00万元。",
    "基数为0万元，同比增加4.00万元。",
    "因公出国费0万元，公务接待费1.20万元，比上年增加0.20万元。",
    "公务接待费由0万元增加到1.20万元。",
    "公务接待费与上年持平，公用经费增加5.00万元。",
    "支出与上年基本持平，增加0.12万元。",
    "培训费无增减变化。",
    "支出增加3.00万元，增长5.10%。",
    "收入减少3.00万元，下降2.10%；支出增加1.00万元，增长1.20%。",
    "收入总计比上年增加35.20万元，支出总计比上年增加35.20万元。",
    "机关运行经费比上年增加5.00万元，主要是人员增加。",
    "公务接待费较上年减少1.20万元，主要原因是严格控制接待，压减支出。",
    "项目支出下降12.5%，主要原因是水库除险加固项目已完工。",
    "支出增加5.00万元，主要是上年减少了会议、本年恢复。",
    "落实财政拨款，规范账务处理，做好采购工作。",
    "期末发生额经核对无误，年末安排专人清点。",
    "群众自己经手的账目清楚，究竟争取了多少资金有据可查。",
    "加强药品不良反应情况监测。",
    "全年接待来访群众312人次，编制人数为12人。",
    "合同由双方签字（盖章）后生效，并报主管部门备案。",
    "公开日期为2023年9月1日。",
    "【工作亮点】全年维修渠道12公里。",
    "增减变化的原因已在各科目中说明。",
    "固定资产增减变动情况已入账。",
    "资产（含房屋）情况良好。",
    "我县饮水安全覆盖率居全省前列。",
    "在全省水利工作会议上作经验交流。",
    "落实全市统一部署，完成全年任务。",
    "获评全国文明单位，位列全市第一。",
    "严格执行全省统一的收费标准。",
    "引导驻区单位参与共建。",
    "各类驻区单位和驻县部队给予支持。",
    "会同县教育局开展节水进校园活动。",
    "经县财政局批复，部门预算已公开。",
    "由县审计局对工程进行审计。",
    "县水利局2023年度收支总计1200万元。",
    "我局收支总计1200万元。",
    "依申请公开邮箱slj@yuntai.gov.cn。",
    "政务邮箱water@slj.yuntai.gov.cn已开通。",
    "各位老同志和离退休同志参加座谈。",
    "党员同志、有关同志和驻村工作队员同志参加。",
    "向基层同志、负责同志和全体同志征求意见。",
    "对管理同志和村两委同志进行培训。",
    "涉密信息除外，其余内容全部公开。",
    "公开内容不含涉密项目。",
    "除涉密项目外，均已公开。",
    "完成收入预算的98%。",
    "年初收入预算下达及时，预算执行有力。",
    "支出决算与支出预算总额相比，差异不大。",
    "做好部门预算编制和收支预算审核。",
    "联系电话见门户网站。",
    "共安排3 12月的培训两场。",
    "科目编码2080505的支出列入社会保障。",
    "审核批复部门（单位）的年度预决算。",
    "理顺区与街道的关系，助力区域发展，融入市场。",
    "主要原因是新增1辆公务用车，但上年购置的车辆较多，支出减少2.00万元。",
    "上午9 10点接待群众。",
]  # fmt: skip
"""Sentences in which no rule may speak."""


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, sentence) for rule, sentences in WRONG.items() for sentence in sentences], ids=str
)
def test_a_slip_is_found_in_each_wording(rule: str, sentence: str, tmp_path: Path) -> None:
    assert rule in rules(tmp_path, sentence)


@pytest.mark.parametrize("sentence", SECRET)
def test_a_secret_matter_is_found(sentence: str, tmp_path: Path) -> None:
    assert any("涉密" in finding.message for finding in findings(tmp_path, sentence) if finding.rule == "Z07")


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_sentence_that_is_right_is_left_alone(sentence: str, tmp_path: Path) -> None:
    assert rules(tmp_path, sentence) == set()


OF_ACCOUNTS = ["我局收入决算1200万元。", "支出决算总计1200万元。", "以下是部门决算情况说明。", "决算数为35万元。"]
IN_BUDGETS = [
    "上年支出决算1100万元，本年预算1200万元。",
    "收入预算1200万元，支出预算1200万元。",
    "2022年支出决算35万元。",
    "与上年决算数相比增加5万元。",
]


@pytest.mark.parametrize("sentence", OF_ACCOUNTS)
def test_a_word_of_accounts_in_a_budget_is_found(sentence: str, tmp_path: Path) -> None:
    assert "Z11" in rules(tmp_path, sentence, kind="预算")


@pytest.mark.parametrize("sentence", IN_BUDGETS)
def test_a_budget_may_speak_of_the_accounts_of_the_years_before(sentence: str, tmp_path: Path) -> None:
    assert rules(tmp_path, sentence, kind="预算") == set()


def test_the_name_of_a_person_and_a_mailbox_are_not_repeated(tmp_path: Path) -> None:
    found = findings(tmp_path, "由王建国同志负责，邮箱wjg@qq.com。")
    assert {finding.rule for finding in found} == {"Z07"}
    assert not any("王建国" in finding.message or "wjg" in finding.message for finding in found)


HEADED = ["一、2022年度收支情况", "（二）2022年机关运行经费支出情况", "2022年度部门整体支出绩效说明"]
LOOKING_BACK = [
    "与2022年相比的变化情况",
    "2022年结转资金使用情况",
    "2022年以来工作情况",
    "2022年实施的续建项目，本年度完工。",
]


@pytest.mark.parametrize("heading", HEADED)
def test_a_heading_with_the_year_before_is_found(heading: str, tmp_path: Path) -> None:
    found = findings(tmp_path, heading, "本年度按计划完成各项工作。")
    assert [finding.rule for finding in found if finding.rule == "Y07"] == ["Y07"]
    assert all(finding.place.line == 16 for finding in found if finding.rule == "Y07")


@pytest.mark.parametrize("heading", LOOKING_BACK)
def test_a_heading_may_look_back(heading: str, tmp_path: Path) -> None:
    assert "Y07" not in rules(tmp_path, heading, "本年度按计划完成各项工作。")
