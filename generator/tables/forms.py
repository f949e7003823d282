"""The statutory tables of one report: the entries of 公开表 with their specifications, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.document.blocks import Table
from generator.figures import Figures
from generator.figures.wording.numbers import NumberFormat
from generator.tables.adapt import LIVE, NO, Say, adapted, said, styled
from generator.tables.make import Sources, empty_sentence, is_blank, make_table
from generator.tables.spec import Spec, framed, load_spec, placeholder

EMPTY = "说明：{部门}{年度}年度{情况}，故本表无数据。"


class Forms:
    """entries: of 公开表, those that are due; layout: 表式; style: numbers of tables; empty: the sentence of an empty table, with
    {部门}, {年度} and {情况}; file_of: where the specification of an entry is; say, plain: the text of one with expressions,
    with the sources of its figures and without."""

    def __init__(
        self,
        entries: Sequence[Mapping[str, Any]],
        figures: Figures,
        layout: Mapping[str, Any],
        style: NumberFormat,
        empty: str,
        file_of: Callable[[Mapping[str, Any]], Path],
        say: Say,
        plain: Say,
    ) -> None:
        self.entries = {str(entry["表"]): entry for entry in entries}
        self.figures, self.layout, self.say, self.plain = figures, layout, say, plain
        self.empty = plain(empty) if "{{" in empty else empty
        specs = [adapted(spec_of(entry, file_of), entry, layout, number) for number, entry in enumerate(entries, 1)]
        self.specs = {spec.id: said(spec, plain) for spec in specs}
        self.style = style

    def listed(self) -> list[dict[str, object]]:
        """What a template sees of the tables: 编号, 标题, 表号, 方向; 文件 of one whose rows a template writes; 空句 where only a
        sentence is printed, without the grid."""
        return [self._listed(self.entries[name], spec) for name, spec in self.specs.items()]

    def _listed(self, entry: Mapping[str, Any], spec: Spec) -> dict[str, object]:
        pattern = str(self.layout.get("标题写法", "{标题}"))
        pattern = self.plain(pattern) if "{{" in pattern else pattern
        title = self.say(str(entry["标题"])) if LIVE.search(str(entry.get("标题", ""))) else spec.title
        grid = entry.get("空表列示", self.layout.get("空表列示", True)) not in NO
        hidden = not grid and "模板" not in entry and is_blank(spec, self.figures)
        return {
            "编号": spec.id,
            "标题": type(title)(pattern).format(标题=title, 表号=spec.mark),
            "方向": "landscape" if spec.landscape else "portrait",
            "空句": empty_sentence(spec, self.figures, self.empty) if hidden else "",
            "表号": spec.mark,
            "目录题": "",
            "文件": str(entry.get("模板", "")),
        }

    def table(self, name: str, sources: Sources) -> Table:
        """The block of a table. Raises KeyError for one that is not among them."""
        spec = self.specs[name]
        return make_table(spec, self.figures, styled(spec, self.style), sources, empty=self.empty)


def spec_of(entry: Mapping[str, Any], file_of: Callable[[Mapping[str, Any]], Path]) -> Spec:
    """The specification of an entry of 公开表: that of its file, a placeholder, or the frame of a template's rows."""
    name, title = str(entry["表"]), str(entry.get("标题", entry["表"]))
    if "模板" in entry:
        return framed(name, title)
    if "占位" in entry:
        return placeholder(name, title, [str(head) for head in entry["占位"]] if isinstance(entry["占位"], list) else [])
    return load_spec(file_of(entry), name)
