"""The figures of the data that a subject of a sentence can mean.

A typed figure contradicts the data only where all of them are known and none agrees: words such as “人员经费” are used of
one fund and of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.checks.engine import own_names as own
from generator.checks.engine.facts import Facts
from generator.checks.engine.places import leaves
from generator.checks.text.counted_figures import counted
from generator.checks.text.figure_tables import (
    ARRIVED,
    BUDGET,
    COUNTS,
    ECONOMIC,
    EVENTS,
    GENERAL,
    GIVEN,
    NATURES,
    PLANNED,
    RESERVED,
    SPENT,
    STATED,
    STOCKS,
    THREE,
    TOTALS,
)
from generator.figures.books.accounts import SOURCE_OF
from generator.figures.books.cube import FISCAL_FUNDS, SOURCES, where
from generator.figures.sections.threefunds import GENERAL as GENERAL_THREE
from generator.figures.sections.threefunds import GOVERNMENT as GOVERNMENT_THREE
from generator.model.amount import Amount, figure, total
from generator.model.money import Fund, Nature
from generator.sentences import Subject
from generator.sentences.items import ECONOMIC as ECONOMIC_ITEM
from generator.sentences.items import ITEM

LAST_YEAR, LAST_BUDGET = "上年", "上年预算"
OTHER = str(Fund.OTHER)
ONE_TOTAL = {"收入总计": "收支总计", "支出总计": "收支总计", "财政拨款支出总计": "财政拨款收支总计"}
"""Totals of one side that last year's figures give for both."""


def _leaf(name: str, stage: str) -> str:
    """The path of a figure of 三公: `三公.公务用车.上年购置决算`."""
    node, part = THREE[name]
    year = "上年" if stage in (LAST_YEAR, LAST_BUDGET) else ""
    kind = {SPENT: "决算", LAST_YEAR: "决算", "全年预算": "全年预算"}.get(stage, "预算")
    return f"{node}.{year}{part}{kind}"


