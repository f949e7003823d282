"""What the lines of a pack made of a contents page have in common, and its lines of statutory tables."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from generator.packmaker.catalogue import Catalogue, Known, Match, recognised
from generator.packmaker.contents import Entry

PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z“”《》（）、．·\d]*[\u4e00-\u9fffA-Za-z“”》）]")
CODES = re.compile(r"[（(《]?((?:公开|预算|附)?\s?表?\s?\d{1,2}(?:-\d)?\s?表?|表[一二三四五六七八九十]{1,3})[）)》]?$")
TEXT = "文字"


@dataclass(slots=True)
class Node:
    """An entry with what stands below it."""

    entry: Entry
    below: list[Node] = field(default_factory=list)


class Lines:
    """What is known while the lines are made: names that are taken, notes, how many titles are bound, text or placeholder."""

    def __init__(self, known: Catalogue, year: int, department: str, depth: int) -> None:
        self.known, self.year, self.department, self.depth = known, year, department, depth
        self.used: set[str] = set()
        self.names: set[str] = set()
        self.notes: list[str] = []
        self.bound = self.texts = self.placeholders = 0
        self.scheme: dict[str, str] = {}

    def _title(self, title: str) -> str:
        """A title with year and department as expressions; what a template would take for a mark of its own is harmless."""
        title = re.sub(r"\{(?=[{%#])", "{ ", title)
        if self.department:
            title = title.replace(self.department, "{{ 部门.全称 }}")
        if self.year:
            title = title.replace(str(self.year), "{{ 年度 }}").replace(str(self.year - 1), "{{ 上年度 }}")
        return title

    def _name(self, title: str) -> str:
        """A name of one's own for a part, a table or a text."""
        bare = re.sub(r"[^\u4e00-\u9fffA-Za-z]", "", re.sub(r"20\d\d年?度?", "", title.replace(self.department or "\0", "")))
        name = stem = bare[:24] or "其他"
        count = 2
        while name in self.names:
            name, count = f"{stem}{count}", count + 1
        self.names.add(name)
        return name

    def _own_ordinal(self, entry: Entry, level: str, scheme: dict[str, str]) -> str:
        """The setting of an entry whose ordinal is not the usual one; empty for the usual."""
        usual = scheme.get(level, self.known.base.ordinals[level])
        return "" if entry.pattern == usual else f"编号: {quoted(entry.pattern) if entry.pattern else '否'}"

    def _counted(self, nodes: list[Node]) -> None:
        """A note for ordinals of the page that skip or repeat: the program counts on."""
        last: dict[str, int] = {}
        for node in nodes:
            entry = node.entry
            wanted = last.get(entry.pattern, 0) + 1
            if entry.pattern and entry.number != wanted:
                self.notes.append(f"第{entry.line}行“{entry.printed}”：原件的序号不接着（应是第{wanted}个），程序照次序编")
            last[entry.pattern] = wanted

    def _text(self, entry: Entry) -> str:
        self.texts += 1
        name = self._name(entry.title)
        self.notes.append(f"第{entry.line}行“{entry.title}”：没有认出，作文字节，由部门写在 文字: 补充: {name}")
        return name


