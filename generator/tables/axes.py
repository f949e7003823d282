"""What `行:` of a specification may say: one kind of rows, what may stand beside it, and columns that fit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from generator.figures.view import nearest
from generator.settingsfile.reading import SettingsMap
from generator.tables.query import LEDGERS
from generator.tables.rules import Slip, check_query, entries, known

AXES: dict[str, tuple[str, ...]] = {
    "科目": ("合计", "项目", "级", "列示"),
    "固定": (),
    "分块": ("末行",),
    "经济": ("合计", "级", "列示", "空栏"),
    "单行": (),
    "并排": ("末行",),
}
"""Kinds of rows, and what may stand beside each."""
CHOICES: dict[str, tuple[Any, ...]] = {
    "合计": ("首", "末", "否"),
    "级": ("类", "款", "项"),
    "列示": ("有数", "全部"),
    "项目": ("是", "否", True, False),
    "空栏": ("空", "零"),
}
CODED = ("编码", "名称", "类", "款", "项")
"""Contents of columns that a row of 科目 or 经济 fills."""
SIDE_KEYS = ("固定", "科目", "列示", "写法", "后")


class PrintedColumn(Protocol):
    """A column as the rows see it."""

    @property
    def title(self) -> str:
        """Its head."""

    @property
    def content(self) -> str:
        """What its cells hold."""

    @property
    def query(self) -> Mapping[str, Any] | None:
        """Where its amounts come from."""


def check_rows(raw: SettingsMap, groups: Sequence[Sequence[PrintedColumn]]) -> None:
    """`行:` has one axis with its own options, and columns that it can fill. groups: the columns under each top head."""
    axis = raw["行"]
    columns = [column for group in groups for column in group]
    beside = {key for keys in AXES.values() for key in keys}
    known(axis, [*AXES, *sorted(beside)], raw.line_of("行"))
    chosen = [name for name in AXES if name in axis]
    if len(chosen) != 1:
        raise Slip("“行”要写明一种行", axis.line, f"可用：{'、'.join(AXES)}")
    _check_options(axis, chosen[0])
    if chosen[0] in ("科目", "经济"):
        _check_coded(axis, chosen[0], columns)
    elif chosen[0] == "单行":
        for column in columns:
            if column.query is None:
                raise Slip(f"“单行”的列都要取数，“{column.title}”没有", axis.line, "给这一列写“取: …”，有文字的行用“固定”")
    elif chosen[0] == "固定":
        check_fixed(entries(axis, "固定"), axis.line_of("固定"), columns)
    elif chosen[0] == "分块":
        _check_blocks(axis, columns)
    else:
        _check_sides(axis, groups)


def _check_options(axis: SettingsMap, kind: str) -> None:
    for key, value in axis.items():
        if key == kind:
            continue
        if key not in AXES[kind]:
            remedy = f"可用：{'、'.join(AXES[kind])}" if AXES[kind] else f"删去“{key}”"
            raise Slip(f"“{kind}”的行没有“{key}”这项设置{nearest(key, AXES[kind])}", axis.line_of(key), remedy)
        if key in CHOICES and value not in CHOICES[key]:
            words = "、".join(str(one) for one in CHOICES[key] if isinstance(one, str))
            raise Slip(f"“{key}”不能是“{value}”", axis.line_of(key), f"可用：{words}")


def _check_coded(axis: SettingsMap, kind: str, columns: Sequence[PrintedColumn]) -> None:
    """Rows of 科目 or of economic items: the columns hold code, name or a sum along a book."""
    written = axis[kind]
    if kind == "科目":
        for book in written if isinstance(written, list) else [written]:
            if book not in LEDGERS:
                raise Slip(
                    f"“科目: {book}”没有这本账{nearest(str(book), LEDGERS)}", axis.line_of(kind), f"可用：{'、'.join(LEDGERS)}"
                )
    else:
        entries(axis, kind)
    for column in columns:
        if column.query is not None:
            check_query(column.query, axis.line_of(kind), column.title, by_code=True)
        elif column.content not in CODED:
            raise Slip(
                f"逐科目的行里不能有“{column.content}”列（{column.title}）", axis.line, f"可用：{'、'.join(CODED)}，或“取”"
            )


def check_fixed(rows: Sequence[Any], line: int, columns: Sequence[PrintedColumn]) -> None:
    """Rows as written: no more cells than columns, cells that are texts or queries. line: of the list."""
    room = sum(column.content != "行次" for column in columns)
    for number, written in enumerate(rows, 1):
        if isinstance(written, SettingsMap):
            known(written, ("有数才列",), line)
        row = written.get("有数才列") if isinstance(written, SettingsMap) else written
        if not isinstance(row, list) or len(row) > room:
            raise Slip(f"固定的第{number}行与列数（{room}列）不合", line, f'每行至多{room}格；没有的格写 ""')
        for cell in row:
            if isinstance(cell, SettingsMap) and "按年" in cell:
                _check_years(cell)
            elif isinstance(cell, SettingsMap) and "数" in cell:
                known(cell, ("数",), line)
            elif isinstance(cell, SettingsMap):
                check_query(cell, line, str(row[0]))


def _check_years(cell: SettingsMap) -> None:
    years = cell["按年"]
    if len(cell) > 1 or not isinstance(years, SettingsMap) or not years or not all(year.isdecimal() for year in years):
        raise Slip("“按年”应是年度和文字", cell.line, "写成“{按年: {2020: 甲, 2022: 乙}}”")


def _check_blocks(axis: SettingsMap, columns: Sequence[PrintedColumn]) -> None:
    blocks = entries(axis, "分块")
    if len(blocks) * 3 != len(columns):
        raise Slip(f"{len(blocks)}块要有{len(blocks) * 3}列，现有{len(columns)}列", axis.line_of("分块"))
    for column in columns[2::3]:
        if column.query is None:
            raise Slip(f"分块的第三列要取数，“{column.title}”没有", axis.line_of("分块"), "给这一列写“取: {账: 支出, …}”")
    for block in blocks:
        known(block, ("类", "除", "有数才列"), axis.line_of("分块"))
        if "类" not in block:
            raise Slip("这一块没有“类”", block.line)
        entries(block, "类")
        entries(block, "除")
    for entry in entries(axis, "末行"):
        known(entry, ("题", "跨", "取"), axis.line_of("末行"))
        for key in ("题", "跨", "取"):
            if key not in entry:
                raise Slip(f"末行缺少“{key}”", entry.line)
        check_query(entry["取"], entry.line, str(entry["题"]))


def _check_sides(axis: SettingsMap, groups: Sequence[Sequence[PrintedColumn]]) -> None:
    """Blocks side by side, one under each top head; 末行 are whole rows."""
    sides = entries(axis, "并排")
    if len(sides) != len(groups):
        message = f"“并排”有{len(sides)}块，表头最上一级有{len(groups)}组"
        raise Slip(message, axis.line_of("并排"), "一块对一组：把各块的列放在一个大列题下面")
    for side, group in zip(sides, groups, strict=True):
        known(side, SIDE_KEYS, axis.line_of("并排"))
        if ("固定" in side) == ("科目" in side):
            raise Slip("这一块要写“固定”或“科目”中的一个", side.line, "写成“{固定: [[…]]}”或“{科目: 支出}”")
        _check_options_of_side(side)
        for key in ("固定", "后"):
            check_fixed(entries(side, key), side.line_of(key), group)
        for column in group if "科目" in side else ():
            if column.query is not None:
                check_query(column.query, side.line, column.title, by_code=True)
    check_fixed(entries(axis, "末行"), axis.line_of("末行"), [column for group in groups for column in group])


def _check_options_of_side(side: SettingsMap) -> None:
    if "科目" in side and side["科目"] not in LEDGERS:
        remedy = f"可用：{'、'.join(LEDGERS)}"
        raise Slip(f"“科目: {side['科目']}”没有这本账{nearest(str(side['科目']), LEDGERS)}", side.line_of("科目"), remedy)
    for key in ("列示", "写法"):
        if key in side and "科目" not in side:
            raise Slip(f"“{key}”只用于“科目”的一块", side.line_of(key), "删去，或改成“科目: 支出”")
    if side.get("列示", "有数") not in CHOICES["列示"]:
        raise Slip(f"“列示”不能是“{side['列示']}”", side.line_of("列示"), "可用：有数、全部")
