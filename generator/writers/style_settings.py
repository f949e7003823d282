"""What a style may say: every setting with its kind and bounds, checked when the file is read, with the line of a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.document.vocabulary import HEADING_ROLES, ROLES
from generator.errors import GongkaiError, PackError, Problems
from generator.settingsfile.kinds import Check, Slip, choice, group, number, several, switch, text
from generator.settingsfile.reading import SettingsMap

ALIGNMENTS = ("左", "中", "右", "两端")
FONT = text(re.compile(r"\w[\w .+-]{0,59}"), "字体名", "Times New Roman")
COLOUR = text(re.compile(r"[0-9A-Fa-f]{6}"), "颜色", '["1F4E79", "C55A11"]')
PAGE_NUMBER = text(re.compile(r"[^{}<>&\"'\\\x00-\x1f]{0,12}\{页\}[^{}<>&\"'\\\x00-\x1f]{0,12}"), "页码的样式", '"— {页} —"')
NAME = text(re.compile(r"\w[\w.+-]{0,39}"), "一个名称", "公开")
WORD = text(re.compile(r"\w{1,20}"), "一个词", "正文")
MARGINS: dict[str, Check] = dict.fromkeys(("上", "下", "左", "右"), number(0, 400, "毫米"))
ROLE: dict[str, Check] = {
    "字体": WORD,
    "字号": number(4, 120, "磅"),
    "行距": number(0, 400, "磅"),
    "对齐": choice(*ALIGNMENTS),
    **dict.fromkeys(("首行", "左缩进", "右缩进"), number(-40, 40, "字")),
    **dict.fromkeys(("段前", "段后"), number(0, 800, "磅")),
    **dict.fromkeys(("加粗", "同页"), switch),
}
KINDS: dict[str, Check] = {
    "名称": NAME,
    "继承": NAME,
    "页面": group({**dict.fromkeys(("宽", "高"), number(50, 1200, "毫米")), **MARGINS}),
    "横页": group(MARGINS),
    "字体": group(group({"中文": FONT, "西文": FONT, "替补": several(FONT)})),
    "西文替补": several(FONT),
    "正文字距": number(-5, 20, "磅"),
    "角色": group(group(ROLE)),
    "页码": group({"样式": PAGE_NUMBER, "奇偶不同": switch}),
    "表格线": group(dict.fromkeys(("外框", "内线"), number(0, 10, "磅"))),
    "图": group({**dict.fromkeys(("宽", "高"), number(20, 1000, "毫米")), "颜色": several(COLOUR)}),
}
NEEDED: dict[str, tuple[str, ...]] = {
    "页面": ("宽", "高", *MARGINS),
    "字体": ("宋体",),
    "页码": ("样式", "奇偶不同"),
    "表格线": ("外框", "内线"),
    "图": ("宽", "高", "颜色"),
    "角色": (
        *ROLES,
        *HEADING_ROLES,
        *("附件号", "附件说明", "附件说明续", "目录题", "目录一级", "目录二级", "目录三级"),
        *("表头行", "表头", "表格文字", "表格数字", "文中表头", "文中表格文字", "页码"),
    ),
}
"""Groups and what a style has to say in each, itself or by the one that it inherits from."""
LEAST_TEXT = 20
"""Millimetres that margins leave of a page."""


def check_style(raw: Any, label: str) -> None:
    """Raise PackError, or Problems, for every setting that is unknown, of the wrong kind or out of bounds.

    label: how messages name the file.
    """
    if not isinstance(raw, SettingsMap):
        raise PackError("版式文件应是一组设置", file=label, line=1, remedy="对照 templates/styles/公开.yaml 的写法")
    slips = [*group(KINDS)("版式", raw, raw.line), *_names(raw)]
    _raise(PackError(said, file=label, line=line, remedy=remedy) for line, said, remedy in slips)


def _names(raw: SettingsMap) -> Iterable[Slip]:
    """Names of fonts and roles: they become names in the sheet and in Word."""
    for key in ("字体", "角色"):
        given = raw.get(key)
        if isinstance(given, SettingsMap):
            for name in given:
                yield from WORD(f"{key}的名称", name, given.line_of(name))


def check_whole(raw: Mapping[str, Any], label: str) -> None:
    """Raise Problems for what a style lacks, itself and what it inherits taken together. label: how messages name the file."""
    _raise(PackError(said, file=label, remedy=remedy) for said, remedy in _missing(raw))


def _missing(raw: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for key in (*NEEDED, "名称", "西文替补", "正文字距"):
        lacking = [name for name in NEEDED.get(key, ()) if name not in raw.get(key, {})]
        if key not in raw or lacking:
            yield f"版式里没有“{key if key not in raw else f'{key}: {lacking[0]}'}”", "补上，或写“继承: 公开”"
    fonts = raw.get("字体", {})
    for name, font in fonts.items():
        if lacking := [key for key in ("中文", "西文", "替补") if key not in font]:
            yield f"字体“{name}”没有“{lacking[0]}”", "写成“{中文: 仿宋, 西文: Times New Roman, 替补: [仿宋]}”"
    for name, role in raw.get("角色", {}).items():
        if lacking := [key for key in ("字体", "字号") if key not in role]:
            yield f"角色“{name}”没有“{lacking[0]}”", "写成“{字体: 仿宋, 字号: 16, 行距: 28}”"
        elif role["字体"] not in fonts:
            yield f"角色“{name}”的字体“{role['字体']}”没有列在“字体”里", f"可用：{'、'.join(fonts)}"
    yield from _narrow(raw.get("页面", {}))


def _narrow(page: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for size, sides in (("宽", ("左", "右")), ("高", ("上", "下"))):
        if all(key in page for key in (size, *sides)) and page[size] - sum(page[key] for key in sides) < LEAST_TEXT:
            yield f"页面的{size}减去页边不到{LEAST_TEXT}毫米", "核对“页面”的各个数，单位是毫米"


def _raise(errors: Iterable[GongkaiError]) -> None:
    found = list(errors)
    if found:
        raise found[0] if len(found) == 1 else Problems(found)
