"""Many published reports: one that cannot be read stops no other; summary and letters as for data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.batch.executors.processes import Direct, WorkerLost
from generator.batch.published import Published, examine_all, examine_one, summed_up, write_published
from generator.cli import main
from generator.errors import CrashError
from generator.excel.book import read_book


def page(folder: Path, name: str, words: str) -> Path:
    """A small report that says 合计 twice."""
    body = (
        f"<h1>第一部分 {name}概况</h1><h2>一、主要职责</h2><p>管理粮食储备。</p>"
        f"<h1>第二部分 {name}2023年度部门决算情况说明</h1><h2>一、收入支出决算总体情况说明</h2><p>{words}</p>"
        "<h1>第三部分 名词解释</h1>"
    )
    file = folder / f"{name}2023年度部门决算.html"
    file.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return file


RIGHT = "2023年收支总计300.00万元，与2022年相比，增加20.00万元，增长7.14%。"
WRONG = "2023年收支总计300.00万元，与2022年280.00万元相比，增加20.00万元，增长17.14%。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报来"
    folder.mkdir()
    page(folder, "甲县粮食局", RIGHT)
    page(folder, "乙县粮食局", WRONG)
    (folder / "丙县粮食局.pdf").write_bytes(b"not a pdf")
    return folder


def examined(folder: Path) -> list[Published]:
    return list(examine_all(sorted(folder.iterdir()), Direct(), 1))


def test_a_report_that_cannot_be_read_is_a_result(folder: Path) -> None:
    found = {one.source.name[:1]: one for one in examined(folder)}
    assert found["丙"].error is not None
    assert "这不是 PDF" in found["丙"].error.message
    assert (found["甲"].department, found["甲"].year, found["甲"].kind) == ("甲县粮食局", 2023, "决算")
    assert any("17.14" in one.message for one in found["乙"].findings)
    assert not any("7.14" in one.message for one in found["甲"].findings)


def test_the_summary_has_a_line_for_each_and_letters_where_there_is_something_to_put_right(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    reports = examined(folder)
    paths = write_published(out, reports)
    assert {path.name for path in paths[:2]} == {"汇总.xlsx", "汇总.html"}
    letters = {path.name[:1]: path for path in paths[2:]}
    assert {"乙", "丙"} <= set(letters)
    rows = [[str(cell) for cell in row] for row in read_book(out / "汇总.xlsx").grids[0].rows]
    assert any("丙县粮食局.pdf" in row and "失败" in row for row in rows)
    with zipfile.ZipFile(io.BytesIO(letters["乙"].read_bytes())) as archive:
        text = archive.read("word/document.xml").decode()
    assert "报来的报告经核对" in text
    assert "数据的“确认”" not in text
    assert summed_up(reports, ["", "", ""]).states()


def test_a_second_run_takes_away_the_letter_of_a_report_that_is_right_now(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    reports = examined(folder)
    write_published(out, reports)
    letter = next(out.glob("退回意见/乙*.docx"))
    write_published(out, [replace(one, findings=()) if one.source.name.startswith("乙") else one for one in reports])
    assert not letter.exists()
    assert list(out.glob("退回意见/丙*.docx"))


def test_files_of_one_name_in_several_folders_have_letters_of_their_own(tmp_path: Path) -> None:
    files = []
    for name in ("东", "西"):
        (tmp_path / name).mkdir()
        files.append(page(tmp_path / name, "乙县粮食局", WRONG))
    paths = write_published(tmp_path / "汇总", [examine_one(file) for file in files])
    assert len(set(paths[2:])) == 2


class Losing(Executor):
    """Loses the worker of its first tasks."""

    def __init__(self, times: int) -> None:
        self.times = times

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.times -= 1
        if self.times >= 0:
            future.set_exception(WorkerLost("工作进程没有了"))
        else:
            future.set_result(function(*args, **kwargs))
        return future


@pytest.mark.parametrize(("times", "fails"), [(1, False), (2, True)])
def test_a_report_whose_worker_is_lost_is_tried_once_more(folder: Path, times: int, fails: bool) -> None:
    found = list(examine_all([next(folder.glob("甲*"))], Losing(times), 1))
    assert isinstance(found[0].error, CrashError) is fails


def test_a_folder_of_reports_is_checked_in_worker_processes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder), "--summary", str(tmp_path / "汇总"), "--jobs", "1"]) == 1
    shown = capsys.readouterr()
    assert "共核对2份报告" in shown.out
    assert "丙县粮食局.pdf：这不是 PDF" in shown.err
    assert (tmp_path / "汇总" / "汇总.html").is_file()


def test_a_folder_with_neither_data_nor_reports_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "说明.txt").write_text("甲", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 2
    assert "没有部门数据" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--summary", "汇总"], ["--not-a-problem", "甲", "--why", "乙"]])
def test_options_for_reports_are_refused_for_data(root: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(root / "data_examples" / "yongxing" / "2021"), *options]) == 2
    assert "公开的报告" in capsys.readouterr().err
