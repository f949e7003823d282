"""Names of files that come out of a file write nothing elsewhere, and the files of other programs are not replaced."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.excel.fill import Filled, read_book
from generator.folders.filled import texts_of
from generator.intake.datafiles import read_present
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture
from tests.examples import GONGJING, ROOT, copy_of

pytestmark = pytest.mark.slow

EVIL = [
    "{outside}/被写.yaml",
    "../被写.yaml",
    "../../被写.yaml",
    "x/../../被写.yaml",
    "..\\被写.yaml",
    "C:\\被写.yaml",
    "../共用/../../被写.yaml",
    "../共用/被写.yaml",
    "下级/被写.yaml",
    ".bashrc",
    ".隐藏.yaml",
    "_私.yaml",
    "被写.sh",
    "被写.yaml\n",
    "con.yaml",
    "",
    "../",
    "/dev/stdout",
]


NAMED = r"<si><t>file</t></si><si><t>[^<]+</t></si>"
"""The mark of a file and its name, among the texts of the workbook."""


@cache
def read_once(book: Path) -> Filled:
    return read_book(book)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from generator.folders.export import export

    book = tmp_path_factory.mktemp("导出") / "填报表.xlsx"
    export(GONGJING, book)
    return book


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a department-year that is one file, 全部.yaml."""
    from generator.folders.export import export

    folder = tmp_path_factory.mktemp("小") / "2022"
    folder.mkdir()
    shutil.copy(ROOT / "tests" / "intake" / "good.yaml", folder / "全部.yaml")
    export(folder, folder.with_name("填报表.xlsx"))
    return folder.with_name("填报表.xlsx")


def forged(book: Path, target: Path, name: str) -> Path:
    """The workbook with the first name of a file on its hidden sheet replaced."""
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(target, "w") as changed:
        for part in whole.namelist():
            data = whole.read(part).decode()
            if part == "xl/sharedStrings.xml":
                text = escape(name).replace("\n", "&#10;")
                put = f'<si><t>file</t></si><si><t xml:space="preserve">{text}</t></si>'
                assert len(re.findall(NAMED, data)) == 1
                changed.writestr(part, re.sub(NAMED, lambda _, put=put: put, data))
            else:
                changed.writestr(part, data)
    return target


@pytest.mark.parametrize("name", EVIL)
def test_no_foreign_name_is_a_name_of_a_file(small: Path, tmp_path: Path, name: str) -> None:
    """What the command does with a workbook that has been read; the workbook is read once for all names."""
    filled = read_once(small)
    place = name.format(outside=tmp_path / "外")
    forged_memory = replace(filled.memory, files=dict.fromkeys(filled.memory.files, place))
    target = tmp_path / "里" / "2020"
    with pytest.raises(UsageError, match="不是数据文件的名字"):
        texts_of(replace(filled, memory=forged_memory), read_present(target), target, small)


@pytest.mark.parametrize("name", ["{outside}/被写.yaml", "../被写.yaml", "..\\被写.yaml", ""])
@pytest.mark.parametrize("options", [(), ("--force",), ("--dry-run",)])
def test_a_forged_name_on_the_hidden_sheet_writes_nothing(
    run: Run,  # noqa: F811 - the fixture
    small: Path,
    tmp_path: Path,
    name: str,
    options: tuple[str, ...],
) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    book = forged(small, tmp_path / "填报表.xlsx", name.format(outside=outside))
    before = everything(tmp_path)
    ran = run("import", book, "-o", tmp_path / "里" / "2020", *options)
    if not name:  # an empty cell is no name: the part goes where its neighbours go
        return
    assert ran.status == 2
    assert "不是数据文件的名字" in ran.err
    assert everything(tmp_path) == before


def test_the_file_of_another_program_is_replaced_only_when_forced(
    run: Run,  # noqa: F811 - the fixture
    exported: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "2020"
    folder.mkdir()
    theirs = "services:\n  web: nginx\n"
    (folder / "docker-compose.yaml").write_text(theirs, encoding="utf-8")
    book = forged(exported, tmp_path / "填报表.xlsx", "docker-compose.yaml")
    ran = run("import", book, "-o", folder)
    assert ran.status == 2
    assert "里有“services”，不是部门数据的字段" in ran.err
    assert "--force" in ran.err
    assert everything(folder) == {"docker-compose.yaml": theirs.encode()}
    assert run("import", book, "-o", folder, "--force", "--dry-run").status == 0
    assert everything(folder) == {"docker-compose.yaml": theirs.encode()}
    assert run("import", book, "-o", folder, "--force").status == 0
    assert b"services" not in (folder / "docker-compose.yaml").read_bytes()


def test_a_dry_run_shows_every_path_and_what_becomes_of_it(
    run: Run,  # noqa: F811 - the fixture
    exported: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "新" / "2020"
    listed = run("import", exported, "-o", folder, "--dry-run")
    assert not folder.exists()
    written = run("import", exported, "-o", folder)
    assert listed.out == written.out
    assert set(listed.out.split()) == {f"{path}（新建）" for path in folder.iterdir()}
    assert set(run("import", exported, "-o", folder, "--dry-run").out.split()) == {f"{path}（未变）" for path in folder.iterdir()}


def test_a_link_in_the_folder_does_not_carry_the_data_elsewhere(
    run: Run,  # noqa: F811 - the fixture
    exported: Path,
    tmp_path: Path,
) -> None:
    name = "三公与资产.yaml"
    folder = copy_of(GONGJING, tmp_path / "县", name, "  授予小微企业: 0", "  授予小微企业: 待填")
    victim = tmp_path / "别人的.yaml"
    shutil.move(folder / name, victim)
    (folder / name).symlink_to(victim)
    held = everything(tmp_path)
    ran = run("import", exported, "-o", folder)
    assert (ran.status, everything(tmp_path)) == (1, held)
    assert "通到文件夹外面" in ran.err


@pytest.mark.parametrize("name", ["汇总.xlsx", "问题.xlsx"])
def test_the_workbook_of_a_person_is_not_replaced_by_a_list_of_findings(
    run: Run,  # noqa: F811 - the fixture
    tmp_path: Path,
    name: str,
) -> None:
    theirs = tmp_path / name
    theirs.write_bytes(b"theirs")
    ran = run("check", GONGJING, "--xlsx", theirs)
    assert (ran.status, theirs.read_bytes()) == (1, b"theirs")
    assert "没有覆盖" in ran.err
    assert run("check", GONGJING, "--xlsx", theirs, "--force").status in (0, 1)
    assert theirs.read_bytes() != b"theirs"
    assert run("check", GONGJING, "--xlsx", theirs).status in (0, 1), "one of ours is written over"


def test_a_new_department_overwrites_nothing(run: Run, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    assert run("new", tmp_path, "-t", "tongyong-juesuan", "--year", "2024").status == 0
    before = everything(tmp_path)
    ran = run("new", tmp_path, "-t", "tongyong-juesuan", "--year", "2024")
    assert (ran.status, everything(tmp_path)) == (2, before)
