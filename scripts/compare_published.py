"""A report that was built beside the published one: the lines that differ, by kind, and how many of each kind agree.

    .venv/bin/python scripts/compare_published.py 生成的.docx 公开件.pdf [种类]...

Kinds: 标题, 句 (paragraphs, sentence by sentence), 表题 (title, unit, owner), 表头, 注, 格 (rows of tables).
Both files are read by generator.reports; white space does not count, a code in three columns (类, 款, 项) is one code.
`＋` stands only in the built report, `－` only in the published one. Ends 1 where something differs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.reports import ReadReport, read_report  # noqa: E402 - the repository is put on the path first
from generator.reports.report import ReportTable  # noqa: E402
from generator.reports.words import flat, tidy  # noqa: E402

KINDS = ("标题", "句", "表题", "表头", "注", "格")
SENTENCE = re.compile(r"[^。；]+[。；]?")
CODE, PART = re.compile(r"\d{3}(?:\d\d)?"), re.compile(r"(?:\d\d)?")


def main(arguments: list[str]) -> int:
    """Print the comparison; 0 where nothing differs, 1 where something does, 2 for wrong usage."""
    if len(arguments) < 2 or set(arguments[2:]) - set(KINDS):
        print(f"用法：compare_published.py 生成的.docx 公开件.pdf [{' '.join(KINDS)}]", file=sys.stderr)
        return 2
    built, published = (lines_of(read_report(Path(name))) for name in arguments[:2])
    differing = [report(kind, built[kind], published[kind]) for kind in arguments[2:] or KINDS]
    return 1 if any(differing) else 0


def report(kind: str, built: list[str], published: list[str]) -> int:
    """Print one kind: the lines that differ and the count of those that agree. Returns how many lines differ."""
    only = list(differences(built, published))
    missing = sum(sign == "－" for sign, _ in only)
    print(f"{kind}：公开件{len(published)}行，相同{len(published) - missing}行，不同{len(only)}行")
    for sign, line in only:
        print(f"  {sign} {line}")
    return len(only)


def differences(built: list[str], published: list[str]) -> Iterator[tuple[str, str]]:
    """The lines of only one side, in order: ＋ built, － published."""
    for kind, first, last, start, end in SequenceMatcher(None, built, published, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (("－", line) for line in published[start:end])
            yield from (("＋", line) for line in built[first:last])


def lines_of(report: ReadReport) -> dict[str, list[str]]:
    """The lines of a report by kind, in reading order."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    found["标题"] = [f"目录｜{_flat(row.ordinal + row.title)}" for row in report.contents]
    found["标题"] += [_flat(section.text) for section in report.sections()]
    for _, paragraph in report.paragraphs():
        found["句"] += [one for one in SENTENCE.findall(_flat(paragraph.text)) if one.strip()]
    for table in report.tables():
        found["表题"] += [one for one in (_flat(line.text) for line in table.above) if one]
        head, body = rows_of(table)
        found["表头"] += head
        found["格"] += body
        found["注"] += [_flat(note.text) for note in table.notes]
    return found


def rows_of(table: ReportTable) -> tuple[list[str], list[str]]:
    """Head and body, a line per row: each cell once, a code of three columns as one."""
    title = _flat(table.title)
    rows = [[_flat(text) for text in row] for row in table.grid.table(spread=False)]
    head = ["｜".join(filter(None, row)) for row in rows[: table.head]]
    body = [f"{title}｜{'｜'.join(_joined(row))}" for row in rows[table.head :] if any(row)]
    return [f"{title}｜{line}" for line in head if line], body


def _joined(row: list[str]) -> list[str]:
    """The cells of a row; a code in several columns (类, 款, 项) stands in one cell, wherever it begins."""
    found: list[str] = []
    for cell in row if any(row[:3]) else row[2:]:
        if found and CODE.fullmatch(found[-1]) and PART.fullmatch(cell):
            found[-1] += cell
        else:
            found.append(cell)
    return found


def _flat(text: str) -> str:
    return flat(tidy(text)).replace(" ", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
