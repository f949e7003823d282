"""The outline of a report from a pack's data: parts in order, sections with headings, folded units, fixed sentences.

骨架: [封面, 目录, 概况, {部分: 附件, 条件: 项目 is 有}]     parts in order
部分: {概况: {标题: 部门概况, 节: [主要职责, …]}}              heading and sections of a part
节:   {主要职责: {标题: 主要职责}}                            the core units: heading, parts (含), fixed sentence (空条件, 空句)

An entry of a list of sections is a unit's name, or {节, 标题, 条件, 含, 并入, 编号, 句, 文字}: 含 lists sections one level
lower, 并入 lists units that are printed under this heading without one of their own. An empty 标题 prints no heading. 句
(sentences) and 文字 (names of texts in the data) stand in place of the unit's template, so that a heading which the
national core does not have needs none. 编号 is an ordinal of the heading's own; in a part it is by level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from generator.document.numbering import LEVELS, ordinal
from generator.errors import PackError
from generator.figures.view import View, nearest
from generator.figures.wording.numbers import NumberFormat
from generator.packs.context.ledger import bare
from generator.packs.context.messages import FAULTS, explained
from generator.packs.definition.pack import FILE, Pack
from generator.packs.filters.texts import text_of
from generator.packs.rendering.environment import Sandbox

SLOT = re.compile(r"(?<!\{)\{(部门|级次|年度|上年度|下年度|常量\.\w+)\}(?!\})")
"""A name in single braces, which any setting may have beside `{{ }}`."""
NAMED = {"部门": "部门.全称", "级次": "词.级次"}
GENERAL = "部分/各节.html"
"""The template of a part that has no template of its own."""
MAX_DEPTH = 4
SPOKEN = ("句", "文字")
"""Settings that print without a template."""
FORMS_PART = "部分/公开表.html"
"""The template of the part of the tables, where 列入目录 speaks of the tables."""
Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class Part:
    """What a part says of its sections: ordinals by level, levels that the contents list (its own title counted), whether
    they are listed at all."""

    scheme: Mapping[str, Any]
    levels: int = MAX_DEPTH + 1
    listed: bool = True
    numbers: Mapping[str, Any] = field(default_factory=dict)
    """数字格式 of the part or of a section above, for those below it."""


@dataclass(slots=True)
class Outliner:
    """Evaluates headings, conditions and sentences of a pack over the names that templates see."""

    pack: Pack
    env: Sandbox
    names: Mapping[str, object]

    def parts(self) -> dict[str, Node]:
        """The parts that stand in the report, in order: 标题, 文件 and 节 of each."""
        found: dict[str, Node] = {}
        for entry in self.pack.settings.get("骨架", ()):
            given = entry if isinstance(entry, dict) else {"部分": entry}
            name = str(given["部分"])
            if self.holds(given):
                found[name] = self._part(name)
        self._count(found.values())
        return found

    def _count(self, parts: Iterable[Node]) -> None:
        """Put the ordinal of each part before its entry, where the form counts the parts in the contents alone."""
        pattern = self.pack.settings.get("目录", {}).get("部分编号")
        listed = [part for part in parts if part["标题"] and part["题列入目录"]] if pattern else []
        for number, part in enumerate(listed, 1):
            part["目录题"] = f"{ordinal(str(pattern), number)}{part['目录题'] or bare(Markup(part['标题']))}"

    def _part(self, name: str) -> Node:
        given = self.pack.settings.get("部分", {}).get(name, {})
        own = f"部分/{name}.html"
        file = own if self.pack.find(own) else GENERAL
        if file == GENERAL and not any(key in given for key in ("节", *SPOKEN)):
            remedy = f"补上 {own}，或在“部分: {name}:”下写“节: […]”“句: …”"
            raise self._error(f"部分“{name}”没有模板，也没有列出各节", name, remedy)
        scheme = given.get("编号", {})
        listed = _yes(given.get("列入目录", True))
        part = Part(scheme, self._levels(given), listed or own == FORMS_PART, given.get("数字格式", {}))
        return {
            "文件": file,
            "标题": self.line(given.get("标题", "")),
            "编号": _pattern(scheme.get("部分")),
            "表题编号": _pattern(scheme.get("表题")),
            "列张数": "句" not in given,
            "目录题": bare(self.line(given.get("目录题", ""))),
            "列入目录": listed and given.get("目录级", MAX_DEPTH) > 1,
            "题列入目录": listed or own == FORMS_PART,
            "正文": list(self._spoken(given)),
            "节": list(self.sections(given.get("节", ()), part)),
        }

    def _levels(self, given: Mapping[str, Any]) -> int:
        """Levels of a part that the contents list, the part's own title counted: its own 目录级; where another part has
        more, those of the 目录."""
        usual = self.pack.settings.get("目录", {}).get("级", 2)
        parts = self.pack.settings.get("部分", {}).values()
        deeper = any(part.get("目录级", 0) > usual for part in parts)
        return int(given.get("目录级", usual if deeper else MAX_DEPTH + 1))

    def sections(self, entries: Any, part: Part, depth: int = 1) -> Iterator[Node]:
        """The sections of a list that hold, as nodes: 标题, 目录题, 编号, 正文 (templates, sentences, texts), 含."""
        for entry in entries:
            given = entry if isinstance(entry, dict) else {"节": entry}
            if depth > MAX_DEPTH:
                raise self._error("各节套得太深", str(given.get("节", "")), f"最多{MAX_DEPTH}级")
            if self.holds(given):
                yield self._section(given, part, depth)

    def _section(self, given: Mapping[str, Any], part: Part, depth: int) -> Node:
        name = str(given.get("节", ""))
        unit = self._unit(name) if name and not any(key in given for key in SPOKEN) else self._settings(name)
        sentence = self._sentence({**unit, **{key: given[key] for key in ("空条件", "空句") if key in given}})
        below = () if sentence else given.get("含", unit.get("含", ()))
        numbers = {**part.numbers, **unit.get("数字格式", {}), **given.get("数字格式", {})}
        style = self.pack.number_format("正文", numbers) if numbers else None
        inside = self.inside(style) if style else self
        bodies = list(inside._bodies(name, {**unit, **_own(given)}, sentence))
        for other in given.get("并入", ()):
            bodies += inside._folded(str(other))
        heading = given.get("标题", unit.get("标题"))
        if heading is None:
            raise self._error(f"节“{name}”没有标题", name, f'在“节: {name}:”下写“标题: …”，不要标题的写“标题: ""”')
        pattern = given.get("编号", unit.get("编号", part.scheme.get(LEVELS[depth])))
        listed = part.listed and _yes(given.get("列入目录", unit.get("列入目录", True)))
        return {
            "名": name,
            "标题": self.line(heading),
            "目录题": bare(self.line(given.get("目录题", unit.get("目录题", "")))),
            "列入目录": listed and depth < part.levels,
            "编号": _pattern(pattern),
            "正文": bodies,
            "数字格式": style,
            "含": list(self.sections(below, replace(part, listed=listed, numbers=numbers), depth + 1)),
        }

    def inside(self, style: NumberFormat) -> Outliner:
        """What evaluates the sentences of a section that prints its numbers in its own way."""
        return replace(self, names={**self.names, "节": View({"数字格式": style})})

    def _settings(self, name: str) -> Mapping[str, Any]:
        """What is said of a unit; without the sentences of a pack farther up than the one that has a template for it."""
        units: Mapping[str, Mapping[str, Any]] = self.pack.settings.get("节", {})
        unit = units.get(name, {})
        if any(key in unit for key in SPOKEN) and self._has_nearer_template(name):
            return {key: value for key, value in unit.items() if key not in SPOKEN}
        return unit

    def _has_nearer_template(self, name: str) -> bool:
        file = self.pack.find(f"说明/{name}.html")
        if file is None:
            return False
        template = next(at for at, folder in enumerate(self.pack.chain) if file.is_relative_to(folder))
        sentence = next((at for at, layer in enumerate(self.pack.layers) if _speaks(layer, name)), 0)
        return template < sentence

    def _unit(self, name: str) -> Mapping[str, Any]:
        found = self._settings(name)
        if not found and not self.pack.find(self.file_of(name)):
            remedy = f"在“节:”下补上“{name}: {{标题: …, 句: …}}”，或 {self.file_of(name)}"
            raise self._error(f"没有“{name}”这一节{nearest(name, self.pack.settings.get('节', {}))}", name, remedy)
        return found

    def _sentence(self, unit: Mapping[str, Any]) -> Markup:
        """The fixed sentence of a section of which there is nothing to report, else empty."""
        empty = unit.get("空句") and self.true(str(unit.get("空条件", "")))
        return self.line(unit["空句"]) if empty else Markup("")

    def _bodies(self, name: str, unit: Mapping[str, Any], sentence: Markup) -> Iterator[Node]:
        """What stands under a heading: the fixed sentence, else what 句 and 文字 say, else the unit's template."""
        if sentence:
            yield _body(句=sentence)
        elif any(key in unit for key in SPOKEN):
            yield from self._spoken(unit)
        elif name and self.pack.find(self.file_of(name)):
            yield _body(文件=self.file_of(name))

    def file_of(self, name: str) -> str:
        """The template of a unit: its own in 说明/, else the one in 内容/ that the setting 内容 chooses for it."""
        own, chosen = f"说明/{name}.html", self.pack.settings.get("内容", {}).get(name)
        if chosen is None or self.pack.find(own):
            return own
        file = f"内容/{chosen}.html"
        if self.pack.find(file) is None:
            there = [f"内容/{one}" for one in self.pack.files("内容/*.html")]
            raise self._error(f"找不到模板“{file}”{nearest(file, there)}", str(chosen), "核对“内容”一节")
        return file

    def _spoken(self, given: Mapping[str, Any]) -> Iterator[Node]:
        """句: sentences, a paragraph each; 文字: texts of the data, in full."""
        for sentence in _listed(given.get("句", ())):
            yield _body(句=self.line(sentence))
        for name in _listed(given.get("文字", ())):
            yield _body(文字=self._text(name))

    def _text(self, name: str) -> object:
        """A text of the data; still to be filled where there is none."""
        texts = self.names["文字"]
        assert isinstance(texts, View)
        return text_of(texts, name)

    def _folded(self, name: str) -> list[Node]:
        """A unit's text and that of the units below it, without headings."""
        unit = self._unit(name)
        sentence = self._sentence(unit)
        bodies = list(self._bodies(name, unit, sentence))
        for below in () if sentence else unit.get("含", ()):
            bodies += self._folded(str(below["节"] if isinstance(below, dict) else below))
        return bodies

    def holds(self, given: Mapping[str, Any]) -> bool:
        """Whether the condition of an entry is true; true without one."""
        return "条件" not in given or self.true(str(given["条件"]))

    def true(self, condition: str) -> bool:
        """The truth of an expression over the figures."""
        if not condition:
            return False
        try:
            return bool(self.env.compile_expression(condition, undefined_to_none=False)(**self.names))
        except FAULTS as error:
            raise self._fault(error, condition) from error

    def line(self, source: Any) -> Markup:
        """A one-line setting with `{{ }}` or names in single braces ({年度}) in it; its figures keep their source."""
        try:
            return Markup(self.env.from_string(opened_slots(str(source))).render(self.names))
        except FAULTS as error:
            raise self._fault(error, str(source)) from error

    def _fault(self, error: Exception, source: str) -> PackError:
        message, remedy = explained(error, self.env.filters, self.env.tests)
        return self._error(message, source, remedy)

    def _error(self, message: str, text: str, remedy: str) -> PackError:
        """An error where a text stands first in the pack.yaml files."""
        for folder in self.pack.chain:
            for number, line in enumerate((folder / FILE).read_text(encoding="utf-8-sig").splitlines(), 1):
                if text and text in line.replace('\\"', '"'):
                    place = f"{folder.name}/{FILE}"
                    return PackError(message, file=place, line=number, remedy=remedy, excerpt=line.strip()[:80])
        return PackError(message, file=f"{self.pack.name}/{FILE}", remedy=remedy)


def _speaks(layer: Mapping[str, Any], name: str) -> bool:
    """Whether a pack.yaml gives a unit sentences or texts, in any year or 式样."""
    inside = (part for group in ("年度表样", "式样") for part in layer.get(group, {}).values())
    return any(key in layer.get("节", {}).get(name, {}) for key in SPOKEN) or any(_speaks(part, name) for part in inside)


def opened_slots(source: str) -> str:
    """A setting with its names in single braces as expressions."""
    return SLOT.sub(lambda found: f"{{{{ {NAMED.get(found[1], found[1])} }}}}", source)


def _body(**given: object) -> Node:
    return {"文件": "", "句": "", "文字": None, **given}


def _own(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: given[key] for key in SPOKEN if key in given}


def _listed(value: Any) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, (list, tuple)) else [str(value)]


def _yes(value: Any) -> bool:
    return value in (True, "是")


def _pattern(value: Any) -> str | None:
    """An ordinal's pattern; empty for 否, None where none is given."""
    return None if value is None else "" if value in (False, "否") else str(value)
