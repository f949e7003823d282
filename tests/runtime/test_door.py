"""The one door through which files are written: nothing leaves its folder, and nothing else in the program writes."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import OutputError
from generator.runtime.door import is_bare, place, put, take_away
from generator.writers.output.files import safe_name, write_file

OUTSIDE = [
    "/etc/甲.yaml",
    "//server/share/甲.yaml",
    "../甲.yaml",
    "乙/../../甲.yaml",
    "乙/../甲.yaml",
    "./甲.yaml",
    "乙//甲.yaml",
    "乙/",
    "",
    ".",
    "..",
    "..\\甲.yaml",
    "C:甲.yaml",
    "C:\\甲.yaml",
    "甲.yaml:流",
    "甲\0.yaml",
    "甲\n.yaml",
    "con",
    "CON.yaml",
    "nul .yaml",
    "aux/甲.yaml",
    "com1.docx",
    "LPT³.yaml",
    "CONIN$",
    "甲.yaml.",
    "甲.yaml ",
]


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_elsewhere_writes_nothing(tmp_path: Path, name: str) -> None:
    root = tmp_path / "里" / "面"
    root.mkdir(parents=True)
    for write in (put, write_file):
        with pytest.raises(OutputError) as caught:
            write(root, name, b"1")
        assert caught.value.remedy
        assert "\0" not in str(caught.value)
    with pytest.raises(OutputError):
        take_away(root, name)
    assert everything(tmp_path) == {}


def test_a_file_goes_below_its_folder_and_replaces_the_old_one(tmp_path: Path) -> None:
    assert put(tmp_path / "新", "部门/2023/报告.docx", b"1") == tmp_path / "新" / "部门" / "2023" / "报告.docx"
    put(tmp_path / "新", "部门/2023/报告.docx", b"2")
    assert everything(tmp_path) == {"新/部门/2023/报告.docx": b"2"}


@pytest.mark.skipif(os.name == "nt", reason="Windows 建链接要特权")
@pytest.mark.parametrize("name", ["链接.yaml", "夹/甲.yaml", "夹/深/甲.yaml"])
def test_a_link_that_leads_out_is_refused_and_what_it_names_stays(tmp_path: Path, name: str) -> None:
    outside, root = tmp_path / "外", tmp_path / "里"
    outside.mkdir()
    root.mkdir()
    (outside / "甲.yaml").write_bytes(b"theirs")
    (root / "链接.yaml").symlink_to(outside / "甲.yaml")
    (root / "夹").symlink_to(outside, target_is_directory=True)
    with pytest.raises(OutputError, match="通到文件夹外面"):
        put(root, name, b"ours")
    assert everything(outside) == {"甲.yaml": b"theirs"}


@pytest.mark.skipif(os.name == "nt", reason="Windows 建链接要特权")
def test_a_link_within_the_folder_is_kept_and_its_file_written(tmp_path: Path) -> None:
    (tmp_path / "真.yaml").write_bytes(b"old")
    (tmp_path / "名.yaml").symlink_to("真.yaml")
    put(tmp_path, "名.yaml", b"new")
    assert (tmp_path / "名.yaml").is_symlink()
    assert (tmp_path / "真.yaml").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="Windows 建链接要特权")
def test_the_chosen_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    (tmp_path / "链").symlink_to(tmp_path / "真", target_is_directory=True)
    put(tmp_path / "链", "甲.yaml", b"1")
    assert everything(tmp_path / "真") == {"甲.yaml": b"1"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="没有管道的系统")
def test_a_pipe_a_device_and_a_folder_are_no_places_for_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.yaml")
    (tmp_path / "夹.yaml").mkdir()
    with pytest.raises(OutputError, match="设备或管道"):
        put(tmp_path, "管道.yaml", b"1")
    with pytest.raises(OutputError, match="设备或管道"):
        put(Path("/dev"), "null", b"1")
    with pytest.raises(OutputError, match="同名的文件夹"):
        put(tmp_path, "夹.yaml", b"1")


def test_a_folder_that_is_a_file_a_name_too_long_and_a_loop_are_reported_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    for folder, name, said in (
        (tmp_path / "文件", "甲.yaml", "不是文件夹"),
        (tmp_path / "文件" / "x", "甲.yaml", "不是文件夹"),
        (tmp_path, f"{'长' * 200}.yaml", "路径太长"),
    ):
        with pytest.raises(OutputError, match=said):
            put(folder, name, b"1")


@given(st.text())
def test_the_name_made_of_any_text_passes_the_door(text: str) -> None:
    assert is_bare(safe_name(text))


@given(st.lists(st.sampled_from(["..", ".", "", "/", "\\", "甲", "C:", "a.yaml"]), min_size=1, max_size=6).map("/".join))
def test_no_name_leads_out(name: str) -> None:
    root = Path("/根/夹")
    try:
        path = place(root, name)
    except OutputError:
        return
    assert Path(os.path.normpath(path)).is_relative_to(root)
    assert ".." not in path.parts


WRITERS = {
    "write_text",
    "write_bytes",
    "writestr",
    "rename",
    "renames",
    "removedirs",
    "unlink",
    "remove_tree",
    "touch",
    "mkdir",
    "makedirs",
    "mkfifo",
    "symlink_to",
    "hardlink_to",
    "symlink",
    "link",
    "truncate",
    "extractall",
    "copyfile",
    "copytree",
    "copy2",
    "move",
    "savefig",
    "chmod",
    "rmdir",
}
"""Calls that write or remove files, by their last name."""
ALLOWED = {
    "runtime/door.py": "the door itself",
    "writers/output/files.py mkdir": "the folder of a file, after the door has said where it is",
    "writers/output/files.py unlink": "sweeps temporary files of killed runs, by their own names",
    "batch/executors/parcel.py writestr": "a ZIP in memory",
    "excel/container.py writestr": "a ZIP in memory",
    "writers/docx/package.py writestr": "a ZIP in memory",
    "writers/docx/chart_workbook.py writestr": "a ZIP in memory",
    "reports/office.py write_bytes": "a copy in a temporary folder, for LibreOffice",
    "batch/letter_files.py rmdir": "an empty folder of letters",
    "batch/executors/cluster.py open": "the spool, an address that the user gave with --executor",
}


def writing_calls(text: str) -> Iterator[str]:
    """The last names of the calls of a module that write or remove files."""
    tree = ast.parse(text)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or (isinstance(node.func, ast.Name) and node.func.id in own):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        if (
            name in WRITERS
            or (owner == "os" and name in ("replace", "remove", "rename", "write"))
            or (name == "replace" and owner and len(node.args) == 1 and not node.keywords)
        ):
            yield name
        elif name in ("open", "fdopen", "FileIO"):
            ours = node.args[:1] if owner and owner not in ("io", "os", "codecs", "gzip", "fsspec") else node.args[1:]
            given = [*ours, *(one.value for one in node.keywords if one.arg in ("mode", "flags"))]
            modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if any(set(mode) & set("wax+") and set(mode) <= set("rwaxbt+") for mode in modes):
                yield name


def test_nothing_else_in_the_program_writes_files(root: Path) -> None:
    found = {
        f"{path.relative_to(root / 'generator').as_posix()} {call}"
        for path in (root / "generator").rglob("*.py")
        for call in writing_calls(path.read_text(encoding="utf-8"))
    }
    assert {one for one in found if one.split()[0] not in ALLOWED and one not in ALLOWED} == set()
    assert {one for one in ALLOWED if " " in one} <= found, "an exception that nobody needs any more"


@pytest.mark.parametrize(
    "code",
    [
        "path.write_text('x')",
        "open('x', 'w')",
        "open('x', mode='ab')",
        "path.open('r+')",
        "os.replace(a, b)",
        "temporary.replace(path)",
        "shutil.copyfile(a, b)",
        "archive.extractall(folder)",
        "io.open('x', 'x')",
    ],
)
def test_the_search_for_writers_finds_each_way_to_write(code: str) -> None:
    assert list(writing_calls(code))


@pytest.mark.parametrize(
    "code", ["text.replace('a', 'b')", "open('x')", "path.open('rb')", "replace(value, a=1)", "x.split('w')"]
)
def test_the_search_for_writers_passes_over_reading(code: str) -> None:
    assert not list(writing_calls(code))
