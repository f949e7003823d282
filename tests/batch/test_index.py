"""What the index tells of an input file without reading it is what reading it would tell."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from generator.batch.index import opened
from generator.intake.sources import Keys, find_sources

HOUR = 3600 * 10**9


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A data file that was written an hour ago, as far as its own time tells."""
    path = tmp_path / "数据.yaml"
    path.write_text("年度: 2023\n部门: 甲\n", encoding="utf-8")
    _date(path, time.time_ns() - HOUR)
    return path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is an hour ahead: what is on disk now was not changed a moment ago."""
    real = time.time_ns
    monkeypatch.setattr("generator.batch.index.time.time_ns", lambda: real() + HOUR)


def _date(path: Path, moment: int) -> None:
    os.utime(path, ns=(moment, moment))


def _noted(folder: Path, file: Path) -> None:
    """A run that asks for the file and ends."""
    with opened(folder) as index:
        assert index.hash(file) == _hash(file)
        index.keys(file)


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _told(folder: Path, file: Path) -> tuple[str, Keys]:
    with opened(folder) as index:
        return index.hash(file), index.keys(file)


def test_a_file_that_stands_as_it_was_is_not_read_again(
    tmp_path: Path, file: Path, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _noted(tmp_path, file)
    known = _hash(file)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert _told(tmp_path, file) == (known, Keys(True, True))


def test_a_file_of_the_same_size_that_is_older_than_what_was_noted_is_read(tmp_path: Path, file: Path, later: None) -> None:
    _noted(tmp_path, file)
    file.write_text("年度: 2022\n部门: 甲\n", encoding="utf-8")
    _date(file, time.time_ns() - 9 * HOUR)
    assert _told(tmp_path, file) == (_hash(file), Keys(True, True))


@pytest.mark.skipif(os.name == "nt", reason="the time of change is that of creation there")
def test_a_file_that_was_changed_and_dated_back_is_read(tmp_path: Path, file: Path, later: None) -> None:
    _noted(tmp_path, file)
    before = file.stat()
    file.write_text("事项: 2023\n部门: 甲\n", encoding="utf-8")
    _date(file, before.st_mtime_ns)
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert _told(tmp_path, file) == (_hash(file), Keys(False, False))


def test_a_file_that_another_of_the_same_size_and_time_took_the_place_of_is_read(tmp_path: Path, file: Path, later: None) -> None:
    _noted(tmp_path, file)
    other = tmp_path / "别的.txt"
    other.write_text("年度: 2021\n部门: 乙\n", encoding="utf-8")
    _date(other, file.stat().st_mtime_ns)
    other.replace(file)
    assert _told(tmp_path, file)[0] == _hash(file)


def test_nothing_is_kept_of_a_file_that_was_changed_a_moment_ago(tmp_path: Path, file: Path) -> None:
    """Its time cannot tell a further change within the same tick: what is read is always what stands there."""
    _date(file, time.time_ns())
    _noted(tmp_path, file)
    with opened(tmp_path) as index:
        assert index.hash(file) == _hash(file)
        assert not index._seen, "no row was kept"


def test_a_file_that_is_gone_or_new_changes_what_is_found(tmp_path: Path, later: None) -> None:
    county, out = tmp_path / "县", tmp_path / "out"
    for name in ("甲局", "乙局"):
        (county / name / "2023").mkdir(parents=True)
        (county / name / "2023" / "数据.yaml").write_text("年度: 2023\n", encoding="utf-8")
    out.mkdir()

    def found() -> list[str]:
        with opened(out) as index:
            sources = find_sources(county, index.keys)
        assert sources == find_sources(county), "as without an index"
        return [source.parent.name for source in sources]

    assert found() == ["乙局", "甲局"]
    assert found() == ["乙局", "甲局"]
    (county / "丙局" / "2023").mkdir(parents=True)
    (county / "丙局" / "2023" / "数据.yaml").write_text("年度: 2023\n", encoding="utf-8")
    (county / "乙局" / "2023" / "数据.yaml").unlink()
    assert found() == ["丙局", "甲局"]
    (county / "甲局" / "2023" / "数据.yaml").write_text("季度: 2023\n", encoding="utf-8")
    assert found() == ["丙局"]
