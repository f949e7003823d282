"""The tags of a template, read without building it: names, attributes, values that are literal, pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document.vocabulary import HEADING_ROLES, HEADINGS, ROLES, VALUES, VOCABULARY
from generator.errors import PackError
from generator.packs.rendering.marks import without_marks

LOOSE = re.compile(r"<(?!!--)[^<>]*>?")
TAG = re.compile(r"</?([^\W\d][\w.-]*)((?:\s+[\w-]+=\"[^\"]*\")*)\s*/?>")
ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)=\"([^\"]*)\"")
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);|#)\w*;?")
SINGLE = ("p", "li", "td", "th", "b", "part", "h1", "h2", "h3", "h4", "caption", "note", "annex-title", "attachment")
"""Tags that never stand in themselves: each is closed before it opens again."""
BRANCH = re.compile(r"\{%-?\s*(?:else|elif)\b")


def tags(source: str, label: str) -> Iterator[PackError]:
    """Tags and attributes outside the vocabulary. Expressions are blanked first, line numbers stay."""
    plain = without_marks(source, " ")
    for loose in LOOSE.finditer(plain):
        line = plain.count("\n", 0, loose.start()) + 1
        found = TAG.fullmatch(loose[0])
        if found is None:
            message = f"标签写得不对：“{loose[0].split(chr(10))[0].strip()[:20]}”"
            yield PackError(message, file=label, line=line, remedy='写成 <标签 属性="值">；文字里的“<”写成 &lt;')
        elif found[1] not in VOCABULARY:
            if not loose[0].startswith("</"):
                remedy = f"可用的标签：{'、'.join(sorted(VOCABULARY))}"
                yield PackError(f"没有 <{found[1]}> 这个标签", file=label, line=line, remedy=remedy)
        else:
            yield from _attributes(found, label, line)
    for entity in ENTITY.finditer(plain):
        line = plain.count("\n", 0, entity.start()) + 1
        yield PackError(f"没有 {entity[0]} 这个写法", file=label, line=line, remedy="直接写出这个字")
    for name in SINGLE:
        yield from _pairs(source, plain, name, label)


def _attributes(found: re.Match[str], label: str, line: int) -> Iterator[PackError]:
    rule = VOCABULARY[found[1]]
    for name, value in ATTRIBUTE.findall(found[2]):
        if name not in rule.attributes:
            known = "、".join(sorted(rule.attributes)) or "无"
            yield PackError(f"<{found[1]}> 没有属性 {name}", file=label, line=line, remedy=f"可用的属性：{known}")
        elif name == "role" and value.strip():
            roles, what = (HEADING_ROLES, "标题") if found[1] in HEADINGS else (ROLES, "段落")
            if value not in roles:
                yield PackError(f"没有“{value}”这种{what}", file=label, line=line, remedy=f"可用的{what}：{'、'.join(roles)}")
        elif name in VALUES and value.strip() and value not in VALUES[name]:
            yield PackError(f"{name} 不能是“{value}”", file=label, line=line, remedy=f"可用：{'、'.join(VALUES[name])}")


def _pairs(source: str, plain: str, name: str, label: str) -> Iterator[PackError]:
    """A tag that is opened again before it is closed, or closed twice, or never; in the same branch of a condition."""
    last: tuple[bool, int, int] | None = None
    for found in re.finditer(rf"<(/?){name}(?=[\s>/])[^<>]*?(/?)>", plain):
        if found[2]:
            continue
        closing, line = bool(found[1]), plain.count("\n", 0, found.start()) + 1
        parted = last is not None and BRANCH.search(source, last[2], found.start()) is not None
        if not parted and closing == (last is None or last[0]):
            said, at = (f"多了 </{name}>", line) if closing else (f"<{name}> 没有收尾", last[1] if last else line)
            yield PackError(said, file=label, line=at, remedy="检查这一处附近的标签是否成对、写全")
        last = (closing, line, found.end())
    if last is not None and not last[0]:
        yield PackError(f"<{name}> 没有收尾", file=label, line=last[1], remedy=f"补上 </{name}>")
