"""From the facts of a workbook to the tree of a data file, its leaves figures that know their cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from generator.excel.accounts.funds import FUNDS
from generator.excel.accounts.layout import Region
from generator.excel.accounts.receipts import UNTOLD, opening, revenue, surpluses
from generator.excel.accounts.spending import NATURES, ItemSpending, Spent, Split, spending
from generator.excel.accounts.store import CellFigure, Store, added
from generator.excel.accounts.threepublic import three_public

Tree = dict[str, Any]
"""Keys of the data file → Tree, list of Tree, Figure or text."""
ACCOUNTS_CONTROLS: dict[str, tuple[str, dict[str, str]]] = {
    "收支总计": ("总计", {}),
    "本年收入合计": ("收入", {}),
    "财政拨款收入合计": ("收入", {"来源": "财政拨款"}),
    "本年支出合计": ("支出", {}),
    **{nature: ("支出", {"性质": nature}) for nature in NATURES},
    "人员经费": ("支出", {"资金": FUNDS[0], "性质": "基本支出", "经济": "人员经费"}),
    "公用经费": ("支出", {"资金": FUNDS[0], "性质": "基本支出", "经济": "公用经费"}),
    "年初结转和结余": ("年初", {}),
    "年末结转和结余": ("年末", {}),
    "财政拨款收支总计": ("总计", {"资金": "财政拨款"}),
    "财政拨款本年支出合计": ("支出", {"资金": "财政拨款"}),
    "一般公共预算财政拨款支出": ("支出", {"资金": FUNDS[0]}),
    "一般公共预算财政拨款年初预算": ("支出", {"资金": FUNDS[0], "口径": "年初预算"}),
    "一般公共预算财政拨款全年预算": ("支出", {"资金": FUNDS[0], "口径": "全年预算"}),
    "政府性基金预算财政拨款支出": ("支出", {"资金": FUNDS[1]}),
    "国有资本经营预算财政拨款支出": ("支出", {"资金": FUNDS[2]}),
}
"""控制数 → the account and dimensions of the figure that states it."""
AFFAIRS = {
    "机关运行经费": ("运行", ("预算", "决算", "行政单位", "参公单位")),
    "政府采购": ("采购", ("货物", "工程", "服务", "授予中小企业", "授予小微企业")),
    "国有资产": ("资产", ("通用设备", "专用设备", "大型设备")),
}


def assemble(store: Store, kind: str, untold: Sequence[Region] = ()) -> Tree:
    """The tree of all that a workbook states about a department-year. kind: 决算 or 预算; untold: forms without a figure."""
    tree: Tree = {}
    lines = spending(store)
    parts = {"收入": revenue(store, kind), "年初结转和结余": opening(store)}
    tree.update({name: part for name, part in parts.items() if part})
    tree.update(surpluses(store))
    if lines:
        tree["支出"] = [_line(line) for line in lines]
    if controls := _controls(store):
        tree["控制数"] = controls
    if three := three_public(store, lines, kind):
        tree["三公"] = three
    elif any(region.form.dims.get("账") == "三公" for region in untold):
        tree["三公"] = UNTOLD
    tree.update(_affairs(store))
    if names := _project_names(lines):
        tree["项目"] = [{"名称": name} for name in names]
    return tree


def _line(line: ItemSpending) -> Tree:
    tree: Tree = {"科目": line.code, **line.budgets}
    for fund, spent in line.funds.items():
        tree[fund] = _spent(spent)
    return tree


def _spent(spent: Spent) -> Tree | CellFigure:
    if spent.whole is not None:
        return spent.whole
    return {nature: _split(split) for nature, split in spent.natures.items()}


def _split(split: Split) -> Any:
    if len(split.projects) == 1 and split.items:
        return [{"项目": name, "经济分类": dict(split.items)} for name in split.projects]
    if split.projects:
        return [{"项目": name, "金额": figure} for name, figure in split.projects.items()]
    return dict(split.items) or split.whole


def _controls(store: Store) -> Tree:
    found: Tree = {}
    for name, (account, dims) in ACCOUNTS_CONTROLS.items():
        if figure := store.printed(account, **dims):
            found[name] = figure
    vehicles = store.printed("资产", 项="车辆合计")
    if vehicles:
        found["车辆数"] = vehicles
    if purchases := store.printed("采购", 项="合计"):
        found["政府采购支出总额"] = purchases
    functions = {**store.items("科目", 3), **store.items("科目", 5)}
    if functions:
        found["功能分类支出"] = dict(sorted(functions.items()))
    general = {"资金": FUNDS[0], "性质": "基本支出"}
    economic: Tree = {**store.items("经济", 3, **general), **store.items("经济", 5, **general)}
    for dims in map(dict, store.unstated):
        code = dims.pop("经济", "")
        if code.isdigit() and dims == {"账": "支出", **general}:
            economic.setdefault(code, "未载明")
    if economic:
        found["基本支出经济分类"] = dict(sorted(economic.items()))
    return found


def _affairs(store: Store) -> Tree:
    found: Tree = {}
    for key, (account, names) in AFFAIRS.items():
        part: Tree = {name: figure for name in names if (figure := store.get(account, 项=name))}
        if account == "资产":
            cars = {
                name.removeprefix("车辆."): store.get(account, 项=name) for name in store.values("项", 0, account) if "." in name
            }
            part = {"车辆": cars, **part} if cars else part
        if part:
            found[key] = part
    return found


def _project_names(lines: list[ItemSpending]) -> list[str]:
    names: dict[str, None] = {}
    for line in lines:
        for spent in line.funds.values():
            for split in spent.natures.values():
                names.update(dict.fromkeys(split.projects))
    return list(names)


def as_text(figure: CellFigure, unit: str) -> str:
    """A figure as a clerk types it: a plain number, two decimals at least, a bare 0 for nothing."""
    value = figure.value.scaleb(4) if unit == "元" and not figure.count else figure.value
    if not value:
        return "0"
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    assert isinstance(exponent, int)  # no infinities come from a sheet
    if figure.count and exponent >= 0:
        return f"{plain:.0f}"
    return f"{plain:f}" if exponent < -2 else f"{plain:.2f}"


def whole_of(tree: Any) -> Decimal:
    """The sum of all figures below a part of the tree."""
    if isinstance(tree, CellFigure):
        return tree.value
    if isinstance(tree, str):  # 未载明
        return Decimal(0)
    children = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return added(CellFigure(whole_of(child), "") for child in children).value
