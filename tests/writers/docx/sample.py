"""A report made by hand that has every block the writer knows, and hostile text in many places."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from generator.document.blocks import (
    Block,
    Cell,
    Chart,
    Contents,
    ContentsRow,
    Cover,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Series,
    Table,
)
from generator.writers.style import Style, load_style

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = "甲<乙>&\"丙\"'丁'\x00\x08\x1f\ufffe]]>{{ 年度 }}"
HOSTILE_PRINTED = "甲<乙>&\"丙\"'丁']]>{{ 年度 }}"
PROSE = (
    "2022年度收、支总计各1,234.56万元。与2021年相比，收、支总计各增加12.34万元，增长1.01%。主要变动原因是医疗救助人数增加。" * 3
)


def sample_style() -> Style:
    """The style 公开."""
    return load_style(ROOT / "templates" / "styles" / "公开.yaml")


def t(text: str, bold: bool = False) -> Runs:
    """A text as runs."""
    return (Run(text, bold=bold),) if text else ()


def head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """A head cell."""
    return Cell(t(text), "head", colspan, rowspan)


def number(value: str, bold: bool = False) -> Cell:
    """A number with two decimals and thousands separators."""
    amount = Decimal(value)
    return Cell((Run(f"{amount:,.2f}", key="f1"),), "number", value=amount, bold=bold)


def statutory(rows: int = 60, prefix: str = "T03") -> Table:
    """A landscape table: merged head of three levels, many rows, total, states, notes."""
    top: Row = (head("项    目", 2), head("本年收入合计", rowspan=3), head("财政拨款收入", 2), head("其中：其他收入", 3))
    middle: Row = (
        head("科目编码", rowspan=2), head("科目名称", rowspan=2), head("一般公共预算", rowspan=2),
        head("政府性基金", rowspan=2), head("事业收入", rowspan=2), head("其他", 2),
    )  # fmt: skip
    bottom: Row = (head("经营收入"), head("利息"))
    body: list[Row] = [
        (Cell(t("合计"), colspan=2, bold=True, align="center"), *(number("12345.60", bold=True) for _ in range(6)))
    ]
    for n in range(rows - 1):
        state = Cell(t("不涉及"), "number") if n % 7 == 0 else number("0")
        amounts = (number(str(Decimal(n * 317) / 100)) for _ in range(5))
        body.append((Cell(t(f"20805{n:02d}")), Cell(t("机关事业单位基本养老保险缴费支出"), indent=n % 3), *amounts, state))
    return Table(
        prefix,
        (0.1, 0.26, 0.12, 0.12, 0.12, 0.1, 0.09, 0.09),
        (top, middle, bottom),
        tuple(body),
        title=t("收入决算表"),
        mark="公开03表",
        unit_left=t("部门：示例县医疗保障局"),
        unit_right="金额单位：万元",
        notes=(t("注：本表反映部门本年度取得的各项收入情况。"), t(HOSTILE)),
        new_page=True,
        alt="收入决算表：八列六十行",
    )


def wide(columns: int = 40) -> Table:
    """A table of 40 columns in four groups behind two repeated ones; head cells cross the groups' edges."""
    groups = ((2, 11), (11, 20), (20, 29), (29, columns))
    top: Row = (head("项目", 2), head("工资福利支出", 14), head("商品和服务支出", columns - 16))
    bottom: Row = (head("编码"), head("名称"), *(head(f"第{n}项") for n in range(2, columns)))
    body: tuple[Row, ...] = tuple(
        (Cell(t(f"30{r:02d}")), Cell(t("医疗保障局本级")), *(number(f"{r}.{n:02d}") for n in range(2, columns))) for r in range(6)
    )
    return Table(
        "T07", tuple([0.08, 0.16] + [0.02] * (columns - 2)), (top, bottom), body,
        title=t("一般公共预算财政拨款支出决算明细表"), mark="公开07表", unit_right="金额单位：万元",
        groups=groups, repeat=2, new_page=True, notes=(t("注：本表分组打印。"),),
    )  # fmt: skip


def scores() -> Table:
    """An indicator table in running text: row spans beside and inside one another, one reaching past a page of columns."""
    body: tuple[Row, ...] = (
        (Cell(t("项目名称"), "head"), Cell(t("医疗救助补助"), colspan=4)),
        (Cell(t("绩效指标"), "head", rowspan=5),
         Cell(t("产出指标"), rowspan=3), Cell(t("数量指标"), rowspan=2), Cell(t("救助人次")), number("27")),
        (Cell(t("走访\n户数")), number("1234")),
        (Cell(t("质量指标")), Cell(t("完成率")), Cell(t("100%"), "number")),
        (Cell(t("效益指标"), rowspan=2, colspan=2), Cell(t("满意度")), Cell(t("≥95%"), align="right")),
        (Cell(t("说明")), Cell()),
    )  # fmt: skip
    return Table("P1", (0.16, 0.16, 0.16, 0.32, 0.2), (), body, role="plain", alt="绩效指标")


