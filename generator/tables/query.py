"""`取:` of a specification → an amount: a sum along one of the books, or a figure by name.

{账: 支出, 资金: 一般公共预算, 性质: 基本支出, 经济: "301"}      {账: 年末, 资金: 政府性基金}      {名: 三公.公务接待.预算}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.errors import PackError
from generator.figures import Figures
from generator.figures.books.accounts import PERSONNEL, PUBLIC
from generator.figures.books.cube import FISCAL_FUNDS, SOURCES, CodeSums, Where, where
from generator.figures.view import nearest
from generator.model.amount import Amount, figure
from generator.model.money import Fund
from generator.settingsfile.reading import SettingsMap, read_settings

LEDGERS = ("收入", "支出", "年初", "年末")
FUNDS = (*(str(fund) for fund in Fund), "财政拨款")
GROUPS = {"财政拨款": FISCAL_FUNDS, "人员经费": PERSONNEL, "公用经费": PUBLIC, "财政拨款收入": SOURCES[:3]}
"""Names that stand for several values of a dimension."""


def values(value: Any) -> tuple[str, ...]:
    """The values that a query names for a dimension."""
    entries = value if isinstance(value, list) else [value]
    return tuple(one for entry in entries for one in GROUPS.get(str(entry), (str(entry),)))


class Query:
    """A query made ready once, to be asked for one 科目 after the other."""

    def __init__(self, figures: Figures, written: Mapping[str, Any]) -> None:
        self._figures, self._name = figures, str(written.get("名", ""))
        self._line = written.line_of("名") if isinstance(written, SettingsMap) else 0
        self._own: Where = ()
        if not self._name:
            self._own = where(**{key: values(value) for key, value in written.items() if key != "账"})
            books = figures.books
            cubes = {"收入": books.receipts, "支出": books.expenditure, "年初": books.opening, "年末": None}
            self._cube = cubes[written["账"]]
            self._own_code = any(dimension == "科目" for dimension, _ in self._own)
            self._codes: CodeSums | None = None

    def amount(self, code: str = "", project: str = "", name: str = "") -> Amount:
        """The amount for one 科目 (a code or its beginning) and one project where the row has them.

        Raises PackError with the line of the query for a figure's name that does not exist.
        """
        if self._name:
            found = self._figures.amount(self._name)
            return found if found is not None else _absent(self._figures, self._name, self._line)
        if self._cube is None:
            funds = next((accepted for dimension, accepted in self._own if dimension == "资金"), ())
            closing = self._figures.books.closing(code, *funds)
            return closing.named(name) if name else closing
        if code and not project and not self._own_code:
            if self._codes is None:
                self._codes = self._cube.by_code(self._own)
            found = self._codes[code]
            return found.named(name) if name else found
        return self._cube.sum(name, self._conditions(code, project))

    def _conditions(self, code: str, project: str) -> Where:
        if not (code or project):
            return self._own
        rows = {"科目": (code,)} if code else {}
        rows |= {"项目": (project,)} if project else {}
        return tuple(sorted({**dict(self._own), **rows}.items()))


def amount(figures: Figures, query: Mapping[str, Any], code: str = "", project: str = "", name: str = "") -> Amount:
    """The amount of a query that is asked once."""
    return Query(figures, query).amount(code, project, name)


def figures_in(file: Path) -> Iterator[tuple[str, int]]:
    """The names of figures that a specification takes (`{名: …}`), each with its line."""

    def walk(value: Any) -> Iterator[tuple[str, int]]:
        if isinstance(value, SettingsMap):
            if isinstance(value.get("名"), str):
                yield value["名"], value.line_of("名")
            for entry in value.values():
                yield from walk(entry)
        elif isinstance(value, list):
            for entry in value:
                yield from walk(entry)

    yield from walk(read_settings(file, file.name))


def _absent(figures: Figures, name: str, line: int) -> Amount:
    """A zero for a part that the department does not have (三公: 无); an error for a name that nothing has."""
    part = name.split(".", maxsplit=1)[0]
    if "." in name and part in figures.names and figures.names[part] is None:
        return figure(0, name, f"没有“{part}”即为零")
    amounts = [key for key, value in figures.names.items() if isinstance(value, Amount)]
    message = f"表样里的“{name}”不是数据里有的金额{nearest(name, amounts)}"
    raise PackError(message, line=line, remedy="核对“取: {名: …}”")
