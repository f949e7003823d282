"""The outline of a report from a pack's data: parts in order, sections with headings, folded units, fixed sentences.

骨架: [封面, 目录, 概况, {部分: 附件, 条件: 项目 is 有}]     parts in order
部分: {概况: {标题: 部门概况, 节: [主要职责, …]}}              heading and sections of a part
节:   {主要职责: {标题: 主要职责}}                            the core units: heading, parts (含), fixed sentence (空条件, 空句)

An entry of a list of sections is a unit's name, or {节, 标题, 条件, 含, 并入}: 含 lists sections one level lower, 并入 lists
units that are printed under this heading without one of their own. An empty 标题 prints no heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.errors import PackError
from generator.figures.view import nearest
from generator.packs.environment import Sandbox
from generator.packs.messages import FAULTS, explained
from generator.packs.pack import FILE, Pack

GENERAL = "部分/各节.html"
"""The template of a part that has no template of its own."""
MAX_DEPTH = 4
Node = dict[str, object]


@dataclass(frozen=True, slots=True)
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
        return found

    def _part(self, name: str) -> Node:
        given = self.pack.settings.get("部分", {}).get(name, {})
        own = f"部分/{name}.html"
        file = own if self.pack.find(own) else GENERAL
        if file == GENERAL and "节" not in given:
            raise self._error(f"部分“{name}”没有模板，也没有列出各节", name, f"补上 {own}，或在“部分: {name}:”下写“节: […]”")
        return {"文件": file, "标题": self.line(given.get("标题", "")), "节": list(self.sections(given.get("节", ())))}

    def sections(self, entries: Any, depth: int = 1) -> Iterator[Node]:
        """The sections of a list that hold, as nodes: 标题, 正文 (templates and fixed sentences), 含."""
        for entry in entries:
            given = entry if isinstance(entry, dict) else {"节": entry}
            if depth > MAX_DEPTH:
                raise self._error("各节套得太深", str(given.get("节", "")), f"最多{MAX_DEPTH}级")
            if self.holds(given):
                yield self._section(given, depth)

    def _section(self, given: Mapping[str, Any], depth: int) -> Node:
        name = str(given.get("节", ""))
        unit = self._unit(name) if name else {}
        sentence = self._sentence(unit)
        below = () if sentence else given.get("含", unit.get("含", ()))
        bodies = list(self._bodies(name, sentence)) if name else []
        for other in given.get("并入", ()):
            bodies += self._folded(str(other))
        heading = given.get("标题", unit.get("标题"))
        if heading is None:
            raise self._error(f"节“{name}”没有标题", name, f'在“节: {name}:”下写“标题: …”，不要标题的写“标题: ""”')
        return {"名": name, "标题": self.line(heading), "正文": bodies, "含": list(self.sections(below, depth + 1))}

    def _unit(self, name: str) -> Mapping[str, Any]:
        units: Mapping[str, Mapping[str, Any]] = self.pack.settings.get("节", {})
        found = units.get(name, {})
        if not found and not self.pack.find(_file(name)):
            remedy = f"在“节:”下补上“{name}: {{标题: …}}”和 {_file(name)}"
            raise self._error(f"没有“{name}”这一节{nearest(name, units)}", name, remedy)
        return found

    def _sentence(self, unit: Mapping[str, Any]) -> Markup:
        """The fixed sentence of a section of which there is nothing to tell, else empty."""
        empty = unit.get("空句") and self.true(str(unit.get("空条件", "")))
        return self.line(unit["空句"]) if empty else Markup("")

    def _bodies(self, name: str, sentence: Markup) -> Iterator[Node]:
        if sentence or self.pack.find(_file(name)):
            yield {"文件": _file(name), "空句": sentence}

    def _folded(self, name: str) -> list[Node]:
        """A unit's text and that of the units below it, without headings."""
        unit = self._unit(name)
        sentence = self._sentence(unit)
        bodies = list(self._bodies(name, sentence))
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
        """A one-line setting with `{{ }}` in it; its figures keep their source."""
        try:
            return Markup(self.env.from_string(str(source)).render(self.names))
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


def _file(name: str) -> str:
    return f"说明/{name}.html"
