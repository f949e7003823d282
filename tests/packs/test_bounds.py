"""What a pack or a text may use up is bounded: time, memory, length; and neither reads files or sees the program's own names."""

from __future__ import annotations

import os
import shutil
import time
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest

from generator.build import check
from generator.cli import main
from generator.errors import GongkaiError
from tests.conftest import ROOT

SHILI = ROOT / "data_examples" / "shili" / "2023"
SECONDS = 20.0
MEBIBYTES = 250


def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, name: str = "甲") -> str:
    folder = tmp_path / "packs" / name
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(f"名称: {name}\n文件名: {name}\n标题: {name}\n正文: 正文.html\n", encoding="utf-8")
    (folder / "正文.html").write_text(f"<part>甲</part>\n{body}\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    return name


def said(source: Path, packs: list[str]) -> str:
    """What a check of a source says instead of an answer, within the bound on time."""
    begin = time.process_time()
    with pytest.raises(GongkaiError) as caught:
        check(source, packs)
    assert time.process_time() - begin < SECONDS
    return str(caught.value)


TEMPLATES = {
    "squares": ("{% set ns = 99999 %}" + "{% set ns = ns * ns %}" * 26 + "<p>{{ ns }}</p>", "算出的数太大"),
    "sums": ("{% set a = 9 %}" + "{% set a = a * 9 + a %}" * 900 + "<p>{{ a }}</p>", "算出的数太大"),
    "many long texts": (
        "{% set a = '一二三四五六七八' %}"
        + "{% set a = a ~ a %}" * 15
        + "".join(f"{{% set b{n} = a ~ '{n}' %}}" for n in range(600)),
        "连接出的内容太长",
    ),
    "one long join": (
        "{% set a = '一二三四五六七八' %}" + "{% set a = a ~ a %}" * 15 + "{{ " + " ~ ".join(["a"] * 400) + " }}",
        "连接出的内容太长",
    ),
    "a long list of names": (
        "{% set a = '一二三四五六七八' %}" + "{% set a = a ~ a %}" * 15 + "<p>{{ [" + "a," * 400 + "]|顿号 }}</p>",
        "太长，已停下",
    ),
    "lists": ("{% set a = [1, 2, 3, 4] %}" + "{% set a = a + a %}" * 30, "连接出的内容太长"),
    "literal text": (
        "{% set l = [1,2,3,4,5,6,7,8,9] + [0] %}{% for x in l %}{% for y in l %}{% for z in l %}<p>"
        + "字" * 20000
        + "</p>{% endfor %}{% endfor %}{% endfor %}",
        "印出的内容太长",
    ),
    "a macro's text": (
        "{% macro 段() %}<p>"
        + "字" * 50000
        + "</p>{% endmacro %}{% for x in 全部支出项 %}{% for y in 全部支出项 %}{{ 段() }}{% endfor %}{% endfor %}",
        "印出的内容太长",
    ),
    "loops over constants": (
        "".join(f"{{% for x{n} in '{'一' * 60}' %}}" for n in range(4)) + "<p>甲</p>" + "{% endfor %}" * 4,
        "循环次数太多",
    ),
    "the ledger": ("<p>{{ _账 }}</p>", "没有“_账”这个名字"),
    "the pack": ("{% set x = _包 %}<p>{{ x.chain }}</p>", "没有“_包”这个名字"),
    "a function": ("<p>{{ 柱状图 }}</p>", "这里要印的不是一个值"),
    "a function as plain text": ('<table title="{{ 饼状图|纯文本 }}"></table>', "这里要印的不是一个值"),
    "a function in a join": ('<p>{{ 柱状图 ~ "" }}</p>', "这里要印的不是一个值"),
    "a macro": ("{% macro 段() %}甲{% endmacro %}<p>{{ 段 }}</p>", "这里要印的不是一个值"),
    "a loop": ("{% for x in [1] %}<p>{{ loop }}</p>{% endfor %}", "这里要印的不是一个值"),
    "a function before a filter": ("<p>{{ 柱状图|万元 }}</p>", "“万元”前面不是数，是函数或宏"),
    "a node before a filter": ("<p>{{ 三公|万元 }}</p>", "“万元”前面不是数，是一组字段"),
}


@pytest.mark.parametrize("name", ["many long texts", "one long join", "lists"])
def test_a_template_keeps_within_the_memory_of_a_report(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = pack(tmp_path, monkeypatch, TEMPLATES[name][0])
    tracemalloc.start()
    try:
        said(SHILI, [one])
        assert tracemalloc.get_traced_memory()[1] < MEBIBYTES * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_stopped_with_its_file_and_line(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body, expected = TEMPLATES[name]
    text = said(SHILI, [pack(tmp_path, monkeypatch, body)])
    assert expected in text
    assert text.startswith("甲/正文.html:2：")
    assert "0x" not in text
    assert "generator" not in text


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_a_pack_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "秘密.html"
    secret.write_text("<p>芝麻开门</p>", encoding="utf-8")
    name = pack(tmp_path, monkeypatch, '{% include "外面.html" %}')
    (tmp_path / "packs" / name / "外面.html").symlink_to(secret)
    text = said(SHILI, [name])
    assert "甲/正文.html:2：模板“外面.html”是通到模板包外面的链接，不读" in text
    assert "芝麻" not in text
    (tmp_path / "packs" / name / "外面.html").unlink()
    (tmp_path / "packs" / name / "内").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "packs" / name / "正文.html").write_text('{% include "内/秘密.html" %}', encoding="utf-8")
    assert "链接，不读" in said(SHILI, [name])


def sparse(file: Path) -> None:
    """A file of 20 GB that takes no room."""
    with file.open("wb") as made:
        made.truncate(20 << 30)


MONSTERS = {
    "20 GB": (sparse, "超过2MB"),
    "pipe": (lambda file: os.mkfifo(file), "这是设备或管道，不是文件"),
    "device": (lambda file: file.symlink_to("/dev/zero"), "链接，不读"),
    "folder": (lambda file: file.mkdir(), "文件夹"),
}


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders on Windows")
@pytest.mark.parametrize("name", MONSTERS)
def test_a_template_that_is_no_file_of_its_size_is_reported_and_not_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, expected = MONSTERS[name]
    own = pack(tmp_path, monkeypatch, '{% include "部件.html" %}')
    folder = tmp_path / "packs" / own
    make(folder / "部件.html")
    text = said(SHILI, [own])
    assert text.startswith("甲/正文.html:2：")
    assert "部件.html" in text
    assert expected in text
    (folder / "正文.html").unlink()
    (folder / "部件.html").rename(folder / "正文.html")
    whole = said(SHILI, [own])
    assert "正文.html" in whole
    assert expected in whole
    assert main(["packs", "--check", own]) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["pack.yaml", "tables/T01.yaml", "styles/花边.yaml", "名词.yaml"])
def test_no_file_of_a_pack_may_be_a_link_out_of_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "packs" / "乙"
    folder.mkdir(parents=True)
    settings = "名称: 乙\n继承: tongyong-juesuan\n文件名: 乙\n标题: 乙\n版式: 花边\n公开表: [T01]\n"
    (folder / "pack.yaml").write_text(settings, encoding="utf-8")
    (folder / "styles").mkdir()
    (folder / "styles" / "花边.yaml").write_text("名称: 花边\n继承: 公开\n", encoding="utf-8")
    outside = tmp_path / "外面.yaml"
    outside.write_text("芝麻开门: [\n", encoding="utf-8")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(SHILI), "-t", "乙", "-f", "html", "-o", "out"]) == 2
    with pytest.raises(GongkaiError) as caught:
        from generator.build import Options, build

        build(SHILI, Options(("乙",), ("html",), tmp_path / "out", draft=True))
    assert f"乙/{name}：这是通到模板包外面的链接，不读" in str(caught.value)


