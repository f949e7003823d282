"""Many departments in flat folders: twice as many take about twice as long to find, and their neighbours with them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.intake import sources
from generator.intake.sources import data_files, find_prior, find_sources, shared_files

MANY = 1500


def folders(root: Path, count: int) -> Path:
    """`县/甲局0001-2023/数据.yaml`, all side by side, with last year's and a shared file."""
    root.mkdir()
    (root / "共用.yaml").write_text("地方: 示例县\n", encoding="utf-8")
    for number in range(count // 2):
        for year in (2022, 2023):
            folder = root / f"甲局{number:05}-{year}"
            folder.mkdir()
            (folder / "数据.yaml").write_text(f"年度: {year}\n", encoding="utf-8")
    return root


def files(root: Path, count: int) -> Path:
    """`县/2023/甲局0001.yaml`, and a folder of last year's with other names."""
    for year, name in ((2022, "乙局"), (2023, "甲局")):
        (root / str(year)).mkdir(parents=True)
        for number in range(count // 2):
            (root / str(year) / f"{name}{number:05}.yaml").write_text(
                f"年度: {year}\n部门: {{全称: {number}}}\n", encoding="utf-8"
            )
    return root


def looked_up(root: Path) -> int:
    """What planning asks of every source; how many there are."""
    found = find_sources(root)
    for source in found:
        data_files(source)
        shared_files(source)
        find_prior(source, 2023)
    return len(found)


@pytest.mark.parametrize("make", [folders, files])
def test_flat_folders_take_as_long_as_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path, int], Path]
) -> None:
    monkeypatch.setattr(sources, "SETTLED", -1)
    roots = {count: make(tmp_path / str(count), count) for count in (MANY, 2 * MANY)}

    def seconds(count: int) -> float:
        sources._listings.clear()
        start = time.process_time()
        assert looked_up(roots[count]) == count
        return time.process_time() - start

    once, twice = (min(seconds(count) for _ in range(5)) for count in roots)
    assert twice < 3 * once


def test_a_folder_is_listed_anew_when_something_has_come_or_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SETTLED", -1)
    year = tmp_path / "2023"
    year.mkdir()
    (year / "数据.yaml").write_text("年度: 2023\n", encoding="utf-8")
    assert shared_files(year) == []
    (tmp_path / "共用.yaml").write_text("地方: 示例县\n", encoding="utf-8")
    assert [path.name for path in shared_files(year)] == ["共用.yaml"]
    (tmp_path / "共用.yaml").unlink()
    assert shared_files(year) == []


def test_a_folder_that_has_just_changed_is_not_kept(tmp_path: Path) -> None:
    sources._listings.clear()
    data_files(tmp_path)
    assert sources._listings == {}


def test_last_years_folder_of_many_departments_is_nobodys_last_year(tmp_path: Path) -> None:
    files(tmp_path / "县", 8)
    assert find_prior(tmp_path / "县" / "2023" / "甲局00001.yaml", 2023) is None
    (tmp_path / "县" / "2022" / "甲局00001.yaml").write_text("年度: 2022\n部门: {全称: 甲}\n", encoding="utf-8")
    assert find_prior(tmp_path / "县" / "2023" / "甲局00001.yaml", 2023) == tmp_path / "县" / "2022" / "甲局00001.yaml"
