"""The books of a department-year: receipts, expenditure and opening balances as cubes; closing balances follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from generator.figures.books.cube import FISCAL_FUNDS as FISCAL_FUNDS
from generator.figures.books.cube import SOURCES as SOURCES
from generator.figures.books.cube import Cube, Leaf, Where, where
from generator.figures.books.rounding import settled
from generator.model.amount import OPEN, Amount, Origin, OriginKind, State, computed
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.money import (
    UNTOLD_FUND,
    ByCode,
    ByNature,
    CarryOver,
    Controls,
    Expenditure,
    Fund,
    Nature,
    ProjectSplit,
    Revenue,
)
from generator.model.place import NOWHERE
from generator.model.record import state_of

PERSONNEL = ("301", "303")
"""Economic 类 of 人员经费."""
PUBLIC = ("302", "307", "310", "312", "399")
"""Economic 类 of 公用经费."""
SPECIAL = "财政专户管理资金"
FISCAL_FIELDS = ("general", "government", "state_capital")
"""The fields of receipts and of balances that together are 财政拨款."""
SOURCE_OF = {Fund.GENERAL: SOURCES[0], Fund.GOVERNMENT: SOURCES[1], Fund.STATE_CAPITAL: SOURCES[2]}
BASIC_GENERAL = {"资金": str(Fund.GENERAL), "性质": str(Nature.BASIC)}


@dataclass(frozen=True, slots=True)
class Books:
    """Three cubes, and what is on hand at the end of the year."""

    receipts: Cube
    expenditure: Cube
    opening: Cube
    used_surplus: Amount
    distributed: Amount
    controls: Mapping[str, Amount] = field(default_factory=dict)
    """Stated totals by name; they win within the rounding of figures typed in 万元, none where the file is in 元."""
    _closings: dict[tuple[str, ...], Amount] = field(default_factory=dict)

    def settled(self, name: str, derived: Amount) -> Amount:
        """What is printed of a total that is stated as well, under the name of the derived one."""
        return settled(derived, self.controls.get(name))

    def closing(self, code: str = "", *funds: str) -> Amount:
        """年末结转和结余 = 年初 ＋ 收入 － 支出 of some funds (all where none is named), of a 科目 or of all.

        使用非财政拨款结余 and 结余分配 belong to 其他资金 and are not split by 科目.
        """
        asked = (code, *funds)
        if asked not in self._closings:
            self._closings[asked] = self._settled_closing(self._closing(code, funds), code, funds)
        return self._closings[asked]

    def _settled_closing(self, derived: Amount, code: str, funds: tuple[str, ...]) -> Amount:
        """年末结转和结余 without what the rounding of its operands alone makes: as stated, else what the stated totals leave;
        where that is nothing, no fund and no 科目 has anything."""
        whole = self._stated_closing()
        if whole is None:
            return derived
        if whole.is_zero or not (code or funds):
            return settled(derived, whole)
        return derived

    def _stated_closing(self) -> Amount | None:
        """年末结转和结余 as stated, or 收支总计 less 本年支出合计 and 结余分配 where both totals are stated."""
        stated = self.controls.get("年末结转和结余")
        if stated is not None:
            return stated
        entire, spent = self.controls.get("收支总计"), self.controls.get("本年支出合计")
        if entire is None or spent is None:
            return None
        parts = (entire, spent, self.distributed)
        return computed("{0}－{1}－{2}", parts, lambda a, b, c: a - b - c, "年末结转和结余")

    def _closing(self, code: str, funds: tuple[str, ...]) -> Amount:
        sources = tuple(s for fund in funds for s in _sources(fund))
        opening = self.opening.sum("年初结转和结余", where(资金=funds, 科目=code))
        income = self.receipts.sum("本年收入", where(来源=sources, 科目=code))
        spent = self.expenditure.sum("本年支出", where(资金=funds, 科目=code))
        if (not funds or str(Fund.OTHER) in funds) and not code:
            parts = (opening, income, self.used_surplus, spent, self.distributed)
            return computed("{0}＋{1}＋{2}－{3}－{4}", parts, lambda a, b, c, d, e: a + b + c - d - e, "年末结转和结余")
        return computed("{0}＋{1}－{2}", (opening, income, spent), lambda a, b, c: a + b - c, "年末结转和结余")


def _sources(fund: str) -> tuple[str, ...]:
    return (SOURCE_OF[Fund(fund)],) if fund in FISCAL_FUNDS else SOURCES[3:]


def open_books(data: DepartmentYear) -> Books:
    """The books of a department-year."""
    spending = tuple(leaf for line in data.expenditure for leaf in _line(line)) or _absent(data.expenditure)
    economic = data.controls.by_economic
    exact = data.unit == "元"
    return Books(
        receipts=Cube(_receipts(data), _stated(data.controls, "receipts"), exact=exact),
        expenditure=Cube(
            spending,
            _stated(data.controls, "expenditure"),
            {(where(**BASIC_GENERAL), "经济"): frozenset(economic)} if economic else {},
            exact=exact,
        ),
        opening=Cube(tuple(_by_record(data.carry_over, "资金")), _stated(data.controls, "opening"), exact=exact),
        used_surplus=data.used_surplus,
        distributed=data.distributed,
        controls={} if exact else data.controls.given(),
    )


def _absent(lines: list[Expenditure]) -> tuple[Leaf, ...]:
    """What stands for expenditure of which no line is given: nothing where the data say that there is none."""
    state = state_of(lines)
    if state not in OPEN:
        return ()
    place = getattr(lines, "place", NOWHERE)
    return (Leaf(Amount(None, state, Origin(OriginKind.TYPED, "支出", place._replace(path="支出"))), {}),)


def _receipts(data: DepartmentYear) -> tuple[Leaf, ...]:
    """收入 by kind. 财政专户管理资金 is a kind of budgets only: final accounts that do not give it have none."""
    leaves = tuple(_by_record(data.revenue, "来源"))
    absent = data.revenue.special.amount is not None and data.revenue.special.amount.state is State.PENDING
    if data.kind == BUDGET or not absent:
        return leaves
    return tuple(leaf for leaf in leaves if leaf.dims["来源"] != SPECIAL)


def _by_record(record: Revenue | CarryOver, dimension: str) -> Iterator[Leaf]:
    """The leaves of receipts or balances. What 财政拨款 as one holds is in none of its funds that are 未载明 or not stated."""
    some = record.some_fiscal is not None
    for name, info in type(record).model_fields.items():
        split: ByCode | None = getattr(record, name)
        if split is None or (some and name in FISCAL_FIELDS and split.amount is not None and not split.amount.known):
            continue
        yield from _split(split, {dimension: str(info.alias)}, "科目")


def _split(split: ByCode, dims: dict[str, str], dimension: str) -> Iterator[Leaf]:
    if split.amount is not None:
        yield Leaf(split.amount, dims)
    for code, amount in split.items.items():
        yield Leaf(amount, {**dims, dimension: code})


def _line(line: Expenditure) -> Iterator[Leaf]:
    for fund, spent in line.by_fund().items():
        dims = {"科目": line.code, **({"资金": fund} if fund != UNTOLD_FUND else {})}
        if spent.amount is not None:
            yield Leaf(spent.amount, dims)
        for nature, split in _natures(spent).items():
            yield from _split(split, {**dims, "性质": str(nature)}, "经济")
            if isinstance(split, ProjectSplit):
                yield from _by_project(split, {**dims, "性质": str(nature)})


def _by_project(split: ProjectSplit, dims: dict[str, str]) -> Iterator[Leaf]:
    for project in split.projects:
        own = {**dims, "项目": project.project}
        if project.amount is not None:
            yield Leaf(project.amount, own)
        for code, amount in project.items.items():
            yield Leaf(amount, {**own, "经济": code})


def _natures(spent: ByNature) -> dict[Nature, ByCode]:
    pairs = zip(Nature, (spent.basic, spent.project, spent.upward, spent.operating, spent.subsidy), strict=True)
    return {nature: split for nature, split in pairs if split is not None}


@cache
def control_conditions() -> Mapping[str, tuple[str, Where]]:
    """Control figure → (cube, conditions) for those that are plain sums along a cube."""
    general = str(Fund.GENERAL)
    conditions = {
        "本年收入合计": ("receipts", ()),
        "财政拨款收入合计": ("receipts", where(来源=SOURCES[:3])),
        "本年支出合计": ("expenditure", ()),
        "年初结转和结余": ("opening", ()),
        **{str(nature): ("expenditure", where(性质=str(nature))) for nature in Nature},
        "人员经费": ("expenditure", where(**BASIC_GENERAL, 经济=PERSONNEL)),
        "公用经费": ("expenditure", where(**BASIC_GENERAL, 经济=PUBLIC)),
        "财政拨款本年支出合计": ("expenditure", where(资金=FISCAL_FUNDS)),
        "一般公共预算财政拨款支出": ("expenditure", where(资金=general)),
        "政府性基金预算财政拨款支出": ("expenditure", where(资金=str(Fund.GOVERNMENT))),
        "国有资本经营预算财政拨款支出": ("expenditure", where(资金=str(Fund.STATE_CAPITAL))),
    }
    return MappingProxyType(conditions)


def code_controls(controls: Controls) -> Iterator[tuple[Where, Amount]]:
    """The control figures by code, each with its conditions on the expenditure cube."""
    for code, amount in controls.by_function.items():
        yield where(科目=code), amount
    for code, amount in controls.by_economic.items():
        yield where(**BASIC_GENERAL, 经济=code), amount


def _stated(controls: Controls, cube: str) -> dict[Where, Amount]:
    given = controls.given()
    stated = {cond: given[name] for name, (of, cond) in control_conditions().items() if of == cube and name in given}
    return {**stated, **dict(code_controls(controls))} if cube == "expenditure" else stated
