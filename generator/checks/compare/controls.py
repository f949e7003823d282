"""Control figures beside what follows from the leaves: what the clerk holds from the 财决 export, to be compared."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures import Figures
from generator.figures.books.accounts import BASIC_GENERAL, PERSONNEL, PUBLIC, control_conditions
from generator.figures.books.cube import where
from generator.figures.nodes import Node
from generator.model.amount import Amount, total
from generator.model.classification import economic, functional

TOTALS = {
    "收支总计": "收支总计",
    "年末结转和结余": "年末结转和结余",
    "财政拨款收支总计": "财政拨款收支总计",
    "一般公共预算财政拨款年初预算": "一般公共预算年初预算",
    "一般公共预算财政拨款全年预算": "一般公共预算全年预算",
    "政府采购支出总额": "政府采购.合计",
    "编制数": "人员.编制合计",
    "在职人数": "人员.在职合计",
    "车辆数": "国有资产.车辆合计",
}
"""Control figure → derived figure, for those that are no plain sum of a cube."""


def details(figures: Figures) -> Node:
    """Control figure → what follows from the leaves alone."""
    found: Node = {name: figures.amount(path) for name, path in TOTALS.items()}
    for name, (cube, conditions) in control_conditions().items():
        found[name] = getattr(figures.books, cube).computed(conditions)
    found["三公经费预算"] = figures.amount("三公.预算")
    for key in ("年初预算", "全年预算", "到位"):
        found[f"项目{key}"] = of_projects(figures, key)
    return found


def of_projects(figures: Figures, key: str) -> Amount | None:
    """A figure of all projects together, all sources; None where there is no project."""
    nodes = figures.names["项目"]
    parts = [a for node in nodes if isinstance(a := node[key], Amount)] if isinstance(nodes, list) else []
    return total(parts, f"各项目{key}之和") if parts else None


def by_code(figures: Figures, function: bool) -> Iterator[Node]:
    """Each stated 类 or 款, the same from the leaves, and the sum of the stated codes below it."""
    controls, spent = figures.data.controls, figures.books.expenditure
    names = (functional if function else economic)(figures.data.year)
    base = () if function else where(**BASIC_GENERAL)
    stated = controls.by_function if function else controls.by_economic
    lengths = tuple(sorted({len(code) for code in stated}))
    sums = spent.details("科目" if function else "经济", lengths, base) if stated else None
    for code, amount in stated.items():
        if sums is not None:
            detail = sums[code]
        else:
            detail = spent.computed(where(科目=code) if function else where(**BASIC_GENERAL, 经济=code))
        below = None if function or len(code) > 3 else _stated_below(figures, (code,))
        yield {"名称": f"{code}{names.name(code)}", "载明": amount, "明细": detail, "下级": below}


def _stated_below(figures: Figures, kinds: tuple[str, ...]) -> Amount | None:
    """The sum of the stated 款 of some economic 类, None where not one has a figure."""
    stated = [a for code, a in figures.data.controls.by_economic.items() if code.startswith(kinds) and len(code) > 3]
    return total(stated) if any(a.value is not None for a in stated) else None


def stated_sums(figures: Figures) -> Node:
    """人员经费 and 公用经费 from the stated economic 款; 本年支出合计 from the stated 类, where the lines do not give it."""
    known = figures.books.expenditure.computed().known
    kinds = [] if known else [amount for code, amount in figures.data.controls.by_function.items() if len(code) == 3]
    return {
        "人员经费": _stated_below(figures, PERSONNEL),
        "公用经费": _stated_below(figures, PUBLIC),
        "各类支出": total(kinds) if kinds else None,
    }
