"""From the cells of a form to facts: a figure, what it is of (账, 科目, 资金, 性质, 经济 …), and the cell it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from generator.excel.accounts.forms import CodeNames, Dims, Meaning, vocabulary
from generator.excel.accounts.layout import FOOT, FormColumn, Region
from generator.excel.accounts.words import label, plain
from generator.excel.grid import DASHES, ERRORS, CellSpot, Value, as_number

WITH_NAME = re.compile(r"\[?(\d{7}|\d{5}|\d{3})\]?[-—_:.、]*([^\d].*)")
TOTAL = re.compile(r"(本年)?(支出|收入)?(合计|总计|总额)")
STATES = {"未载明": None, "待填": None, "空": None, "无": Decimal(0), "不涉及": Decimal(0)}
"""What our own tables print where there is no figure."""
FUND_OF = {
    "一般公共预算财政拨款": "一般公共预算",
    "政府性基金预算财政拨款": "政府性基金",
    "国有资本经营预算财政拨款": "国有资本经营",
    "财政拨款": "财政拨款",
}
SOURCE_OF = {fund: source for source, fund in FUND_OF.items()}
CENT = Decimal("0.000001")
"""One 分 in 万元."""
FACTOR = {"元": Decimal(1).scaleb(-4), "千元": Decimal(1).scaleb(-1), "万元": Decimal(1)}


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in 万元 (a count where `count`). exact: typed in 元, so that sums of such figures must agree to the 分."""

    dims: tuple[tuple[str, str], ...]
    value: Decimal
    spot: CellSpot
    form: str
    exact: bool = True
    count: bool = False
    hidden: bool = False

    def get(self, name: str) -> str:
        """A dimension; empty where the figure is of all of it."""
        return dict(self.dims).get(name, "")


@dataclass
class Harvest:
    """All facts of a workbook, and what is to be said about its cells. problems: a figure could not be read at all."""

    facts: list[Fact] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unstated: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    """What a table of ours says 未载明 of."""
    rounded: dict[str, list[str]] = field(default_factory=dict)
    """Sheet → cells with a figure finer than a 分, which a formula left there, as they stand."""


@dataclass
class _Block:
    """Key columns with the value columns on their right."""

    keys: list[FormColumn] = field(default_factory=list)
    values: list[FormColumn] = field(default_factory=list)
    section: Meaning | None = None
    function: str = ""


@dataclass(frozen=True)
class _Row:
    """What a row is of, from its key cells; None in `dims`: not known."""

    text: str
    dims: Dims | None
    count: bool = False
    skip: bool = False


def _meant(name: str, meaning: Meaning) -> _Row:
    """The row of a name whose meaning the vocabulary has."""
    return _Row(name, meaning.dims, meaning.count, meaning.skip)


def harvest(region: Region, names: CodeNames, unit: str, found: Harvest) -> None:
    """Add the facts of one form. unit: 元, 千元 or 万元."""
    _Reader(region, names, unit, found).read()


