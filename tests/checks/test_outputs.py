"""Where findings go: the workbook, the draft with its marks; the finished report asked for its own mistakes."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.build import Options, build, check, chosen_packs, make_document, read, remarks
from generator.checks import check_printed, run_checks
from generator.cli import main
from generator.document.blocks import Contents, ContentsRow, Document, Heading, Paragraph, Run, Section, Table
from generator.document.draft import as_draft
from tests.checks.slip import EXAMPLES, MONEY, Change, applied


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A department with one mistake: 年末结转 of the control figures."""
    folder = tmp_path / "shili" / "2023"
    shutil.copytree(EXAMPLES / "shili", tmp_path / "shili")
    applied(folder, Change(MONEY, "年初预算: 5100000.00", "年初预算: 5010000.00"))
    return folder


@pytest.mark.slow
def test_the_findings_are_a_workbook_to_be_filtered(wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "问题清单.xlsx"
    assert main(["check", str(wrong), "--xlsx", str(file)]) == 1
    assert "问题清单.xlsx（新建）" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(io.BytesIO(file.read_bytes())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    findings = check(wrong)
    assert rows[0][0] == "问题清单：错误1处，警告0处，提示0处"
    assert rows[1][:5] == ["序号", "级别", "规则", "问题", "改法"]
    assert [row[3] for row in rows[2:]] == [finding.message for finding in findings]
    assert rows[2][2] == "H09"
    assert rows[2][6] == findings[0].place.line
    assert abs(rows[2][11]) == 9
    assert sheet.auto_filter.ref == "A2:N3"


def test_the_draft_lists_the_findings_and_marks_their_figures(wrong: Path) -> None:
    figures, before = read(wrong)
    findings = run_checks(figures, before)
    (pack, *_) = chosen_packs(figures)
    document, _ = make_document(pack, figures)
    draft = as_draft(document, remarks(findings))
    listed = next(table for table in draft.tables() if table.id == "draft-findings")
    assert [cell.text for cell in listed.head[0]] == ["序号", "级别", "规则", "问题", "位置", "改法"]
    assert findings[0].message in {cell.text for cell in listed.body[0]}
    marked = [run.text for run in runs(draft) if run.pending]
    assert marked
    plain = {run.text for run in runs(document) if run.pending}
    assert not plain
    assert len(draft.sections) == len(document.sections) + 1


def test_a_marked_figure_in_running_text_names_its_number_in_the_list(wrong: Path) -> None:
    applied(wrong, Change("三公与采购.yaml", "国内批次: 10", "国内批次: 0"))
    figures, before = read(wrong)
    (pack, *_) = chosen_packs(figures)
    document, _ = make_document(pack, figures)
    draft = as_draft(document, remarks(run_checks(figures, before)))
    texts = [b.text for b in draft.blocks() if isinstance(b, Paragraph)]
    assert any("0〔问题" in text for text in texts)


def runs(document: Document) -> list[Run]:
    found: list[Run] = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            found += [*block.lead, *block.runs]
        if isinstance(block, Table):
            found += [run for row in block.body for cell in row for run in cell.runs]
    return found


def test_a_draft_is_built_in_every_format_with_its_list(wrong: Path, tmp_path: Path) -> None:
    options = Options(
        packs=("tongyong-juesuan",), formats=("docx", "html", "txt"), out=tmp_path / "out", draft=True, page_numbers=False
    )
    built = build(wrong, options)
    assert len(built.files) == 3
    html = next(Path(file.path) for file in built.files if file.format == "html").read_text(encoding="utf-8")
    assert "核对发现的问题（1处）" in html


TEXT = Paragraph("正文", (Run("有字。"),))


def document(*blocks: Heading | Paragraph | Contents) -> Document:
    return Document("甲", "甲", (Section("portrait", blocks),))


def head(number: str, text: str, depth: int = 2) -> Heading:
    return Heading("一级标题", depth, number, (Run(text),), f"{number}{text}")


def test_a_finished_report_is_asked_for_its_contents_numbers_annexes_and_codes() -> None:
    rows = (ContentsRow(1, "一、甲", "一、甲"), ContentsRow(1, "二、丙", "二、乙"), ContentsRow(1, "三、丁", "三、丁"))
    wrong = document(
        Contents("目录", rows),
        *(block for number, title in (("一、", "甲"), ("二、", "乙"), ("四、", "戊")) for block in (head(number, title), TEXT)),
        head("附件1", "甲表", 1),
        Paragraph("正文", (Run("详见附件3。"),)),
        Paragraph("正文", (Run("支出{{ 数据.甲 }}万元。"),)),
    )
    messages = [finding.message for finding in check_printed(wrong)]
    assert messages == [
        "目录里的“二、丙”与标题“二、乙”不一致",
        "目录里的“三、丁”在正文里没有",
        "标题“四、戊”的序号不连续",
        "文字提到“附件3”，报告里没有这个附件",
        "报告里留有代码“{{”：支出{{ 数据.甲 }}万元。",
    ]
    sound = document(
        head("一、", "甲"),
        *(block for number in ("（一）", "（二）") for block in (head(number, "乙", 3), TEXT)),
        *(head("二、", "甲"), head("（一）", "丙", 3), TEXT),
    )
    assert list(check_printed(sound)) == []


def test_the_finding_of_another_place_is_reported_in_json(wrong: Path) -> None:
    (only,) = check(wrong)
    assert str(only.as_dict()["other"]).endswith(f"{only.other.path}）")
