"""The labels of a native chart: live wherever a program can compute what is printed, so that they stay right after an edit.

A bar is labelled by its value in the series' number format. A slice is labelled by fields, as Word saves them:

    <a:p><a:pPr/><a:fld id="{…}" type="CATEGORYNAME"><a:rPr/><a:pPr/><a:t>基本支出</a:t></a:fld></a:p>
    <a:p><a:pPr/><a:fld id="{…}" type="VALUE">…</a:fld><a:r><a:t>，</a:t></a:r><a:fld id="{…}" type="PERCENTAGE">…</a:fld></a:p>

Programs differ in what the number format of a label applies to (LibreOffice: the percentage only; the value takes the format
of its cell): one format with a condition gives both the right look. Only what a number format cannot print (不涉及, a share
that was rounded otherwise) is written out.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from generator.document.blocks import Chart, Series
from generator.writers.charts.canvas import SIZE, label_width
from generator.writers.charts.pie import Circle
from generator.writers.docx.xml_text import escape

WIDEST_LABEL = 112.0
"""pt: what LibreOffice leaves a label beside a pie."""
EDGE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="333333"/></a:solidFill></a:ln>'
_LEADERS = f'<c:showLeaderLines val="1"/><c:leaderLines><c:spPr>{EDGE}</c:spPr></c:leaderLines>'
_FIELDS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    "<c15:dlblFieldTable/></c:ext></c:extLst>"
)
"""What Word adds to a label with fields."""


def number_format(series: Series, unit: str = "") -> str:
    """The number format of a series, read off its printed labels (`0.00`, `#,##0.00`, `0`). unit: printed after the number."""
    numbers = [label for label in series.labels if label[-1:].isdigit()]
    decimals = max((len(label.partition(".")[2]) for label in numbers), default=2)
    whole = "#,##0" if any("," in label for label in numbers) else "0"
    number = f"{whole}.{'0' * decimals}" if decimals else whole
    return f'{number}"{unit}"' if unit else number


def value_format(chart: Chart, series: Series) -> str:
    """The number format of the cells of a series: with the unit where the labels print it (a pie)."""
    return number_format(series, chart.unit.replace('"', "") if chart.kind == "pie" else "")


def value_labels(series: Series, size: float) -> str:
    """c:dLbls of bars: the value in the series' format; a label that prints otherwise is written out. size: in pt."""
    code = number_format(series)
    own = "".join(
        _label(number, lines(label, round(size * 100)))
        for number, (value, label) in enumerate(zip(series.values, series.labels, strict=True))
        if _formatted(value, code) != label
    )
    return (
        f'<c:dLbls>{own}<c:numFmt formatCode="{code}" sourceLinked="0"/>{properties(size)}<c:dLblPos val="outEnd"/>'
        f"{_shown(value=True)}</c:dLbls>"
    )


def share_labels(chart: Chart, circle: Circle, width: float, height: float) -> str:
    """c:dLbls of a pie: each category's name, value and, where it is given, share; none for a slice of zero.

    A label that would stand on its neighbour is moved to where the drawing has it, with a line to its slice.
    width, height: of the chart, in pt.
    """
    places = {
        name: f'<c:layout><c:manualLayout><c:x val="{x / width:.4f}"/><c:y val="{y / height:.4f}"/></c:manualLayout></c:layout>'
        for name, (x, y) in circle.moved().items()
    }
    labels = "".join(
        _slice_label(chart, number, places.get(name, ""))
        if chart.series[0].values[number]
        else f'<c:dLbl><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>'
        for number, name in enumerate(chart.categories)
    )
    return f'<c:dLbls>{labels}<c:dLblPos val="outEnd"/>{_shown(category=True)}{_LEADERS}</c:dLbls>'


def _slice_label(chart: Chart, number: int, place: str) -> str:
    series, unit = chart.series[0], chart.unit
    value, printed = series.values[number], series.labels[number]
    share = chart.shares[number] if chart.shares else ""
    size = _fitting((chart.categories[number], f"{printed}{unit}{f'，{share}' if share else ''}"))
    live = _formatted(value, number_format(series)) == printed
    figures = _field("VALUE", f"{printed}{unit}", number, size) if live else _text(f"{printed}{unit}", size)
    percent = bool(share) and _percent(value, series.values, share) == share
    if percent:
        figures += _text("，", size) + _field("PERCENTAGE", share, number, size)
    elif share:
        figures += _text(f"，{share}", size)
    name = _field("CATEGORYNAME", chart.categories[number], number, size)
    content = f"{_line(name, size)}{_line(figures, size)}"
    return _label(number, content, place, _both(chart, share) if percent else "", percent=percent)


