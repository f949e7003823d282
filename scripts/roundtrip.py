"""Our own reports read back: which share of headings, paragraphs, cells and figures comes out of the DOCX, the PDF and the data.

    .venv/bin/python scripts/roundtrip.py [部分文件夹名] [--office]

Every example of tests/built.py, each format; with --office also LibreOffice's PDF of the DOCX. “数” are the figures of tables in
their cell and those in paragraphs that come back word for word; “数据” are the amounts and counts of the source data that the
data read from the report have too, of those that the report can have printed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.document.blocks import Document, Heading, Paragraph, Table  # noqa: E402 - the repository is put on the path first
from generator.document.grid import placed  # noqa: E402
from generator.document.grouping import split_groups  # noqa: E402
from generator.excel.grid import as_number  # noqa: E402
from generator.folders.reports import import_report  # noqa: E402
from generator.intake.sources import data_files, shared_files  # noqa: E402
from generator.intake.yaml.rewriting import read_file  # noqa: E402
from generator.reports import ReadReport, read_report_bytes  # noqa: E402
from generator.reports.words import flat, tidy  # noqa: E402
from tests.built import EXAMPLES, docx_of, office_pdfs, pdf_of, prepared  # noqa: E402

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
MONEY = ("收入", "支出", "三公", "机关运行经费", "政府采购", "国有资产", "上年", "年初结转和结余")
"""Parts of the data whose figures a report prints."""


class Share(NamedTuple):
    """How many of something came back. missing: some of those that did not."""

    found: int
    whole: int
    missing: list[str]

    def __str__(self) -> str:
        return f"{self.found}/{self.whole}" + ("" if self.found == self.whole else f"（{self.found / self.whole:.1%}）")


class Shares(NamedTuple):
    """What came back of one report in one format."""

    headings: Share
    paragraphs: Share
    cells: Share
    figures: Share


def compare(document: Document, report: ReadReport) -> Shares:
    """What of a document was read from its file."""
    headings = [_bare(block.text) for block in document.blocks() if isinstance(block, Heading)]
    tables = [part for table in document.tables() for part in split_groups(table)]
    paragraphs = [text for block in document.blocks() if isinstance(block, Paragraph) and (text := _bare(block.text))]
    read = [section.text for section in report.sections()]
    read += [table.title for table in report.tables()] + [line.text for table in report.tables() for line in table.above]
    notes = [note.text for table in report.tables() for note in table.notes]
    texts = [paragraph.text for _, paragraph in report.paragraphs()] + notes + read
    cells, numbers, numbers_whole, lost = _cells(tables, report)
    said = Counter(number for text in paragraphs for number in FIGURE.findall(text))
    heard = Counter(number for text in texts for number in FIGURE.findall(text))
    both = sum((said & heard).values())
    figures = Share(numbers + both, numbers_whole + sum(said.values()), [*lost, *(said - heard)][:5])
    return Shares(_share(headings, map(_bare, read)), _share(paragraphs, map(_bare, texts)), cells, figures)


def _bare(text: str) -> str:
    return flat(tidy(text)).replace(" ", "")


def _share(wanted: Iterable[str], got: Iterable[str]) -> Share:
    whole, found = Counter(wanted), Counter(got)
    missing = whole - found
    return Share(sum((whole & found).values()), sum(whole.values()), [text[:40] for text in missing][:5])


def _cells(tables: list[Table], report: ReadReport) -> tuple[Share, int, int, list[str]]:
    """Cells in place, figures in place and in all, and some that are not."""
    right = whole = numbers = numbers_whole = 0
    lost: list[str] = []
    read = [table.grid for table in report.tables()]
    for number, table in enumerate(tables):
        grid = read[number] if number < len(read) else None
        found = {(cell.row, cell.column): _bare(cell.text) for cell in grid.cells} if grid else {}
        for row, column, cell in placed([*table.head, *table.body], len(table.widths)):
            text = _bare(cell.text)
            if not text:
                continue
            same = found.get((row, column)) == text
            whole, right = whole + 1, right + same
            if as_number(text) is not None:
                numbers_whole, numbers = numbers_whole + 1, numbers + same
            if not same and len(lost) < 5:
                lost.append(f"表{number + 1}第{row + 1}行第{column + 1}列 {text[:20]}")
    return Share(right, whole, lost), numbers, numbers_whole, lost


def compare_data(source: Path, name: str, data: bytes, pack: str) -> Share:
    """Which amounts of the source data that the report prints the data read from it have in the same field, to the cent of 万元.

    A report prints no economic items of a single 科目.
    """
    with TemporaryDirectory() as folder:
        file, target = Path(folder, name), Path(folder, "data")
        file.write_bytes(data)
        imported = import_report(file, target, (pack,))
        for path, text in imported.result.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        got = dict(_amounts(_tree(data_files(target))))
    printed = _printed(read_report_bytes(data, name))
    wanted = dict(_amounts(_tree([*shared_files(source), *data_files(source)])))
    wanted = {path: value for path, value in wanted.items() if value in printed and not re.search(r"\.3\d{4}$", path)}
    missing = [f"{path}={value}（读到{got.get(path)}）" for path, value in wanted.items() if got.get(path) != value]
    return Share(len(wanted) - len(missing), len(wanted), missing)


def _printed(report: ReadReport) -> set[Decimal]:
    """All figures that a report prints."""
    texts = [paragraph.text for _, paragraph in report.paragraphs()]
    texts += [cell.text for table in report.tables() for cell in table.grid.cells]
    return {Decimal(found.replace(",", "")) for text in texts for found in FIGURE.findall(text)}


def _tree(files: Iterable[Path]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for path in files:
        whole.update(read_file(path).tree)
    unit = str(whole.get("金额单位", "万元"))
    return {key: whole[key] for key in MONEY if key in whole} | {"金额单位": unit}


def _amounts(tree: dict[str, Any]) -> Iterator[tuple[str, Decimal]]:
    """Path → value in 万元 (counts as they are); lines of 支出 by their 科目."""
    factor = Decimal("0.0001") if tree.pop("金额单位") == "元" else Decimal(1)
    for path, text in _leaves(tree, ""):
        value = as_number(text)
        if value is not None:
            count = re.search(r"数$|批次|人次|车辆|设备", path)
            yield path, (value if count else value * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _leaves(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, child in node.items():
            if key not in ("科目", "车型") and not str(key).endswith("原因"):
                yield from _leaves(child, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        for number, child in enumerate(node):
            name = child.get("科目") or child.get("车型") or child.get("项目") or number if isinstance(child, dict) else number
            yield from _leaves(child, f"{path}[{name}]")
    else:
        yield path, str(node)


def main() -> None:
    """Print the shares of every example."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    print("报告", "格式", "标题", "段落", "单元格", "数", "数据", sep="\t")
    for source, pack in EXAMPLES:
        if words and not any(word in source for word in words):
            continue
        files = {"docx": docx_of(source, pack), "pdf": pdf_of(source, pack).data}
        if "--office" in sys.argv:
            files["LibreOffice 的 pdf"] = office_pdfs()[(source, pack)]
        for form, data in files.items():
            suffix = "pdf" if "pdf" in form else form
            shares = compare(prepared(source, pack).document, read_report_bytes(data, f"报告.{suffix}"))
            held = compare_data(ROOT / "data_examples" / source, f"报告.{suffix}", data, pack)
            print(f"{source} {pack}", form, *shares, held, sep="\t")
            if "--missing" in sys.argv:
                for share in (*shares, held):
                    for text in share.missing:
                        print(f"    {text}")


if __name__ == "__main__":
    main()
