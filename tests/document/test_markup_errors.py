"""What is not in the vocabulary is an error: exact words, the template's file and line, all of them in one run."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.blocks import Cell, Run, Section
from generator.document.grid import GridError, lay_out, placed
from generator.document.markup import parse
from generator.document.vocabulary import ROLES, VALUES, VOCABULARY
from generator.errors import DocumentError, GongkaiError, Problems

AT = 'at="包/正文.html:7"'


def said(markup: str) -> str:
    with pytest.raises(GongkaiError) as caught:
        parse(markup)
    errors = caught.value.errors if isinstance(caught.value, Problems) else [caught.value]
    assert all(isinstance(error, DocumentError) and error.remedy for error in errors)
    return "\n".join(f"{error.file}:{error.line} {error.message}" for error in errors)


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (f"<dvi {AT}>甲</dvi>", "没有 <dvi> 这个标签"),
        (f"<P {AT}>甲</P>", "没有 <P> 这个标签"),
        (f"<p {AT}><i>甲</i></p>", "没有 <i> 这个标签"),
        (f'<p {AT} style="x">甲</p>', "<p> 没有属性 style"),
        (f'<p {AT} role="红头">甲</p>', "没有“红头”这种段落"),
        (f'<h1 {AT} role="红头">甲</h1>', "没有“红头”这种标题"),
        (f"<ol {AT}>甲</ol>", "<ol> 里不能直接写文字：“甲”"),
        (f"<ol {AT}><li>一</li>乙<li>二</li></ol>", "<ol> 里不能直接写文字：“乙”"),
        (f"<ol><p {AT}>甲</p></ol>", "<p> 不能放在 <ol> 里"),
        (f"<p>甲<table {AT}></table></p>", "<table> 不能放在 <p> 里"),
        (f"<section><section {AT}></section></section>", "<section> 不能放在 <section> 里"),
        (f"<p {AT}>甲<b>乙</p>", "标记不配对或写错：<b> 没有收尾，却遇到 </p>"),
        (f"<p {AT}>甲", "标记不配对或写错：<p> 没有收尾"),
        (f"<p {AT}", "标记不配对或写错：标签没有写全，或属性之间缺空格"),
        (f"<p {AT}>甲</p></section>", "标记不配对或写错：多了 </section>"),
        (f'<p {AT} role="<data>1</data>">甲</p>', "标记不配对或写错：属性值里有标签或缺引号"),
        (f"<p {AT} role=正文>甲</p>", "标记不配对或写错：属性值里有标签或缺引号"),
        (f'<p {AT} role="正文" role="注">甲</p>', "标记不配对或写错：属性 role 写了两次"),
        (f"<p {AT}>甲&nbsp;乙</p>", "标记不配对或写错：没有 &nbsp; 这个写法"),
        (f"<p {AT}>甲 & 乙</p>", "标记不配对或写错：“&”要写成 &amp;"),
        (f"<p {AT}>1 < 2</p>", "标记不配对或写错：“<”要写成 &lt;，标签只用小写字母"),
        (f"<p {AT}>甲\x01</p>", "标记不配对或写错：有不能印的控制字符"),
        (f"<w:p {AT}>甲</w:p>", "标记不配对或写错：标签里不能有冒号（w:）"),
        (f"<chart {AT}/>", "<chart> 缺少属性 ref"),
        (f'<chart {AT} ref="c9"/>', "没有“c9”这幅图"),
        (f'<statutory-table {AT} id="T03"/>', "这里不能放公开表"),
        (f'<section {AT} orientation="横"></section>', "orientation 不能是“横”"),
        (f'<h1 {AT} run-in="是">甲</h1>', "run-in 不能是“是”"),
        (f'<ol {AT} level="一"><li>甲</li></ol>', "level 应是 1 到 9 的整数，不是“一”"),
        (f'<contents {AT} levels="0"></contents>', "levels 应是 1 到 5 的整数，不是“0”"),
        (f"<table {AT}></table>", "表格不成形：没有行，或有一行没有单元格"),
        (f"<table {AT}><tbody><tr></tr></tbody></table>", "表格不成形：没有行，或有一行没有单元格"),
        (f'<table {AT} widths="宽"><tbody><tr><td>甲</td></tr></tbody></table>', "表格不成形：widths 应是各列的宽度，不是“宽”"),
        (f'<table {AT} widths="1 1"><tbody><tr><td>甲</td></tr></tbody></table>', "表格不成形：第1行不足2列"),
        (f'<table {AT} widths="1"><tbody><tr><td colspan="2">甲</td></tr></tbody></table>', "表格不成形：第1行的单元格超出了1列"),
        (f'<table {AT}><tbody><tr><td rowspan="2">甲</td></tr></tbody></table>', "表格不成形：最后一行的纵向合并超出了表格"),
        (f'<table><tbody><tr><td {AT} colspan="-1">甲</td></tr></tbody></table>', "colspan 应是 1 到 99 的整数，不是“-1”"),
    ],
)
def test_a_slip_is_named_with_its_file_and_line(markup: str, message: str) -> None:
    assert said(f'<p at="包/正文.html:1">前</p>\n{markup}') == f"包/正文.html:7 {message}"


def test_all_slips_are_named_in_one_run_in_order() -> None:
    markup = '<i at="包/乙.html:3">丙</i><p at="包/甲.html:9" style="">甲</p><p at="包/甲.html:2" class="">乙</p>'
    assert said(markup) == "包/乙.html:3 没有 <i> 这个标签\n包/甲.html:2 <p> 没有属性 class\n包/甲.html:9 <p> 没有属性 style"


def test_an_element_without_its_own_place_takes_that_of_what_it_stands_in() -> None:
    assert said(f"<ol {AT}><li><u>甲</u></li></ol>") == "包/正文.html:7 没有 <u> 这个标签"


def test_the_hundredth_chinese_ordinal_is_refused_with_a_way_out() -> None:
    items = "".join(f'<li at="包/甲.html:{n}">项</li>' for n in range(1, 102))
    lines = said(f'<ol level="2">{items}</ol>').splitlines()
    assert lines == [f"包/甲.html:{n} 同一级超过99个，编不出中文序号" for n in (100, 101)]
    assert len(parse(f'<ol level="3">{items}</ol>')[0].blocks) == 101


def cell(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((Run(text),), colspan=colspan, rowspan=rowspan)


def test_a_grid_shows_where_each_cell_stands() -> None:
    rows = [(cell("甲", rowspan=2), cell("乙", 2)), (cell("丙"), cell("丁"))]
    assert [(r, c, one.text) for r, c, one in placed(rows, 3)] == [(0, 0, "甲"), (0, 1, "乙"), (1, 1, "丙"), (1, 2, "丁")]
    lines = [[(one.cell.text, one.column, one.span, one.merge) for one in line] for line in lay_out(rows, 3)]
    assert lines == [
        [("甲", 0, 1, "restart"), ("乙", 1, 2, "")],
        [("甲", 0, 1, "continue"), ("丙", 1, 1, ""), ("丁", 2, 1, "")],
    ]


@pytest.mark.parametrize(
    ("rows", "message", "row"),
    [
        ([(cell("甲"), cell("乙")), (cell("丙"),)], "第2行不足2列", 1),
        ([(cell("甲", rowspan=2), cell("乙")), (cell("丙"), cell("丁"))], "第2行的单元格超出了2列", 1),
        ([(cell("甲"), cell("乙", rowspan=2)), (cell("丙", 2),)], "第2行的单元格超出了2列", 1),
        ([(cell("甲"), cell("乙", rowspan=3)), (cell("丙"),)], "最后一行的纵向合并超出了表格", 1),
    ],
)
def test_holes_and_overlaps_of_a_grid_are_found(rows: list[tuple[Cell, ...]], message: str, row: int) -> None:
    with pytest.raises(GridError) as caught:
        lay_out(rows, 2)
    assert (str(caught.value), caught.value.row) == (message, row)


TEXT = st.text(max_size=12)
ATTRIBUTES = sorted({name for rule in VOCABULARY.values() for name in rule.attributes} | {"style"})
VALUE = (
    st.sampled_from(["", "yes", "no", "2", "0", "1 1", "T03", "c1", *ROLES, *(v for vs in VALUES.values() for v in vs)]) | TEXT
)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def markup(tag: str, attributes: dict[str, str], parts: list[str]) -> str:
        shown = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f'<{tag} at="包/甲.html:1"{shown}>{"".join(parts)}</{tag}>'

    names = st.sampled_from([*VOCABULARY, "div"])
    return st.builds(
        markup, names, st.dictionaries(st.sampled_from(ATTRIBUTES), VALUE, max_size=2), st.lists(children, max_size=4)
    )


MARKUP = st.lists(st.recursive(TEXT.map(escape), element, max_leaves=12), max_size=4).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP | TEXT)
def test_any_markup_is_read_or_refused_in_chinese(markup: str) -> None:
    try:
        sections = parse(markup)
    except GongkaiError as error:
        errors = error.errors if isinstance(error, Problems) else [error]
        assert errors
        for one in errors:
            assert isinstance(one, DocumentError)
            assert any("\u4e00" <= char <= "\u9fff" for char in one.message)
    else:
        assert all(isinstance(section, Section) for section in sections)
