"""科目 of a data file against the classification of its year: is each known, of the right level, given once?"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator

from generator.intake.collector import Collector
from generator.model.about import Codes, about, values
from generator.model.classification import Classification, Code, economic, functional
from generator.model.department import DepartmentYear
from generator.model.money import ByCode, ByNature, Expenditure, ProjectSplit
from generator.model.place import Place, place_of

LEVELS = {3: "类", 5: "款", 7: "项"}
SHOWN = 3
"""How many codes a remedy proposes."""


def check_codes(data: DepartmentYear, problems: Collector) -> None:
    """Note every 科目 that the year's classification does not know, or that is of another level than its field wants."""
    codes = _Codes(data.year, problems)
    seen: dict[str, Place] = {}
    for info, value in values(data):
        if (table := about(info).codes) is not None and value is not None:
            for code in value if isinstance(value, dict) else [value]:
                codes.check(code, table)
    for line in data.expenditure:
        place = place_of(line.code)
        if line.code in seen:
            message = f"科目{line.code}写了两次：第{seen[line.code].line}行已经有了"
            problems.add(place, message, "合成一条；同一科目的各种资金写在同一条下面")
        seen.setdefault(line.code, place)
        for code in _economic_codes(line):
            codes.economy(code, (5,))
    for split in (*_splits(data.revenue), *_splits(data.carry_over)):
        for code in split.items:
            codes.function(code, (7,))
    if data.evaluation and data.evaluation.budget:
        for code in filter(str.isdigit, data.evaluation.budget.expenditure):
            codes.function(code, (3, 5, 7))


def _splits(record: object) -> Iterator[ByCode]:
    return (value for value in vars(record).values() if isinstance(value, ByCode))


def _economic_codes(line: Expenditure) -> Iterator[str]:
    funds = [fund for fund in line.by_fund().values() if isinstance(fund, ByNature)]
    for split in (split for fund in funds for split in _splits(fund)):
        yield from split.items
        if isinstance(split, ProjectSplit):
            for project in split.projects:
                yield from project.items


class _Codes:
    """The checks of one code, for one year."""

    def __init__(self, year: int, problems: Collector) -> None:
        self.year = year
        self.problems = problems

    def check(self, code: str, wanted: Codes) -> None:
        """A code of the classification that the model names."""
        judge = self.function if wanted.table == "functional" else self.economy
        judge(code, wanted.digits)

    def function(self, code: str, digits: tuple[int, ...]) -> None:
        self._check(code, digits, functional(self.year), "科目")

    def economy(self, code: str, digits: tuple[int, ...]) -> None:
        self._check(code, digits, economic(self.year), "经济分类科目")

    def _check(self, code: str, digits: tuple[int, ...], table: Classification, kind: str) -> None:
        plain = unicodedata.normalize("NFKC", code)
        if plain != code and plain.isdigit():
            self.problems.add(place_of(code), f"{kind}“{code}”含全角数字", f"改成半角：{plain}")
        elif len(code) not in digits or not (code.isascii() and code.isdigit()):
            self._wrong_level(code, digits, table, kind)
        elif table.find(code) is None:
            self._unknown(code, digits, table, kind)

    def _wrong_level(self, code: str, digits: tuple[int, ...], table: Classification, kind: str) -> None:
        wanted = "或".join(f"{LEVELS[n]}级（{n}位）" for n in digits)
        row = table.find(code)
        message = f"{code}（{row.name}）是{row.level}级{kind}，这里要填{wanted}" if row else f"“{code}”不是{wanted}{kind}编码"
        below = [r for r in table.in_force() if r.code.startswith(code) and len(r.code) == digits[-1]]
        remedy = f"它下面有：{_listed(below)}" if row and below else self._nearest(code, digits, table) or f"填{wanted}的数字编码"
        self.problems.add(place_of(code), message, remedy)

    def _unknown(self, code: str, digits: tuple[int, ...], table: Classification, kind: str) -> None:
        elsewhere = table.other_years(code)
        if elsewhere:
            spans = "；".join(f"{_span(row)}名为“{row.name}”" for row in elsewhere)
            message = f"{self.year}年度没有{kind}{code}：{spans}"
            same = [r for r in table.in_force() if len(r.code) == len(code) and r.name in {row.name for row in elsewhere}]
            remedy = f"本年度同名的：{_listed(same)}" if 0 < len(same) <= SHOWN else self._nearest(code, digits, table)
        else:
            message = f"{self.year}年度没有{kind}{code}"
            remedy = self._nearest(code, digits, table)
        self.problems.add(place_of(code), message, remedy or "对照本年度《政府收支分类科目》核对编码")

    def _nearest(self, code: str, digits: tuple[int, ...], table: Classification) -> str:
        """The codes of a name; else those that share the longest beginning, of them those that look most alike."""
        rows = [row for row in table.in_force() if len(row.code) in digits]
        if named := [row for row in rows if row.name == code]:
            return f"叫这个名称的：{_listed(named)}"
        shared = max((_common(row.code, code) for row in rows), default=0)
        if shared < 3:
            return ""
        close = [row for row in rows if _common(row.code, code) == shared]
        close.sort(key=lambda row: -difflib.SequenceMatcher(None, row.code, code).ratio())
        return f"最接近的：{_listed(close)}"


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _listed(rows: Iterable[Code]) -> str:
    rows = list(rows)
    more = "等" if len(rows) > SHOWN else ""
    return "、".join(f"{row.code} {row.name}" for row in rows[:SHOWN]) + more


def _span(row: Code) -> str:
    if row.valid_to >= 9999:
        return f"{row.valid_from}年起"
    return f"{row.valid_from}年" if row.valid_from == row.valid_to else f"{row.valid_from}至{row.valid_to}年"
