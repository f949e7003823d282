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

from generator.checks.lines import Page, page
from generator.checks.places import place_in, typed_values
from generator.figures import Figures
from generator.figures.books import BASIC_GENERAL, FISCAL_FUNDS, PERSONNEL, PUBLIC, control_conditions
from generator.figures.cube import where
from generator.figures.numbers import NumberFormat, format_money
from generator.figures.threepublic import ABROAD, CAR_BUY, CAR_RUN, RECEPTION
from generator.model.amount import Amount, total
from generator.model.classification import economic, functional
from generator.model.department import DepartmentYear
from generator.model.fields import Day
from generator.model.money import Fund, Nature
from generator.model.place import Typed
from generator.model.text import Text

Node = dict[str, object]
TOTALS = {
    "收支总计": "收支总计",
    "年末结转和结余": "年末结转和结余",
    "财政拨款收支总计": "财政拨款收支总计",
    "一般公共预算财政拨款年初预算": "一般公共预算年初预算",
}
"""Control figure → derived figure, for those that are no plain sum of a cube."""


PAIRS = (
    ("30108机关事业单位基本养老保险缴费与2080505", ("30108",), ("2080505",)),
    ("30109职业年金缴费与2080506", ("30109",), ("2080506",)),
    ("30110职工基本医疗保险缴费与2101101、2101102", ("30110",), ("2101101", "2101102")),
    ("30113住房公积金与2210201", ("30113",), ("2210201",)),
)
"""Economic items and the 科目 that hold the same payment (identities E05)."""
RETIRED = (("30301、30302离退休费与2080501、2080502", ("30301", "30302"), ("2080501", "2080502")),)
"""The same for pensions (E06)."""
LABELS = ("名称", "三级", "类别", "车型")
"""What names an entry of a list."""


@dataclass(frozen=True)
class Facts:
    """Figures of a year and, where its file is there, of the year before."""

    figures: Figures
    before: Figures | None

    @property
    def data(self) -> DepartmentYear:
        """The department-year as typed."""
        return self.figures.data

    @cached_property
    def values(self) -> tuple[Amount | Text | Typed | Day, ...]:
        """All typed values that a report may print, in the order of the fields."""
        return tuple(typed_values({n: getattr(self.data, n) for n in type(self.data).model_fields if n != "confirmed"}))

    @cached_property
    def page(self) -> Page:
        """All lines of text."""
        return page(self.values)

    @cached_property
    def exact(self) -> frozenset[str]:
        """The files whose figures are in 元: those are exact (identities §0.1)."""
        years = [one.data for one in (self.figures, self.before) if one and one.data.unit == "元"]
        return frozenset(place_in(value).file for data in years for value in typed_values(data.revenue))

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
            "载明功能": [_by_code(self, code, True) for code in self.data.controls.by_function],
            "载明经济": [_by_code(self, code, False) for code in self.data.controls.by_economic],
            "资金": list(_funds(self.figures, self.before)),
            "科目结转": list(_codes(self.figures, self.before)),
            "载明合计": stated_sums(self.figures),
            "科目对应": [_pair(self.figures, *pair) for pair in PAIRS],
            "退休对应": [_pair(self.figures, *pair) for pair in RETIRED],
            "调整预算": list(_full_budgets(self.figures)),
            "项目核对": list(_projects(self.figures)),
            "项目执行合计": _executed(self.figures),
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
            own = next((f"“{one[k]}”" for k in LABELS if one.get(k)), "") if parts[0].endswith("[]") else ""
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


def _by_code(facts: Facts, code: str, function: bool) -> Node:
    controls = facts.data.controls
    name = (functional if function else economic)(facts.data.year).name(code)
    amount = (controls.by_function if function else controls.by_economic)[code]
    conditions = where(科目=code) if function else where(**BASIC_GENERAL, 经济=code)
    below = None if function or len(code) > 3 else _stated_below(facts.figures, (code,))
    return {"名称": f"{code}{name}", "载明": amount, "明细": facts.figures.books.expenditure.computed(conditions), "下级": below}


def _stated_below(figures: Figures, kinds: tuple[str, ...]) -> Amount | None:
    """The sum of the stated 款 of some economic 类, None where not one has a figure."""
    stated = [a for code, a in figures.data.controls.by_economic.items() if len(code) > 3 and code.startswith(kinds)]
    return total(stated) if any(a.value is not None for a in stated) else None


def stated_sums(figures: Figures) -> Node:
    """人员经费 and 公用经费 from the stated economic 款."""
    return {"人员经费": _stated_below(figures, PERSONNEL), "公用经费": _stated_below(figures, PUBLIC)}


def _pair(figures: Figures, name: str, items: tuple[str, ...], codes: tuple[str, ...]) -> Node:
    spent = figures.books.expenditure
    return {
        "名称": name,
        "经济": spent.computed(where(**BASIC_GENERAL, 经济=items)),
        "功能": spent.computed(where(**BASIC_GENERAL, 科目=codes)),
    }


def _full_budgets(figures: Figures) -> Iterator[Node]:
    """The lines whose 全年预算 is typed."""
    for line in figures.data.expenditure:
        if line.full_budget:
            spent = figures.books.expenditure.sum("", where(资金=str(Fund.GENERAL), 科目=str(line.code)))
            name = functional(figures.data.year).name(line.code)
            yield {"名称": f"{line.code}{name}", "决算": spent, "全年预算": line.full_budget}


def _projects(figures: Figures) -> Iterator[Node]:
    """Typed 执行 of the projects that the lines of 支出 name as well."""
    spent = figures.books.expenditure
    named = set(spent.values("项目"))
    for project in figures.data.projects:
        for money, source, funds in (
            (project.fiscal, "财政拨款", FISCAL_FUNDS),
            (project.other, "其他资金", (str(Fund.OTHER),)),
        ):
            if money and money.executed and project.name in named:
                conditions = where(项目=str(project.name), 性质=str(Nature.PROJECT), 资金=funds)
                yield {"名称": f"{project.name}{source}", "填报": money.executed, "支出": spent.computed(conditions)}


def _executed(figures: Figures) -> Amount | None:
    nodes = figures.names["项目"]
    amounts = [a for node in nodes if isinstance(a := node["执行"], Amount)] if isinstance(nodes, list) else []
    return total(amounts, "各项目执行数之和") if amounts else None


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
    plain = all(unit.kind != "其他事业单位" for unit in figures.data.organisation.units)
    operating = figures.data.operating.actual
    found: Node = {"机关运行经费等额" if plain else "机关运行经费部分": operating}
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


def explained(node: Node, path: str) -> bool:
    """True where the text under a path is given."""
    text: object = node
    for part in path.split("."):
        text = text.get(part) if isinstance(text, dict) else None
    return isinstance(text, Text) and bool(text.pieces)
