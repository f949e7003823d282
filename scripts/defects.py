"""What a typesetter would mark in the example reports, counted: nearly empty pages, torn tables, stretched digits and the like.

    .venv/bin/python scripts/defects.py [部分文件夹名] [--style NAME] [--places]

Every report of the examples, in its pack's own style or in the one that is named. --places also prints where each one is.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.build import chosen_packs, find_style, make_document, read  # noqa: E402 - the repository is put on the path first
from generator.document.blocks import Cover, Document, Heading, Table  # noqa: E402
from generator.writers.arrange import Paged  # noqa: E402
from generator.writers.arrange.linebreak import BREAK, unmarked  # noqa: E402
from generator.writers.docx import write_docx  # noqa: E402
from tests.built import prepare, print_pdf  # noqa: E402

FULL = 0.35
"""The least share of a page's height that is used of a page that is not nearly empty."""
FEW_ROWS = 5
"""A table that goes on with fewer rows would better have been fitted to its page."""
STRETCHED = 0.62, 1.2
"""Distance of two digits of one number, in their size: between these they are spread; a digit is 0.5 em wide."""
LOOSE = 1.3
"""Distance of two characters of a line that is spread too far, in their size."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIRECT = tuple(f"{W}{name}" for name in ("jc", "ind", "spacing", "rFonts", "sz"))
SOURCES = (
    *("gongjing/2020", "shili/2022", "shili/2023", "shili/2024", "huizong/2023"),
    *("dachang/2020", "dachang/2021", "yongxing/2021", "mentougou/2021"),
)


class Digit(NamedTuple):
    """A character of a line: its place on the baseline and its size, in pt."""

    text: str
    x: float
    size: float


def empty_pages(paged: Paged) -> Iterator[str]:
    """The pages that are less than FULL, but for covers; with the table that alone stands on one."""
    first = next(iter(paged.document.sections), None)
    covered = bool(first and first.blocks and isinstance(first.blocks[0], Cover))
    for number, share in enumerate(paged.pages.fills, 1):
        if share < FULL and not (covered and number == 1):
            yield f"第{number}页（{share:.0%}）"


def torn_tables(typeset: Document) -> Iterator[tuple[str, Table, int]]:
    """Every page on which a table goes on: the table's id, the table, and how many of its rows stand there."""
    for table in typeset.tables():
        for begin, end in pairwise([*sorted(table.page_rows), len(table.body)]):
            yield table.id, table, end - begin


def short_ends(typeset: Document) -> Iterator[str]:
    """Tables that go on with fewer rows than FEW_ROWS."""
    yield from (f"{name}：{rows}行" for name, _, rows in torn_tables(typeset) if rows < FEW_ROWS)


def headless(typeset: Document) -> Iterator[str]:
    """Tables that go on without a head."""
    yield from (name for name, table, _ in torn_tables(typeset) if not table.head)


def lone_characters(typeset: Document) -> Iterator[str]:
    """Cells whose last line is a single character."""
    for table in typeset.tables():
        for row in (*table.head, *table.body):
            for cell in row:
                *before, last = cell.text.replace("\n", BREAK).split(BREAK)
                if before and len(unmarked(last)) == 1:
                    yield f"{table.id}：{'/'.join(unmarked(line) for line in (*before, last))}"


def equal_bookmarks(document: Document) -> Iterator[str]:
    """Bookmarks that stand beside an equal one: same words, same level, same parents."""
    above: list[str] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for block in document.blocks():
        if isinstance(block, Heading) and block.depth:
            above = [*above[: block.depth - 1], *[""] * (block.depth - 1 - len(above)), block.listed]
            seen[tuple(above)] += 1
    yield from (place[-1] for place, count in seen.items() for _ in range(count - 1))


