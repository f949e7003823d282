"""H27, Z04: the report as it will be printed: contents against headings, numbers in order, annexes that are named exist.

The document is built from the data, so these rules find mistakes of a template rather than of a clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.engine.finding import Finding, Severity
from generator.document.blocks import Block, Contents, Document, Heading, Paragraph, Table
from generator.model.numerals import number_of
from generator.model.place import Place

ORDINAL = re.compile(r"(第|附件|（)?([一二三四五六七八九十百]+|[0-9]+)(部分|）|、|．|\.)?$")
ANNEX = re.compile(r"附件\s*([0-9]{1,2}|[一二三四五六七八九十]{1,2})(?![0-9])")
CODES = re.compile(r"\{\{|\{%|\\\*|PAGEREF|TOC \\|MERGEFIELD|#REF!|#DIV/0!|None|undefined")
TEMPLATE = "核对模板包"


def check_printed(document: Document) -> Iterator[Finding]:
    """Findings about the finished document."""
    blocks = list(document.blocks())
    headings = [block for block in blocks if isinstance(block, Heading)]
    yield from _contents(blocks, headings)
    yield from _numbers(blocks)
    yield from _annexes(blocks, headings)
    yield from _codes(blocks)


def _finding(rule: str, message: str, remedy: str, where: str, block: Block) -> Finding:
    """A finding about a block, at its line in the template. where: the text that it is about."""
    return Finding(rule, Severity.ERROR, message, remedy, Place(block.template.file, block.template.line, 0, where))


def _contents(blocks: list[Block], headings: list[Heading]) -> Iterator[Finding]:
    """Rows of the contents that name no heading, or name it differently."""
    own = {heading.id: heading.text for heading in headings} | {b.id: None for b in blocks if isinstance(b, Table)}
    for block in blocks:
        for row in block.rows if isinstance(block, Contents) else ():
            if row.target not in own:
                yield _finding("H27", f"目录里的“{row.text}”在正文里没有", TEMPLATE, row.text, block)
            elif own[row.target] is not None and _plain(own[row.target]) != _plain(row.text):
                message = f"目录里的“{row.text}”与标题“{own[row.target]}”不一致"
                yield _finding("H27", message, TEMPLATE, row.text, block)


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def _numbers(blocks: list[Block]) -> Iterator[Finding]:
    """Numbers of headings that do not run 1, 2, 3 below one parent; run-in headings count as well."""
    last: dict[int, tuple[str, int]] = {}
    run_in: dict[str, int] = {}
    for block in blocks:
        if not isinstance(block, (Heading, Paragraph)) or (isinstance(block, Paragraph) and not block.lead):
            continue
        found = ORDINAL.match(block.number)
        style, number = (f"{found[1] or ''}{found[3] or ''}", number_of(found[2])) if found else ("", 0)
        if isinstance(block, Paragraph):
            run_in[style] = number
            continue
        for deeper in [level for level in last if level > block.depth]:
            del last[deeper]
        follows = number == 1 or last.get(block.depth) == (style, number - 1) or run_in.get(style) == number - 1
        if found and block.depth:
            if not follows:
                yield _finding("Z04", f"标题“{block.text}”的序号不连续", TEMPLATE, block.text, block)
            last[block.depth] = (style, number)


def _annexes(blocks: list[Block], headings: list[Heading]) -> Iterator[Finding]:
    """附件3 in the text where there is no such annex."""
    own = {number_of(found[1]) for heading in headings if (found := ANNEX.match(heading.text))}
    for block in blocks:
        if isinstance(block, Paragraph):
            for found in ANNEX.finditer(block.text):
                if own and number_of(found[1]) not in own:
                    yield _finding("H27", f"文字提到“{found[0]}”，报告里没有这个附件", "核对附件的序号", block.text[:30], block)


def _codes(blocks: list[Block]) -> Iterator[Finding]:
    """Field codes, template marks and names of nothing in a printed paragraph or cell."""
    for block in blocks:
        texts = [block.text] if isinstance(block, (Heading, Paragraph)) else []
        if isinstance(block, Table):
            texts = [cell.text for row in (*block.head, *block.body) for cell in row]
        for text in texts:
            if found := CODES.search(text):
                yield _finding("Z01", f"报告里留有代码“{found[0]}”：{text[:30]}", TEMPLATE, text[:30], block)
