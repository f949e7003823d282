"""The shapes of expressions in templates: what a name, a field, a filter or a call gives, and what is wrong with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from generator.errors import PackError
from generator.figures.view import nearest
from generator.packs.definition.folder import template_text
from generator.packs.definition.pack import Pack
from generator.packs.filters.registry import GLOBALS
from generator.packs.lint.meanings import unit_slip
from generator.packs.lint.shapes import (
    AMOUNT,
    ANY,
    NOTHING,
    WORD,
    GroupShape,
    Macro,
    RowsShape,
    Shape,
    ValueShape,
    join,
    kind_of,
    united,
)
from generator.packs.lint.signatures import ADDED, GIVEN, misfits
from generator.packs.rendering.environment import Sandbox, environment

Scope = dict[str, Shape]
UNKNOWN = "改成数据里有的名字，或在数据里补上"
ARGUMENTS = "核对这一行的过滤器和参数"
DEPTH = 3
"""How often a template may stand inside itself while it is walked."""
LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "previtem", "nextitem")
AMBIENT: Scope = {"loop": GroupShape(dict.fromkeys(LOOP, ANY)), "caller": ANY, "varargs": ANY, "kwargs": ANY, "self": ANY}
SHOWN = 60
ORDERS = ("lt", "lteq", "gt", "gteq", "eq", "ne")


@lru_cache(maxsize=2048)
def parsed(env: Sandbox, source: str, name: str, filename: str) -> nodes.Template:
    """The tree of a template, which nobody changes. Raises TemplateSyntaxError."""
    return env.parse(source, name, filename)


class Expressions(ABC):
    """errors: what was found. reached and missing: the templates that are wanted. used: fields and first words of filters
    that were met, as (group, field) and (|filter, word)."""

    def __init__(self, pack: Pack, root: GroupShape) -> None:
        self.pack = pack
        self.env = environment(pack)
        self.root: Scope = {**dict.fromkeys(GLOBALS, ANY), **root.fields}
        self.names = sorted({file.relative_to(folder).as_posix() for folder in pack.chain for file in folder.rglob("*.html")})
        self.errors: dict[tuple[str, int, str], PackError] = {}
        self.reached: set[str] = set()
        self.missing: set[str] = set()
        self.used: set[tuple[str, str]] = set()
        self.stack: list[str] = []
        self.trees: dict[str, nodes.Template | None] = {}
        self.texts: dict[str, tuple[str, list[str]]] = {}
        self.files: dict[str, Path | None] = {}
        self.place: tuple[str, int, list[str]] = ("", 0, [])
        self.called: set[int] = set()
        self.macros: list[Macro] = []

    @abstractmethod
    def body(self, statements: list[Any], scope: Scope) -> None:
        """Walk statements one after the other; scope takes up what they set."""

    def _tree(self, name: str) -> nodes.Template | None:
        if name not in self.trees:
            file = self._file(name)
            self.reached |= {name} if file else set()
            try:
                self.trees[name] = parsed(self.env, template_text(file), name, str(file)) if file else None
            except (TemplateSyntaxError, OSError, UnicodeDecodeError):
                self.trees[name] = None
        return self.trees[name]

    def _file(self, name: str) -> Path | None:
        """A template by name, or one pack's own as `包名/文件`; looked for once."""
        if name not in self.files:
            first, _, rest = name.partition("/")
            own = (path for folder in self.pack.chain if folder.name == first and (path := folder / rest).is_file())
            self.files[name] = self.pack.find(name) or next(own, None)
        return self.files[name]

    def _text(self, name: str) -> tuple[str, list[str]]:
        """How messages name a template, and its lines; looked at once, as a template is walked wherever it is included."""
        if name not in self.texts:
            file, own = self._file(name), self.pack.find(name)
            label = f"{own.parents[name.count('/')].name}/{name}" if own else name
            self.texts[name] = label, template_text(file).splitlines() if file else []
        return self.texts[name]

    def error(self, message: str, line: int, remedy: str, wanted: str = "") -> None:
        """Note what is wrong. wanted: the word whose column is reported."""
        label, offset, lines = self.place
        at = line + offset
        source = lines[at - 1] if 0 < at <= len(lines) else ""
        column = source.find(wanted) + 1 if wanted else 0
        excerpt = source.strip()[:SHOWN] if column else ""
        found = PackError(message, file=label, line=at, column=column, remedy=remedy, excerpt=excerpt)
        self.errors.setdefault((label, at, message), found)

    def words(self, node: Any, scope: Scope) -> set[str]:
        """The words that an expression can be; `*` stands for any."""
        if isinstance(node, nodes.Filter) and node.name == "_连接" and isinstance(node.node, nodes.List):
            return {"".join(parts) for parts in product(*(self.words(part, scope) for part in node.node.items))}
        found = self.expr(node, scope)
        if found == NOTHING:
            return set()
        return set(found.values) if isinstance(found, ValueShape) and found.values is not None else {"*"}

    def expr(self, node: Any, scope: Scope) -> Shape:
        """The shape of an expression."""
        handler = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if handler:
            found: Shape = handler(node, scope)
            return found
        for child in node.iter_child_nodes():
            self.expr(child, scope)
        return ANY

    def of_const(self, node: Any, scope: Scope) -> Shape:
        """A word or a number as it is written."""
        return ValueShape("字", frozenset([node.value])) if isinstance(node.value, str) else ANY

    def of_name(self, node: Any, scope: Scope) -> Shape:
        """A name that is set, given by the build, or none."""
        found = scope.get(node.name, AMBIENT.get(node.name))
        if found is None:
            known = [name for name in scope if name not in AMBIENT]
            self.error(f"没有“{node.name}”这个名字{nearest(node.name, known)}", node.lineno, UNKNOWN, node.name)
        return found or ANY

    def of_getattr(self, node: Any, scope: Scope) -> Shape:
        """`甲.乙`."""
        return self._field(self.expr(node.node, scope), node, node.attr)

    def of_getitem(self, node: Any, scope: Scope) -> Shape:
        """`甲[乙]`."""
        base, key = self.expr(node.node, scope), self.expr(node.arg, scope)
        if isinstance(base, RowsShape):
            return base.item
        if isinstance(key, ValueShape) and key.values:
            return united([self._field(base, node, name) for name in sorted(key.values)])
        return ANY

    def _field(self, base: Shape, node: Any, name: str) -> Shape:
        path = written(node.node)
        if isinstance(base, GroupShape):
            found = base.get(name)
            self.used.add((path, name))
            if found is None:
                said = f"“{path}”里没有“{name}”{nearest(name, base.fields)}"
                self.error(said, node.lineno, UNKNOWN, f"{path}.{name}")
            return found or ANY
        if base == NOTHING:
            return NOTHING
        if isinstance(base, (ValueShape, RowsShape)):
            said = f"“{path}”是{kind_of(base)}，不是一组字段，取不出“{name}”"
            self.error(said, node.lineno, UNKNOWN, f"{path}.{name}")
        return ANY

    def of_filter(self, node: Any, scope: Scope) -> Shape:
        """What a filter gives; its arguments must fit."""
        before = self.expr(node.node, scope) if node.node else ANY
        given = [self.expr(arg, scope) for arg in node.args]
        for pair in node.kwargs:
            self.expr(pair.value, scope)
        if node.name == "_计数":
            return before
        function = self.env.filters.get(node.name)
        if function is None or node.name.startswith("_"):
            return WORD if node.name.startswith("_") else ANY
        for said in misfits(node.name, function, [before, *given], [pair.key for pair in node.kwargs]):
            self.error(said, node.lineno, ARGUMENTS, f"|{node.name}")
        if said := unit_slip(node.name, written(node.node), before):
            self.error(said, node.lineno, "金额用 |万元 或 |金额，百分数用 |百分比，个数、人次、得分用 |数", f"|{node.name}")
        if node.args and isinstance(node.args[0], nodes.Const):
            self.used.add((f"|{node.name}", str(node.args[0].value)))
        return self._rows(node.name, before)

    def _rows(self, name: str, before: Shape) -> Shape:
        """The filters over lists give the list with fields added; the others a text."""
        if name not in ADDED:
            return GIVEN.get(name, WORD)
        if isinstance(before, RowsShape) and isinstance(before.item, GroupShape):
            return RowsShape(GroupShape({**before.item.fields, **ADDED[name]}, before.item.other))
        return ANY

    def of_test(self, node: Any, scope: Scope) -> Shape:
        """`is`: what is asked to be defined may be missing."""
        asked = node.node
        if node.name in ("defined", "undefined"):
            asked = asked.node if isinstance(asked, nodes.Getattr) else None
        for part in (asked, *node.args):
            if part is not None:
                self.expr(part, scope)
        return ANY

    def of_condexpr(self, node: Any, scope: Scope) -> Shape:
        """`甲 if 丙 else 乙`."""
        self.expr(node.test, scope)
        return united([self.expr(part, scope) for part in (node.expr1, node.expr2) if part is not None])

    def of_or(self, node: Any, scope: Scope) -> Shape:
        """`甲 or 乙`."""
        return join(self.expr(node.left, scope), self.expr(node.right, scope))

    def of_add(self, node: Any, scope: Scope) -> Shape:
        """`甲 + 乙`: amounts with amounts only."""
        return self._sum(node, scope)

    def of_sub(self, node: Any, scope: Scope) -> Shape:
        """`甲 - 乙`."""
        return self._sum(node, scope)

    def of_mul(self, node: Any, scope: Scope) -> Shape:
        """`甲 * 乙`: not with amounts."""
        return self._no_amounts(node, scope)

    of_div = of_floordiv = of_mod = of_pow = of_mul

    def _sum(self, node: Any, scope: Scope) -> Shape:
        sides = [self.expr(side, scope) for side in (node.left, node.right)]
        other = [side for side in sides if side != AMOUNT]
        plain = any(isinstance(side, nodes.Const) for side in (node.left, node.right))
        if len(other) == 1 and (plain or isinstance(other[0], (ValueShape, GroupShape, RowsShape))):
            self.error("数只能和数相加减", node.lineno, "两边都写数据里的数，如 {{ (甲 + 乙)|万元 }}；文字用 ~ 连接")
        return AMOUNT if not other else ANY

    def _no_amounts(self, node: Any, scope: Scope) -> Shape:
        if AMOUNT in [self.expr(side, scope) for side in (node.left, node.right)]:
            remedy = "占比用 |占比(总数)，增减用 |增减(上年)，完成用 |与预算比；别的算法由程序的字段给出"
            self.error("模板里不能用数乘除", node.lineno, remedy)
        return ANY

    def of_compare(self, node: Any, scope: Scope) -> Shape:
        """`甲 > 乙`: amounts are compared by tests."""
        sides = [self.expr(side, scope) for side in (node.expr, *(operand.expr for operand in node.ops))]
        if AMOUNT in sides and any(operand.op in ORDERS for operand in node.ops):
            remedy = "写成 {% if 甲 is 大于(乙) %}、{% if 甲 is 小于(乙) %}、{% if 甲 is 为零 %}"
            self.error("数不能用大小号、等号比", node.lineno, remedy)
        return ANY

    def of_list(self, node: Any, scope: Scope) -> Shape:
        """A list as it is written."""
        return RowsShape(united([self.expr(item, scope) for item in node.items]))

    def of_call(self, node: Any, scope: Scope) -> Shape:
        """A macro, with what it is given."""
        function = self.expr(node.node, scope)
        given = [self.expr(arg, scope) for arg in node.args]
        named = [(pair.key, self.expr(pair.value, scope)) for pair in node.kwargs]
        if isinstance(function, Macro):
            self._fits(function, len(given) + len(named), node.lineno)
            self.macro(function, given, named)
            return WORD
        return ANY

    def _fits(self, macro: Macro, given: int, line: int) -> None:
        """A macro wants no more arguments than it names, and all that have no default."""
        node = macro.node
        most, least = len(node.args), len(node.args) - len(node.defaults)
        inside = {name.name for name in node.find_all(nodes.Name)}
        if not least <= given <= most and not inside & {"varargs", "kwargs", "caller"}:
            self.error(f"宏“{node.name}”要{most}个参数，这里给了{given}个", line, "核对括号里的参数", node.name)

    def macro(self, macro: Macro, given: list[Shape], named: list[tuple[str, Shape]]) -> None:
        """Walk a macro's body with its arguments; what is not given is unknown."""
        self.called.add(id(macro.node))
        if self.stack.count(f"{macro.file}#{macro.node.name}") >= DEPTH - 1:
            return
        names = [arg.name for arg in macro.node.args]
        own = {**macro.seen, **dict.fromkeys(names, ANY), **dict(zip(names, given, strict=False)), **dict(named)}
        before = self.place
        self.stack.append(f"{macro.file}#{macro.node.name}")
        label, lines = self._text(macro.file)
        self.place = (label, 0, lines)
        self.body(macro.node.body, own)
        self.stack.pop()
        self.place = before


def written(node: Any) -> str:
    """An expression as its author wrote it, as far as it is a path."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{written(node.node)}[…]"
    if isinstance(node, nodes.Filter):
        return f"{written(node.node)}|{node.name}"
    return "…"
