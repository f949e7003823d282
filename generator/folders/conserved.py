"""After an import: every figure on the sheets against what follows from the data that are written.

Each cell with a figure is in the data, or equals a sum that follows from them, or is listed: as different, or as not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.errors import Problems
from generator.excel.accounts import Fact
from generator.figures.books.accounts import PERSONNEL, PUBLIC, open_books
from generator.figures.books.cube import FISCAL_FUNDS, SOURCES, Cube, Where, where
from generator.folders.blank import year_of
from generator.model.amount import Amount, total
from generator.model.department import DepartmentYear

GROUPS: dict[str, tuple[str, ...]] = {"人员经费": PERSONNEL, "公用经费": PUBLIC}
THREE_PUBLIC = {"因公出国": "30212", "购置": "31013", "运行": "30231", "公务接待": "30217"}
"""Item of “三公”经费 → its economic 科目."""
WHOLE_OF = {"公务用车": ("购置", "运行"), "": ("因公出国", "公务用车", "公务接待"), "合计": ("因公出国", "公务用车", "公务接待")}
"""A sum of a “三公” form → its parts."""
MONEY = ("年度", "文种", "金额单位", "收入", "支出", "年初结转和结余", "使用非财政拨款结余", "结余分配", "控制数")
"""The fields that a comparison needs; what else may still be to be filled, or wrong, is none of its business."""
NAMES: dict[str, Any] = {"报告": ["核对"], "部门": {"全称": "核对"}}
"""What data must have beside."""
HALF = Decimal("0.005")
"""Half a unit of the last place of a figure printed in 万元."""
SEPARATORS = re.compile(r"[＋－至]|（空格）|（推算）")


@dataclass
class Conservation:
    """different: totals of the sheets that do not follow from the data, each with its cell; unused: cells that are neither in
    the data nor a sum of them."""

    different: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def conserved(facts: Iterable[Fact], tree: dict[str, Any], sources: Iterable[str]) -> Conservation:
    """Compare the figures of a file with the data of a year. tree: all data; sources: what stands behind the written figures."""
    try:
        data = year_of({key: value for key, value in tree.items() if key in MONEY} | NAMES | _projects(tree))
    except Problems:
        return Conservation(["数据里还有错，没有核对表上的合计；先按 gongkai check 改好"])
    written = {part for source in sources for part in SEPARATORS.split(source)}
    return _Comparison(data, list(facts), written).made()


def _projects(tree: dict[str, Any]) -> dict[str, Any]:
    """The names of the projects, which 支出 may refer to."""
    listed = tree.get("项目")
    names = [item["名称"] for item in listed if isinstance(item, dict) and "名称" in item] if isinstance(listed, list) else []
    return {"项目": [{"名称": str(name)} for name in names]} if names else {}


class _Comparison:
    """One file against one department-year."""

    def __init__(self, data: DepartmentYear, facts: list[Fact], written: set[str]) -> None:
        self.data, self.facts, self.written = data, facts, written
        self.books = open_books(data)
        self.idle: dict[str, list[str]] = {}
        self.parts = {(f.spot.table, f.get("口径"), f.get("资金"), f.get("项")): f for f in facts if f.get("账") == "三公"}

    def made(self) -> Conservation:
        found = Conservation()
        for fact in self.facts:
            if fact.blank or fact.note:
                continue
            follows, count = self._follows(fact)
            if follows is None or not follows.known:
                if fact.value and str(fact.spot) not in self.written:
                    self.idle.setdefault(fact.spot.table, []).append(_where_in_table(fact))
            elif abs(follows.number - fact.value) > self._slack(fact, count):
                found.different.append(_difference(fact, follows.number))
        found.unused = [
            f"{table}：{len(cells)}个数没有进数据，也不能由数据推得：{'、'.join(cells[:5])}{'等' if len(cells) > 5 else ''}"
            for table, cells in self.idle.items()
        ]
        return found

    def _slack(self, fact: Fact, count: int) -> Decimal:
        return Decimal(0) if fact.count or (fact.exact and self.data.unit == "元") else HALF * (count + 1)

    def _follows(self, fact: Fact) -> tuple[Amount | None, int]:
        """What the data make of a figure, and of how many amounts; None where they do not say."""
        kind, scope = fact.get("账"), fact.get("口径")
        if kind == "三公":
            return self._three_public(fact)
        if kind == "支出" and scope:
            return self._budget(fact)
        if kind in ("收入", "支出", "年初"):
            cube = {"收入": self.books.receipts, "支出": self.books.expenditure, "年初": self.books.opening}[kind]
            return _sum(cube, _conditions(fact))
        return self._balance(fact), 4

    def _balance(self, fact: Fact) -> Amount | None:
        kind, fund, code = fact.get("账"), fact.get("资金"), fact.get("科目")
        funds = FISCAL_FUNDS if fund == "财政拨款" else (fund,) if fund else ()
        if kind == "年末":
            return self.books.closing(code, *funds)
        if kind == "总计":
            return self._entire(funds, code)
        single = {"使用结余": self.data.used_surplus, "结余分配": self.data.distributed}
        return single.get(kind)

    def _entire(self, funds: tuple[str, ...], code: str) -> Amount | None:
        """收入总计 = 本年收入 ＋ 年初 ＋ 使用非财政拨款结余, of all money or of funds of 财政拨款."""
        if any(fund not in FISCAL_FUNDS for fund in funds):
            return None
        sources = tuple(source for source, fund in zip(SOURCES[:3], FISCAL_FUNDS, strict=True) if fund in funds)
        parts = [
            self.books.receipts.computed(where(来源=sources, 科目=code)),
            self.books.opening.computed(where(资金=funds, 科目=code)),
        ]
        return total(parts if funds or code else [*parts, self.data.used_surplus])

    def _budget(self, fact: Fact) -> tuple[Amount | None, int]:
        """年初预算 and 全年预算 of the lines of 支出."""
        names = {"年初预算": "initial_budget", "全年预算": "full_budget"}
        name, code = names.get(fact.get("口径"), ""), fact.get("科目")
        if not name or fact.get("资金") != FISCAL_FUNDS[0] or fact.get("性质") or fact.get("经济"):
            return None, 0
        amounts = [getattr(line, name) for line in self.data.expenditure if str(line.code).startswith(code)]
        given = [amount for amount in amounts if amount is not None]
        return (total(given), len(given)) if given and len(given) == len(amounts) else (None, 0)

    def _three_public(self, fact: Fact) -> tuple[Amount | None, int]:
        """A sum of the form from its own parts; an item from the economic 科目 where the data give these."""
        item, key = fact.get("项"), (fact.spot.table, fact.get("口径"), fact.get("资金"))
        if item in WHOLE_OF:
            parts = [self.parts.get((*key, name)) for name in WHOLE_OF[item]]
            if all(part is not None for part in parts):
                return total([Amount(part.value) for part in parts if part is not None]), len(parts)
        if str(fact.spot) in self.written or item not in THREE_PUBLIC or key[1]:
            return None, 0
        return _sum(self.books.expenditure, where(资金=_funds(fact), 经济=THREE_PUBLIC[item]))


def _funds(fact: Fact) -> tuple[str, ...]:
    fund = fact.get("资金")
    return FISCAL_FUNDS if fund == "财政拨款" else (fund,) if fund else ()


def _conditions(fact: Fact) -> Where:
    source, economic = fact.get("来源"), fact.get("经济")
    return where(
        来源=SOURCES[:3] if source == "财政拨款" else source,
        资金=_funds(fact),
        性质=fact.get("性质"),
        科目=fact.get("科目"),
        项目=fact.get("项目"),
        经济=GROUPS.get(economic, economic),
    )


def _sum(cube: Cube, conditions: Where) -> tuple[Amount, int]:
    """What the leaves make of it, else what is stated of it; and of how many leaves."""
    amount = cube.computed(conditions)
    return amount if amount.known else cube.sum("", conditions), len(cube.pick(conditions)[0])


def _where_in_table(fact: Fact) -> str:
    return fact.spot.cell if not fact.spot.shown else fact.spot.shown.rpartition(" ")[2]


def _difference(fact: Fact, follows: Decimal) -> str:
    unit = "" if fact.count else "万元"
    said, made, gap = (f"{value.normalize():f}{unit}" for value in (fact.value, follows, fact.value - follows))
    return f"{fact.spot}：{_named(fact)}是{said}，由数据推得{made}，差{gap}"


def _named(fact: Fact) -> str:
    """What a figure is of, in words."""
    parts = [value for name in ("资金", "来源", "性质", "科目", "经济", "项目", "项", "口径") if (value := fact.get(name))]
    return f"{fact.get('账')}（{'，'.join(parts)}）" if parts else f"{fact.get('账')}合计" if fact.get("账") != "总计" else "总计"
