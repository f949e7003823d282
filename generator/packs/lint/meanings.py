"""What each name of a template means, its unit and where it comes from: said by the model, or read off the figures themselves.

A derived figure of the specimen knows its formula and the fields that it rests on, so that nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from generator.figures.nodes import SAID_OF, node
from generator.figures.specimen import specimens
from generator.figures.view import View
from generator.model.amount import Amount, Origin, OriginKind
from generator.model.place import Place, SourceText
from generator.model.record import Record
from generator.model.text import Text
from generator.packs.asked import described
from generator.packs.lint.shapes import AMOUNT, Shape

LAST_YEAR = "上年"
GENERAL = {
    SAID_OF: "这一组给了没有：已填、无、不涉及、未载明或待填",
    "名称": "印出来的名称",
    "金额": "金额",
    "编码": "科目编码",
    "类": "科目编码的类",
    "款": "科目编码的款",
    "项": "科目编码的项",
    "科目": "科目编码",
    "占比": "占合计的百分数",
    "标题": "印出来的标题",
    "结构": "各组成部分的名称和金额",
    "各级": "各级的名称",
    "类别": "类别",
    "单位": "计量单位",
    "方向": "与基准比的方向",
}
"""Last parts of derived names that mean the same wherever they stand."""
LISTS = {
    "收入来源": "有数的各种收入，名称和金额",
    "支出性质": "有数的各种性质的支出，名称和金额",
    "支出类": "一般公共预算财政拨款支出，按类级科目",
    "全部支出类": "全部资金的支出，按类级科目",
    "支出项": "一般公共预算财政拨款支出，按项级科目",
    "全部支出项": "全部资金的支出，按项级科目",
    "政府性基金支出项": "政府性基金预算财政拨款支出，按项级科目",
    "国有资本经营支出项": "国有资本经营预算财政拨款支出，按项级科目",
    "人员经费项": "人员经费，按支出经济分类款级科目",
    "公用经费项": "公用经费，按支出经济分类款级科目",
    "三公控制": "“三公”经费各项的预算、决算和控制率",
    "预算执行.行": "整体支出预算执行表的各行",
    "上年度": "年度的前一年",
    "下年度": "年度的后一年",
    "上年": "上年的同一套名称",
}
PACK_GROUPS = {
    "词": "模板包的词语",
    "常量": "模板包的常量",
    "用语": "模板包的用语",
    "内容": "模板包选的内容",
    "对比": "和什么比",
    "目录": "目录的设置",
    "资产写法": "国有资产的写法",
}
"""Names that are settings of the pack."""


FITTING = {"万元": ("万元", "金额"), "金额": ("万元", "金额"), "百分比": ("%", "百分数"), "百分率": ("%", "百分数")}
"""Filter → the unit of the figures that it prints, and what they are called."""


class Meaning(NamedTuple):
    """description: a line of Chinese; unit: 万元 for money; source: where the value comes from."""

    description: str
    unit: str
    source: str


def meaning(path: str, kind: str) -> Meaning:
    """What a name is. path: with `[]` for members of a list and 某 for keys that people choose; kind: as shapes call it."""
    first, _, rest = path.partition(".")
    if first == LAST_YEAR and rest:
        found = meaning(rest, kind)
        return found._replace(description=f"上年的：{found.description}")
    if first in PACK_GROUPS:
        return Meaning(f"{PACK_GROUPS[first]}“{rest}”" if rest else PACK_GROUPS[first], "", "模板包 pack.yaml")
    said = _of_field(path, kind) or _of_value(path, kind) or (_of_list(path) if kind == "一列" else None)
    described_here = LISTS.get(path) or GENERAL.get(path.split(".")[-1].removesuffix("[]"))
    return said or Meaning(described_here or _plain(path), "", "由程序给出")


def _of_field(path: str, kind: str) -> Meaning | None:
    """What the model says of a field."""
    about = described(path)
    if not about.known or path.split(".")[-1] == SAID_OF:
        return None
    return Meaning(about.description, about.unit or ("万元" if kind == "数" and about.money else ""), about.rule or "填报")


def _of_value(path: str, kind: str) -> Meaning | None:
    """What the value of the specimen tells: its field, or its formula."""
    value = values().get(path)
    if isinstance(value, Amount):
        return _of_amount(path, value)
    return _of_field(value.path, kind) if value is not None and value.path else None


def _of_list(path: str) -> Meaning | None:
    """A list whose members come from a list of the data."""
    for name, value in values().items():
        place = value.origin.place if isinstance(value, Amount) else value
        if name.startswith(f"{path}[]") and "[]" in place.path:
            return _of_field(place.path.rpartition("[]")[0], "一列")
    return None


def _of_amount(path: str, amount: Amount) -> Meaning:
    origin = amount.origin
    about = _of_field(origin.place.path, "数") if origin.place.path and _is_number(origin.place.path) else None
    if about and origin.kind is OriginKind.TYPED:
        return about
    name = origin.name if origin.name != path.split(".")[-1].removesuffix("[]") else ""
    if about:  # 载明: the sum of its parts, where the data do not state it
        return Meaning(about.description, about.unit, "数据载明的；没有载明的由各项相加")
    if origin.kind is OriginKind.RULE:
        return Meaning(name or path.split(".")[-1], _unit(amount), f"填报；{origin.expression}" if origin.expression else "填报")
    return Meaning(name or _plain(path), _unit(amount), f"算出：{_formula(origin)}")


def _plain(path: str) -> str:
    """A name that says itself what it is, after the group in which it stands."""
    return "的".join(part.removesuffix("[]") for part in path.split(".")[-2:])


def _formula(origin: Origin) -> str:
    """A computation in words; the names of many summands are left out."""
    names = list(dict.fromkeys(operand.origin.name for operand in origin.operands))
    spoken = [name for name in names if name and not name.isdigit() and name != origin.name]
    if origin.expression in ("", "＋"):
        return "＋".join(spoken) if 1 < len(spoken) <= 4 and len(spoken) == len(names) else "各项相加"
    return origin.expression.format(*(operand.origin.name or "此数" for operand in origin.operands))


def _unit(amount: Amount) -> str:
    """% of a rate, 分 of a score; else that of the first figure below that has one; 个 of names that are counted."""
    if "÷" in amount.origin.expression:
        return "%"
    if amount.origin.name.endswith(("得分", "分值")):
        return "分"
    typed = list(_typed(amount.origin))
    for origin in typed:
        about = described(origin.place.path)
        if about.money or about.unit:
            return about.unit or "万元"
    return "个" if typed else "万元"


def _is_number(path: str) -> bool:
    about = described(path)
    return about.money or bool(about.unit)


def _typed(origin: Origin) -> Iterator[Origin]:
    """The origins below that have a place in the data."""
    if origin.place.path:
        yield origin
    for operand in origin.operands:
        yield from _typed(operand.origin)


@cache
def unit_of(path: str) -> str:
    """The unit of a figure by its name in a template; nothing for what is no figure of the data, as a loop's own names."""
    known = path.removeprefix(f"{LAST_YEAR}.")
    return meaning(known, "数").unit if isinstance(values().get(known), Amount) else ""


