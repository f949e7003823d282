"""What pack.yaml may say: every setting with its kind, checked when the pack is read, with the line of the mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.document.numbering import DEFAULT as ORDINALS
from generator.document.vocabulary import ROLES
from generator.errors import PackError, Problems
from generator.figures.scoring.pointrules import KINDS as POINT_RULES
from generator.figures.scoring.rules import scoring_of
from generator.figures.view import nearest
from generator.figures.wording import phrases
from generator.figures.wording.numbers import DIFFERENCES, ROUNDING
from generator.figures.wording.shares import MODES
from generator.model.choices import KINDS as ACCOUNT_KINDS
from generator.settingsfile.kinds import Check, Slip, choice, count, group, pattern, sentences, switch, text, word, words
from generator.settingsfile.reading import SettingsMap

BARE = text(re.compile(r"[^\W_][\w.+-]{0,79}"), "一个名称", "tongyong-juesuan")
"""The plain name of a folder or file, without a path that leads elsewhere."""


def _slots(phrase: str) -> tuple[str, ...]:
    """The gaps in a phrase of 用语."""
    return {"增加": ("差", "率"), "减少": ("差", "率"), "基数为零": ("差",), "完成预算": ("率",), "占比": ("率",)}.get(phrase, ())


TEXT_SLOTS = ("年度", "上年度", "下年度", "部门", "级次")
"""Slots that the texts of a table may have; constants (`{常量.…}`) stand beside them."""
EXPRESSION = re.compile(r"\{\{(?:(?!\{\{|\}\}).)*+\}\}")


def live(*slots: str) -> Check:
    """A sentence with places to be filled, and with `{{ }}`."""
    check = pattern(*slots)

    def checked(name: str, value: Any, line: int) -> Iterator[Slip]:
        plain = value if isinstance(value, (dict, list, bool)) else EXPRESSION.sub("", str(value))
        yield from check(name, plain, line)

    return checked


FIXED = ("名称", "继承", "文件名", "版式", "地区", "见到")
"""Settings that neither a year nor a case changes."""
SOURCES = ("全文", "部分", "仅目录")
"""How much of the form was seen by who wrote the pack: all its text, some of it, or the contents page."""


def _years(name: str, value: Any, line: int) -> Iterator[Slip]:
    """年度表样: settings by year."""
    if not isinstance(value, SettingsMap):
        yield line, f"“{name}”应是一组设置", "写成“2020-2021: {公开表: […]}”"
        return
    for years, special in value.items():
        at = value.line_of(years)
        if not re.fullmatch(r"至\d{4}|\d{4}起|\d{4}(-\d{4})?", years):
            yield at, f"“{years}”不是年度", "写成 2019、至2019、2020-2021 或 2022起"
        if not isinstance(special, SettingsMap):
            yield at, f"“{years}”应是一组设置", "写成“2020-2021: {公开表: […]}”"
            continue
        for key, entry in special.items():
            if key not in KINDS or key in (*FIXED, name):
                yield special.line_of(key), f"“{key}”不能按年度设", "可按年度设的是公开表、部分、节、词语、用语等"
            else:
                yield from KINDS[key](key, entry, special.line_of(key))


def _cases(name: str, value: Any, line: int) -> Iterator[Slip]:
    """按条件: settings that hold where a condition over the data is true."""
    if not isinstance(value, list):
        yield line, f"“{name}”应是一列", "写成“- {条件: …, 词语: {…}}”"
        return
    for entry in value:
        if not isinstance(entry, SettingsMap) or "条件" not in entry:
            yield getattr(entry, "line", line), f"“{name}”里这一项没有“条件”", '写成“- {条件: 部门.级次 == "单位", 词语: {…}}”'
            continue
        for key, special in entry.items():
            at = entry.line_of(key)
            if key == "条件":
                yield from word(key, special, at)
            elif key not in KINDS or key in (*FIXED, "年度表样", name):
                yield at, f"“{key}”不能按条件设", "可按条件设的是公开表、部分、节、词语、编号、用语等"
            else:
                yield from KINDS[key](key, special, at)


def _styles(name: str, value: Any, line: int) -> Iterator[Slip]:
    """式样: settings by the name of a way of writing the form, which the data choose."""
    if not isinstance(value, SettingsMap):
        yield line, f"“{name}”应是一组设置", "写成“十节: {部分: {…}}”"
        return
    for style, special in value.items():
        at = value.line_of(style)
        if not isinstance(special, SettingsMap):
            yield at, f"“{style}”应是一组设置", "写成“十节: {部分: {…}}”"
            continue
        for key, entry in special.items():
            if key not in KINDS or key in (*FIXED, "年度表样", name):
                yield special.line_of(key), f"“{key}”不能按式样设", "可按式样设的是骨架、公开表、部分、节、词语、编号、用语等"
            else:
                yield from KINDS[key](key, entry, special.line_of(key))


def _entries(name: str, value: Any, line: int, kinds: Mapping[str, Check], plain: str) -> Iterator[Slip]:
    """A list of names or of groups. plain: what a name alone stands for."""
    if not isinstance(value, list):
        yield line, f"“{name}”应是一列", f"写成“{name}: [甲, 乙]”"
        return
    for entry in value:
        if isinstance(entry, SettingsMap):
            yield from group(kinds)(name, entry, entry.line)
            if not any(key in entry for key in (plain, "标题")):
                yield entry.line, f"“{name}”里这一项没有“{plain}”", f"写成“{{{plain}: …}}”"
        elif not isinstance(entry, str):
            yield line, f"“{name}”里的“{entry}”不是名称", f"写成“{name}: [甲, 乙]”"


def _parts(name: str, value: Any, line: int) -> Iterator[Slip]:
    yield from _entries(name, value, line, {"部分": word, "条件": word}, "部分")


def _ordinal(name: str, value: Any, line: int) -> Iterator[Slip]:
    if value not in (False, "否"):
        yield from pattern("中", "数")(name, value, line)


DECIMAL_KEYS = {
    "单位": choice("万元", "元"),
    "小数": count("原样", "去尾零"),
    "最多": count(),
    "千分位": switch,
    "零": word,
    "百分比小数": count(),
    "整数百分比": switch,
    "舍入": choice(*ROUNDING),
    "占比平衡": choice(*MODES),
    "差额": choice(*DIFFERENCES),
}


SPOKEN: dict[str, Check] = {"句": sentences, "文字": sentences}
HEADED = ("标题", "目录题")
LISTED: dict[str, Check] = {"列入目录": switch, "数字格式": group(DECIMAL_KEYS)}
"""What a section, and a unit, may say of its contents entry and its numbers."""


def _sections(name: str, value: Any, line: int) -> Iterator[Slip]:
    kinds = {
        **dict.fromkeys(("节", *HEADED, "条件", "空条件", "空句"), word),
        "含": _sections,
        "并入": words,
        "编号": _ordinal,
        **LISTED,
        **SPOKEN,
    }
    yield from _entries(name, value, line, kinds, "节")


def _cover(name: str, value: Any, line: int) -> Iterator[Slip]:
    yield from _entries(name, value, line, {"文": word, "角色": choice(*ROLES), "条件": word}, "文")


def _equipment(name: str, value: Any, line: int) -> Iterator[Slip]:
    yield from _entries(name, value, line, {"数": choice("通用设备", "专用设备", "大型设备"), "写法": word}, "数")


def _heads(name: str, value: Any, line: int) -> Iterator[Slip]:
    """占位: 是, or the heads of the columns."""
    if isinstance(value, list):
        yield from words(name, value, line)
        if len(value) < 2:
            yield line, f"“{name}”至少要两个列题", f"写成“{name}: [项目, 金额]”"
    elif value not in (True, "是"):
        yield line, f"“{name}”应是“是”或一列列题", f"写成“{name}: [项目, 金额]”"


FORMS_KEYS: dict[str, Check] = {
    **dict.fromkeys(("表", "表样", "标题", "空表", "注", "零", "单位", "条件", "模板"), word),
    "表号": live("数", "两位", "中", *TEXT_SLOTS),
    "占位": _heads,
    **dict.fromkeys(("栏次", "行次", "空表列示", "千分位"), switch),
    "方向": choice("横", "竖"),
    "合计": choice("首", "末", "否"),
    **dict.fromkeys(("列题", "行题"), group(word)),
    "有数才列": words,
    "小数": count(),
}
FORM = group(FORMS_KEYS)


def _forms(name: str, value: Any, line: int) -> Iterator[Slip]:
    if not isinstance(value, list):
        yield line, f"“{name}”应是一列表", f"写成“{name}: [T01, T02]”"
        return
    for entry in value:
        if isinstance(entry, SettingsMap):
            yield from FORM(name, entry, entry.line)
            if "表" not in entry:
                yield entry.line, "这张公开表没有说是哪张表", "写成“{表: T06, 表号: 公开06表}”"
        elif not isinstance(entry, str):
            yield line, f"“{entry}”不是表的编号", f"写成“{name}: [T01, T02]”"


def _bands(name: str, value: Any, line: int) -> Iterator[Slip]:
    if not isinstance(value, list) or not all(isinstance(band, list) and len(band) == 2 for band in value):
        yield line, f"“{name}”应是一列上限和得分", f"写成“{name}: [[0, 5], [10, 4]]”"


RULE = group(
    {"类型": choice(*POINT_RULES), **dict.fromkeys(("起", "每", "扣", "其余"), word), "档": _bands, "不涉及得满分": switch}
)
SCORE = group({**dict.fromkeys(("一级", "二级", "三级", "分值", "取值", "说明", "标准"), word), "规则": RULE})


def _scores(name: str, value: Any, line: int) -> Iterator[Slip]:
    if not isinstance(value, list) or not all(isinstance(entry, SettingsMap) for entry in value):
        yield line, f"“{name}”应是一列指标", "每个指标以“- 一级: …”开头，下面各行对齐"
        return
    for entry in value:
        yield from SCORE(name, entry, entry.line)


def _scoring(name: str, value: Any, line: int) -> Iterator[Slip]:
    if not isinstance(value, SettingsMap):
        yield line, f"“{name}”应是一组设置", f"在“{name}:”下面缩进两格，一行一项"
        return
    try:
        scoring_of(value)
    except ValueError as error:
        yield line, str(error), "核对“评分”一节"


def _mapping(name: str, value: Any, line: int) -> Iterator[Slip]:
    """Settings that another room reads and checks itself."""
    if not isinstance(value, SettingsMap):
        yield line, f"“{name}”应是一组设置", f"在“{name}:”下面缩进两格，一行一项"


LAYOUT = {
    **dict.fromkeys(("栏次", "行次", "表号", "空表列示", "空表留白"), switch),
    "表号写法": live("数", "两位", "中", *TEXT_SLOTS),
    "标题写法": live("标题", "表号"),
    "部门写法": live("部门"),
    "单位写法": live("单位"),
}
PART: dict[str, Check] = {
    **dict.fromkeys(HEADED, word),
    "目录级": count(),
    "目录编号": _ordinal,
    "节": _sections,
    "编号": group(dict.fromkeys(ORDINALS, _ordinal)),
    **LISTED,
    **SPOKEN,
}
UNIT: dict[str, Check] = {
    **dict.fromkeys((*HEADED, "空条件", "空句"), word),
    **LISTED,
    "含": _sections,
    "编号": _ordinal,
    **SPOKEN,
}
COMPARED: dict[str, Check] = {
    "预算": choice("年初预算", "全年预算"),
    "上年": choice("上年决算", "上年预算"),
    **dict.fromkeys(("上年数", "总额差异"), choice("印", "不印")),
}
KINDS: dict[str, Check] = {
    **dict.fromkeys(("名称", "说明", "文件名", "标题", "副题", "正文", "地区"), word),
    "见到": choice(*SOURCES),
    **dict.fromkeys(("继承", "版式"), BARE),
    "骨架": _parts,
    "部分": group(group(PART)),
    "节": group(group(UNIT)),
    "词语": group(word),
    "级次词": group({"部门": word, "本级": word, "单位": word}),
    "内容": group(word),
    "列零项": group(switch),
    "科目写法": pattern("类", "款", "项", "类编码", "款编码", "项编码"),
    "对比": group(COMPARED),
    "封面": _cover,
    "目录": group({"题": word, "级": count(), "页码": switch, "注": words, "部分编号": _ordinal}),
    "资产": group({"车辆": words, "设备": _equipment}),
    "表式": group(LAYOUT),
    "年度表样": _years,
    "按条件": _cases,
    "式样": _styles,
    "情况说明": words,
    "落款": choice("盖章", "不盖章"),
    "文种": choice(*ACCOUNT_KINDS),
    "图": switch,
    "图题": pattern("图", "题", "型"),
    "数字格式": group({"正文": group(DECIMAL_KEYS), "表格": group(DECIMAL_KEYS)}),
    "编号": group(dict.fromkeys(ORDINALS, pattern("中", "数"))),
    "用语": group({key: pattern(*_slots(key)) for key in phrases.DEFAULT}),
    "常量": group(word),
    "公开表": _forms,
    "评分表": _scores,
    "空表说明": live("部门", "年度", "情况"),
    "评分": _scoring,
    "核对": _mapping,
    "名词": group({"级": count(), "顺序": words, "改写": group(word), "科目写法": pattern("类", "款", "项")}),
}


def check_settings(raw: Any, label: str) -> None:
    """Raise PackError for a setting that is unknown or of the wrong kind, Problems for several. label: how messages name
    the file."""
    if not isinstance(raw, SettingsMap):
        raise PackError("pack.yaml 应是一组设置", file=label, line=1, remedy="写成“名称: …”的形式")
    errors = list(_mistakes(raw, label))
    if len(errors) > 1:
        raise Problems(errors)
    if errors:
        raise errors[0]


def _mistakes(raw: SettingsMap, label: str) -> Iterator[PackError]:
    for key, value in raw.items():
        line = raw.line_of(key)
        kind = KINDS.get(key)
        if kind is None:
            message = f"pack.yaml 里没有“{key}”这项设置{nearest(key, KINDS)}"
            yield PackError(message, file=label, line=line, remedy=f"可用：{'、'.join(KINDS)}")
            continue
        yield from (PackError(said, file=label, line=at, remedy=remedy) for at, said, remedy in kind(key, value, line))
