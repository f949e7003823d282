"""Expressions inside a clerk's text: live figures with their source; slips named at the line of the data file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import make_document, read
from generator.document.blocks import Paragraph, text_of
from generator.errors import DataError
from generator.packs import load_pack
from tests.conftest import ROOT

SHILI = ROOT / "data_examples" / "shili" / "2023"
REASON = "居民医保财政补助标准提高，新录用人员增加，收支规模随之扩大"


@pytest.fixture
def with_reason(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Builds the example with another 总计变动原因; gives the sentence that prints it."""

    def build(text: str) -> str:
        folder = tmp_path / "2023"
        shutil.copytree(SHILI, folder)
        file = folder / "文字.yaml"
        source = file.read_text(encoding="utf-8")
        assert source.count(REASON) == 1
        file.write_text(source.replace(REASON, text), encoding="utf-8")
        figures, _ = read(folder)
        document, _ = make_document(load_pack("tongyong-juesuan"), figures)
        texts = [text_of(b.runs) for b in document.blocks() if isinstance(b, Paragraph)]
        return next(text for text in texts if "收、支总计" in text)

    return build


def slip(build, text: str) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError) as caught:
        build(text)
    error = caught.value
    assert Path(error.file).name == "文字.yaml"
    assert error.path == "文字.总计变动原因"
    return f"{error.line} {error.message} ／ {error.remedy}"


LINE = (SHILI / "文字.yaml").read_text(encoding="utf-8").split(REASON)[0].count("\n") + 1


def test_a_figure_in_a_text_is_live(with_reason) -> None:  # type: ignore[no-untyped-def]
    sentence = with_reason("收入为{{ 本年收入合计|万元 }}，救助{{ 数据.救助人次 }}人次。")
    assert sentence.endswith("主要变动原因是收入为2496.16万元，救助23108人次。")


def test_a_text_may_hold_what_looks_like_markup(with_reason) -> None:  # type: ignore[no-untyped-def]
    assert with_reason("'“A<B”和 # * | 都是普通字，a & b'").endswith("“A<B”和 # * | 都是普通字，a & b。")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ 数据.救助人数 }}", "“{{ 数据.救助人数 }}”：“数据”里没有“救助人数”，最接近的是“救助人次” ／ 改成数据里有的名字"),
        ("{{ 收支合计|万元 }}", "“{{ 收支合计|万元 }}”：没有“收支合计”这个名字，最接近的是“收支总计” ／ 改成数据里有的名字"),
        ("{{ 部门.全称|万元 }}", "“{{ 部门.全称|万元 }}”：“万元”前面不是数，是“示例县医疗保障局” ／ 核对这一行的过滤器和参数"),
        ("{{ 收支总计| }}", "“{{ 收支总计| }}”写得不对 ／ 写成 {{ 名字 }} 或 {{ 名字|万元 }}"),
        ("{{ 文字.__class__ }}", "“{{ 文字.__class__ }}”：模板里不能取“.__class__” ／ 模板只能读数据的字段"),
        ("{% if 1 %}一{% endif %}", "文字里只能写 {{ 名字 }}，不能写 {% 或 {# ／ 改成 {{ }} 或普通文字"),
        ("{# 说明 #}", "文字里只能写 {{ 名字 }}，不能写 {% 或 {# ／ 改成 {{ }} 或普通文字"),
        ("见{{ 文字.总计变动原因 }}", "文字里的 {{ }} 绕了一圈又引用到自己 ／ 去掉循环的引用"),
    ],
)
def test_a_slip_in_a_text_is_named_at_its_line_in_the_data(text: str, message: str, with_reason) -> None:  # type: ignore[no-untyped-def]
    assert slip(with_reason, f"'{text}'") == f"{LINE} {message}"


def test_an_unknown_filter_in_a_text_lists_the_filters(with_reason) -> None:  # type: ignore[no-untyped-def]
    said = slip(with_reason, "'{{ 收支总计|万圆 }}'")
    assert said.startswith(
        f"{LINE} “{{{{ 收支总计|万圆 }}}}”：没有“万圆”这个过滤器，最接近的是“万元” ／ 可用的过滤器：万元、金额、"
    )


def test_the_line_of_a_slip_is_that_of_its_paragraph(with_reason) -> None:  # type: ignore[no-untyped-def]
    text = "|\n    第一段。\n\n    第二段{{ 数据.没有这个 }}。"
    assert slip(with_reason, text).startswith(f"{LINE + 3} “{{{{ 数据.没有这个 }}}}”：“数据”里没有“没有这个”")
