"""Every mistake of a template keeper gets its own message: file, line, text and remedy, and nothing is written."""

from __future__ import annotations

import pickle
import re
import shutil
from pathlib import Path

import pytest
import yaml

from generator.build import check
from generator.cli import main
from generator.errors import GongkaiError
from tests.conftest import ROOT

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "broken").iterdir())
SHILI = ROOT / "data_examples" / "shili" / "2023"
PACKS = "、".join(sorted(path.parent.name for path in (ROOT / "templates").glob("*/pack.yaml")))
EXPECTED: dict[str, str] = {
    name: text.replace("{现有}", PACKS)
    for name, text in yaml.load((HERE / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items()
}
WITH = {"绕圈继承甲": ("绕圈继承乙",), "绕圈继承乙": ("绕圈继承甲",)}
LINELESS = {"缺少设置", "设置编码不对"}
UNSEEN = {
    *("乘出长文字", "乘方", "百分号拼字", "文字翻倍", "宏翻倍", "循环太多", "绕圈包含", "自己包含自己"),
    *("图里没有金额", "没有的图", "属性里有金额", "表格缺格"),
    *("多了收尾标签", "放错地方的标签", "文字没有标签"),
}
"""What only a build tells: what a template does too often, what a figure makes of it, tags against each other."""
CHECKED: dict[str, str] = yaml.load((HERE / "checked.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
"""Packs that `packs --check` alone finds fault with, and all that it says of them."""
STATIC = sorted(set(EXPECTED) - UNSEEN)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The case's pack, and those it needs, in a folder of its own."""
    name: str = request.param
    for one in (name, *WITH.get(name, ())):
        shutil.copytree(HERE / "broken" / one, tmp_path / "packs" / one)
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    monkeypatch.chdir(tmp_path)
    return name


def all_cases(names: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("installed", names, ids=names, indirect=True)


def test_there_are_many_broken_packs_and_each_has_its_message() -> None:
    assert len(CASES) >= 60
    assert set(CASES) == {*EXPECTED, *CHECKED}
    assert len(CHECKED) >= 30
    assert not set(EXPECTED) & set(CHECKED)


@all_cases(sorted(EXPECTED))
def test_a_build_with_a_broken_pack_says_exactly_this_and_writes_nothing(
    installed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["build", str(SHILI), "-t", installed, "-f", "txt,xlsx", "-o", "out"])
    shown = capsys.readouterr()
    assert shown.err == f"{SHILI}：没有生成\n{EXPECTED[installed]}"
    assert shown.out == ""
    assert status == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_message_names_file_line_and_remedy(name: str) -> None:
    lines = EXPECTED[name].splitlines()
    places = [line for line in lines if not line.startswith("    ")]
    assert places
    assert sum(line.startswith("    改法：") for line in lines) == len(places)
    for place in places:
        assert place.startswith(tuple({name, *WITH.get(name, ())}))
        assert re.match(r"[^：]+?/[^：]+?:\d+(:\d+)?：", place) or name in LINELESS


@all_cases(["属性值不对", "没有的名字", "设置写坏", "表样没有的金额"])
def test_a_mistake_survives_the_way_from_a_worker_process(installed: str) -> None:
    with pytest.raises(GongkaiError) as caught:
        check(SHILI, [installed])
    assert str(pickle.loads(pickle.dumps(caught.value))) == EXPECTED[installed].rstrip("\n")


@pytest.mark.slow
@all_cases(STATIC)
def test_packs_check_finds_it_without_data(installed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", installed, "--check"]) in (1, 2)
    shown = capsys.readouterr()
    found = [line for line in (shown.out + shown.err).splitlines() if line.startswith(EXPECTED[installed].split("/")[0])]
    assert _line(EXPECTED[installed].splitlines()[0]) in [_line(line) for line in found]


def _line(message: str) -> str:
    """File and line of a message."""
    return ":".join(message.split("：")[0].split(":")[:2])


@pytest.mark.slow
@all_cases(sorted(CHECKED))
def test_packs_check_says_exactly_this(installed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", installed, "--check"]) == 1
    assert capsys.readouterr().out == CHECKED[installed]


@pytest.mark.slow
def test_packs_check_finds_nothing_in_any_shipped_pack(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    names = sorted(path.parent.name for path in (root / "templates").glob("*/pack.yaml"))
    assert len(names) >= 11
    assert main(["packs", "--check"]) == 0
    assert sorted(capsys.readouterr().out.splitlines()) == [f"{name}：没有问题" for name in names]


def test_packs_check_names_every_mistake_of_a_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "packs" / "多处"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("名称: 多处\n文件名: 多处\n标题: 多处\n正文: 正文.html\n", encoding="utf-8")
    lines = ("<part>甲</part>", "<dvi>乙</dvi>", '<p style="x">{{ 年度|万圆 }}</p>', "<p role=正文>丙</p>")
    body = "\n".join((*lines, '{% include "没有.html" %}', "<p>1<2</p>", ""))
    (folder / "正文.html").write_text(body, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    assert main(["packs", "多处", "--check"]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("多处/")]
    assert found == [
        "多处/正文.html:2：没有 <dvi> 这个标签",
        "多处/正文.html:3：<p> 没有属性 style",
        "多处/正文.html:3：没有“万圆”这个过滤器，最接近的是“万元”",
        "多处/正文.html:4：标签写得不对：“<p role=正文>”",
        "多处/正文.html:5：找不到模板“没有.html”",
        "多处/正文.html:6：标签写得不对：“<2”",
    ]


def test_one_broken_pack_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(HERE / "broken" / "设置写坏", tmp_path / "packs" / "设置写坏")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    assert main(["packs"]) == 0
    titles = dict(line.split("\t")[:2] for line in capsys.readouterr().out.splitlines())
    assert titles["设置写坏"] == "读不出：写法不对"
    assert titles["sichuan-juesuan"] == "部门决算编制的说明（四川）"
