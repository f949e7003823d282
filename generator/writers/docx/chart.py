"""The chart part: a native chart that Word and WPS can edit, its values held twice (cache and workbook) and equal.

Specimen of a series, as Word saves it:

    <c:ser><c:idx val="0"/><c:order val="0"/>
      <c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>支出</c:v></c:pt></c:strCache>
      </c:strRef></c:tx><c:spPr>…</c:spPr><c:invertIfNegative val="0"/><c:dLbls>…</c:dLbls>
      <c:cat><c:strRef><c:f>Sheet1!$A$2:$A$3</c:f><c:strCache>…</c:strCache></c:strRef></c:cat>
      <c:val><c:numRef><c:f>Sheet1!$B$2:$B$3</c:f><c:numCache><c:formatCode>0.00</c:formatCode>…</c:numCache></c:numRef></c:val>
    </c:ser>

Labels are the printed ones: live where the number format gives the same, else written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from generator.document.blocks import Chart, Series
from generator.writers.docx.markup import DECLARATION, A, C, R, escape
from generator.writers.shades import shade
from generator.writers.style import Style
from generator.writers.svg.pie import first_angle

SHEET = "Sheet1"
WORKBOOK_RELATION = "rId1"
_CATEGORY_AXIS, _VALUE_AXIS = 100000001, 100000002
_LINE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln>'
_EDGE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="333333"/></a:solidFill></a:ln>'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"


def chart_xml(chart: Chart, style: Style) -> str:
    """The whole part; its title is the caption in the text, so it draws none."""
    pie = chart.kind == "pie"
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f"{DECLARATION}<c:chartSpace {C} {A} {R}>"
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f"{_pie(chart, style) if pie else _bars(chart, style) + _axes(chart)}"
        f"</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{_text(style)}"
        f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def number_format(series: Series) -> str:
    """The number format of a series, read off its printed labels (`0.00`, `#,##0.00`, `0`)."""
    numbers = [label for label in series.labels if label[-1:].isdigit()]
    decimals = max((len(label.partition(".")[2]) for label in numbers), default=2)
    whole = "#,##0" if any("," in label for label in numbers) else "0"
    return f"{whole}.{'0' * decimals}" if decimals else whole


def _bars(chart: Chart, style: Style) -> str:
    series = (
        _series(chart, n, f'{_fill(style, n)}<c:invertIfNegative val="0"/>', _value_labels(s)) for n, s in enumerate(chart.series)
    )
    gap = 80 if len(chart.series) > 1 else 120
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:gapWidth val="{gap}"/>'
        f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>'
    )


def _pie(chart: Chart, style: Style) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/>{_fill(style, n)}</c:dPt>' for n in range(len(chart.categories))
    )
    return (
        f'<c:pieChart><c:varyColors val="1"/>{_series(chart, 0, points, _share_labels(chart))}'
        f'<c:firstSliceAng val="{first_angle(chart)}"/></c:pieChart>'
    )


def _series(chart: Chart, number: int, look: str, labels: str) -> str:
    """c:ser. look: what stands between the name and the labels (fill, points)."""
    series, column, last = chart.series[number], chr(ord("B") + number), len(chart.categories) + 1
    values = (format(value, "f") for value in series.values)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>{_points([series.name])}</c:strCache></c:strRef></c:tx>"
        f"{look}{labels}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{_points(chart.categories)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{number_format(series)}</c:formatCode>{_points(list(values))}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _points(values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(value)}</c:v></c:pt>' for n, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _fill(style: Style, number: int) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{shade(style.colours, number)}"/></a:solidFill>{_EDGE}</c:spPr>'


def _value_labels(series: Series) -> str:
    """Labels of bars: the value in the series' format; a label that prints otherwise is written out."""
    code = number_format(series)
    own = [
        (n, label)
        for n, (value, label) in enumerate(zip(series.values, series.labels, strict=True))
        if _formatted(value, code) != label
    ]
    return (
        f"<c:dLbls>{_written_labels(own, 'outEnd')}"
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:dLblPos val="outEnd"/>{_shown(value=True)}</c:dLbls>'
    )


def _share_labels(chart: Chart) -> str:
    """Labels of a pie: each category's name, value and, where it is given, printed share; none for a slice of nought."""
    shares = [f"，{share}" for share in chart.shares] or [""] * len(chart.categories)
    slices = zip(chart.categories, chart.series[0].labels, shares, strict=True)
    labels = [(n, f"{name}\n{value}{chart.unit}{share}") for n, (name, value, share) in enumerate(slices)]
    return (
        f'<c:dLbls>{_written_labels(labels, "outEnd")}<c:dLblPos val="outEnd"/>'
        f'{_shown(category=True)}<c:showLeaderLines val="1"/></c:dLbls>'
    )


def _formatted(value: Decimal, code: str) -> str:
    places = len(code.partition(".")[2])
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format(rounded, ",f" if "," in code else "f")


def _written_labels(labels: Iterable[tuple[int, str]], position: str) -> str:
    return "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:tx><c:rich><a:bodyPr/>{_lines(label)}</c:rich></c:tx>'
        f'<c:dLblPos val="{position}"/>{_shown(value=True, category=True)}</c:dLbl>'
        for n, label in labels
    )


def _lines(label: str) -> str:
    return "".join(
        f'<a:p><a:pPr><a:defRPr b="0"/></a:pPr><a:r><a:rPr lang="zh-CN" b="0"/><a:t>{escape(line)}</a:t></a:r></a:p>'
        for line in label.split("\n")
    )


def _shown(value: bool = False, category: bool = False) -> str:
    """What a label shows, in the order of the schema."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="{int(category)}"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _axes(chart: Chart) -> str:
    """The category axis, and the value axis from zero, so that the bars' lengths tell the truth."""
    floor = "" if any(value < 0 for series in chart.series for value in series.values) else '<c:min val="0"/>'
    unit = (
        '<c:title><c:tx><c:rich><a:bodyPr rot="-5400000" vert="horz"/>'
        f'{_lines(f"单位：{chart.unit}")}</c:rich></c:tx><c:overlay val="0"/></c:title>'
        if chart.unit
        else ""
    )
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_LINE}</c:spPr>'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{floor}</c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln>'
        f'</c:spPr></c:majorGridlines>{unit}<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{_NO_LINE}</c:spPr>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _text(style: Style) -> str:
    """The font of all text in the chart: that of table text."""
    role = style.roles["表格文字"]
    latin, chinese = escape(role.font.latin), escape(role.font.east_asian)
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{round(role.size * 100)}">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface="{latin}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
