"""Write a document as one self-contained HTML5 file: inline CSS, vector charts, no script."""

from __future__ import annotations

from html import escape

from generator.document.blocks import Document
from generator.writers.html.blocks import section_html
from generator.writers.html.css import screen_css
from generator.writers.html.levels import nested
from generator.writers.style import Style

__all__ = ["page_html", "write_html"]


def write_html(document: Document, style: Style, *, draft: bool = False) -> str:
    """The document as HTML text (UTF-8 declared). draft: sourced runs carry their ledger key, pending ones are marked."""
    return page_html(document, style, css=screen_css(style), draft=draft)


def page_html(
    document: Document,
    style: Style,
    *,
    css: str = "",
    draft: bool = False,
    chart_family: str = "inherit",
) -> str:
    """The HTML page that both HTML and PDF are made from.

    css: rules for its head; chart_family: font of chart text.
    """
    sections = "\n".join(section_html(section, style, draft, chart_family) for section in nested(document).sections)
    look = f"<style>\n{css}\n</style>\n" if css else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<meta name="description" content="{escape(document.subject)}">\n'
        f"{_named('author', document.author)}{_named('dcterms.created', document.issued.isoformat() if document.issued else '')}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{look}</head>\n<body>\n<main>\n{sections}\n</main>\n</body>\n</html>\n"
    )


def _named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">\n' if content else ""
