"""Z07: names of persons in a text that is published: alone on a line, or called 同志."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗花方俞任袁柳鲍史唐费廉薛雷贺倪汤罗毕郝邬安常傅卞齐康伍余顾孟黄穆"
    "萧尹姚邵汪祁毛狄贝明臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万管卢莫房丁邓洪包左石崔吉龚程邢裴陆翁惠甄封储靳段焦侯宓全班"
    "仰秋仲宫宁仇栾甘厉刘叶龙司黎温庄晏柴瞿阎连艾容向古易廖耿匡文寇欧尚游曾关涂"
)
"""The common surnames (百家姓)."""
NO_NAMES = (
    *("方案", "方法", "方式", "方向", "项目", "万元", "万人", "安全", "安排", "安置", "任务", "严格", "章程", "范围", "文件"),
    *("文字", "文化", "文体", "容量", "高效", "高校", "石油", "计划", "华侨", "水利", "金额", "江河", "连续", "顾问", "党委"),
)
"""Words that begin like a name: cells of a table that was pasted."""
ALONE = re.compile(r"[（(]?[ 　]{0,4}([\u4e00-\u9fff])[ 　]{0,4}[\u4e00-\u9fff][ 　]{0,4}[\u4e00-\u9fff]?[ 　]{0,4}[）)]?")
HAN_ONLY = re.compile("[\u4e00-\u9fff]+")
COMRADE = "同志"
NO_SURNAMES = frozenset("向任全从时边对计连容方")
"""Surnames that are function words more often, before two characters of another word."""
NO_GIVEN_NAMES = frozenset(
    "老女男新位体员部导责关青年长记委任队组村层线难困面名众区县市乡镇科室司局院校党群各些等退离作勤管理监控保安全位兵警医护"
)
"""Characters that end what is said of comrades in general: 老同志, 有关同志, 村两委同志."""
GENERAL = (
    "管理",
    "常驻",
    "常务",
    "方面",
    "安全",
    "曾任",
    "时任",
    "高层",
    "成年",
    "江南",
    "包村",
    "包联",
    "何种",
    "任何",
    "左右",
    "万余",
)


def alone(facts: Facts) -> Iterator[Found]:
    """A paragraph that is nothing but a personal name (Z07). The name is not repeated."""
    for text in facts.texts:
        for piece in text.pieces:
            found = ALONE.fullmatch(piece.text) if len(piece.text) <= 8 else None
            if found and found[1] in SURNAMES and not found[0].replace(" ", "").startswith(NO_NAMES):
                yield Breach("单独一行像是人名", text.place._replace(line=piece.line), "公开前删去")


def comrades(facts: Facts) -> Iterator[Found]:
    """A person who is called 同志 by name. The name is not repeated."""
    text = facts.page.text
    at = text.find(COMRADE)
    while at >= 0:
        name = _name_before(text, at)
        if name:
            yield Breach("公开的文字里有人名（称同志的）", facts.page.place(at - len(name)), "公开前删去，只写职务或人数")
        at = text.find(COMRADE, at + len(COMRADE))


def _name_before(text: str, end: int) -> str:
    """The name of a person that ends at a position, as far as its surname and the words of general talk say."""
    for length in (3, 2):
        name = text[max(0, end - length) : end]
        if len(name) < length or not HAN_ONLY.fullmatch(name) or name[0] not in SURNAMES:
            continue
        if name[-1] in NO_GIVEN_NAMES or name.startswith((*GENERAL, *NO_NAMES)) or (length == 3 and name[0] in NO_SURNAMES):
            continue
        return name
    return ""


RULES: tuple[Rule, ...] = (
    Check("Z07", "没有单独成行的人名", WARNING, alone, "公开前删去"),
    Check("Z07", "没有称“同志”的人名", WARNING, comrades, "公开前删去，只写职务或人数"),
)
