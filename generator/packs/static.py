"""A pack checked without data: every template compiles, every tag, attribute and filter is known, every include is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateAssertionError, TemplateSyntaxError, nodes

from generator.document.vocabulary import VOCABULARY
from generator.errors import PackError
from generator.packs.environment import JINJA, Sandbox, environment
from generator.packs.messages import explained
from generator.packs.pack import Pack
from generator.packs.render import located

LOOSE = re.compile(r"<(?!!--)[^<>]*>?")
TAG = re.compile(r"</?([^\W\d][\w.-]*)((?:\s+[\w-]+=\"[^\"]*\")*)\s*/?>")
ATTRIBUTE = re.compile(r"([\w-]+)=\"")
CALLED = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


def check_pack(pack: Pack) -> list[PackError]:
    """What is wrong with the templates of the pack and its ancestors, with file and line."""
    errors: list[PackError] = []
    for folder in pack.chain:
        for file in sorted(folder.rglob("*.html")):
            errors += _check_file(pack, folder, file)
    return errors


def _check_file(pack: Pack, folder: Path, file: Path) -> list[PackError]:
    name = file.relative_to(folder).as_posix()
    label = f"{folder.name}/{name}"
    try:
        source = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return [PackError("文件不是 UTF-8 编码", file=label, remedy="另存为 UTF-8")]
    env = environment(pack)
    try:
        tree = env.parse(source, name, str(file))
    except TemplateSyntaxError as error:
        return [located(error, pack)]
    errors = [*_includes(tree, pack, label), *_unknown(tree, env, label), *_tags(source, label)]
    return sorted(errors, key=lambda error: error.line)


def _includes(tree: nodes.Template, pack: Pack, label: str) -> Iterator[PackError]:
    for node in tree.find_all(CALLED):
        wanted = getattr(node, "template", None)
        if isinstance(wanted, nodes.Const) and pack.find(str(wanted.value)) is None:
            remedy = "核对 include、import、extends 里的文件名"
            yield PackError(f"找不到模板“{wanted.value}”", file=label, line=node.lineno, remedy=remedy)


def _unknown(tree: nodes.Template, env: Sandbox, label: str) -> Iterator[PackError]:
    """Filters and tests that there are not."""
    for kind, known, word in ((nodes.Filter, env.filters, "filter"), (nodes.Test, env.tests, "test")):
        for node in tree.find_all(kind):
            if node.name not in known:
                error = TemplateAssertionError(f"No {word} named '{node.name}'.", node.lineno)
                message, remedy = explained(error, env.filters, env.tests)
                yield PackError(message, file=label, line=node.lineno, remedy=remedy)


def _tags(source: str, label: str) -> Iterator[PackError]:
    """Tags and attributes outside the vocabulary. Expressions are blanked first, line numbers stay."""
    plain = JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    for loose in LOOSE.finditer(plain):
        line = plain.count("\n", 0, loose.start()) + 1
        found = TAG.fullmatch(loose[0])
        if found is None:
            message = f"标签写得不对：“{loose[0].split(chr(10))[0].strip()[:20]}”"
            yield PackError(message, file=label, line=line, remedy='写成 <标签 属性="值">；文字里的“<”写成 &lt;')
        elif found[1] not in VOCABULARY:
            if not loose[0].startswith("</"):
                yield PackError(
                    f"没有 <{found[1]}> 这个标签", file=label, line=line, remedy=f"可用的标签：{'、'.join(sorted(VOCABULARY))}"
                )
        else:
            yield from _attributes(found, label, line)


def _attributes(found: re.Match[str], label: str, line: int) -> Iterator[PackError]:
    rule = VOCABULARY[found[1]]
    for name in ATTRIBUTE.findall(found[2]):
        if name not in rule.attributes:
            known = "、".join(sorted(rule.attributes)) or "无"
            yield PackError(f"<{found[1]}> 没有属性 {name}", file=label, line=line, remedy=f"可用的属性：{known}")
