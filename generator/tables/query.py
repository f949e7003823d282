"""`取:` of a specification → an amount: a sum along one of the books, a figure by name, or sums and differences of these.

{账: 支出, 资金: 一般公共预算, 性质: 基本支出, 经济: "301"}      {账: 年末, 资金: 政府性基金}      {名: 三公.公务接待.预算}
{加: [本年收入合计, {账: 年初}], 减: [结余分配]}      {名: 国有资产.车辆.机要通信用车}: the member of a list that is so called
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from generator.errors import PackError
from generator.figures import Figures
from generator.figures.books.accounts import PERSONNEL, PUBLIC
from generator.figures.books.cube import FISCAL_FUNDS, SOURCES, CodeSums, Where, where
from generator.figures.nodes import opened
from generator.figures.view import nearest
from generator.model.amount import OPEN, Amount, computed, figure, pending, total
from generator.model.money import Fund
from generator.model.place import NOWHERE
from generator.model.record import Rows
from generator.settingsfile.reading import SettingsMap

LEDGERS = ("收入", "支出", "年初", "年末")
FUNDS = (*(str(fund) for fund in Fund), "财政拨款")
GROUPS = {"财政拨款": FISCAL_FUNDS, "人员经费": PERSONNEL, "公用经费": PUBLIC, "财政拨款收入": SOURCES[:3]}
"""Names that stand for several values of a dimension."""
SIGNS = ("加", "减")
FACTS = "数据."
"""Figures of the department's own trade: a pack may name any, and what is not given is still to be filled."""


def values(value: Any) -> tuple[str, ...]:
    """The values that a query names for a dimension."""
    entries = value if isinstance(value, list) else [value]
    return tuple(one for entry in entries for one in GROUPS.get(str(entry), (str(entry),)))


def terms(query: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The plain queries of a query: itself, or those that it adds and subtracts; a bare name is `{名: …}`."""
    if not any(sign in query for sign in SIGNS):
        yield query
        return
    for sign in SIGNS:
        yield from (_term(query, sign, entry) for entry in query.get(sign, ()))


def _term(query: Mapping[str, Any], sign: str, entry: Any) -> Mapping[str, Any]:
    if isinstance(entry, Mapping):
        return entry
    named = SettingsMap({"名": entry})
    named.line = query.line_of(sign) if isinstance(query, SettingsMap) else 0
    named.lines = {}
    return named


class Query:
    """A query made ready once, to be asked for one 科目 after the other."""

    def __init__(self, figures: Figures, written: Mapping[str, Any]) -> None:
        self._figures, self._name = figures, str(written.get("名", ""))
        self._line = written.line_of("名") if isinstance(written, SettingsMap) else 0
        self._parts = {sign: [Query(figures, _term(written, sign, one)) for one in written.get(sign, ())] for sign in SIGNS}
        self._own: Where = ()
        if "账" in written:
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
        if any(self._parts.values()):
            return self._combined(code, project, name)
        if self._name:
            return figure_named(self._figures, self._name, self._line)
        if self._cube is None:
            closing = self._closing(code)
            return closing.named(name) if name else closing
        if code and not project and not self._own_code:
            if self._codes is None:
                self._codes = self._cube.by_code(self._own)
            found = self._codes[code]
            return found.named(name) if name else found
        return self._cube.sum(name, self._conditions(code, project))

    def _combined(self, code: str, project: str, name: str) -> Amount:
        """What is added less what is subtracted, with its computation written out."""
        added, taken = ([part.amount(code, project) for part in self._parts[sign]] for sign in SIGNS)
        if not taken:
            return total(added, name)
        marks = [f"{'－' if n >= len(added) else '＋'}{{{n}}}" for n in range(len(added) + len(taken))]
        expression = "".join(marks).removeprefix("＋")
        return computed(
            expression, (*added, *taken), lambda *numbers: sum(numbers[: len(added)]) - sum(numbers[len(added) :]), name
        )

    def _closing(self, code: str) -> Amount:
        """年末 of some funds; of a 科目, or of those that the query names."""
        own = dict(self._own)
        funds, codes = own.get("资金", ()), own.get("科目", ())
        closing = partial(self._figures.books.closing)
        if code or len(codes) < 2:
            return closing(code or "".join(codes), *funds)
        return total([closing(one, *funds) for one in codes])

    def _conditions(self, code: str, project: str) -> Where:
        if not (code or project):
            return self._own
        rows = {"科目": (code,)} if code else {}
        rows |= {"项目": (project,)} if project else {}
        return tuple(sorted({**dict(self._own), **rows}.items()))


def amount(figures: Figures, query: Mapping[str, Any], code: str = "", project: str = "", name: str = "") -> Amount:
    """The amount of a query that is asked once."""
    return Query(figures, query).amount(code, project, name)


def figures_in(raw: Any) -> Iterator[tuple[str, int]]:
    """The names of figures that a specification as read takes (`{名: …}`, `{数: …}`, terms of 加 and 减), each with its line."""

    def walk(value: Any) -> Iterator[tuple[str, int]]:
        if isinstance(value, SettingsMap):
            for key in ("名", "数"):
                if isinstance(value.get(key), str):
                    yield value[key], value.line_of(key)
            for sign in SIGNS:
                entries = value.get(sign, ())
                yield from ((str(one), value.line_of(sign)) for one in entries if not isinstance(one, (dict, list)))
            for entry in value.values():
                yield from walk(entry)
        elif isinstance(value, list):
            for entry in value:
                yield from walk(entry)

    yield from walk(raw)


def figure_named(figures: Figures, name: str, line: int = 0) -> Amount:
    """The figure under a dotted name; that of a member of a list by what the member is called (国有资产.车辆.机要通信用车).

    Raises PackError with the line for a name that nothing has.
    """
    found = figures.amount(name) or _of_member(figures, name)
    return found if found is not None else _absent(figures, name, line)


def _of_member(figures: Figures, name: str) -> Amount | None:
    """The one figure of the member of a list that is called by the last word of a name; zero where a list that is given
    has no such member, as a list that is given is complete."""
    head, _, last = name.rpartition(".")
    found: object = figures.names
    for part in head.split("."):
        fields = opened(found)
        found = fields.get(part) if fields is not None else None
    if not isinstance(found, Rows):
        return None
    members = list(found) or ([found.absent()] if found.absent else [])
    amounts = [_figure_of(member) for member in members if str(last) in map(str, _words_of(member))]
    if not amounts and found.state in OPEN:
        return pending(last, NOWHERE._replace(path=head))
    return next((one for one in amounts if one), figure(0, last, "没有列出的为零"))


def _words_of(member: object) -> list[object]:
    return [value for value in (opened(member) or {}).values() if isinstance(value, str)]


def _figure_of(member: object) -> Amount | None:
    return next((value for value in (opened(member) or {}).values() if isinstance(value, Amount)), None)


def _absent(figures: Figures, name: str, line: int) -> Amount:
    """A zero for a part that the department does not have (三公: 无); an error for a name that nothing has."""
    part = name.split(".", maxsplit=1)[0]
    if name.startswith(FACTS):
        return pending(name, NOWHERE._replace(path=name))
    if "." in name and part in figures.names and figures.names[part] is None:
        return figure(0, name, f"没有“{part}”即为零")
    amounts = [key for key, value in figures.names.items() if isinstance(value, Amount)]
    message = f"表样里的“{name}”不是数据里有的金额{nearest(name, amounts)}"
    raise PackError(message, line=line, remedy="核对“取: {名: …}”")