class _Reader:
    """Reads the rows of one form."""

    def __init__(self, region: Region, names: CodeNames, unit: str, found: Harvest) -> None:
        self.region, self.names, self.unit, self.found = region, names, unit, found
        self.blocks = _blocks(region.columns)
        self.heads = {text for column in region.columns for text in column.path}
        self.unknown: dict[int, list[str]] = {}

    def read(self) -> None:
        rows = self.region.grid.rows
        for number in range(self.region.data, self.region.bottom):
            row = rows[number]
            texts = [plain(cell) for cell in row if isinstance(cell, str) and cell]
            if texts and FOOT.fullmatch(texts[0]) and not any(isinstance(cell, Decimal) for cell in row):
                continue
            if texts and all(text in self.heads for text in texts) and len(set(texts)) > 1 and not _numbers(row):
                continue
            spare = _Row("", None)
            for block in self.blocks:
                spare = self._block(number, row, block, spare)
        for index, cells in self.unknown.items():
            column = next((c for c in self.region.columns if c.index == index), None)
            title = f"“{column.title}”" if column and column.path else "没有列头的一列"
            self._unused(f"{title}没有用到，有{len(cells)}个数：{_some(cells)}")

    def _unused(self, text: str) -> None:
        self.found.unused.append(f"{self.region.grid.name}：{text}")

    def _block(self, number: int, row: list[Value], block: _Block, spare: _Row) -> _Row:
        """Read one block of a row. spare: a total on the left that had no figure of its own: its figure stands here."""
        key = self._row(row, block) if block.keys else _Row("", {})
        key = spare if key.dims is None and not key.text else key
        found = False
        for column in block.values:
            cell = row[column.index] if column.index < len(row) else ""
            spot = self.region.grid.spot(number, column.index)
            value = self._value(cell, spot, key.text)
            if cell == "未载明" and key.dims is not None:
                self.found.unstated.append(tuple(sorted(settled({**self.region.form.dims, **column.dims, **key.dims}).items())))
            if value is None:
                continue
            found = True
            if column.role != "value":
                if value:
                    self.unknown.setdefault(column.index, []).append(spot.cell)
            elif key.dims is None:
                if value:
                    self._unused(f"第{number + 1}行“{key.text or '（没有名称）'}”没有用到：{spot.cell}有数{value:f}")
            elif not key.skip:
                self._fact({**column.dims, **key.dims}, value, spot, key.count)
        return key if not found and key.text.endswith("合计") else _Row("", None)

    def _value(self, cell: Value, spot: CellSpot, text: str) -> Decimal | None:
        """The number of a cell; None for a blank, a dash, a repeated label. What looks like a number and is none is reported."""
        if isinstance(cell, Decimal):
            return cell
        if not cell:
            if spot.cell in self.region.grid.uncached:
                self.found.problems.append(f"{spot}：公式没有保存结果，读不到数。改法：用 Excel 打开，重新计算并保存后再导入")
            return None
        short = plain(cell)
        if short in DASHES or short == plain(text) or short in self.heads or short == label(text):
            return None
        if ERRORS.fullmatch(short):
            self.found.problems.append(f"{spot}：公式出错（{short}），没有数。改法：在 Excel 里改好公式")
            return None
        if short in STATES:
            return STATES[short]
        value = as_number(short)
        if value is None:
            self.found.unused.append(f"{spot}：“{cell[:30]}”不是数，没有用到")
        return value

    def _fact(self, dims: Dims, value: Decimal, spot: CellSpot, count: bool) -> None:
        whole = settled({**self.region.form.dims, **dims})
        money = value if count else self._to_cents(value * FACTOR[self.unit], value, spot)
        grid = self.region.grid
        self.found.facts.append(
            Fact(
                tuple(sorted(whole.items())),
                money,
                spot,
                self.region.form.name,
                count or self.unit == "元",
                count,
                grid.hidden,
            )
        )

    def _to_cents(self, money: Decimal, typed: Decimal, spot: CellSpot) -> Decimal:
        """An amount of 万元 without what is finer than a 分: the residue of a formula, which is reported."""
        near = typed.quantize(Decimal("0.01"), ROUND_HALF_UP)
        exact = near * FACTOR[self.unit] if abs(typed - near) < CENT else money.quantize(CENT, ROUND_HALF_UP)
        whole = exact if exact else Decimal(0)
        if whole != money:
            self.found.rounded.setdefault(spot.table, []).append(f"{spot}（{typed:f}）")
        return whole

    def _row(self, row: list[Value], block: _Block) -> _Row:
        cells = [row[column.index] if column.index < len(row) else "" for column in block.keys]
        texts = [plain(cell) if isinstance(cell, str) else f"{cell:f}" for cell in cells]
        texts = list(dict.fromkeys(text for text in texts if text)) if not _split_code(texts) else texts
        code, name = _code_and_name(texts)
        if not code and not name:
            return _Row("", {} if self.region.form.style == "单行" else None)
        if code and self.region.form.style != "行目":
            return self._coded(code, name, block)
        return self._labelled(name or code, block)

    def _coded(self, code: str, name: str, block: _Block) -> _Row:
        text = f"{code} {name}".strip()
        if code.startswith("3"):
            return _Row(text, {"经济": code})
        if code.startswith("2"):
            block.function = code
            return _Row(text, {"科目": code})
        return _Row(text, None)

    def _labelled(self, name: str, block: _Block) -> _Row:
        form, short, words = self.region.form, label(name), vocabulary()
        if form.style != "行目" and form.dims.get("账") != "三公":
            return self._named(name, short, block)
        if form.dims.get("账") in ("三公", "资产", "采购"):
            meaning = words.meaning("三公行目", short) or words.meaning("三公栏目", short)
            if meaning is None and TOTAL.fullmatch(short):
                return _Row(name, {})
            if meaning is None:
                return _Row(name, {} if form.style == "单行" else None)
            return _meant(name, meaning)
        meaning = words.meaning("行目", short)
        if meaning is None:
            return _Row(name, self._item(short, block))
        inside = block.section.dims.get("账") if block.section and not meaning.section else ""
        if meaning.section:
            block.section = meaning
        source = meaning.dims.get("来源", "")
        if inside == "年初" and source in FUND_OF:
            return _Row(name, {"账": "年初", "资金": FUND_OF[source]})
        return _meant(name, meaning)

    def _item(self, short: str, block: _Block) -> Dims | None:
        """A row named after a 类: functional, or economic under a head that says so."""
        titles = "".join(part for column in block.keys for part in column.path)
        if "经济" not in titles or "功能" in titles:
            if code := self.names.function(short):
                return {"账": "支出", "科目": code}
            return None
        code = self.names.economy(short, "", 3)
        return {"账": "支出", "经济": code} if code else None

    def _named(self, name: str, short: str, block: _Block) -> _Row:
        """A row of a form by 科目 that bears no code."""
        if TOTAL.fullmatch(short) or (self.region.form.style == "单行" and not self._item(short, block)):
            return _Row(name, {})
        meaning = vocabulary().meaning("栏目", short)
        if meaning and "经济" in meaning.dims:
            return _Row(name, meaning.dims)
        if self.region.form.projects and len(block.function) == 7:
            return _Row(name, {"科目": block.function, "项目": name})
        code = self._by_name(short, block)
        return self._coded(code, name, block) if code else _Row(name, None)

    def _by_name(self, short: str, block: _Block) -> str:
        """A 科目 given by name only: below the one before it, else beside it, else anywhere."""
        before = block.function
        for length in (7, 5, 3):
            parent = before[: length - 2] if length > 3 else ""
            if length > 3 and len(parent) < length - 2:
                continue
            if code := self.names.function(short, parent, length):
                return code
        return self.names.economy(short, "", 3) or self.names.economy(short, "", 5)


