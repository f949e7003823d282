"""What rules are asked of: the figures by name, and beside them what only rules need.

    控制数.X      a stated figure                  明细.X      the same from the leaves
    载明功能[]    by 类 or 款: 名称, 载明, 明细     载明经济[]  by economic item
    资金[]        by fund: 名称, 年初, 年末, 上年年末
    科目结转[]    by 项 and fund: 名称, 年初, 年末, 上年年末
    填报.X        figures typed beside those that follow: 因公出国决算 …
    上年填报.X    what `上年:` and 上年决算 state   上年文件.X  the same from last year's file
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.figures import Figures
from generator.figures.books import code_controls, control_conditions
from generator.figures.cube import where
from generator.figures.numbers import NumberFormat, format_money
from generator.figures.threepublic import ABROAD, CAR_BUY, CAR_RUN, RECEPTION
from generator.model.amount import Amount, total
from generator.model.classification import economic, functional
from generator.model.department import DepartmentYear
from generator.model.money import Fund
from generator.model.text import Text

Node = dict[str, object]
TOTALS = {
    "收支总计": "收支总计",
    "年末结转和结余": "年末结转和结余",
    "财政拨款收支总计": "财政拨款收支总计",
    "一般公共预算财政拨款年初预算": "一般公共预算年初预算",
}
"""Control figure → derived figure, for those that are no plain sum of a cube."""


@dataclass(frozen=True)
class Facts:
    """Figures of a year and, where its file is there, of the year before."""

    figures: Figures
    before: Figures | None

    @property
    def data(self) -> DepartmentYear:
        """The department-year as typed."""
        return self.figures.data

    @property
    def exact(self) -> bool:
        """All figures are in 元 (identities §0.1)."""
        return self.data.unit == "元" and (self.before is None or self.before.data.unit == "元")

    def money(self, value: Decimal) -> str:
        """An amount of 万元 in the unit of the data file, with its unit."""
        style = NumberFormat(unit=self.data.unit, decimals=None)
        return f"{format_money(value, style)}{self.data.unit}"

    @cached_property
    def tree(self) -> Node:
        """All names."""
        return {
            **self.figures.names,
            "控制数": dict(self.data.controls.given()),
            "明细": details(self.figures),
            "载明功能": [_by_code(self, code) for code in self.data.controls.by_function],
            "载明经济": [_by_code(self, code) for code in self.data.controls.by_economic],
            "资金": list(_funds(self.figures, self.before)),
            "科目结转": list(_codes(self.figures, self.before)),
            "填报": typed(self.figures),
            "上年填报": typed_prior(self.data),
            "上年文件": prior_of(self.before) if self.before else {},
        }

    def scopes(self, path: str) -> Iterator[tuple[str, Node]]:
        """Label and node of each part under a path such as `项目[].指标[]`; the whole for an empty path."""
        yield from _walk(self.tree, [part for part in path.split(".") if part], "")

    def find(self, name: str, node: Node) -> Amount | None:
        """The figure of a name: in the node, else in the whole."""
        return _amount(node, name) or _amount(self.tree, name)


def _walk(node: Node, parts: list[str], label: str) -> Iterator[tuple[str, Node]]:
    if not parts:
        yield label, node
        return
    name = parts[0].removesuffix("[]")
    below = node.get(name)
    for one in below if isinstance(below, list) else [below]:
        if isinstance(one, dict):
            own = str(one.get("名称") or one.get("三级") or "") if parts[0].endswith("[]") else ""
            yield from _walk(one, parts[1:], f"{label}{own}")


def _amount(node: object, path: str) -> Amount | None:
    for part in path.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    return node if isinstance(node, Amount) else None


def details(figures: Figures) -> Node:
    """Control figure → what follows from the leaves alone."""
    found: Node = {name: figures.amount(path) for name, path in TOTALS.items()}
    for name, (cube, conditions) in control_conditions().items():
        found[name] = getattr(figures.books, cube).computed(conditions)
    return found


def _by_code(facts: Facts, code: str) -> Node:
    controls = facts.data.controls
    function = code in controls.by_function
    name = (functional if function else economic)(facts.data.year).name(code)
    amount = (controls.by_function if function else controls.by_economic)[code]
    conditions = next(cond for cond, stated in code_controls(controls) if stated is amount)
    return {"名称": f"{code}{name}", "载明": amount, "明细": facts.figures.books.expenditure.computed(conditions)}


def _funds(figures: Figures, before: Figures | None) -> Iterator[Node]:
    for fund in map(str, Fund):
        yield {
            "名称": fund,
            "年初": figures.books.opening.sum("年初结转和结余", where(资金=fund)),
            "年末": figures.books.closing("", fund),
            "上年年末": before.books.closing("", fund) if before else None,
        }


def _codes(figures: Figures, before: Figures | None) -> Iterator[Node]:
    books = figures.books
    names = functional(figures.data.year)
    for fund in map(str, Fund):
        codes = {*books.opening.values("科目", 7, where(资金=fund)), *books.expenditure.values("科目", 7, where(资金=fund))}
        if before:
            codes |= {*before.books.expenditure.values("科目", 7, where(资金=fund))}
        for code in sorted(codes):
            end, start = books.closing(code, fund), books.opening.computed(where(资金=fund, 科目=code))
            last = before.books.closing(code, fund) if before else None
            yield {
                "名称": f"{fund}{code}{names.name(code)}",
                "年初": start if start.known else None,
                "年末": end if end.known else None,
                "上年年末": last if last and last.known else None,
            }


def typed(figures: Figures) -> Node:
    """Figures that were typed though they follow, and what they follow from (DESIGN §5, stated figures)."""
    found: Node = {"机关运行经费": figures.data.operating.actual}
    three = figures.data.three_public
    if three:
        spent = figures.books.expenditure
        general = str(Fund.GENERAL)
        host = three.reception
        pairs: dict[str, tuple[Amount | None, str | tuple[str, ...]]] = {
            "因公出国（境）费": (three.overseas.actual, ABROAD),
            "公务用车购置费": (three.cars.buy, CAR_BUY),
            "公务用车运行维护费": (three.cars.run, CAR_RUN),
            "公务接待费": (total((host.domestic, host.foreign)) if host.domestic else None, RECEPTION),
        }
        found["三公"] = [
            {"名称": name, "填报": stated, "经济分类": spent.computed(where(资金=general, 经济=item))}
            for name, (stated, item) in pairs.items()
        ]
        found["车辆购置金额"] = total((kind.amount for kind in three.cars.kinds), "分车型购置金额") if three.cars.kinds else None
    return found


def typed_prior(data: DepartmentYear) -> Node:
    """What the data state of last year."""
    prior, three = data.prior, data.three_public
    found: Node = {
        "收支总计": prior.total,
        "财政拨款收支总计": prior.fiscal_total,
        "一般公共预算财政拨款支出": prior.general_expenditure,
        "年末结转和结余": prior.year_end,
        "机关运行经费": data.operating.prior,
    }
    if three:
        found["因公出国（境）费"] = three.overseas.prior
        found["公务用车购置费"] = three.cars.prior_buy
        found["公务用车运行维护费"] = three.cars.prior_run
        found["公务接待费"] = three.reception.prior
    return found


def prior_of(before: Figures) -> Node:
    """The same from last year's file."""
    names = {
        "收支总计": "收支总计",
        "财政拨款收支总计": "财政拨款收支总计",
        "一般公共预算财政拨款支出": "一般公共预算财政拨款支出",
        "年末结转和结余": "年末结转和结余",
        "机关运行经费": "机关运行经费.决算",
        "因公出国（境）费": "三公.因公出国.决算",
        "公务用车购置费": "三公.公务用车.购置决算",
        "公务用车运行维护费": "三公.公务用车.运行决算",
        "公务接待费": "三公.公务接待.决算",
    }
    return {name: before.amount(path) for name, path in names.items()}


def explained(node: Node, field: str) -> bool:
    """True where the text of a field is given."""
    text = node.get(field)
    return isinstance(text, Text) and bool(text.pieces)
