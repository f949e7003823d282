"""README's commands work as they stand there, one after the other, in an empty folder."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.examples import SHILI, SHILI_2022

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(r"```bash\n(.*?)```", re.DOTALL)
UNINSTALLED = ("git ", "scripts/", "python ", ".venv/")


def commands() -> list[list[str]]:
    """The arguments of the lines in bash blocks that call gongkai, without their comments."""
    lines = [line for block in BLOCK.findall(README.read_text(encoding="utf-8")) for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("gongkai ")]


def test_the_commands_are_found() -> None:
    assert [one[0] for one in commands()] == ["new", "check", "build", "export", "import", "rollover"]


@pytest.mark.slow
def test_the_commands_work_one_after_the_other(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in commands():
        ran = run(*command)
        assert ran.status == 0, f"{command}: {ran.err}"
        if command[0] == "new":
            assert sorted(path.name for path in tmp_path.iterdir()) == ["我的部门"]
            assert not [path for path in Path("我的部门/2023").iterdir() if path.is_dir()], (
                "no folder of the year in that of the year"
            )
            fill(Path("我的部门/2023"), run)
    assert {path.suffix for path in Path("output").rglob("*") if path.is_file()} >= {".docx", ".pdf", ".html", ".xlsx"}
    assert Path("我的部门/2024/收支.yaml").is_file()
    made = sorted(path.name for path in Path("我的部门").iterdir())
    assert made == ["2022", "2023", "2024"], "one folder a year, no second copy"


def fill(folder: Path, run: Run) -> None:
    """What the department does between new and check: before it `check` says what is left, and `build` makes nothing."""
    assert run("check", folder).status == 1
    for path in folder.iterdir():
        path.unlink()
    shutil.copytree(SHILI, folder, dirs_exist_ok=True)
    shutil.copytree(SHILI_2022, folder.parent / "2022")


def test_a_folder_of_another_year_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("new", tmp_path / "某局" / "2023", "-t", "tongyong-juesuan", "--year", "2024")
    assert (ran.status, ran.out) == (2, "")
    assert "名称是2023年，年度却是2024" in ran.err
    assert not (tmp_path / "某局").exists()


def test_a_folder_that_is_not_named_after_the_year_gets_one_inside(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path / "某局", tmp_path / "二〇二四" / "2024"):
        assert run("new", folder, "-t", "tongyong-juesuan", "--year", "2024").status == 0
    assert sorted(path.parent.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("收支.yaml")) == [
        "二〇二四/2024",
        "某局/2024",
    ]