def direct_formats(docx: bytes) -> Iterator[str]:
    """Paragraphs of a Word file that say for themselves what a style should say."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for paragraph in root.iter(f"{W}p"):
        looks = [*paragraph.findall(f"{W}pPr"), *(run for run in paragraph.iter(f"{W}rPr"))]
        if any(child.tag in DIRECT for look in looks for child in look):
            yield "".join(paragraph.itertext())[:20]


def is_stretched(line: Iterable[Digit]) -> bool:
    """Whether three digits in a row of a line stand apart."""
    spread = 0
    for left, right in pairwise(sorted(line, key=lambda one: one.x)):
        one_number = left.text in "0123456789" and right.text in "0123456789" and abs(left.size - right.size) < 0.1
        spread = spread + 1 if one_number and STRETCHED[0] < (right.x - left.x) / left.size < STRETCHED[1] else 0
        if spread > 1:
            return True
    return False


def is_loose(line: Iterable[Digit]) -> bool:
    """Whether characters of a line stand evenly apart, as on a line that was broken too early and then spread."""
    spread, last = 0, 0.0
    for left, right in pairwise(sorted(line, key=lambda one: one.x)):
        apart = (right.x - left.x) / left.size
        spread = spread + 1 if LOOSE < apart < 3 and abs(apart - last) < 0.05 else 0
        last = apart
        if spread > 3:
            return True
    return False


def lines_that(looks: Callable[[Iterable[Digit]], bool], pdf: bytes) -> Iterator[str]:
    """The lines of a PDF that look so, each with its page."""
    for number, lines in enumerate(_pages(pdf), 1):
        for line in filter(looks, lines):
            yield f"第{number}页：{''.join(one.text for one in sorted(line, key=lambda one: one.x))[:30]}"


def _pages(pdf: bytes) -> Iterator[list[list[Digit]]]:
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        lines: dict[int, list[Digit]] = defaultdict(list)
        for at in range(raw.FPDFText_CountChars(text.raw)):
            x, y = raw.c_double(), raw.c_double()
            raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
            sign, size = chr(raw.FPDFText_GetUnicode(text.raw, at)), raw.FPDFText_GetFontSize(text.raw, at)
            lines[round(y.value)] += [Digit(sign, x.value, size)] if not sign.isspace() else []
        yield list(lines.values())


Found = dict[str, list[str]]


def defects(document: Document, style_of: Callable[[], object]) -> tuple[int, Found]:
    """Pages of a report, and what is found on them. style_of: gives the style."""
    made = prepare(document, style_of())  # type: ignore[arg-type]
    typeset, pdf = made.paged.typeset, print_pdf(made).data
    return made.paged.pages.count, {
        "不到三成五的页": [*empty_pages(made.paged)],
        "续页不足五行": [*short_ends(typeset)],
        "续页没有表头": [*headless(typeset)],
        "末行一字的格": [*lone_characters(typeset)],
        "拉开的数字": [*lines_that(is_stretched, pdf)],
        "拉开的行": [*lines_that(is_loose, pdf)],
        "相同的书签": [*equal_bookmarks(document)],
        "直接格式的段": [*direct_formats(write_docx(made.paged.document, made.style, made.paged.pages.of))],
    }


def main(arguments: list[str]) -> None:
    """Print the counts of every report, and of all."""
    style = arguments[arguments.index("--style") + 1] if "--style" in arguments else ""
    wanted = next((word for word in arguments if not word.startswith("-") and word != style), "")
    pages, whole = 0, Counter[str]()
    for source in SOURCES:
        if wanted not in source:
            continue
        figures, _ = read(ROOT / "data_examples" / source)
        for pack in chosen_packs(figures):
            document, _ = make_document(pack, figures)
            count, found = defects(document, lambda pack=pack: find_style(pack, style))  # type: ignore[misc]
            pages += count
            whole.update({name: len(places) for name, places in found.items()})
            print(f"{source} {pack.name}　{count}页　" + "　".join(f"{name}{len(places)}" for name, places in found.items()))
            if "--places" in arguments:
                print(*(f"    {name}：{place}" for name, places in found.items() for place in places), sep="\n")
    print(f"合计　{pages}页　" + "　".join(f"{name}{count}" for name, count in whole.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
