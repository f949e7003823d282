"""From markup to blocks: the one place where a template's output is read. Strict: what is not in the vocabulary is an error.

Numbers, ids, captions and contents rows are settled on the way, so that every writer prints the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from lxml import etree

from generator.document.blocks import Block, Chart, Contents, Cover, Heading, Paragraph, Run, Runs, Section, Table, TemplateLine
from generator.document.contents import ANNEX, ANNEX_TITLE, annex_list, fill_contents, name_annexes
from generator.document.grid import GridError
from generator.document.inline import runs_of
from generator.document.numbering import DEFAULT, Numbering
from generator.document.tables import table_of
from generator.document.vocabulary import AT, HEADING_ROLES, HEADINGS, NUMBERS, REQUIRED, ROLES, VALUES, VOCABULARY, Element
from generator.document.xmlwords import explain
from generator.errors import DocumentError, Problems

CAPTION = "（{图}：{题}）"
LAST_AT = re.compile(rf'{AT}="([^"]*)"')


def parse(
    markup: str,
    *,
    scheme: Mapping[str, str] = DEFAULT,
    caption: str = CAPTION,
    charts: Mapping[str, Chart] | None = None,
    statutory: Callable[[str], Table] | None = None,
) -> tuple[Section, ...]:
    """The sections of a report.

    scheme: ordinals by level; caption: of a chart, with {图} and {题}; charts: blocks that `<chart ref>` names, without
    id and caption; statutory: makes the table that `<statutory-table id>` names. Raises Problems of DocumentErrors, each
    with the template's file and line.
    """
    root = _tree(markup)
    errors = list(_violations(root))
    if errors:
        raise Problems(errors)
    reader = _Reader({**DEFAULT, **scheme}, caption, charts or {}, statutory)
    reader.read(root)
    if reader.errors:
        raise Problems(reader.errors)
    return fill_contents(name_annexes(tuple(reader.sections)), reader.levels)


def _tree(markup: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    whole = f"<document>{markup}</document>"
    try:
        return etree.fromstring(whole, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        lines = whole.split("\n")
        before = "\n".join([*lines[: line - 1], lines[line - 1][:column] if 0 < line <= len(lines) else ""])
        found = LAST_AT.findall(before)
        message = f"标记不配对或写错：{explain(error.msg or '')}"
        raise _located(found[-1] if found else "", message, "检查这一处附近的标签是否成对、写全") from error
    except ValueError as error:
        raise DocumentError("有不能印的控制字符", remedy="删去看不见的字符") from error


def _template_line(at: str) -> TemplateLine:
    """What the attribute `at` of an element says."""
    file, _, line = at.rpartition(":")
    return TemplateLine(file, int(line)) if line.isdigit() else TemplateLine(file)


def _located(at: str, message: str, remedy: str) -> DocumentError:
    place = _template_line(at)
    return DocumentError(message, file=place.file, line=place.line, remedy=remedy)


def _template_of(element: etree._Element) -> TemplateLine:
    """Where an element stands in its template."""
    return _template_line(_at(element))


def _violations(root: etree._Element) -> Iterator[DocumentError]:
    """Elements, attributes and text that the vocabulary does not know at their place."""
    for element in list(root.iter(etree.Element)):
        tag = str(element.tag)
        rule = VOCABULARY.get(tag)
        if rule is None:
            continue
        if len(element):
            for child in element:
                if child.tag not in rule.children:
                    yield _misplaced(element, child)
        names = element.keys()
        if tag in REQUIRED or (names and names != [AT]):
            yield from _wrong_attributes(element, rule)
        if not rule.text:
            yield from _stray_text(element)


def _at(element: etree._Element) -> str:
    """Where an element stands: its own place, or that of what it stands in."""
    near = (element, *element.iterancestors())
    return next((at for one in near if (at := one.get(AT))), "")


def _misplaced(element: etree._Element, child: etree._Element) -> DocumentError:
    if not isinstance(child.tag, str):
        name = getattr(child, "name", "")
        return _located(_at(element), f"标记不配对或写错：没有 &{name}; 这个写法", "直接写出这个字")
    known = child.tag in VOCABULARY
    why = f"<{child.tag}> 不能放在 <{element.tag}> 里" if known else f"没有 <{child.tag}> 这个标签"
    allowed = "、".join(sorted(VOCABULARY[str(element.tag)].children)) or "无"
    return _located(_at(child), why, f"这里可用的标签：{allowed}")


def _wrong_attributes(element: etree._Element, rule: Element) -> Iterator[DocumentError]:
    for key, written in element.items():
        name, value = str(key), str(written)
        if name == AT:
            continue
        if name not in rule.attributes:
            known = "、".join(sorted(rule.attributes)) or "无"
            yield _located(_at(element), f"<{element.tag}> 没有属性 {name}", f"可用的属性：{known}")
        elif name in VALUES and value not in VALUES[name]:
            yield _located(_at(element), f"{name} 不能是“{value}”", f"可用：{'、'.join(VALUES[name])}")
        elif name in NUMBERS and not _between(value, *NUMBERS[name]):
            low, high = NUMBERS[name]
            yield _located(_at(element), f"{name} 应是 {low} 到 {high} 的整数，不是“{value}”", f'写成 {name}="{low}"')
    needed = REQUIRED.get(str(element.tag))
    if needed and not element.get(needed):
        yield _located(_at(element), f"<{element.tag}> 缺少属性 {needed}", f'补上 {needed}="…"')


def _between(value: str, low: int, high: int) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 5 and low <= int(value) <= high


def _stray_text(element: etree._Element) -> Iterator[DocumentError]:
    texts = [element.text, *(child.tail for child in element)]
    stray = next((t.strip() for t in texts if t and t.strip()), "")
    if stray:
        yield _located(_at(element), f"<{element.tag}> 里不能直接写文字：“{stray[:20]}”", "把文字放进 <p>…</p>")


class _Reader:
    """Walks the tree once and collects sections."""

    def __init__(
        self,
        scheme: Mapping[str, str],
        caption: str,
        charts: Mapping[str, Chart],
        statutory: Callable[[str], Table] | None,
    ) -> None:
        self.numbering = Numbering(scheme)
        self.caption = caption
        self.charts = charts
        self.statutory = statutory
        self.sections: list[Section] = []
        self.errors: list[DocumentError] = []
        self.levels = 2
        self.level = 0
        self.nested = 0
        self.annex = False
        self.ids = 0
        self.tables = 0
        self.lead: tuple[str, Runs, TemplateLine] | None = None
        self.open: list[Block] = []

    def read(self, root: etree._Element) -> None:
        for child in root:
            if child.tag == "section":
                self.close()
                for inner in child:
                    self.block(inner)
                landscape = child.get("orientation") == "landscape"
                self.close("landscape" if landscape else "portrait", child.get("page-numbers") != "no")
            elif child.tag == "cover":
                self.close()
                self.open.append(Cover(tuple(self.paragraph(p) for p in child), _template_of(child)))
                self.close(page_numbers=False)
            else:
                self.block(child)
        self.close()

    def close(self, orientation: str = "portrait", page_numbers: bool = True) -> None:
        if self.lead:
            self.flush_lead()
        if self.open:
            kind = "landscape" if orientation == "landscape" else "portrait"
            self.sections.append(Section(kind, tuple(self.open), page_numbers))  # type: ignore[arg-type]
            self.open = []

    def block(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if self.lead and tag != "p":
            self.flush_lead()
        if tag == "nest":
            self.nest(element)
        elif tag in HEADINGS:
            self.heading(element, HEADINGS[tag])
        elif tag in ("attachment", "annex-title"):
            self.annex_heading(element)
        elif tag == "ol":
            self.ordered(element)
        elif tag == "annex-list":
            self.open += annex_list([(runs_of(item), _template_of(item)) for item in element])
        else:
            {
                "p": lambda: self.open.append(self.paragraph(element)),
                "note": lambda: self.open.append(Paragraph("注", runs_of(element), template=_template_of(element))),
                "table": lambda: self.table(element),
                "statutory-table": lambda: self.form(element),
                "chart": lambda: self.chart(element),
                "contents": lambda: self.contents(element),
            }[tag]()

    def nest(self, element: etree._Element) -> None:
        """What stands inside is one level lower: its h1 counts as h2, its list items accordingly."""
        self.nested += 1
        for child in element:
            self.block(child)
        if self.lead:
            self.flush_lead()
        self.nested -= 1

    def flush_lead(self) -> None:
        assert self.lead is not None
        number, lead, template = self.lead
        self.lead = None
        self.open.append(Paragraph("正文", (), number, lead, template=template))

    def new_id(self) -> str:
        self.ids += 1
        return f"h{self.ids:03d}"

    def heading(self, element: etree._Element, level: int) -> None:
        level = min(level + self.nested, 4) if level else 0
        kind = "表题" if element.get("role") == "表题" else ""
        pattern = element.get("number")
        number = self.ordinal(element, lambda: self.numbering.heading(level, kind, pattern))
        runs = runs_of(element)
        self.level = level
        if level == 0:
            self.annex = False
        if element.get("run-in") == "yes":
            self.lead = (number, runs, _template_of(element))
            return
        outline = level + 1 + (2 if self.annex else 0)
        depth = 0 if element.get("contents") == "no" else outline
        new_page = element.get("new-page", "yes" if level == 0 else "no") == "yes" and bool(self.open)
        role = element.get("role", HEADING_ROLES[level])
        if role not in HEADING_ROLES:
            self.error(element, f"没有“{role}”这种标题", f"可用的标题：{'、'.join(HEADING_ROLES)}")
        place, entry = _template_of(element), element.get("entry", "")
        self.open.append(Heading(role, depth, number, runs, self.new_id(), new_page, template=place, entry=entry))

    def ordinal(self, element: etree._Element, make: Callable[[], str]) -> str:
        """A number, or an error where Chinese ordinals end (九十九)."""
        try:
            return make()
        except ValueError:
            self.error(element, "同一级超过99个，编不出中文序号", "改用数字编号，或分成几节")
            return ""

    def annex_heading(self, element: etree._Element) -> None:
        runs, place = runs_of(element), _template_of(element)
        new_page = element.get("new-page") == "yes" and bool(self.open)
        if element.tag == "attachment":
            depth = 0 if element.get("contents") == "no" else 2
            number = self.ordinal(element, self.numbering.annex)
            block = Heading(ANNEX, depth, number, runs, self.new_id(), new_page, template=place)
        else:
            self.numbering.restart(1)
            entry = element.get("entry", "")
            block = Heading(ANNEX_TITLE, 3, "", runs, self.new_id(), new_page, template=place, entry=entry)
        self.annex, self.level = True, 0
        self.open.append(block)

    def paragraph(self, element: etree._Element) -> Paragraph:
        role = element.get("role", "正文")
        if role not in ROLES:
            self.error(element, f"没有“{role}”这种段落", f"可用的段落：{'、'.join(ROLES)}")
        number, lead, _ = self.lead or ("", (), None)
        self.lead = None
        return Paragraph(role, runs_of(element), number, lead, template=_template_of(element))

    def ordered(self, element: etree._Element) -> None:
        level = int(element.get("level", 0))
        level = level + self.nested if level else self.level + 1
        for number, item in enumerate(element, 1):
            ordinal = self.ordinal(item, partial(self.numbering.item, level, number))
            self.open.append(Paragraph("正文", runs_of(item), ordinal, template=_template_of(item)))

    def table(self, element: etree._Element) -> None:
        self.tables += 1
        try:
            self.open.append(replace(table_of(element, f"t{self.tables:03d}"), template=_template_of(element)))
        except GridError as error:
            self.error(element, f"表格不成形：{error}", "核对各行的 colspan、rowspan 和 widths")

    def form(self, element: etree._Element) -> None:
        if self.statutory is None:
            self.error(element, "这里不能放公开表", "公开表由模板包的 tables/ 说明")
            return
        try:
            table = self.statutory(element.get("id", ""))
            if len(element):  # the frame is the pack's, head and rows are the template's
                inner = table_of(element[0], table.id)
                table = replace(
                    table,
                    widths=inner.widths,
                    head=inner.head,
                    body=inner.body,
                    notes=(*inner.notes, *table.notes),
                    alt=inner.alt,
                )
            self.open.append(replace(table, titled=element.get("titled") != "no", template=_template_of(element)))
        except GridError as error:
            self.error(element, f"表格不成形：{error}", "核对各行的 colspan、rowspan 和 widths")
        except KeyError:
            self.error(element, f"没有编号为“{element.get('id', '')}”的公开表", "核对模板包 tables/ 里的表号")

    def chart(self, element: etree._Element) -> None:
        chart = self.charts.get(element.get("ref", ""))
        if chart is None:
            self.error(element, f"没有“{element.get('ref')}”这幅图", "图用 {{ 柱状图(…) }} 或 {{ 饼状图(…) }} 放进来")
            return
        kind = "饼状图" if chart.kind == "pie" else "柱状图"
        caption = self.caption.format(图=self.numbering.figure(), 题=chart.title, 型=kind)
        self.open.append(replace(chart, id=self.new_id(), caption=(Run(caption),), template=_template_of(element)))

    def contents(self, element: etree._Element) -> None:
        self.levels = int(element.get("levels", "2"))
        notes = tuple(self.paragraph(p) for p in element)
        numbered = element.get("page-numbers") != "no"
        self.open.append(Contents(element.get("title", "目录"), (), notes, numbered, _template_of(element)))

    def error(self, element: etree._Element, message: str, remedy: str) -> None:
        self.errors.append(_located(element.get(AT, ""), message, remedy))
