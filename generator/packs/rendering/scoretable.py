"""A pack's 评分表 filled with a department's figures: value and points of each indicator."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import InvalidOperation
from typing import Any

from generator.errors import PackError
from generator.figures import Figures
from generator.figures.scoring.pointrules import number, points
from generator.model.amount import Amount, Origin, OriginKind, State, pending, total
from generator.model.place import NOWHERE
from generator.packs.context.ledger import Figure, Ledger
from generator.packs.definition.pack import FILE, Pack

TEXTS = ("一级", "二级", "三级", "标准", "说明")


def score_table(pack: Pack, figures: Figures, ledger: Ledger) -> list[dict[str, object]]:
    """The rows of 评分表 with 完成值 and 得分; [] where the pack has none or the data have no 自评.

    完成值 is the typed 自评.指标值, else the figure under 取值; 得分 the typed 自评.指标得分, else by 规则. What neither
    gives is still to be filled. Raises PackError for a row that is not well formed.
    """
    rows = pack.settings.get("评分表", ())
    if figures.data.evaluation is None:
        return []
    return [_row(entry, place, pack, figures, ledger) for place, entry in enumerate(rows, 1)]


def score_total(rows: list[dict[str, object]]) -> dict[str, Amount]:
    """分值 and 得分 of all rows together."""
    return {name: total((a for row in rows if isinstance(a := row[name], Amount)), f"{name}合计") for name in ("分值", "得分")}


def _row(entry: Mapping[str, Any], place: int, pack: Pack, figures: Figures, ledger: Ledger) -> dict[str, object]:
    try:
        weight = number(entry["分值"])
        value = _value(entry, figures)
        scored = _typed(figures, "points", entry["三级"])
        if scored is None and "规则" in entry:
            scored = points(entry["规则"], weight, value)
        texts: dict[str, object] = {key: _printed(str(entry[key]), f"{entry['三级']}{key}", ledger) for key in TEXTS}
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        said = str(error) if type(error) is ValueError else f"缺少或写错了 {error}"
        raise PackError(f"评分表第{place}行：{said}", file=f"{pack.name}/{FILE}", remedy="核对“评分表”一节") from error
    form = Amount(weight, State.FIGURE, Origin(OriginKind.FORM, f"{entry['三级']}分值"))
    return {**texts, "分值": form, "完成值": value, "得分": scored or _awaited(entry["三级"], "得分", "指标得分")}


def _printed(text: str, name: str, ledger: Ledger) -> str:
    """A text of the form; one with figures shows that the form gives them."""
    return Figure(text, Origin(OriginKind.FORM, name), ledger) if any(map(str.isdigit, text)) else text


def _value(entry: Mapping[str, Any], figures: Figures) -> Amount:
    typed = _typed(figures, "values", entry["三级"])
    found = figures.amount(str(entry["取值"])) if typed is None and "取值" in entry else None
    return typed or found or _awaited(entry["三级"], "完成值", "指标值")


def _awaited(indicator: str, column: str, field: str) -> Amount:
    """A value of the table that the data do not give; it is typed under a field of 自评, by the name of the indicator."""
    return pending(f"{indicator}{column}", NOWHERE._replace(path=f"自评.{field}.{indicator}"))


def _typed(figures: Figures, field: str, name: str) -> Amount | None:
    given: Mapping[str, Amount] = getattr(figures.data.evaluation, field)
    return given.get(name)