def settled(dims: Dims) -> Dims:
    """The dimensions that count for each 账: receipts have a 来源, all else has a 资金."""
    rest = dict(dims)
    kind = rest.setdefault("账", "支出")
    if kind == "各项收入":  # 部门收入总表: its 合计 holds what was carried over as well
        kind = rest["账"] = "收入" if rest.get("来源") or rest.get("资金") else "总计"
    source = rest.pop("来源", "")
    if kind == "收入":
        fund = rest.pop("资金", "")
        rest.pop("性质", None)
        source = source or SOURCE_OF.get(fund, "")
        return {**rest, "来源": source} if source else rest
    if kind in ("运行", "采购", "资产"):
        rest.pop("资金", None)
    if rest.get("口径") == "决算":
        del rest["口径"]
    if kind in ("年初", "年末", "总计", "使用结余", "结余分配"):
        rest.pop("性质", None)
        rest.pop("经济", None)
    if source in FUND_OF and "资金" not in rest:
        rest["资金"] = FUND_OF[source]
    return rest


def _blocks(columns: list[FormColumn]) -> list[_Block]:
    blocks: list[_Block] = []
    for column in columns:
        if column.role == "line":
            continue
        if column.role == "key":
            if not blocks or blocks[-1].values:
                blocks.append(_Block())
            blocks[-1].keys.append(column)
        else:
            if not blocks:
                blocks.append(_Block())
            blocks[-1].values.append(column)
    return [block for block in blocks if block.values]


def _split_code(texts: list[str]) -> bool:
    """类, 款 and 项 in cells of their own: `208`, `05`, `01`."""
    digits = [text for text in texts if text]
    return len(digits) >= 2 and bool(re.fullmatch(r"\d{3}", digits[0])) and bool(re.fullmatch(r"\d{1,2}", digits[1]))


def _code_and_name(texts: list[str]) -> tuple[str, str]:
    """The code and the name that the key cells of a row give; empty what they do not give."""
    digits = [text for text in texts if re.fullmatch(r"\d{1,7}(\.0)?", text)]
    names = [text for text in texts if text and text not in digits]
    digits = [text.removesuffix(".0") for text in digits]
    code = ""
    if _split_code(digits):
        code = digits[0] + "".join(part.zfill(2) for part in digits[1:3] if int(part) or len(part) == 2)
    elif digits:
        code = max(digits, key=len)
        code = code if len(code) in (3, 5, 7) else ""
    if not code and names and (found := WITH_NAME.fullmatch(names[0])):
        return found[1], found[2]
    return code, names[-1] if names else ""


def _numbers(row: list[Value]) -> bool:
    return any(isinstance(cell, Decimal) for cell in row)


def _some(cells: list[str]) -> str:
    return "、".join(cells[:5]) + ("等" if len(cells) > 5 else "")


def total_gaps(facts: list[Fact]) -> Iterator[str]:
    """Totals of a column that differ from the sum of its 项, each with its cell: a slip in the workbook itself."""
    groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[str, Fact]] = {}
    for fact in facts:
        if fact.get("项目") or fact.get("账") not in ("收入", "支出", "年初", "年末"):
            continue
        rest = tuple(pair for pair in fact.dims if pair[0] != "科目")
        groups.setdefault((fact.spot.table, fact.form, rest), {})[fact.get("科目")] = fact
    for column in groups.values():
        items = {code: fact for code, fact in column.items() if len(code) == 7}
        if not items:
            continue
        for code, fact in column.items():
            below = [item for key, item in items.items() if key.startswith(code)]
            if len(code) == 7 or not below:
                continue
            whole = sum((item.value for item in below), Decimal(0))
            slack = Decimal(0) if fact.exact else Decimal("0.005") * (len(below) + 1)
            if abs(whole - fact.value) > slack:
                name = code or "合计"
                yield f"{fact.spot}：{name}是{fact.value:f}万元，下面各项之和是{whole:f}万元，差{fact.value - whole:f}万元"
