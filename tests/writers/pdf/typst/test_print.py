"""The PDF by Typst: contents, pages, fonts, tables, drafts, variants, files inside, equal bytes, memory."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from generator.document.blocks import Cell, Contents, Document, Paragraph, Run, Section, Table
from generator.errors import UsageError
from generator.writers.fonts import find as fonts
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.attach import Attached, tables_file
from generator.writers.pdf.fontfile import Face
from generator.writers.pdf.typst import engine
from generator.writers.pdf.typst.fontfiles import families, rename
from generator.writers.style import load_style
from tests.built import pdf_pages
from tests.examples import ROOT
from tests.writers import html_sample as sample
from tests.writers.pdf.typst.conftest import printed, printed_document


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed_document(sample.sample()).data


def elements(pdf: bytes) -> Iterator[Any]:
    """The structure elements of a file, parents before children."""

    def walk(node: Any) -> Iterator[Any]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                yield from walk(one)
        elif isinstance(node, dict) and "/S" in node:
            yield node
            yield from walk(node.get("/K", []))

    yield from walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])


def test_contents_rows_print_the_page_of_their_heading_and_lead_there(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    texts = pdf_pages(pdf)
    contents = next(block for block in sample.sample().blocks() if isinstance(block, Contents))
    for row in contents.rows:
        text = re.escape(row.text.replace(" ", ""))
        found = re.search(text + r"\.*(\d+)", texts[1].replace("·", "."))
        assert found, row
        assert re.search(text, texts[int(found[1]) - 1]), row
    links = [link.get_object() for link in reader.pages[1]["/Annots"]]
    assert len(links) >= len(contents.rows)


def test_pages_are_numbered_in_the_middle_or_on_the_outer_side(pdf: bytes) -> None:
    texts = pdf_pages(pdf)
    assert "—" not in texts[0]
    assert all(f"—{number}—" in text for number, text in enumerate(texts[1:], start=2))
    gbt = load_style(ROOT / "templates" / "styles" / "gbt9704.yaml")
    made = printed_document(Document("", "", (Section("portrait", tuple(sample.prose(12))),)), gbt)
    command = ["pdftotext", "-bbox", "-", "-"]
    found = subprocess.run(command, input=made.data, capture_output=True, check=True).stdout.decode()
    places = [float(page.split('xMin="')[1].split('"')[0]) for page in re.findall(r"<word [^>]*>—", found)[::2]]
    assert places[0] > 400 > 150 > places[1]


def test_the_file_says_title_subject_and_language_and_no_date(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("示例县医疗保障局2022年度部门决算", "部门决算公开")
    assert str(reader.trailer["/Root"]["/Lang"]).lower() == "zh-cn"
    assert "/CreationDate" not in reader.metadata
    assert b"CreateDate" not in pdf


def test_equal_documents_give_equal_bytes(pdf: bytes) -> None:
    assert printed_document(sample.sample()).data == pdf


def test_all_fonts_are_embedded_subsets_under_their_own_names(pdf: bytes) -> None:
    names = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
            names.add(str(font.get_object()["/BaseFont"]))
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
    assert not any("gongkai" in name for name in names)


def test_no_file_of_a_font_is_mistaken_for_another_of_its_family_and_weight(tmp_path: Path) -> None:
    """Two files that both say they are family X in weight 400: each role is set in its own."""
    style = sample.style()
    chains = {font.role: faces[0] for font, faces in find_fonts(style).chains}
    folder = tmp_path / "fonts"
    folder.mkdir()
    for name, role in (("simfang.ttf", "仿宋"), ("simhei.ttf", "黑体")):
        face = Face.read(chains[role].file, chains[role].member)
        rename(face, "同名")
        (folder / name).write_bytes(face.written())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "_folders", lambda: (folder,))
        fonts._files.cache_clear()
        made = printed(Paragraph("无缩进", sample.runs("甲")), sample.first("一、", "乙", "h"))
    fonts._files.cache_clear()
    found: dict[str, str] = {}

    def visit(text: str, _cm: object, _tm: object, font: dict[str, object] | None, _size: float) -> None:
        found.update(dict.fromkeys(text, str(font["/BaseFont"]) if font else ""))

    PdfReader(BytesIO(made.data)).pages[0].extract_text(visitor_text=visit)
    assert found["甲"].partition("+")[2] != found["乙"].partition("+")[2]


def test_a_draft_marks_what_is_still_to_be_filled() -> None:
    block = Paragraph("正文", (Run("数：", key="k"), Run("待填", pending=True)))
    assert printed(block, draft=True).data != printed(block).data


def rows(count: int, *cells: Cell) -> tuple[tuple[Cell, ...], ...]:
    """A row with cells over all rows, then rows of one more cell."""
    body = [(*cells, Cell(sample.runs("行0")))] if cells else [(Cell(sample.runs("行0")),)]
    return (*body, *((Cell(sample.runs(f"行{n}")),) for n in range(1, count)))


@pytest.mark.parametrize("before", range(15, 21))
@pytest.mark.parametrize("notes", [(), ("注：一。", "注：二。")])
def test_the_last_rows_of_a_table_and_its_notes_stay_together(before: int, notes: tuple[str, ...]) -> None:
    tall = (Cell(sample.runs("项目")), rows(9))
    whole = rows(9, Cell(sample.runs("项目"), rowspan=9))
    for body in (tall[1], whole):
        table = Table("t", (1,) * len(body[0]), (), body, role="plain", notes=tuple(sample.runs(note) for note in notes))
        filler = [Paragraph("无缩进", sample.runs(f"第{n}行")) for n in range(before)]
        pages = pdf_pages(printed(*filler, table).data)
        last = next(page for page in pages if "行8" in page)
        assert "行7" in last and "行6" in last
        assert all(note in last for note in notes)
        assert [sum(f"行{n}" in page for page in pages) for n in range(9)] == [1] * 9


def test_a_head_is_repeated_on_every_page_of_its_table(pdf: bytes) -> None:
    texts = pdf_pages(pdf)
    with_rows = [text for text in texts if "20805" in text and "上缴上级支出" in text]
    assert len([text for text in texts if "机关事业单位基本养老保险缴费支出" in text]) == len(with_rows) >= 3


def test_no_cell_of_the_tags_stands_for_nothing(pdf: bytes) -> None:
    tables = [one for one in elements(pdf) if one["/S"] == "/Table"]
    documents = [block for block in sample.sample().blocks() if isinstance(block, Table)]
    cells = sum(len(row) for table in documents if not table.groups for row in (*table.head, *table.body))
    own = [one for one in elements(pdf) if one["/S"] in ("/TD", "/TH")]
    assert len(tables) == len([t for t in documents if not t.groups]) + sum(len(t.groups) for t in documents)
    assert len(own) >= cells


@pytest.mark.parametrize(
    ("variant", "said"), [("pdf/a-3a", b"pdfaid"), ("pdf/ua-1", b"pdfuaid"), ("pdf/a-3a+pdf/ua-1", b"pdfuaid")]
)
def test_a_variant_says_what_it_is(variant: str, said: bytes) -> None:
    made = printed(sample.first("一、", "标题", "x"), *sample.prose(1), variant=variant)
    root = PdfReader(BytesIO(made.data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert said in made.data


def test_a_variant_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="x-9"):
        printed(*sample.prose(1), variant="pdf/x-9")


def test_files_travel_inside_unchanged() -> None:
    data = Attached("数据.yaml", "部门: 甲\n".encode(), "Source", "生成本报告的数据")
    book = tables_file("题", bytes(range(256)))
    document = Document("题", "", (Section("portrait", tuple(sample.prose(1))),))
    made = printed_document(document, variant="pdf/a-3a", attached=(data, book))
    found = PdfReader(BytesIO(made.data)).attachments
    assert [found[file.name][0] for file in (data, book)] == [data.data, book.data]
    assert b"/AFRelationship/Source" in made.data and b"/AFRelationship/Data" in made.data


def test_lines_keep_their_exact_height_and_reach_the_margin() -> None:
    made = printed(*sample.prose(3))
    tops: list[float] = []
    PdfReader(BytesIO(made.data)).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, *_: tops.append(round(cm[5] + tm[5], 1)) if text.strip() else None
    )
    lines = sorted(set(tops), reverse=True)
    assert len(lines) > 10
    assert {round(above - below, 1) for above, below in pairwise(lines)} <= {28.9, 29.0}


GROWTH = """
from generator.runtime.memory import drop_layouts, held, keep_large_blocks_apart
from generator.document.blocks import Paragraph
from tests.writers import html_sample as sample
from tests.writers.pdf.typst.conftest import printed
keep_large_blocks_apart()
seen = []
for number in range(15):
    table = sample.replace(sample.form(120), title=sample.runs(f"表{number}"))
    printed(*(Paragraph("正文", sample.runs(f"{number}号，{n}。" + sample.PROSE)) for n in range(40)), table)
    drop_layouts()
    seen.append(held())
