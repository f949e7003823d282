"""不是问题: findings that a reviewer has looked at and let stand, in a file beside the report.

An entry holds for the same rule, message and words. Where the words have changed it holds no longer, and is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.checks import Severity
from generator.errors import UsageError
from generator.examine.places import ReportFinding, finding
from generator.reports.report import ReportPlace
from generator.runtime.door import place, put
from generator.settingsfile.reading import SettingsMap, read_settings

ENDING = ".不是问题.yaml"
HEAD = "# 看过、不算问题的：规则、问题、原句都一样才算；原句改了就不再算。理由给以后看的人。\n"
KEYS = ("规则", "问题", "原句", "理由")
RULE = "不是问题"
TIMES = re.compile(r"（共\d{1,6}处）$")
REMEDY = "写成“- {规则: …, 问题: …, 原句: …, 理由: …}”；由 gongkai check 报告 --not-a-problem 写最省事"
Key = tuple[str, str, str]


class Accepted(NamedTuple):
    """left: the findings that still count, with a hint for every entry that has lapsed; number: how many are let stand."""

    left: list[ReportFinding]
    number: int


def accepted_file(report: Path) -> Path:
    """The file beside a report."""
    return report.with_name(report.name + ENDING)


def without_accepted(report: Path, findings: Sequence[ReportFinding]) -> Accepted:
    """The findings of a report without those that are let stand. Raises PackError for a file that is not as it should be."""
    file = accepted_file(report)
    if not file.is_file():
        return Accepted(list(findings), 0)
    entries = {_key_of(entry): entry for entry in _entries(file)}
    left = [one for one in findings if _key(one) not in entries]
    met = {_key(one) for one in findings}
    lapsed = [entry for key, entry in entries.items() if key not in met]
    left += [_lapsed(file, entry) for entry in lapsed]
    return Accepted(left, len(findings) + len(lapsed) - len(left))


def accept(report: Path, findings: Iterable[ReportFinding], piece: str, reason: str) -> list[ReportFinding]:
    """Let stand the findings whose message or words hold a piece of text: they are added to the file. Those that were added.

    Raises UsageError where no finding has the piece or no reason is given, OutputError where the file cannot be written.
    """
    if not reason.strip():
        raise UsageError("没有写理由", remedy="加上 --why 为什么不是问题")
    chosen = [one for one in findings if piece in one.message or piece in one.words]
    if not piece.strip() or not chosen:
        raise UsageError(f"没有哪一条问题里有“{piece}”", file=str(report), remedy="从问题或原句里抄几个字")
    file = accepted_file(report)
    place(file.parent, file.name)
    before = file.read_text(encoding="utf-8-sig") if file.is_file() else HEAD
    present = {_key_of(entry) for entry in _entries(file)} if file.is_file() else set()
    new = [one for one in chosen if _key(one) not in present]
    rows = [dict(zip(KEYS, (*_key(one), reason.strip()), strict=True)) for one in new]
    more = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=10_000) if rows else ""
    put(file.parent, file.name, f"{before.rstrip()}\n{more}".encode())
    return new


def _entries(file: Path) -> list[SettingsMap]:
    """The entries of a file, each with its line."""
    raw: Any = read_settings(file, str(file))
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(isinstance(one, SettingsMap) and set(one) <= set(KEYS) for one in raw):
        raise UsageError("“不是问题”应是一列，每条写规则、问题、原句、理由", file=str(file), remedy=REMEDY)
    return raw


def _key_of(entry: SettingsMap) -> Key:
    rule, message, words = (str(entry.get(key) or "") for key in KEYS[:3])
    return rule, message, words


def _key(one: ReportFinding) -> Key:
    return one.rule, TIMES.sub("", one.message), one.words


def _lapsed(file: Path, entry: SettingsMap) -> ReportFinding:
    said = str(entry.get("问题") or "")
    message = f"{file.name} 第{entry.line}行的一条不再对得上（原句改了，或已经改正）：{said}"
    return finding(RULE, Severity.HINT, message, "删去这一条；仍不算问题的，重新标一次", ReportPlace(file=file.name))
