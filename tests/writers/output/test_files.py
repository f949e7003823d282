"""Files on disk: moved in whole, safe names, a person's changes respected."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.runtime.door import put
from generator.writers.output.files import RECORD, safe_name, write_file


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_new_then_unchanged_then_updated(tmp_path: Path) -> None:
    path = tmp_path / "部门 甲" / "2023" / "报告.txt"
    assert write_file(path.parent, path.name, b"1") == "新建"
    assert write_file(path.parent, path.name, b"1") == "未变"
    assert write_file(path.parent, path.name, b"2") == "更新"
    assert path.read_bytes() == b"2"
    assert names(path.parent) == {"报告.txt", RECORD}


def test_a_file_changed_by_hand_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    write_file(path.parent, path.name, b"1")
    path.write_bytes(b"by hand")
    with pytest.raises(OutputError) as caught:
        write_file(path.parent, path.name, b"2")
    assert str(caught.value) == (
        f"{path}：文件被人改过（不是本程序上次写出的样子），没有覆盖\n    改法：另存它，或加 --force 覆盖"
    )
    assert path.read_bytes() == b"by hand"
    assert write_file(path.parent, path.name, b"2", force=True) == "更新"
    assert write_file(path.parent, path.name, b"3") == "更新"


def test_a_file_that_was_there_before_us_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"someone's")
    with pytest.raises(OutputError):
        write_file(path.parent, path.name, b"1")
    assert path.read_bytes() == b"someone's"


def test_a_broken_record_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    write_file(path.parent, path.name, b"1")
    (tmp_path / RECORD).write_text("{", encoding="utf-8")
    assert write_file(path.parent, path.name, b"1") == "未变"
    assert list(json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))) == ["报告.docx"]


@pytest.mark.parametrize("moment", ["write", "move"])
def test_a_writer_that_dies_half_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = tmp_path / "报告.docx"
    write_file(path.parent, path.name, b"old")
    before = names(tmp_path)

    def die(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if moment == "move":
        monkeypatch.setattr(Path, "replace", die)
    else:
        real = Path.open
        monkeypatch.setattr(Path, "open", lambda self, mode="r", **more: die() if "x" in mode else real(self, mode, **more))
    with pytest.raises(OutputError, match="写不进文件"):
        write_file(path.parent, path.name, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == before


@pytest.mark.parametrize("moment", ["before the move", "after the move"])
def test_a_build_that_died_around_the_move_is_not_taken_for_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = tmp_path / "报告.docx"
    write_file(path.parent, path.name, b"first")
    write_file(path.parent, path.name, b"old")
    real = Path.replace

    def die(self: Path, target: Path) -> None:
        if target == path:
            if moment == "after the move":
                real(self, target)
            raise KeyboardInterrupt
        real(self, target)

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        write_file(path.parent, path.name, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == (b"old" if moment == "before the move" else b"new")
    assert write_file(path.parent, path.name, b"newer") == "更新"
    path.write_bytes(b"by hand")
    with pytest.raises(OutputError):
        write_file(path.parent, path.name, b"newest")


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 umask")
def test_a_file_is_open_to_those_whom_the_system_opens_new_files(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_file(tmp_path, "报告.docx", b"1")
    assert (tmp_path / "报告.docx").stat().st_mode == plain.stat().st_mode


def test_an_interruption_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path, "报告.docx", b"1")
    assert names(tmp_path) == set()


def test_what_a_killed_run_left_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    left = [tmp_path / f".{name}.01ab23cd.tmp" for name in ("甲[1].docx", ".gongkai.json")]
    others = [tmp_path / name for name in (".乙.docx.01ab23cd.tmp", ".甲[1].docx.tmp", "甲[1].docx.01ab23cd.tmp")]
    for path in left + others:
        path.write_bytes(b"half")
    write_file(tmp_path, "甲[1].docx", b"whole")
    assert [path for path in left if path.exists()] == []
    assert all(path.exists() for path in others)


def test_a_file_that_another_run_sweeps_away_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, swept = Path.replace, []

    def swept_once(self: Path, target: Path) -> Path:
        if not swept:
            swept.append(self)
            self.unlink()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", swept_once)
    put(tmp_path, "甲.docx", b"whole")
    assert (tmp_path / "甲.docx").read_bytes() == b"whole"
    assert swept


def test_a_folder_that_is_a_file_is_reported_plainly(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        write_file(tmp_path, "out/报告.docx", b"1")
    assert "写不进文件" in str(caught.value)
    assert caught.value.status == 1


def test_a_file_that_another_program_holds_is_reported_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="文件正被打开或没有写入权限"):
        write_file(tmp_path, "报告.docx", b"1")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("部门决算公开说明", "部门决算公开说明"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("行\n列\t", "行_列_"),
        ("末尾的点. . ", "末尾的点"),
        ("CON", "_CON"),
        ("nul.局", "_nul.局"),
        ("com1", "_com1"),
        ("console", "console"),
        ("...", "_"),
        ("", "_"),
        ("..", "_"),
    ],
)
def test_a_name_is_one_that_windows_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_still_fits_a_file_system(tmp_path: Path) -> None:
    name = safe_name("很长的部门名称" * 40)
    assert len(name.encode()) <= 180
    assert write_file(tmp_path, f"{name}/{name}（草稿）.docx", b"1") == "新建"
    assert not safe_name("局" * 59 + "部 . 门").endswith((" ", "."))
