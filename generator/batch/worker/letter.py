"""退回意见: what a department has to put right, as a Document: by severity and by part of the report, with place, both
figures and remedy, and a column to say what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from generator.checks import Finding, Severity
from generator.checks.registry import FAMILIES
from generator.document.blocks import Align, Block, Cell, Document, Heading, Paragraph, Row, Run, Section, Table
from generator.errors import GongkaiError, Problems
from generator.model.place import Place, place_of_mistake
from generator.packs.definition.pack import search_path
from generator.writers.docx import write_docx
from generator.writers.style import Style, load_style

TITLES = {
    Severity.ERROR: "必须改正的错误",
    Severity.WARNING: "需要核实的警告",
    Severity.HINT: "供参考的提示",
}
WIDTHS = (0.04, 0.1, 0.06, 0.27, 0.17, 0.08, 0.08, 0.07, 0.13)
HEAD = ("序号", "部分", "规则", "问题", "位置", "应为", "实为", "相差", "改法")
ALIGN: dict[int, Align] = {0: "center", 2: "center", 5: "right", 6: "right", 7: "right"}
"""By column; the others are set left."""
DATA = (
    "报来的数据",
    "错误改正以前不能生成正式文件；警告逐条核实，确实无误的在数据的“确认”里写明理由。",
    "位置是数据文件的名称、行和字段；金额单位为万元，个数按原单位。",
    "改好后重新核对，没有错误再报。",
)
PUBLISHED = (
    "报来的报告",
    "错误请改正；警告逐条核实，确实无误的说明理由。",
    "位置是报告的页、表和行，引号里是原文；金额单位为万元，个数按原单位。",
    "改好后重新报来；已经公开的，更正后重新公开。",
)
"""What was handed in, and what is asked."""
ORDINALS = "一二三四"
UNREADABLE = "读取"
OTHER = "报告的内容"
"""Rules outside the catalogue: what the reports themselves lack."""


def letter(title: str, findings: Sequence[Finding], error: GongkaiError | None = None, *, published: bool = False) -> bytes:
    """The DOCX; nothing where there is nothing to put right: hints alone send nothing back.

    title: whose report; error: why it could not be read; published: it is a report as it was published, not data.
    """
    found = [*_unreadable(error), *findings] if error else list(findings)
    return (
        write_docx(make_letter(title, found, PUBLISHED if published else DATA), _style())
        if any(one.severity is not Severity.HINT for one in found)
        else b""
    )


def make_letter(title: str, findings: Sequence[Finding], asked: tuple[str, ...] = DATA) -> Document:
    """The letter as blocks: what is asked, then a table for each severity on landscape pages."""
    groups = [(s, own) for s in Severity if (own := [f for f in findings if f.severity is s])]
    counts = "、".join(f"{severity}{len(own)}处" for severity, own in groups)
    name = "退回意见"
    blocks: list[Block] = [
        Heading("部分标题", 0, "", _runs(name), "letter"),
        Paragraph("无缩进", _runs(f"{title}：")),
        Paragraph("正文", _runs(f"{asked[0]}经核对，发现{counts}。请按下表逐条处理：")),
        *(Paragraph("正文", _runs(said), f"{number}.") for number, said in enumerate(asked[1:], 1)),
    ]
    numbers = iter(range(1, len(findings) + 1))
    for order, (severity, own) in enumerate(groups):
        heading = f"{TITLES[severity]}（{len(own)}处）"
        blocks.append(Heading("一级标题", 1, f"{ORDINALS[order]}、", _runs(heading), f"s{order}"))
        head = (tuple(Cell(_runs(word), "head") for word in HEAD),)
        body = tuple(_rows(own, numbers))
        blocks.append(Table(f"t{order}", WIDTHS, head, body, role="plain", alt=heading))
    blocks.append(Paragraph("无缩进", _runs("审核人：　　　　　　　　　　　　联系电话：　　　　　　　　　　　　日期：")))
    return Document(f"{title}{name}", name, (Section("landscape", tuple(blocks)),))


def _rows(findings: list[Finding], numbers: Iterator[int]) -> Iterator[Row]:
    for finding in sorted(findings, key=_order):
        other = f"；对照：{place_text(finding.other)}" if finding.other.file else ""
        place = f"{place_text(finding.place)}{other}"
        texts = (str(next(numbers)), _family(finding), finding.rule, finding.message, place, *_figures(finding), finding.remedy)
        yield tuple(Cell(_runs(text), align=ALIGN.get(column, "left")) for column, text in enumerate(texts))


def place_text(place: Place) -> str:
    """`收支.yaml第12行 收入.事业收入`: the file without its folders."""
    name = place.file.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}第{place.line}行 {place.path}" if name and place.line else f"{name} {place.path}".strip()


def _figures(finding: Finding) -> tuple[str, str, str]:
    return number(finding.expected), number(finding.actual), number(finding.difference)


def number(value: Decimal | None) -> str:
    """A figure without needless zeros; empty where there is none."""
    if value is None:
        return ""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _order(finding: Finding) -> tuple[int, str, int]:
    return _families().get(finding.rule, len(FAMILIES)), finding.place.file, finding.place.line


def _family(finding: Finding) -> str:
    if finding.rule == UNREADABLE:
        return "读不懂的数据"
    number_ = _families().get(finding.rule)
    return OTHER if number_ is None else list(FAMILIES)[number_]


@lru_cache(maxsize=1)
def _families() -> dict[str, int]:
    """Rule → the number of the first family that has it."""
    pairs = [(rule.id, n) for n, rules in enumerate(FAMILIES.values()) for rule in rules]
    return dict(reversed(pairs))


def _unreadable(error: GongkaiError) -> Iterator[Finding]:
    """The problems of data that could not be read, as findings."""
    for one in error.errors if isinstance(error, Problems) else [error]:
        yield Finding(UNREADABLE, Severity.ERROR, one.message, one.remedy, place_of_mistake(one))


def _runs(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _style() -> Style:
    files = (folder / "styles" / "公开.yaml" for folder in search_path())
    return _loaded(next(file for file in files if file.is_file()))


@lru_cache(maxsize=2)
def _loaded(file: Path) -> Style:
    return load_style(file)
