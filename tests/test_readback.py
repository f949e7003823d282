"""A finished DOCX and PDF read back, and computed again by other means: sums of printed tables, shares and changes of
printed sentences, contents against headings, nothing left of the template.

Nothing here uses the program's figures: only what stands on paper.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.document import Document as Docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from generator.build import Options, build
from generator.errors import MissingEngine
from tests.built import pdf_pages

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ["shili/2023", "gongjing/2020"]
MONEY = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
LEFT = re.compile(r"\{\{|\{%|\}\}|待填|XX|××|PAGEREF|TOC \\|MERGEFIELD|None|undefined|Undefined|<data|</")
SUM_TOLERANCE = 0.005


@pytest.fixture(scope="module", params=SOURCES, ids=lambda source: source.partition("/")[0])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The finished DOCX and PDF of the Sichuan form."""
    out = tmp_path_factory.mktemp("readback")
    options = Options(packs=("sichuan-juesuan",), formats=("docx", "pdf"), out=out)
    built = build(ROOT / "data_examples" / request.param, options)
    found = {file.format: Path(file.path) for file in built.files}
    if "pdf" not in found:
        pytest.skip(str(MissingEngine("PDF")))
    return found


@pytest.fixture(scope="module")
def docx(files: dict[str, Path]) -> Docx:
    return open_docx(str(files["docx"]))


@pytest.fixture(scope="module")
def paper(files: dict[str, Path]) -> str:
    """The text of the PDF as a reader sees it, without line breaks and spaces."""
    return "".join(pdf_pages(files["pdf"].read_bytes()))


def paragraphs(docx: Docx) -> list[Paragraph]:
    """All paragraphs outside of tables, those in the content control of the contents too."""
    return [Paragraph(node, docx) for node in docx.element.body.xpath("w:p | w:sdt/w:sdtContent/w:p")]  # type: ignore[arg-type]


def number(text: str) -> float | None:
    """A printed figure; None for words and empty cells."""
    plain = text.strip().replace(",", "")
    return float(plain) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", plain) else None


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.strip() for cell in row.cells] for row in table.rows]


def sentences(docx: Docx) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(docx))


def coded(table: Table) -> list[tuple[str, list[float | None]]]:
    """Rows that begin with a 科目 code, with their figures."""
    rows = []
    for row in grid(table):
        if re.fullmatch(r"[0-9]{3,7}", row[0]):
            rows.append((row[0], [number(text) for text in row[2:]]))
    return rows


def statutory(docx: Docx) -> Iterator[tuple[list[tuple[str, list[float | None]]], list[float | None]]]:
    """Tables by 科目 with a line 合计: the coded rows and the totals."""
    for table in docx.tables:
        rows = coded(table)
        totals = [row for row in grid(table) if "合计" in (re.sub(r"\s", "", text) for text in row[:2])]
        if len(rows) > 2 and totals:
            yield rows, [number(text) for text in totals[0][2:]]


def test_every_class_is_the_sum_of_its_items_and_the_total_the_sum_of_the_classes(docx: Docx) -> None:
    checked = 0
    for rows, totals in statutory(docx):
        for column in range(len(totals)):
            at = {code: value for code, values in rows if column < len(values) and (value := values[column]) is not None}
            for length, below in ((3, 5), (5, 7)):
                for code in [c for c in at if len(c) == length]:
                    parts = [value for c, value in at.items() if len(c) == below and c.startswith(code)]
                    if parts:
                        checked += 1
                        assert abs(at[code] - sum(parts)) <= SUM_TOLERANCE * (len(parts) + 1) + 1e-9, (code, column)
            classes = [value for c, value in at.items() if len(c) == 3]
            if totals[column] is not None and classes:
                checked += 1
                assert abs((totals[column] or 0) - sum(classes)) <= SUM_TOLERANCE * (len(classes) + 1) + 1e-9, column
    assert checked > 20


SHARE = re.compile(rf"({MONEY})万元，占(?:[^，。；]{{0,14}}?)({MONEY})[%％]")
WHOLE = re.compile(rf"(?:合计|支出|总额)(?:为|是|共计|共)?\s*({MONEY})万元")
CHANGE = re.compile(rf"(增加|减少)({MONEY})万元，(增长|下降)({MONEY})[%％]")


