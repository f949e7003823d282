"""Expenditure by 项 × fund × 性质 × economic item, from whatever forms the workbook has.

Forms of a fund come first; what the forms of all money have beyond them goes where `funds` says. An economic split is taken
only where it makes up the amount exactly, so that no rounded detail ever changes a total.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from generator.excel.accounts.funds import FUNDS, OTHER, Told, told_funds
from generator.excel.accounts.store import CellFigure, Store, added
from generator.model.money import SOME_FISCAL, UNTOLD_FUND

NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
ROUNDING = Decimal("0.01")


@dataclass
class Split:
    """What was spent of one 性质: in all, by economic item, by project. Empty mappings: not stated."""

    whole: CellFigure
    items: dict[str, CellFigure] = field(default_factory=dict)
    projects: dict[str, CellFigure] = field(default_factory=dict)


@dataclass
class Spent:
    """What one fund paid for a 项: by 性质; `whole` alone where the forms do not state the 性质."""

    natures: dict[str, Split] = field(default_factory=dict)
    whole: CellFigure | None = None


@dataclass
class ItemSpending:
    """One 项."""

    code: str
    funds: dict[str, Spent] = field(default_factory=dict)
    budgets: dict[str, CellFigure] = field(default_factory=dict)


def spending(store: Store) -> list[ItemSpending]:
    """All lines of 支出, by code; those without any figure are left out."""
    lines = []
    told = told_funds(store)
    for code in store.values("科目", 7):
        line = ItemSpending(code)
        for fund in (*FUNDS, OTHER):
            spent = _of_fund(store, code, fund)
            if spent.natures or spent.whole:
                line.funds[fund] = spent
        _rest(store, line, told)
        for name, kind in (("年初预算", "年初预算"), ("全年预算", "全年预算")):
            if figure := store.get(科目=code, 资金=FUNDS[0], 口径=kind):
                line.budgets[name] = figure
        if line.funds or line.budgets:
            lines.append(line)
    for fund, said in ((SOME_FISCAL, "是哪种财政拨款"), (UNTOLD_FUND, "是哪种资金")):
        open_lines = [line for line in lines if fund in line.funds]
        if open_lines:
            store.warnings.append(
                f"{len(open_lines)}个科目的支出没有写明{said}（{'、'.join(line.code for line in open_lines[:3])}"
                f"{'等' if len(open_lines) > 3 else ''}），写在“{fund}”下，各种资金作未载明；知道的请改填在各种资金下"
            )
    return lines


def _of_fund(store: Store, code: str, fund: str) -> Spent:
    spent = Spent()
    for nature in NATURES[:2]:
        whole = store.get(科目=code, 资金=fund, 性质=nature)
        if whole is not None and whole.value:
            spent.natures[nature] = Split(whole)
    if not spent.natures:
        whole = store.get(科目=code, 资金=fund)
        if whole is not None and whole.value:
            _without_nature(store, code, fund, spent, whole)
        return spent
    for nature, split in spent.natures.items():
        split.items = _economic(store, split.whole, code, fund, nature, len(spent.natures) == 1)
        split.projects = _projects(store, split.whole, code, fund, nature)
    return spent


def _without_nature(store: Store, code: str, fund: str, spent: Spent, whole: CellFigure) -> None:
    """A 项 whose 性质 the fund's form does not state; the form of all money states it where just one 性质 is not zero."""
    natures = [n for n in NATURES[:2] if (figure := store.get(科目=code, 性质=n)) and figure.value == whole.value]
    if len(natures) == 1 and store.number(科目=code) == whole.value:
        spent.natures[natures[0]] = Split(whole, _economic(store, whole, code, fund, natures[0], True))
    else:
        spent.whole = whole


def _economic(store: Store, whole: CellFigure, code: str, fund: str, nature: str, alone: bool) -> dict[str, CellFigure]:
    """The economic items of an amount where they make it up exactly, else none, which is reported."""
    chosen = {"科目": code, "资金": fund}
    items = store.items("经济", 5, **{name: v for name, v in {**chosen, "性质": nature}.items() if v})
    if not items and alone:
        items = store.items("经济", 5, **{name: v for name, v in chosen.items() if v})
    if not items and alone and fund and _fiscal_is(store, code, fund):
        items = store.items("经济", 5, 科目=code, 资金="财政拨款")
    if not items and nature and store.number(科目=code, 性质=nature) == whole.value:
        items = store.items("经济", 5, 科目=code, 性质=nature)
    if not items:
        return {}
    total = added(items.values())
    if total.value == whole.value:
        return items
    store.warnings.append(
        f"科目{code}{nature}的经济分类各项之和{total.value:f}万元与{whole.value:f}万元（{whole.source}）不等，只取后者"
    )
    return {}


