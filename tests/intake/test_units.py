"""Units lie below their department's folder or beside it; a file elsewhere is not read, nor a line of it shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import read
from generator.errors import DataError
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.examples import ROOT

HUIZONG = ROOT / "data_examples" / "huizong" / "2023"
SECRET = "暗号芝麻开门"


@pytest.fixture
def department(tmp_path: Path) -> Path:
    """A department of several units, in a county of its own."""
    return Path(shutil.copytree(HUIZONG, tmp_path / "县" / "水利局" / "2023"))


def named(department: Path, word: str) -> None:
    """The department with one more unit."""
    file = department / "基本情况.yaml"
    text = file.read_text(encoding="utf-8")
    old = "[单位/本级.yaml, "
    assert old in text
    file.write_text(text.replace(old, f"[{word}, 单位/本级.yaml, "), encoding="utf-8")


@pytest.mark.parametrize(
    "word",
    [
        "{outside}/密.txt",
        "{outside}/密.yaml",
        "../../../外/密.yaml",
        "../../../外",
        "单位/../../../../外/密.yaml",
        "单位/链接.yaml",
        "单位/链接夹/密.yaml",
        "/etc/passwd",
        "/dev/zero",
        "C:\\外\\密.yaml",
        "\\\\服务器\\共享\\密.yaml",
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_unit_elsewhere_is_not_read(
    run: Run,  # noqa: F811 - the fixture
    department: Path,
    tmp_path: Path,
    word: str,
    command: str,
) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    for name in ("密.txt", "密.yaml"):
        (outside / name).write_text(f"{SECRET}: [没有收尾\n", encoding="utf-8")
    (department / "单位" / "链接.yaml").symlink_to(outside / "密.yaml")
    (department / "单位" / "链接夹").symlink_to(outside, target_is_directory=True)
    named(department, f'"{word.format(outside=outside)}"'.replace("\\", "\\\\"))
    ran = run(command, department, *(("-f", "txt", "-o", tmp_path / "out") if command == "build" else ()))
    assert ran.status == 2
    assert SECRET not in ran.out + ran.err
    assert "没有读" in ran.err
    assert "root:" not in ran.out + ran.err


def test_a_file_of_the_department_that_is_no_data_is_not_shown(department: Path) -> None:
    (department / "单位" / "口令.txt").write_text(SECRET, encoding="utf-8")
    named(department, "单位/口令.txt")
    with pytest.raises(DataError, match="不是数据文件") as caught:
        read(department)
    assert SECRET not in str(caught.value)


def test_a_unit_beside_the_department_is_read(department: Path) -> None:
    unit = department.parents[1] / "防御中心" / "2023"
    unit.mkdir(parents=True)
    shutil.move(department / "单位" / "防御中心.yaml", unit / "数据.yaml")
    file = department / "基本情况.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("单位/防御中心.yaml", "../../防御中心/2023"), encoding="utf-8")
    assert read(department)[0].data.consolidation is not None
