"""The tree of this year as that of next year: figures 待填 with this year's behind them, actuals under 上年, texts 待更新.

What is kept as it is: names, codes, indicators and their weights, 不涉及 and 空. What a person confirmed (确认) lapses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.excel.fill.kinds import FIGURES, CellKind, Field, fields
from generator.excel.fill.read.assemble import ordered
from generator.folders.roll.codes import renamed
from generator.intake.shape import ROOT, Shape, ValueKind
from generator.model.department import DepartmentYear
from generator.model.fields import PENDING
from generator.model.money import ByCode, Controls
from generator.model.record import Record, said

FILL, UPDATE = "待填", "【待更新】"
PRIOR = "上年"
KEPT = ("Indicator.分值", "Organisation.内设机构数")
"""Figures that do not change with the year by themselves."""
STAY = ("不涉及", "空")
"""States that stay: they are about the field, not about the year."""
RESULTS = ("Indicator.完成值", "Evaluation.等级")
"""Words that state this year's result."""
LAPSED = ("确认",)
AFTER = ("控制数", "结余分配", "使用非财政拨款结余", "年初结转和结余", "支出", "收入", "部门")
"""上年 is put behind the first of these that is there."""
YEAR_END = re.compile(r"(\d{4})(-12-31|年12月31日)")
Known = Callable[[str], "str | None"]


@dataclass
class Rolled:
    """The result. notes: path → remark behind the value; the counts and lists are for the report."""

    tree: dict[Any, Any]
    year: int
    notes: dict[str, str] = field(default_factory=dict)
    filled: dict[str, str] = field(default_factory=dict)
    """Path → figure that could be carried over."""
    open: list[str] = field(default_factory=list)
    """Paths that are 待填."""
    texts: list[str] = field(default_factory=list)
    """Paths of texts that are marked."""
    codes: list[str] = field(default_factory=list)
    """Sentences about 科目 that changed."""
    moved: dict[str, str] = field(default_factory=dict)
    """Path of this year → path of next year, where a code changed."""


def advance(tree: Mapping[Any, Any], year: int, known: Known, opening: Mapping[str, Any]) -> Rolled:
    """Next year's tree.

    known: a figure of this year by its path, typed or computed, in the file's unit, None where there is none; opening:
    年初结转和结余 of next year (text, or code → text), by fund.
    """
    rolled = Rolled({}, year + 1)
    roller = _Roller(rolled, known)
    kept = {key: value for key, value in tree.items() if key not in (*LAPSED, PRIOR)}
    rolled.tree = roller.record(kept, DepartmentYear, "")
    rolled.tree["年度"] = str(year + 1)
    if opening:
        _opening(rolled, opening)
    _prior(rolled, known)
    return rolled


