"""`gongkai import 报告 --show`: outline, tables and figures of a published report, for people and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.reports.made import docx, p, tbl, tc

BODY = (
    p("丰水县水利局2023年度部门决算")
    + p("一、收入决算情况说明")
    + p("2023年度本年收入合计125.00万元，其中：财政拨款收入120.00万元，占96.00%。全年巡查河道36次，挽回损失8.00万元。")
    + p("收入决算表")
    + p("单位：万元")
    + tbl(
        *(
            tc(code) + tc(name) + tc(total) + tc(granted)
            for code, name, total, granted in (
                ("科目编码", "科目名称", "本年收入合计", "财政拨款收入"),
                ("", "合计", "125.00", "120.00"),
                ("2130301", "行政运行", "125.00", "120.00"),
            )
        )
    )
    + p("注：本表反映本年度收入。")
)


def report(folder: Path) -> Path:
    path = folder / "决算.docx"
    path.write_bytes(docx(BODY))
    return path


def test_what_is_read_is_printed_in_words(run: Run, tmp_path: Path) -> None:
    ran = run("import", report(tmp_path), "--show")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0] == "决算.docx：丰水县水利局，2023年度，决算"
    assert lines[1] == "1个标题，1张表"
    assert "    一、收入决算情况说明〔第2段〕" in lines
    assert "  认作“收入决算表”，3行4列，表头1行" in lines
    assert "    2 ｜合计｜125.00｜120.00" in lines
    assert "  注：本表反映本年度收入。" in lines
    assert "四、表里的数：4个" in lines
    assert "  第3段　本年收入合计·数　125.00万元" in lines or "  第3段　2023年·本年收入合计·数　125.00万元" in lines
    assert any(line.startswith("六、句子里没有读懂的数") for line in lines)


def test_the_same_is_printed_as_json(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("import", report(tmp_path), "--show", "--json").out)
    assert found["about"] == {"department": "丰水县水利局", "year": 2023, "kind": "决算"}
    assert [table["title"] for table in found["tables"]] == ["收入决算表"]
    assert {"text": "2130301", "row": 3, "column": 1} in found["tables"][0]["cells"]
    assert found["tables"][0]["notes"] == ["注：本表反映本年度收入。"]
    assert {fact["value"] for fact in found["facts"]} >= {"125.00", "120.00", "96.00"}
    assert found["parts"][0]["blocks"][0]["paragraph"].startswith("2023年度本年收入合计125.00万元")


def test_files_that_are_no_reports_are_refused_in_words(run: Run, tmp_path: Path) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.4 broken")
    ran = run("import", scan, "--show")
    assert (ran.status, ran.out) == (2, "")
    assert "PDF 不完整或已损坏，打不开" in ran.err
    assert "没有写数据放到哪里" in run("import", report(tmp_path)).err
    assert "--show 看的是公开的报告" in run("import", report(tmp_path).rename(tmp_path / "b.xlsx"), "--show").err


def test_a_report_becomes_data_that_name_their_places(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "2023"
    ran = run("import", report(tmp_path), "-o", target, "-t", "tongyong-juesuan")
    assert ran.status == 0
    assert (tmp_path / "2023" / "收支.yaml").read_text(encoding="utf-8").count("来自 决算.docx ") >= 2
    base = (target / "基本情况.yaml").read_text(encoding="utf-8")
    assert "全称: 丰水县水利局" in base and "年度: 2023" in base
    assert "没有读懂" in ran.err
    again = run("import", report(tmp_path), "-o", target)
    assert again.status == 0 and "未变" in again.out, "the same report once more changes nothing"
