"""The example 示例县医疗保障局 2022 taken apart into 本级 and two units, with one payment between them to be eliminated."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tests.examples import SHILI_2022

OWN, CENTRE, DATA = "本级", "事务中心", "信息中心"
CODES = {"2101506": CENTRE, "2101550": DATA}
"""科目 → unit; all others are 本级's. 2101501 is shared by 本级 and 事务中心."""
SHARED = "2101501"
SUMMED = ("收入", "支出", "年初结转和结余", "使用非财政拨款结余", "结余分配")
PAYMENT = "30000.00"
ELIMINATION = {
    "原因": "本级拨给信息中心的运行补助",
    "金额": PAYMENT,
    "字段": [f"支出.{SHARED}.其他资金.对附属单位补助支出", "收入.上级补助收入.2101550"],
}


def taken_apart(folder: Path, *, eliminated: bool = True, money: dict[str, Any] | None = None) -> Path:
    """The department as 汇总 of its units; the folder. money: what its own 收支.yaml says beside 汇总."""
    department = folder / "示例县医疗保障局" / "2022"
    shutil.copytree(SHILI_2022, department)
    whole = yaml.load((department / "收支.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    projects = yaml.load((department / "项目.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    for name in (OWN, CENTRE, DATA):
        _write(department / "单位" / f"{name}.yaml", {**_unit(whole, name), **projects})
    told: dict[str, Any] = {"单位": [f"单位/{name}.yaml" for name in (OWN, CENTRE, DATA)]}
    if eliminated:
        told["抵销"] = [ELIMINATION]
    rest = {key: value for key, value in whole.items() if key not in SUMMED}
    _write(department / "收支.yaml", {"汇总": told, **(rest if money is None else {"上年": whole["上年"], **money})})
    return department


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _unit(whole: dict[str, Any], name: str) -> dict[str, Any]:
    def mine(code: str) -> bool:
        return CODES.get(code, OWN) == name or (code == SHARED and name == CENTRE)

    revenue = {
        kind: {code: _part(amount, code, name) for code, amount in codes.items() if mine(code)} or "0"
        for kind, codes in whole["收入"].items()
    }
    lines = [_line(line, name) for line in whole["支出"] if mine(line["科目"])]
    opening: dict[str, Any] = {fund: codes if name == OWN else "0" for fund, codes in whole["年初结转和结余"].items()}
    opening["其他资金"] = whole["年初结转和结余"]["其他资金"] if name == DATA else "0"
    if name == DATA:
        revenue["上级补助收入"] = {"2101550": PAYMENT}
    if name == OWN:
        next(line for line in lines if line["科目"] == SHARED)["其他资金"] = {"对附属单位补助支出": PAYMENT}
    return {
        "年度": "2022",
        "金额单位": "元",
        "报告": ["tongyong-juesuan"],
        "部门": {"全称": f"示例县医疗保障局（{name}）", "级次": "单位"},
        "收入": revenue,
        "年初结转和结余": opening,
        "使用非财政拨款结余": whole["使用非财政拨款结余"] if name == DATA else "0",
        "结余分配": whole["结余分配"] if name == DATA else "0",
        "支出": lines,
    }


def _line(line: dict[str, Any], name: str) -> dict[str, Any]:
    if line["科目"] != SHARED:
        return dict(line)
    basic = line["一般公共预算"]["基本支出"]
    parts = {code: _part(amount, SHARED, name) for code, amount in basic.items()}
    budgets = {key: _part(line[key], SHARED, name) for key in ("年初预算", "全年预算")}
    texts = {key: line[key] for key in ("差异原因", "主要用于")} if name == OWN else {}
    return {"科目": SHARED, **budgets, **texts, "一般公共预算": {"基本支出": parts}}


def _part(amount: str, code: str, name: str) -> str:
    """The share of a unit: of the shared 科目 a third is 事务中心's."""
    if code != SHARED:
        return amount
    third = (Decimal(amount) / 3).quantize(Decimal("0.01"))
    return str(third if name == CENTRE else Decimal(amount) - third)
