"""What goes wrong around a run takes no department, no file and no letter away in silence."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import sys
from concurrent.futures import Executor, Future
from pathlib import Path

import docx
import pytest

from generator.batch.index import FILE, Index, opened
from generator.batch.letter_files import NAME, UNREAD
from generator.errors import OutputError
from generator.intake import find_sources
from generator.runtime import door
from generator.writers.output import files
from tests.batch.county import REPORT, build_all, change, county, department, statuses
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.examples import GONGJING

FIRST, SECOND = "甲县医疗保障局", "乙县医疗保障局"
OLD = "自贡市贡井区医疗保障局"
ENDING = "\n# 又看过\n"


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_department_whose_name_another_has_never_takes_its_file_in_a_later_run_either(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND))
    change(sources[SECOND], "基本情况.yaml", f"全称: {SECOND}", f"全称: {FIRST}")
    change(sources[SECOND], "基本情况.yaml", "自称: 本单位", "自称: 我局")
    file = tmp_path / "out" / FIRST / "2021" / f"{REPORT}.txt"
    first = build_all(sources.values(), tmp_path / "out")[FIRST]
    assert first.state == "新建"
    written = file.read_bytes()
    for _ in range(2):
        outcomes = build_all(sources.values(), tmp_path / "out")
        assert outcomes[FIRST].state == "未变"
        error = outcomes[SECOND].error
        assert isinstance(error, OutputError)
        assert str(sources[FIRST]) in error.message
        assert "全称" in error.remedy
        assert not outcomes[SECOND].figures, "one department is not counted twice"
        assert file.read_bytes() == written


def test_a_department_whose_name_another_has_leaves_the_letter_of_the_other_alone(tmp_path: Path) -> None:
    sources = {FIRST: department(tmp_path / "data", FIRST, GONGJING, OLD)}
    sources |= {SECOND: department(tmp_path / "data", SECOND, GONGJING, OLD)}
    for name, source in sources.items():
        change(source, "三公与资产.yaml", "  授予小微企业: 0", "  授予小微企业: 待填")
        _append(source / "基本情况.yaml", f"\n# {name}\n")
    change(sources[SECOND], "基本情况.yaml", f"全称: {SECOND}", f"全称: {FIRST}")
    change(sources[SECOND], "文字.yaml", "文字:", "文字:\n  其他说明: 甲乙,丙丁\n")
    for _ in range(2):
        outcomes = build_all(sources.values(), tmp_path / "out", letters=True)
        letters = [Path(outcomes[name].letter) for name in (FIRST, SECOND)]
        assert letters[0] == tmp_path / "out" / FIRST / "2020" / NAME
        assert letters[1] == letters[0].with_name(f"退回意见（{SECOND}-2020）.docx")
        texts = ["".join(p.text for p in docx.Document(str(letter)).paragraphs) for letter in letters]
        assert texts[0] != texts[1]


def test_two_unreadable_departments_of_the_same_folder_name_both_get_their_letter(tmp_path: Path) -> None:
    sources = [county(tmp_path / town, [FIRST])[FIRST] for town in ("东区", "西区")]
    for source in sources:
        change(source, "基本情况.yaml", "截至: 2021-12-31", "截至: 2021-02-30")
    with_letters = [build_all([source], tmp_path / "out", letters=True)[FIRST].letter for source in sources]
    assert len(set(with_letters)) == 2
    assert all(Path(letter).is_file() for letter in with_letters)
    for source in sources:
        change(source, "基本情况.yaml", "截至: 2021-02-30", "截至: 2021-12-31")
    change(sources[1], "基本情况.yaml", f"全称: {FIRST}", f"全称: {SECOND}")
    build_all(sources, tmp_path / "out", letters=True)
    assert not (tmp_path / "out" / UNREAD).exists(), "once put right they are taken away, with our record beside them"


def test_a_letter_about_unreadable_data_goes_away_when_they_are_as_they_were_before(tmp_path: Path) -> None:
    (source,) = county(tmp_path / "data", (FIRST,)).values()
    right, wrong = "截至: 2021-12-31", "截至: 2021-02-30"
    for edit in ((), (right, wrong), (wrong, right)):
        if edit:
            change(source, "基本情况.yaml", *edit)
        outcome = build_all([source], tmp_path / "out", letters=True)[FIRST]
        assert (tmp_path / "out" / UNREAD).exists() is (outcome.state == "失败")
    assert outcome.worked is False


needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="only a user without the right to all has folders closed to them"
)


@needs_permissions
def test_a_folder_and_a_file_that_cannot_be_read_are_departments_that_failed(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND, "丙县医疗保障局"))
    closed = [sources[FIRST], *sources[SECOND].glob("*.yaml")]
    for path in closed:
        path.chmod(0)
    try:
        outcomes = build_all(find_sources(tmp_path / "data"), tmp_path / "out")
    finally:
        for path in closed:
            path.chmod(0o700)
    assert {name: one.state for name, one in outcomes.items()} == {FIRST: "失败", SECOND: "失败", "丙县医疗保障局": "新建"}


def test_a_folder_that_the_system_does_not_open_is_a_department_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND))
    build_all(sources.values(), tmp_path / "out")
    scandir, opened_by_system = os.scandir, os.open

    def scanned(folder: str | Path) -> object:
        if Path(folder) == sources[FIRST]:
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(folder)

    def opened_file(path: str | Path, flags: int, *more: int) -> int:
        if Path(path).parent == sources[SECOND]:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened_by_system(path, flags, *more)

    monkeypatch.setattr(os, "scandir", scanned)
    monkeypatch.setattr(os, "open", opened_file)
    found = find_sources(tmp_path / "data")
    assert found == [sources[SECOND], sources[FIRST]]
    outcomes = build_all(found, tmp_path / "new")
    assert "文件夹读不了：没有读取权限" in str(outcomes[FIRST].error)
    assert "文件读不了：没有读取权限" in str(outcomes[SECOND].error)
    assert build_all(found, tmp_path / "out")[FIRST].state == "失败", "though the index knows it"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_that_lead_to_themselves_or_nowhere_stop_no_search(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND))
    (tmp_path / "data" / "环").symlink_to("环")
    (tmp_path / "data" / "上").symlink_to("..")
    (sources[SECOND] / "补充.yaml").symlink_to("没有.yaml")
    outcomes = build_all(find_sources(tmp_path / "data"), tmp_path / "out")
    assert {name: one.state for name, one in outcomes.items()} == {FIRST: "新建", SECOND: "失败"}
    assert "补充.yaml：没有这个文件" in str(outcomes[SECOND].error)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_department_that_has_lost_its_year_is_named(run: Run, tmp_path: Path, command: str) -> None:  # noqa: F811 - the fixture
    sources = county(tmp_path / "data", (FIRST, SECOND))
    change(sources[SECOND], "基本情况.yaml", "年度: 2021", "年份: 2021")
    (tmp_path / "data" / "说明").mkdir()
    where = ("-f", "txt", "-o", tmp_path / "out") if command == "build" else ()
    ran = run(command, tmp_path / "data", *where)
    assert [line for line in ran.err.splitlines() if "没有当作部门数据" in line] == [
        f"{sources[SECOND]}：这里的 .yaml 文件都没有“年度”，没有当作部门数据"
    ]
    assert "补上“年度: ”一行" in ran.err


@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_an_index_of_which_any_page_is_broken_costs_only_time(tmp_path: Path, page: int) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND))
    build_all(sources.values(), tmp_path / "out")
    index = tmp_path / "out" / FILE
    content = bytearray(index.read_bytes())
    assert len(content) > 4 * 4096
    content[page * 4096 : (page + 1) * 4096] = b"\xa5" * 4096
    index.write_bytes(content)
    assert statuses(build_all(sources.values(), tmp_path / "out")) == {FIRST: ["未变"], SECOND: ["未变"]}
    assert not any(one.worked for one in build_all(sources.values(), tmp_path / "out").values()), "it is whole again"


def test_a_row_of_the_index_that_is_broken_costs_only_time(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND))
    build_all(sources.values(), tmp_path / "out")
    for body in ("{", "[]", "{}", "3"):
        with sqlite3.connect(tmp_path / "out" / FILE) as base:
            base.execute("UPDATE sources SET body = ?", (body,))
        base.close()
        outcomes = build_all(sources.values(), tmp_path / "out")
        assert [one.worked for one in outcomes.values()] == [True, True]


def test_an_index_that_another_program_holds_is_left_alone_and_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = county(tmp_path / "data", (FIRST,))
    build_all(sources.values(), tmp_path / "out")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, timeout=0: connect(file, timeout=0.1))
    file = tmp_path / "out" / FILE
    before = file.stat().st_ino
    holder = connect(file)
    for lock in ("IMMEDIATE", "EXCLUSIVE"):
        holder.execute(f"BEGIN {lock}")
        assert build_all(sources.values(), tmp_path / "out")[FIRST].state == "未变"
        holder.rollback()
        assert file.stat().st_ino == before
    holder.close()
    assert build_all(sources.values(), tmp_path / "out")[FIRST].worked is False


def test_a_run_that_waits_for_its_workers_does_not_keep_another_from_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND))
    build_all(sources.values(), tmp_path / "out")
    for source in sources.values():
        change(source, "基本情况.yaml", "自称: 本单位", "自称: 我局")
    waited: list[str] = []

    class Waiting(Executor):
        """Gives its results when they are asked for; meanwhile somebody else writes."""

        def submit(self, function, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            future: Future[object] = Future()
            future.exception = lambda timeout=None: self._other(future, function, args)  # type: ignore[method-assign]
            return future

        def _other(self, future, function, args):  # type: ignore[no-untyped-def]
            if not future.done():
                base = sqlite3.connect(tmp_path / "out" / FILE, timeout=0.1)
                base.execute("BEGIN IMMEDIATE")
                base.rollback()
                base.close()
                waited.append(args[0].source.parent.name)
                future.set_result(function(*args))

    outcomes = build_all(sources.values(), tmp_path / "out", Waiting())
    assert waited == [FIRST, SECOND]
    assert {one.state for one in outcomes.values()} == {"更新"}


def test_a_disk_that_is_full_for_the_index_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = county(tmp_path / "data", (FIRST, SECOND))
    build_all(sources.values(), tmp_path / "out")
    for source in sources.values():
        change(source, "基本情况.yaml", "自称: 本单位", "自称: 我局")
    begin = Index.__init__

    def narrow(index: Index, folder: Path) -> None:
        begin(index, folder)
        index._base.execute("PRAGMA max_page_count = 1")

    monkeypatch.setattr(Index, "__init__", narrow)
    with opened(tmp_path / "out") as index:
        for number in range(50):
            index.put_source(f"别的{number}", "满" * 4000)
        assert index.source("别的49") is not None, "it goes on in memory"
    monkeypatch.undo()
    assert {one.state for one in build_all(sources.values(), tmp_path / "out").values()} == {"更新"}


def test_a_summary_that_is_open_elsewhere_costs_neither_the_other_nor_the_json(
    run: Run,  # noqa: F811 - the fixture
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county(tmp_path / "data", (FIRST, SECOND))
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "汇总.xlsx":
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    ran = run("build", tmp_path / "data", "-f", "txt", "-j", "1", "--json", "-o", tmp_path / "out")
    assert ran.status == 1
    told = json.loads(ran.out)
    assert len(told["files"]) == 2
    (failure,) = told["failures"]
    assert failure["source"] == str(tmp_path / "out" / "汇总.xlsx")
    assert "文件正被打开" in failure["errors"][0]["message"]
    assert (tmp_path / "out" / "汇总.html").is_file()
    assert "汇总.xlsx：写不进文件：文件正被打开" in ran.err


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "磁盘满了"), (errno.EROFS, "磁盘是只读的"), (errno.ENOTDIR, "同名的文件"), (errno.ENAMETOOLONG, "路径太长")],
)
def test_why_a_file_cannot_be_written_is_said_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(door, "_move_in", refuse)
    with pytest.raises(OutputError, match=said) as caught:
        files.write_file(tmp_path, "报告.docx", b"1")
    assert os.strerror(number) not in str(caught.value)