class TableLines(Lines):
    """The lines of 公开表."""

    def _split_forms(self, node: Node) -> tuple[list[Node], list[Node]]:
        """The tables, and what stands after the last of them."""
        flat = [one for child in node.below for one in (child, *child.below)]
        last = max((number for number, one in enumerate(flat) if is_form(one.entry.title)), default=-1)
        return flat[: last + 1], flat[last + 1 :]

    def _after_tables(self, node: Node) -> str:
        """Sections that follow the tables in their part."""
        self._counted(node.below)
        _, rest = self._split_forms(node)
        scheme = {**self.scheme, "一级": self.scheme.get("表题", "")}
        own = "，".join(f"{{标题: {quoted(self._title(one.entry.title))}, {TEXT}: {self._text(one.entry)}}}" for one in rest)
        pattern = f", 编号: {{一级: {quoted(scheme['一级'])}}}" if rest and scheme["一级"] != self.scheme.get("一级") else ""
        return f"{pattern}, 节: [{own.replace('，{', ', {')}]" if rest else ""

    def _tables(self, node: Node) -> list[str]:
        forms, _ = self._split_forms(node)
        titles = [one.entry.title for one in forms]
        lines = ["公开表:"]
        quoted = all(title.startswith("《") and title.endswith("》") for title in titles)
        if quoted:
            titles = [title[1:-1] for title in titles]
        coded = [CODES.search(title) for title in titles]
        marked = not quoted and all(coded)
        taken: set[str] = set()
        for one, title, code in zip(forms, titles, coded, strict=True):
            mark = re.sub(r"\s", "", code[1]) if marked and code else ""
            bare = title[: code.start()] if marked and code else title
            lines.append(f"  - {self._table(one.entry, bare, mark, taken)}")
        layout = ['标题写法: "《{标题}》"'] if quoted else ['标题写法: "{标题}（{表号}）"'] if marked else []
        layout += [] if marked else ['表号写法: "公开{两位}表"']
        return [*lines, f"表式: {{{', '.join(layout)}}}"]

    def _table(self, entry: Entry, title: str, mark: str, taken: set[str]) -> str:
        """An entry of 公开表: a known table, else a placeholder."""
        ordinal = self._own_ordinal(entry, "表题", self.scheme)
        if ordinal:
            self.notes.append(f"第{entry.line}行“{entry.printed}”：序号的样子与别的表不同，照全部表的样子编")
        own = [f"表号: {quoted(mark)}"] if mark else []
        found = recognised(title, self._own_first(), taken)
        again = None if found else recognised(title, self._own_first())
        if again:
            return self._table_again(again, entry, title, own, taken)
        if not found:
            self.placeholders += 1
            name = self._name(title)
            self.notes.append(f"第{entry.line}行“{title}”：没有认出这张表，占位；有了表样的，写 tables/{name}.yaml 并删去“占位”")
            return f"{{表: {name}, 标题: {quoted(self._title(title))}, {', '.join([*own, '占位: 是'])}}}  # 待定：没有认出这张表"
        known = found.known
        taken.add(known.name)
        self.bound += 1
        words = [f"表: {known.name}"]
        if known.pack not in self.known.chain:
            words.append(f"表样: {known.pack}/{known.name}")
        default = next((one.title for one in self.known.tables if one.name == known.name and one.pack == known.pack), "")
        if title != default:
            words.append(f"标题: {quoted(self._title(title))}")
        remark = ""
        if not found.sure:
            self.notes.append(f"第{entry.line}行“{title}”：猜是 {known.name}（{known.title}）")
            remark = f"  # 猜：与“{known.title}”相近"
        words += own
        return (f"{{{', '.join(words)}}}" if len(words) > 1 else known.name) + remark

    def _table_again(self, found: Match, entry: Entry, title: str, own: list[str], taken: set[str]) -> str:
        """A table that stands in the form already, by another title (收入决算表 by unit and by 科目): printed again."""
        known = found.known
        marks = [*"乙丙丁戊己庚辛壬癸", *map(str, range(1, len(taken) + 2))]
        name = next(f"{known.name}{mark}" for mark in marks if f"{known.name}{mark}" not in taken)
        taken.add(name)
        self.bound += 1
        self.notes.append(f"第{entry.line}行“{title}”：又用一次 {known.name}（{known.title}）的表样，行的口径要核对")
        model = known.name if known.pack in self.known.chain else f"{known.pack}/{known.name}"
        words = [f"表: {name}", f"表样: {model}", f"标题: {quoted(self._title(title))}", *own]
        return f"{{{', '.join(words)}}}  # 猜：又用一次“{known.title}”的表样"

    def _own_first(self) -> list[Known]:
        """The tables of all packs, those of the base first."""
        return sorted(self.known.tables, key=lambda one: one.pack not in self.known.chain)


def is_form(title: str) -> bool:
    """Whether a title names a statutory table."""
    return bool(re.search(r"表(?:[）)》]|（[^）]*）|[一二三四五六七八九十\d]+)*$", title)) and "代表" not in title[-2:]


def quoted(text: str) -> str:
    """A word of YAML: in quotes where it needs them."""
    return text if PLAIN.fullmatch(text) and text not in ("是", "否") else json.dumps(text, ensure_ascii=False)
