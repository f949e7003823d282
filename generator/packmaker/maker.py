"""The entries of a contents page → a pack: pack.yaml with a remark at every guess, and a list of what is still to be decided.

Every title is kept word for word (year and department become expressions). A title that the packs know is bound to its section
or table; another becomes a section whose text the department writes, or a table that keeps its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from generator.packmaker.catalogue import Catalogue, Known, Match, likeness, nearest_base, recognised
from generator.packmaker.contents import Entry
from generator.packmaker.lines import TEXT, Node, TableLines, is_form, quoted

DEPARTMENT = re.compile(
    r"^(.{3,40}?(?:局|委员会|委|办公室|厅|院|中心|学校|大学|学院|队|站|街道|镇|乡|政府|联合会|总工会|党校|馆|XX[^\d]{0,6}?|××[^\d]{0,6}?))"
    r"(?=[（(]?(?:20\d\d|概况|部门|单位|本级|机关|年度))"
)
AFFAIRS = ("机关运行经费", "政府采购", "国有资产", "预算绩效", "运行经费预算", "采购预算", "资产占用", "绩效目标")
"""What stands under 其他重要事项 where the contents page does not say."""
LEVELS = ("部分", "一级", "二级", "三级")
WIDTH = 150
"""Characters of a line into which a whole part may go."""
PARTS = {
    "概况": "概况|基本情况$",
    "名词解释": "名词解释",
    "情况说明": "(?:决算|预算)(?:公开)?(?:情况)?的?说明|^情况说明",
    "附件": "^附件$",
}
"""Parts that most forms have, by what their titles say."""
ANNEX = re.compile(r"附件[一二三四五六七八九十\d]{1,3}")
TABLES, TERMS = "公开表", "名词解释"


@dataclass(frozen=True, slots=True)
class Made:
    """A pack: the text of its pack.yaml, what is still to be decided, and how many titles are bound, text or placeholder.

    sections: the entries that were bound to sections, each with the section's name.
    """

    text: str
    notes: tuple[str, ...]
    bound: int
    texts: int
    placeholders: int
    sections: tuple[tuple[Entry, str], ...] = ()


def tree_of(entries: Sequence[Entry]) -> list[Node]:
    """The entries as parts with what stands below."""
    roots: list[Node] = []
    path: list[Node] = []
    for entry in entries:
        node = Node(entry)
        del path[entry.level - 1 :]
        (path[-1].below if path else roots).append(node)
        path.append(node)
    return roots


def base_of(entries: Sequence[Entry]) -> str:
    """The pack that a form most likely inherits from: of budgets where its titles speak of 预算 rather than of 决算; that of
    a province where it has the form's parts."""
    text = "".join(entry.title for entry in entries)
    budget = len(re.findall(r"预算(?!绩效|财政拨款|单位构成)", text))
    national = "tongyong-yusuan" if budget > text.count("决算") else "tongyong-juesuan"
    return nearest_base([entry.title for entry in entries if entry.level == 1], national)


def year_of(entries: Sequence[Entry]) -> int:
    """The year that the titles name most often; 0 where they name none."""
    years = Counter(int(found) for entry in entries for found in re.findall(r"20\d\d(?=年)", entry.title))
    return years.most_common(1)[0][0] if years else 0


def make_pack(entries: Sequence[Entry], known: Catalogue, title: str, year: int, settings: Sequence[str] = ()) -> Made:
    """The pack of a contents page. title: 名称 of the pack; year: the one that the titles name, 0 for none; settings: further
    lines of pack.yaml."""
    maker = _Maker(known, year, _department(entries), max(entry.level for entry in entries))
    return maker.made(tree_of(entries), title, settings)


def _department(entries: Sequence[Entry]) -> str:
    """The name of the department that stands in front of several titles; empty where there is none."""
    names = Counter(found[1] for entry in entries if entry.level == 1 and (found := DEPARTMENT.match(entry.title)))
    return next((name for name, times in names.most_common() if times > 1), "")


