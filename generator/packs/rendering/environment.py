"""The Jinja environment of a pack: sandboxed, strict, Chinese, and each tag knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, PrefixLoader, StrictUndefined, Template, Undefined
from jinja2 import nodes as syntax
from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateNotFound
from jinja2.ext import Extension
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from generator.document.vocabulary import AT
from generator.figures.view import View, fields_of, nearest
from generator.packs.context import limits
from generator.packs.definition.folder import lies_in, template_text
from generator.packs.definition.pack import Pack
from generator.packs.filters import predicates
from generator.packs.filters import registry as filters
from generator.packs.filters.template_lines import template_label
from generator.packs.rendering.bytecode_cache import code_of, kept
from generator.packs.rendering.marks import marks
from generator.runtime.filestate import State, file_state
from generator.runtime.reading import why_unreadable

KNOWN: ContextVar[frozenset[str]] = ContextVar("names at the top of the context", default=frozenset())
TAG = re.compile(r"<[^\W\d][\w.:-]*")


class ChineseUndefined(StrictUndefined):
    """A name that the data do not have: says so in Chinese, with the nearest name."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        if isinstance(self._undefined_obj, View):
            path, fields = fields_of(self._undefined_obj)
            return f"“{path}”里没有“{name}”{nearest(name, fields)}"
        if self._undefined_obj is missing:
            return f"没有“{name}”这个名字{nearest(name, KNOWN.get())}"
        return f"“{name}”前面的东西不是一组字段，取不出“{name}”"


class Located(Extension):
    """Puts `at="包/文件:行"` into each tag of a template when it is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with places; line numbers stay."""
        if name is None or filename is None:
            return source
        label = template_label(filename, name)
        parts: list[str] = []
        position, line = 0, 1
        for start, end in marks(source):
            parts += [_with_places(source[position:start], line, label), source[start:end]]
            line += source.count("\n", position, end)
            position = end
        parts.append(_with_places(source[position:], line, label))
        return "".join(parts)


def _with_places(text: str, line: int, label: str) -> str:
    """A piece of a template that begins in a line, each tag with its place."""
    parts: list[str] = []
    position = 0
    for found in TAG.finditer(text):
        line += text.count("\n", position, found.start())
        parts.append(f'{text[position : found.end()]} {AT}="{label}:{line}"')
        line += found[0].count("\n")
        position = found.end()
    return "".join([*parts, text[position:]])


def loader(pack: Pack) -> BaseLoader:
    """Templates by name along the chain; `包名/文件` names one pack's own."""
    own = [PackLoader(folder, pack.chain) for folder in pack.chain]
    return ChoiceLoader([*own, PrefixLoader({folder.name: PackLoader(folder, pack.chain) for folder in pack.chain})])


class PackLoader(BaseLoader):
    """Templates of one folder of a pack. What a link leads to is read only where it lies in the pack's own folders."""

    def __init__(self, folder: Path, chain: Sequence[Path]) -> None:
        self._folder = folder
        self._chain = chain

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Source, file and whether it is still as it was. Raises TemplateNotFound, SecurityError for what must not be read."""
        file = self._folder.joinpath(*split_template_path(template))
        try:
            state = file_state(file)
        except (OSError, ValueError):
            raise TemplateNotFound(template) from None
        if not lies_in(file, self._chain):
            raise SecurityError(f"模板“{template}”是通到模板包外面的链接，不读")
        try:
            source = template_text(file)
        except OSError as error:
            raise SecurityError(f"模板“{template}”{why_unreadable(file, error)[0]}，不读") from error
        except UnicodeDecodeError as error:
            raise SecurityError(f"模板“{template}”不是 UTF-8 编码，读不出") from error
        return source, str(file), lambda: _same_state(file, state)


def _same_state(file: Path, state: State) -> bool:
    try:
        return file_state(file) == state
    except OSError:
        return False


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates read values and nothing else: no attributes of Python objects, only fields of views, and within limits."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the data at once; anything else as Jinja does it: Python's attribute first, guarded."""
        if type(obj) is View and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Loop variables and macros have attributes of their own; all else is a field."""
        return type(obj).__module__.startswith("jinja2.") and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What stands for an attribute of a Python object."""
        return self.undefined(f"模板里不能取“.{attribute}”", name=attribute, obj=obj, exc=SecurityError)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic within limits."""
        return limits.operate(operator, left, right, lambda: super(Sandbox, self).call_binop(context, operator, left, right))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja names it
        """A call, counted."""
        limits.step()
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """A template, counted: an include is a step."""
        limits.step()
        return super().get_template(*args, **kwargs)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        """A template from a text; the same text is compiled once."""
        if not isinstance(source, str) or globals is not None or template_class is not None:
            return super().from_string(source, globals, template_class)
        return _compiled(self, str(source))

    def compile_expression(self, source: str, undefined_to_none: bool = True) -> Any:
        """A condition; the same text is compiled once."""
        return _expression(self, source, undefined_to_none)

    def _parse(self, source: str, name: str | None, filename: str | None) -> syntax.Template:
        tree: syntax.Template = limits.Counting().visit(super()._parse(source, name, filename))
        for found in tree.find_all(syntax.Name):
            if found.name.startswith("_") and found.ctx == "load":
                raise TemplateAssertionError(f"没有“{found.name}”这个名字", found.lineno, name, filename)
        return tree


@lru_cache(maxsize=2048)
def _compiled(env: Sandbox, source: str) -> Template:
    return env.template_class.from_code(env, code_of(env, source), env.make_globals(None), None)


@lru_cache(maxsize=1024)
def _expression(env: Sandbox, source: str, undefined_to_none: bool) -> Any:
    return super(Sandbox, env).compile_expression(source, undefined_to_none)


@lru_cache(maxsize=32)
def _environment(name: str, chain: tuple[Any, ...]) -> Sandbox:
    pack = Pack(name, chain, {})
    env = Sandbox(
        loader=loader(pack),
        autoescape=True,
        undefined=ChineseUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Located],
        finalize=filters.finalize,
        bytecode_cache=kept(),
    )
    env.globals.clear()
    env.filters = {**filters.FILTERS, **filters.OPERATORS, **limits.FILTERS}
    env.tests = {key: env.tests[key] for key in ("defined", "none", "in", "sameas")} | dict(predicates.TESTS)
    env.globals.update(filters.GLOBALS)
    return env


def environment(pack: Pack) -> Sandbox:
    """The environment of a pack; one per process, compiled templates are kept."""
    return _environment(pack.name, pack.chain)


def template(pack: Pack, name: str) -> Template:
    """A template of the pack by name."""
    return environment(pack).get_template(name)