def unit_slip(name: str, path: str, before: Shape) -> str:
    """What is wrong with a filter behind a figure of another unit. path: the figure's name as the template has it."""
    if before != AMOUNT or name not in FITTING:
        return ""
    unit = unit_of(path)
    return f"“{name}”前面的“{path}”不是{FITTING[name][1]}，单位是{unit}" if unit and unit != FITTING[name][0] else ""


@cache
def values() -> Mapping[str, Amount | Place]:
    """Every name of a department with all fields: its amount, or the place of its word or text."""
    found: dict[str, Amount | Place] = {}
    for figures in specimens():
        for name, value in figures.names.items():
            if name != LAST_YEAR:
                for path, leaf in leaves(name, value):
                    found.setdefault(path, leaf if isinstance(leaf, Amount) else leaf.place)
    return found


def leaves(path: str, value: object) -> Iterator[tuple[str, Amount | Text | SourceText]]:
    """The amounts, texts and words below a value, each with its name; of a list its first member, under `[]`."""
    if isinstance(value, Record):
        value = node(value)
    if isinstance(value, View):
        value = {name: value[name] for name in value}
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(f"{path}.{name}", inner)
    elif isinstance(value, (list, tuple)):
        for inner in value[:1]:
            yield from leaves(f"{path}[]", inner)
    elif isinstance(value, (Amount, Text, SourceText)):
        yield path, value