class _Maker(TableLines):
    """The outline of a pack: parts and sections."""

    def __init__(self, known: Catalogue, year: int, department: str, depth: int) -> None:
        super().__init__(known, year, department, depth)
        self.order: list[str] = []
        self.taken: list[tuple[Entry, str]] = []
        self.forms: Node | None = None

    def made(self, parts: list[Node], title: str, settings: Sequence[str]) -> Made:
        self.scheme = {level: pattern for level, pattern in self._usual(parts).items() if pattern}
        self.forms = self._forms_part(parts)
        lines = [line for node in parts if not self._annex(node) for line in self._part(node)]
        tables = self._tables(self.forms) if self.forms else []
        base = self.known.base
        head = [
            f"名称: {quoted(title)}",
            f"继承: {base.name}",
            f"文件名: {quoted(title)}",
            f"骨架: [封面, 目录, {', '.join(self.order)}]",
        ]
        own = {level: pattern for level, pattern in self.scheme.items() if base.ordinals.get(level) != pattern}
        if own:
            head.append(f"编号: {{{', '.join(f'{level}: {quoted(pattern)}' for level, pattern in own.items())}}}")
        if self.depth > 2:
            head.append(f"目录: {{级: {self.depth}}}")
        head += settings
        remark = "# 由目录做出的模板包：“猜”是相近而不是逐字相同的，“待定”是没有认出的，都列在 待定.txt"
        text = "\n".join([remark, *head, "部分:", *lines, *tables, ""])
        return Made(text, tuple(self.notes), self.bound, self.texts, self.placeholders, tuple(self.taken))

    def _usual(self, parts: list[Node]) -> dict[str, str]:
        """The commonest pattern of each level; of tables apart from sections."""
        counts: dict[str, Counter[str]] = {level: Counter() for level in (*LEVELS, "表题")}
        forms = self._forms_part(parts)

        def count(nodes: list[Node], level: int, under: bool) -> None:
            for node in nodes:
                key = "表题" if under and level == 1 else LEVELS[min(level, 3)]
                counts[key][node.entry.pattern] += 1
                count(node.below, level + 1, under or node is forms)

        count(parts, 0, False)
        return {level: counter.most_common(1)[0][0] for level, counter in counts.items() if counter}

    def _forms_part(self, parts: list[Node]) -> Node | None:
        """The part that lists the statutory tables: the one with most titles of tables."""
        best = [(self._forms_in(node), -number, node) for number, node in enumerate(parts)]
        most, _, node = max(best, key=lambda one: one[:2])
        return node if most else None

    def _forms_in(self, node: Node) -> int:
        titles = [one.entry.title for one in node.below]
        forms = [title for title in titles if is_form(title)]
        return len(forms) if len(forms) * 2 >= len(titles) and len(forms) > 1 else 0

    def _part(self, node: Node) -> Iterator[str]:
        entry, name = node.entry, self._part_name(node)
        self.order.append(name)
        level = self._own_ordinal(entry, "部分", self.scheme)
        own = [f"标题: {quoted(escape(self._title(entry.title), quote=False))}"]
        scheme = dict(self.scheme)
        if level:
            own.append(f"编号: {{部分: {quoted(entry.pattern) if entry.pattern else '否'}}}")
        if node is self.forms:
            self.bound += 1
            if "目录编号" in self.known.base.settings.get("部分", {}).get(
                TABLES, {}
            ):  # which counts tables in the contents alone
                pattern = self.scheme.get("表题", "")
                own += [f"编号: {{表题: {quoted(pattern) if pattern else '否'}}}", "目录编号: 否"]
            yield f"  {name}: {{{', '.join(own)}{self._after_tables(node)}}}"
            return
        self._counted(node.below)
        if node.below:
            self.bound += name in ("概况", "情况说明", TERMS)
            sections = [line for child in node.below for line in self._section(child, 1, scheme, "      ")]
            yield from _whole_part(name, own, sections)
            return
        yield f"  {name}: {{{', '.join([*own, *self._alone(node, name)])}}}"

    def _annex(self, node: Node) -> bool:
        """Whether an entry is one of the annexes that the part 附件 of the base prints for the data, one for each."""
        printed = bool(ANNEX.fullmatch(node.entry.printed)) and "附件" in self.order and self._fixed("附件")
        self.bound += printed
        return printed

    def _part_name(self, node: Node) -> str:
        title = node.entry.title
        if node is self.forms:
            self.names.add(TABLES)
            return TABLES
        parts = self.known.parts()
        same = [name for name, own in parts.items() if likeness(title, own) == 1 and name != TABLES]
        usual = [word for word, pattern in PARTS.items() if re.search(pattern, title)]
        fits = (one for one in (*same, *usual) if one not in self.names and not (node.below and self._fixed(one)))
        name = next(fits, "")
        self.names.add(name)
        return name or self._name(title)

    def _fixed(self, name: str) -> bool:
        """Whether a part of the base has a template of its own, which prints no list of sections."""
        return self.known.base.find(f"部分/{name}.html") is not None

    def _alone(self, node: Node, name: str) -> list[str]:
        """What a part without entries below prints."""
        base = self.known.base
        if self._fixed(name):
            self.bound += 1
            return []
        given = base.settings.get("部分", {}).get(name, {})
        if any(key in given for key in ("节", "句", TEXT)):
            self.bound += 1
            return ["目录级: 1"] if self.depth > 1 and given.get("目录级") != 1 else []
        found = recognised(node.entry.title, self.known.sections, self.used)
        if found:
            self._take(found, node.entry)
            return [f'节: [{{节: {found.known.name}, 标题: ""}}]']
        if is_form(node.entry.title) and not self.forms:
            self.notes.append(
                f"第{node.entry.line}行“{node.entry.title}”：目录没有列出各张表，先作文字；要印表的，把这一部分改名为“公开表”"
            )
        return [f"{TEXT}: {self._text(node.entry)}"]

    def _section(self, node: Node, depth: int, scheme: dict[str, str], indent: str) -> Iterator[str]:
        entry = node.entry
        self._counted(node.below)
        found = recognised(entry.title, self.known.sections, self.used)
        if found and node.below and "其他" in entry.title:
            found = None
        level = self._own_ordinal(entry, LEVELS[min(depth, 3)], scheme)
        own = [level] if level else []
        remark = ""
        if found:
            remark = self._take(found, entry)
            own = [*self._titled(found.known, entry), *own]
        else:
            own = [f"标题: {quoted(escape(self._title(entry.title), quote=False))}", *own]
        if node.below:
            head = [f"节: {found.known.name}"] if found else []
            yield f"{indent}- {(head + own)[0]}{remark}"
            yield from (f"{indent}  {one}" for one in (head + own)[1:])
            yield f"{indent}  含:"
            for child in node.below:
                yield from self._section(child, depth + 1, scheme, indent + "    ")
            self.bound += not found
            return
        if found:
            hidden = self._hidden(found.known.name, depth)
            words = [f"节: {found.known.name}", *own, *hidden]
            yield f"{indent}- {'{' + ', '.join(words) + '}' if len(words) > 1 else found.known.name}{remark}"
            return
        affairs = self._affairs(depth) if "其他" in entry.title and "事项" in entry.title else ""
        remark = "" if affairs else "  # 待定：没有认出，由部门写"
        own.append(affairs or f"{TEXT}: {self._text(entry)}")
        yield f"{indent}- {{{', '.join(own)}}}{remark}"

    def _take(self, found: Match, entry: Entry) -> str:
        """Note what was recognised; the remark at the end of its line where it is a guess."""
        self.used.add(found.known.name)
        self.taken.append((entry, found.known.name))
        self.bound += 1
        if found.sure:
            return ""
        self.notes.append(f"第{entry.line}行“{entry.title}”：猜是“{found.known.name}”（{found.known.title}）")
        return f"  # 猜：与“{found.known.title}”相近"

    def _titled(self, known: Known, entry: Entry) -> list[str]:
        """The title of a section, where the base would print another."""
        same = self.known.title_of(known.name) == entry.title
        return [] if same else [f"标题: {quoted(escape(self._title(entry.title), quote=False))}"]

    def _hidden(self, name: str, depth: int) -> list[str]:
        """The sections below a known one that the page does not list, where its depth would list them."""
        below = self.known.base.settings.get("节", {}).get(name, {}).get("含", ())
        if not below or depth + 1 >= self.depth:
            return []
        return [f"含: [{', '.join(f'{{节: {one}, 列入目录: 否}}' for one in below if isinstance(one, str))}]"]

    def _affairs(self, depth: int) -> str:
        """What stands under 其他重要事项 without being listed."""
        titles = {known.name for known in self.known.sections}
        names = [name for name in AFFAIRS if name in titles and name not in self.used]
        if not names:
            return ""
        self.used.update(names)
        self.bound += 1
        hide = depth + 1 < self.depth
        return f"含: [{', '.join(f'{{节: {name}, 列入目录: 否}}' if hide else name for name in names)}]"


def _whole_part(name: str, own: list[str], sections: list[str]) -> Iterator[str]:
    """A part with its sections: on one line where that is short and holds no remark."""
    flat = [line.strip().removeprefix("- ") for line in sections]
    line = f"  {name}: {{{', '.join(own)}, 节: [{', '.join(flat)}]}}"
    if len(line) <= WIDTH and all(one.startswith("      - ") and "  #" not in one and "含:" not in one for one in sections):
        yield line
        return
    yield f"  {name}:"
    yield from (f"    {one}" for one in own)
    yield "    节:"
    yield from sections
