"""A pack checked without data: every template compiles, every tag and attribute is in the vocabulary, every include is there."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import TemplateSyntaxError, meta

from generator.document.vocabulary import VOCABULARY
from generator.errors import PackError
from generator.packs.environment import JINJA, environment
from generator.packs.pack import Pack
from generator.packs.render import located

TAG = re.compile(r"</?([A-Za-z][\w-]*)((?:\s+[\w-]+=\"[^\"]*\")*)\s*/?>")
ATTRIBUTE = re.compile(r"([\w-]+)=\"")


def check_pack(pack: Pack) -> list[PackError]:
    """What is wrong with the pack's own templates, with file and line."""
    errors: list[PackError] = []
    for folder in pack.chain:
        for file in sorted(folder.rglob("*.html")):
            errors += _check_file(pack, folder, file)
    return errors


def _check_file(pack: Pack, folder: Path, file: Path) -> list[PackError]:
    source = file.read_text(encoding="utf-8")
    name = file.relative_to(folder).as_posix()
    label = f"{folder.name}/{name}"
    env = environment(pack)
    try:
        tree = env.parse(source, name, str(file))
    except TemplateSyntaxError as error:
        return [located(error, pack)]
    errors = [
        PackError(f"找不到模板“{wanted}”", file=label, remedy="核对 include、import、extends 里的文件名")
        for wanted in meta.find_referenced_templates(tree)
        if wanted is not None and pack.find(wanted) is None
    ]
    return errors + _tags(source, label)


def _tags(source: str, label: str) -> list[PackError]:
    """Tags and attributes outside the vocabulary. Expressions are blanked first, line numbers stay."""
    plain = JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    errors = []
    for found in TAG.finditer(plain):
        line = plain.count("\n", 0, found.start()) + 1
        rule = VOCABULARY.get(found[1])
        if rule is None:
            errors.append(
                PackError(f"没有 <{found[1]}> 这个标签", file=label, line=line, remedy="见 docs/模板包编写.md 的标签表")
            )
            continue
        for name in ATTRIBUTE.findall(found[2]):
            if name not in rule.attributes:
                known = "、".join(sorted(rule.attributes)) or "无"
                errors.append(PackError(f"<{found[1]}> 没有属性 {name}", file=label, line=line, remedy=f"可用的属性：{known}"))
    return errors
