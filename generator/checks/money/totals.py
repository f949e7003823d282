"""A: 收入支出决算总表. The sums themselves follow from the leaves; what can be wrong is a stated total, or a balance."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in, place_of_amount
from generator.checks.engine.rule import ERROR, WARNING, Breach, Check, Found, Identity, Rule
from generator.figures.books.cube import SOURCES, where
from generator.model.amount import Amount

CONTROL = "对照财决报表：明细填错就改明细，控制数抄错就改控制数"
OPENING = "年初结转和结余应与上年决算的年末数一致；有依据的调整请在“确认”里写明"


def control(rule: str, name: str, unit: str = "") -> Identity:
    """A stated total against what follows from the leaves. unit: of a count."""
    return Identity(rule, f"控制数.{name} ＝ 明细.{name}", ERROR, CONTROL, right="明细合计", unit=unit)


def institutions(facts: Facts) -> Iterator[Found]:
    """事业收入, 经营收入, 使用非财政拨款结余, 结余分配 without a 事业单位 in the report."""
    units = facts.data.organisation.units
    if not units or any(unit.kind == "其他事业单位" for unit in units):
        return
    receipts = facts.figures.books.receipts
    amounts: dict[str, Amount] = {name: receipts.sum(name, where(来源=name)) for name in (SOURCES[4], SOURCES[5])}
    amounts |= {"使用非财政拨款结余": facts.data.used_surplus, "结余分配": facts.data.distributed}
    given = {name: amount for name, amount in amounts.items() if amount.value}
    if given:
        said = "、".join(f"{name}{facts.money(amount.number)}" for name, amount in given.items())
        first = next(iter(given.values()))
        message = f"“机构”里没有其他事业单位，却有{said}"
        yield Breach(message, place_of_amount(first), "核对单位性质，或核对这些数", place_in(units[-1].kind))


def special_bonds(facts: Facts) -> Iterator[Found]:
    """类 234 (抗疫特别国债安排的支出) outside 2020 and 2021."""
    line = next((line for line in facts.data.expenditure if line.code.startswith("234")), None)
    if line is None or facts.data.year in (2020, 2021):
        return
    amount = facts.figures.books.expenditure.sum("", where(科目="234"))
    if amount.value:
        message = f"{facts.data.year}年度有234类支出{facts.money(amount.value)}：抗疫特别国债只在2020、2021年安排"
        yield Breach(message, place_in(line), "核对科目和年度；使用以前年度结转的，在“确认”里写明", actual=amount.value)


RULES: tuple[Rule, ...] = (
    control("A01", "本年收入合计"),
    control("A03", "本年支出合计"),
    control("A04", "收支总计"),
    control("A04", "年末结转和结余"),
    Identity("A06", "年初 ＝ 上年年末", WARNING, OPENING, "资金[]", "年初结转和结余", "上年文件的年末数"),
    Identity("A06", "年初 ＝ 上年年末", WARNING, OPENING, "科目结转[]", "年初结转和结余", "上年文件的年末数"),
    Identity("A06", "年初结转和结余 ＝ 上年填报.年末结转和结余", WARNING, OPENING),
    Check(
        "A07",
        "没有事业单位时，事业收入、经营收入、使用非财政拨款结余、结余分配为零",
        WARNING,
        institutions,
        "核对单位性质，或核对这些数",
    ),
    Identity("A08", "年末 ≥ 0", WARNING, "支出大于可用的钱：核对年初、收入和支出", "资金[]", "年末结转和结余"),
    Identity("A08", "年末 ≥ 0", WARNING, "支出大于可用的钱：核对年初、收入和支出", "科目结转[]", "年末结转和结余"),
    Check("A09", "234类支出只在2020、2021年度", WARNING, special_bonds, "核对科目和年度"),
)