print(max(seen[9:]) - seen[3], max(seen))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_the_memory_of_a_process_does_not_grow_with_its_reports() -> None:
    ran = subprocess.run([sys.executable, "-X", "utf8", "-c", GROWTH], capture_output=True, text=True, cwd=ROOT, check=True)
    grown, most = map(float, ran.stdout.split())
    assert grown < 30, "MiB"
    assert most < 300, "MiB"


def test_importing_the_writer_does_not_import_the_engine() -> None:
    code = "import generator.writers.pdf.typst.writer, sys; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_fonts_are_read_once_and_the_compiler_forgets() -> None:
    known = families(find_fonts(sample.style()))
    assert families(find_fonts(sample.style())) is known
    engine.forget(known.loaded)


def test_cells_that_head_a_row_are_tagged_so_and_the_file_stays_sound() -> None:
    labels = (sample.head("项目名称"), Cell(sample.runs("救助")), sample.head("金额"), sample.number("12.50"))
    bare = tuple((Cell(sample.runs(f"名称{n}")), Cell(sample.runs("值"))) for n in range(5))
    made = printed(
        Table("a", (1,) * 4, (), (labels,) * 3, role="plain"), Table("b", (1, 1), (), bare, role="plain"), sample.form(40)
    )
    assert made.warnings == ()
    heads = [one for one in elements(made.data) if one["/S"] == "/TH"]
    scopes = [str(look["/Scope"]) for one in heads for look in one["/A"] if "/Scope" in look]
    assert scopes.count("/Row") == 2 * 3 + 5
    assert scopes.count("/Column") >= 7
    reader = PdfReader(BytesIO(made.data), strict=True)
    assert len(reader.pages) == made.count
    assert "名称4" in "".join(pdf_pages(made.data))
