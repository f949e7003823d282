"""A 财决 workbook made from a department-year, after `财决表样.yaml` and with the figures of `generator.figures`.

Nothing of the importer is used. Figures are in 元; the workbook has merged heads, blank rows, cells that hold `—`, formulas
with their stored results and a hidden copy of a sheet, as exports have.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from generator.figures import Figures
from generator.figures.books.cube import where
from generator.model.amount import Amount
from generator.model.classification import economic, functional

FORMS = yaml.load((Path(__file__).parent / "财决表样.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
ZERO = Decimal(0)
GROUPS = ("301", "302", "303", "307", "309", "310", "311", "312", "313", "399")


class Workbook:
    """Writes the sheets of one variant (新, 旧)."""

    def __init__(self, figures: Figures, variant: str, path: Path) -> None:
        self.figures, self.path = figures, path
        self.form = FORMS["变体"][variant]
        self.books = figures.books
        self.book = xlsxwriter.Workbook(path)
        self.merge = self.book.add_format({"align": "center"})
        self.money = self.book.add_format({"num_format": "#,##0.00"})

    def write(self) -> Path:
        self._cover()
        self._sides("Z01 收入支出决算总表(财决01表)", self._general_lines(), "收入支出决算总表")
        self._fiscal()
        for entry in FORMS["科目表"]:
            if "国资" not in entry or self.form["国资"]:
                self._by_code(entry)
        self._operations()
        sheet = self._sheet("Z12 资产负债简表(财决12表)", "资产负债简表", 3)
        sheet.write_row(5, 0, ["资产合计", 1, 123456.78])
        self.book.close()
        return self.path

    # the figures

    def receipts(self, source: Any, code: str = "") -> Decimal:
        sources = tuple(source) if isinstance(source, list) else source
        return number(self.books.receipts.sum("", where(来源=sources, 科目=code)))

    def spent(self, code: str = "", **dims: str) -> Decimal:
        """Of what bears these marks; money without economic items (上缴上级支出) is in no column of these."""
        wanted = {"科目": code, **dims}
        leaves = self.books.expenditure.leaves
        return sum(
            (number(one.amount) for one in leaves if all(one.dims.get(n, "").startswith(v) for n, v in wanted.items())), ZERO
        )

    def named(self, path: str) -> Decimal | str:
        if path in ("", "—"):
            return str(path)
        return ZERO if path == "零" else number(self.figures.amount(path))

    # the sheets

    def _cover(self) -> None:
        sheet = self.book.add_worksheet("FMDM 封面代码")
        sheet.write_row(0, 0, ["2023年度部门决算报表", "", ""])
        sheet.write_row(3, 0, ["单位名称", str(self.figures.data.names.full)])

    def _sheet(self, name: str, title: str, width: int) -> Any:
        sheet = self.book.add_worksheet(name[:31])
        sheet.merge_range(0, 0, 0, max(width - 1, 1), title, self.merge)
        code = name[name.find("(") + 1 : -1] if "(" in name else ""
        sheet.write_string(1, width - 1, code)
        sheet.write_string(2, 0, f"编制单位：{self.figures.data.names.full}")
        sheet.write_string(2, max(width - 2, 1), "2023年度")
        sheet.write_string(2, width - 1, "金额单位：元")
        return sheet

    def _put(self, sheet: Any, row: int, column: int, value: Decimal | str) -> None:
        """A figure as a number; every seventh as a formula with its stored result. Text as it is."""
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif (row + column) % 7 == 0:
            sheet.write_formula(row, column, f"={value}*1", self.money, float(value))
        else:
            sheet.write_number(row, column, float(value), self.money)

    def _general_lines(self) -> list[list[tuple[str, Decimal | str]]]:
        name = self.figures.amount
        left = [(text, self.receipts(select["收"])) for text, select in self.form["收入行"]]
        middle = [(f"{ordinal(n)}、{functional(2023).name(code)}", self.spent(code)) for n, code in enumerate(self.form["类"], 1)]
        right = [(f"{ordinal(n)}、{nature}", self.spent(性质=nature)) for n, nature in enumerate(NATURES, 1)]
        right.insert(1, ("    其中：基本建设类项目", "—"))
        right += [("支出经济分类", "—")]
        right += [(f"    {economic(2023).name(code)}", self.spent(经济=code)) for code in GROUPS]
        bottom = [
            (("本年收入合计", number(name("本年收入合计"))), ("本年支出合计", number(name("本年支出合计")))),
            ((self.form["使用结余"], number(name("使用非财政拨款结余"))), ("结余分配", number(name("结余分配")))),
            (("年初结转和结余", number(name("年初结转和结余"))), ("年末结转和结余", number(name("年末结转和结余")))),
            (("总计", number(name("收入总计"))), ("总计", number(name("支出总计")))),
        ]
        blank = [("", "")] * 40
        lines = [[(left + blank)[row], line, (right + blank)[row]] for row, line in enumerate(middle)]
        return lines + [[one, two, ("", "")] for one, two in bottom]

    def _sides(self, name: str, lines: list[list[tuple[str, Decimal | str]]], title: str) -> None:
        sheet = self._sheet(name, title, 15)
        heads = ["项目", "项目(按功能分类)", "项目(按支出性质和经济分类)"]
        for block, (head, side) in enumerate(zip(heads, ("收入", "支出", "支出"), strict=True)):
            sheet.merge_range(3, block * 5, 3, block * 5 + 4, side, self.merge)
            sheet.write_row(4, block * 5, [head, "行次", "年初预算数", self.form["全年"], "决算数"])
            sheet.write_row(5, block * 5, ["栏次", "", str(block * 3 + 1), str(block * 3 + 2), str(block * 3 + 3)])
        for number_, row in enumerate(lines):
            for block, (text, value) in enumerate(row):
                if text:
                    sheet.write_row(6 + number_, block * 5, [text, str(number_ + 1), "—", "—"])
                    self._put(sheet, 6 + number_, block * 5 + 4, value)

    def _fiscal(self) -> None:
        sheet = self._sheet("Z01_1 财政拨款收入支出决算总表(财决01-1表)", "财政拨款收入支出决算总表", 9)
        sheet.merge_range(3, 0, 3, 2, "收入", self.merge)
        sheet.merge_range(3, 3, 3, 8, "支出", self.merge)
        funds = ["一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
        sheet.write_row(4, 0, ["项目", "行次", "金额", "项目(按功能分类)", "行次", "合计", *funds])
        short = [fund.replace("预算财政拨款", "").replace("财政拨款", "") for fund in funds]
        short[0] = "一般公共预算"
        count = 3 if self.form["国资"] else 2
        left = [(f"{ordinal(n)}、{fund}", self.receipts(fund)) for n, fund in enumerate(funds[:count], 1)]
        right = []
        for n, code in enumerate(self.form["类"], 1):
            parts = [self.spent(code, 资金=fund) for fund in short]
            right.append((f"{ordinal(n)}、{functional(2023).name(code)}", [sum(parts, Decimal(0)), *parts]))
        rows = [((left + [("", "")] * 40)[n], line) for n, line in enumerate(right)]
        opening = [number(self.books.opening.sum("", where(资金=fund))) for fund in short]
        closing = [number(self.books.closing("", fund)) for fund in short]
        spent = [self.spent(资金=fund) for fund in short]
        income = [self.receipts(fund) for fund in funds]
        total = [a + b for a, b in zip(income, opening, strict=True)]
        rows.append((("本年收入合计", sum(income)), ("本年支出合计", [sum(spent), *spent])))
        rows.append((("年初财政拨款结转和结余", sum(opening)), ("年末财政拨款结转和结余", [sum(closing), *closing])))
        rows += [
            ((f"{ordinal(n)}、{fund}", value), ("", [])) for n, (fund, value) in enumerate(zip(funds, opening, strict=True), 1)
        ]
        rows.append((("总计", sum(total)), ("总计", [sum(total), *total])))
        for number_, ((text, value), (text2, values)) in enumerate(rows):
            sheet.write_row(5 + number_, 0, [text, str(number_ + 1)])
            sheet.write_string(5 + number_, 3, text2)
            if text:
                self._put(sheet, 5 + number_, 2, value)
            for at, one in enumerate(values):
                self._put(sheet, 5 + number_, 5 + at, one)

    def _by_code(self, entry: dict[str, Any]) -> None:
        name = entry["名"]
        title = name.partition(" ")[2].partition("(")[0]
        columns = self._columns(entry)
        sheet = self._sheet(name, title, len(columns) + 4)
        top = 6 if "明细" in entry else 4
        depth = max(len(head) for head, _ in columns)
        sheet.merge_range(top, 0, top, 3, "项目", self.merge)
        sheet.merge_range(top + 1, 0, top + 1, 2, "支出功能分类科目编码" if "收支" in entry else "科目编码", self.merge)
        sheet.write_string(top + 1, 3, "科目名称")
        for at, (head, _) in enumerate(columns, 4):
            self._head(sheet, top, at, head, depth, columns)
        if "明细" not in entry:
            sheet.write_row(top + 2, 0, ["栏次", "", "", "", *map(str, range(1, len(columns) + 1))])
        row = 9 if "明细" in entry else top + 3
        for code in ["", *self._codes(columns)]:
            sheet.write_string(row, 0, code)
            sheet.write_string(row, 3, functional(2023).name(code) if code else "合计")
            for at, (_, value) in enumerate(columns, 4):
                self._put(sheet, row, at, value(code))
            row += 2 if code and len(code) == 3 else 1

    def _head(self, sheet: Any, top: int, at: int, head: list[str], depth: int, columns: list[Any]) -> None:
        if len(head) == 1:
            if depth > 1:
                sheet.merge_range(top, at, top + 1, at, head[0], self.merge)
            else:
                sheet.write_string(top, at, head[0])
            return
        same = [n for n, (other, _) in enumerate(columns, 4) if other[0] == head[0]]
        if len(same) == 1:
            sheet.write_string(top, at, head[0])
        elif at == same[0]:
            sheet.merge_range(top, at, top, same[-1], head[0], self.merge)
        sheet.write_string(top + 1, at, head[1])

    def _columns(self, entry: dict[str, Any]) -> list[Any]:
        if "明细" in entry:
            dims = entry["明细"]
            found: list[Any] = [(["合计"], lambda code: self.spent(code, **dims))]
            for group in GROUPS:
                items = [row for row in economic(2023).in_force() if row.code.startswith(group)]
                for row in items:
                    head = [economic(2023).name(group), "小计" if row.code == group else row.name]
                    found.append((head, lambda code, item=row.code: self.spent(code, 经济=item, **dims)))
            return found
        if "收支" in entry:
            return [(head, self._value(kind, entry["收支"])) for head, kind in FORMS["收支列"]]
        return [(head, self._value(select, [])) for head, select in entry["列"]]

    def _value(self, select: Any, funds: list[str]) -> Any:
        if select == "空":
            return lambda code: "—"
        if select == "年初":
            return lambda code: number(self.books.opening.sum("", where(资金=funds[0], 科目=code)))
        if select == "年末":
            return lambda code: number(self.books.closing(code, funds[0]))
        if select == "收入":
            return lambda code: self.receipts(funds[1], code)
        if "收" in select:
            return lambda code: self.receipts(select["收"], code)
        dims = {"资金": funds[0], **select} if funds else select["支"]
        return lambda code: self.spent(code, **dims)

    def _codes(self, columns: list[Any]) -> list[str]:
        codes = {code[:length] for line in self.figures.data.expenditure for code in [str(line.code)] for length in (3, 5, 7)}
        return [code for code in sorted(codes) if any(isinstance(v := value(code), Decimal) and v for _, value in columns)]

    def _operations(self) -> None:
        form = FORMS["机构运行"]
        sheet = self._sheet(form["名"], "机构运行信息表", 5)
        sheet.write_row(3, 0, ["项目", "行次", "年初预算数", self.form["全年"], "统计数"])
        sheet.write_row(4, 0, ["栏次", "", "1", "2", "3"])
        for number_, (text, *paths) in enumerate(form["行"]):
            sheet.write_row(5 + number_, 0, [text, str(number_ + 1)])
            for at, path in enumerate(paths, 2):
                value = self.named(path)
                if isinstance(value, Decimal) and text.endswith(("（个）", "（人）", "（辆）")):
                    value = value.scaleb(-4)
                self._put(sheet, 5 + number_, at, value)


NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")


def number(amount: Amount | None) -> Decimal:
    """A figure in 元."""
    assert amount is not None
    return amount.number.scaleb(4)


def ordinal(count: int) -> str:
    """一, 二 … 二十六."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(count, 10)
    return ("十" if tens == 1 else f"{digits[tens]}十" if tens else "") + (digits[ones] if ones else "")


def write_workbook(figures: Figures, variant: str, path: Path) -> Path:
    """The workbook of a variant (新: 2020 and later; 旧: 2018) at a path."""
    return Workbook(figures, variant, path).write()
