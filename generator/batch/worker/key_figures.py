"""The figures of a department that a bureau reads first: receipts and expenditure, “三公”, both with last year's."""

from __future__ import annotations

from generator.figures import Figures
from generator.model.amount import Amount
from generator.model.choices import BUDGET

NAMES = {"收支总计": "收支总计", "本年收入": "本年收入合计", "本年支出": "本年支出合计"}
"""Column of the summary → figure."""


def key_figures(figures: Figures) -> dict[str, str]:
    """Column → figure in 万元, exact, as text; what is not known is left out. Of a budget, “三公” is what is budgeted."""
    stage = "预算" if figures.data.kind == BUDGET else "决算"
    prior = figures.prior.get("收支总计")
    found = {name: figures.amount(path) for name, path in NAMES.items()}
    found |= {
        "上年收支总计": prior if isinstance(prior, Amount) else None,
        "三公": figures.amount(f"三公.{stage}"),
        "上年三公": figures.amount(f"三公.上年{stage}"),
    }
    return {name: format(amount.number, "f") for name, amount in found.items() if amount is not None and amount.known}
