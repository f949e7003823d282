"""`verify`: an edited or published report against the report that the data makes now, each difference with both places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Document, Heading, Paragraph, Run, Table
from generator.model.amount import Origin
from generator.model.place import NOWHERE, Place
from generator.verify.compare import Difference, compare
from generator.verify.printed import expected_lines, read_printed
from generator.verify.reader import read_docx
from generator.writers.docx import write_docx

DOCX = (".docx", ".docm")
"""Files that are read to the letter, tracked changes and text boxes too."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The pack whose report is most like the edited file, and the differences with the data's places."""

    pack: str
    differences: list[tuple[Difference, tuple[Place, ...]]]


def verify(edited: Path, source: Path, packs: tuple[str, ...] = ()) -> Verified:
    """Hold a report (DOCX, PDF, web page) against a source. Of several reports in the data, the most like one is meant."""
    docx = edited.suffix.lower() in DOCX
    items, form = (read_docx(edited), "docx") if docx else read_printed(edited)
    figures, _ = read(source)
    results = []
    for pack in chosen_packs(figures, packs):
        document, _ = make_document(pack, figures)
        style = find_style(pack)
        expected = read_docx(write_docx(document, style)) if docx else expected_lines(document, style, form, pack.name)
        results.append((pack.name, document, compare(items, expected)))
    name, document, differences = min(results, key=lambda result: len(result[2]))
    lines = _runs_by_line(document)
    return Verified(name, [(one, _places(one, lines, document)) for one in differences])


def _runs_by_line(document: Document) -> dict[str, tuple[Run, ...]]:
    """Printed line (without white space) → its runs."""
    lines: dict[str, tuple[Run, ...]] = {}
    for block in document.blocks():
        if isinstance(block, Heading):
            lines.setdefault(_squeezed(block.text), block.runs)
        elif isinstance(block, Paragraph):
            lines.setdefault(_squeezed(block.text), (*block.lead, *block.runs))
        elif isinstance(block, Table):
            for row in block.body:
                key = _squeezed("".join(cell.text for cell in row))
                lines.setdefault(key, tuple(run for cell in row for run in cell.runs))
    return lines


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)


def _places(difference: Difference, lines: dict[str, tuple[Run, ...]], document: Document) -> tuple[Place, ...]:
    """Where in the data the line comes from; of differing figures only these, else all of the line's texts."""
    if difference.expected is None:
        return ()
    runs = lines.get(_squeezed("".join(difference.expected.cells)), ())
    wanted = {figure for _, joined in difference.figures for figure in joined.split("、") if figure}
    chosen = [run for run in runs if any(figure in re.sub("[,，]", "", run.text) for figure in wanted)] or list(runs)
    places: dict[Place, None] = {}
    for run in chosen:
        origin = document.entries.get(run.key)
        if isinstance(origin, Origin):
            places.update(dict.fromkeys(typed_places(origin)))
    return tuple(places)


def typed_places(origin: Origin, limit: int = 5) -> list[Place]:
    """The places in data files that an origin rests on, the first few."""
    if origin.place != NOWHERE and origin.place.file:
        return [origin.place]
    found: list[Place] = []
    for operand in origin.operands:
        found += [place for place in typed_places(operand.origin, limit) if place not in found]
        if len(found) >= limit:
            break
    return found[:limit]
