"""The chart part: a native chart that Word and WPS can edit, its values held twice (cache and workbook) and equal.

Specimen of a series, as Word saves it:

    <c:ser><c:idx val="0"/><c:order val="0"/>
      <c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>支出</c:v></c:pt></c:strCache>
      </c:strRef></c:tx><c:spPr>…</c:spPr><c:invertIfNegative val="0"/><c:dLbls>…</c:dLbls>
      <c:cat><c:strRef><c:f>Sheet1!$A$2:$A$3</c:f><c:strCache>…</c:strCache></c:strRef></c:cat>
      <c:val><c:numRef><c:f>Sheet1!$B$2:$B$3</c:f><c:numCache><c:formatCode>0.00</c:formatCode>…</c:numCache></c:numRef></c:val>
    </c:ser>

Bars and pie stand where the drawing of PDF and HTML has them, and no axis prints a number; the unit of bars and the slices of
zero of a pie stand in the chart's title, moved to their place. The axis has no fixed end, so that bars follow edited values.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.blocks import Chart
from generator.measures import PT_PER_MM
from generator.writers.charts.bars import SIDE, BarFrame, bar_frame, unit_line
from generator.writers.charts.canvas import SIZE, label_width
from generator.writers.charts.pie import Circle, pie_circle
from generator.writers.charts.shades import shade
from generator.writers.docx.chart_labels import EDGE, lines, properties, share_labels, value_format, value_labels
from generator.writers.docx.xml_text import DECLARATION, A, C, R, escape
from generator.writers.style import Style

SHEET = "Sheet1"
WORKBOOK_RELATION = "rId1"
_CATEGORY_AXIS, _VALUE_AXIS = 100000001, 100000002
_LINE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="333333"/></a:solidFill></a:ln>'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_HATCHES = ("", "ltHorz", "ltVert", "smGrid")
"""Patterns that distinguish series in black and white, in the order of the drawing."""


def chart_xml(chart: Chart, style: Style) -> str:
    """The whole part; its title is the caption in the text."""
    width, height = style.chart_width * PT_PER_MM, style.height_of(chart) * PT_PER_MM
    title, plot = (_pie if chart.kind == "pie" else _bars)(chart, style, width, height)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f"{DECLARATION}<c:chartSpace {C} {A} {R}>"
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        f'<c:chart>{title}<c:autoTitleDeleted val="{0 if title else 1}"/><c:plotArea>{plot}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{_text(style)}"
        f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _title(rows: Sequence[str], x: float, y: float) -> str:
    """Lines of text at a place, in shares of the chart's width and height."""
    place = f'<c:xMode val="edge"/><c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/>'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/>{lines(chr(10).join(rows), round(SIZE * 100))}</c:rich></c:tx>"
        f'<c:layout><c:manualLayout>{place}</c:manualLayout></c:layout><c:overlay val="1"/></c:title>'
    )


def _plot(x: float, y: float, width: float, height: float) -> str:
    """c:layout of the plot area without the names beside it, in shares of the chart's width and height."""
    box = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in zip("xywh", (x, y, width, height), strict=True))
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{box}</c:manualLayout></c:layout>"
    )


def _bars(chart: Chart, style: Style, width: float, height: float) -> tuple[str, str]:
    """Title and plot area."""
    frame = bar_frame(chart, width, height)
    line = unit_line(chart)
    title = _title([line], SIDE / width, 6 / height) if line else ""
    plot = _plot(SIDE / width, frame.top / height, 1 - 2 * SIDE / width, (frame.bottom - frame.top) / height)
    return title, plot + _columns(chart, style, frame) + _axes(chart)


def _columns(chart: Chart, style: Style, frame: BarFrame) -> str:
    series = (
        _series(chart, n, f'{_fill(style, n, hatched=True)}<c:invertIfNegative val="0"/>', value_labels(s, frame.size))
        for n, s in enumerate(chart.series)
    )
    taken = frame.wide + (len(chart.series) - 1) * frame.pitch
    gap, between = (round(room / frame.wide * 100) for room in (frame.slot - taken, frame.pitch - frame.wide))
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:gapWidth val="{min(gap, 500)}"/><c:overlap val="{-between}"/>'
        f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>'
    )


def _pie(chart: Chart, style: Style, width: float, height: float) -> tuple[str, str]:
    """Title and plot area."""
    circle = pie_circle(chart, width, height)
    widest = max((label_width(line, SIZE) for line in circle.legend), default=0.0)
    title = _title(circle.legend, max(0.0, (width - widest) / 2 / width), circle.bottom / height) if circle.legend else ""
    left, top, across = circle.x - circle.radius, circle.y - circle.radius, 2 * circle.radius
    plot = _plot(left / width, top / height, across / width, across / height)
    return title, plot + _slices(chart, style, circle, width, height)


def _slices(chart: Chart, style: Style, circle: Circle, width: float, height: float) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/>{_fill(style, n)}</c:dPt>' for n in range(len(chart.categories))
    )
    return (
        f'<c:pieChart><c:varyColors val="1"/>{_series(chart, 0, points, share_labels(chart, circle, width, height))}'
        f'<c:firstSliceAng val="{circle.start}"/></c:pieChart>'
    )


def _series(chart: Chart, number: int, look: str, labels: str) -> str:
    """c:ser. look: what stands between the name and the labels (fill, points)."""
    series, column, last = chart.series[number], chr(ord("B") + number), len(chart.categories) + 1
    values, code = (format(value, "f") for value in series.values), escape(value_format(chart, series))
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>{_points([series.name])}</c:strCache></c:strRef></c:tx>"
        f"{look}{labels}"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{_points(chart.categories)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{code}</c:formatCode>{_points(list(values))}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _points(values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(value)}</c:v></c:pt>' for n, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _fill(style: Style, number: int, hatched: bool = False) -> str:
    """The fill of a slice or, hatched as in the drawing, of a series."""
    colour = f'<a:srgbClr val="{shade(style.colours, number)}"/>'
    if not hatched or not (pattern := _HATCHES[number % len(_HATCHES)]):
        return f"<c:spPr><a:solidFill>{colour}</a:solidFill>{EDGE}</c:spPr>"
    hatch = f'<a:fgClr><a:srgbClr val="333333"/></a:fgClr><a:bgClr>{colour}</a:bgClr>'
    return f'<c:spPr><a:pattFill prst="{pattern}">{hatch}</a:pattFill>{EDGE}</c:spPr>'


def _axes(chart: Chart) -> str:
    """The category axis with its names level, and the value axis, which is invisible.

    Bars of values that are not negative stand on zero: programs let an axis without a given end begin near the least value.
    """
    low = "" if any(value < 0 for series in chart.series for value in series.values) else '<c:min val="0"/>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_LINE}</c:spPr>{properties(SIZE)}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'{low}</c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:spPr>{_NO_LINE}</c:spPr>'
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
