"""`gongkai import 报告 --show`: what is read of a published report — outline, tables, figures — for people, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.intake.sources import SUFFIXES
from generator.reports import ReadReport, ReportParagraph, ReportPlace, ReportSection, ReportTable, read_report
from generator.reports.facts import CellFact, ReportFacts, SentenceFact, report_facts

WIDEST = 24
"""Characters of a cell that are printed."""
LONGEST = 80
"""Characters of a paragraph that are printed in the outline."""
BOOKS = {".xlsx", ".xls", ".xlsm", ".et"}


def show(path: Path, *, as_json: bool = False) -> int:
    """Read a report and print what it says; the exit status. Raises UsageError for a file that is no report."""
    if path.suffix.lower() in {*BOOKS, *SUFFIXES}:
        raise UsageError("--show 看的是公开的报告", file=str(path), remedy="给 Word、PDF 或网页文件；工作簿和数据不用 --show")
    report = read_report(path)
    facts = report_facts(report)
    if as_json:
        print(json.dumps(_as_json(report, facts), ensure_ascii=False, indent=1))
    else:
        for line in _lines(report, facts):
            print(line)
    return 0


def _lines(report: ReadReport, facts: ReportFacts) -> Iterator[str]:
    about = facts.about
    year = f"{about.year}年度" if about.year else "年度没有认出"
    yield f"{report.file}：{about.department or '部门没有认出'}，{year}，{about.kind or '文种没有认出'}"
    pages = [page for page in report.pages if page.number]
    sections = list(report.sections())
    yield (f"{len(pages)}页，" if pages else "") + f"{len(sections)}个标题，{len(report.tables())}张表"
    yield from (f"注意：{remark.text}" for remark in report.remarks)
    if report.contents:
        yield from ("", "一、目录")
        for row in report.contents:
            yield f"{'  ' * row.level}{row.ordinal}{row.title}" + (f"　{row.page}" if row.page else "")
    yield from ("", "二、提纲")
    yield from (line for block in report.front for line in _block(block, 1))
    for part in report.parts:
        yield from _section(part)
    yield from ("", "三、表")
    for table in report.tables():
        yield from _table(table, facts.forms.get(table.number, ""))
    yield from _facts(facts)


def _section(section: ReportSection) -> Iterator[str]:
    yield f"{'  ' * section.level}{section.text}〔{section.place}〕"
    for block in section.blocks:
        if isinstance(block, ReportSection):
            yield from _section(block)
        else:
            yield from _block(block, section.level + 1)


def _block(block: ReportParagraph | ReportTable, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(block, ReportTable):
        yield f"{indent}〔表{block.number}：{block.title or '没有表名'}〕"
    else:
        yield f"{indent}· {block.text[:LONGEST]}{'……' if len(block.text) > LONGEST else ''}"


def _table(table: ReportTable, form: str) -> Iterator[str]:
    marks = [table.code, f"单位：{table.unit}" if table.unit else "", f"编制单位：{table.owner}" if table.owner else ""]
    pages = f"，共{table.pages}页" if table.pages > 1 else ""
    yield f"表{table.number}　{table.title or '没有表名'}〔{_where(table.place)}{pages}〕" + "　".join(filter(None, ["", *marks]))
    yield f"  {f'认作“{form}”' if form else '不认识的表'}，{table.grid.rows}行{table.grid.columns}列，表头{table.head}行"
    for number, row in enumerate(table.grid.table(spread=False), 1):
        yield f"  {number:>3} " + "｜".join(text[:WIDEST] for text in row)
    yield from (f"  {note.text}" for note in table.notes)


def _where(place: ReportPlace) -> str:
    return f"第{place.page}页" if place.page else f"第{place.paragraph}段"


def _facts(facts: ReportFacts) -> Iterator[str]:
    yield from ("", f"四、表里的数：{len(facts.cells)}个")
    for cell in facts.cells:
        yield f"  {cell.place}第{cell.place.column}列　{cell}　{cell.value}{'' if cell.count else '万元'}"
    known = [fact for fact in facts.sentences if fact.understood]
    yield from ("", f"五、句子里的数：{len(facts.sentences)}个，读懂{len(known)}个")
    for fact in known:
        yield f"  {fact.place}　{fact}　{fact.statement.figure.value}{fact.statement.figure.unit}"
    rest = [fact for fact in facts.sentences if not fact.understood]
    if rest:
        yield from ("", f"六、句子里没有读懂的数：{len(rest)}个")
        yield from (f"  {fact.place}　……{fact.words}" for fact in rest)
    if facts.unused:
        yield from ("", f"七、表里没有用到的：{len(facts.unused)}处")
        yield from (f"  {line}" for line in facts.unused)


def _as_json(report: ReadReport, facts: ReportFacts) -> dict[str, Any]:
    about = facts.about
    return {
        "file": report.file,
        "format": report.format,
        "pages": sum(1 for page in report.pages if page.number),
        "about": {"department": about.department, "year": about.year, "kind": about.kind},
        "remarks": [{"text": remark.text, "place": _place(remark.place)} for remark in report.remarks],
        "contents": [
            {"ordinal": row.ordinal, "title": row.title, "level": row.level, "page": row.page} for row in report.contents
        ],
        "front": [_block_json(block) for block in report.front],
        "parts": [_section_json(part) for part in report.parts],
        "tables": [_table_json(table, facts.forms.get(table.number, "")) for table in report.tables()],
        "facts": [*map(_cell_json, facts.cells), *map(_sentence_json, facts.sentences)],
        "unused": facts.unused,
    }


def _place(place: ReportPlace) -> dict[str, Any]:
    names = ("page", "paragraph", "table", "title", "row", "column")
    found: dict[str, Any] = {name: getattr(place, name) for name in names if getattr(place, name)}
    return {**found, "box": list(place.box)} if place.box else found


def _section_json(section: ReportSection) -> dict[str, Any]:
    blocks = [_section_json(block) if isinstance(block, ReportSection) else _block_json(block) for block in section.blocks]
    head = {"section": section.title, "ordinal": section.ordinal, "level": section.level, "place": _place(section.place)}
    return {**head, "blocks": blocks}


def _block_json(block: ReportParagraph | ReportTable) -> dict[str, Any]:
    if isinstance(block, ReportTable):
        return {"table": block.number}
    return {"paragraph": block.text, "place": _place(block.place)}


def _table_json(table: ReportTable, form: str) -> dict[str, Any]:
    cells = [
        {
            "text": cell.text,
            "row": cell.row + 1,
            "column": cell.column + 1,
            **({"rowspan": cell.rowspan} if cell.rowspan > 1 else {}),
            **({"colspan": cell.colspan} if cell.colspan > 1 else {}),
            **({"page": cell.place.page} if cell.place.page else {}),
        }
        for cell in table.grid.cells
        if cell.text
    ]
    marks = {"title": table.title, "code": table.code, "unit": table.unit, "owner": table.owner, "form": form}
    size = {"rows": table.grid.rows, "columns": table.grid.columns, "head": table.head, "pages": table.pages}
    notes = [note.text for note in table.notes]
    return {"number": table.number, **marks, **size, "place": _place(table.place), "notes": notes, "cells": cells}


def _cell_json(fact: CellFact) -> dict[str, Any]:
    return {"of": dict(fact.dims), "value": str(fact.value), "unit": "" if fact.count else "万元", "place": _place(fact.place)}


def _sentence_json(fact: SentenceFact) -> dict[str, Any]:
    subject, figure = fact.statement.subject, fact.statement.figure
    of = {"名称": subject.name, "资金": subject.fund, "预决算": subject.stage, "年度": str(subject.year or "")}
    return {
        "of": {key: value for key, value in of.items() if value},
        "kind": fact.statement.kind.value,
        "understood": fact.understood,
        "value": str(figure.value),
        "unit": figure.unit,
        "section": list(fact.path),
        "words": fact.words,
        "place": _place(fact.place),
    }
