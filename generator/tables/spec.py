"""The specification of a statutory table, as a pack's `tables/T03.yaml` writes it.

标题: 支出决算表          表号: 公开03表        方向: 横        小数: 2
行: {科目: 支出, 合计: 首}                    the row axis (see `rows.py`)
列:                                          the head as a tree
  - {题: 科目编码, 内容: 编码, 宽: 9}
  - {题: 本年支出合计, 取: {账: 支出}}
  - 题: 本年支出
    列: [{题: 基本支出, 取: {账: 支出, 性质: 基本支出}}]
栏次: 是                                     a row of column numbers under the head
注: 本表反映……
空表: 没有政府性基金预算财政拨款收入和支出    why an empty table is empty, naming its fund
单位: 辆              the word of the unit line; 元 or 万元 are converted, 无 prints no such line      千分位: 否      零: "0"

Texts may hold `{{ }}` and the slots 部门, 级次, 年度, 上年度, 下年度 and 常量.… in braces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.errors import PackError
from generator.figures.view import nearest
from generator.runtime.filestate import State, file_state
from generator.settingsfile.reading import read_settings
from generator.tables.axes import CODED, check_rows
from generator.tables.rules import Slip, check_query, entries, known, share, whole

COLUMN_KEYS = ("题", "内容", "宽", "取", "列", "经济", "起")
NUMBER_KEYS = ("单位", "千分位", "零")
"""How the numbers of one table are printed, beside 小数."""
KEYS = ("标题", "表号", "方向", "行", "列", "栏次", "注", "空表", "小数", *NUMBER_KEYS, "每组列数", "重复列")
CONTENTS = (*CODED, "行次", "文字")
PLACEHOLDER = ("项目", "金额")
"""Heads of a table of which only the name is known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column or a group of columns. content: what its cells hold (编码, 名称, 类, 款, 项, 行次, 文字, or empty for an
    amount); query: where the amount comes from; width: a share; economic: 类 whose 款 become columns."""

    title: str
    content: str = ""
    width: float = 10
    query: Mapping[str, Any] | None = None
    columns: tuple[Column, ...] = ()
    economic: tuple[str, ...] = ()
    start: int = 1

    def leaves(self) -> Iterator[Column]:
        """The columns below, or itself."""
        if self.columns:
            for column in self.columns:
                yield from column.leaves()
        else:
            yield self


@dataclass(frozen=True, slots=True)
class Spec:
    """A table's specification. rows: the row axis as written."""

    id: str
    title: str
    mark: str
    landscape: bool
    rows: Mapping[str, Any]
    columns: tuple[Column, ...]
    numbered: bool = False
    note: str = ""
    empty_reason: str = ""
    decimals: int | None = None
    """Places of its amounts; those of the pack's tables where it names none."""
    group_size: int = 0
    repeat: int = 2
    owner: str = "部门：{部门}"
    unit_line: str = "金额单位：{单位}"
    blank_when_empty: bool = False
    """Whether a table without any amount prints no zeros."""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    """单位, 千分位 and 零 of its own."""
    file: str = field(default="", compare=False)


def load_spec(file: Path, id_: str) -> Spec:
    """The specification in a file. Raises PackError with file, line and what is wrong."""
    return _loaded(file, id_, file_state(file))


@lru_cache(maxsize=512)
def _loaded(file: Path, id_: str, _: State) -> Spec:
    """The specification, read once for each state of its file."""
    label = "/".join(file.parts[-3:])
    raw = read_settings(file, label)
    try:
        return _spec(raw, id_, str(file))
    except Slip as slip:
        raise PackError(slip.message, file=label, line=slip.line, remedy=slip.remedy or "对照 T03.yaml 的写法") from slip


def _spec(raw: Any, id_: str, file: str) -> Spec:
    known(raw, KEYS, 1)
    for key in ("标题", "行", "列"):
        if key not in raw:
            raise Slip(f"表样缺少“{key}”", raw.line)
    columns = tuple(_column(entry, raw.line_of("列")) for entry in entries(raw, "列"))
    check_rows(raw, [list(column.leaves()) for column in columns])
    if raw.get("方向", "竖") not in ("横", "竖"):
        raise Slip(f"“方向”不能是“{raw['方向']}”", raw.line_of("方向"), "可用：横、竖")
    return Spec(
        id=id_,
        title=str(raw["标题"]),
        mark=str(raw.get("表号", "")),
        landscape=raw.get("方向") == "横",
        rows=raw["行"],
        columns=columns,
        numbered=raw.get("栏次") in (True, "是"),
        note=str(raw.get("注", "")),
        empty_reason=str(raw.get("空表", "")),
        decimals=whole(raw, "小数", 2) if "小数" in raw else None,
        group_size=whole(raw, "每组列数", 0),
        repeat=whole(raw, "重复列", 2),
        numbers={key: raw[key] for key in NUMBER_KEYS if key in raw},
        file=file,
    )


def placeholder(id_: str, title: str, heads: list[str]) -> Spec:
    """A table of which only the name and some heads are known: one row of figures still to be filled (`数据.表名列题`)."""
    label, *amounts = heads if len(heads) > 1 else PLACEHOLDER
    columns = (Column(label, "文字", 2), *(Column(head, query={"名": f"数据.{id_}{head}"}, width=1) for head in amounts))
    row = ["合计", *(dict(column.query or {}) for column in columns[1:])]
    return Spec(id_, title, "", landscape=len(heads) > 6, rows={"固定": [row]}, columns=columns)


def framed(id_: str, title: str) -> Spec:
    """The frame of a table whose rows a template writes: title, 表号, unit line and notes."""
    return Spec(id_, title, "", landscape=False, rows={"固定": []}, columns=())


def _column(raw: Any, line: int) -> Column:
    known(raw, COLUMN_KEYS, line)
    if "题" not in raw:
        raise Slip("这一列没有“题”", raw.line)
    content = raw.get("内容", "")
    if content and content not in CONTENTS:
        raise Slip(f"没有“{content}”这种列{nearest(str(content), CONTENTS)}", raw.line_of("内容"), f"可用：{'、'.join(CONTENTS)}")
    if content and "取" in raw:
        raise Slip(f"“{raw['题']}”既写了“内容”又写了“取”", raw.line_of("取"), "文字列只写“内容”，数列只写“取”")
    if not content and "取" not in raw and "列" not in raw:
        raise Slip(f"“{raw['题']}”没有说取哪个数", raw.line, "加上“取: {账: 支出}”，或“内容: 文字”")
    if "取" in raw:
        check_query(raw["取"], raw.line_of("取"), str(raw["题"]))
    return Column(
        title=str(raw["题"]),
        content=content,
        width=share(raw, "宽", 10),
        query=raw.get("取"),
        columns=tuple(_column(entry, raw.line_of("列")) for entry in entries(raw, "列")),
        economic=tuple(str(code) for code in entries(raw, "经济")),
        start=whole(raw, "起", 1),
    )
