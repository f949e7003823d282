"""Where a title of two lines is parted: GB/T 9704-2012 7.3.1 asks for whole words and lines of a pleasing shape.

A title too long for its line would else fill the first and leave a character or two on the second. It is parted near its
middle, rather before or after a year or behind a closing mark than elsewhere. Only titles that the contents leave out: a
line break would turn up there when Word makes them anew. Decided from estimated widths, as in `keep`, so that
DOCX and PDF agree and no font is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.document.blocks import Block, Contents, Document, Heading, Run, Runs, Section, text_of
from generator.writers.advance import is_latin
from generator.writers.linebreak import GAP_WIDTH, may_break
from generator.writers.style import Style

LATIN = 0.5
"""Width of a Latin letter or digit in em."""
PREFERRED = 6.0
"""em by which the two lines may differ more where the title is parted at a better place."""
PT_PER_MM = 72 / 25.4


def parted_titles(document: Document, style: Style) -> Document:
    """The document with a line break in each centred title of two lines."""
    listed = frozenset(row.target for block in document.blocks() if isinstance(block, Contents) for row in block.rows)
    return replace(document, sections=tuple(_section(section, style, listed) for section in document.sections))


def _section(section: Section, style: Style, listed: frozenset[str]) -> Section:
    page = style.sheet(section.orientation)
    room = (page.width - page.left - page.right) * PT_PER_MM
    return replace(section, blocks=tuple(_block(block, style, room, listed) for block in section.blocks))


def _block(block: Block, style: Style, room: float, listed: frozenset[str]) -> Block:
    if not isinstance(block, Heading) or block.number or block.id in listed:
        return block
    role = style.roles[block.role]
    place = parting(text_of(block.runs), room / role.size) if role.align == "center" else 0
    return replace(block, runs=tuple(_broken(block.runs, place))) if place else block


def parting(title: str, room: float) -> int:
    """Where the second line of a title begins, counted in characters; 0 where it has one line or more than two. room: in em."""
    widths = [LATIN if is_latin(char) else 1.0 for char in title]
    gaps = sum(is_latin(left) is not is_latin(right) for left, right in pairwise(title)) * GAP_WIDTH
    whole = sum(widths)
    if whole + gaps <= room or "\n" in title:
        return 0
    scores = []
    for place in range(1, len(title)):
        above = sum(widths[:place])
        if may_break(title, place) and max(above, whole - above) <= room:
            scores.append((abs(whole - 2 * above) - PREFERRED * _good(title, place), place))
    return min(scores)[1] if scores else 0


def _good(title: str, place: int) -> bool:
    """Whether a place is better than one inside a word: before a year, behind 2023年 or 2023年度, behind a closing mark."""
    before = title[:place]
    behind_year = before.endswith("年度") or (before.endswith("年") and title[place] != "度")
    return behind_year or (title[place].isdigit() and not before[-1].isdigit()) or before[-1] in "》）”"


def _broken(runs: Runs, place: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        cut = place - at
        at += len(run.text)
        yield replace(run, text=f"{run.text[:cut]}\n{run.text[cut:]}") if 0 <= cut < len(run.text) else run
