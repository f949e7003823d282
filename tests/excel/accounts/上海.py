"""The nine budget tables as Shanghai lays them out, for a 部门 and for a 单位, filled with figures of a district that is none.

Titles, heads and where they stand are those of the forms; every figure and name is made up here.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import xlsxwriter

from generator.excel.grid import Grid, Tables, Value, spread

OWNER = "某市北河区园林绿化局"
YEAR = 2026
ITEMS: dict[str, tuple[str, int, int, int]] = {
    "2080505": ("机关事业单位基本养老保险缴费支出", 412_608, 0, 0),
    "2080506": ("机关事业单位职业年金缴费支出", 206_304, 0, 0),
    "2101101": ("行政单位医疗", 193_410, 0, 0),
    "2120101": ("行政运行", 5_120_377, 0, 0),
    "2120104": ("城管执法", 0, 831_000, 0),
    "2120501": ("城乡社区环境卫生", 0, 12_406_950, 36_050),
    "2210201": ("住房公积金", 498_120, 0, 0),
}
"""项 → name, 基本支出 and 项目支出 of 一般公共预算, 项目支出 of the unit's own money, in 元."""
FUND_ITEM = ("2120803", "城市建设支出", 2_300_000)
NAMES = {
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "212": "城乡社区支出",
    "21201": "城乡社区管理事务",
    "21205": "城乡社区环境卫生",
    "21208": "国有土地使用权出让收入安排的支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
}
CLASSES = {"208": "八、社会保障和就业支出", "210": "九、卫生健康支出", "212": "十一、城乡社区支出", "221": "十九、住房保障支出"}
ECONOMIC = {
    "30101": ("基本工资", 1_804_000),
    "30102": ("津贴补贴", 2_390_512),
    "30108": ("机关事业单位基本养老保险缴费", 412_608),
    "30109": ("职业年金缴费", 206_304),
    "30110": ("职工基本医疗保险缴费", 193_410),
    "30113": ("住房公积金", 498_120),
    "30201": ("办公费", 180_865),
    "30228": ("工会经费", 97_000),
    "30239": ("其他交通费用", 640_000),
    "30302": ("退休费", 8_000),
}
"""款 → name and 基本支出 of 一般公共预算, in 元: 6,430,819 in all."""
GROUPS = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助"}
Cells = list[list[Value]]


def general(code: str = "") -> tuple[int, int]:
    """基本支出 and 项目支出 of 一般公共预算 under a code."""
    found = [item for key, item in ITEMS.items() if key.startswith(code)]
    return sum(item[1] for item in found), sum(item[2] for item in found)


def other(code: str = "") -> int:
    return sum(item[3] for key, item in ITEMS.items() if key.startswith(code))


def government(code: str = "") -> int:
    return FUND_ITEM[2] if FUND_ITEM[0].startswith(code) else 0


def money(value: int) -> Value:
    """Nothing is a blank cell, as clerks leave it."""
    return Decimal(value) if value else ""


def grid(name: str, rows: Cells, spans: list[str]) -> Grid:
    """A sheet of the form. spans: `A2:D2` of its merged cells."""
    width = max(len(row) for row in rows)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    places = []
    for span in spans:
        first, _, last = span.partition(":")
        places.append((xlsxwriter.utility.xl_cell_to_rowcol(first), xlsxwriter.utility.xl_cell_to_rowcol(last)))
    spread(rows, places)
    return Grid(name, rows, merged=True)


def codes(fund: bool = False) -> list[str]:
    """All codes of a table, 类 and 款 before their 项."""
    items = [*ITEMS] if not fund else [FUND_ITEM[0]]
    return sorted({code[:length] for code in items for length in (3, 5, 7)})


def by_code(code: str) -> list[Value]:
    """The key cells of a row: 类, 款 and 项 in three columns, as the form has them, and the name."""
    parts: list[Value] = [Decimal(code[:3]), code[3:5], code[5:7]]
    name = NAMES.get(code) or (FUND_ITEM[1] if code == FUND_ITEM[0] else ITEMS[code][0])
    return [*parts, name]


