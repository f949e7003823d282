"""WeasyPrint lays a document out: look at its pages for text outside its box, headings left alone, heads without rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.document.blocks import Document
from generator.writers.arrange.typeset import typeset
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.weasyprint.writer import Layout, layout
from generator.writers.style import Style

SLACK = 1.5
"""How far, in CSS pixels, a text may reach beyond its box: the space after its last character is part of its width."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def laid_out(document: Document, style: Style, *, draft: bool = False) -> Layout:
    """A document as it is, typeset and laid out."""
    fonts = find_fonts(style)
    return layout(typeset(document, style, Advances(fonts)), style, fonts, draft=draft)


def inside(box: Any) -> Iterator[Any]:
    """All boxes below a box, in order."""
    for child in getattr(box, "children", ()):
        yield child
        yield from inside(child)


def page_boxes(layout: Layout) -> list[Any]:
    return [page._page_box for page in layout._rendered.pages]


def overflows(layout: Layout) -> list[str]:
    """Texts that leave the text area of their page, or their table cell: `第3页：…`; empty where all is well."""
    found = []
    for number, page in enumerate(page_boxes(layout), start=1):
        area = _edges(page.content_box_x(), page.content_box_y(), page.width, page.height)
        sheet = _edges(0, 0, page.margin_width(), page.margin_height())
        for root in page.children:
            limit = sheet if type(root).__name__ == "MarginBox" else area
            found += [f"第{number}页：{text}" for text in _leaving(root, limit)]
    return found


def _leaving(box: Any, limit: tuple[float, float, float, float]) -> Iterator[str]:
    if type(box).__name__ == "TableCellBox":
        limit = _edges(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
    if type(box).__name__ == "TextBox" and box.text.strip():
        left, top, right, bottom = limit
        centre = box.position_y + box.height / 2
        if box.position_x < left - SLACK or box.position_x + box.width > right + SLACK or not top <= centre <= bottom:
            yield box.text
    for child in getattr(box, "children", ()):
        yield from _leaving(child, limit)


def _edges(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return x, y, x + width, y + height


def lines(page: Any) -> list[tuple[float, str, Any]]:
    """The lines of a page's text area from above to below: y in pixels, text, the block they stand in."""
    root = next(child for child in page.children if type(child).__name__ != "MarginBox")
    found = []
    for box in [root, *inside(root)]:
        for line in getattr(box, "children", ()):
            if type(line).__name__ == "LineBox":
                text = "".join(child.text for child in inside(line) if hasattr(child, "text"))
                found.append((line.position_y, text, box))
    return sorted(found, key=lambda line: line[0])


def line_ends(block: Any) -> list[float]:
    """Where the lines of a paragraph end: x in pixels."""
    texts = ([box for box in inside(line) if hasattr(box, "text") and box.text.strip()] for line in block.children)
    return [max(box.position_x + box.width for box in line) for line in texts]


def headings_left_last(layout: Layout) -> list[str]:
    """Headings that are the last line of their page, except where nothing of the document follows."""
    last = [lines(page)[-1] for page in page_boxes(layout)[:-1] if lines(page)]
    return [text for _, text, block in last if block.element_tag in HEADINGS]


def heads_left_alone(layout: Layout) -> list[int]:
    """Pages on which a table's head stands without a row of its body."""
    found = []
    for number, page in enumerate(page_boxes(layout), start=1):
        for table in (box for box in inside(page) if type(box).__name__ == "TableBox"):
            groups = [box for box in table.children if type(box).__name__ == "TableRowGroupBox"]
            if any(box.is_header for box in groups) and not any(box.children for box in groups if not box.is_header):
                found.append(number)
    return found


class Faults(NamedTuple):
    """What is wrong with the pages of a layout. empty: pages without text, or with nothing but the notes of a table."""

    overflows: list[str]
    headings_left_last: list[str]
    heads_left_alone: list[int]
    empty: list[int]


def faults(layout: Layout) -> Faults:
    """All that is wrong with the pages of a layout."""
    return Faults(overflows(layout), headings_left_last(layout), heads_left_alone(layout), empty_pages(layout))


def empty_pages(layout: Layout) -> list[int]:
    """Pages without text, or with nothing but the notes of a table."""
    found = []
    for number, page in enumerate(page_boxes(layout), start=1):
        roles = {block.element.get("class") for _, _, block in lines(page) if block.element is not None}
        if not lines(page) or roles == {"注"}:
            found.append(number)
    return found
