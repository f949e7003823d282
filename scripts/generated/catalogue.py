"""The page docs/勾稽目录.md: the whole catalogue of relations between figures, each with what became of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

WORDS = {"在": "有规则", "不会": "不会发生", "不能": "不能表达"}
HEAD = """# 勾稽关系目录，逐条

目录共{number}条（A 总表、B 收支明细、C 财政拨款、D 一般公共预算、E 经济分类、F “三公”、G 基金与国资、
H 表文一致、Y 上年比较、U 预算、P 绩效、Z 文字）。
**有规则**的见 [核对规则](核对规则.md)；**不会发生**的由数据和模板决定，写不出这样的错；**不能表达**的说明缘由。
本页由 `scripts/generated/catalogue.yaml` 生成（`scripts/pages`），请勿手改。

{counts}。

| 目录 | 结果 | 规则或缘由 |
|---|---|---|
"""


def entries() -> dict[str, list[str]]:
    """Id of the catalogue → what became of it (在, 不会, 不能), rule or reason, remark."""
    text = Path(__file__).with_name("catalogue.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=yaml.CBaseLoader)
    assert isinstance(found, dict)
    return found


def page() -> str:
    """The whole page."""
    rows = entries()
    times = Counter(entry[0] for entry in rows.values())
    counts = "，".join(f"{word}{times[key]}条" for key, word in WORDS.items())
    body = (f"| {rule} | {WORDS[entry[0]]} | {'；'.join(entry[1:])} |" for rule, entry in rows.items())
    return HEAD.format(number=len(rows), counts=counts) + "\n".join(body) + "\n"
