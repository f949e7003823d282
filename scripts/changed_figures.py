"""Every figure of the clean example changed, one at a time and in three ways: +1.00, ×10, two digits swapped.

`python -m scripts.changed_figures [STEP]` prints the share that is caught, the mean number of findings, and what stays unseen.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from generator.checks import Finding, run_checks
from generator.checks.engine.places import typed_values
from generator.figures import derive
from generator.intake import load
from generator.model.amount import Amount
from generator.model.department import DepartmentYear
from tests.checks.slip import EXAMPLES, shili

YUAN = Decimal("0.0001")
"""1.00 元 in 万元."""
BOUNDED = "只受不等式约束（不大于、同有同无），别处没有写"
OWN = "业务数据，只在这里写一次；绩效指标里有同名的才能核"
ASSETS = "决算里没有第二处写资产台数"
SINGLE = {
    "三公.因公出国.人次数": BOUNDED,
    "三公.公务接待.国内批次": BOUNDED,
    "三公.公务接待.国内人次": BOUNDED,
    "政府采购.授予中小企业": BOUNDED,
    "政府采购.授予小微企业": BOUNDED,
    "政府采购.预留.中小企业预算": BOUNDED,
    "政府采购.预留.小微企业预算": BOUNDED,
    "政府采购.预留.中小企业成交": BOUNDED,
    "政府采购.预留.小微企业成交": BOUNDED,
    "绩效管理.监控项目数": BOUNDED,
    "国有资产.通用设备": ASSETS,
    "国有资产.专用设备": ASSETS,
    "国有资产.大型设备": ASSETS,
    "数据.参保人数": OWN,
    "数据.追回基金万元": OWN,
    "数据.经办件数": OWN,
    "数据.异地结算人次": OWN,
    "数据.支付改革机构数": OWN,
}
"""Figures that no identity covers, because the data state them only once, with the reason."""
PLAIN = re.compile(r"数据|数$|批次|人次|保有量|编制|在职|设备|车辆|分值|得分")
"""Ends of the paths of figures that are no money."""


def figures_of(data: DepartmentYear) -> list[Amount]:
    """The typed figures, in the order of the fields."""
    return [v for v in typed_values(data) if isinstance(v, Amount) and v.value is not None]


def mutants(amount: Amount) -> Iterator[tuple[str, Decimal]]:
    """The three wrong values; those that are no change are left out."""
    assert amount.value is not None
    path = amount.origin.place.path
    plain = PLAIN.search(path.rsplit(".", 1)[-1]) or path.startswith("数据") or ".车辆" in path
    count = plain and amount.value == amount.value.to_integral_value()
    yield "＋1.00", amount.value + (1 if plain else YUAN)
    if amount.value:
        yield "×10", amount.value * 10
    text = format(amount.value, "f") if count or plain else format(amount.value.scaleb(4), "f")
    pairs = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
    if pairs:
        i = pairs[len(pairs) // 2]
        swapped = Decimal(text[:i] + text[i + 1] + text[i] + text[i + 2 :])
        yield "换位", swapped if plain else swapped.scaleb(-4)


def replaced(part: Any, old: Amount, new: Amount) -> Any:
    """A copy of a part of the data with one amount replaced; the same object where it does not hold it."""
    if part is old:
        return new
    if isinstance(part, BaseModel):
        fresh = {name: replaced(getattr(part, name), old, new) for name in type(part).model_fields}
        changed = {name: value for name, value in fresh.items() if value is not getattr(part, name)}
        return part.model_copy(update=changed) if changed else part
    if isinstance(part, dict):
        fresh = {key: replaced(value, old, new) for key, value in part.items()}
        return fresh if any(fresh[key] is not part[key] for key in part) else part
    if isinstance(part, list):
        items = [replaced(value, old, new) for value in part]
        return items if any(a is not b for a, b in zip(items, part, strict=True)) else part
    return part


def findings_of(data: DepartmentYear, old: Amount, value: Decimal) -> list[Finding]:
    """What the checker says of the example with one figure changed."""
    before = shili(2022)
    return run_checks(derive(replaced(data, old, replace(old, value=value)), before), before)


@dataclass
class Tally:
    """What came of all changes. missed: path → the ways of change that nobody noticed; covered: of figures that an identity
    covers, which are all but those of SINGLE."""

    changes: int = 0
    caught: int = 0
    covered: int = 0
    covered_caught: int = 0
    findings: int = 0
    worst: int = 0
    missed: dict[str, list[str]] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    wordy: list[str] = field(default_factory=list)


def measure(step: int = 1) -> Tally:
    """Change every step-th figure of shili/2023."""
    data = load(EXAMPLES / "shili" / "2023").data
    tally = Tally()
    for amount in figures_of(data)[::step]:
        for way, value in mutants(amount):
            found = findings_of(data, amount, value)
            tally.changes += 1
            tally.findings += len(found)
            if amount.origin.place.path not in SINGLE:
                tally.covered += 1
                tally.covered_caught += bool(found)
            tally.rules.update({f.rule for f in found})
            if found:
                tally.caught += 1
            else:
                tally.missed.setdefault(amount.origin.place.path, []).append(way)
            if len(found) > 3:
                tally.wordy.append(f"{amount.origin.place.path} {way} {'、'.join(f.rule for f in found)}")
    return tally


def report(tally: Tally) -> str:
    """The result for people."""
    number = len(figures_of(load(EXAMPLES / "shili" / "2023").data))
    lines = [
        f"{number}个数，{tally.changes}次改动，发现{tally.caught}次（{tally.caught / tally.changes:.2%}），"
        f"每次{tally.findings / tally.caught:.2f}条；{len(tally.missed)}个数有没发现的改法",
        f"有等式管着的{number - len(SINGLE)}个数：{tally.covered}次改动，发现{tally.covered_caught}次"
        f"（{tally.covered_caught / tally.covered:.2%}）；只写一次的{len(SINGLE)}个数（{len(SINGLE) / number:.1%}）：",
        *(f"  {path}：{reason}" for path, reason in SINGLE.items()),
        *(f"  {path}：{'、'.join(ways)}" for path, ways in tally.missed.items()),
        str(tally.rules.most_common()),
        *tally.wordy,
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(report(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1)))
