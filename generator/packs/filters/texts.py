"""A person's text in a report: paragraphs and list items, with the live figures that stand in it as `{{ }}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextvars import ContextVar
from functools import lru_cache

from jinja2 import Environment, TemplateAssertionError, TemplateSyntaxError, nodes
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context
from markupsafe import Markup

from generator.errors import DataError
from generator.figures.view import View
from generator.model.amount import Origin, OriginKind
from generator.model.place import Place
from generator.model.text import Text, TextPart
from generator.packs.context import limits
from generator.packs.context.ledger import Figure, Ledger, joined
from generator.packs.context.messages import FAULTS, explained

EXPANSION = 10
"""Steps that count for one expression of a text: it is a template of its own."""
ACTIVE: ContextVar[tuple[int, ...]] = ContextVar("texts that are being printed", default=())


def inline(context: Context, text: Text) -> Markup:
    """A text inside a sentence: its pieces one after the other, without a closing full stop."""
    parts: list[str] = []
    for piece in text.pieces:
        parts.append(_piece(context, text, piece))
    whole = joined(parts)
    return Markup(re.sub(r"[。；，]?(</data>)?$", lambda m: m[1] or "", str(whole)))


def blocks(context: Context, text: Text) -> Markup:
    """A text as paragraphs and lists. List items that follow each other make one list."""
    out: list[str] = []
    for number, piece in enumerate(text.pieces):
        first = piece.item and not (number and text.pieces[number - 1].item)
        last = piece.item and not (number + 1 < len(text.pieces) and text.pieces[number + 1].item)
        body = _piece(context, text, piece)
        tag = "li" if piece.item else "p"
        out.append(f"{'<ol>' if first else ''}<{tag}>{body}</{tag}>{'</ol>' if last else ''}")
    return Markup("".join(out))


def lines(context: Context, text: Text) -> Markup:
    """The pieces of a text under each other, numbered where there are several; for the cells of a table."""
    if len(text.pieces) == 1:
        return _piece(context, text, text.pieces[0])
    origin, ledger = Origin(OriginKind.FORM, "序号"), context["_账"]
    numbered = enumerate(text.pieces, 1)
    return Markup("<br/>").join(
        joined([Figure(f"{number}.", origin, ledger), _piece(context, text, piece)]) for number, piece in numbered
    )


def _piece(context: Context, text: Text, piece: TextPart) -> Markup:
    ledger: Ledger = context["_账"]
    place = Place(text.place.file, piece.line or text.place.line, 1, text.place.path)
    if id(text) in ACTIVE.get():
        raise _error("文字里的 {{ }} 绕了一圈又引用到自己", place, piece, "去掉循环的引用")
    if "{%" in piece.text or "{#" in piece.text:
        raise _error("文字里只能写 {{ 名字 }}，不能写 {% 或 {#", place, piece, "改成 {{ }} 或普通文字")
    ledger.texts.add(id(text))
    token = ACTIVE.set((*ACTIVE.get(), id(text)))
    try:
        return joined(list(_segments(context, piece, place, ledger)))
    finally:
        ACTIVE.reset(token)


def _segments(context: Context, piece: TextPart, place: Place, ledger: Ledger) -> list[str]:
    parts: list[str] = []
    position = 0
    origin = Origin(OriginKind.TYPED, "文字", place)
    for start, end in _expressions(piece.text):
        if start > position:
            parts.append(Figure(piece.text[position:start], origin, ledger))
        parts.append(_evaluated(context, piece.text[start + 2 : end - 2].strip(), place, piece))
        position = end
    if position < len(piece.text):
        parts.append(Figure(piece.text[position:], origin, ledger))
    return parts


def _expressions(text: str) -> Iterator[tuple[int, int]]:
    """Where each `{{ }}` of a text begins and ends."""
    start = text.find("{{")
    while start >= 0 and (end := text.find("}}", start + 2)) >= 0:
        yield start, end + 2
        start = text.find("{{", end + 2)


@lru_cache(maxsize=2048)
def _beyond(env: Environment, expression: str) -> str:
    """What stands in an expression that is not for texts: a function or a call; empty where it names values and filters only."""
    tree = env.parse("{{ " + expression + " }}")
    names = {node.name for node in tree.find_all(nodes.Name)}
    if found := next((name for name in sorted(names) if name in env.globals), ""):
        return f"文字里没有“{found}”这个名字"
    return "文字里不能这样调用" if next(tree.find_all(nodes.Call), None) else ""


def _evaluated(context: Context, expression: str, place: Place, piece: TextPart) -> str:
    limits.step(EXPANSION)
    try:
        if beyond := _beyond(context.environment, expression):
            raise _error(f"“{{{{ {expression} }}}}”：{beyond}", place, piece, "文字里只能写名字和过滤器，如 {{ 名字|万元 }}")
        template = context.environment.from_string("{{ " + expression + " }}")
        return Markup(template.render(context.get_all()))
    except TemplateAssertionError as error:
        message, remedy = explained(error, context.environment.filters, context.environment.tests)
        raise _error(f"“{{{{ {expression} }}}}”：{message}", place, piece, remedy) from error
    except TemplateSyntaxError as error:
        raise _error(f"“{{{{ {expression} }}}}”写得不对", place, piece, "写成 {{ 名字 }} 或 {{ 名字|万元 }}") from error
    except FAULTS as error:
        message, remedy = explained(error, context.environment.filters, context.environment.tests)
        remedy = "改成数据里有的名字" if isinstance(error, UndefinedError) else remedy
        raise _error(f"“{{{{ {expression} }}}}”：{message}", place, piece, remedy) from error


def _error(message: str, place: Place, piece: TextPart, remedy: str) -> DataError:
    return DataError(message, file=place.file, line=place.line, path=place.path, excerpt=piece.text[:60], remedy=remedy)


def text_of(texts: View, name: str) -> Text:
    """A text of the data by its name, of its own field or of 补充; still to be filled where there is none. texts: 文字."""
    more = texts["补充"]
    assert isinstance(more, View)
    found = next((node[name] for node in (texts, more) if name in node), None)
    return found if isinstance(found, Text) else more_to_fill(name)


def more_to_fill(name: str) -> Text:
    """A text of 补充 that is still to be filled."""
    return Text("", Place("", 0, 0, f"文字.补充.{name}"), (), "待填")
