"""Where a finding stands in the draft: the figures that rest on the values it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.checks import Finding, Severity
from generator.document.draft import MOST_LEAVES
from generator.model.amount import Origin
from generator.model.place import Place
from generator.preview.draft.sheets import DraftSection, pieces
from generator.preview.scope import Scope

MOST_MARKED = 60
"""Figures that are marked for one finding."""

Line = tuple[str, int]
"""A file, and a line of it."""


class FigurePosition(NamedTuple):
    """The number of a piece, and of a figure in it."""

    piece: int
    figure: int


@dataclass(slots=True)
class _Reach:
    """Which of the wanted lines an origin rests on, and on how many typed values in all; each origin is asked once."""

    wanted: frozenset[Line]
    _known: dict[int, tuple[frozenset[Line], int]] = field(default_factory=dict)

    def of(self, origin: Origin) -> tuple[frozenset[Line], int]:
        known = self._known.get(id(origin))
        if known is None:
            line = (origin.place.file, origin.place.line)
            found, count = (frozenset((line,)) & self.wanted if origin.place.line else frozenset()), int(bool(origin.place.line))
            for operand in origin.operands:
                below, more = self.of(operand.origin)
                found, count = found | below, count + more
            known = self._known[id(origin)] = found, count
        return known


def figure_positions(
    findings: Sequence[Finding], sheets: tuple[DraftSection, ...], entries: Mapping[str, object]
) -> list[tuple[list[FigurePosition], bool]]:
    """For each finding the figures to mark, and whether they are marks: else only the nearest figure to go to.

    A figure made of many typed ones is not marked for one of them; where no other is there, it is the nearest.
    """
    wanted = frozenset((p.file, p.line) for finding in findings for p in _places(finding))
    by_line = _by_line(_Reach(wanted), sheets, entries) if wanted else {}
    result = []
    for finding in findings:
        near = sorted({(*position, few) for p in _places(finding) for few, position in by_line.get((p.file, p.line), ())})
        own = [FigurePosition(piece, figure) for piece, figure, count in near if count <= MOST_LEAVES][:MOST_MARKED]
        nearest = min(near, key=lambda one: one[2], default=None)
        result.append((own, True) if own else ([FigurePosition(*nearest[:2])] if nearest else [], False))
    return result


def _places(finding: Finding) -> Iterable[Place]:
    return (place for place in (finding.place, finding.other) if place.line)


def _by_line(
    reach: _Reach, sheets: tuple[DraftSection, ...], entries: Mapping[str, object]
) -> dict[Line, list[tuple[int, FigurePosition]]]:
    found: dict[Line, list[tuple[int, FigurePosition]]] = {}
    for number, piece in enumerate(pieces(sheets)):
        for figure, key in enumerate(piece.keys):
            origin = entries.get(key)
            if isinstance(origin, Origin):
                lines, count = reach.of(origin)
                for line in lines:
                    found.setdefault(line, []).append((count, FigurePosition(number, figure)))
    return found


def listed(
    findings: Sequence[Finding], sheets: tuple[DraftSection, ...], entries: Mapping[str, object], scope: Scope
) -> list[dict[str, object]]:
    """The findings as the page lists them, errors first."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    return [
        {
            **finding.as_dict(),
            "file": scope.label(finding.place.file),
            "other": f"{scope.label(finding.other.file)} 第{finding.other.line}行" if finding.other.file else "",
            "figures": where,
            "marked": marked,
        }
        for finding, (where, marked) in zip(ranked, figure_positions(ranked, sheets, entries), strict=True)
    ]
