"""Files of users are regular files within their limit: a pipe, a device or twenty gigabytes end nothing and block nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.runtime.reading import Irregular, TooLarge, digest_regular, read_regular
from tests.bounds import bounded, needs_limits
from tests.examples import GONGJING

SECONDS = 20


def pipe(place: Path) -> None:
    os.mkfifo(place)


def device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def huge(place: Path) -> None:
    """Twenty gigabytes that take no place on the disk."""
    with place.open("wb") as file:
        file.truncate(20 * 1024**3)


def folder(place: Path) -> None:
    place.mkdir()


KINDS = {"管道": pipe, "设备": device, "二十吉字节": huge}


@needs_limits
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["附加.yaml", "共用附加.yaml"])
def test_one_such_file_fails_its_department_only(tmp_path: Path, kind: str, name: str) -> None:
    for department in ("甲局", "乙局"):
        shutil.copytree(GONGJING, tmp_path / "县" / department / "2020")
    bad = tmp_path / "县" / "甲局"
    KINDS[kind](bad / name if name.startswith("共用") else bad / "2020" / name)
    ran = bounded("check", tmp_path / "县", seconds=SECONDS)
    assert ran.returncode == 1
    assert f"{name}" in ran.stderr
    assert "共核对1个部门年度" in ran.stdout
    assert bounded("build", tmp_path / "县", "-f", "txt", "-j", "1", "-o", tmp_path / "out", seconds=2 * SECONDS).returncode == 1


@needs_limits
@pytest.mark.parametrize("kind", [*KINDS, "文件夹"])
@pytest.mark.parametrize(
    "arguments",
    [("import", "{}", "-o", "{out}"), ("check", "{}"), ("build", GONGJING, "-f", "txt", "--expect", "{}", "-o", "{out}")],
)
@pytest.mark.parametrize("suffix", [".xlsx", ".yaml"])
def test_such_a_file_given_by_name_is_reported_in_words(
    tmp_path: Path, kind: str, arguments: tuple[object, ...], suffix: str
) -> None:
    place = tmp_path / f"给的{suffix}"
    {**KINDS, "文件夹": folder}[kind](place)
    ran = bounded(*(str(one).format(place, out=tmp_path / "out") for one in arguments), seconds=SECONDS)
    assert ran.returncode == 2
    assert "改法：" in ran.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="没有管道的系统")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe(tmp_path / "管道")
    for path in (tmp_path / "管道", tmp_path, Path("/dev/zero")):
        with pytest.raises(Irregular):
            read_regular(path, 10)
        with pytest.raises(Irregular):
            digest_regular(path, 10)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "文件"
    file.write_bytes(b"1234567890")
    assert read_regular(file, 10) == b"1234567890"
    for read in (read_regular, digest_regular):
        with pytest.raises(TooLarge):
            read(file, 9)
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "有\0", 9)
