"""Charts: native, complete, equal to their workbooks."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree

from generator.document.blocks import Chart, Document, Series
from generator.writers.charts import chart_svg
from generator.writers.charts.bars import bar_frame
from generator.writers.charts.canvas import PT_PER_MM
from generator.writers.charts.pie import pie_circle
from generator.writers.docx.chart import chart_xml
from generator.writers.docx.chart_labels import number_format
from generator.writers.docx.style_names import FIGURE
from generator.writers.style import Style
from tests.writers.docx.reading import NS, find, paragraphs, text
from tests.writers.docx.sample import HOSTILE_PRINTED, series, t

WIDTH, HEIGHT = 150 * PT_PER_MM, 72 * PT_PER_MM
"""Of a chart in the style, in pt."""


def cached(element: etree._Element, path: str) -> list[str]:
    points = find(element, f"{path}/c:pt")
    assert [p.get("idx") for p in points] == [str(n) for n in range(len(points))]
    count = find(element, f"{path}/c:ptCount")[0].get("val")
    assert count == str(len(points))
    return [p.findtext("c:v", namespaces=NS) or "" for p in points]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_cached_values_equal_the_cells_of_the_embedded_workbook(number: int, parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts[f"word/charts/chart{number}.xml"])
    sheet = openpyxl.load_workbook(io.BytesIO(parts[f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"]))["Sheet1"]

    def cells(reference: str) -> list[object]:
        found = sheet[reference.split("!")[1].replace("$", "")]
        return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]

    all_series = find(root, "//c:ser")
    assert len(all_series) == (2 if number == 3 else 1)
    for one in all_series:
        for path in ("c:tx/c:strRef", "c:cat/c:strRef"):
            assert cells(find(one, f"{path}/c:f")[0].text) == cached(one, f"{path}/c:strCache")
        values = cached(one, "c:val/c:numRef/c:numCache")
        assert values
        assert cells(find(one, "c:val/c:numRef/c:f")[0].text) == [float(v) for v in values]


def test_values_are_exact_in_the_cache_and_hostile_names_survive(parts: dict[str, bytes]) -> None:
    first = etree.fromstring(parts["word/charts/chart1.xml"])
    assert cached(first, "//c:numCache") == ["987.60", "1234.56"]
    third = etree.fromstring(parts["word/charts/chart3.xml"])
    assert cached(find(third, "//c:ser")[0], "c:cat/c:strRef/c:strCache")[-1] == HOSTILE_PRINTED


def test_a_pie_names_each_slice_with_its_printed_value_and_share(parts: dict[str, bytes]) -> None:
    pie = etree.fromstring(parts["word/charts/chart2.xml"])
    labels = [["".join(a.text for a in find(row, ".//a:t")) for row in find(label, ".//a:p")] for label in find(pie, "//c:dLbl")]
    assert [name for name, _ in labels] == ["基本支出", "项目支出", "经营支出"]
    assert labels[0][1] == "634.56万元，51.40%"
    assert [figure.rpartition("，")[2] for _, figure in labels] == ["51.40%", "44.55%", "4.05%"]
    assert len({c.get("val") for c in find(pie, "//c:dPt/c:spPr/a:solidFill/a:srgbClr")}) == 3


def test_bars_are_labelled_live_unless_a_label_prints_otherwise(look: Style) -> None:
    odd = Series("决算数", (Decimal("1.5"), Decimal("2.005")), ("1.50", "不涉及"))
    chart = Chart("c", "bar", "题", t("图"), ("甲", "乙"), (odd,), "万元", "")
    root = etree.fromstring(chart_xml(chart, look).encode())
    assert [(label.find("c:idx", NS).get("val"), find(label, ".//a:t")[0].text) for label in find(root, "//c:dLbl")] == [
        ("1", "不涉及")
    ]
    assert find(root, "//c:dLbls/c:numFmt")[0].get("formatCode") == "0.00"
    live = Chart("c", "bar", "题", t("图"), ("甲",), (series("决算数", "2.665"),), "万元", "")
    assert find(etree.fromstring(chart_xml(live, look).encode()), "//c:showVal[@val='1']")


def test_the_number_format_follows_the_printed_labels() -> None:
    def of(*labels: str) -> str:
        return number_format(Series("", tuple(Decimal(0) for _ in labels), labels))

    assert (of("0"), of("1.5", "2"), of("1,234.50"), of("不涉及")) == ("0", "0.0", "#,##0.00", "0.00")


def test_a_chart_says_its_unit_and_its_slices_of_nought_and_several_series_have_a_legend(parts: dict[str, bytes]) -> None:
    legends, said = [], []
    for number in (1, 2, 3):
        root = etree.fromstring(parts[f"word/charts/chart{number}.xml"])
        said.append("".join(node.text for node in find(root, "c:chart/c:title//a:t")))
        assert find(root, "c:chart/c:autoTitleDeleted")[0].get("val") == ("0" if said[-1] else "1")
        assert {node.get("val") for node in find(root, "//c:valAx/c:tickLblPos")} <= {"none"}
        assert find(root, "c:txPr//a:ea")[0].get("typeface") == "宋体"
        legends.append(bool(find(root, "//c:legend")))
    assert legends == [False, False, True]
    assert said == ["单位：万元", "", "单位：万元"]


def test_bars_and_pie_stand_where_the_drawing_has_them(look: Style) -> None:
    values = series("数", "99", "0", "100")
    bars = etree.fromstring(chart_xml(Chart("c", "bar", "", t("图"), ("甲", "乙", "丙"), (values,), "万元", ""), look).encode())
    frame = bar_frame(Chart("c", "bar", "", t("图"), ("甲", "乙", "丙"), (values,), "万元", ""), WIDTH, HEIGHT)
    assert [float(find(bars, f"//c:plotArea/c:layout//c:{name}")[0].get("val")) for name in "yh"] == pytest.approx(
        [frame.top / HEIGHT, (frame.bottom - frame.top) / HEIGHT], abs=1e-3
    )
    chart = Chart("c", "pie", "", t("图"), ("甲", "乙", "丙"), (values,), "万元", "", shares=("49.75%", "0%", "50.25%"))
    pie = etree.fromstring(chart_xml(chart, look).encode())
    circle = pie_circle(chart, WIDTH, HEIGHT)
    assert float(find(pie, "//c:plotArea/c:layout//c:w")[0].get("val")) == pytest.approx(2 * circle.radius / WIDTH, abs=1e-3)
    assert find(pie, "//c:firstSliceAng")[0].get("val") == str(circle.start)
    assert [node.getparent().find("c:idx", NS).get("val") for node in find(pie, "//c:dLbl/c:delete")] == ["1"]
    assert "".join(node.text for node in find(pie, "c:chart/c:title//a:t")) == "乙 0.00万元"


def test_labels_are_fields_where_a_program_can_compute_them(look: Style) -> None:
    def kinds(*values: str, shares: tuple[str, ...], labels: tuple[str, ...] = ()) -> list[list[str]]:
        row = series("数", *values)
        row = Series(row.name, row.values, labels) if labels else row
        chart = Chart("c", "pie", "", t("图"), tuple("甲乙丙"[: len(values)]), (row,), "万元", "", shares=shares)
        root = etree.fromstring(chart_xml(chart, look).encode())
        return [[field.get("type") for field in find(label, ".//a:fld")] for label in find(root, "//c:dLbl")]

    live = ["CATEGORYNAME", "VALUE", "PERCENTAGE"]
    assert kinds("30", "70", shares=("30.00%", "70.00%")) == [live, live]
    assert kinds("30", "70", shares=("30.00%", "69.99%")) == [live, live[:2]], "a share that was rounded otherwise is written out"
    assert kinds("0.5", "70", shares=("0.71%", "99.29%")) == [live[:2], live], "a value of at most 1 would print as a share"
    assert kinds("30", "70", shares=("30%", "70%"), labels=("不详", "70.00")) == [["CATEGORYNAME", "PERCENTAGE"], live]
    assert kinds("30", "0", "70", shares=("30%", "0%", "70%")) == [live, [], live]


def test_the_axis_of_bars_has_no_fixed_end_and_begins_at_zero_unless_a_value_is_below(look: Style) -> None:
    def scaling(*values: str) -> dict[str, str]:
        chart = Chart("c", "bar", "", t("图"), ("甲", "乙"), (series("数", *values),), "万元", "")
        scale = find(etree.fromstring(chart_xml(chart, look).encode()), "//c:valAx/c:scaling")[0]
        return {etree.QName(one).localname: one.get("val") for one in scale}

    assert scaling("99", "100") == {"orientation": "minMax", "min": "0"}
    assert scaling("-1", "100") == {"orientation": "minMax"}


def test_bars_are_as_wide_as_drawn_and_no_line_crosses_them(look: Style) -> None:
    values = (series("预算", "1", "2", "3"), series("决算", "3", "2", "1"))
    for count in (1, 2):
        chart = Chart("c", "clustered", "", t("图"), ("甲", "乙", "丙"), values[:count], "万元", "")
        root = etree.fromstring(chart_xml(chart, look).encode())
        gap, overlap = (float(find(root, f"//c:barChart/c:{name}")[0].get("val")) / 100 for name in ("gapWidth", "overlap"))
        frame = bar_frame(chart, WIDTH, HEIGHT)
        assert frame.slot / (count - (count - 1) * overlap + gap) == pytest.approx(frame.wide, rel=0.01)
        assert not find(root, "//c:majorGridlines")
        assert {node.get("prst") for node in find(root, "//c:ser//a:pattFill")} == ({"ltHorz"} if count == 2 else set())


def test_slices_have_the_fills_of_the_drawing_though_one_is_nought(look: Style) -> None:
    values = series("数", "0", "4.13", "0.86")
    chart = Chart("c", "pie", "", t("图"), ("甲", "乙", "丙"), (values,), "万元", "", shares=("0%", "82.77%", "17.23%"))
    fills = [
        node.get("val")
        for node in find(etree.fromstring(chart_xml(chart, look).encode()), "//c:dPt/c:spPr/a:solidFill/a:srgbClr")
    ]
    drawn = re.findall(r'<path [^>]*fill="#([0-9A-F]{6})"', chart_svg(chart, look))
    assert len(drawn) == 2
    assert drawn == fills[1:]


def test_labels_of_many_bars_shrink_as_in_the_drawing_and_names_stay_level(look: Style) -> None:
    values = [series(name, *("1234.56",) * 6) for name in ("预算", "决算")]
    chart = Chart("c", "clustered", "", t("图"), tuple("甲乙丙丁戊己"), tuple(values), "万元", "")
    root = etree.fromstring(chart_xml(chart, look).encode())
    sizes = {int(node.get("sz")) for node in find(root, "//c:dLbls/c:txPr//a:defRPr")}
    assert sizes == {round(bar_frame(chart, WIDTH, HEIGHT).size * 100)}
    assert max(sizes) < 900
    assert find(root, "//c:catAx/c:txPr/a:bodyPr")[0].get("rot") == "0"


def test_each_picture_says_its_alternative_text_and_leads_to_its_chart(root: etree._Element, sample: Document) -> None:
    drawn = [b for b in sample.blocks() if isinstance(b, Chart)]
    frames = find(root, "//wp:inline")
    assert [f.find("wp:docPr", NS).get("descr") for f in frames[:2]] == [chart.alt for chart in drawn[:2]]
    assert frames[2].find("wp:docPr", NS).get("descr") == HOSTILE_PRINTED
    assert [find(f, ".//c:chart/@r:id")[0] for f in frames] == ["rIdChart1", "rIdChart2", "rIdChart3"]
    assert len({f.find("wp:docPr", NS).get("id") for f in frames}) == 3


def test_a_caption_follows_its_picture(root: etree._Element) -> None:
    captions = [text(p) for p in paragraphs(root, "Caption")]
    assert len(captions) == 3
    assert [text(p.getnext()) for p in paragraphs(root, FIGURE[0])] == captions
