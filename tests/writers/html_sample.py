"""A hand-made report with every kind of block, for the tests of HTML and PDF."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generator.document.blocks import (
    Cell,
    Chart,
    Contents,
    ContentsRow,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Runs,
    Section,
    Series,
    Table,
)
from generator.writers.style import Style, load_style

STYLE_FILE = Path(__file__).parents[2] / "templates" / "styles" / "公开.yaml"

PROSE = (
    "贯彻落实医疗保险、生育保险、医疗救助等医疗保障法律法规，执行医疗保障地方性法规、政府规章的具体办法，组织实施和监督检查"
    "本县医疗保障事业发展规划、政策和标准。推进医疗、医保、医药“三医联动”改革，2022年度收、支总计1,234.56万元，比上年增加"
    "91.68万元，增长8.02%；参加城乡居民基本医疗保险21.04万人，参保率98.70%——连续三年保持稳定。经办人：朱镕、陶喆、李堃。"
)


def style() -> Style:
    return load_style(STYLE_FILE)


def runs(*texts: str) -> Runs:
    return tuple(Run(text) for text in texts)


def prose(count: int) -> list[Paragraph]:
    return [Paragraph("正文", runs(PROSE)) for _ in range(count)]


def part(number: str, title: str, at: int) -> Heading:
    return Heading("部分标题", 1, number, runs(title), f"part-{at}", new_page=True)


def first(number: str, title: str, at: str) -> Heading:
    return Heading("一级标题", 2, number, runs(title), f"h-{at}")


def head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(runs(text), "head", colspan, rowspan)


def number(text: str) -> Cell:
    return Cell((Run(text, key="k1"),), "number", value=Decimal(text.replace(",", "")))


def form(rows: int = 60) -> Table:
    """A statutory table with a head of two levels."""
    body = tuple(
        (
            Cell(runs(f"{2080500 + n}")),
            Cell(runs("机关事业单位基本养老保险缴费支出"), indent=n % 3),
            *(number(f"{1000 + n * 7 + m}.{m}5") for m in range(4)),
            number("12") if n % 2 else number("3.5"),
        )
        for n in range(rows)
    )
    return Table(
        id="T03",
        widths=(1, 2.4, 1, 1, 1, 1, 1),
        head=(
            (head("科目编码", rowspan=2), head("科目名称", rowspan=2), head("本年支出合计", rowspan=2), head("其中", colspan=4)),
            (head("基本支出"), head("项目支出"), head("上缴上级支出"), head("经营支出")),
        ),
        body=body,
        title=runs("支出决算表"),
        mark="公开03表",
        unit_left=runs("部门：示例县医疗保障局"),
        unit_right="金额单位：万元",
        notes=(runs("注：本表反映部门本年度各项支出情况。"),),
        new_page=True,
    )


def wide(columns: int = 40, rows: int = 12) -> Table:
    """A very wide table in groups, a head cell spanning the edge of two of them."""
    body = tuple(
        (Cell(runs(str(2080501 + n))), Cell(runs("行政运行")), *(number(f"{n + m}.00") for m in range(columns)))
        for n in range(rows)
    )
    step = 10
    return Table(
        id="T07",
        widths=(1.2, 2, *(1 for _ in range(columns))),
        head=(
            (
                head("编码", rowspan=2),
                head("名称", rowspan=2),
                head("工资福利支出", colspan=15),
                head("商品和服务支出", colspan=columns - 15),
            ),
            tuple(head(f"经济科目{m + 1}") for m in range(columns)),
        ),
        body=body,
        title=runs("一般公共预算财政拨款支出决算明细表"),
        mark="公开07表",
        unit_left=runs("部门：示例县医疗保障局"),
        unit_right="金额单位：万元",
        notes=(runs("注：本表按经济分类列示。"),),
        groups=tuple((start, min(start + step, columns + 2)) for start in range(2, columns + 2, step)),
        repeat=2,
        new_page=True,
    )


def plain() -> Table:
    """A table in running text, with a very long word and an empty cell."""
    return Table(
        id="t-plain",
        widths=(1, 3, 1),
        head=((head("一级指标"), head("内容"), head("得分")),),
        body=(
            (Cell(runs("产出指标"), rowspan=2), Cell(runs("SUPERCALIFRAGILISTICEXPIALIDOCIOUS" * 3)), number("12.5")),
            (Cell(runs("超长的中文指标内容" * 9)), number("100")),
            (Cell(runs("效益指标")), Cell(), number("0.25")),
        ),
        role="plain",
    )


def series(name: str, *values: str) -> Series:
    return Series(name, tuple(Decimal(value) for value in values), values)


def chart(kind: str, at: int) -> Chart:
    caption = runs(f"（图{at}：收、支决算总计变动情况图）")
    if kind == "bar":
        return Chart(
            f"c{at}",
            "bar",
            "收、支决算总计变动情况",
            caption,
            ("2021年", "2022年"),
            (series("总计", "1142.88", "1234.56"),),
            "万元",
            "2021年1142.88万元，2022年1234.56万元",
        )
    if kind == "clustered":
        return Chart(
            f"c{at}",
            "clustered",
            "财政拨款收、支决算总计变动情况",
            caption,
            ("收入总计", "支出总计", "年末结转和结余"),
            (series("2021年", "1142.88", "1100.00", "42.88"), series("2022年", "1234.56", "1200.01", "-34.55")),
            "万元",
            "两年比较",
        )
    names = (
        "社会保障和就业支出",
        "卫生健康支出",
        "农林水支出",
        "住房保障支出",
        "一般公共服务支出",
        "教育支出",
        "国防支出",
        "其他支出",
    )
    values = ("396.20", "446.10", "4.00", "3.45", "2.10", "1.05", "0.00", "0.00")
    return Chart(
        f"c{at}",
        "pie",
        "支出决算结构",
        caption,
        names,
        (series("支出", *values),),
        "万元",
        "各类支出的份额",
        shares=("46.46%", "52.31%", "0.47%", "0.40%", "0.25%", "0.12%", "0.00%", "0.00%"),
    )


def sample(scale: int = 1) -> Document:
    """The report; scale: how many times each piece of prose and each table's rows are repeated."""
    text: list[object] = [
        part("第一部分", "部门概况", 1),
        first("一、", "基本职能及主要工作", "1"),
        Heading("二级标题", 3, "（一）", runs("主要职能"), "h-1-1"),
        *prose(8 * scale),
        Heading("三级标题", 4, "1.", runs("坚决打赢医保脱贫攻坚战"), "h-1-1-1"),
        Paragraph("正文", runs(PROSE), number="（1）", lead=runs("加大宣传力度。")),
        Paragraph(
            "正文", (Run("待填的数：", key="k2"), Run("待填", key="k3", pending=True), Run("，加粗", bold=True), Run("。"))
        ),
        first("二、", "机构设置", "2"),
        *prose(3 * scale),
        part("第二部分", "2022年度部门决算情况说明", 2),
    ]
    for at, kind in enumerate(("bar", "clustered", "pie"), start=1):
        text += [first(f"{'一二三'[at - 1]}、", f"决算总体情况说明{at}", f"2-{at}"), *prose(2 * scale), chart(kind, at)]
    text += [
        *prose(2),
        plain(),
        *prose(1),
        Paragraph("署名", runs("示例县医疗保障局")),
        Paragraph("日期", runs("2023年8月30日")),
    ]
    forms = [Heading("部分标题", 1, "第三部分", runs("附表"), "part-3"), replace(form(60 * scale), new_page=False)]
    last = [
        Heading("附件号", 1, "附件1", (), "annex-1", new_page=True),
        Heading("附件题", 0, "", runs("部门整体支出绩效自评报告"), "annex-t"),
        *prose(2),
    ]
    headings = [block for block in (*text, *forms, *last) if isinstance(block, Heading) and 0 < block.depth <= 3]
    rows = tuple(ContentsRow(heading.depth, heading.text, heading.id) for heading in headings)
    cover = Cover(
        (
            Paragraph("封面单位", runs("示例县医疗保障局")),
            Paragraph("封面题", runs("2022年度部门决算")),
            Paragraph("封面注", runs("2023年8月")),
        )
    )
    contents = Contents("目录", rows, (Paragraph("目录注", runs("公开时间：2023年8月30日")),))
    return Document(
        "示例县医疗保障局2022年度部门决算",
        "部门决算公开",
        (
            Section("portrait", (cover,), page_numbers=False),
            Section("portrait", (contents,)),
            Section("portrait", tuple(text)),
            Section("landscape", (*forms, wide())),
            Section("portrait", tuple(last)),
        ),
        {"k1": "x"},
    )
