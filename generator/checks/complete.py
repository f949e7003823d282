"""完整: figures and texts that are still to be filled, one finding per section of the data."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.facts import Facts
from generator.checks.places import place_in
from generator.checks.rule import ERROR, Check, Found, Rule, Spot
from generator.model.amount import Amount, Kind, Origin, State
from generator.model.place import NOWHERE, Place
from generator.model.text import Text

SKIPPED = ("全部支出项", "支出项", "整体支出")
"""Lists that repeat others, and ask more than is printed of them."""
OPTIONAL = ("上年预算", "机关运行经费预算", "大型设备")
"""Ends of the names of figures that only some forms print."""
FILL = "填上；没有的填 0 或 无，有而不知道的填 未载明"
SHOWN = 8
"""How many fields a message names."""
COMPARED = ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出")
"""What a report compares with last year (`上年:`, or last year's file)."""
PARTS = ("支出", "项目", "三公", "机关运行经费")
"""Parts of the data under which an absent field of their entries is reported."""
HOMES = {"机关运行经费": "operating", "三公": "three_public", "项目": "projects", "支出项": "expenditure", "收入来源": "revenue"}
"""Derived section → the attribute of the data that it comes from."""


def pending(facts: Facts) -> Iterator[Found]:
    """Every figure that a report prints and nobody typed, and every text marked 待填."""
    sections: dict[str, dict[str, Place]] = {}
    for value in facts.values:
        kind = type(value)
        if (kind is Amount and value.state is State.PENDING) or (kind is Text and value.state == "待填"):  # type: ignore[union-attr]
            place = place_in(value)
            sections.setdefault(_section(place.path), {})[place.path] = place
    for section, amount in _printed(facts):
        place = amount.origin.place
        if not place.line:
            place = _home(facts, section, amount)
            home = _section(place.path) if place.path.startswith(PARTS) else section
            sections.setdefault(home, {}).setdefault(amount.origin.name, place)
    for section, fields in sections.items():
        names = list(fields)
        more = f"等{len(names)}处" if len(names) > SHOWN else ""
        first = min(fields.values(), key=lambda p: (not p.line, p.file, p.line))
        message = f"“{section}”还有{len(names)}处没有填：{'、'.join(names[:SHOWN])}{more}"
        yield Spot(message, first, FILL)


def _section(path: str) -> str:
    return path.split(".")[0].split("[")[0]


def _printed(facts: Facts) -> Iterator[tuple[str, Amount]]:
    """The absent figures that the derived ones are waiting for, by section; each once.

    Only of 决算: what a budget or a self-evaluation prints is its pack's choice, and `build` tells what is open there.
    """
    if facts.data.kind != "决算":
        return
    seen: set[str] = set()
    for section, node in facts.figures.names.items():
        if section not in SKIPPED:
            for amount in _absent(node):
                if amount.origin.name not in seen and not amount.origin.name.endswith(OPTIONAL):
                    seen.add(amount.origin.name)
                    yield section, amount
    for name in COMPARED:
        if name not in facts.figures.prior:
            yield "上年", Amount(None, State.PENDING, Origin(Kind.TYPED, f"上年.{name}"))


def _absent(node: object) -> list[Amount]:
    """The amounts below a node that are still to be filled, in their order."""
    found: list[Amount] = []
    todo = [node]
    while todo:
        one = todo.pop()
        kind = type(one)
        if kind is dict:
            todo += reversed(one.values())  # type: ignore[attr-defined]
        elif kind is list:
            todo += reversed(one)  # type: ignore[call-overload]
        elif kind is Amount and one.state is State.PENDING:  # type: ignore[attr-defined]
            origin = one.origin  # type: ignore[attr-defined]
            if not origin.operands and origin.kind is Kind.TYPED:
                found.append(one)  # type: ignore[arg-type]
            todo += reversed(origin.operands)
    return found


def _home(facts: Facts, section: str, amount: Amount) -> Place:
    """The nearest typed value: the line of its 科目, its project, its section, else the top of the file."""
    data = facts.data
    for line in data.expenditure:
        if amount.origin.name.startswith(str(line.code)):
            return place_in(line.code)
    for project in data.projects:
        if amount.origin.name.startswith(str(project.name)):
            return place_in(project.name)
    home = place_in(getattr(data, HOMES[section], None)) if section in HOMES else NOWHERE
    return home if home.line else place_in(data.names)


RULES: tuple[Rule, ...] = (Check("完整", "报告要印的数和文字都已填写", ERROR, pending, FILL),)
