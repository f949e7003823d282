"""部门汇总: a department's base facts as the sums of those of its units, less the 内部往来 that are named.

Summed are 收入 by kind and 科目, 支出 by 科目 × fund × nature × project × economic item, its budgets, 年初结转和结余 by
fund and 科目, 使用非财政拨款结余 and 结余分配, and what `section_sums` adds up. Every sum keeps its operands, so that it leads to
the units' files. What the department itself has typed of these is compared with the sums (rule S01) and not printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.errors import DataError
from generator.figures.books.accounts import Books, open_books
from generator.figures.books.cube import Cube
from generator.figures.books.totals import full_budget
from generator.figures.units.section_sums import SectionSums, summed_sections
from generator.figures.view import nearest
from generator.figures.wording.numbers import NumberFormat, format_money
from generator.model.amount import Amount, computed, total
from generator.model.department import DepartmentYear, Elimination
from generator.model.money import (
    SOME_FISCAL,
    UNTOLD_FUND,
    ByCode,
    ByNature,
    CarryOver,
    Expenditure,
    Fund,
    Nature,
    ProjectSpending,
    ProjectSplit,
    Revenue,
)
from generator.model.place import mistake_at, place_of
from generator.model.text import NO_TEXT, Text

Key = tuple[tuple[str, str], ...]
"""Dimension and value of a leaf, in the order of DIMENSIONS."""
DIMENSIONS = ("来源", "科目", "资金", "性质", "项目", "经济")
Cells = dict[Key, Amount]
PARTS = {"收入": ("来源", "科目"), "支出": ("科目", "资金", "性质", "经济"), "年初结转和结余": ("资金", "科目")}
"""First word of an elimination's field → what the words behind it are."""


class OwnFigures(NamedTuple):
    """What the department has typed itself, to be compared with the sums: its books, its lines of 支出, the rest."""

    books: Books
    lines: tuple[Expenditure, ...]
    sections: SectionSums


class Consolidated(NamedTuple):
    """data: with the sums in place of what was typed."""

    data: DepartmentYear
    typed: OwnFigures


def consolidated(data: DepartmentYear, units: Sequence[DepartmentYear]) -> Consolidated:
    """The sums of the units. Raises DataError where a unit states no expenditure, or an elimination fits no figure."""
    assert data.consolidation is not None
    books = [open_books(unit) for unit in units]
    for unit in units:
        if not unit.expenditure:
            place = place_of(unit.names.full)
            remedy = "补上这个单位的“支出”"
            raise DataError(f"“{unit.names.full}”没有支出明细，汇不了总", remedy=remedy, file=place.file, line=place.line)
    cells = {
        "收入": _summed(one.receipts for one in books),
        "支出": _summed(one.expenditure for one in books),
        "年初结转和结余": _summed(one.opening for one in books),
    }
    for elimination in data.consolidation.eliminations:
        for field in elimination.fields:
            _eliminate(cells, elimination, field, data.unit)
    update = {
        "revenue": _by_record(Revenue, cells["收入"], "来源"),
        "carry_over": _by_record(CarryOver, cells["年初结转和结余"], "资金"),
        "expenditure": _lines(data, units, cells["支出"]),
        "used_surplus": total((unit.used_surplus for unit in units), "使用非财政拨款结余"),
        "distributed": total((unit.distributed for unit in units), "结余分配"),
    }
    sections = summed_sections(data, units)
    summed = data.model_copy(update={**update, **sections.update})
    return Consolidated(summed, OwnFigures(open_books(data), tuple(data.expenditure), sections))


def _summed(cubes: Iterable[Cube]) -> Cells:
    """The leaves of all units, those of one place in the cube added."""
    found: dict[Key, list[Amount]] = {}
    for cube in cubes:
        for leaf in cube.leaves:
            key = tuple((name, leaf.dims[name]) for name in DIMENSIONS if name in leaf.dims)
            found.setdefault(key, []).append(leaf.amount)
    return {key: total(amounts, "＋".join(value for _, value in key[-1:])) for key, amounts in found.items()}


def _eliminate(cells: Mapping[str, Cells], elimination: Elimination, field: str, unit: str) -> None:
    """Take the amount out of the one figure that a field names. unit: 元 or 万元, for messages."""
    part, *words = field.split(".")
    place = place_of(field)

    def error(message: str, remedy: str) -> DataError:
        return mistake_at(place, message, remedy)

    if part not in PARTS or not 1 <= len(words) <= len(PARTS[part]):
        forms = "；".join(f"{name}.{'.'.join(dimensions)}" for name, dimensions in PARTS.items())
        raise error(f"抵销的字段“{field}”看不懂", f"写成：{forms}")
    wanted = dict(zip(PARTS[part], words, strict=False))
    live = {key: amount for key, amount in cells[part].items() if not amount.is_zero}
    found = [key for key in live if wanted.items() <= dict(key).items()]
    if len(found) != 1:
        known = [f"{part}.{'.'.join(dict(key).get(name, '') for name in PARTS[part])}".rstrip(".") for key in live]
        if found:
            raise error(f"抵销的字段“{field}”在各单位里不止一个数", "写到更细的一级：科目、资金、性质、经济分类")
        raise error(f"各单位都没有“{field}”这个数{nearest(field, known)}", "照单位数据里的科目和名称写")
    amount = cells[part][found[0]]
    taken = elimination.amount.named(f"抵销（{elimination.reason}）")
    rest = computed("{0}－{1}", (amount, taken), lambda a, b: a - b, amount.origin.name)
    if rest.value is not None and amount.number * rest.value < 0:
        style = NumberFormat(unit=unit, decimals=None)
        there, wanting = (f"{format_money(one.number, style)}{unit}" for one in (amount, taken))
        raise error(f"“{field}”各单位合计{there}，抵销{wanting}就不够了", "核对抵销的金额和字段")
    cells[part][found[0]] = rest