class _Roller:
    """Walks this year's tree along the model."""

    def __init__(self, rolled: Rolled, known: Known) -> None:
        self.rolled, self.known = rolled, known

    def record(self, value: Mapping[Any, Any], record: type[Record], path: str) -> dict[Any, Any]:
        """A group of fields. Fields of last year that follow from this one are put in, also where they were not given."""
        known = {one.name: one for one in fields(record)}
        result: dict[Any, Any] = {}
        for key, child in value.items():
            below = f"{path}.{key}" if path else str(key)
            one = known.get(str(key))
            result[str(key)] = self._field(child, one, below) if one else child
        for name in known:
            if name.startswith(PRIOR) and known[name].kind in FIGURES:
                self._last_year(result, name, path)
        natural = [name for name in known if name in result]
        return {name: result[name] for name in ordered(natural, [str(key) for key in value])}

    def _last_year(self, result: dict[Any, Any], name: str, path: str) -> None:
        """`上年决算` of next year is `决算` of this year."""
        below = f"{path}.{name}"
        figure = self.known(f"{path}.{name.removeprefix(PRIOR)}")
        if figure is not None:
            result[name] = figure
            self.rolled.filled[below] = figure
            self.rolled.notes.pop(below, None)
            self.rolled.open = [one for one in self.rolled.open if one != below]

    def _field(self, value: Any, one: Field, path: str) -> Any:
        return self._value(value, one.shape, one.kind, path, f"{one.record}.{one.name}")

    def _value(self, value: Any, shape: Shape, kind: CellKind | None, path: str, name: str) -> Any:
        if isinstance(value, list):
            inner = kind if kind is not CellKind.WORDS else CellKind.WORD
            steps = [(shape.step(number), f"{path}[{number}]") for number in range(len(value))]
            pairs = zip(value, steps, strict=True)
            return [self._value(child, below or shape, inner, at, name) for child, (below, at) in pairs]
        if isinstance(value, Mapping):
            if shape.record is not None and not issubclass(shape.record, ByCode):
                return self.record(value, shape.record, path)
            return self._map(value, shape, kind, path, name)
        form = shape.form if kind is None else None
        if shape.whole and said(value):
            return str(value) if value in STAY else self._wait(str(value), path)
        amount = kind in FIGURES or (form in (ValueKind.FIGURE, ValueKind.RECORD) and not _short_word(shape))
        return self._leaf(str(value), amount, kind is CellKind.TEXT or form is ValueKind.TEXT, kind is CellKind.DATE, path, name)

    def _map(self, value: Mapping[Any, Any], shape: Shape, kind: CellKind | None, path: str, name: str) -> dict[Any, Any]:
        result = {}
        for key, child in value.items():
            code = renamed(str(key), self.rolled.year, self.rolled.codes)
            if code != key:
                self.rolled.moved[f"{path}.{key}"] = f"{path}.{code}"
            below = shape.step(str(key)) or shape
            result[code] = self._value(child, below, kind or CellKind.MONEY, f"{path}.{code}", name)
        return result

    def _leaf(self, value: str, amount: bool, text: bool, date: bool, path: str, name: str) -> str:
        if name == "Expenditure.科目":
            return renamed(value, self.rolled.year, self.rolled.codes)
        if date:
            return self._date(value, path)
        if text:
            return self._text(value, path)
        if name in RESULTS or (amount and name not in KEPT and value not in STAY):
            return self._wait(value, path)
        return value

    def _wait(self, value: str, path: str) -> str:
        if value.strip() not in PENDING:
            self.rolled.notes[path] = f"上年 {value.strip()}"
        self.rolled.open.append(path)
        return FILL

    def _date(self, value: str, path: str) -> str:
        found = YEAR_END.fullmatch(value.strip())
        if found:
            return f"{int(found[1]) + 1}{found[2]}"
        return self._wait(value, path)

    def _text(self, value: str, path: str) -> str:
        plain = value.strip()
        if plain in (*PENDING, "无", "不涉及", "未载明"):
            if plain == "未载明" or plain in PENDING:
                self.rolled.open.append(path)
                return FILL
            return value
        self.rolled.texts.append(path)
        if plain.startswith(UPDATE):
            return value
        return f"{UPDATE}\n\n{value.lstrip()}" if plain.startswith("- ") else f"{UPDATE}{value.lstrip()}"


def _short_word(shape: Shape) -> bool:
    """A group whose short form is a word (立项依据), not a figure."""
    return shape.record is not None and shape.shorthand and "title" in shape.record.model_fields


def _opening(rolled: Rolled, opening: Mapping[str, Any]) -> None:
    name = "年初结转和结余"
    rolled.open = [path for path in rolled.open if not path.startswith(f"{name}.")]
    rolled.notes = {path: text for path, text in rolled.notes.items() if not path.startswith(f"{name}.")}
    balances: dict[str, Any] = {}
    for fund, value in opening.items():
        whole = isinstance(value, str)
        balances[fund] = value if whole else {renamed(code, rolled.year, rolled.codes): text for code, text in value.items()}
        for path, text in {f"{name}.{fund}": value}.items() if whole else value.items():
            below = path if whole else f"{name}.{fund}.{path}"
            if text == FILL:
                rolled.open.append(below)
            else:
                rolled.filled[below] = text
    rolled.tree[name] = balances


def _prior(rolled: Rolled, known: Known) -> None:
    """The group 上年: this year's totals."""
    totals = {one.name: known(one.name) or known(f"控制数.{one.name}") for one in fields(Controls) if one.kind in FIGURES}
    given = {name: value for name, value in totals.items() if value is not None and ROOT.step(PRIOR) is not None}
    if not given:
        return
    rolled.filled |= {f"{PRIOR}.{name}": value for name, value in given.items()}
    anchor = next((name for name in AFTER if name in rolled.tree), None)
    ordered: dict[Any, Any] = {}
    for key, value in rolled.tree.items():
        ordered[key] = value
        if key == anchor:
            ordered[PRIOR] = given
    rolled.tree = ordered
