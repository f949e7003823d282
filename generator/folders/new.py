"""A new department-year: commented data files to fill in, with the fields that the report of a pack asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.errors import GongkaiError, UsageError
from generator.folders.blank import blank_year, kind_of_pack, leaf_paths
from generator.folders.planned import PlannedFile, planned
from generator.intake import load
from generator.intake.shape import ROOT
from generator.intake.sources import data_files
from generator.intake.yaml.writing import to_yaml
from generator.model.about import Need, about, fields_by_alias
from generator.model.choices import ACCOUNTS, BUDGET
from generator.model.department import DepartmentYear
from generator.model.record import item_of
from generator.model.sections import Names
from generator.packs.asked import Asked, described
from generator.packs.definition.pack import load_pack

FIRST_YEAR, LAST_YEAR = 2000, 2099
YEAR_NAME = re.compile("20[0-9]{2}")
FILES = {
    "基本情况.yaml": ("基本信息",),
    "收支.yaml": ("收入", "支出", "控制数", "上年"),
    "三公与采购.yaml": ("三公与运行经费", "采购", "资产"),
    "项目.yaml": ("项目",),
    "绩效.yaml": ("绩效目标", "绩效自评"),
    "文字.yaml": ("文字", "业务数据"),
}
"""File → the sections of the model that stand in it."""
HEADS = {
    "基本情况.yaml": """部门的名称、单位、人员。
本文件夹里的各个文件按最上一级的字段合在一起，就是一个部门一年的数据；文件名随意，字段不能重复。
凡写着“待填”的地方都要填，这份报告用得着的都在这里；确实没有的，数填 0，文字填 无 或 不涉及。
每行“#”后面是说明，可以删去。""",
    "收支.yaml": """收入、支出、结转和结余。只填最细的数，合计、小计、占比、增减都由程序算；没有的填 0。
有下属单位、各单位另有数据文件的部门，不填收支，改写“汇总”，由程序相加（见 docs/批量.md）。""",
    "三公与采购.yaml": "“三公”经费、机关运行经费、政府采购、国有资产。由“支出”推得出的数不用填，说明里写着从哪里来。",
    "项目.yaml": "项目的资金、目标和指标，一个项目一项，照样子添。",
    "绩效.yaml": "绩效目标和绩效自评。",
    "文字.yaml": """文字部分。原因只写分句，不写句号。
长文字写在“|”下面的各行（如“主要职能: |”），缩进两格，段落之间空一行，列表每项用“- ”起头，不写序号。
文字里的数写成 {{ 数据.名称 }}，在“数据”一节填一次（数据: {服务人次: 待填}），就不会前后不一致。""",
}
REVENUE_EXAMPLE = """
  # 每种收入填一个总数，或按科目分列（收入的表要分科目，所以最好分列），例如
  # 一般公共预算财政拨款:
  #   2080505: 待填
  #   2210201: 待填
"""
EXPENDITURE_EXAMPLE = """
# 一个项级科目（七位编码）一项，照下面的样子写，写好后删去上面的“待填”。没有的资金、性质不写，没写的就是零。
# 资金：一般公共预算、政府性基金、国有资本经营、其他资金；性质：基本支出、项目支出、上缴上级支出、经营支出、
# 对附属单位补助支出；性质下面是经济分类（款，五位编码）和金额。
#   - 科目: 2080505
{own}#     一般公共预算:
#       基本支出:
#         30108: 待填
#       项目支出:  # 按项目分开，名称要和“项目”一节里的一字不差
#         - 项目: 待填
#           经济分类: {{30227: 待填}}
"""
OWN = {ACCOUNTS: ("年初预算", "全年预算", "差异原因", "主要用于"), BUDGET: ("主要用于",)}
"""What a line of 支出 has beside its money, by 文种."""


UNSAID = ("报告", "部门", "机构", "人员", "收入", "文字")
"""Root fields that every department has something to say of."""


