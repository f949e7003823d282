"""A chart in the text: the picture frame and its caption.

Specimen, as Word saves it:

    <w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2592000"/>
      <wp:docPr id="1" name="图表 1" descr="…"/><wp:cNvGraphicFramePr/>
      <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
        <c:chart r:id="rIdChart1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>
"""

from __future__ import annotations

from generator.document.blocks import Chart
from generator.writers.docx.context import BodyContext
from generator.writers.docx.paragraph import paragraph, properties
from generator.writers.docx.runs import runs
from generator.writers.docx.style_names import FIGURE
from generator.writers.docx.xml_text import A, C, emu, escape

_TWIP = 635
"""English metric units in a twip."""


def chart_relation(number: int) -> str:
    """The relation id of the n-th chart, from 1."""
    return f"rIdChart{number}"


def chart_block(block: Chart, context: BodyContext, width: int) -> str:
    """A Chart and its caption below."""
    context.charts.append(block)
    number = len(context.charts)
    frame = paragraph(properties(FIGURE[0]), _inline(block, context, width, number))
    return frame + paragraph(properties(context.style_id("图题")), runs(block.caption))


def _inline(block: Chart, context: BodyContext, width: int, number: int) -> str:
    across = min(emu(context.style.chart_width), width * _TWIP)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{emu(context.style.height_of(block))}"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr="{escape(block.alt)}" title="{escape(block.title)}"/>'
        f"<wp:cNvGraphicFramePr/><a:graphic {A}>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart {C} r:id="{chart_relation(number)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
