"""Wrong options and places that cannot be written are told in Chinese, each with its remedy; nothing ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.folders.export import export
from tests.cli.conftest import Run
from tests.examples import GONGJING

WRONG = {
    "没有名称的模板包": (("check", GONGJING, "-t", ""), 2, "没有写模板包的名称"),
    "没有名称的新建": (("new", "{out}", "-t", "", "--year", "2024"), 2, "没有写模板包的名称"),
    "没有这种变体": (("build", GONGJING, "-f", "pdf", "--pdf-variant", "nope", "-o", "{out}"), 2, "没有“nope”这种 PDF 变体"),
    "输出在文件里": (("build", GONGJING, "-f", "txt", "-o", "{file}/x"), 1, "不是文件夹"),
    "输出是文件": (("build", GONGJING, "-f", "txt", "-o", "{file}"), 1, "不是文件夹"),
    "输出路径太长": (("build", GONGJING, "-f", "txt", "-o", "{long}"), 1, "路径太长"),
    "新建在文件里": (("new", "{file}/x", "-t", "tongyong-juesuan", "--year", "2024"), 1, "不是文件夹"),
    "导出在文件里": (("export", GONGJING, "-o", "{file}/x.xlsx"), 1, "不是文件夹"),
    "导出到文件夹": (("export", GONGJING, "-o", "{folder}"), 1, "同名的文件夹"),
    "导出的名字太长": (("export", GONGJING, "-o", "{long}.xlsx"), 1, "路径太长"),
    "结转在文件里": (("rollover", GONGJING, "-o", "{file}/x"), 1, "不是文件夹"),
    "问题清单在文件里": (("check", GONGJING, "--xlsx", "{file}/x.xlsx"), 1, "不是文件夹"),
    "问题清单到设备": (("check", GONGJING, "--xlsx", "/dev/null"), 1, "设备"),
    "数据路径太长": (("check", "{long}"), 2, "没有这个文件或文件夹"),
    "工作簿路径太长": (("import", "{long}.xlsx", "-o", "{out}"), 2, "没有这个文件"),
    "导入到太长的路径": (("import", "{book}", "-o", "{long}"), 1, "路径太长"),
    "名单路径太长": (("build", GONGJING, "-f", "txt", "--expect", "{long}.txt", "-o", "{out}"), 2, "读不到名单"),
    "数据路径里有空字符": (("check", "有\0字"), 2, "没有这个文件或文件夹"),
    "没有这个工作簿": (("import", "{out}/没有.xlsx", "-o", "{out}"), 2, "没有这个文件"),
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("导出") / "填报表.xlsx"
    export(GONGJING, book)
    return book


@pytest.mark.parametrize("name", WRONG)
def test_it_is_reported_in_words(run: Run, exported: Path, tmp_path: Path, name: str) -> None:
    arguments, status, said = WRONG[name]
    (tmp_path / "文件").write_bytes(b"")
    (tmp_path / "夹.xlsx").mkdir()
    places = {
        "out": tmp_path / "out",
        "file": tmp_path / "文件",
        "folder": tmp_path / "夹.xlsx",
        "long": tmp_path / ("长" * 120),
        "book": exported,
    }
    ran = run(*(str(one).format(**places) for one in arguments))
    assert ran.status == status, ran.err
    assert said in ran.err
    assert (tmp_path / "文件").read_bytes() == b""


@pytest.mark.parametrize("command", ["new", "export", "rollover", "build"])
def test_a_disk_that_is_read_only_is_reported(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    out = tmp_path / "out"
    arguments = {
        "new": ("new", out, "-t", "tongyong-juesuan", "--year", "2024"),
        "export": ("export", GONGJING, "-o", out / "填报表.xlsx"),
        "rollover": ("rollover", GONGJING, "-o", out),
        "build": ("build", GONGJING, "-f", "txt", "-o", out),
    }[command]
    monkeypatch.setattr(Path, "mkdir", refuse)
    ran = run(*arguments)
    assert ran.status == 1
    assert "磁盘是只读的" in ran.err
    assert "Read-only" not in ran.err
