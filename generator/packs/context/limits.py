"""Limits on what a template may do: steps, length of a text, no tricks with operators. A runaway pack stops with its line."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar, Token
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.visitor import NodeTransformer

MAX_STEPS = 100_000
"""Rounds of loops, calls and includes of one report; the largest example takes about 1,000."""
MAX_TEXT = 4_000_000
"""Characters that one report may print or one text may hold; the largest example has about 200,000."""


@dataclass(slots=True)
class Counter:
    """What a report has used up."""

    steps: int = 0
    printed: int = 0


COUNTER: ContextVar[Counter | None] = ContextVar("what a report has used up", default=None)


def start() -> Token[Counter | None]:
    """Begin to count; `COUNTER.reset` with the token ends it."""
    return COUNTER.set(Counter())


def step(number: int = 1) -> None:
    """Count steps. Raises SecurityError over the limit."""
    counter = COUNTER.get()
    if counter:
        counter.steps += number
        if counter.steps > MAX_STEPS:
            raise SecurityError("循环次数太多，已停下")


def print_out(text: object) -> None:
    """Count what is printed. Raises SecurityError over the limit."""
    counter = COUNTER.get()
    if counter and isinstance(text, str):
        counter.printed += len(text)
        if counter.printed > MAX_TEXT:
            raise SecurityError("印出的内容太长，已停下")


def counted(values: Iterable[Any]) -> tuple[Any, ...]:
    """What a loop runs over, counted."""
    entries = tuple(values)
    step(len(entries) + 1)
    return entries


def short(text: Any) -> Any:
    """What `~` or `+` joins, within the limit."""
    if isinstance(text, (str, list, tuple)) and len(text) > MAX_TEXT:
        raise SecurityError("连接出的内容太长，已停下")
    return text


def operate(operator: str, left: Any, right: Any, result: Any) -> Any:
    """`+` within the limit; `*`, `**` and `%` for whole numbers of ordinary size only. result computes it."""
    if operator != "+":
        numbers = all(isinstance(value, (int, float)) for value in (left, right))
        if operator == "**" or not numbers:
            raise SecurityError(f"“{operator}”不能这样用")
    return short(result())


class Counting(NodeTransformer):
    """Puts the counting into loops and joins when a template is compiled."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the visitor's protocol
        """The values of a loop go through `counted`."""
        self.generic_visit(node)
        node.iter = _through(node.iter, "_计数", node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802 - the visitor's protocol
        """What `~` joins goes through the filter 连接, which knows figures."""
        self.generic_visit(node)
        return _through(nodes.List(node.nodes, lineno=node.lineno), "_连接", node.lineno)


def _through(node: Any, name: str, line: int) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=line)


FILTERS = {"_计数": counted}