def _fiscal_is(store: Store, code: str, fund: str) -> bool:
    """True where no other fund of 财政拨款 pays for the 项."""
    return not any(store.number(科目=code, 资金=other) for other in FUNDS if other != fund)


def _projects(store: Store, whole: CellFigure, code: str, fund: str, nature: str) -> dict[str, CellFigure]:
    projects = store.items("项目", 0, 科目=code, 资金=fund, 性质=nature)
    if not projects:
        return {}
    total = added(projects.values())
    if total.value == whole.value:
        return projects
    store.warnings.append(f"科目{code}各项目之和{total.value:f}万元与{whole.value:f}万元（{whole.source}）不等，没有分到项目")
    return {}


def _rest(store: Store, line: ItemSpending, told: Told) -> None:
    """What is beyond the funds that have forms of their own, by 性质 where the form of all money states it."""
    known = [n for n in NATURES if store.printed(科目=line.code, 性质=n)]
    if not known or any(spent.whole for spent in line.funds.values()):
        whole = store.get(科目=line.code)
        fiscal = store.get(科目=line.code, 资金=SOME_FISCAL)
        for owner, left in _left(store, line, told, whole, fiscal, None):
            line.funds.setdefault(owner, Spent(whole=left))
        return
    for nature in NATURES:
        whole = store.get(科目=line.code, 性质=nature)
        fiscal = store.get(科目=line.code, 资金=SOME_FISCAL, 性质=nature)
        known_splits = [spent.natures[nature] for spent in line.funds.values() if nature in spent.natures]
        for owner, left in _left(store, line, told, whole, fiscal, nature):
            items = _rest_items(store, left, line.code, nature, known_splits)
            line.funds.setdefault(owner, Spent()).natures.setdefault(nature, Split(left, items))


def _left(
    store: Store, line: ItemSpending, told: Told, whole: CellFigure | None, fiscal: CellFigure | None, nature: str | None
) -> list[tuple[str, CellFigure]]:
    """What is left of a figure of all money, and of one of 财政拨款, with the fund that it belongs to."""
    found = []
    taken = {fund: amount for fund, spent in line.funds.items() if (amount := _amount(spent, nature)) is not None}
    if fiscal is not None and (rest := _beyond(store, line, fiscal, [a for f, a in taken.items() if f in FUNDS], nature)):
        owner = told.owner(line.code, fiscal=True)
        taken[owner] = _marked(rest, owner, line.code)
        found.append((owner, taken[owner]))
    if whole is not None and (rest := _beyond(store, line, whole, list(taken.values()), nature)):
        owner = OTHER if fiscal is not None and OTHER not in line.funds else told.owner(line.code)
        if not told.open:
            store.warnings.append(
                f"科目{line.code}{nature or ''}：各资金之和比合计少{rest.value:f}万元（{rest.source}），各种资金的表里都没有"
            )
        found.append((owner, _marked(rest, owner, line.code)))
    return found


def _marked(rest: CellFigure, owner: str, code: str) -> CellFigure:
    """A remainder with its mark, where its fund is inferred."""
    return rest if owner in (SOME_FISCAL, UNTOLD_FUND) else rest.guessed()


def _amount(spent: Spent, nature: str | None) -> CellFigure | None:
    """What was spent of one 性质, or of all."""
    if nature is not None:
        return spent.natures[nature].whole if nature in spent.natures else None
    return spent.whole or added(split.whole for split in spent.natures.values())


def _beyond(
    store: Store, line: ItemSpending, whole: CellFigure, known: list[CellFigure], nature: str | None
) -> CellFigure | None:
    """A figure less those that are known; None where nothing is left but rounding, or less than nothing, which is reported."""
    left = whole
    for one in known:
        left = left - one
    if not left.value or (not left.exact and len(known) > 1 and abs(left.value) <= ROUNDING):
        return None
    if left.value < 0:
        store.warnings.append(f"科目{line.code}{nature or ''}：各资金之和比合计多{-left.value:f}万元（{left.source}），请核对")
        return None
    return left


def _rest_items(store: Store, left: CellFigure, code: str, nature: str, known: list[Split]) -> dict[str, CellFigure]:
    """The economic items of the rest: those of all money less those of the funds, where these are known."""
    if any(not split.items for split in known):
        return {}
    items = {}
    for code2, figure in store.items("经济", 5, 科目=code, 性质=nature).items():
        rest = figure
        for split in known:
            rest = rest - split.items[code2] if code2 in split.items else rest
        if rest.value:
            items[code2] = rest
    return items if items and added(items.values()).value == left.value else {}
