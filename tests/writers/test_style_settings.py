"""A style says only what a style may say: every other value is an error with its line, and none of it reaches a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.errors import GongkaiError
from generator.writers.charts.shades import DEFAULT, shade
from generator.writers.fonts.find import css_string
from generator.writers.style import load_style
from tests.conftest import ROOT

SHARED = ROOT / "templates" / "styles"
CASES = {
    "西文替补: ['x\"</style><script>alert(1)</script>']": "“西文替补”不是字体名",
    "字体: {宋体: {中文: '宋\";}', 西文: Arial, 替补: [宋体]}}": "“中文”不是字体名",
    "字体: {宋体: {中文: 宋体, 西文: Arial, 替补: 宋体}}": "“替补”应是一列",
    "字体: {'宋 { }': {中文: 宋体, 西文: Arial, 替补: [宋体]}}": "“字体的名称”不是一个词",
    "页码: {样式: '\"; } body { display: none', 奇偶不同: 否}": "“样式”不是页码的样式",
    "页码: {样式: '第页', 奇偶不同: 否}": "“样式”不是页码的样式",
    "页码: {样式: '{页}', 奇偶不同: 也许}": "“奇偶不同”应是“是”或“否”",
    "图: {宽: 150, 高: 72, 颜色: ['red\"/><script/>']}": "“颜色”不是颜色",
    "图: {宽: 150, 高: 72, 颜色: [404040]}": "“颜色”不是颜色",
    "图: {宽: 1e400, 高: 72}": "“宽”应是 20 到 1000 的数",
    "角色: {正文: {字号: 16pt}}": "“字号”应是 4 到 120 的数，不是“16pt”",
    "角色: {正文: {字号: .nan}}": "“字号”应是",
    "角色: {正文: {行距: [1]}}": "“行距”应是",
    "角色: {正文: {对齐: 居中}}": "“对齐”不能是“居中”",
    "角色: {正文: 大}": "“正文”应是一组设置",
    "角色: {'甲, body': {字体: 宋体, 字号: 9}}": "“角色的名称”不是一个词",
    "角色: {正文: {字体: 草书}}": "角色“正文”的字体“草书”没有列在“字体”里",
    "角色: {新: {字体: 宋体}}": "角色“新”没有“字号”",
    "页面: {宽: 210mm}": "“宽”应是 50 到 1200 的数",
    "页面: {左: 120, 右: 80}": "页面的宽减去页边不到20毫米",
    "页边: {左: 1}": "“版式”里没有“页边”这项设置",
    "表格线: {外框: 一}": "“外框”应是 0 到 10 的数",
    "正文字距: [0]": "“正文字距”应是",
    "继承: ../../x": "“继承”不是一个名称",
    "- 甲": "版式文件应是一组设置",
}


def written(folder: Path, lines: str) -> Path:
    own = "" if lines.startswith(("继承", "-")) else "继承: 公开\n"
    file = folder / "新版式.yaml"
    file.write_text(f"{own}{lines}\n" if lines[0] == "-" else f"名称: 新版式\n{own}{lines}\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("lines", CASES)
def test_a_wrong_setting_of_a_style_is_an_error_with_its_file_and_line(tmp_path: Path, lines: str) -> None:
    with pytest.raises(GongkaiError) as caught:
        load_style(written(tmp_path, lines), [SHARED])
    said = str(caught.value)
    assert CASES[lines] in said
    assert "新版式.yaml" in said
    assert "改法：" in said
    assert "\n    改法" in said


def test_packs_check_and_build_both_name_the_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "packs" / "我省"
    (pack / "styles").mkdir(parents=True)
    (pack / "pack.yaml").write_text("名称: 我省决算\n继承: tongyong-juesuan\n文件名: 我省\n版式: 花边\n", encoding="utf-8")
    (pack / "styles" / "花边.yaml").write_text("名称: 花边\n继承: 公开\n角色:\n  正文: {字号: 三号}\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    monkeypatch.chdir(tmp_path)
    assert main(["packs", "我省", "--check"]) == 1
    line = "我省/styles/花边.yaml:4：“字号”应是 4 到 120 的数，不是“三号”"
    assert line in capsys.readouterr().out
    assert main(["build", str(ROOT / "data_examples/shili/2023"), "-t", "我省", "-f", "html", "-o", "out"]) == 2
    assert line in capsys.readouterr().err


def test_every_shipped_style_is_right() -> None:
    for file in [*SHARED.glob("*.yaml"), *(ROOT / "templates").glob("*/styles/*.yaml")]:
        assert load_style(file, [SHARED]).roles


def test_a_text_ends_where_its_string_in_a_sheet_ends() -> None:
    assert css_string('a"b\\c</style>\n') == '"a\\22 b\\5c c\\3c /style\\3e \\a "'
    assert css_string("仿宋_GB2312") == '"仿宋_GB2312"'


def test_a_fill_is_six_digits_whatever_the_style_says() -> None:
    assert shade(('red"/><script/>',), 0) == DEFAULT