def _by_record(record: type[Revenue] | type[CarryOver], cells: Cells, dimension: str) -> Revenue | CarryOver:
    """Receipts or balances from their cells. A kind of which no unit states anything is zero."""
    update: dict[str, ByCode] = {}
    for name, info in record.model_fields.items():
        if info.alias == SOME_FISCAL and not any(dict(key).get(dimension) == SOME_FISCAL for key in cells):
            continue
        own = {dict(key).get("科目", ""): amount for key, amount in cells.items() if dict(key).get(dimension) == info.alias}
        update[name] = _by_code(own)
    return record().model_copy(update=update)


def _by_code(amounts: Mapping[str, Amount]) -> ByCode:
    """Amounts by code; that under the empty code stands for the whole."""
    items = {code: amount for code, amount in amounts.items() if code}
    whole = amounts.get("")
    if whole is not None and items and whole.is_zero:
        whole = None  # one unit says 0 of the whole, another states its codes
    return ByCode().model_copy(update={"amount": whole if whole is not None or items else total(()), "items": items})


def _lines(data: DepartmentYear, units: Sequence[DepartmentYear], cells: Cells) -> list[Expenditure]:
    """The lines of 支出 in the order of their codes, with the budgets of all units and the department's own texts."""
    own = {str(line.code): line for line in data.expenditure}
    found: dict[str, list[Expenditure]] = {}
    for unit in units:
        for line in unit.expenditure:
            found.setdefault(str(line.code), []).append(line)
    return [_line(lines, own.get(code), cells) for code, lines in sorted(found.items())]


def _line(lines: list[Expenditure], own: Expenditure | None, cells: Cells) -> Expenditure:
    code = lines[0].code
    own_cells = [(dict(k).get("资金", UNTOLD_FUND), k, a) for k, a in cells.items() if dict(k)["科目"] == code]
    by_fund = {fund: {k: a for name, k, a in own_cells if name == fund} for fund in (*map(str, Fund), SOME_FISCAL, UNTOLD_FUND)}
    initial = [line.initial_budget for line in lines if line.initial_budget is not None]
    full = [full_budget(line) for line in lines if line.full_budget is not None or line.initial_budget is not None]
    stated = any(line.full_budget is not None for line in lines)
    update = {
        "initial_budget": total(initial, "年初预算") if initial else None,
        "full_budget": total(full, "全年预算") if stated else None,
        "government_budget": _budget(lines, "government_budget", "政府性基金年初预算"),
        "state_capital_budget": _budget(lines, "state_capital_budget", "国有资本经营年初预算"),
        "reason": _text([own.reason] if own else [], [line.reason for line in lines]),
        "purpose": _text([own.purpose] if own else [], [line.purpose for line in lines]),
        "general": _by_nature(by_fund[str(Fund.GENERAL)]),
        "government": _by_nature(by_fund[str(Fund.GOVERNMENT)]),
        "state_capital": _by_nature(by_fund[str(Fund.STATE_CAPITAL)]),
        "other": _by_nature(by_fund[str(Fund.OTHER)]),
        "some_fiscal": _by_nature(by_fund[SOME_FISCAL]),
        "untold": _by_nature(by_fund[UNTOLD_FUND]),
    }
    return lines[0].model_copy(update=update)


def _budget(lines: list[Expenditure], attribute: str, name: str) -> Amount | None:
    """The sum of a budget over the units that give it; None where none does."""
    given = [amount for line in lines if (amount := getattr(line, attribute)) is not None]
    return total(given, name) if given else None


def _text(own: list[Text], units: list[Text]) -> Text:
    """The department's own text; else the one text of its units, where only one of them has any."""
    given = [text for text in own if text.pieces] or [text for text in units if text.pieces]
    return given[0] if len(given) == 1 else NO_TEXT


def _by_nature(cells: Cells) -> ByNature | None:
    if not cells:
        return None
    whole = next((amount for key, amount in cells.items() if "性质" not in dict(key)), None)
    fields = {
        name: _split({key: amount for key, amount in cells.items() if dict(key).get("性质") == nature}, nature)
        for name, nature in zip(("basic", "project", "upward", "operating", "subsidy"), Nature, strict=True)
    }
    return ByNature().model_copy(update={"amount": whole, **{name: split for name, split in fields.items() if split}})


def _split(cells: Cells, nature: Nature) -> ByCode | None:
    if not cells:
        return None
    plain = _by_code({dict(key).get("经济", ""): amount for key, amount in cells.items() if "项目" not in dict(key)})
    if nature is not Nature.PROJECT:
        return plain
    names = list(dict.fromkeys(dict(key)["项目"] for key in cells if "项目" in dict(key)))
    projects = [_project(name, {key: a for key, a in cells.items() if dict(key).get("项目") == name}) for name in names]
    bare = {"amount": None} if projects and not plain.items and plain.amount is not None and plain.amount.is_zero else {}
    return ProjectSplit().model_copy(update={"amount": plain.amount, "items": plain.items, "projects": projects, **bare})


def _project(name: str, cells: Cells) -> ProjectSpending:
    amounts = {dict(key).get("经济", ""): amount for key, amount in cells.items()}
    items = {code: amount for code, amount in amounts.items() if code}
    empty = ProjectSpending.model_construct(project=name)
    return empty.model_copy(update={"project": name, "amount": amounts.get(""), "items": items})
