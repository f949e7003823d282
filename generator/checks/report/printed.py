"""H27, Z04: the report as it will be printed: contents against headings, numbers in order, annexes that are named exist.

The document is built from the data, so these rules find mistakes of a template rather than of a clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.checks.engine.finding import Finding, Severity
from generator.document.blocks import Block, Chart, Contents, Document, Heading, Paragraph, Table, text_of
from generator.model.numerals import number_of
from generator.model.place import Place

ORDINAL = re.compile(r"(第|附件|（)?([一二三四五六七八九十百]+|[0-9]+)(部分|）|、|．|\.)?$")
ANNEX = re.compile(r"附件\s*([0-9]{1,2}|[一二三四五六七八九十]{1,2})(?![0-9])")
ORDINALS = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
FORM_MARK = re.compile(r"公开\s?(?:第\s?)?([0-9]{1,3})\s?(?:号?表)")
NUMBERED = re.compile(rf"(?:见|参见|如|附|参照|对照|根据|按照)(?:附)?\s?(?:第\s?)?([表图])\s?({ORDINALS})(?![0-9.、])")
QUOTING = re.compile("[号》」]的?$|通知$|文件$")
"""Before 附件: another document's annex is meant."""
SEE = re.compile("(?:见|如|附后的?)[^。；]{0,6}$")
CODES = re.compile(r"\{\{|\{%|\\\*|PAGEREF|TOC \\|MERGEFIELD|#REF!|#DIV/0!|None|undefined")
TEMPLATE = "核对模板包"
STATE_IN_SENTENCE = re.compile(
    r"(?:原因(?:是|为)|由于|因为|用于|用在|内容(?:是|为)|分别(?:是|为)|包括|(?<=[。；，]))(无|不涉及|空)(?=[。；，]|$)|[：:](空)(?=[。；，]|$)"
)
"""无, 不涉及 or 空, typed for a whole field, as a word of a sentence: 主要用于无。, 开展自评。无。; `问题：无。` is an answer."""


def check_printed(document: Document) -> Iterator[Finding]:
    """Findings about the finished document."""
    blocks = list(document.blocks())
    headings = [block for block in blocks if isinstance(block, Heading)]
    yield from _contents(blocks, headings)
    yield from _numbers(blocks)
    yield from _references(blocks, headings)
    yield from _codes(blocks)
    yield from _states(blocks)


def check_places(lossy: Mapping[str, str]) -> Iterator[Finding]:
    """One hint for each table that rounds its figures to fewer than two decimals. lossy: title → an example."""
    for title, example in lossy.items():
        message = f"“{title}”的小数少于两位，{example}，与正文和别的表对不上"
        remedy = "表样或“公开表”里这张表的“小数”写 2；表式确要整数的不用改"
        yield Finding("小数", Severity.HINT, message, remedy, Place("", 0, 0, title))


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


def _references(blocks: list[Block], headings: list[Heading]) -> Iterator[Finding]:
    """附件3, 公开12表, 见附表5, 见图8 in the text where the report has no such annex, table or chart."""
    annexes = {number_of(found[1]) for heading in headings if (found := ANNEX.match(heading.text))}
    tables = [block for block in blocks if isinstance(block, Table) and block.role == "form"]
    marks = {int(found[0]) for table in tables if (found := re.search("[0-9]{1,3}", table.mark))}
    charts = sum(isinstance(block, Chart) for block in blocks)
    numbered = {"表": marks | set(range(1, len(tables) + 1)), "图": set(range(1, charts + 1))}
    for block, text in _texts(blocks):
        for found in ANNEX.finditer(text) if "附件" in text else ():
            quoted = QUOTING.search(text, max(0, found.start() - 2), found.start())
            if not quoted and number_of(found[1]) not in annexes and (annexes or SEE.search(text, 0, found.start())):
                yield _finding("H27", f"文字提到“{found[0]}”，报告里没有这个附件", "核对附件的序号", text[:30], block)
        for found in FORM_MARK.finditer(text) if marks else ():
            if int(found[1]) not in marks:
                message = f"文字提到“{found[0]}”，报告里只有{len(marks)}张公开表"
                yield _finding("H27", message, "核对公开表的表号", text[:30], block)
        for found in NUMBERED.finditer(text):
            if number_of(found[2]) not in numbered[found[1]]:
                message = f"文字提到“{found[0]}”，报告里没有这张{found[1]}"
                yield _finding("H27", message, f"核对{found[1]}的序号，或把内容写进文字", text[:30], block)


def _texts(blocks: list[Block]) -> Iterator[tuple[Block, str]]:
    """The paragraphs, and the cells of tables in running text."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, block.text
        elif isinstance(block, Table) and block.role == "plain":
            yield from ((block, cell.text) for row in (*block.head, *block.body) for cell in row)


def _states(blocks: list[Block]) -> Iterator[Finding]:
    """A state that somebody typed for a field and that a sentence prints as its word."""
    for block in blocks:
        text = text_of(block.runs) if isinstance(block, Paragraph) else ""  # 改进建议。无。 under a run-in heading is an answer
        for found in STATE_IN_SENTENCE.finditer(text):
            word = found[1] or found[2]
            around = text[max(0, found.start() - 12) : found.end() + 2]
            message = f"填了“{word}”的字段不能当一个词印在句子里：……{around}"
            yield _finding("Z01", message, "这句话少不了它：在数据里写明原因、用途或内容", around, block)


def _codes(blocks: list[Block]) -> Iterator[Finding]:
    """Field codes, template marks and names of nothing in a printed paragraph or cell."""
    for block in blocks:
        texts = [block.text] if isinstance(block, (Heading, Paragraph)) else []
        if isinstance(block, Table):
            texts = [cell.text for row in (*block.head, *block.body) for cell in row]
        for text in texts:
            if found := CODES.search(text):
                yield _finding("Z01", f"报告里留有代码“{found[0]}”：{text[:30]}", TEMPLATE, text[:30], block)
