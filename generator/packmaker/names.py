"""Every name that a pack's templates, conditions and tables can use: what it is, what it means, its unit, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.packmaker.check import MEMBERS
from generator.packs.definition.pack import Pack
from generator.packs.lint.meanings import meaning
from generator.packs.lint.shapes import GroupShape, RowsShape, Shape, ValueShape
from generator.packs.lint.visible_names import seen
from generator.tables.rules import ALLOWED, DIMENSIONS

HEAD = ("名称", "是什么", "意思", "单位", "从哪里来", "写法")
FILTERS = {"万元": "|万元", "%": "|百分比"}
"""By the unit of a figure; |数 for all others."""
GIVEN = ("骨架", "各部分", "封面", "目录注", "公开表", "情况说明", "名词", "评分表", "评分合计")
"""Names that the pack's own outline makes; templates of parts use them."""


def names_of_pack(pack: Pack, year: int) -> Iterator[tuple[str, ...]]:
    """A row for each name of a year's form, sorted as the data are; then what tables can ask the books for."""
    root, _ = seen(pack.for_year(year), year)
    for name, shape in root.fields.items():
        if name not in GIVEN:
            yield from _below(name, shape)
    yield from _books()


def _below(path: str, shape: Shape) -> Iterator[tuple[str, ...]]:
    if isinstance(shape, GroupShape):
        for name, inner in shape.fields.items():
            yield from _below(f"{path}.{name}", inner)
        if shape.other is not None:
            yield from _below(f"{path}.某", shape.other)
    elif isinstance(shape, RowsShape):
        yield _row(path, "一列", "{% for 项 in " + path + " %}…{% endfor %}")
        if not isinstance(shape.item, ValueShape):
            yield from _below(f"{path}[]", shape.item)
    elif isinstance(shape, ValueShape) and shape.kind != "无":
        yield _row(path, shape.kind, "")


def _row(path: str, kind: str, example: str) -> tuple[str, ...]:
    """What is known of a name, with an example of its use."""
    found = meaning(path, kind)
    return path, kind, found.description, found.unit, found.source, example or _example(path, kind, found.unit)


def _example(path: str, kind: str, unit: str) -> str:
    name = f"项.{path.rpartition('[].')[2]}" if "[]." in path else path
    filters = {"数": FILTERS.get(unit, "|数"), "日期": "|日期", "文字": "|句中"}
    return f"{{{{ {name}{filters.get(kind, '')} }}}}"


def _books() -> Iterator[tuple[str, ...]]:
    """What a `取:` of a table can ask each book for."""
    for book, dimensions in DIMENSIONS.items():
        yield f"账: {book}", "表样", f"可以按{'、'.join(dimensions)}取", "万元", "填报的收支", f"取: {{账: {book}}}"
        for dimension in dimensions:
            for value in ALLOWED.get(dimension, ()):
                example = f"取: {{账: {book}, {dimension}: {value}}}"
                said = f"{book}账里{dimension}是“{value}”的"
                yield f"账: {book}, {dimension}: {value}", "表样", said, "万元", "填报的收支", example
    for head in MEMBERS:
        yield f"{head}（名称）", "数", "列表里的一项，照数据里的名称写", "", "填报", f"{{数: {head}机要通信用车}}"
