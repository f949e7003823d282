"""What a row of a form is of: its 科目 by code and name, or the meaning of its label; wrong codes are reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.excel.accounts.forms import CodeNames, Dims, Meaning, label_name
from generator.excel.accounts.layout import FormColumn, Region
from generator.excel.accounts.words import label, plain
from generator.excel.grid import Value

WITH_NAME = re.compile(r"\[?(\d{7}|\d{5}|\d{3})\]?[-—_:.、]*([^\d].*)")
TOTAL = re.compile(r"(本年)?(支出|收入)?(合计|总计|总额)")
FUND_OF = {
    "一般公共预算财政拨款": "一般公共预算",
    "政府性基金预算财政拨款": "政府性基金",
    "国有资本经营预算财政拨款": "国有资本经营",
    "财政拨款": "财政拨款",
}
ELLIPSIS = re.compile(r"[.…·—\-]+")
"""What a form leaves in rows that nobody filled."""


@dataclass
class Block:
    """Key columns with the value columns on their right. function: the last functional code of its rows."""

    keys: list[FormColumn] = field(default_factory=list)
    values: list[FormColumn] = field(default_factory=list)
    section: Meaning | None = None
    function: str = ""


@dataclass(frozen=True)
class Row:
    """What a row is of, from its key cells; None in `dims`: not known."""

    text: str
    dims: Dims | None
    count: bool = False
    skip: bool = False


def blocks_of(columns: list[FormColumn]) -> list[Block]:
    """The columns of a form in blocks: two lists side by side are two."""
    blocks: list[Block] = []
    for column in columns:
        if column.role == "line":
            continue
        if column.role == "key":
            if not blocks or blocks[-1].values:
                blocks.append(Block())
            blocks[-1].keys.append(column)
        else:
            if not blocks:
                blocks.append(Block())
            blocks[-1].values.append(column)
    return [block for block in blocks if block.values]


class RowReader:
    """Says what the rows of one form are of. tell: receives what is wrong with a code."""

    def __init__(self, region: Region, names: CodeNames, tell: Callable[[str], None]) -> None:
        self.region, self.names, self.tell = region, names, tell

    def row(self, number: int, row: list[Value], block: Block) -> Row:
        """The meaning of a row of a block. number: of the row, from 0."""
        cells = [row[column.index] if column.index < len(row) else "" for column in block.keys]
        texts = [plain(cell) if isinstance(cell, str) else f"{cell:f}" for cell in cells]
        texts = list(dict.fromkeys(text for text in texts if text)) if not _split_code(texts) else texts
        texts = [text for text in texts if not ELLIPSIS.fullmatch(text)]
        code, name = _code_and_name(texts)
        if not code and not name:
            return Row("", {} if self.region.form.style == "单行" else None)
        if self.region.form.style == "行目":
            return self._labelled(name or code, block)
        place = str(self.region.grid.spot(number, block.keys[0].index))
        if code:
            return self._coded(self._right_code(code, name, place), name, block)
        found = self._labelled(name, block)
        odd = [text for text in texts if re.fullmatch(r"[\d.]+", text)]
        if odd and found.dims and (taken := found.dims.get("科目") or found.dims.get("经济")):
            self.tell(f"{place}：“{name}”的编码“{' '.join(odd)}”不对，按名称取{taken}")
        return found

    def _right_code(self, code: str, name: str, place: str) -> str:
        """The code of a row; where its name is another 科目's, that one's: names are seldom wrong, codes often."""
        table = self.names.functional if code.startswith("2") else self.names.economic
        if not code.startswith(("2", "3")) or not name or TOTAL.fullmatch(label(name)):
            return code
        official = table.name(code)
        former = [row.name for row in table.other_years(code)]
        if any(_alike(name, known) for known in (official, *former) if known):
            return code
        parents = [code[:length] for length in (5, 3) if length < len(code)]
        find = self.names.function if code.startswith("2") else self.names.economy
        found = next(filter(None, (find(name, parent, len(code)) for parent in (*parents, ""))), "")
        if found and found != code:
            self.tell(
                f"{place}：编码{code}{f'是“{official}”' if official else '没有这个科目'}，名称写的是“{name}”，按名称取{found}"
            )
            return found
        if not official and not former:
            self.tell(f"{place}：没有编码是{code}的科目（名称写的是“{name}”），请核对")
        elif not found:
            self.tell(f"{place}：编码{code}是“{official or former[-1]}”，名称写的是“{name}”，按编码取，请核对")
        return code

    def _coded(self, code: str, name: str, block: Block) -> Row:
        text = f"{code} {name}".strip()
        if code.startswith("3"):
            return Row(text, {"经济": code})
        if code.startswith("2"):
            block.function = code
            return Row(text, {"科目": code})
        return Row(text, None)

    def _labelled(self, name: str, block: Block) -> Row:
        form, short, words = self.region.form, label(name), self.region.words
        if form.style != "行目" and form.dims.get("账") != "三公":
            return self._named(name, short, block)
        if form.dims.get("账") in ("三公", "资产", "采购"):
            meaning = words.meaning("三公行目", short) or words.meaning("三公栏目", short)
            if meaning is None and TOTAL.fullmatch(short):
                return Row(name, {})
            if meaning is None:
                return Row(name, {} if form.style == "单行" else None)
            return Row(name, meaning.dims, meaning.count, meaning.skip)
        meaning = words.meaning("行目", short)
        if meaning is None:
            return Row(name, self._item(short, block))
        inside = block.section.dims.get("账") if block.section and not meaning.section else ""
        if meaning.section:
            block.section = meaning
        source = meaning.dims.get("来源", "")
        if inside == "年初" and source in FUND_OF:
            return Row(name, {"账": "年初", "资金": FUND_OF[source]})
        return Row(name, meaning.dims, meaning.count, meaning.skip)

    def _item(self, short: str, block: Block) -> Dims | None:
        """A row named after a 类: functional, or economic under a head that says so."""
        titles = "".join(part for column in block.keys for part in column.path)
        if "经济" not in titles or "功能" in titles:
            if code := self.names.function(short):
                return {"账": "支出", "科目": code}
            return None
        code = self.names.economy(short, "", 3)
        return {"账": "支出", "经济": code} if code else None

    def _named(self, name: str, short: str, block: Block) -> Row:
        """A row of a form by 科目 that bears no code."""
        if TOTAL.fullmatch(short) or (self.region.form.style == "单行" and not self._item(short, block)):
            return Row(name, {})
        meaning = self.region.words.meaning("栏目", short)
        if meaning and "经济" in meaning.dims:
            return Row(name, meaning.dims)
        if self.region.form.projects and len(block.function) == 7:
            return Row(name, {"科目": block.function, "项目": name})
        code = self._by_name(short, block)
        return self._coded(code, name, block) if code else Row(name, None)

    def _by_name(self, short: str, block: Block) -> str:
        """A 科目 given by name only: below the one before it, else beside it, else anywhere."""
        before = block.function
        for length in (7, 5, 3):
            parent = before[: length - 2] if length > 3 else ""
            if length > 3 and len(parent) < length - 2:
                continue
            if code := self.names.function(short, parent, length):
                return code
        return self.names.economy(short, "", 3) or self.names.economy(short, "", 5)


def _alike(name: str, official: str) -> bool:
    """True where two names of a 科目 are the same, or one is the other shortened."""
    one, other = label_name(name), label_name(official)
    return one == other or (len(one) >= 2 and one in other) or (len(other) >= 2 and other in one)


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
