"""Texts of a report in their fields: duties, reasons, offices, units, terms, purposes of 科目, dates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import Any

from generator.model.classification import functional
from generator.reports.facts.about import ReportAbout
from generator.reports.outline.ordinals import ordinal_of
from generator.reports.report import ReadReport, ReportParagraph, ReportSection, ReportTable

Tree = dict[str, Any]
DUTIES = re.compile(r"主要职能|基本职能|部门职能|职能简介|部门职责|主要职责|单位职责")
TERMS = re.compile(r"名词解释")
ORGANISATION = re.compile(r"机构设置|单位构成|机构组成")
REASON = re.compile(r"主要(?:变动)?原因(?:是|为)?[:：]?(?:是|为)?(.+?)(?:。|；?$)")
REASONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"财政拨款收入支出(?:决算|预算)?总体"), "文字.财政拨款变动原因"),
    (re.compile(r"一般公共预算财政拨款支出(?:决算|预算)?总体"), "文字.一般公共预算变动原因"),
    (re.compile(r"收入支出(?:决算|预算)?总体"), "文字.总计变动原因"),
    (re.compile(r"一般公共预算财政拨款支出(?:决算|预算)?具体"), "文字.预决算差异原因"),
    (re.compile(r"机关运行经费"), "机关运行经费.变动原因"),
)
"""Titles of sections → the field of the reason that their first sentences give; the more special first."""
ITEM = re.compile(r"[“\"]?([^，。；：“”]+?)（类）([^，。；：]+?)（款）([^，。；：]+?)（项）")
PURPOSE = re.compile(r"主要用于[:：]?(.+?)。")
BUDGET = re.compile(r"(年初预算|全年预算)数?(?:为|是)?([\d,]+(?:\.\d+)?)(亿元|万元|元)")
DIFFERENCE = re.compile(r"(?:大于|小于|高于|低于|等于)(?:年初|全年)?预算数?的?主要原因(?:是|为)?[:：]?(?:是)?(.+?)(?:。|$)")
DATE = re.compile(r"(?:公开|发布)(?:时间|日期)[:：]?(20\d\d)年(\d{1,2})月(\d{1,2})日")
CUTOFF = re.compile(r"截至(20\d\d)年(\d{1,2})月(\d{1,2})日")
OFFICES = re.compile(r"内设(?:机构|科室|股室)\d{0,3}个?[:：，]?(?:分别是|包括|为|有)?[:：]?([^。；]{2,300})")
UNIT = re.compile(r"(.{2,40}?)(?:[。；;，]|$)")
COUNTED = {
    "行政单位": re.compile(r"行政单位(\d+)[个家]"),
    "参照公务员法管理的事业单位": re.compile(r"(?:参照公务员法管理的?事业单位|参公(?:事业)?单位)(\d+)[个家]"),
    "其他事业单位": re.compile(r"(?:其他|(?<!的)(?<!参公))事业单位(\d+)[个家]"),
}
ANNEX = re.compile(r"(?:第.{1,3}部分)?附[件表]")
SHORTEST = 40
"""Characters of a text that says more than that there is nothing to say."""
NONE = re.compile(r"无|没有|未发生|未安排|不涉及")
ADMINISTRATIVE, LIKE, OTHER = "行政单位", "参照公务员法管理的事业单位", "其他事业单位"


def texts_of(report: ReadReport, about: ReportAbout, figured: Collection[tuple[str, ...]] = ()) -> tuple[Tree, list[str]]:
    """The fields that the report's texts fill, as the tree of a data file, and the sections that found no field, in words.

    figured: paths of the sections that state figures which are understood: their texts are made from the data. What stands in
    annexes is about other things than the department.
    """
    tree: Tree = {}
    lost: list[str] = []
    annexes = {id(one) for section in report.sections() if ANNEX.match(section.text) for one in section.sections()}
    for section in report.sections():
        if id(section) in annexes:
            if section.paragraphs():
                lost.append(f"{section.place}：附件里的“{section.title or section.text}”没有用到")
        elif not _section(tree, section) and section.path not in figured and not _rest(tree, section):
            lost.append(f"{section.place}：“{section.title}”的文字没有用到")
    _dates(tree, report)
    if lines := list(_items(report, about.year)):
        tree["支出"] = lines
    return tree, lost


def _section(tree: Tree, section: ReportSection) -> bool:
    """Put a section's text in its fields; False for one that no field is known for."""
    paragraphs = [block.text for block in section.paragraphs()]
    if not paragraphs and not section.tables():
        return True
    if DUTIES.search(section.title) and paragraphs:
        _put(tree, "文字.主要职能", _listed(paragraphs))
    elif TERMS.search(section.title):
        if terms := dict(_terms(paragraphs)):
            _put(tree, "文字.名词", terms)
    elif ORGANISATION.search(section.title):
        _organisation(tree, section, paragraphs)
    else:
        path = next((path for pattern, path in REASONS if pattern.search(section.title)), "")
        reason = next((found[1] for text in paragraphs if (found := REASON.search(text))), "")
        if path and reason:
            _put(tree, path, reason.rstrip("。；"))
        return bool(path)
    return True


def _rest(tree: Tree, section: ReportSection) -> bool:
    """Keep the text of a section that no field knows. That there is none of something is said by a figure, not by a text."""
    text = _listed([block.text for block in section.paragraphs()])
    if section.level < 2 or len(text) < SHORTEST or NONE.search(text[:SHORTEST]):
        return not text
    extra = tree.setdefault("文字", {}).setdefault("补充", {})
    name = section.title.replace(".", "．")
    return extra.setdefault(name, text) is text


