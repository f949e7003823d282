"""The figures of a department that a bureau reads first: receipts and expenditure, “三公”, both with last year's."""

from __future__ import annotations

from generator.figures import Figures
from generator.model.amount import Amount

NAMES = {
    "收支总计": "收支总计",
    "本年收入": "本年收入合计",
    "本年支出": "本年支出合计",
    "三公": "三公.决算",
}
"""Column of the summary → figure."""
PRIOR = {"上年收支总计": "收支总计", "上年三公": "三公.上年决算"}


def key_figures(figures: Figures) -> dict[str, str]:
    """Column → figure in 万元, exact, as text; what is not known is left out."""
    found = {name: figures.amount(path) for name, path in NAMES.items()}
    prior = figures.prior.get(PRIOR["上年收支总计"])
    found["上年收支总计"] = prior if isinstance(prior, Amount) else None
    found["上年三公"] = figures.amount(PRIOR["上年三公"])
    return {name: format(amount.number, "f") for name, amount in found.items() if amount is not None and amount.known}
