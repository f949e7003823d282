"""H27, Z04: the report as it will be printed: contents against headings, numbers in order, annexes that are named exist.

The document is built from the data, so these rules find mistakes of a template rather than of a clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.checks.engine.finding import Finding, Severity
from generator.document.blocks import Block, Chart, Contents, Document, Heading, Paragraph, Runs, Table, text_of
from generator.document.vocabulary import HEADING_ROLES
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
ANNEXES = ("附件号", "附件题")
STATE_IN_SENTENCE = re.compile(
    r"(?:原因(?:是|为)|由于|因为|用于|用在|内容(?:是|为)|分别(?:是|为)|包括|(?<=[。；，]))(无|不涉及|空)(?=[。；，]|$)|[：:](空)(?=[。；，]|$)"
)
"""无, 不涉及 or 空, typed into a text, as a word of a sentence: 主要用于无。, 开展自评。无。; `问题：无。` is an answer."""
ANSWERS = ("无", "不涉及", "未载明")
WORDLESS = "空"
LOST = re.compile(r"[：:][。；，]|（）|(?:(?<=[，。；：名人个元）])其中|包括|分别[是为]|用于|原因[是为])[。；]")
ANNOUNCED = re.compile(r"(?:其中|包括|如下|分别[是为]|各项|下列)[：:]$")
LOST_REMEDY = "核对这一句用到的列表是不是写了“无”；数据没有错的，改模板：没有各项时不印“其中”“包括”和标题"
"""What can be typed in the place of a text: an answer where it stands by itself, and what no sentence can say."""


def check_printed(document: Document) -> Iterator[Finding]:
    """Findings about the finished document."""
    blocks = list(document.blocks())
    headings = [block for block in blocks if isinstance(block, Heading)]
    yield from _contents(blocks, headings)
    yield from _numbers(blocks)
    yield from _references(blocks, headings)
    yield from _codes(blocks)
    yield from _states(blocks)
    yield from _lost_parts(blocks)


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
    own = {heading.id: heading.listed for heading in headings} | {b.id: None for b in blocks if isinstance(b, Table)}
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
    annex = False
    for block in blocks:
        if not isinstance(block, (Heading, Paragraph)) or (isinstance(block, Paragraph) and not block.lead):
            continue
        found = ORDINAL.match(block.number)
        style, number = (f"{found[1] or ''}{found[3] or ''}", number_of(found[2])) if found else ("", 0)
        if isinstance(block, Paragraph):
            run_in[style] = number
            continue
        annex = block.role in ANNEXES or (annex and block.role != HEADING_ROLES[0])
        depth = block.depth or _depth(block, annex)
        for deeper in [level for level in last if level > depth]:
            del last[deeper]
        follows = number == 1 or last.get(depth) == (style, number - 1) or run_in.get(style) == number - 1
        if found and depth:
            if not follows:
                yield _finding("Z04", f"标题“{block.text}”的序号不连续", TEMPLATE, block.text, block)
            last[depth] = (style, number)


def _depth(heading: Heading, annex: bool) -> int:
    """The level of a heading that the contents leave out; 0 where its role names none."""
    if heading.role == "附件号":
        return 2
    levels = {role: level for level, role in enumerate(HEADING_ROLES[:5], 1)} | {"表题": 2}
    level = levels.get(heading.role, 0)
    return level + 2 if level and annex else level


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
        if not isinstance(block, Paragraph):
            continue
        text = text_of(block.runs)  # 改进建议。无。 under a run-in heading is an answer
        words = {found.start(found.lastindex or 0): found[found.lastindex or 0] for found in STATE_IN_SENTENCE.finditer(text)}
        for at, word in sorted((words | dict(_typed_states(block.runs, text))).items()):
            around = text[max(0, at - 12) : at + len(word) + 2]
            message = f"填了“{word}”的字段不能当一个词印在句子里：……{around}"
            yield _finding("Z01", message, "这句话少不了它：在数据里写明原因、用途或内容", around, block)


def _typed_states(runs: Runs, text: str) -> Iterator[tuple[int, str]]:
    """Each state that stands for a text field, with its position, where it is no answer by itself."""
    at = 0
    for run in runs:
        alone = (not at or text[:at].endswith(("：", ":"))) and text[at + len(run.text) :][:1] in ("", "。", "；")
        if run.key and (run.text == WORDLESS or (run.text in ANSWERS and not alone)):
            yield at, run.text
        at += len(run.text)


def _lost_parts(blocks: list[Block]) -> Iterator[Finding]:
    """Sentences of which a part has gone, and headings without anything below them: lists that are 无 or zero, mostly."""
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Paragraph):
            text = text_of(block.runs)
            found = LOST.search(text) or (ANNOUNCED.search(text) if isinstance(after, Heading | None) else None)
            if found:
                around = text[max(0, found.start() - 16) : found.end() + 4]
                yield _finding("Z01", f"句子缺了一截：……{around}", LOST_REMEDY, around, block)
        elif isinstance(block, Heading) and isinstance(after, Heading) and 0 < after.depth <= block.depth:
            message = f"标题“{block.text}”下面没有内容"
            yield replace(_finding("Z01", message, LOST_REMEDY, block.text, block), severity=Severity.WARNING)


def _codes(blocks: list[Block]) -> Iterator[Finding]:
    """Field codes, template marks and names of nothing in a printed paragraph or cell."""
    for block in blocks:
        texts = [block.text] if isinstance(block, (Heading, Paragraph)) else []
        if isinstance(block, Table):
            texts = [cell.text for row in (*block.head, *block.body) for cell in row]
        for text in texts:
            if found := CODES.search(text):
                yield _finding("Z01", f"报告里留有代码“{found[0]}”：{text[:30]}", TEMPLATE, text[:30], block)