def _put(tree: Tree, path: str, value: object) -> None:
    """Set a field that nothing was put in before."""
    *parents, leaf = path.split(".")
    for part in parents:
        tree = tree.setdefault(part, {})
    tree.setdefault(leaf, value)


def _listed(paragraphs: list[str]) -> str:
    """Paragraphs as a data file writes them: those with an ordinal as items of a list, without it."""
    lines = []
    for text in paragraphs:
        ordinal = ordinal_of(text)
        lines.append(f"- {text[len(ordinal.text) :]}" if ordinal else text)
    text = ""
    for line, after in zip_longest(lines, lines[1:], fillvalue="- "):
        close = line.startswith("- ") and after.startswith("- ")
        text += f"{line}\n" if close else f"{line}\n\n"
    return text.rstrip("\n") + "\n" if len(lines) > 1 else text.strip()


def _terms(paragraphs: list[str]) -> Iterator[tuple[str, str]]:
    """`一、基本支出：指…` → 基本支出 and what it means."""
    for text in paragraphs:
        ordinal = ordinal_of(text)
        name, sign, meaning = text[len(ordinal.text) if ordinal else 0 :].partition("：")
        if sign and 2 <= len(name) <= 30 and "（类）" not in name and "。" not in name:
            yield name, meaning


def _organisation(tree: Tree, section: ReportSection, paragraphs: list[str]) -> None:
    for text in paragraphs:
        if found := OFFICES.search(text):
            names = [name.strip() for name in re.split(r"[、，]", found[1])]
            if 1 < len(names) <= 60 and all(1 < len(name) <= 20 for name in names):
                _put(tree, "机构.内设机构", names)
    units = [unit for table in section.tables() for unit in _units(table)] or [
        unit for text in paragraphs if (unit := _listed_unit(text))
    ]
    only = _only_kind("".join(paragraphs), len(units))
    for unit in units:
        unit["性质"] = unit["性质"] or only
    if units:
        _put(tree, "机构.单位", units)


def _units(table: ReportTable) -> Iterator[Tree]:
    """The rows of a table of units: 序号, 单位名称, 性质, 备注."""
    rows = table.grid.table(spread=False)
    heads = next(((at, row) for at, row in enumerate(rows) if any("单位名称" in text for text in row)), None)
    if heads is None:
        return
    at, head = heads
    name_at = next(number for number, text in enumerate(head) if "单位名称" in text)
    kind_at = next((number for number, text in enumerate(head) if "性质" in text), None)
    note_at = next((number for number, text in enumerate(head) if "备注" in text), None)
    for row in rows[at + 1 :]:
        name = row[name_at]
        if name and name not in ("合计", "……", "…"):
            unit: Tree = {"名称": name, "性质": _kind(row[kind_at]) if kind_at is not None else ""}
            if note_at is not None and row[note_at]:
                unit["备注"] = row[note_at]
            yield unit


def _kind(text: str) -> str:
    """The kind of a unit in the data's words; empty where the text does not say."""
    if "参公" in text or "参照" in text:
        return LIKE
    return ADMINISTRATIVE if "行政" in text else OTHER if "事业" in text else ""


def _only_kind(text: str, count: int) -> str:
    """The kind of all units, where the text counts them by kind and all are of one."""
    kinds = {kind: sum(int(number) for number in pattern.findall(text)) for kind, pattern in COUNTED.items()}
    found = [kind for kind, number in kinds.items() if number]
    return found[0] if len(found) == 1 and kinds[found[0]] == count else ""


def _listed_unit(text: str) -> Tree | None:
    """`1.某县水利局（本级）` as a unit."""
    ordinal = ordinal_of(text)
    if ordinal is None or ordinal.level < 4:
        return None
    name = text[len(ordinal.text) :].rstrip("。；;")
    return {"名称": name, "性质": ""} if 3 < len(name) <= 40 and not re.search(r"[，。；：]", name) else None


def _dates(tree: Tree, report: ReadReport) -> None:
    texts = [block.text for block in report.front if isinstance(block, ReportParagraph)]
    body = [paragraph.text for _, paragraph in report.paragraphs()]
    for field, pattern, among in (("公开时间", DATE, [*texts, *body]), ("截至", CUTOFF, body)):
        found = next((match for text in among if (match := pattern.search(text))), None)
        if found:
            tree[field] = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"


def _items(report: ReadReport, year: int) -> Iterator[Tree]:
    """What the paragraphs about 科目 at 项 level say: purpose, 年初预算, reason of the difference."""
    codes = _codes(year)
    seen: set[str] = set()
    for _, paragraph in report.paragraphs():
        found = ITEM.search(paragraph.text[:120])
        if found is None:
            continue
        names = tuple(re.sub(r"^.*[、.．]", "", found[1]) if at == 0 else found[at + 1] for at in range(3))
        code = codes.get(names, "")
        if not code or code in seen:
            continue
        seen.add(code)
        rest = paragraph.text[found.end() :]
        line: Tree = {"科目": code}
        if purpose := PURPOSE.search(rest):
            line["主要用于"] = purpose[1].rstrip("。")
        if difference := DIFFERENCE.search(rest):
            line["差异原因"] = difference[1].rstrip("。")
        if budget := BUDGET.search(rest):
            line[budget[1]] = (budget[2], budget[3], paragraph.place_at(found.end() + budget.start()))
        if len(line) > 1:
            yield line


def _codes(year: int) -> dict[tuple[str, ...], str]:
    """Names of 类, 款 and 项 → the code of the 项."""
    table = functional(year)
    return {
        (table.name(row.code[:3]), table.name(row.code[:5]), row.name): row.code for row in table.in_force() if len(row.code) == 7
    }
