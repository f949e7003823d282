"""Departments made by chance but right: every figure follows from one set of amounts in 分, whatever unit they are typed in.

With and without each fund, institutions that lose money, negative balances, tiny ones, ones without any 三公, 决算 and 预算,
in 元 and in 万元 rounded to two places. What the checker calls an error in them is a false alarm.
"""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import yaml

SALARIES = ("30101", "30102", "30103", "30112", "30199")
OFFICE = ("30201", "30202", "30205", "30206", "30207", "30211", "30213", "30216", "30226", "30228", "30229", "30239", "30299")
PROJECT = ("30201", "30202", "30213", "30227", "31002", "31003", "30305", "30399")
CODES = ("2010301", "2010350", "2013101", "2050204", "2070109", "2080101", "2100101", "2130104", "2150801", "2240101")
OTHER = ("事业收入", "经营收入", "其他收入", "上级补助收入")
CENT = Decimal("0.01")


class Department:
    """One department. Amounts are whole 分; `shown` writes them in the unit of the file."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.yuan = bool(seed % 2)
        self.budget = seed % 5 == 4
        self.institution = seed % 3 == 0
        self.tiny = seed % 7 == 6
        self.quiet = seed % 4 == 3
        self.lines: list[dict[str, Any]] = []
        self.general: dict[str, int] = {}

    def shown(self, cents: int) -> str:
        """In 元 with 分, or in 万元 rounded half up to two places."""
        value = Decimal(cents) / 100
        return f"{value:.2f}" if self.yuan else str((value / 10000).quantize(CENT, ROUND_HALF_UP))

    def amount(self, least: int = 100, most: int = 900_000_00) -> int:
        """An amount in 分; of a tiny department at most some hundred 元."""
        return self.chance.randint(least, 90_000 if self.tiny else most)

    def _items(self, codes: tuple[str, ...], number: int) -> dict[str, int]:
        return {code: self.amount() for code in sorted(self.chance.sample(codes, number))}

    def expenditure(self) -> None:
        """The lines of 支出, with the amounts of each fund and nature."""
        main = sorted(self.chance.sample(CODES, self.chance.randint(1, 5)))
        for i, code in enumerate(main):
            staff = self._items(SALARIES, 3) if i == 0 or code.endswith(("01", "50")) else {}
            basic = staff | self._items(OFFICE, self.chance.randint(1, 9))
            if code.endswith(("09", "04", "08")) and not staff:
                basic = {}
            project = self._items(PROJECT, self.chance.randint(1, 5)) if self.chance.random() < 0.7 or not basic else {}
            self.lines.append({"科目": code, "一般公共预算": {"基本支出": basic, "项目支出": project}})
        for code, item in (("2080505", "30108"), ("2210201", "30113")):
            self.lines.append({"科目": code, "一般公共预算": {"基本支出": {item: self.amount()}, "项目支出": {}}})
        if self.chance.random() < 0.4:
            self.lines.append({"科目": "2120803", "政府性基金": {"项目支出": self._items(("30905", "30999", "31005"), 2)}})
        if self.chance.random() < 0.3:
            self.lines.append({"科目": "2230105", "国有资本经营": {"项目支出": self._items(("31201", "31299"), 1)}})
        if self.institution:
            natures = {"基本支出": self._items(OFFICE, 4), "项目支出": self._items(PROJECT, 2)}
            if not self.budget:
                natures["经营支出"] = self._items(("30201", "30299"), 1)
            self.lines[0]["其他资金"] = natures
        self.lines.sort(key=lambda line: line["科目"])

    def total(self, fund: str = "", nature: str = "", kinds: tuple[str, ...] = ("",), code: str = "") -> int:
        """The sum of the lines under some conditions."""
        return sum(
            cents
            for line in self.lines
            if line["科目"].startswith(code)
            for name in ("一般公共预算", "政府性基金", "国有资本经营", "其他资金")
            if fund in ("", name)
            for sort, items in line.get(name, {}).items()
            if nature in ("", sort)
            for item, cents in items.items()
            if item.startswith(kinds)
        )

    def balance(self, fund: str) -> tuple[int, int]:
        """Opening balance and income of a fund: that of 其他资金 may be negative at both ends."""
        spent = self.total(fund)
        if fund == "其他资金":
            opening = self.chance.choice((-1, 1)) * self.amount(most=30_000_00) if spent and not self.budget else 0
            return opening, max(spent - opening + (0 if self.budget else self.amount(most=9_000_00)), 0) if spent else 0
        if self.budget or not spent or self.chance.random() < 0.5:
            return 0, spent
        opening = self.chance.randint(0, spent // 3)
        return opening, spent - opening + self.chance.randint(0, spent // 20)

    def write(self) -> str:
        """The whole file."""
        self.expenditure()
        funds = {fund: self.balance(fund) for fund in ("一般公共预算", "政府性基金", "国有资本经营", "其他资金")}
        income = {fund: got for fund, (_, got) in funds.items()}
        opening = {fund: start for fund, (start, _) in funds.items()}
        data = {**self._names(), **self._revenue(income, opening), "支出": [self._line(line) for line in self.lines]}
        data["控制数"] = self._controls(sum(income.values()), sum(opening.values()))
        data |= self._affairs()
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).replace("'", "")

    def _names(self) -> dict[str, Any]:
        name = "清源县示范工作中心" if self.institution else "清源县示范工作办公室"
        kind = "其他事业单位" if self.institution else "行政单位"
        post = "事业编制" if self.institution else "行政编制"
        year = "2024" if self.budget else "2023"
        head = {"年度": year, **({"文种": "预算"} if self.budget else {}), "金额单位": "元" if self.yuan else "万元"}
        return head | {
            "报告": ["tongyong-yusuan" if self.budget else "tongyong-juesuan"],
            "公开时间": "2024-02-20" if self.budget else "2024-09-10",
            "截至": "2023-12-31",
            "部门": {
                "全称": name,
                "简称": name[3:],
                "自称": "本单位",
                "本地": "全县",
                "我地": "我县",
                "地区": ["安和省", "临江市", "清源县"],
                "财政部门": "县财政局",
                "党委政府": "县委、县政府",
                "级次": "单位",
            },
            "机构": {"单位": [{"名称": name, "性质": kind}], "内设机构": ["办公室", "业务股"]},
            "人员": [{"类别": post, "编制": "12", "在职": "11"}],
        }

    def _revenue(self, income: dict[str, int], opening: dict[str, int]) -> dict[str, Any]:
        names = {"一般公共预算": "一般公共预算财政拨款", "政府性基金": "政府性基金预算财政拨款"}
        names["国有资本经营"] = "国有资本经营预算财政拨款"
        rest = dict.fromkeys(("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"), "0")
        rest["事业收入"] = self.shown(income["其他资金"])
        return {
            "收入": {name: self.shown(income[fund]) for fund, name in names.items()} | rest,
            "年初结转和结余": {fund: self.shown(cents) for fund, cents in opening.items()},
            "使用非财政拨款结余": "0",
            "结余分配": "0",
        }

    def _line(self, line: dict[str, Any]) -> dict[str, Any]:
        shown: dict[str, Any] = {"科目": line["科目"]}
        if not self.budget and "一般公共预算" in line:
            spent = self.shown(self.total("一般公共预算", code=line["科目"]))
            shown |= {"年初预算": spent, "全年预算": spent}
        for fund, natures in line.items():
            if fund != "科目":
                shown[fund] = {n: {i: self.shown(c) for i, c in items.items()} for n, items in natures.items() if items}
        return shown

    def _controls(self, income: int, opening: int) -> dict[str, Any]:
        basic = ("一般公共预算", "基本支出")
        spent = self.total()
        found = {"收支总计": income + opening, "本年收入合计": income, "本年支出合计": spent}
        found |= {"基本支出": self.total(nature="基本支出"), "项目支出": self.total(nature="项目支出")}
        found |= {"人员经费": self.total(*basic, ("301", "303")), "公用经费": self.total(*basic, ("302", "310"))}
        found["一般公共预算财政拨款支出"] = self.total("一般公共预算")
        found |= {} if self.budget else {"年末结转和结余": income + opening - spent}
        classes = sorted({line["科目"][:n] for line in self.lines for n in (3, 5)})
        items = sorted({i for line in self.lines for i in line.get("一般公共预算", {}).get("基本支出", {})})
        return {name: self.shown(cents) for name, cents in found.items()} | {
            "功能分类支出": {code: self.shown(self.total(code=code)) for code in classes},
            "基本支出经济分类": {item: self.shown(self.total(*basic, (item,))) for item in items},
        }

    def _affairs(self) -> dict[str, Any]:
        host = self._spent("30217")
        return {
            "三公": {
                "因公出国": {"预算": "0", "上年决算": "0", "团组数": "0", "人次数": "0"},
                "公务用车": {
                    "购置预算": "0",
                    "运行预算": "0",
                    "上年购置决算": "0",
                    "上年运行决算": "0",
                    "车型": [{"车型": "轿车", "购置数": "0", "购置金额": "0", "保有量": "0"}],
                },
                "公务接待": {
                    "预算": host,
                    "外事接待决算": "0",
                    "上年决算": host,
                    "国内批次": "0",
                    "国内人次": "0",
                    "外事批次": "0",
                    "外事人次": "0",
                },
            },
            "机关运行经费": {"决算": "不涉及", "上年决算": "不涉及"}
            if self.institution
            else {"决算": self.shown(self.total("一般公共预算", "基本支出", ("302", "310"))), "上年决算": "待填"},
            "政府采购": {"货物": "0", "工程": "0", "服务": "0", "授予中小企业": "0", "授予小微企业": "0"},
            "国有资产": {"车辆": {"其他用车": "0"}, "通用设备": "0", "专用设备": "0"},
            "文字": {"主要职能": "承担示范工作的组织、指导和服务。"},
        }

    def _spent(self, item: str) -> str:
        return self.shown(self.total("一般公共预算", kinds=(item,)))
