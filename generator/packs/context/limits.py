"""Limits on what a template may do: steps, length of a text, no tricks with operators. A runaway pack stops with its line."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar, Token
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

MAX_STEPS = 100_000
"""Rounds of loops, calls and includes of one report; the largest example takes about 1,000."""
MAX_TEXT = 4_000_000
"""Characters that one report may print or one text may hold; the largest example has about 200,000."""
MAX_MADE = 20_000_000
"""Characters and list entries that the joins of one report may make together, whether they are printed or kept."""
MAX_BITS = 256
"""Binary digits of a whole number that a template computes: 77 decimals."""


@dataclass(slots=True)
class Counter:
    """What a report has used up."""

    steps: int = 0
    printed: int = 0
    made: int = 0


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
    if isinstance(text, str):
        _printed(len(text))


def _printed(length: int) -> None:
    counter = COUNTER.get()
    if counter:
        counter.printed += length
        if counter.printed > MAX_TEXT:
            raise SecurityError("印出的内容太长，已停下")


def make(length: int) -> None:
    """Count what is about to be joined. Raises SecurityError over the limit, before anything is made."""
    if length > MAX_TEXT:
        raise SecurityError("连接出的内容太长，已停下")
    counter = COUNTER.get()
    if counter:
        counter.made += length
        if counter.made > MAX_MADE:
            raise SecurityError("连接出的内容太长，已停下")


@pass_context  # so that the compiler does not work out a loop over constants beforehand, which nobody would count
def counted(context: Context, values: Iterable[Any]) -> tuple[Any, ...]:
    """What a loop runs over, counted."""
    entries = tuple(values)
    step(len(entries) + 1)
    return entries


def operate(operator: str, left: Any, right: Any, result: Any) -> Any:
    """`+` within the limit; `*`, `**` and `%` for whole numbers of ordinary size only. result computes it."""
    numbers = all(isinstance(value, (int, float)) for value in (left, right))
    if operator == "**" or (operator != "+" and not numbers):
        raise SecurityError(f"“{operator}”不能这样用")
    if not numbers:
        make(sum(len(value) for value in (left, right) if isinstance(value, (str, list, tuple))))
    found = result()
    if isinstance(found, int) and found.bit_length() > MAX_BITS:
        raise SecurityError("算出的数太大，已停下")
    return found


@pass_context
def literal(context: Context, length: int) -> Markup:
    """Stands before each piece of a template's own text and counts it; prints nothing."""
    _printed(length)
    return Markup("")


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

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the visitor's protocol
        """A template's own text is counted when it is printed, as often as it is."""
        self.generic_visit(node)
        length = sum(len(part.data) for part in node.nodes if isinstance(part, nodes.TemplateData))
        if length:
            node.nodes.insert(0, _through(nodes.Const(length, lineno=node.lineno), "_字面", node.lineno))
        return node


def _through(node: Any, name: str, line: int) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=line)


FILTERS = {"_计数": counted, "_字面": literal}
