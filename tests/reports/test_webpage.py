"""Saved web pages: blocks and tables, layout tables, charsets, what is hidden."""

import pytest

from generator.errors import UsageError
from generator.reports.reading import read_report_bytes

PAGE = """<html><head><meta charset="{charset}"><title>不算</title><script>var a = "不算";</script></head><body>
<div style="display:none">看不见</div>
<table><tr><td><h2>一、收入情况</h2><p>本年收入<b>12.00</b>万元，<br>比上年减少。</p>
<p>收入决算表</p><p align="right">单位：万元</p>
<table><tr><th rowspan="2">项目</th><th colspan="2">金额</th></tr><tr><td>预算</td><td>决算</td></tr>
<tr><td>合&nbsp;计</td><td>1,000.00</td><td>2.00</td></tr></table></td></tr></table></body></html>"""


@pytest.mark.parametrize(("stated", "charset"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("", "gbk"), ("utf-8", "utf-16")])
def test_a_page_is_read_in_its_charset(stated: str, charset: str) -> None:
    report = read_report_bytes(PAGE.format(charset=stated).encode(charset), "公开.html")
    assert [section.title for section in report.sections()] == ["收入情况"]
    (table,) = report.tables()
    assert (table.title, table.unit) == ("收入决算表", "万元")
    assert table.grid.table() == [["项目", "金额", "金额"], ["项目", "预算", "决算"], ["合计", "1,000.00", "2.00"]]
    assert [paragraph.text for _, paragraph in report.paragraphs()] == ["本年收入12.00万元，", "比上年减少。"]


def test_a_page_beyond_all_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = "<td rowspan=1000 colspan=1000>1</td>"
    with pytest.raises(UsageError, match="表格大得不合常理"):
        read_report_bytes(
            f"<html><table><tr>{cells}<td>2</td></tr>{'<tr><td>3</td></tr>' * 999}</table></html>".encode(), "a.html"
        )
    monkeypatch.setattr("generator.reports.webpage.MOST_TAGS", 5)
    with pytest.raises(UsageError, match="网页大得不合常理"):
        read_report_bytes(PAGE.encode(), "a.html")


def test_a_page_of_pictures_says_that_their_tables_are_not_read() -> None:
    report = read_report_bytes(b"<html><body><p><img src='a.png'><img src='b.png'></p></body></html>", "a.html")
    assert [remark.text for remark in report.remarks] == ["网页里有2张图片；图片里的表读不出"]
