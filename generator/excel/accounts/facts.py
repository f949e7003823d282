"""From the cells of a form to facts: a figure, what it is of (账, 科目, 资金, 性质, 经济 …), and the cell it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from generator.excel.accounts.forms import CodeNames, Dims
from generator.excel.accounts.layout import FOOT, Region
from generator.excel.accounts.rows import FUND_OF, Block, Row, RowReader, blocks_of
from generator.excel.accounts.words import label, plain
from generator.excel.grid import DASHES, ERRORS, CellSpot, Value, as_number
from generator.model.choices import BUDGET

STATES = {"未载明": None, "待填": None, "空": None, "无": Decimal(0), "不涉及": Decimal(0)}
"""What our own tables print where there is no figure."""
SOURCE_OF = {fund: source for source, fund in FUND_OF.items()}
CENT = Decimal("0.000001")
"""One 分 in 万元."""
FACTOR = {"元": Decimal(1).scaleb(-4), "千元": Decimal(1).scaleb(-1), "万元": Decimal(1)}
NONE = re.compile(
    r"(?:无|没有|未(?:安排|发生|使用|取得|列支)|不(?:涉及|存在|安排)).*(?:收入|支出|经费|预算|拨款|安排|数据|内容|情况|此项|该项)"
    r"|空表|不涉及|无此项|此表无数|本表无数"
)
"""A note that says why a form is empty."""
INSTRUCTION = re.compile(r"(?:若|如|如果|没有|无)[^，,。]{0,20}(?:则|的(?:部门|单位)|应|请|可不|也要)|若无|如无")
"""A note of the form's maker to who fills it, which says nothing of this department."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure in 万元 (a count where `count`). exact: typed in 元, so that sums of such figures must agree to the 分.

    blank: a blank cell of a form with figures, which is zero where nothing else says otherwise; note: what says that a whole
    form has nothing.
    """

    dims: tuple[tuple[str, str], ...]
    value: Decimal
    spot: CellSpot
    form: str
    exact: bool = True
    count: bool = False
    hidden: bool = False
    blank: bool = False
    note: str = ""

    def get(self, name: str) -> str:
        """A dimension; empty where the figure is of all of it."""
        return dict(self.dims).get(name, "")

    @property
    def printed(self) -> bool:
        """True where the cell holds a figure."""
        return not self.blank and not self.note

    @property
    def source(self) -> str:
        """The cell as it stands behind the figure in the data."""
        return f"{self.spot}（{self.note or '空格'}）" if self.blank or self.note else str(self.spot)


@dataclass
class Harvest:
    """All facts of a file, and what is to be said about its cells. problems: a figure could not be read at all."""

    facts: list[Fact] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unstated: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    """What a table of ours says 未载明 of."""
    rounded: dict[str, list[str]] = field(default_factory=dict)
    """Sheet → cells with a figure finer than a 分, which a formula left there, as they stand."""
    warnings: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    """Forms without a figure, and what follows from it."""
    untold: list[Region] = field(default_factory=list)
    """Forms without a figure of which no note says that there is none."""


def harvest(region: Region, names: CodeNames, unit: str, found: Harvest) -> None:
    """Add the facts of one form. unit: 元, 千元 or 万元."""
    _Reader(region, names, unit, found).read()


class _Reader:
    """Reads the rows of one form."""

    def __init__(self, region: Region, names: CodeNames, unit: str, found: Harvest) -> None:
        self.region, self.unit, self.found = region, unit, found
        self.rows = RowReader(region, names, found.warnings.append)
        self.blocks = blocks_of(region.columns)
        self.heads = {text for column in region.columns for text in column.path}
        self.unknown: dict[int, list[str]] = {}
        self.facts: list[Fact] = []
        self.blanks: list[Fact] = []
        self.notes: list[str] = list(region.grid.below)

    def read(self) -> None:
        """Read all rows; then say what was not used, and what a form without figures means."""
        rows = self.region.grid.rows
        ended = False
        for number in range(self.region.data, self.region.bottom):
            row = rows[number]
            texts = [plain(cell) for cell in row if isinstance(cell, str) and cell]
            if texts and FOOT.fullmatch(texts[0]) and not any(isinstance(cell, Decimal) for cell in row):
                self.notes += dict.fromkeys(texts)
                ended = ended or (bool(self.facts) and texts[0].startswith(("注", "备注", "说明")))
                continue
            if texts and all(text in self.heads for text in texts) and len(set(texts)) > 1 and not _numbers(row):
                continue
            if ended:
                self._after_notes(number, row)
                continue
            spare = Row("", None)
            for block in self.blocks:
                spare = self._block(number, row, block, spare)
            if not _numbers(row):
                self.notes += dict.fromkeys(text for text in texts if len(text) > 6)
        for index, cells in self.unknown.items():
            column = next((c for c in self.region.columns if c.index == index), None)
            title = f"“{column.title}”" if column and column.path else "没有列头的一列"
            self._unused(f"{title}没有用到，有{len(cells)}个数：{_some(cells)}")
        self._finish()

    def _finish(self) -> None:
        """Blank cells of a form with figures are zero; a form without figures is as its note says."""
        if self.facts:
            told = {fact.get("口径") for fact in self.facts}
            self.found.facts += [*self.facts, *(fact for fact in self.blanks if fact.get("口径") in told)]
            if any(_says_none(note) and "空表" in note for note in self.notes):
                self._warn("注里说是空表，表里却有数；以数为准，请核对")
            return
        note = next(filter(_says_none, self.notes), "")
        name = f"{self.region.grid.name}（{self.region.form.name}）"
        if not note:
            self.found.empty.append(f"{name}：表里没有一个数，也没有注明没有；作未载明")
            self.found.untold.append(self.region)
            return
        self.found.empty.append(f"{name}：空表，注明“{note[:40]}”；作没有")
        self.found.facts.append(self._fact_of({}, Decimal(0), self.region.grid.spot(self.region.bottom - 1, 0), note="注明没有"))

    def _after_notes(self, number: int, row: list[Value]) -> None:
        """Figures below the notes belong to no row of the form."""
        for index, cell in enumerate(row):
            if isinstance(cell, Decimal) and cell:
                spot = self.region.grid.spot(number, index)
                self._unused(f"第{number + 1}行在注的下面，没有用到：{spot.cell}有数{cell:f}")

    def _unused(self, text: str) -> None:
        self.found.unused.append(f"{self.region.grid.name}：{text}")

    def _warn(self, text: str) -> None:
        self.found.warnings.append(f"{self.region.grid.name}：{text}")

    def _block(self, number: int, row: list[Value], block: Block, spare: Row) -> Row:
        """Read one block of a row. spare: a total on the left that had no figure of its own: its figure stands here."""
        key = self.rows.row(number, row, block) if block.keys else Row("", {})
        key = spare if key.dims is None and not key.text else key
        found = False
        for column in block.values:
            cell = row[column.index] if column.index < len(row) else ""
            spot = self.region.grid.spot(number, column.index)
            value = self._value(cell, spot, key.text)
            dims = {**column.dims, **(key.dims or {})}
            if cell == "未载明" and key.dims is not None:
                self.found.unstated.append(tuple(sorted(settled({**self.region.form.dims, **dims}).items())))
            apart = _other_group(column.dims, key.dims)
            if value is None:
                told = key.dims is not None and not key.skip and bool(key.text or _numbers(row))
                if cell == "" and told and column.role == "value" and not apart:
                    self.blanks.append(self._fact_of(dims, Decimal(0), spot, key.count, blank=True))
                continue
            found = True
            if apart and not value:
                continue
            if column.role != "value":
                if value or column.role == "unknown":
                    self.unknown.setdefault(column.index, []).append(spot.cell)
            elif key.dims is None or key.skip:
                if value:
                    self._unused(f"第{number + 1}行“{key.text or '（没有名称）'}”没有用到：{spot.cell}有数{value:f}")
            else:
                self.facts.append(self._fact_of(dims, value, spot, key.count))
        return key if not found and key.text.endswith("合计") else Row("", None)

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
        if value is None and not _says_none(short):
            self.found.unused.append(f"{spot}：“{cell[:30]}”不是数，没有用到")
        return value

    def _fact_of(
        self, dims: Dims, value: Decimal, spot: CellSpot, count: bool = False, blank: bool = False, note: str = ""
    ) -> Fact:
        form = self.region.form
        if form.kind == BUDGET and dims.get("口径") == "预算" and form.dims.get("账") != "三公":
            dims = {name: text for name, text in dims.items() if name != "口径"}  # all of a budget is 预算
        whole = settled({**form.dims, **dims})
        money = value if count else self._to_cents(value * FACTOR[self.unit], value, spot)
        exact = count or self.unit == "元"
        hidden = self.region.grid.hidden
        return Fact(tuple(sorted(whole.items())), money, spot, form.name, exact, count, hidden, blank, note)

    def _to_cents(self, money: Decimal, typed: Decimal, spot: CellSpot) -> Decimal:
        """An amount of 万元 without what is finer than a 分: the residue of a formula, which is reported."""
        near = typed.quantize(Decimal("0.01"), ROUND_HALF_UP)
        exact = near * FACTOR[self.unit] if abs(typed - near) < CENT else money.quantize(CENT, ROUND_HALF_UP)
        whole = exact if exact else Decimal(0)
        if whole != money:
            self.found.rounded.setdefault(spot.table, []).append(f"{spot}（{typed:f}）")
        return whole


def _other_group(column: Dims, row: Dims | None) -> bool:
    """Whether a column of 人员经费 or 公用经费 meets a row of an economic 科目: of one of the other it says nothing."""
    return bool(row and "经济" in row and column.get("经济", row["经济"]) != row["经济"])


def _says_none(text: str) -> bool:
    """True for a note that there is nothing of what a form is about."""
    short = plain(text)
    return len(short) <= 200 and bool(NONE.search(short)) and not INSTRUCTION.search(short)


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
    if kind == "总计" and (rest.get("性质") or rest.get("经济")):  # 支出总计 under a column of one 性质
        kind = rest["账"] = "支出"
    if kind in ("年初", "年末", "总计", "使用结余", "结余分配"):
        rest.pop("性质", None)
        rest.pop("经济", None)
    if source in FUND_OF and "资金" not in rest:
        rest["资金"] = FUND_OF[source]
    return rest


def _numbers(row: list[Value]) -> bool:
    return any(isinstance(cell, Decimal) for cell in row)


def _some(cells: list[str]) -> str:
    return "、".join(cells[:5]) + ("等" if len(cells) > 5 else "")
