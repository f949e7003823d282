"""The same report by others' PDF engines: WeasyPrint as it comes, Typst from equal text and tables, LibreOffice from DOCX."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.document.blocks import Contents, Cover, Document, Heading, Paragraph, Row, Section, Table, text_of
from generator.document.grouping import split_groups
from generator.writers.arrange.typeset import typeset
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import Fonts
from generator.writers.html import page_html
from generator.writers.html.css import paper_css
from generator.writers.pdf.weasyprint.writer import _fetcher
from generator.writers.style import Style


def plain_page(document: Document, style: Style, fonts: Fonts) -> tuple[str, str]:
    """The page and sheet from which the engine would make the same PDF by itself, with an element for each cell."""
    family = fonts.family("宋体").replace('"', "")
    return page_html(typeset(document, style, Advances(fonts)), style, chart_family=family), paper_css(style, fonts)


def plain_weasyprint(page: tuple[str, str], fonts: Fonts) -> bytes:
    """The PDF of `plain_page` by the engine's one-line call; the making of the page is not counted against it."""
    import weasyprint

    markup, css = page
    fetch = _fetcher(fonts)
    sheet = weasyprint.CSS(string=css, url_fetcher=fetch)
    data: bytes = weasyprint.HTML(string=markup, url_fetcher=fetch).write_pdf(stylesheets=[sheet])
    return data


def typst_source(document: Document, family: str) -> str:
    """The report in Typst: headings, paragraphs, contents and tables; no charts."""
    head = (
        f'#set text(font: "{family}", lang: "zh", size: 16pt)\n#set page(paper: "a4", numbering: "1")\n#set par(justify: true)\n'
    )
    return head + "\n".join(part for section in document.sections for part in _section(section))


def typst_pdf(source: str, folders: list[str]) -> bytes:
    """The PDF."""
    import typst

    compiler: Any = typst.Compiler(source.encode(), font_paths=folders)
    data: bytes = compiler.compile(format="pdf")
    return data


def _section(section: Section) -> Iterator[str]:
    if section.orientation == "landscape":
        yield "#set page(flipped: true)"
    for block in section.blocks:
        match block:
            case Heading():
                yield f"#heading(level: {max(1, block.depth)})[{_escaped(block.text)}]"
            case Paragraph():
                yield f"{_escaped(block.text)}\n"
            case Cover():
                yield from (f"{_escaped(line.text)}\n" for line in block.lines)
            case Contents():
                yield "#outline()"
            case Table():
                yield from (_table(part) for part in split_groups(block))
    if section.orientation == "landscape":
        yield "#set page(flipped: false)"


def _table(table: Table) -> str:
    widths = ", ".join(f"{width:g}fr" for width in table.widths)
    head = f"table.header({_cells(table.head)})," if table.head else ""
    return (
        f"{_escaped(text_of(table.title))}\n\n#[#set text(size: 9pt)\n#table(columns: ({widths}), {head} {_cells(table.body)})]\n"
    )


def _cells(rows: tuple[Row, ...]) -> str:
    return ", ".join(
        f"table.cell(colspan: {cell.colspan}, rowspan: {cell.rowspan})[{_escaped(cell.text)}]" for row in rows for cell in row
    )


def _escaped(text: str) -> str:
    for mark in "\\#[]*_`$<>@=-+/~":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " \\\n")


def office_pdfs(files: list[Path], profile: Path) -> None:
    """LibreOffice's PDF of DOCX files, beside them, all in one call."""
    folder = str(files[0].parent)
    command = [str(shutil.which("soffice")), "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    subprocess.run([*command, "--convert-to", "pdf", "--outdir", folder, *map(str, files)], check=True, capture_output=True)


def has_office() -> bool:
    """Whether LibreOffice is here."""
    return shutil.which("soffice") is not None
