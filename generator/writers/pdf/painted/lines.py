"""Paragraphs and headings with one box to the lines that stay together, each painted as one picture.

The lines are those that the engine would set: `typeset` has broken the text before. Page breaks remain the engine's; since two
lines at least stand at the foot and at the head of a page, two lines at the beginning and two at the end are one picture each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.document.blocks import Heading, Paragraph, Run, Runs, text_of
from generator.writers.pdf.engine.justify import MOST
from generator.writers.pdf.painted.picture import Picture, Shown
from generator.writers.pdf.painted.shaped import PX, Line, Shaper
from generator.writers.style import CONTENTS_ROLES, Role, Style

TOGETHER = 2
"""Lines of a paragraph that stay together at the foot and at the head of a page."""


def block_pictures(block: Heading | Paragraph, style: Style, shaper: Shaper, width: float) -> list[Picture]:
    """The pictures of a block's lines; none where the engine has to set them. width: of the text of the page, in px."""
    role = style.role_of(block)
    if role.name in CONTENTS_ROLES:
        return []
    return text_pictures(_parts(block), role, style, shaper, width, spread=not getattr(block, "new_page", False))


def text_pictures(runs: Runs, role: Role, style: Style, shaper: Shaper, width: float, *, spread: bool = True) -> list[Picture]:
    """The same for a text of a role. spread: to both margins, where the role says so."""
    if not role.line or not text_of(runs).strip():
        return []
    spacing = style.spacing_of(role)
    em = (role.size + spacing) * PX
    room = width - (role.left + role.right) * em
    lines = shaper.prose(runs, role, spacing)
    starts = [role.first * em, *[0.0] * (len(lines) - 1)]
    if role.align == "justify" and spread:
        lines = [_spread(line, room - start, role.size * PX) for line, start in zip(lines, starts, strict=True)]
    placed = [(line, start + _offset(line, role.align, room)) for line, start in zip(lines, starts, strict=True)]
    return [lines_picture(group, room) for group in _groups(placed)]


def ends_picture(left: Runs, right: Runs, role: Role, style: Style, shaper: Shaper, width: float) -> list[Picture]:
    """One line with a text at either end; none where the engine has to set it."""
    texts = [shaper.prose(runs, role, style.spacing_of(role)) for runs in (left, right)]
    plain = role.line and not (role.first or role.left or role.right) and all(len(lines) <= 1 for lines in texts)
    lines = [line for lines in texts for line in lines]
    if not plain or not lines or sum(line.width for line in lines) > width:
        return []
    height, baseline = max(line.height for line in lines), max(line.baseline for line in lines)
    starts = [0.0 if lines is texts[0] else width - line.width for lines in texts for line in lines]
    pieces = (one for line, start in zip(lines, starts, strict=True) for one in line.placed(start))
    shown = (Shown(x, baseline, piece, 0.0, width) for x, piece in pieces)
    return [Picture(width, height, tuple(shown))]


def _parts(block: Heading | Paragraph) -> Runs:
    """What is printed, with what is bold."""
    if isinstance(block, Heading):
        title = "".join(run.text for run in block.runs)
        return (Run(block.text.removesuffix(title) if title else block.text), *block.runs)
    lead = [Run(run.text, bold=True) for run in block.lead]
    return (Run(block.number, bold=bool(lead)), *lead, *block.runs)


def _spread(line: Line, room: float, size: float) -> Line:
    """A line spread to both margins by the rule of `justify`."""
    gaps = sum(len(piece.text) for piece in line.pieces) - 1
    missing = room - line.width
    if line.ends or gaps <= 0 or not 0 < missing <= gaps * MOST * size:
        return line
    more = missing / gaps
    for piece in line.pieces:
        piece.spread(more)
    line.pieces[-1].width -= more  # the space after the last character is no part of the line
    return line._replace(width=room)


def _offset(line: Line, align: str, room: float) -> float:
    free = max(0.0, room - line.width)
    return {"center": free / 2, "right": free}.get(align, 0.0)


def _groups(lines: Sequence[tuple[Line, float]]) -> Iterator[Sequence[tuple[Line, float]]]:
    """Lines between which no page breaks."""
    inner = range(TOGETHER, len(lines) - TOGETHER + 1)
    cuts = [0, *inner, len(lines)]
    return (lines[start:end] for start, end in pairwise(cuts) if start < end)


def lines_picture(lines: Sequence[tuple[Line, float]], width: float) -> Picture:
    """Lines one below the other, each with the place where it begins, as one picture."""
    y, shown = 0.0, []
    for line, start in lines:
        shown += [Shown(x, y + line.baseline, piece, 0.0, width) for x, piece in line.placed(start)]
        y += line.height
    return Picture(width, y, tuple(shown))
