"""What forms may say is not called a mistake: a pack that uses all of it is clean."""

from __future__ import annotations

from generator.packmaker.check import problems_of
from tests.packs.conftest import Maker, make_pack

__all__ = ["make_pack"]
SETTINGS = """
骨架: [封面, 目录, 概况, 公开表, 情况说明, {部分: 联系方式, 条件: 部门.级次 == "部门"}]
部分:
  概况:
    节:
      - {节: 主要职责, 目录题: 职责}
      - {节: 机构设置, 条件: 机构.单位|个数 > 1}
      - {节: 机构设置, 标题: 机构情况, 条件: 机构.单位|个数 <= 1, 列入目录: 否}
  联系方式: {标题: "{{ 部门.全称 }}联系方式", 编号: {一级: "（{中}）"}, 句: 见门户网站。}
公开表:
  - {表: T01, 标题: "{{ 年度 }}年收支总表", 表号: "附表{数}"}
  - {表: T05, 表样: sichuan-juesuan/T05, 表号: "附表{数}", 条件: 三公.决算 is 大于(三公.预算)}
  - {表: T99, 表号: "附表{数}"}
  - {表: 待建表, 标题: 待建的表, 表号: "附表{数}", 占位: [项目, 金额]}
按条件: [{条件: 部门.级次 == "单位", 公开表: [T01, T99], 词语: {主要职责: 职能}}]
"""
TABLE = """
标题: "{年度}年{级次}资产表"
单位: 无
列:
  - {题: 项目, 内容: 文字}
  - {题: "截至{常量.年末日}", 取: {名: 收支总计}}
行:
  固定:
    - [（一）单价50万元以上通用设备（台，套）, {数: 国有资产.通用设备}]
    - [（二）单价100万元（含）以上设备, {数: 国有资产.车辆.其他用车}]
    - [本部门救助人次, {数: 数据.救助人次}]
    - [收支相抵, {加: [收入总计], 减: [支出总计]}]
"""


def test_a_pack_with_all_that_forms_need_is_clean(make_pack: Maker) -> None:
    pack = make_pack(SETTINGS, {"tables/T99.yaml": TABLE, "名词.yaml": '- {词: 基本支出, 解释: "{{ 年度 }}年的支出。"}\n'})
    assert [str(problem) for problem in problems_of(pack) if "名词“" not in problem.message] == []
