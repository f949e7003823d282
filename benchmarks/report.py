"""Results into `docs/性能.md` (between its marks) and a plot; facts of the machine without its name."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

Rows = list[list[str]]
_PART = re.compile(r"(?s)<!-- ([^/].*?) -->\n(.*?)<!-- /\1 -->")
WIDTH, BARS, UNIT, ROW, GAP = 720, 320, 100, 24, 36
"""Of the plot, in px: its width, where bars begin, the length of the ratio 1, a row's height, the way to a title."""
LONGEST = 3.5
"""The longest bar; what is longer ends here and says its ratio."""
LOOK = "<style>text{font:14px sans-serif}.title{font-weight:bold}.name{text-anchor:end}path{fill:#4472c4}</style>"
PACKAGES = ("weasyprint", "python-docx", "docxtpl", "typst", "pydantic", "jinja2", "lxml")


def facts() -> str:
    """One line: cores, load, Python, libraries."""
    load = f"，测时平均负载 {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    packages = "、".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} 核{load}；{platform.system()}，Python {platform.python_version()}；{packages}。"


def put(page: Path, tables: Mapping[str, Rows], machine: str) -> None:
    """Replace the tables that were measured now; others stay as they are."""
    text = page.read_text(encoding="utf-8")
    for title, rows in tables.items():
        opening, closing = f"<!-- {title} -->\n", f"<!-- /{title} -->"
        before, rest = text.split(opening)
        after = rest.split(closing)[1]
        text = f"{before}{opening}{_table(rows)}\n测时的机器：{machine}\n{closing}{after}"
    page.write_text(text, encoding="utf-8", newline="\n")


def standing(page: Path) -> dict[str, Rows]:
    """The tables between the marks of the page, by title."""
    text = page.read_text(encoding="utf-8")
    parts = {found[1]: found[2] for found in _PART.finditer(text)}
    return {title: [_cells(line) for line in part.splitlines() if line.startswith("|")] for title, part in parts.items()}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _table(rows: Rows) -> str:
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *body]) + "\n"


def plot(tables: Mapping[str, Rows], file: Path) -> None:
    """Writes bars of every comparison (`standing` of a page) as a small SVG: each side's ratio to the first.

    Places depend on the number of rows alone, so that a new measurement changes only bars and figures.
    """
    lines: list[str] = []
    top = 0
    for title, rows in tables.items():
        if rows[0][0] == "做法":
            top += GAP
            lines.append(f'<text x="0" y="{top}" class="title">{escape(title)}（第一行为 1）</text>')
            for name, ratio in ((row[0], float(row[2])) for row in rows[2:]):
                top += ROW
                end = BARS + min(ratio, LONGEST) * UNIT
                lines.append(f'<text x="{BARS - 8}" y="{top}" class="name">{escape(name)}</text>')
                lines.append(f'<path d="M{BARS} {top - 12}H{end:.0f}v16H{BARS}z"/>')
                lines.append(f'<text x="{end + 6:.0f}" y="{top}">{ratio:.2f}</text>')
    size = f'width="{WIDTH}" height="{top + ROW}" viewBox="0 0 {WIDTH} {top + ROW}"'
    drawing = "\n".join((f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', LOOK, *lines, "</svg>\n"))
    file.write_text(drawing, encoding="utf-8", newline="\n")