def empty() -> Table:
    """A table without figures: its grid stays, a note says why."""
    return Table(
        "T09", (0.2, 0.4, 0.2, 0.2), ((head("科目编码"), head("科目名称"), head("合计"), head("基本支出")),), (),
        title=t("国有资本经营预算财政拨款支出决算表"), mark="公开09表", unit_right="金额单位：万元", empty=True, new_page=True,
        notes=(t("注：本部门2022年度没有国有资本经营预算财政拨款支出，本表为空。"),),
    )  # fmt: skip


def series(name: str, *values: str) -> Series:
    """A series whose labels have two decimals."""
    return Series(name, tuple(Decimal(v) for v in values), tuple(f"{Decimal(v):.2f}" for v in values))


def charts() -> tuple[Chart, ...]:
    """Bar, pie and clustered."""
    return (
        Chart("c1", "bar", "支出决算变动", t("（图1：收、支决算总计变动情况图）（柱状图）"), ("2021年", "2022年"),
              (series("收支总计", "987.60", "1234.56"),), "万元", "2021年987.60万元，2022年1234.56万元"),
        Chart("c2", "pie", "支出结构", t("（图2：支出决算结构图）（饼状图）"), ("基本支出", "项目支出", "经营支出"),
              (series("支出", "634.56", "550", "50"),), "万元", "基本支出51.40%，项目支出44.55%，经营支出4.05%",
              shares=("51.40%", "44.55%", "4.05%")),
        Chart("c3", "clustered", "三公", t("（图3：“三公”经费）（簇状柱形图）"), ("因公出国", "公务用车", HOSTILE),
              (series("预算数", "0", "3.50", "1.20"), series("决算数", "0", "3.10", "0.86")), "万元", HOSTILE),
    )  # fmt: skip


def _front() -> tuple[Block, ...]:
    lines = (
        Paragraph("封面单位", t("示例县医疗保障局")),
        Paragraph("封面题", t("2022年度部门决算")),
        Paragraph("封面注", t("保密审查情况：已审查")),
        Paragraph("封面注", t("公开时间：2023年10月26日")),
    )
    return (Cover(lines),)


def _part_one() -> tuple[Block, ...]:
    return (
        Heading("部分标题", 1, "第一部分", t("部门概况"), "h1", new_page=True),
        Heading("一级标题", 2, "一、", t("主要职能"), "h2"),
        Paragraph("正文", t(PROSE)),
        Heading("二级标题", 3, "（一）", t("机构设置"), "h3"),
        Paragraph("正文", t(PROSE)),
        Heading("三级标题", 4, "1.", t("内设机构"), "h4"),
        Paragraph("正文", (Run("下属二级预算单位"), Run("3", key="f2"), Run("个，其中"), Run("待填", pending=True), Run("。"))),
        Paragraph("正文", t("完成医疗救助27人次。"), number="1.", lead=t("救助工作。")),
        Paragraph("正文", t(HOSTILE)),
        Paragraph("正文", t("纳入部门决算的单位："), number=""),
        *(Paragraph("正文", t(f"示例县医疗保障局第{n}分局；"), number=f"{n}.") for n in range(1, 12)),
        Heading("部分标题", 1, "第二部分", t("部门决算情况说明"), "h5", new_page=True),
        Heading("一级标题", 2, "一、", t("收支情况"), "h6"),
        Paragraph("正文", t(PROSE)),
        *charts(),
        scores(),
        Paragraph("正文", t("以上为绩效指标。")),
        scores(),
        scores(),
    )


def _end() -> tuple[Block, ...]:
    return (
        Heading("附件号", 1, "附件1", (), "h8", new_page=True),
        Heading("附件题", 0, "", t("2022年度部门整体支出\n绩效评价报告"), "h9"),
        Heading("一级标题", 3, "一、", t("部门概况"), "h10"),
        Paragraph("正文", t(PROSE)),
        Paragraph("署名", t("示例县医疗保障局")),
        Paragraph("日期", t("2023年10月26日")),
    )


def contents(headings: list[Heading]) -> Contents:
    """Rows for the headings of levels 1 and 2."""
    rows = tuple(ContentsRow(h.depth, h.text, h.id) for h in headings if 1 <= h.depth <= 2)
    return Contents("目    录", rows, (Paragraph("目录注", t("公开时间：2023年10月26日")),))


def sample_document() -> Document:
    """The whole report."""
    tables = (Heading("部分标题", 1, "第三部分", t("部门决算表"), "h7", new_page=True), statutory(), wide(), empty())
    later = (_part_one(), tables, _end())
    headings = [block for blocks in later for block in blocks if isinstance(block, Heading)]
    return Document(
        "2022年度部门决算",
        "部门决算公开",
        (
            Section("portrait", _front(), page_numbers=False),
            Section("portrait", (contents(headings),)),
            Section("portrait", later[0]),
            Section("landscape", later[1]),
            Section("portrait", later[2]),
        ),
    )


def sample_pages() -> dict[str, int]:
    """Page numbers as a layout pass would give them."""
    return {"h1": 3, "h2": 3, "h5": 5, "h6": 5, "h7": 8, "h8": 16}
