"""Walks the templates of a pack as a build would, over shapes instead of figures: unknown names, fields, arguments, files.

Both sides of every condition are walked, every template that an include can mean, every macro with what it is given.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from itertools import product
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from generator.errors import PackError
from generator.figures.view import nearest
from generator.packs.environment import environment
from generator.packs.filters import GLOBALS
from generator.packs.pack import Pack
from generator.packs.shapes import ANY, NOTHING, WORD, Group, Leaf, Macro, Rows, Shape, join, kind_of, united
from generator.packs.signatures import ADDED, misfits

Scope = dict[str, Shape]
UNKNOWN = "改成数据里有的名字，或在数据里补上"
ARGUMENTS = "核对这一行的过滤器和参数"
DEPTH = 3
"""How often a template may stand inside itself while it is walked."""
LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "previtem", "nextitem")
AMBIENT: Scope = {"loop": Group(dict.fromkeys(LOOP, ANY)), "caller": ANY, "varargs": ANY, "kwargs": ANY, "self": ANY}
SHOWN = 60


class Walker:
    """errors: what was found. reached and missing: the templates that are wanted. used: fields and first words of filters
    that were met, as (group, field) and (|filter, word)."""

    def __init__(self, pack: Pack, root: Group) -> None:
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
        self.place: tuple[str, int, list[str]] = ("", 0, [])
        self.called: set[int] = set()
        self.macros: list[Macro] = []

    def template(self, name: str, scope: Mapping[str, Shape]) -> Scope:
        """Walk a template; the names that it sets."""
        tree = self._tree(name)
        if tree is None or self.stack.count(name) >= DEPTH:
            return {}
        before, own = self.place, dict(scope)
        self.stack.append(name)
        self.place = (self._label(name), 0, self._lines(name))
        self.body(tree.body, own)
        self.stack.pop()
        self.place = before
        return own

    def text(self, source: str, label: str, line: int) -> None:
        """Walk a setting with `{{ }}` in it."""
        try:
            tree = self.env.parse(source)
        except TemplateSyntaxError:
            return
        self.place = (label, line - 1, [])
        self.body(tree.body, dict(self.root))
        self.place = ("", 0, [])

    def rest(self) -> None:
        """Walk the macros that nothing calls."""
        for macro in [macro for macro in self.macros if id(macro.node) not in self.called]:
            self.macro(macro, [], [])

    def _tree(self, name: str) -> nodes.Template | None:
        if name not in self.trees:
            file = self.pack.find(name) or self._named(name)
            self.reached |= {name} if file else set()
            try:
                self.trees[name] = self.env.parse(file.read_text(encoding="utf-8"), name, str(file)) if file else None
            except (TemplateSyntaxError, UnicodeDecodeError):
                self.trees[name] = None
        return self.trees[name]

    def _named(self, name: str) -> Any:
        """`包名/文件`: one pack's own."""
        first, _, rest = name.partition("/")
        return next((path for f in self.pack.chain if f.name == first and (path := f / rest).is_file()), None)

    def _label(self, name: str) -> str:
        file = self.pack.find(name)
        return f"{file.parents[name.count('/')].name}/{name}" if file else name

    def _lines(self, name: str) -> list[str]:
        file = self.pack.find(name) or self._named(name)
        return file.read_text(encoding="utf-8").splitlines() if file else []

    def error(self, message: str, line: int, remedy: str, wanted: str = "") -> None:
        """Note what is wrong. wanted: the word whose column is told."""
        label, offset, lines = self.place
        at = line + offset
        source = lines[at - 1] if 0 < at <= len(lines) else ""
        column = source.find(wanted) + 1 if wanted else 0
        excerpt = source.strip()[:SHOWN] if column else ""
        found = PackError(message, file=label, line=at, column=column, remedy=remedy, excerpt=excerpt)
        self.errors.setdefault((label, at, message), found)

    def body(self, statements: list[Any], scope: Scope) -> None:
        """Walk statements one after the other; scope takes up what they set."""
        for statement in statements:
            handler = getattr(self, f"on_{type(statement).__name__.lower()}", None)
            if handler:
                handler(statement, scope)
            else:
                self._below(statement, scope)

    def _below(self, node: Any, scope: Scope) -> None:
        for child in node.iter_child_nodes():
            self.expr(child, scope) if isinstance(child, nodes.Expr) else self.body([child], scope)

    def on_output(self, node: Any, scope: Scope) -> None:
        """What is printed must be a value."""
        for part in node.nodes:
            found = NOTHING if isinstance(part, nodes.TemplateData) else self.expr(part, scope)
            if isinstance(found, (Group, Rows)):
                said = "这里要印的是一组字段，不是一个值：在后面加“.字段名”"
                self.error(said, part.lineno, ARGUMENTS, written(part))

    def on_if(self, node: Any, scope: Scope) -> None:
        """All branches; what one of them sets may be set afterwards."""
        self.expr(node.test, scope)
        for branch in (node.body, *[[one] for one in node.elif_], node.else_):
            own = dict(scope)
            self.body(branch, own)
            for name, found in own.items():
                scope[name] = join(scope[name], found) if name in scope else found

    def on_for(self, node: Any, scope: Scope) -> None:
        """The body once, with the item of the list."""
        values = self.expr(node.iter, scope)
        own = {**scope, "loop": AMBIENT["loop"]}
        if isinstance(values, Leaf) and values not in (NOTHING, WORD) and values.values is None:
            self.error(f"“{written(node.iter.node)}”是{kind_of(values)}，不是一列，不能用 for", node.lineno, ARGUMENTS)
        item = values.item if isinstance(values, Rows) else WORD if isinstance(values, Group) else values
        self._bind(node.target, item, own)
        if node.test:
            self.expr(node.test, own)
        self.body(node.body, own)
        self.body(node.else_, dict(scope))

    def on_assign(self, node: Any, scope: Scope) -> None:
        """`set`."""
        self._bind(node.target, self.expr(node.node, scope), scope)

    def on_assignblock(self, node: Any, scope: Scope) -> None:
        """`set … endset`: a text."""
        self.body(node.body, dict(scope))
        self._bind(node.target, WORD, scope)

    def on_macro(self, node: Any, scope: Scope) -> None:
        """A macro is walked where it is called."""
        scope[node.name] = found = Macro(node, self.stack[-1] if self.stack else "", scope)
        self.macros.append(found)

    def on_callblock(self, node: Any, scope: Scope) -> None:
        """`call`: its body, and the macro."""
        self.expr(node.call, scope)
        self.body(node.body, {**scope, **{arg.name: ANY for arg in node.args}})

    def on_with(self, node: Any, scope: Scope) -> None:
        """`with`: names for a while."""
        own = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._bind(target, self.expr(value, scope), own)
        self.body(node.body, own)

    def on_extends(self, node: Any, scope: Scope) -> None:
        """The parent sees the same names; a block that it does not have is never printed."""
        for name in self._files(node.template, scope, node.lineno):
            self.template(name, scope)
            parent, own = self._tree(name), self._tree(self.stack[-1])
            has = {block.name for block in parent.find_all(nodes.Block)} if parent else set()
            for block in own.find_all(nodes.Block) if own and parent else ():
                if block.name not in has:
                    said = f"“{name}”里没有“{block.name}”这一块{nearest(block.name, has)}，这里写的不会印出"
                    self.error(said, block.lineno, "改成上一级模板里有的块，或删去", block.name)

    def on_include(self, node: Any, scope: Scope) -> None:
        """All templates that it can mean, with the names seen here."""
        for name in self._files(node.template, scope, node.lineno):
            self.template(name, scope if node.with_context else self._bare())

    def on_import(self, node: Any, scope: Scope) -> None:
        """The macros and names of another template under one name."""
        scope[node.target] = self._module(node, scope)

    def on_fromimport(self, node: Any, scope: Scope) -> None:
        """Some of them under their own names."""
        module = self._module(node, scope)
        for entry in node.names:
            name, target = entry if isinstance(entry, tuple) else (entry, entry)
            found = module.get(name) if isinstance(module, Group) else ANY
            if found is None and isinstance(module, Group):
                said = f"引入的模板里没有“{name}”{nearest(name, module.fields)}"
                self.error(said, node.lineno, "核对 import 后面的名字", name)
            scope[target] = found or ANY

    def _module(self, node: Any, scope: Scope) -> Shape:
        found: Scope = {}
        for name in self._files(node.template, scope, node.lineno):
            seen = scope if node.with_context else self._bare()
            found |= {key: value for key, value in self.template(name, seen).items() if seen.get(key) is not value}
        return Group(found) if found else ANY

    def _bare(self) -> Scope:
        return dict.fromkeys(GLOBALS, ANY)

    def _files(self, node: Any, scope: Scope, line: int) -> list[str]:
        """The templates that a name can mean; a constant one that there is not is told here."""
        found: list[str] = []
        for name in sorted(self.words(node, scope)):
            if not name.strip("*"):
                self.reached |= set(self.names) if name else set()
            elif "*" in name:
                found += fnmatch.filter(self.names, name)
            elif self.pack.find(name) or self._named(name):
                found.append(name)
            elif name and not isinstance(node, nodes.Const):
                self.missing.add(name)
        return found

    def words(self, node: Any, scope: Scope) -> set[str]:
        """The words that an expression can be; `*` stands for any."""
        if isinstance(node, nodes.Filter) and node.name == "_连接" and isinstance(node.node, nodes.List):
            return {"".join(parts) for parts in product(*(self.words(part, scope) for part in node.node.items))}
        found = self.expr(node, scope)
        if found == NOTHING:
            return set()
        return set(found.values) if isinstance(found, Leaf) and found.values is not None else {"*"}

    def _bind(self, target: Any, found: Shape, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = found
        for name in target.find_all(nodes.Name) if isinstance(target, nodes.Tuple) else ():
            scope[name.name] = ANY

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
        return Leaf("字", frozenset([node.value])) if isinstance(node.value, str) else ANY

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
        if isinstance(base, Rows):
            return base.item
        if isinstance(key, Leaf) and key.values:
            return united([self._field(base, node, name) for name in sorted(key.values)])
        return ANY

    def _field(self, base: Shape, node: Any, name: str) -> Shape:
        path = written(node.node)
        if isinstance(base, Group):
            found = base.get(name)
            self.used.add((path, name))
            if found is None:
                said = f"“{path}”里没有“{name}”{nearest(name, base.fields)}"
                self.error(said, node.lineno, UNKNOWN, f"{path}.{name}")
            return found or ANY
        if base == NOTHING:
            return NOTHING
        if isinstance(base, (Leaf, Rows)):
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
        if node.args and isinstance(node.args[0], nodes.Const):
            self.used.add((f"|{node.name}", str(node.args[0].value)))
        return self._rows(node.name, before)

    def _rows(self, name: str, before: Shape) -> Shape:
        """The filters over lists give the list with fields added; the others a text."""
        if name not in ADDED:
            return WORD
        if isinstance(before, Rows) and isinstance(before.item, Group):
            return Rows(Group({**before.item.fields, **ADDED[name]}, before.item.other))
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

    def of_list(self, node: Any, scope: Scope) -> Shape:
        """A list as it is written."""
        return Rows(united([self.expr(item, scope) for item in node.items]))

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
        self.place = (self._label(macro.file), 0, self._lines(macro.file))
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