def _both(chart: Chart, share: str) -> str:
    """c:numFmt that suits a share (at most 1) and a value in one format."""
    code = escape(f"[<=1]{_percent_code(share)};{value_format(chart, chart.series[0])}")
    return f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'


def _percent_code(share: str) -> str:
    decimals = len(share.rstrip("%").partition(".")[2])
    return f"0.{'0' * decimals}%" if decimals else "0%"


def _percent(value: Decimal, values: Iterable[Decimal], share: str) -> str:
    """The share as a program computes it, in as many decimals as the printed one; empty where the two cannot be compared.

    A value of no more than 1 would take the format of a share.
    """
    total = sum(values, Decimal(0))
    if not share.endswith("%") or value <= 1 or total <= 0:
        return ""
    decimals = len(share.rstrip("%").partition(".")[2])
    return f"{(value / total * 100).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)}%"


def _formatted(value: Decimal, code: str) -> str:
    decimals = len(code.partition(".")[2])
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return format(rounded, ",f" if "," in code else "f")


def _label(number: int, content: str, place: str = "", form: str = "", percent: bool = False) -> str:
    """c:dLbl with its own text. place: c:layout; form: c:numFmt; percent: whether a share is among its fields."""
    fields = _FIELDS if "<a:fld " in content else ""
    return (
        f'<c:dLbl><c:idx val="{number}"/>{place}<c:tx><c:rich><a:bodyPr/>{content}</c:rich></c:tx>{form}'
        f'<c:dLblPos val="outEnd"/>{_shown(value=True, category=True, percent=percent)}{fields}</c:dLbl>'
    )


def _fitting(lines: tuple[str, ...]) -> int:
    """The size of a label, in hundredths of a point, in which no line is so wide that it would be broken; 0: the chart's."""
    widest = max(label_width(line, SIZE) for line in lines)
    return round(SIZE * WIDEST_LABEL / widest * 10) * 10 if widest > WIDEST_LABEL else 0


def _look(size: int) -> str:
    """Attributes of a run. size: in hundredths of a point, where it is not that of the chart (0)."""
    return f'{f" sz={chr(34)}{size}{chr(34)}" if size else ""} b="0"'


def _text(text: str, size: int) -> str:
    return f'<a:r><a:rPr lang="zh-CN"{_look(size)}/><a:t>{escape(text)}</a:t></a:r>'


def _field(kind: str, text: str, number: int, size: int) -> str:
    """A field with what it shows now. number: of the slice; a field's id is made from it, the same every time."""
    kinds = ("CATEGORYNAME", "VALUE", "PERCENTAGE")
    identity = f"{{00000000-0000-4000-8000-{number * len(kinds) + kinds.index(kind) + 1:012X}}}"
    return (
        f'<a:fld id="{identity}" type="{kind}"><a:rPr lang="zh-CN"{_look(size)}/><a:pPr><a:defRPr{_look(size)}/></a:pPr>'
        f"<a:t>{escape(text)}</a:t></a:fld>"
    )


def _line(content: str, size: int) -> str:
    return f"<a:p><a:pPr><a:defRPr{_look(size)}/></a:pPr>{content}</a:p>"


def lines(text: str, size: int) -> str:
    """Paragraphs of text that is written out. size: in hundredths of a point."""
    return "".join(_line(_text(line, size), size) for line in text.split("\n"))


def _shown(value: bool = False, category: bool = False, percent: bool = False) -> str:
    """What a label shows, in the order of the schema."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="{int(category)}"/>'
        f'<c:showSerName val="0"/><c:showPercent val="{int(percent)}"/><c:showBubbleSize val="0"/>'
    )


def properties(size: float) -> str:
    """c:txPr of level text. size: in pt."""
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz"/>'
        f'<a:p><a:pPr><a:defRPr sz="{round(size * 100)}"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
