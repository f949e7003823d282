"""Characters that nobody sees are refused where they stand, typed as they are or by an escape, in keys and values."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.intake.collector import Collector
from generator.intake.yaml.reader import read
from generator.intake.yaml.textfile import INVISIBLE, hidden_in_expression

UNSEEN = [
    "\x01",
    "\0",
    "\x1b",
    "\x7f",
    "\x85",
    "\xad",
    "\u061c",
    "\u180e",
    "\u200b",
    "\u200e",
    "\u202e",
    "\u2028",
    "\u2060",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\ufff9",
    "\uffff",
    "\ufffe",
    "\U0001ffff",
    "\U000e0041",
]
SEEN = ["\u3000", "\xa0", "〇", "𠮷", "葛\U000e0100", "①", "℃", "—", "\u2013", "…", "·", "é", "\ue000"]


def problems_of(folder: Path, text: str) -> list[tuple[int, int, str, str]]:
    file = folder / "数据.yaml"
    file.write_bytes(text.encode())
    problems = Collector()
    read(file, problems)
    return [(error.line, error.column, error.message, error.remedy) for error in problems.errors]


def escapes(char: str) -> list[str]:
    number = ord(char)
    return [
        f"\\U{number:08X}",
        *([f"\\u{number:04x}"] if number < 0x10000 else []),
        *([f"\\x{number:02X}"] if number < 0x100 else []),
    ]


@pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"{ord(char):X}")
def test_an_escape_is_refused_where_it_stands(tmp_path: Path, char: str) -> None:
    for escape in escapes(char):
        text = f'年度: 2023\n部门:\n  全称: "示例县{escape}水利局"\n'
        assert problems_of(tmp_path, text) == [
            (3, 11, f"用转义写进了看不见的字符（U+{ord(char):04X}）", "删去反斜杠和它后面的编号")
        ]
        assert problems_of(tmp_path, f'"年{escape}度": 2023\n')[0][:3] == (1, 3, f"用转义写进了看不见的字符（U+{ord(char):04X}）")


@pytest.mark.parametrize(
    ("escape", "number"),
    [("0", 0), ("a", 7), ("b", 8), ("v", 11), ("f", 12), ("r", 13), ("e", 27), ("N", 0x85), ("L", 0x2028), ("P", 0x2029)],
)
def test_a_named_escape_is_refused_too(tmp_path: Path, escape: str, number: int) -> None:
    found = problems_of(tmp_path, f'部门: {{全称: "局", 简称: "\\t局\\{escape}"}}\n')
    assert found == [(1, 23, f"用转义写进了看不见的字符（U+{number:04X}）", "删去反斜杠和它后面的编号")]


def test_in_a_text_of_several_lines_the_line_of_the_escape_is_named(tmp_path: Path) -> None:
    text = '文字:\n  职责: "第一行\\\\x01，\n    第二行，\n    第三\\u202E行"\n'
    assert problems_of(tmp_path, text)[0][:3] == (4, 7, "用转义写进了看不见的字符（U+202E）")


@pytest.mark.parametrize("char", [char for char in UNSEEN if char not in "\x85\u2028\ufeff"], ids=lambda char: f"{ord(char):X}")
def test_the_character_itself_is_refused_where_it_stands(tmp_path: Path, char: str) -> None:
    found = problems_of(tmp_path, f"年度: 2023\n部门:\n  全称: 示例县{char}水利局\n")
    assert found == [(3, 10, f"有看不见的字符（U+{ord(char):04X}）", "把它前后几个字删去重新输入")]


@pytest.mark.parametrize("char", SEEN, ids=lambda char: f"{ord(char[-1]):X}")
def test_what_is_seen_is_accepted(tmp_path: Path, char: str) -> None:
    assert problems_of(tmp_path, f"年度: 2023\n部门:\n  全称: 示例县{char}水利局\n") == []
    assert not INVISIBLE.search(char)


def test_a_backslash_that_is_no_escape_is_text(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "文字: 路径\\x01，'单引号\\u202E'\n其他: '单引号\\u202E'\n其他二: \"两个\\\\u202E\"\n") == []


REMEDY = "删去反斜杠和它后面的编号"


@pytest.mark.parametrize("char", UNSEEN, ids=lambda char: f"{ord(char):X}")
def test_an_escape_in_an_expression_is_refused_where_it_stands(tmp_path: Path, char: str) -> None:
    message = f"{{{{ }}}} 里用转义写进了看不见的字符（U+{ord(char):04X}）"
    for escape in escapes(char):
        plain = f"文字:\n  职责: 参保{{{{ 年度 ~ '{escape}' }}}}人\n"
        assert problems_of(tmp_path, plain) == [(2, 18, message, REMEDY)]
        block = f"文字:\n  职责: |\n    第一行\n    第二行{{{{ '{escape}' }}}}\n"
        assert problems_of(tmp_path, block) == [(4, 12, message, REMEDY)]
    quoted = f"文字:\n  职责: \"共{{{{ '\\{escapes(char)[0]}' }}}}人\"\n"
    assert problems_of(tmp_path, quoted)[0][1:3] == (14, message)


@pytest.mark.parametrize("escape", ["\\0", "\\33", "\\177", "\\a", "\\r", "\\v", "\\N{NULL}", "\\N{ZERO WIDTH SPACE}"])
def test_octal_and_named_escapes_of_an_expression_are_refused_too(escape: str) -> None:
    found = hidden_in_expression(f"甲{{{{ 年度 }}}}乙{{{{ '一{escape}' }}}}")
    assert found is not None
    assert found[0] in (escape, "\\N{NULL}")


@pytest.mark.parametrize(
    "text",
    [
        "路径 C:\\x01\\u202e",
        "{{ 年度 }}\\x01",
        r"{{ '\n\t\u4e2d\\x01' }}",
        r"{{ '\q\400\N{no such}\x1' }}",
        r"{{ '\U99999999' }}",
        r"{{ '\x01' ",
        "\\x01 }}",
    ],
)
def test_what_makes_no_invisible_character_is_let_through(text: str) -> None:
    assert hidden_in_expression(text) is None
