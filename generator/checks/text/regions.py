"""Z03: other counties, districts, cities in the text: what is left of a text that was copied from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import WARNING, Check, Found, Rule, Spot
from generator.model.place import Place

BREAK = "在赴至到与和及由对从向为于是的了省市县区州盟把将被并各全我本该跨外往经按如因以或等随请个家名项条次同给报送时应所其此原照"
"""Characters that end the search for a name backwards: function words and higher levels."""
COMMON = tuple(
    "社辖城园郊地景校库灾片山林牧矿老新小大特超上都门夜股楼早菜房集院病战疫汛治心开发示范试验自治试点行政保护工业高新经济"
    "旅游级服务生活办公居民街重点贫困建成主中商片农库周边全基层经开"
)
"""Last characters of words that are no names: 社区, 城市, 园区, 上市 …"""
VERBS = frozenset(
    [
        *("组织", "完成", "推动", "推进", "加强", "协助", "配合", "落实", "执行", "指导", "督促", "联合", "会同", "组建", "提高"),
        *("提升", "促进", "服务", "建设", "贯彻", "报送", "上报", "协调", "衔接", "支持", "深入", "覆盖", "争取", "纳入", "划归"),
        *("移交", "属于", "成立", "召开", "参加", "开展", "严格", "规范", "强化", "优化", "做好", "抓好", "确保", "保障", "关于"),
        *("根据", "通过", "进入", "位于", "来自", "前往", "所有", "其他", "部分", "有关", "相关", "每个", "多个", "两个", "全部"),
        *("完善", "保证", "兄弟", "友邻", "友好", "对口", "帮扶", "受援", "先进", "典型", "一类", "二类"),
        *("原有", "现有", "邻近", "相邻", "培育", "报经", "报请", "会商", "统筹", "健全", "拟订", "制定", "承办", "承担", "管理"),
    ]
)
QUOTED = "立项依据"
"""Titles of documents of a higher level are quoted as they are."""
AUTONOMOUS = re.compile(r"(.{2,3}?)[^族]{1,3}族(?:.{1,3}族)*自治([县州旗])")
"""A self-governed place, which people call by its name alone."""
MARK = re.compile("[县区市旗](?![级域场别内间长块位面民容值委政直属])")
"""The end of a name; the signs after it that make it part of another word: 县级, 区域, 市场."""


def others(facts: Facts) -> Iterator[Found]:
    """A place with a name of its own outside 地区."""
    region = list(map(str, facts.data.names.region))
    chain = [*region, str(facts.data.names.full), *facts.settings.places, *map(str, facts.data.names.places)]
    chain += [short[1] + short[2] for known in region if (short := AUTONOMOUS.fullmatch(known))]
    found: dict[str, list[Place]] = {}
    for mark in MARK.finditer(facts.page.text) if region else ():
        name = _name(facts.page.text, mark.start())
        if name and not any(name in known or (len(known) > 2 and known.endswith(name)) for known in chain):
            line, offset = facts.page.locate(mark.start() - len(name) + 1)
            found.setdefault(name, []).append(line.at(offset))
    for name, places in found.items():
        times = f"（共{len(places)}处）" if len(places) > 1 else ""
        message = f"文字里有别的地方：“{name}”{times}，不在“地区”（{'、'.join(region)}）之内"
        yield Spot(message, places[0], "是照抄留下的就改；确实要提到的，在“确认”里写明")


def _name(text: str, end: int) -> str:
    """The name that ends with the 县, 区, 市 or 旗 at `end`; empty where it is a common word."""
    start = end
    while start > 0 and "\u4e00" <= text[start - 1] <= "\u9fff" and text[start - 1] not in BREAK:
        start -= 1
    stem = text[start:end]
    if not 2 <= len(stem) <= 3 or stem[-1] in COMMON or stem[:2] in VERBS or stem[-2:] in VERBS:
        return ""
    return text[start : end + 1]


def our_area(facts: Facts) -> Iterator[Found]:
    """我市 in the text of a county."""
    own = str(facts.data.names.our_area)
    for found in re.finditer("我[省市县区旗]", facts.page.text):
        line, offset = facts.page.locate(found.start())
        if len(own) == len(found[0]) and found[0] != own and QUOTED not in line.start.path:
            yield Spot(f"自称“{found[0]}”与“我地”（{own}）不一致", line.at(offset), f"改为“{own}”，或改“部门”里的“我地”")


def whole_area(facts: Facts) -> Iterator[Found]:
    """全区 in the text of a county: a text that was copied from another place of the same level."""
    own = str(facts.data.names.area)
    if own[-1] in "县区旗":
        for found in re.finditer("全[县区旗](?!域)", facts.page.text):
            line, offset = facts.page.locate(found.start())
            if found[0] != own and QUOTED not in line.start.path:
                yield Spot(f"文字里的“{found[0]}”与“本地”（{own}）不一致", line.at(offset), f"改为“{own}”，或改“部门”里的“本地”")


RULES: tuple[Rule, ...] = (
    Check("Z03", "不出现“地区”以外的县、区、市、旗", WARNING, others, "照抄留下的改掉"),
    Check("Z03", "所说的范围与“本地”一致", WARNING, whole_area, "改文字，或改“本地”"),
    Check("Z03", "自称的地方与“我地”一致", WARNING, our_area, "改文字，或改“我地”"),
)
