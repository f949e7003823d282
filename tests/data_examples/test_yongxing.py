"""The published self-evaluation of 永兴 2021: its outline, its figures each in its section, and the tables that it names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import openpyxl
import pytest
from docx import Document as open_docx

from generator.build import Options, build, check, make_document, read
from generator.checks import Severity
from generator.document.blocks import Block, Document, Heading, Paragraph, Run, Table, text_of
from generator.packs import load_pack

PACK = "hunan-jixiao"
OUTLINE = [
    "一、部门、单位基本情况",
    "（一）部门职责",
    "（二）机构设置",
    "二、一般公共预算支出情况",
    "（一）基本支出情况",
    "（二）项目支出情况",
    "三、政府性基金预算支出情况",
    "四、国有资本经营预算支出情况",
    "五、社会保险基金预算支出情况",
    "六、部门整体支出绩效情况",
    "（一）预算配置",
    "1、收支预算情况",
    "2、“三公”经费预算情况",
    "（二）预算执行",
    "（三）预算管理",
    "（四）预算支出绩效情况",
    "七、存在的主要问题及下一步改进措施",
    "（一）存在的问题",
    "（二）下一步改进措施",
    "八、绩效自评结果拟应用和公开情况",
    "九、其他需要说明的情况",
]
RUN_IN = [
    "1、2021年城乡居民医疗保险县级配套项目资金",
    "2、2021年精准扶贫户城乡居民医疗保险财政补贴项目资金",
    "3、2021年城乡居民医疗保险筹资工作经费项目资金",
    "4、2021年健康扶贫兜底项目资金",
    "5、2021年度城乡医疗救助项目资金",
    "6、2021年度生育、特殊人群医保金项目资金",
    "7、2021年度办公楼修缮专项资金",
    "1、预算前瞻性不够",
    "2、相关管理制度有待进一步完善",
    "1、加强资金管理，提高使用效益",
    "2、加强业务培训，提高财务人员综合素质",
    "3、科学合理编制预算，严格执行预算",
]


@pytest.fixture(scope="module")
def source(root: Path) -> Path:
    return root / "data_examples" / "yongxing" / "2021"


@pytest.fixture(scope="module")
def document(source: Path) -> Document:
    figures, _ = read(source)
    return make_document(load_pack(PACK), figures)[0]


@pytest.fixture(scope="module")
def sections(document: Document) -> dict[str, str]:
    """Heading → all text up to the next heading."""
    found: dict[str, str] = {}
    heading = ""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Paragraph):
                found[heading] = found.get(heading, "") + block.number + text_of(block.lead) + text_of(block.runs)
    return found


@pytest.fixture(scope="module")
def tables(document: Document) -> list[list[list[str]]]:
    """The texts of all tables, row by row."""
    blocks = (block for section in document.sections for block in section.blocks)
    return [[[cell.text for cell in row] for row in (*b.head, *b.body)] for b in blocks if isinstance(b, Table)]


def runs_of(block: Block) -> Iterator[Run]:
    """All runs of a block, but for the numbers that the document itself gives."""
    if isinstance(block, Heading):
        yield from block.runs
    elif isinstance(block, Paragraph):
        yield from (*block.lead, *block.runs)
    elif isinstance(block, Table):
        cells = [cell.runs for line in (*block.head, *block.body) for cell in line]
        yield from chain(block.title, block.unit_left, *block.notes, *cells)


def row(table: list[list[str]], name: str) -> list[str]:
    """The cells from the one with this text on."""
    return next(cells[cells.index(name) :] for cells in table if name in cells)


def test_the_headings_are_those_of_the_publication_with_the_lost_numbers_restored(document: Document) -> None:
    blocks = [block for section in document.sections for block in section.blocks]
    headings = [b.text for b in blocks if isinstance(b, Heading) and b.number and "附件" not in b.number]
    leads = [f"{b.number}{text_of(b.lead)}".rstrip("。") for b in blocks if isinstance(b, Paragraph) and b.lead]
    assert headings == OUTLINE
    assert leads[: len(RUN_IN)] == RUN_IN


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (
            "二、一般公共预算支出情况",
            ["3763.76万元", "基本支出540.85万元，占14.37%", "项目支出3222.91万元，占85.63%", "经营支出0万元，占0%"],
        ),
        ("（一）基本支出情况", ["448.97万元，占基本支出的83.01%", "91.88万元，占基本支出的16.99%"]),
        ("（二）项目支出情况", ["27.36万元", "运行维护专项0万元", "1815.85万元", "1379.70万元"]),
        (
            "五、社会保险基金预算支出情况",
            ["30212.00万元", "29173.25万元", "809.76万元", "2383.12万元", "1391.18万元", "429.65万元"],
        ),
        ("（一）预算配置", ["编制50名", "41人", "82%"]),
        (
            "1、收支预算情况",
            ["收入预算34623.85万元", "支出预算34623.85万元", "卫生健康支出32082.72万元", "1216.42万元的科目未载明"],
        ),
        ("2、“三公”经费预算情况", ["3.92万元", "4.36万元", "下降10.09%"]),
        ("（二）预算执行", ["收入总额3635.09万元", "支出总额3763.76万元"]),
        ("（三）预算管理", ["预算执行率10.87%", "实际支出0.44万元，控制率11.22%"]),
        ("（四）预算支出绩效情况", ["筹资860元", "11324人次", "完成预算54.31%", "夯实全县基层"]),
    ],
)
def test_each_section_holds_its_figures(sections: dict[str, str], heading: str, said: list[str]) -> None:
    assert [words for words in said if words not in sections[heading]] == []


def test_every_digit_has_a_source_or_belongs_to_the_form(document: Document) -> None:
    runs = [run for section in document.sections for block in section.blocks for run in runs_of(block)]
    figures = [run for run in runs if re.search(r"\d", run.text)]
    assert len(figures) > 300
    assert [run.text for run in figures if run.key not in document.entries] == []


def test_funds_of_which_there_are_none_say_so(sections: dict[str, str]) -> None:
    assert sections["三、政府性基金预算支出情况"] == sections["四、国有资本经营预算支出情况"] == "无。"


def test_the_base_data_table_takes_its_figures_from_the_report(tables: list[list[list[str]]]) -> None:
    base = tables[0]
    assert ["50", "41", "82%"] in base
    assert row(base, "三公经费") == ["三公经费", "未载明", "3.92", "0.44"]
    assert row(base, "项目支出") == ["项目支出", "未载明", "未载明", "3222.91"]
    assert row(base, "公用经费") == ["公用经费", "未载明", "未载明", "91.88"]
    assert ["不涉及"] * 6 in base


def test_points_are_computed_where_the_publication_gives_the_figures_and_left_open_elsewhere(
    tables: list[list[list[str]]],
) -> None:
    scores = tables[1]
    due = {"在职人员控制率": ["82%", "5"], "“三公经费”变动率": ["-10.09%", "5"], "“三公经费”控制率": ["11.22%", "7"]}
    due |= {"新建楼堂馆所面积控制率": ["不涉及", "5"], "公用经费控制率": ["未载明", "未载明"], "预算完成率": ["10.87%", "未载明"]}
    assert {name: row(scores, name)[-2:] for name in due} == due
    assert scores[-1] == ["合计", "100", "", "", "", "92"]
    weights = [int(row(scores, cells[-6])[1]) for cells in scores[1:-1]]
    assert (len(weights), sum(weights)) == (16, 100)


def test_there_is_one_table_and_one_report_for_each_of_the_seven_projects(
    document: Document, tables: list[list[list[str]]]
) -> None:
    reports = [b for s in document.sections for b in s.blocks if isinstance(b, Heading) and b.text == "重点项目支出绩效自评报告"]
    assert (len(tables), len(reports)) == (9, 7)
    totals = [row(table, "年度资金总额")[1:] for table in tables[2:]]
    assert totals[0] == ["未载明", "30212.00", "29173.25", "10", "96.56%", "9.66"]
    assert totals[2] == ["未载明", "未载明", "未载明", "10", "未载明", "未载明"]
    assert totals[4][-2:] == ["183.77%", "10.00"]
    assert row(tables[5], "其中：当年财政拨款")[3] == "434.48"


def test_the_example_has_no_mistakes_and_is_written_in_every_format(source: Path, tmp_path: Path) -> None:
    assert [finding for finding in check(source) if finding.severity is Severity.ERROR] == []
    built = build(source, Options(formats=("docx", "html", "xlsx", "txt"), out=tmp_path, page_numbers=False))
    paths = {written.format: Path(written.path) for written in built.files}
    assert set(paths) == {"docx", "html", "xlsx", "txt"}
    text = "\n".join(p.text for p in open_docx(io.BytesIO(paths["docx"].read_bytes())).paragraphs)
    assert "自评综合得分92分" in text
    assert not re.search(r"待填|None|\{\{", text)
    assert len(openpyxl.load_workbook(paths["xlsx"]).sheetnames) == 9


def test_a_changed_amount_changes_every_figure_that_follows_from_it(source: Path, tmp_path: Path) -> None:
    for file in source.glob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("公用经费: 91.88", "公用经费: 101.88")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    changed, _ = make_document(load_pack(PACK), read(tmp_path)[0])
    blocks = (block for section in changed.sections for block in section.blocks)
    said = "".join(text_of(block.runs) for block in blocks if isinstance(block, Paragraph))
    assert said.count("550.85万元") == 3
    assert said.count("3773.76万元") == 3
    assert not re.search(r"540\.85|3763\.76|(?<!\d)91\.88", said)
