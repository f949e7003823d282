"""Every mistake of a clerk gets its own message: the exact text that the user sees, place and remedy included."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import yaml

from generator.errors import DataError, GongkaiError, Problems
from generator.intake import load
from generator.intake.yaml import nodes

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))
EXPECTED = yaml.load((HERE / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
GOOD = (HERE / "good.yaml").read_text(encoding="utf-8")


def message_of(path: Path) -> str:
    with pytest.raises(GongkaiError) as caught:
        load(path)
    return str(caught.value)


@pytest.fixture
def in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_many_broken_files_and_each_has_its_message() -> None:
    assert len(BAD) >= 40
    assert {path.stem for path in BAD} == set(EXPECTED)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_broken_file_gives_exactly_this_message(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    assert message_of(Path(path.name)) == EXPECTED[path.stem].rstrip("\n")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_problem_names_file_and_remedy_in_chinese_and_survives_pickling(path: Path) -> None:
    with pytest.raises(Problems) as caught:
        load(path)
    for error in caught.value.errors:
        assert isinstance(error, DataError)
        assert error.file == str(path)
        assert error.line >= 1 or path.stem == "空文件"
        assert error.remedy
        assert any("\u4e00" <= c <= "\u9fff" for c in error.message)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_without_the_c_parser_a_broken_file_is_refused_as_well(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "Loader", yaml.SafeLoader)
    with pytest.raises(Problems) as caught:
        load(path)
    expected_lines = {line.split(":")[1] for line in EXPECTED[path.stem].splitlines() if line.startswith(f"{path.name}:")}
    assert {str(error.line) for error in caught.value.errors if error.line} == expected_lines


def test_a_gbk_file_is_reported_how_to_be_saved(in_tmp: Path) -> None:
    Path("数据.yaml").write_bytes("# x\n年度: 2023\n".encode("gbk"))
    assert message_of(Path("数据.yaml")) == (
        "数据.yaml:2:1：文件是 GBK（记事本里叫“ANSI”）编码，不是 UTF-8\n"
        "    年度: 2023\n"
        "    改法：用记事本打开，选“另存为”，编码选“UTF-8”，保存后再试"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_utf16_file_is_reported_how_to_be_saved(in_tmp: Path, encoding: str) -> None:
    Path("数据.yaml").write_bytes(GOOD.encode(encoding))
    assert message_of(Path("数据.yaml")) == (
        "数据.yaml:1:1：文件是 UTF-16（记事本里叫“Unicode”）编码，不是 UTF-8\n"
        "    改法：用记事本打开，选“另存为”，编码选“UTF-8”，保存后再试"
    )


def test_bytes_of_no_encoding_are_refused_where_they_start(in_tmp: Path) -> None:
    Path("数据.yaml").write_bytes("年度: 2023\n金额".encode() + b"\xff\xff\xff\x00")
    assert message_of(Path("数据.yaml")) == (
        "数据.yaml:2:3：从这里起不是 UTF-8 文字\n"
        "    改法：文件可能损坏，或不是文本文件；用记事本打开，选“另存为”，编码选“UTF-8”，保存后再试"
    )


def test_a_nul_is_named_with_its_place(in_tmp: Path) -> None:
    Path("数据.yaml").write_text(GOOD.replace("简称: 县医保局", "简称: 县\0医保局"), encoding="utf-8")
    assert message_of(Path("数据.yaml")).startswith("数据.yaml:7:8：有看不见的字符（U+0000）\n")


def test_a_file_over_the_limit_is_refused_unread(in_tmp: Path) -> None:
    Path("数据.yaml").write_bytes(b"#" * (4 * 1024 * 1024 + 1))
    assert message_of(Path("数据.yaml")) == (
        "数据.yaml：文件超过4MB\n    改法：一个部门一年的数据不会这样大；检查是否放错了文件，或分成几个文件"
    )


def test_a_missing_file_is_named(in_tmp: Path) -> None:
    assert message_of(Path("没有.yaml")) == "没有.yaml：没有这个文件\n    改法：检查文件名和文件夹是否写对"


def test_a_folder_without_data_files_is_named(in_tmp: Path) -> None:
    Path("空").mkdir()
    assert message_of(Path("空")) == ("空：文件夹里没有数据文件（.yaml）\n    改法：检查路径；新数据可用 gongkai new 生成")


def test_a_real_alias_bomb_is_refused_at_once_and_briefly(in_tmp: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    Path("数据.yaml").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(Problems) as caught:
        load(Path("数据.yaml"))
    refused = [error for error in caught.value.errors if "锚点" in error.message or "引用" in error.message]
    assert 1 <= len(refused) <= 5


def test_too_many_nodes_are_refused(in_tmp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_NODES", 10)
    Path("数据.yaml").write_text(GOOD, encoding="utf-8")
    assert "文件里的内容超过10项" in message_of(Path("数据.yaml"))