def made(unit: bool = False, owner: str = OWNER, year: int = YEAR) -> Tables:
    """The whole workbook: cover, contents, prose and nine tables. unit: the form of a 单位."""
    who, label = ("预算单位", "编制单位") if unit else ("部门", "编制部门")
    titles = [
        f"{year}年{who}财务收支预算总表",
        f"{year}年{who}收入预算总表",
        f"{year}年{who}支出预算总表",
        f"{year}年{who}财政拨款收支预算总表",
        f"{year}年{who}一般公共预算支出功能分类预算表",
        f"{year}年{who}政府性基金预算支出功能分类预算表",
        f"{year}年{who}国有资本经营预算支出功能分类预算表",
        f"{year}年{who}一般公共预算基本支出部门预算经济分类预算表",
        f"{year}年{'单位' if unit else '部门'}“三公”经费和机关运行经费预算表",
    ]
    line = f"{label}：{owner}"
    grids = [
        grid("封面", [[""], [f"某市北河区{year}年区级部门预算"], [f"预算主管部门：{owner}"]], []),
        grid("目录", [["目  录"], [""], ["五、部门预算表"], *[[f"    {n}. {t}  ………………"] for n, t in enumerate(titles, 1)]], []),
        grid("主要职能", [["主要职能"], [""], ["    负责全区公园和绿地。\n    主要职能包括：\n    1.养护行道树。"]], []),
        _sides(titles[0], line, unit),
        _receipts(titles[1], line),
        _spending(titles[2], line, "支出预算", [(c, *general(c)) for c in sorted({*codes(), *codes(True)})], True),
        _fiscal(titles[3], line),
        _spending(titles[4], line, "一般公共预算支出", [(c, *general(c)) for c in codes()], False),
        _spending(titles[5], line, "政府性基金预算支出", [(c, 0, government(c)) for c in codes(True)], False),
        _spending(titles[6], line, "国有资本经营预算支出", [], False),
        _economic(titles[7], line),
        _three_public(titles[8], line),
    ]
    names = "收支总表 收入总表 支出总表 财政拨款收支总表 一般公共预算拨款表 政府性基金拨款表 国有资本经营预算拨款表"
    for one, name in zip(grids[3:], [*names.split(), "基本支出明细表", "三公"], strict=True):
        one.name = f"{'单位' if unit else '部门'}{name}"
    return Tables(Path("预算.xlsx"), grids)


def total(code: str = "") -> int:
    return sum(general(code)) + other(code) + government(code)


def _sides(title: str, line: str, unit: bool) -> Grid:
    left = [
        ("一、财政拨款收入", sum(general()) + government()),
        ("1. 一般公共预算", sum(general())),
        ("2. 政府性基金预算", government()),
        ("3. 国有资本经营预算", 0),
        ("二、事业收入", 0),
        ("三、事业单位经营收入", 0),
        ("四、其他收入", other()),
    ]
    right: list[list[Value]] = []
    for code, name in CLASSES.items():
        basic, project = general(code)
        personnel = {"208": basic, "210": basic, "221": basic, "212": 4_202_512}[code]
        parts = [money(basic and personnel), money(basic - personnel), money(project + other(code) + government(code))]
        right.append([name, money(total(code)), *(parts if unit else [])])
    everything: list[Value] = [sum(cell for cell in column if cell != "") for column in list(zip(*right, strict=True))[1:]]
    head: Cells = [["本年收入", "", "本年支出"], ["项目", "预算数", "项目", "预算数"]]
    if unit:
        head += [["", "", "", "合计", "基本支出", "", "项目支出"], ["", "", "", "", "人员经费", "公用经费", ""]]
    rows: Cells = [[""], [title], [""], [line, "", "", "单位：元"], [""], *head]
    for number in range(10):
        first: list[Value] = [left[number][0], money(left[number][1])] if number < len(left) else ["", ""]
        rows.append([*first, *(right[number] if number < len(right) else [])])
    rows.append(["收入总计", Decimal(total()), "支出总计", *everything])
    spans = ["A2:D2", "A4:C4", "A6:B6", "C6:D6"]
    if unit:
        spans = ["A2:G2", "A4:C4", "A6:B6", "C6:G6", "A7:A9", "B7:B9", "C7:C9", "D7:G7", "D8:D9", "E8:F8", "G8:G9"]
    return grid(title, rows, spans)


def _head(title: str, line: str, over: str, under: list[str]) -> Cells:
    keys: list[Value] = ["功能分类科目编码", "", "", "功能分类科目名称"]
    return [
        [""],
        [title],
        [""],
        [line, "", "", "", "", "", "单位：元"],
        [""],
        ["项目", "", "", "", over],
        [*keys, *under],
        ["类", "款", "项"],
    ]


SPANS = ["A2:G2", "A4:E4", "A6:D6", "E6:G6", "A7:C7", "D7:D8", "E7:E8", "F7:F8", "G7:G8"]


