"""What the tests of packs share: the figures of the examples, headings and paragraphs of a report."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from generator.build import make_document, read
from generator.document.blocks import Contents, Cover, Document, Heading, Paragraph, Table
from generator.figures import Figures
from generator.packs import Pack, load_pack
from generator.packs.definition.pack import available

ROOT = Path(__file__).resolve().parents[2]


def with_sentences() -> list[str]:
    """The packs with templates of their own, and one that is a pack.yaml alone: what is tried with every pack is tried with
    these; the packs of the provinces are held against their outlines."""
    return [name for name, folder in available().items() if name == "hunan-juesuan" or [*folder.rglob("*.html")]]


@lru_cache(maxsize=8)
def figures_of(example: str) -> Figures:
    """The figures of data_examples/…."""
    return read(ROOT / "data_examples" / example)[0]


def report(pack: Pack | str, example: str = "shili/2023") -> Document:
    """The report of a pack over an example."""
    return make_document(load_pack(pack) if isinstance(pack, str) else pack, figures_of(example))[0]


def headings(document: Document, depth: int = 9) -> list[str]:
    """Ordinal and text of the headings down to a level, as the contents print them."""
    blocks = [block for section in document.sections for block in section.blocks if isinstance(block, Heading)]
    return [_text(block) for block in blocks if 0 < block.depth <= depth]


def lines(document: Document) -> list[str]:
    """Headings and paragraphs, one line each, in order; of tables their notes."""
    found: list[str] = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                found += ["".join(run.text for run in note) for note in block.notes]
            elif isinstance(block, Heading | Paragraph):
                found.append(_text(block))
            elif isinstance(block, Cover):
                found += [_text(paragraph) for paragraph in block.lines]
            elif isinstance(block, Contents):
                found += [block.title, *map(_text, block.notes)]
    return found


def tables(document: Document) -> dict[str, Table]:
    """The statutory tables of a report by their number in the pack."""
    blocks = [block for section in document.sections for block in section.blocks]
    return {block.id: block for block in blocks if isinstance(block, Table) and block.role == "form"}


def _text(block: Heading | Paragraph) -> str:
    lead = "".join(run.text for run in getattr(block, "lead", ()))
    return block.number + lead + "".join(run.text for run in block.runs)
