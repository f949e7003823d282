"""Charts: every value and name is printed as text, nothing overlaps, greys differ."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document.blocks import Chart
from generator.writers.charts import chart_svg
from generator.writers.charts.canvas import label_width
from tests.writers import html_sample as sample

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart) -> Element:
    return fromstring(chart_svg(chart, sample.style()))


def texts(root: Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def box(element: Element) -> tuple[float, float, float, float]:
    size, x, y = (float(element.get(key, "0")) for key in ("font-size", "x", "y"))
    width = label_width(element.text or "", size)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
    return left, y - 0.8 * size, left + width, y + 0.1 * size


def overlapping(root: Element) -> list[tuple[str, str]]:
    found = []
    for one, other in combinations(root.iter(f"{SVG}text"), 2):
        a, b = box(one), box(other)
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5:
            found.append((one.text or "", other.text or ""))
    return found


@pytest.mark.parametrize("kind", ["bar", "clustered", "pie"])
def test_every_name_and_every_printed_value_stands_in_the_chart(kind: str) -> None:
    chart = sample.chart(kind, 1)
    joined = "".join(texts(drawn(chart)))
    for series in chart.series:
        assert all(label in joined for label in series.labels)
    assert all(name in joined for name in chart.categories)
    if kind == "clustered":
        assert all(series.name in joined for series in chart.series)
    if kind == "pie":
        assert all(share in joined for share, value in zip(chart.shares, chart.series[0].values, strict=True) if value)


@pytest.mark.parametrize("kind", ["bar", "clustered", "pie"])
def test_a_chart_says_what_it_shows_in_words(kind: str) -> None:
    chart = sample.chart(kind, 1)
    root = drawn(chart)
    assert root.get("role") == "img"
    assert root.get("aria-label") == chart.alt
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.alt


@pytest.mark.parametrize("kind", ["bar", "clustered", "pie"])
def test_no_text_overlaps_another_or_leaves_the_picture(kind: str) -> None:
    root = drawn(sample.chart(kind, 1))
    assert overlapping(root) == []
    width, height = (float(part) for part in root.get("viewBox", "").split()[2:])
    for element in root.iter(f"{SVG}text"):
        left, top, right, bottom = box(element)
        assert left >= 0, element.text
        assert right <= width, element.text
        assert top >= 0, element.text
        assert bottom <= height + 1, element.text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any))
def test_labels_of_any_pie_do_not_overlap(values: list[int]) -> None:
    amounts = tuple(Decimal(value) / 100 for value in values)
    names = tuple(f"支出类别{n}" for n in range(len(values)))
    series = sample.Series("支出", amounts, tuple(f"{amount:.2f}" for amount in amounts))
    chart = Chart("c", "pie", "结构", (), names, (series,), "万元", "alt", shares=tuple("1.00%" for _ in values))
    assert overlapping(drawn(chart)) == []


def test_slices_of_nought_are_named_below_and_have_no_slice() -> None:
    root = drawn(sample.chart("pie", 1))
    assert len(list(root.iter(f"{SVG}path"))) == 6
    assert any("国防支出" in text and "其他支出" in text for text in texts(root))


def test_a_single_slice_is_a_full_circle() -> None:
    chart = sample.replace(
        sample.chart("pie", 1), categories=("全部",), series=(sample.series("支出", "91.68"),), shares=("100%",)
    )
    assert len(list(drawn(chart).iter(f"{SVG}circle"))) == 1


def test_neighbouring_fills_differ_in_grey() -> None:
    fills = [element.get("fill", "") for element in drawn(sample.chart("pie", 1)).iter(f"{SVG}path")]
    greys = [sum(weight * int(fill[at : at + 2], 16) for weight, at in ((0.3, 1), (0.59, 3), (0.11, 5))) for fill in fills]
    assert len(greys) == 6
    assert all(abs(a - b) > 25 for a, b in pairwise(greys))


def test_a_negative_value_hangs_below_the_line() -> None:
    root = drawn(sample.chart("clustered", 1))
    rects = [element for element in root.iter(f"{SVG}rect") if float(element.get("width", 0)) > 12]
    lowest = max(float(r.get("y", 0)) + float(r.get("height", 0)) for r in rects)
    assert sum(abs(float(r.get("y", 0)) + float(r.get("height", 0)) - lowest) < 0.1 for r in rects) == 1


def test_no_number_is_printed_that_the_chart_does_not_hold() -> None:
    chart = sample.chart("clustered", 1)
    known = set(re.findall(r"-?\d[\d.,]*", " ".join([chart.title, *chart.categories, *(s.name for s in chart.series)])))
    known |= {label for series in chart.series for label in series.labels}
    assert set(re.findall(r"-?\d[\d.,]*", " ".join(texts(drawn(chart))))) <= known
