"""Follow printed values back to their sources: marked text, computations evaluated again, typed places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from generator.document.blocks import Chart, Document, Run
from generator.model.amount import Amount, Origin, OriginKind
from generator.model.place import Place
from generator.writers.text import plain_text

MARK = re.compile(r"\x01([\w,]+)\x02([^\x03]*)\x03")
OPERATORS = {"＋": "+", "－": "-", "×": "*", "÷": "/"}


class Printed(NamedTuple):
    """One sourced value in a line: what is printed, and the origins of it."""

    text: str
    origins: tuple[Origin, ...]


class Line(NamedTuple):
    """A line of the plain text with the values in it."""

    text: str
    values: tuple[Printed, ...]


def traced(document: Document) -> list[Line]:
    """The plain text line by line, each with its sourced values."""
    sections = tuple(replace(s, blocks=tuple(_marked(block) for block in s.blocks)) for s in document.sections)
    text = plain_text(replace(document, sections=sections))
    return [Line(MARK.sub(r"\2", line), tuple(_values(line, document))) for line in text.splitlines()]


def _values(line: str, document: Document) -> Iterator[Printed]:
    for keys, text in MARK.findall(line):
        origins = tuple(document.entries[key] for key in keys.split(","))
        assert all(isinstance(origin, Origin) for origin in origins)
        yield Printed(text, origins)


def _marked(value: object) -> object:
    """The same block with each sourced text between marks."""
    if isinstance(value, Run):
        return replace(value, text=_mark(value.text, value.key)) if value.key else value
    if isinstance(value, Chart):
        return _marked_chart(value)
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_marked(entry) for entry in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _marked(getattr(value, f.name)) for f in fields(value) if isinstance(getattr(value, f.name), tuple)}
        return replace(value, **changed)
    return value


def _marked_chart(chart: Chart) -> Chart:
    series = replace(chart.series[0], labels=tuple(map(_mark, chart.series[0].labels, chart.keys)))
    return replace(chart, series=(series,), shares=tuple(_mark(share, ",".join(chart.keys)) for share in chart.shares))


def _mark(text: str, key: str) -> str:
    return "\n".join(f"\x01{key}\x02{line}\x03" for line in text.split("\n")) if text else text


@dataclass
class Calculator:
    """Computes values anew from the ends of their computations; each computation once."""

    known: dict[int, tuple[Origin, Decimal]] = field(default_factory=dict)

    def value(self, origin: Origin) -> Decimal:
        """The value of a computation."""
        if id(origin) not in self.known:
            numbers = [self.number(operand) for operand in origin.operands]
            self.known[id(origin)] = origin, _calculated(origin, numbers)
        return self.known[id(origin)][1]

    def number(self, amount: Amount) -> Decimal:
        """The value of an amount: of its computation, or as typed."""
        return (
            self.value(amount.origin) if amount.origin.kind is OriginKind.COMPUTED and amount.origin.operands else amount.number
        )


def _calculated(origin: Origin, numbers: list[Decimal]) -> Decimal:
    if origin.expression == "＋":
        return sum(numbers, Decimal(0))
    expression = re.sub(r"\|([^|]*)\|", r"abs(\1)", origin.expression)
    for chinese, sign in OPERATORS.items():
        expression = expression.replace(chinese, sign)
    assert re.fullmatch(r"[-+*/()\d{}abs]+", expression), expression
    names = {f"n{i}": number for i, number in enumerate(numbers)}
    return Decimal(eval(re.sub(r"\{(\d)\}", r"n\1", expression), {"abs": abs}, names))


@dataclass
class Leaf:
    """A typed value, by its spot; knows what rests on it."""

    spot: tuple[str, str, str]
    known: dict[int, tuple[Origin, bool]] = field(default_factory=dict)

    def carries(self, origin: Origin) -> bool:
        """True where the value was typed here or follows from it."""
        if id(origin) not in self.known:
            rests = spot(origin.place) == self.spot or any(self.carries(operand.origin) for operand in origin.operands)
            self.known[id(origin)] = origin, rests
        return self.known[id(origin)][1]


def spot(place: Place) -> tuple[str, str, str]:
    """A place, the same in two copies of a folder: year, file, path."""
    parts = place.file.replace("\\", "/").split("/")
    return (parts[-2] if len(parts) > 1 else "", parts[-1], place.path)


def computable(origin: Origin) -> bool:
    """True for a computation over known numbers."""
    return origin.kind is OriginKind.COMPUTED and bool(origin.operands) and all(_known(operand) for operand in origin.operands)


def _known(amount: Amount) -> bool:
    return amount.known and all(_known(operand) for operand in amount.origin.operands)
