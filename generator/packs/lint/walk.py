"""Walks the templates of a pack as a build would, over shapes instead of figures: unknown names, fields, arguments, files.

Both sides of every condition are walked, every template that an include can mean, every macro with what it is given.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from generator.figures.view import nearest
from generator.packs.filters.registry import GLOBALS
from generator.packs.lint.expressions import AMBIENT, ARGUMENTS, DEPTH, Expressions, Scope, parsed, written
from generator.packs.lint.shapes import AMOUNT, ANY, NOTHING, WORD, GroupShape, Macro, RowsShape, Shape, ValueShape, join, kind_of

COUNTERS = ("loop.index", "loop.index0", "loop.revindex", "loop.revindex0")


def _itself(node: Any) -> set[str]:
    return {node.name} if isinstance(node, nodes.Name) else set()


class Walker(Expressions):
    """The statements of templates: conditions, loops, what is set, included and imported."""

    def template(self, name: str, scope: Mapping[str, Shape]) -> Scope:
        """Walk a template; the names that it sets."""
        tree = self._tree(name)
        if tree is None or self.stack.count(name) >= DEPTH:
            return {}
        before, own = self.place, dict(scope)
        self.stack.append(name)
        label, lines = self._text(name)
        self.place = (label, 0, lines)
        self.body(tree.body, own)
        self.stack.pop()
        self.place = before
        return own

    def text(self, source: str, label: str, line: int) -> None:
        """Walk a setting with `{{ }}` in it."""
        try:
            tree = parsed(self.env, source, "", "")
        except TemplateSyntaxError:
            return
        self.place = (label, line - 1, [])
        self.body(tree.body, dict(self.root))
        self.place = ("", 0, [])

    def rest(self) -> None:
        """Walk the macros that nothing calls."""
        for macro in [macro for macro in self.macros if id(macro.node) not in self.called]:
            self.macro(macro, [], [])

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
            if found == AMOUNT:
                said = f"“{written(part)}”是一个数，没有说怎么印（会把小数全印出来）"
                remedy = f"加过滤器：{{{{ {written(part)}|万元 }}}}，个数用 |数，百分比用 |百分比"
                self.error(said, part.lineno, remedy, written(part))
            elif isinstance(part, nodes.Getattr) and written(part) in COUNTERS:
                said = f"序号由程序编，不印“{written(part)}”"
                self.error(said, part.lineno, "列表写成 <ol><li>，标题不写序号", written(part))
            elif isinstance(found, (GroupShape, RowsShape)):
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
        if isinstance(values, ValueShape) and values not in (NOTHING, WORD) and values.values is None:
            self.error(f"“{written(node.iter.node)}”是{kind_of(values)}，不是一列，不能用 for", node.lineno, ARGUMENTS)
        single = WORD if isinstance(values, GroupShape) else ANY if values == AMOUNT else values
        item = values.item if isinstance(values, RowsShape) else single
        self._bind(node.target, item, own)
        if node.test:
            self.expr(node.test, own)
        self._kept(node, scope)
        self.body(node.body, own)
        self.body(node.else_, dict(scope))

    def _kept(self, loop: Any, scope: Scope) -> None:
        """A name of outside that a loop counts up: Jinja forgets what a round sets when the round ends."""
        for assigned in loop.find_all(nodes.Assign):
            name = assigned.target.name if isinstance(assigned.target, nodes.Name) else ""
            if name in scope and name in {used.name for used in assigned.node.find_all(nodes.Name)} | _itself(assigned.node):
                said = f"循环里给“{name}”累加，每一圈结束就忘了，出了循环还是原来的值"
                self.error(said, assigned.lineno, "个数、合计用过滤器（|个数、|合计）；序号由程序编", name)

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
        """All templates that it can mean, with the names visible here."""
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
            found = module.get(name) if isinstance(module, GroupShape) else ANY
            if found is None and isinstance(module, GroupShape):
                said = f"引入的模板里没有“{name}”{nearest(name, module.fields)}"
                self.error(said, node.lineno, "核对 import 后面的名字", name)
            scope[target] = found or ANY

    def _module(self, node: Any, scope: Scope) -> Shape:
        found: Scope = {}
        for name in self._files(node.template, scope, node.lineno):
            seen = scope if node.with_context else self._bare()
            found |= {key: value for key, value in self.template(name, seen).items() if seen.get(key) is not value}
        return GroupShape(found) if found else ANY

    def _bare(self) -> Scope:
        return dict.fromkeys(GLOBALS, ANY)

    def _files(self, node: Any, scope: Scope, line: int) -> list[str]:
        """The templates that a name can mean; a constant name without a template is reported here."""
        found: list[str] = []
        for name in sorted(self.words(node, scope)):
            if not name.strip("*"):
                self.reached |= set(self.names) if name else set()
            elif "*" in name:
                found += fnmatch.filter(self.names, name)
            elif self.trees.get(name) or self._file(name):
                found.append(name)
            elif name and not isinstance(node, nodes.Const):
                self.missing.add(name)
        return found

    def _bind(self, target: Any, found: Shape, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = found
        for name in target.find_all(nodes.Name) if isinstance(target, nodes.Tuple) else ():
            scope[name.name] = ANY