def _receipts(title: str, line: str) -> Grid:
    rows = _head(title, line, "收入预算", ["合计", "财政拨款收入", "事业收入", "事业单位\n经营收入", "其他收入"])
    for code in sorted({*codes(), *codes(True)}):
        rows.append([*by_code(code), money(total(code)), money(total(code) - other(code)), "", "", money(other(code))])
    rows.append(["合计", "", "", "", money(total()), money(total() - other()), "", "", money(other())])
    return grid(title, rows, [*SPANS, f"A{len(rows)}:D{len(rows)}"])


def _spending(title: str, line: str, over: str, lines: list[tuple[str, int, int]], everything: bool) -> Grid:
    rows = _head(title, line, over, ["合计", "基本支出", "项目支出"])
    sums = [0, 0]
    for code, basic, project in lines:
        project += other(code) + government(code) if everything else 0
        rows.append([*by_code(code), money(basic + project), money(basic), money(project)])
        if len(code) == 7:
            sums = [sums[0] + basic, sums[1] + project]
    rows += [["…", "…", "…", "…"], [""]]
    rows.append(["合计", "", "", "", money(sum(sums)), money(sums[0]), money(sums[1])])
    return grid(title, rows, [*SPANS, f"A{len(rows)}:D{len(rows)}"])


def _fiscal(title: str, line: str) -> Grid:
    rows: Cells = [[""], [title], [""], [line, "", "", "", "", "", "单位：元"], [""], ["财政拨款收入", "", "财政拨款支出"]]
    rows.append(["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"])
    left = [("一、一般公共预算", sum(general())), ("二、政府性基金预算", government()), ("三、国有资本经营预算", 0)]
    for number, (code, name) in enumerate(CLASSES.items()):
        spent, fund = sum(general(code)), government(code)
        first: list[Value] = [left[number][0], money(left[number][1])] if number < len(left) else ["", ""]
        rows.append([*first, name, money(spent + fund), money(spent), money(fund), ""])
    whole = sum(general()) + government()
    rows.append(["收入总计", money(whole), "支出总计", money(whole), money(sum(general())), money(government()), ""])
    return grid(title, rows, ["A2:G2", "A4:C4", "A6:B6", "C6:G6"])


def _economic(title: str, line: str) -> Grid:
    rows: Cells = [[""], [title], [""], [line, "", "", "", "", "单位：元"], [""], ["项目", "", "", "一般公共预算基本支出"]]
    rows += [["部门预算经济分类科目编码", "", "经济分类科目名称", "合计", "人员经费", "公用经费"], ["类", "款"]]
    for group, name in GROUPS.items():
        inside = {code: item for code, item in ECONOMIC.items() if code.startswith(group)}
        for code, (label, amount) in {group: (name, sum(a for _, a in inside.values())), **inside}.items():
            people = amount if group != "302" else 0
            rows.append([Decimal(code[:3]), code[3:], label, money(amount), money(people), money(amount - people)])
    whole = sum(amount for _, amount in ECONOMIC.values())
    public = sum(amount for code, (_, amount) in ECONOMIC.items() if code.startswith("302"))
    rows.append(["合计", "", "", money(whole), money(whole - public), money(public)])
    spans = ["A2:F2", "A4:C4", "A6:C6", "D6:F6", "A7:B7", "C7:C8", "D7:D8", "E7:E8", "F7:F8", f"A{len(rows)}:C{len(rows)}"]
    return grid(title, rows, spans)


def _three_public(title: str, line: str) -> Grid:
    rows: Cells = [
        [""],
        [title],
        [line, "", "", "", "", "", "单位:万元"],
        ["“三公”经费预算数", "", "", "", "", "", "机关运行经费预算数"],
    ]
    rows += [["合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费"], ["", "", "", "小计", "购置费", "运行费"]]
    rows.append([Decimal("9.70"), "", Decimal("1.20"), Decimal("8.50"), "", Decimal("8.50"), Decimal("91.79")])
    return grid(title, rows, ["A2:G2", "A3:C3", "A4:F4", "G4:G6", "A5:A6", "B5:B6", "C5:C6", "D5:F5"])


def saved(tables: Tables, file: Path) -> Path:
    """The same as an .xlsx, without merged cells (their texts stand in every cell that they cover)."""
    book = xlsxwriter.Workbook(file)
    for one in tables.grids:
        sheet = book.add_worksheet(one.name)
        for r, row in enumerate(one.rows):
            for c, cell in enumerate(row):
                if cell != "":
                    sheet.write(r, c, float(cell) if isinstance(cell, Decimal) else cell)
    book.close()
    return file
