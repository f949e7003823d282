"""`export` and `import` on the command line: files, comments, what is listed and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.intake.load import load
from generator.intake.yaml.writing import to_yaml
from tests.cli.conftest import Run, run
from tests.examples import GONGJING, copy_of
from tests.excel.fill.fillbook import Book, text_of

pytestmark = pytest.mark.slow

__all__ = ["run"]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def test_an_unchanged_workbook_changes_no_byte_of_the_folder(run: Run, tmp_path: Path) -> None:
    copy, book = copy_of(GONGJING, tmp_path / "县"), tmp_path / "填报表.xlsx"
    before = files(copy)
    assert run("export", copy, "-o", book).status == 0
    ran = run("import", book, "-o", copy)
    assert ran.status == 0
    assert files(copy) == before
    assert ran.out.count("（未变）") == len(before) == 5


def test_a_change_is_listed_and_only_its_file_is_written_with_its_comments(run: Run, tmp_path: Path) -> None:
    copy, book = copy_of(GONGJING, tmp_path / "县"), tmp_path / "填报表.xlsx"
    before = files(copy)
    run("export", copy, "-o", book)
    edited = Book(book)
    cell = edited.single("三公与运行经费", "三公.公务接待.国内批次")
    old = cell.value
    cell.value = 99
    edited.save()
    listed = run("import", book, "-o", copy, "--dry-run")
    assert (listed.status, files(copy)) == (0, before)
    ran = run("import", book, "-o", copy)
    assert ran.status == 0
    assert ran.err.startswith(listed.err.splitlines()[0])
    assert f"改动 三公.公务接待.国内批次：{old} → 99" in ran.err
    after = files(copy)
    assert [name for name in after if after[name] != before[name]] == ["三公与资产.yaml"]
    text = after["三公与资产.yaml"].decode("utf-8")
    comments = [line.strip() for line in before["三公与资产.yaml"].decode("utf-8").splitlines() if "#" in line]
    assert all(comment.split("#", 1)[1].strip() in text for comment in comments)
    assert load(copy).tree["三公"]["公务接待"]["国内批次"] == "99"


def test_into_an_empty_folder_the_files_have_their_old_names(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "填报表.xlsx"
    run("export", GONGJING, "-o", book)
    assert run("import", book, "-o", tmp_path / "新" / "2020").status == 0
    assert files(tmp_path / "新" / "2020").keys() == files(GONGJING).keys()
    assert to_yaml(load(tmp_path / "新" / "2020").tree) == text_of(GONGJING)
    assert run("import", book, "-o", tmp_path / "一个.yaml").status == 0
    assert load(tmp_path / "一个.yaml").tree == load(GONGJING).tree


def test_data_of_another_year_are_not_written_over(run: Run, tmp_path: Path) -> None:
    copy, book = copy_of(GONGJING, tmp_path / "县"), tmp_path / "填报表.xlsx"
    run("export", copy, "-o", book)
    names = copy / "基本情况.yaml"
    names.write_text(names.read_text(encoding="utf-8").replace("年度: 2020", "年度: 2019"), encoding="utf-8")
    before = files(copy)
    ran = run("import", book, "-o", copy)
    assert (ran.status, files(copy)) == (2, before)
    assert "那里是2019年度的数据，填报表是2020年度的" in ran.err


def test_a_bad_cell_writes_nothing(run: Run, tmp_path: Path) -> None:
    copy, book = copy_of(GONGJING, tmp_path / "县"), tmp_path / "填报表.xlsx"
    before = files(copy)
    run("export", copy, "-o", book)
    edited = Book(book)
    cell = edited.single("三公与运行经费", "三公.公务接待.国内批次")
    cell.value = "九次"
    edited.save()
    ran = run("import", book, "-o", copy)
    assert (ran.status, files(copy)) == (2, before)
    assert f"填报表.xlsx［三公与运行经费］{cell.coordinate}（三公.公务接待.国内批次）：“九次”不是数" in ran.err


def test_what_several_years_share_is_not_changed_from_a_workbook(run: Run, tmp_path: Path) -> None:
    shutil.copytree(GONGJING.parents[1] / "dachang", tmp_path / "县")
    source, book = tmp_path / "县" / "2021", tmp_path / "填报表.xlsx"
    run("export", source, "-o", book)
    shared, before = (tmp_path / "县" / "共用.yaml").read_bytes(), files(source)
    assert run("import", book, "-o", source).status == 0
    assert (files(source), (tmp_path / "县" / "共用.yaml").read_bytes()) == (before, shared)
    edited = Book(book)
    edited.single("基本信息", "部门.全称").value = "别的局"
    edited.save()
    ran = run("import", book, "-o", source)
    assert ran.status == 2
    assert "填报表改了几个年度共用的内容：改动 部门.全称" in ran.err
    assert (files(source), (tmp_path / "县" / "共用.yaml").read_bytes()) == (before, shared)


def test_a_filled_workbook_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "填报表.xlsx"
    assert "（新建）" in run("export", GONGJING, "-o", book).out
    edited = Book(book)
    edited.single("三公与运行经费", "三公.公务接待.国内批次").value = 99
    edited.save()
    ran = run("export", GONGJING, "-o", book)
    assert ran.status == 1
    assert "文件被人改过" in ran.err
    assert run("export", GONGJING, "-o", book, "--force").status == 0
    assert run("export", GONGJING, "-o", tmp_path / "填报表.pdf").status == 2