def test_a_name_in_a_pack_leads_out_of_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = pack(tmp_path, monkeypatch, "<p>甲</p>")
    file = tmp_path / "packs" / name / "pack.yaml"
    plain = file.read_text(encoding="utf-8")
    (tmp_path / "packs" / "外.yaml").write_text("芝麻: 开门\n", encoding="utf-8")
    for line in ("版式: ../../外", "继承: ../外", "公开表: [../../外]"):
        file.write_text(plain + line + "\n", encoding="utf-8")
        with pytest.raises(GongkaiError) as caught:
            check(SHILI, [name])
        assert "芝麻" not in str(caught.value)
        assert "甲/pack.yaml:5" in str(caught.value)


def texts(tmp_path: Path, more: dict[str, str]) -> Path:
    """A copy of an example with texts under 补充."""
    source = tmp_path / "示例" / "2023"
    shutil.copytree(SHILI, source)
    lines = "".join(f"    {name}: {text!r}\n" for name, text in more.items())
    (source / "补充.yaml").write_text(f"文字:\n  补充:\n{lines}", encoding="utf-8")
    return source


def test_texts_that_name_one_another_many_times_are_stopped(tmp_path: Path) -> None:
    """Twelve texts of which each names the next ten times would print ten thousand million words."""
    names = [f"甲{n}" for n in range(12)]
    more = {name: f"{{{{ 文字.补充.{below} }}}}，" * 10 for name, below in pairwise(names)}
    text = said(texts(tmp_path, {**more, names[-1]: "终。"}), ["tongyong-juesuan"])
    assert "循环次数太多，已停下" in text or "太长，已停下" in text
    assert "补充.yaml:" in text


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("_账", "没有“_账”这个名字"),
        ("_包.chain", "没有“_包”这个名字"),
        ("柱状图", "文字里没有“柱状图”这个名字"),
        ('饼状图("甲", 支出项)', "文字里没有“饼状图”这个名字"),
        ("年度()", "文字里不能这样调用"),
        ("三公", "这里要印的是一组字段"),
    ],
)
def test_a_text_sees_values_and_filters_and_nothing_else(tmp_path: Path, expression: str, expected: str) -> None:
    text = said(texts(tmp_path, {"甲": "一句话{{ " + expression + " }}。"}), ["tongyong-juesuan"])
    assert expected in text
    assert "补充.yaml:3" in text
    assert "0x" not in text


def test_open_marks_take_no_more_time_than_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = time.process_time()
    assert check(texts(tmp_path, {"甲": "{{" * 40000}), ["tongyong-juesuan"])
    assert said(SHILI, [pack(tmp_path, monkeypatch, "{{" * 40000)]).startswith("甲/")
    assert time.process_time() - begin < SECONDS
