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
空表: 政府性基金                              the fund that an empty table's sentence names
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.errors import PackError
from generator.tables.query import FUNDS, LEDGERS

COLUMN_KEYS = {"题", "内容", "宽", "取", "列", "经济", "起", "缩进"}
KEYS = {"标题", "表号", "方向", "行", "列", "栏次", "注", "空表", "小数", "每组列数", "重复列", "空列"}
CONTENTS = ("编码", "名称", "行次", "文字")


@dataclass(frozen=True, slots=True)
class Column:
    """A column or a group of columns. content: what its cells hold (编码, 名称, 行次, 文字, or empty for an amount);
    query: where the amount comes from; width: a share; economic: 类 whose 款 become columns."""

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
    decimals: int = 2
    group_size: int = 0
    repeat: int = 2
    file: str = field(default="", compare=False)


def load_spec(file: Path, id_: str) -> Spec:
    """The specification in a file. Raises PackError with the file and what is wrong."""
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise PackError("表样的写法不对", file=str(file), line=line, remedy="检查缩进、冒号和引号") from error
    try:
        return _spec(raw, id_, str(file))
    except KeyError as error:
        raise PackError(f"表样缺少“{error.args[0]}”", file=str(file), remedy="对照 T03.yaml 的写法") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise PackError(f"表样不合规定：{error}", file=str(file), remedy="对照 T03.yaml 的写法") from error


def _spec(raw: Any, id_: str, file: str) -> Spec:
    _known(raw, KEYS)
    columns = tuple(_column(entry) for entry in raw["列"])
    for column in (leaf for top in columns for leaf in top.leaves()):
        _check_query(column)
    return Spec(
        id=id_,
        title=raw["标题"],
        mark=raw.get("表号", ""),
        landscape=raw.get("方向") == "横",
        rows=raw["行"],
        columns=columns,
        numbered=raw.get("栏次") in (True, "是"),
        note=raw.get("注", ""),
        empty_reason=raw.get("空表", ""),
        decimals=int(raw.get("小数", 2)),
        group_size=int(raw.get("每组列数", 0)),
        repeat=int(raw.get("重复列", 2)),
        file=file,
    )


def _known(raw: Any, keys: set[str]) -> None:
    if not isinstance(raw, dict):
        raise TypeError("这里应是一组设置")
    unknown = [key for key in raw if key not in keys]
    if unknown:
        raise ValueError(f"没有“{unknown[0]}”这项设置，可用：{'、'.join(sorted(keys))}")


def _column(raw: Any) -> Column:
    _known(raw, COLUMN_KEYS)
    content = raw.get("内容", "")
    if content and content not in CONTENTS:
        raise ValueError(f"没有“{content}”这种列，可用：{'、'.join(CONTENTS)}")
    return Column(
        title=raw["题"],
        content=content,
        width=float(raw.get("宽", 10)),
        query=raw.get("取"),
        columns=tuple(_column(entry) for entry in raw.get("列", ())),
        economic=tuple(str(code) for code in raw.get("经济", ())),
        start=int(raw.get("起", 1)),
    )


def _check_query(column: Column) -> None:
    query = column.query
    if query is None:
        return
    if "账" in query and query["账"] not in LEDGERS:
        raise ValueError(f"“{column.title}”：没有“{query['账']}”这本账，可用：{'、'.join(LEDGERS)}")
    funds = query.get("资金", [])
    for fund in funds if isinstance(funds, list) else [funds]:
        if fund not in FUNDS:
            raise ValueError(f"“{column.title}”：没有“{fund}”这种资金，可用：{'、'.join(FUNDS)}")
