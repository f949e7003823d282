"""Documents made by chance with every kind of block, for page ends in places that no example has."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from generator.document.blocks import (
    Block,
    Cell,
    Chart,
    Contents,
    ContentsRow,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from tests.writers import html_sample as sample

WORDS = (
    "贯彻落实国家有关方针政策，",
    "2023年完成示范项目12个、投入资金345.67万元；",
    "指导各乡镇（街道）推进“放管服”改革，",
    "参保率98.70%——连续三年稳定。",
    "《关于印发〈办法〉的通知》（县发〔2023〕12号）明确，",
    "GDP增长",
    "其中：",
)

CELLS = ("产出指标", "示范项目12个", "参保率≥98.70%", "GDP", "机关事业单位基本养老保险缴费支出", "一般公共预算财政拨款")


class Chance:
    """Makes one document. seed: equal seeds make equal documents."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0

    def document(self, sections: int = 3) -> Document:
        """Contents, then sections of both orientations."""
        made = [self._section() for _ in range(sections)]
        headings = [block for one in made for block in one.blocks if isinstance(block, Heading) and block.depth]
        rows = tuple(ContentsRow(min(heading.depth, 3), heading.text, heading.id) for heading in headings)
        front = Section("portrait", (Contents("目　录", rows),))
        return Document("随机的报告", "部门决算公开", (front, *made))

    def _section(self) -> Section:
        orientation: Orientation = self.chance.choice(("portrait", "portrait", "landscape"))
        blocks = tuple(self._block() for _ in range(self.chance.randint(4, 24)))
        return Section(orientation, blocks)

    def _block(self) -> Block:
        kind = self.chance.random()
        if kind < 0.5:
            return Paragraph(self.chance.choice(("正文", "正文", "无缩进", "居中", "注")), sample.runs(self._text(12)))
        if kind < 0.7:
            return self._heading()
        if kind < 0.8:
            return self._numbered(sample.chart(self.chance.choice(("bar", "pie")), 1))
        return self._table()

    def _numbered(self, chart: Chart) -> Chart:
        self.number += 1
        return replace(chart, id=f"b{self.number}")

    def _text(self, most: int) -> str:
        return "".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(1, most)))

    def _heading(self) -> Heading:
        self.number += 1
        name, depth, mark = self.chance.choice(
            (("部分标题", 1, "第一部分"), ("一级标题", 2, "一、"), ("二级标题", 3, "（一）"), ("三级标题", 4, "1."))
        )
        return Heading(name, depth, mark, sample.runs(self._text(3)), f"h{self.number}", self.chance.random() < 0.15)

    def _table(self) -> Table:
        self.number += 1
        form = self.chance.random() < 0.5
        columns = self.chance.randint(2, 7)
        head: tuple[Row, ...] = (tuple(sample.head(f"列{n}") for n in range(columns)),) if self.chance.random() < 0.8 else ()
        if head and self.chance.random() < 0.4 and columns > 2:
            over = (sample.head("项目名称", rowspan=2), sample.head("其中", colspan=columns - 1))
            head = (over, tuple(sample.head(f"支出列{n}") for n in range(columns - 1)))
        table = Table(
            f"t{self.number}",
            tuple(self.chance.choice((1, 1, 2.5)) for _ in range(columns)),
            head,
            self._body(columns),
            role="form" if form else "plain",
            keep=self.chance.random() < 0.4,
            new_page=self.chance.random() < 0.1,
            notes=tuple(sample.runs(self._text(6)) for _ in range(self.chance.choice((0, 0, 1, 2)))),
        )
        if not form:
            return table
        unit = {"unit_left": sample.runs("部门：示例县医疗保障局"), "unit_right": "金额单位：万元"}
        return replace(table, title=sample.runs(self._text(3)), mark="公开03表", **unit)  # type: ignore[arg-type]

    def _body(self, columns: int) -> tuple[Row, ...]:
        rows: list[Row] = []
        wanted = self.chance.choice((1, 2, 5, 12, 30, 70))
        while len(rows) < wanted:
            count = self.chance.choice((1, 1, 1, 2, 3, 6)) if columns > 2 else 1
            for number in range(count):
                own = (Cell(sample.runs(self.chance.choice(CELLS)), rowspan=count),) if number == 0 else ()
                rows.append((*own, *(self._cell() for _ in range(columns - 1))))
        return tuple(rows)

    def _cell(self) -> Cell:
        kind = self.chance.random()
        if kind < 0.5:
            amount = self.chance.choice(("0.00", "12.50", "1234.5", "-3"))
            return Cell((Run(amount),), "number", value=Decimal(amount))
        return Cell() if kind < 0.65 else Cell(sample.runs(self.chance.choice(CELLS)), indent=self.chance.choice((0, 0, 1)))
