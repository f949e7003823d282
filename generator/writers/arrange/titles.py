"""Where titles of more than one line break: GB/T 9704-2012 7.3.1 asks for whole words and a trapezoid or lozenge.

A title too long for its line would else fill the first and leave a character or two on the last. Its lines are made of
about the same length, the middle one not the shortest, and break where the meaning allows: at a year, after the name of
an office, after a closing mark, between words of the field (titles.yaml), least inside a word. Decided from estimated
widths, as in `keep`, so that all formats agree and no font is needed.

A line break would appear in the contents when Word updates them. A heading that the contents list is given narrower
lines instead, which part it in the same way as far as its first line is the longest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import inf

from generator.document.blocks import Block, Contents, Cover, Document, Heading, Indent, Run, Runs, Section, Table, text_of
from generator.measures import GAP_WIDTH, PT_PER_MM, char_width, has_gap, text_width
from generator.writers.arrange.linebreak import break_lines, may_break
from generator.writers.arrange.titlewords import penalty
from generator.writers.style import Role, Style

MOST_LINES = 4
LINE = 10.0
"""Penalty of one line more than needed, in em of unequal length."""
HOURGLASS = 15.0
"""Penalty of a middle line shorter than both its neighbours."""
SLACK = 0.25
"""em that a narrowed line has to spare, for fonts whose widths are not quite those estimated."""
COVER = ("封面单位", "封面题")


class _Title:
    """A title with the penalties of its breaks and the widths of its parts, in em."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.weights = [0.0, *(penalty(text, place) for place in range(1, len(text)))]
        self._chars = [0.0, *accumulate(map(char_width, text))]
        self._gaps = [0.0, *accumulate(GAP_WIDTH * has_gap(left, right) for left, right in pairwise(text)), 0.0]

    def widths(self, breaks: Sequence[int]) -> list[float]:
        """The widths of the lines that begin at the start and at the breaks."""
        return [
            self._chars[end] - self._chars[start] + self._gaps[end - 1] - self._gaps[start]
            for start, end in pairwise((0, *breaks, len(self.text)))
        ]

    def filled(self, room: float) -> tuple[int, ...]:
        """Where lines filled one after the other begin."""
        return tuple(sorted(break_lines(self.text, list(map(char_width, self.text)), room, room, GAP_WIDTH).breaks))

    def weight(self, breaks: Sequence[int], room: float) -> float:
        """Penalty of a choice of line breaks: unequal lines, a narrow middle line, cut words; infinite with a line too long."""
        widths = self.widths(breaks)
        if max(widths) > room:
            return inf
        waist = any(middle < min(above, below) for above, middle, below in zip(widths, widths[1:], widths[2:], strict=False))
        return max(widths) - min(widths) + HOURGLASS * waist + sum(self.weights[place] for place in breaks)


def parted_titles(document: Document, style: Style) -> Document:
    """The document with line breaks in its long centred titles."""
    listed = frozenset(row.target for block in document.blocks() if isinstance(block, Contents) for row in block.rows)
    return replace(document, sections=tuple(_section(section, style, listed) for section in document.sections))


def _section(section: Section, style: Style, listed: frozenset[str]) -> Section:
    page = style.sheet(section.orientation)
    room = (page.width - page.left - page.right) * PT_PER_MM
    return replace(section, blocks=tuple(_block(block, style, room, listed) for block in section.blocks))


def _block(block: Block, style: Style, room: float, listed: frozenset[str]) -> Block:
    match block:
        case Heading() if block.id in listed:
            return _narrowed(block, style.roles[block.role], room)
        case Heading():
            return replace(block, runs=_parted(block.runs, style.roles[block.role], room, block.text))
        case Table():
            return replace(block, title=_parted(block.title, style.roles["表题"], room))
        case Cover():
            lines = (
                replace(line, runs=_parted(line.runs, style.roles[line.role], room)) if line.role in COVER else line
                for line in block.lines
            )
            return replace(block, lines=tuple(lines))
        case _:
            return block


def _parted(runs: Runs, role: Role, room: float, whole: str = "") -> Runs:
    """The runs with line breaks. whole: all that is printed, where a number stands before them.

    Breaks that the form has are kept, unless a line is too long all the same.
    """
    title = text_of(runs)
    if not title or role.align != "center" or all(text_width(line, role.size) <= room for line in (whole or title).split("\n")):
        return runs
    plain = tuple(replace(run, text=run.text.replace("\n", "")) for run in runs)
    before = (whole or title).removesuffix(title)
    breaks = parting(before + text_of(plain), room / role.size, len(before) + 1)
    return tuple(broken(plain, [place - len(before) for place in breaks])) if breaks else runs


@lru_cache(maxsize=256)
def parting(title: str, room: float, first: int = 1) -> tuple[int, ...]:
    """Where the lines of a title begin after the first, counted in characters; empty where it has one line or too many.

    room: in em; first: the first place where it may break.
    """
    one = _Title(title)
    needed = 1 + len(one.filled(room))
    if not 1 < needed <= MOST_LINES:
        return ()
    breaks = [place for place in range(first, len(title)) if may_break(title, place)]
    best: tuple[float, tuple[int, ...]] = (inf, ())
    for count in range(needed, min(needed + 1, MOST_LINES) + 1):
        for chosen in combinations(breaks, count - 1):
            best = min(best, (one.weight(chosen, room) + LINE * (count - needed), chosen))
    return best[1] if best[0] < inf else ()


def _narrowed(heading: Heading, role: Role, room: float) -> Heading:
    """The heading with indents on both sides that make its lines end where the meaning allows."""
    if role.align != "center" or "\n" in heading.text or text_width(heading.text, role.size) <= room:
        return heading
    title, wide = _Title(heading.text), room / role.size
    full = title.filled(wide)
    if not 0 < len(full) < MOST_LINES:
        return heading
    best = (title.weight(full, wide), wide)
    for width in {title.widths((place,))[0] + SLACK for place in range(1, len(title.text))}:
        breaks = title.filled(width)
        if width < wide and len(breaks) <= len(full) + 1:
            best = min(best, (title.weight(breaks, width) + LINE * (len(breaks) - len(full)), width))
    inset = (room - best[1] * role.size) / 2
    return replace(heading, indent=Indent(left=inset, right=inset)) if best[1] < wide else heading


def broken(runs: Runs, breaks: Sequence[int]) -> Iterator[Run]:
    """The runs with line ends at some places, counted in characters."""
    at = 0
    for run in runs:
        cuts = [place - at for place in breaks if 0 <= place - at < len(run.text)]
        at += len(run.text)
        pieces = (run.text[start:end] for start, end in pairwise((0, *cuts, len(run.text))))
        yield replace(run, text="\n".join(pieces))