def starting_point(folder: Path, pack: str, year: int) -> list[PlannedFile]:
    """The files of a new department-year: in the folder itself where its name is the year, else in `folder/year`.

    Raises PackError for an unknown pack, UsageError for what is no year, for a folder of another year and where data files
    stand already.
    """
    made = load_pack(pack)
    check_year(year)
    target = _year_folder(folder, year)
    if target.is_dir() and data_files(target):
        raise UsageError(f"“{target}”里已有数据文件，没有改动", remedy="换一个文件夹")
    tree, fields = blank_year(made, year)
    notes = dict(_notes(tree, fields))
    texts = {}
    for name, sections in FILES.items():
        part = {key: value for key, value in tree.items() if _section(key) in sections}
        if part:
            above = {"": HEADS[name], **{key: words for key in part if (words := _above(key, part[key], year))}}
            texts[name] = _with_examples(to_yaml(part, notes, above), kind_of_pack(made))
    return planned(target, dict(sorted(texts.items())))


def _year_folder(folder: Path, year: int) -> Path:
    name = folder.name or folder.resolve().name
    if name == str(year):
        return folder
    if YEAR_NAME.fullmatch(name):
        raise UsageError(
            f"文件夹“{folder}”的名称是{name}年，年度却是{year}",
            remedy=f"把文件夹写成“{folder.parent / str(year)}”，或改 --year；文件夹名就是年度",
        )
    return folder / str(year)


def check_year(year: int) -> None:
    """Raises UsageError for what is no year of ours."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"“{year}”不是年度", remedy="写四位数字，如 2024")


def _section(key: str) -> str:
    """The section of a root field."""
    return about(fields_by_alias(DepartmentYear)[key]).section


def _notes(tree: Mapping[str, Any], fields: tuple[Asked, ...]) -> Iterator[tuple[str, str]]:
    """What stands behind each field: what it is, in what it counts, what it follows from."""
    names = {one.path: one for one in fields}
    for path in leaf_paths(tree):
        one = names.get(path) or described(path)
        parts = [one.description, f"单位：{one.unit}" if one.unit else ""]
        if not all(word in one.description for word in one.choices):
            parts.append(f"可填：{'、'.join(one.choices)}")
        if one.need is Need.DERIVED and one.rule.split("，")[0] not in one.description:
            parts.append(f"推得出的不用填：{one.rule}")
        words = "；".join(part for part in parts if part)
        if words and not path.startswith("报告"):
            yield path, words


def _above(key: str, value: Any, year: int) -> str:
    """What stands before a root field: what it is, how to say that there is none, and what need not be filled."""
    info = fields_by_alias(DepartmentYear)[key]
    lines = [about(info).description] if isinstance(value, (dict, list)) else []
    shape = ROOT.step(key)
    if shape is not None and shape.whole and isinstance(value, (dict, list)) and key not in UNSAID:
        lines.append(f"整节都没有的，只写一行“{key}: 无”或“{key}: 不涉及”")
    if isinstance(value, list) and item_of(info.annotation) is not None:
        lines.append("一样一项，照样子添")
    if key == "上年":
        lines.append(f"上年的数据文件夹就在旁边（名为 {year - 1}）时，程序自己去取，这一节可以删去")
    if key == "部门":
        usual = [f"{alias}: {field.default}" for alias, field in fields_by_alias(Names).items() if isinstance(field.default, str)]
        lines.append(f"称呼不写就用这些，不同的另写一行：{'；'.join(usual)}")
        lines.append("还可以写 简称，地区: [省, 市, 县]")
    return "\n".join(lines)


def _with_examples(text: str, kind: str) -> str:
    """The text of a file with an example under 收入 and 支出, in comments."""
    own = "".join(f"#     {name}: 待填\n" for name in OWN.get(kind, ()))
    examples = {"收入": REVENUE_EXAMPLE, "支出": EXPENDITURE_EXAMPLE.format(own=own)}
    lines = []
    for line in text.split("\n"):
        lines.append(line)
        key = line.partition(":")[0]
        if key in examples:
            lines += examples[key].strip("\n").split("\n")
    return "\n".join(lines)


def regions_beside(folder: Path) -> str:
    """The region of a department, written together from the top, from the data of another year in its folder; empty where
    there is none that states it."""
    for other in sorted((one for one in (folder, folder.parent) if one.is_dir()), key=lambda one: one != folder):
        for year in sorted((one for one in other.iterdir() if YEAR_NAME.fullmatch(one.name)), reverse=True):
            try:
                return "".join(map(str, load(year).data.names.region))
            except GongkaiError:
                continue
    return ""
