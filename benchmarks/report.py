"""Results into `docs/性能.md` (between its marks) and a plot; facts of the machine without its name."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

Rows = list[list[str]]
_PART = re.compile(r"(?s)<!-- ([^/].*?) -->\n(.*?)<!-- /\1 -->")
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
    """Bars of every comparison (`standing` of a page): each side's ratio to the first."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    from generator.build import find_style
    from generator.packs import load_pack
    from generator.writers.fonts.find import find_fonts

    compared = {title: rows[2:] for title, rows in tables.items() if rows[0][0] == "做法"}
    if not compared:
        return
    pyplot.rcParams["svg.hashsalt"] = "gongkai"
    fonts = find_fonts(find_style(load_pack("tongyong-juesuan")))
    font = next(face.file for _, chain in fonts.chains for face in chain if not face.member)
    figure, axes = pyplot.subplots(len(compared), 1, figsize=(9, 1 + 1.6 * len(compared)), squeeze=False)
    for axis, (title, rows) in zip(axes[:, 0], compared.items(), strict=True):
        names, ratios = [row[0] for row in rows], [float(row[2]) for row in rows]
        axis.barh(names[::-1], ratios[::-1], color="#4472c4")
        axis.bar_label(axis.containers[0], fmt="%.2f", padding=3)
        axis.set_title(f"{title}（第一行为 1）", font=font, fontsize=11, loc="left")
        for label in axis.get_yticklabels():
            label.set_font(font)
            label.set_fontsize(9)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)
