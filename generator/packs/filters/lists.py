"""Filters over lists: the items that a form prints, their shares, order and merged cells, and the name of a 科目."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.figures.view import View
from generator.figures.wording.shares import shares
from generator.model.amount import Amount, Origin, OriginKind, figure
from generator.model.place import place_of
from generator.packs.context.ledger import Figure, joined
from generator.packs.context.scope import amount_of, ledger_of, lists_zero, pack_of, style_of

CODE_NAME = "{类}（类）{款}（款）{项}（项）"
CODE_PARTS = {"类编码": slice(0, 3), "款编码": slice(3, 5), "项编码": slice(5, 7)}


@pass_context
def items(
    context: Context, values: Iterable[Any], name: str = "", whole: Amount | None = None, field: str = "金额"
) -> list[View]:
    """一组有“金额”的项，照“列零项”去掉为零的；给出总数时每项加上“占比”，照“占比平衡”调尾差。看别的字段时写在最后。

    例：{% for 项 in 各项|分项("各项", 总数) %}{{ 项.名称 }}{{ 项.占比|占 }}；{% endfor %} → 甲占60.00%；乙占40.00%；
    例：{{ 车辆|分项("车辆", none, "数量")|顿号("用途") }} → 机要通信用车、应急保障用车
    """
    rows = [{key: row[key] for key in row} for row in values]
    if not lists_zero(context, name):
        rows = [row for row in rows if not row[field].is_zero]
    if whole is not None:
        amounts = [amount_of(row["金额"], "分项") for row in rows]
        for row, part in zip(rows, shares(amounts, amount_of(whole, "分项"), style_of(context, "正文")), strict=True):
            row["占比"] = part
    return [View(row, name) for row in rows]


@pass_context
def code_name(context: Context, value: Any) -> Markup:
    """功能科目的写法，由模板包“科目写法”定。

    例：{{ 科目|科目名 }} → 卫生健康支出（类）医疗救助（款）城乡医疗救助（项）
    """
    names = {slot: str(value[slot]) for slot in ("类", "款", "项")}
    code = str(value["编码"])
    parts: list[str] = []
    for piece in re.split(r"(\{\w+\})", pack_of(context).settings.get("科目写法", CODE_NAME)):
        slot = piece.strip("{}")
        if slot in CODE_PARTS:
            origin = Origin(OriginKind.TYPED, "科目编码", place_of(value["编码"]))
            parts.append(Figure(code[CODE_PARTS[slot]], origin, ledger_of(context)))
        else:
            parts.append(names.get(slot, slot) if piece.startswith("{") else piece)
    return joined(parts)


def ordered(values: Iterable[Any], wanted: Iterable[str], field: str = "用途") -> list[View]:
    """按给定的名称排出各行：没有的列零，名单以外的照样列在后面，不漏。名称在别的字段时写字段名。

    例：{{ 车辆|按类(["其他用车", "应急保障用车"])|顿号("用途") }} → 其他用车、应急保障用车、机要通信用车
    """
    rows = {str(row[field]): {key: row[key] for key in row} for row in values}
    nothing = figure(0, rule="没有填报即为零")
    wanted = tuple(wanted)
    first = [rows.get(name, {field: name, "数量": nothing}) for name in wanted]
    return [View(row, field) for row in (*first, *(row for name, row in rows.items() if name not in wanted))]


def counted(values: Iterable[Any]) -> list[View]:
    """给每行加上“序号”：1、2、3……，印在表格的一格里。

    例：{% for 项 in 各项|加序号 %}{{ 项.序号 }}{{ 项.名称 }}；{% endfor %} → 1甲；2乙；
    """
    return [View({**{key: row[key] for key in row}, "序号": str(number)}) for number, row in enumerate(values, 1)]


def size(values: Iterable[Any]) -> int:
    """列表的项数，用在属性和算式里，不带出处。

    例：{{ (名单|个数) + 1 }} → 3
    """
    return len(tuple(values))


def filled(values: Iterable[Any], level: str, needed: Iterable[str]) -> list[View]:
    """表式规定的行：某个一级指标的各行，表式列出的二级指标没有行时补一个空行；“二级行数”供纵向合并。

    没有列出的二级指标排在前面，其余照表式的顺序。

    例：{% for 行 in 指标|补行("产出指标", ["成本指标"]) %}{{ 行.二级 }}{{ 行.三级 }}；{% endfor %} → 数量指标个数；成本指标；
    """
    rows = [{key: row[key] for key in row} for row in values if row["一级"] == level]
    wanted = tuple(needed)
    blank = {"二级": "", "三级": "", **dict.fromkeys(("评分标准", "描述", "指标值", "符号", "值", "单位", "依据"))}
    ordered = [row for row in rows if row["二级"] not in wanted]
    for second in wanted:
        ordered += [row for row in rows if row["二级"] == second] or [{**blank, "一级": level, "二级": second}]
    return [View(row) for row in _counted(ordered, "二级行数", ("二级",))]


def merged(values: Iterable[Any], first: str, second: str) -> list[View]:
    """给每行加上“一级行数”“二级行数”：相同的值只在头一行有数，供纵向合并单元格。

    例：{% for 行 in 各项|合并("类", "名称") %}{{ 行.一级行数 }}{% endfor %} → 20
    """
    rows = [{key: row[key] for key in row} for row in values]
    for level, keys in (("一级行数", (first,)), ("二级行数", (first, second))):
        _counted(rows, level, keys)
    return [View(row) for row in rows]


def _counted(rows: list[dict[str, Any]], name: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows, the first of each run with the same keys holding the run's length under a name, the others 0."""
    start = 0
    for number, row in enumerate(rows):
        if any(row[key] != rows[start][key] for key in keys):
            start = number
        row[name] = 0
        rows[start][name] = number - start + 1
    return rows
