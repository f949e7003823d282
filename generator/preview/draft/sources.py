"""Where a printed figure comes from, one level at a time: a line of a file, or a computation with its operands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from generator.document.blocks import Chart
from generator.intake.yaml.textfile import read_bytes
from generator.model.amount import Amount, Origin
from generator.preview.draft.sheets import BlockHtml
from generator.preview.scope import Scope

MOST = 400
"""Operands of one computation that are listed."""
MAX_LINE = 160
FORMULA = re.compile(r"[{}0-9＋－×÷()|]+")
"""An expression of operands, numbers and signs alone."""


class NoSource(LookupError):
    """There is no such figure, or no such operand."""


def source_of(
    piece: BlockHtml, figure: int, steps: Sequence[int], entries: Mapping[str, object], scope: Scope
) -> dict[str, object]:
    """A figure of a piece, or the operand that the steps lead to. Raises NoSource. figure −1: the chart of the piece."""
    if figure < 0:
        if not isinstance(piece.block, Chart):
            raise NoSource
        if not steps:
            return {**_chart(piece.block), **_template(piece)}
        keys, (figure, *steps) = piece.block.keys, steps
    else:
        keys = piece.keys
    origin = entries.get(keys[figure]) if 0 <= figure < len(keys) else None
    if not isinstance(origin, Origin):
        raise NoSource
    value = ""
    for step in steps:
        if not 0 <= step < len(origin.operands):
            raise NoSource
        amount = origin.operands[step]
        origin, value = amount.origin, printed(amount)
    return {**_shown(origin, scope), "value": value, **_template(piece)}


def _chart(chart: Chart) -> dict[str, object]:
    """The values of a chart, each of which can be asked for."""
    pairs = [(series, i) for series in chart.series for i in range(len(chart.categories))]
    several = len(chart.series) > 1
    rows = [
        {"name": f"{series.name} {chart.categories[i]}" if several else chart.categories[i], "value": series.labels[i]}
        for series, i in pairs
    ]
    return {"name": chart.title, "kind": "图", "value": "", "expression": "图上的数", "operands": rows[: len(chart.keys)]}


def _template(piece: BlockHtml) -> dict[str, object]:
    """Where the piece is written in its template; nothing where no template has it."""
    template = piece.block.template
    return {"template": {"file": template.file, "line": template.line}} if template.line else {}


def _shown(origin: Origin, scope: Scope) -> dict[str, object]:
    names = [_name(operand.origin) for operand in origin.operands]
    worked = _worked(origin)
    answer: dict[str, object] = {
        "name": _name(origin),
        "kind": str(origin.kind),
        "expression": _spoken(origin.expression, names) + (f" ＝ {worked}" if worked else ""),
        "operands": [
            {"name": name, "value": printed(operand)} for name, operand in zip(names[:MOST], origin.operands[:MOST], strict=True)
        ],
        "more": max(0, len(names) - MOST),
    }
    if origin.place.file:
        place = origin.place
        answer["place"] = {"file": scope.label(place.file), "line": place.line, "column": place.column, "path": place.path}
        answer["excerpt"] = _line(place.file, place.line)
    elif origin.place.path:
        answer["place"] = {"file": "", "line": 0, "column": 0, "path": origin.place.path}
    return answer


def _name(origin: Origin) -> str:
    """What a value is called: its name, with the field where the name is a bare code."""
    if origin.place.path and (not origin.name or origin.name.isdigit()):
        return origin.place.path
    if origin.name:
        return origin.name
    if origin.expression and "{0}" in origin.expression:
        return _spoken(origin.expression, [_name(operand.origin) for operand in origin.operands])
    return f"{len(origin.operands)}个数之和" if origin.operands else "规则给出的数"


def _spoken(expression: str, names: Sequence[str]) -> str:
    """`{0}－{1}` with the names of the operands; a lone sign stands between all of them."""
    if expression == "＋":
        return f"{len(names)}个数相加" if len(names) > 1 else "就是下面这个数"
    for number, name in enumerate(names):
        expression = expression.replace(f"{{{number}}}", f"“{name}”")
    return expression


def _worked(origin: Origin) -> str:
    """The computation with the figures of its operands: `(2,542.114421－2,384.824437)÷|2,384.824437|×100`."""
    if "{0}" not in origin.expression or not FORMULA.fullmatch(origin.expression):
        return ""
    worked = origin.expression
    for number, operand in enumerate(origin.operands):
        worked = worked.replace(f"{{{number}}}", printed(operand))
    return worked


def printed(amount: Amount) -> str:
    """An amount in full, with thousands; money is in 万元."""
    if amount.value is None:
        return str(amount.state)
    value: Decimal = amount.value
    return f"{value:,f}"


def _line(file: str, number: int) -> str:
    """A line of a file that the build has read."""
    try:
        lines = read_bytes(Path(file)).decode("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return ""
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return line if len(line) <= MAX_LINE else f"{line[:MAX_LINE]}…"