def test_every_printed_share_is_a_part_of_a_printed_whole(docx: Docx) -> None:
    text = sentences(docx)
    found = 0
    for paragraph in text.split("\n"):
        wholes = {float(m.replace(",", "")) for m in re.findall(rf"({MONEY})万元", text)}
        for part, percent in SHARE.findall(paragraph):
            value, shown = float(part.replace(",", "")), float(percent)
            places = len(percent.partition(".")[2])
            if not value or not shown:
                continue
            found += 1
            slack = 0.5 * 10**-places
            fits = [w for w in wholes if w and abs(value / w * 100 - shown) <= slack + 100 * 0.005 * (1 + value / w) / w + 1e-9]
            assert fits, (part, percent)
    assert found >= 4


def test_every_printed_change_has_one_direction_and_a_base_that_gives_its_rate(docx: Docx) -> None:
    text = sentences(docx)
    amounts = {float(m.replace(",", "")) for m in re.findall(rf"({MONEY})万元", text)}
    found = 0
    for match in CHANGE.finditer(text):
        word, gap, rate_word, rate = match[1], float(match[2].replace(",", "")), match[3], float(match[4])
        assert (word, rate_word) in (("增加", "增长"), ("减少", "下降"))
        sign = 1 if word == "增加" else -1
        bases = {now - sign * gap for now in amounts if now - sign * gap > 0}
        assert any(abs(gap / base * 100 - rate) <= 0.006 + 100 * 0.01 * (1 + gap / base) / base for base in bases), match[0]
        found += 1
    assert found >= 3


def test_the_contents_name_what_follows_in_the_same_order(docx: Docx) -> None:
    rows = [re.sub(r"[0-9]+$", "", re.sub(r"[.…·\s]+", "", p.text)) for p in paragraphs(docx) if contents_row(p)]
    body = [re.sub(r"[.…·\s]+", "", p.text) for p in paragraphs(docx) if not contents_row(p)]
    assert len(rows) > 10
    at = 0
    for row in rows:
        title = re.sub(r"^[一二三四五六七八九十]+、(?=.*表$)", "", row)
        at = next((i for i in range(at, len(body)) if body[i].startswith((row, title)) or row == "附件"), -1)
        assert at >= 0, row
    heads = [re.sub(r"[.…·\s]+", "", p.text) for p in paragraphs(docx) if heading(p, 1) or heading(p, 2)]
    assert set(heads) <= {*rows, *(f"{row}{n}" for row in rows for n in range(1, 9))}


def contents_row(paragraph: Paragraph) -> bool:
    return bool(re.fullmatch(r"toc [0-9]", paragraph.style.name.lower())) if paragraph.style is not None else False


def heading(paragraph: Paragraph, level: int) -> bool:
    return paragraph.style is not None and paragraph.style.name == f"Heading {level}"


def test_the_page_of_a_contents_row_in_the_pdf_holds_its_heading(files: dict[str, Path], docx: Docx) -> None:
    pages = pdf_pages(files["pdf"].read_bytes())
    found = 0
    for paragraph in paragraphs(docx):
        if contents_row(paragraph):
            text = re.sub(r"\s+", "", paragraph.text)
            row = re.fullmatch(r"(.+?)[.…·]*([0-9]+)", text)
            if row and len(row[1]) > 6:
                around = "".join(pages[max(0, int(row[2]) - 1) : int(row[2]) + 3])
                assert row[1] in around, row[0]
                found += 1
    assert found > 5


def test_nothing_is_left_of_the_template(docx: Docx, paper: str, files: dict[str, Path]) -> None:
    texts = [sentences(docx), paper, *(text for table in docx.tables for row in grid(table) for text in row)]
    assert not [found[0] for text in texts if (found := LEFT.search(text))]
    body = zipfile.ZipFile(io.BytesIO(files["docx"].read_bytes())).read("word/document.xml").decode("utf-8")
    assert "w:dirty" not in body
    shown = re.sub(r"<w:instrText[^>]*>.*?</w:instrText>", "", body)
    assert "PAGEREF" not in shown


def test_the_pdf_prints_every_sentence_of_the_docx(docx: Docx, paper: str) -> None:
    long = [re.sub(r"\s+", "", p.text) for p in paragraphs(docx) if len(p.text) > 60 and not contents_row(p)]
    assert len(long) > 20
    lost = [text for text in long if text[:18] not in paper and text[-18:] not in paper]
    assert len(lost) <= len(long) // 20, lost[:3]


def test_a_wrong_cell_would_be_seen(docx: Docx) -> None:
    rows, totals = next(iter(statutory(docx)))
    column = next(i for i, value in enumerate(totals) if value)
    classes = [values[column] or 0 for code, values in rows if len(code) == 3]
    assert abs((totals[column] or 0) + 1 - sum(classes)) > SUM_TOLERANCE * (len(classes) + 1)