@dataclass(frozen=True)
class NamedFigures:
    """Looks up what a subject means in the data of a department-year."""

    facts: Facts
    _found: dict[Subject, tuple[Amount, ...]] = field(default_factory=dict)

    @property
    def budget(self) -> bool:
        """Whether the data are a budget: its figures are what a text calls 预算."""
        return str(self.facts.data.kind) == BUDGET

    def meanings(self, subject: Subject) -> tuple[Amount, ...]:
        """All figures that the subject can mean; none where they cannot be distinguished or one of them is not known."""
        if subject not in self._found:
            found = tuple(amount for amount in self._meanings(subject) if amount is not None)
            if not found or not all(amount.known for amount in found):
                found = tuple(amount for amount in self._stated(subject) if amount is not None and amount.known)
            self._found[subject] = found
        return self._found[subject]

    def wholes(self, subject: Subject) -> tuple[Amount, ...]:
        """All figures that a share may be of: without a fund also those of one fund, where the words are used of it alone."""
        if subject.fund or not subject.understood:
            return self.meanings(subject)
        return tuple(found for fund in ("", GENERAL, "财政拨款") for found in self.meanings(subject._replace(fund=fund)))

    def _meanings(self, subject: Subject) -> Iterator[Amount | None]:
        year = self.facts.data.year
        if not subject.understood or subject.year not in (0, year, year - 1):
            return
        stage, cutoff = subject.stage, self.facts.data.cutoff
        if subject.name.startswith(STOCKS) and cutoff is not None and subject.year == cutoff.year:
            yield from self._now(subject)
        elif subject.year == year - 1:
            yield from self._last_year(subject)
        elif self.budget:
            if stage in ("", BUDGET, "年初预算", GIVEN):
                yield from self._now(subject)
        elif stage in PLANNED or stage == GIVEN:
            yield from self._planned(subject)
            if stage == GIVEN:
                yield from self._now(subject)
        else:
            yield from self._now(subject)

    def _stated(self, subject: Subject) -> Iterator[Amount | None]:
        """What the data state of a subject where its parts are not known: totals, the table of 自评."""
        name, year = subject.name, self.facts.data.year
        if subject.codes or subject.fund not in ("", GENERAL, "财政拨款") or subject.year not in (0, year):
            return
        stage = "决算" if subject.stage in ("", SPENT) else subject.stage
        yield self.facts.figures.amount(f"自评.预算执行.{name}.{stage}")
        if stage == "决算":
            paths = STATED.get(name, {}).get(subject.fund, ())
            yield from (self.facts.figures.amount(path) for path in paths)

    # this year ------------------------------------------------------------------------------------------------------

    def _now(self, subject: Subject) -> Iterator[Amount | None]:
        """What was spent or received; of a budget, what is budgeted."""
        name, fund = subject.name, subject.fund
        if subject.codes:
            yield from self._coded(subject)
        elif name in THREE:
            yield from self._three(name, fund, "年初预算" if self.budget else SPENT)
        elif self.budget and name == "收支预算" and fund and fund != "财政拨款":
            yield from self._received(subject._replace(name="收入"))
            yield from self._spent(subject._replace(name="支出"))
        elif self.budget and name == "机关运行经费":
            yield self.facts.figures.amount("机关运行经费.预算")
        elif name == "公务用车购置数" and self.budget:
            yield self._to_buy()
        elif name == "下属单位数":
            yield self.facts.figures.amount("机构.下属事业单位数")
            units = self.facts.figures.amount("机构.单位数")
            yield units - figure(1) if units is not None else None
            yield units
        elif name in ("年初结转和结余", "年末结转和结余") and fund in SOURCE_OF:
            yield self._carried(name, fund)
        elif name.startswith("机关运行经费·"):
            yield self.facts.figures.amount(name.replace("·", "."))
        elif name == "实有人数":
            staff, retired = (self.facts.figures.amount(f"人员.{kind}合计") for kind in ("在职", "离退休"))
            yield staff
            if staff is not None and retired is not None and retired.known:
                yield staff + retired
        elif name == "整体得分":
            yield from (amount for amount in (self.facts.figures.amount("自评.得分"),) if amount is not None and amount.known)
        elif name in ("总收入", "总支出") and fund in FISCAL_FUNDS:
            one = subject._replace(name=name.removeprefix("总"))
            yield from self._received(one) if name == "总收入" else self._spent(one)
        elif name in TOTALS and (fund in TOTALS[name] or (name in COUNTS)):
            found = [self.facts.figures.amount(path) for path in TOTALS[name].get(fund, TOTALS[name][""])]
            yield from found if name not in COUNTS else [a for a in found if a is not None and (a.value or leaves(a))]
        elif name == "收入" or name == "本年收入合计":
            yield from self._received(subject)
        elif name in EVENTS:
            yield from self._sums(name, fund, {"经济": EVENTS[name]})
            yield from self._sums(name, fund, {"经济": EVENTS[name], "性质": str(Nature.BASIC)})
        elif name in ("支出", "本年支出合计") or name in NATURES or name in ECONOMIC:
            yield from self._spent(subject)
        elif name in RESERVED and self.facts.data.procurement and self.facts.data.procurement.reserved:
            yield getattr(self.facts.data.procurement.reserved, RESERVED[name])
        else:
            yield from self._listed(name, fund)

    def _listed(self, name: str, fund: str) -> Iterator[Amount | None]:
        """What the department's own lists name, and the sources of receipts."""
        data = self.facts.data
        head, _, rest = name.partition("·")
        if f"{head}·" == own.FACT:
            yield data.facts.get(rest)
        elif f"{head}·" == own.PROJECT:
            yield from self._project(int(rest), fund, "年初预算" if self.budget else SPENT)
        elif f"{head}·" == own.SCORED:
            yield from (amount for amount in (data.projects[int(rest)].score,) if amount is not None and amount.known)
        elif f"{head}·" == own.POST:
            group = data.staff[int(rest)]
            yield from (number for number in (group.posts, group.actual) if number is not None and number.known)
        elif f"{head}·" == own.OTHERS:
            yield data.other_staff.get(rest)
        elif f"{head}·" == own.CAR and data.assets:
            yield data.assets.vehicles.get(rest)
        elif f"{head}·" == own.RETIRED:
            yield data.retired.get(rest)
        elif name in ("离休人数", "退休人数"):
            wanted = name.removesuffix("人数")
            fits = [number for kind, number in data.retired.items() if str(kind).removesuffix("人员").endswith(wanted)]
            yield from fits if len(fits) == 1 else ()
        else:
            yield from counted(self.facts, name)
            yield from self._source(name)

    def _source(self, name: str) -> Iterator[Amount | None]:
        rows = self.facts.figures.names.get("收入来源")
        for row in rows if isinstance(rows, list) else ():
            if row["名称"] == name:
                yield row["金额"]
                return
        yield self.facts.figures.amount(f"收入.{name}")

    def _received(self, subject: Subject) -> Iterator[Amount | None]:
        amount, fund = self.facts.figures.amount, subject.fund
        if fund == OTHER:
            yield self.facts.figures.books.receipts.sum("", where(来源=SOURCES[3:]))
        elif not fund:
            yield amount("本年收入合计")
            if subject.name == "收入":
                yield amount("收入总计")
                yield amount("预算编制.收入.合计")
        elif fund == "财政拨款":
            yield amount("财政拨款收入合计")
            yield from self._source_of(GENERAL)
        else:
            yield from self._source_of(fund)

    def _source_of(self, fund: str) -> Iterator[Amount | None]:
        yield self.facts.figures.books.receipts.sum("", where(来源=SOURCE_OF[Fund(fund)]))

    def _carried(self, name: str, fund: str) -> Amount | None:
        """What a fund carries over: its total less what was received, or less what was spent."""
        whole = self.facts.figures.amount(f"各资金总计.{fund}")
        rest = next(self._source_of(fund)) if name == "年初结转和结余" else next(self._sums(name, fund, {}))
        return whole - rest if whole is not None and rest is not None and whole.known and rest.known else None

    def _to_buy(self) -> Amount | None:
        """How many cars a budget means to buy: none where it holds no money for them."""
        number, cost = (
            self.facts.figures.amount("三公.公务用车.购置数"),
            self.facts.figures.amount(_leaf("公务用车购置费", "年初预算")),
        )
        return cost if (number is None or not number.known) and cost is not None and cost.is_zero else number

    def _spent(self, subject: Subject) -> Iterator[Amount | None]:
        name, fund = subject.name, subject.fund
        dims: dict[str, str | tuple[str, ...]] = {}
        if name in NATURES:
            dims["性质"] = name
        elif name in ECONOMIC:
            dims |= {"性质": str(Nature.BASIC), "经济": ECONOMIC[name]}
        elif not fund:
            yield self.facts.figures.amount("本年支出合计")
            if name == "支出":
                yield self.facts.figures.amount("支出总计")
            return
        yield from self._sums(name, fund, dims)
        if name in ("工资福利支出", "商品和服务支出", "对个人和家庭的补助"):
            both = (str(Nature.BASIC), str(Nature.PROJECT))
            yield from self._sums(name, fund, {"经济": ECONOMIC[name], "性质": both})

    def _sums(self, name: str, fund: str, dims: dict[str, str | tuple[str, ...]]) -> Iterator[Amount | None]:
        """The sum of a fund; without one of all, and of 一般公共预算 where the words are used of it alone."""
        books = self.facts.figures.books.expenditure
        if fund == "财政拨款":
            yield books.sum(name, where(**dims, 资金=FISCAL_FUNDS))
            yield books.sum(name, where(**dims, 资金=GENERAL))
        elif fund:
            yield books.sum(name, where(**dims, 资金=fund))
        else:
            yield self.facts.figures.amount(name) if name in NATURES else books.sum(name, where(**dims))
            if name in ECONOMIC or name in EVENTS:
                yield books.sum(name, where(**dims, 资金=GENERAL))

    def _coded(self, subject: Subject) -> Iterator[Amount | None]:
        books = self.facts.figures.books.expenditure
        fund = subject.fund
        for code in subject.codes:
            if subject.name.startswith(ECONOMIC_ITEM):
                yield books.sum(subject.name, where(资金=GENERAL, 性质=str(Nature.BASIC), 经济=code))
                yield books.sum(subject.name, where(性质=str(Nature.BASIC), 经济=code))
                continue
            if fund and fund != "财政拨款":
                yield books.sum(subject.name, where(资金=fund, 科目=code))
                continue
            yield books.sum(subject.name, where(资金=GENERAL, 科目=code))
            yield books.sum(subject.name, where(资金=FISCAL_FUNDS, 科目=code))
            if not fund:
                yield books.sum(subject.name, where(科目=code))

    def _project(self, number: int, fund: str, stage: str) -> Iterator[Amount | None]:
        """What a project spent, of all funds and of each; what was budgeted."""
        nodes = self.facts.figures.names.get("项目")
        node = nodes[number] if isinstance(nodes, list) else {}
        parts = [node, *(node.get(part) for part in ("财政拨款", "上年结转资金", "其他资金"))]
        keys = {SPENT: ("执行",), "年初预算": ("年初预算",), "全年预算": ("全年预算",), ARRIVED: ("到位",)}.get(
            stage, ("年初预算", "全年预算", "到位")
        )
        for part in parts:
            if isinstance(part, dict):
                yield from (part[key] for key in keys)
        books, name = self.facts.figures.books.expenditure, str(node.get("名称"))
        if stage == SPENT and name in books.values("项目"):
            for one in Fund:
                amount = books.sum(name, where(项目=name, 性质=str(Nature.PROJECT), 资金=str(one)))
                if amount.known and not amount.is_zero:
                    yield amount

    def _three(self, name: str, fund: str, stage: str) -> Iterator[Amount | None]:
        """“三公” of 一般公共预算, of 政府性基金, or of 财政拨款 as a whole."""
        amount, path = self.facts.figures.amount, _leaf(name, stage)
        of_fund = {tree: amount(path.replace("三公", tree, 1)) for tree in (GENERAL_THREE, GOVERNMENT_THREE)}
        if fund == "政府性基金":
            yield of_fund[GOVERNMENT_THREE]
            return
        yield of_fund[GENERAL_THREE]
        whole = amount(path)
        if fund != GENERAL and whole is not None and whole.known:
            yield whole

    # budgets and last year ------------------------------------------------------------------------------------------

    def _planned(self, subject: Subject) -> Iterator[Amount | None]:
        """The budget behind final accounts: of 一般公共预算, of a 项, of “三公”, of a project."""
        name, fund, stage = subject.name, subject.fund, subject.stage
        if stage == ARRIVED and not name.startswith(own.PROJECT):
            return
        stages = (
            ("年初预算",)
            if stage == "年初预算"
            else ("全年预算",)
            if stage in ("全年预算", "调整预算")
            else ("年初预算", "全年预算")
        )
        if subject.codes and subject.name.startswith(ITEM):
            for row in self._item_rows(subject):
                yield from (row.get(one) for one in stages)
        elif name in THREE:
            for one in stages:
                yield from self._three(name, fund, one)
        elif name in ("支出", "本年支出合计") and fund in (GENERAL, "财政拨款") and self._only_general(fund):
            yield from (self.facts.figures.amount(f"一般公共预算{one}") for one in stages)
        elif name == "全部项目":
            yield from (self.facts.figures.amount(f"控制数.项目{one}") for one in stages)
        elif name.startswith(own.PROJECT):
            for one in (ARRIVED,) if stage == ARRIVED else stages:
                yield from self._project(int(name.removeprefix(own.PROJECT)), fund, one)
        elif name == "收支预算" and self._only_general(fund):
            yield from (self.facts.figures.amount(f"一般公共预算{one}") for one in stages)

    def _only_general(self, fund: str) -> bool:
        """Whether 财政拨款 is 一般公共预算 alone."""
        if fund == GENERAL:
            return True
        amounts = [self.facts.figures.amount(f"{f}预算财政拨款支出") for f in ("政府性基金", "国有资本经营")]
        return all(amount is not None and amount.is_zero for amount in amounts)

    def _item_rows(self, subject: Subject) -> Iterator[dict[str, Amount]]:
        rows = self.facts.figures.names.get("支出项")
        for row in rows if isinstance(rows, list) else ():
            if str(row["编码"]) in subject.codes:
                yield row

    def _last_year(self, subject: Subject) -> Iterator[Amount | None]:
        """What last year's file or 上年 states. A budget knows only last year's budget."""
        name, fund, stage = subject.name, subject.fund, subject.stage
        planned = stage in PLANNED
        if self.budget and not planned:
            return
        if name in THREE and fund != "政府性基金":
            yield self.facts.figures.amount(_leaf(name, LAST_BUDGET if planned else LAST_YEAR))
        elif name == "机关运行经费":
            yield self.facts.figures.amount("机关运行经费.上年预算" if planned else "机关运行经费.上年决算")
        elif subject.codes and not planned and not self.budget:
            yield from self._prior_items(subject)
        elif subject.codes and planned and self.budget and fund in ("", GENERAL, "财政拨款") and name.startswith(ITEM):
            yield from (row.get("上年预算") for row in self._item_rows(subject))
        elif name in COUNTS and not planned and not self.budget:
            yield from (self.facts.in_prior(path) for path in TOTALS[name][""])
        elif planned == self.budget and not subject.codes:
            whole = name == "收支预算" or (self.budget and not fund and name in ("收入", "支出", "总收入", "总支出"))
            yield from self._prior("收支总计" if whole else name, fund)

    def _prior(self, name: str, fund: str) -> Iterator[Amount | None]:
        paths = TOTALS[name].get(fund, ()) if name in TOTALS else ()
        if name in ("支出", "本年支出合计") and fund:
            paths = {"财政拨款": ("财政拨款支出合计", "一般公共预算财政拨款支出"), GENERAL: ("一般公共预算财政拨款支出",)}.get(
                fund, (f"{fund}预算财政拨款支出",)
            )
        elif name in ("收入", "本年收入合计") and fund == "财政拨款":
            paths = ("财政拨款收入合计",)
        elif name in ("收入", "本年收入合计") and fund in FISCAL_FUNDS:
            paths = (f"收入.{SOURCE_OF[Fund(fund)].removesuffix('收入')}",)
        elif name in SOURCES:
            paths = (f"收入.{name}",)
        elif (name in ("人员经费", "公用经费") and fund in ("", GENERAL, "财政拨款")) or (name in NATURES and not fund):
            paths = (name,)
        elif name in NATURES and fund == GENERAL and name in ("基本支出", "项目支出"):
            paths = (f"一般公共预算{name}",)
        found = [self.facts.in_prior(path) or self.facts.in_prior(ONE_TOTAL.get(path, "")) for path in paths]
        yield from found if all(amount is not None for amount in found) else ()

    def _prior_items(self, subject: Subject) -> Iterator[Amount | None]:
        """What last year's file gives for a 科目: of 一般公共预算, of 财政拨款, of all."""
        found = self.facts.figures.prior.get("支出")
        lines = found if isinstance(found, list) and subject.name.startswith(ITEM) else []
        for code in subject.codes if lines else ():
            rows = [row for row in lines if str(row["科目"]).startswith(code)]
            told = all(any(row[str(fund)]["合计"].known for fund in Fund) for row in rows)
            one_fund = subject.fund and subject.fund != "财政拨款"
            for funds in [(subject.fund,)] if one_fund else [(GENERAL,), FISCAL_FUNDS, tuple(map(str, Fund))]:
                parts = [row[fund]["合计"] for row in rows for fund in funds]
                yield total([part for part in parts if part.known], subject.name) if rows and told else None
