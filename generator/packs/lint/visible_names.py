"""The names that the templates of a pack see, as shapes: of every field of the data, and of all that the pack gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from generator.errors import PackError
from generator.figures.derive import root
from generator.figures.specimen import YEAR, specimens
from generator.figures.wording.numbers import NumberFormat
from generator.packs.context.ledger import Ledger
from generator.packs.definition.pack import Pack
from generator.packs.lint.shapes import WORD, GroupShape, RowsShape, Shape, ValueShape, join, paths, shape
from generator.packs.rendering.environment import environment
from generator.packs.rendering.outline import Node, Outliner, Part
from generator.packs.rendering.render import names_of

PACK_NAMES = ("常量", "词", "用语", "内容", "对比", "目录", "资产写法")
"""Names whose words the pack itself gives."""
TERMS = {"名词": RowsShape(GroupShape({"名称": WORD, "解释": WORD}))}
FORM = dict.fromkeys(("编号", "标题", "方向", "空句", "表号", "目录题"), WORD)


class FullOutline(Outliner):
    """An outline with all its parts and sections, whatever their conditions; notes mistakes and the units used."""

    def __init__(self, pack: Pack, names: Mapping[str, object]) -> None:
        super().__init__(pack, environment(pack), names)
        self.errors: list[PackError] = []
        self.used: set[str] = set()

    def holds(self, given: Mapping[str, Any]) -> bool:
        """All."""
        return True

    def true(self, condition: str) -> bool:
        """No section is replaced by its fixed sentence."""
        return False

    def line(self, source: Any) -> Markup:
        """Any text; the settings are checked by themselves."""
        return Markup("{}").format(source)

    def inside(self, style: NumberFormat) -> FullOutline:
        """The same: no sentence is printed."""
        return self

    def parts(self) -> dict[str, Node]:
        """All parts that can be made."""
        found: dict[str, Node] = {}
        for entry in self.pack.settings.get("骨架", ()):
            name = str(entry["部分"] if isinstance(entry, dict) else entry)
            try:
                found[name] = self._part(name)
            except PackError as error:
                self.errors.append(error)
        return found

    def sections(self, entries: Any, part: Part, depth: int = 1) -> Iterator[Node]:
        """All sections that can be made; one with a heading and nothing under it is a mistake."""
        for entry in entries:
            try:
                for node in super().sections([entry], part, depth):
                    if not node["正文"] and not node["含"]:
                        name = str(node["名"] or node["标题"])
                        self.errors.append(self._error(f"“{name}”只有标题，下面没有内容", name, "写上“句”“文字”“含”，或补上模板"))
                    yield node
            except PackError as error:
                self.errors.append(error)

    def _settings(self, name: str) -> Mapping[str, Any]:
        self.used.add(name)
        return super()._settings(name)


@cache
def figure_names() -> frozenset[str]:
    """The dotted names of all figures that follow from the data of a department: what tables and 取值 can name."""
    return frozenset(path for figures in specimens() for path in paths(shape(figures.names)))


def _own_templates(pack: Pack) -> Shape:
    """The templates that write tables of the form."""
    return ValueShape("字", frozenset(str(entry["模板"]) for entry in pack.tables() if "模板" in entry))


@lru_cache(maxsize=16)
def _shapes_of_data(year: int, kind: str) -> Mapping[str, Shape]:
    """The shapes of what the data give, which no pack changes."""
    return {
        name: shape(value)
        for figures in specimens(year)
        if str(figures.data.kind) == kind
        for name, value in root(figures).items()
    }


def seen(pack: Pack, year: int = YEAR) -> tuple[GroupShape, FullOutline]:
    """The shape of all names, and the outline with its mistakes. pack: with the settings of the year."""
    found: Shape | None = None
    for figures in specimens(year):
        names = names_of(pack, figures, Ledger(), [])
        known = _shapes_of_data(year, str(figures.data.kind))
        shapes = {
            name: shape(value, name in PACK_NAMES) if name in PACK_NAMES or name not in known else known[name]
            for name, value in names.items()
            if name[0] != "_"
        }
        group = GroupShape(shapes)
        found = group if found is None else join(found, group)
    outline = FullOutline(pack, names)
    parts = outline.parts()
    given: dict[str, Shape] = {
        **TERMS,
        "公开表": RowsShape(GroupShape({**FORM, "文件": _own_templates(pack)})),
        "骨架": RowsShape(ValueShape("字", frozenset(parts))),
        "各部分": shape(parts, known=True),
        "封面": RowsShape(GroupShape({"文": WORD, "角色": WORD})),
        "目录注": RowsShape(WORD),
    }
    assert isinstance(found, GroupShape)
    return GroupShape({**found.fields, **given}), outline
