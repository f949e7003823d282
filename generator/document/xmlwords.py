"""What libxml2 says of broken markup, in Chinese."""

from __future__ import annotations

import re

UNMATCHED = re.compile(r"Opening and ending tag mismatch: (\S+) (?:line \d+ )?and ([^\s,]+)")
ENTITY = re.compile(r"Entity '(\S+)' not defined")
REPEATED = re.compile(r"Attribute (\S+) redefined")
PREFIX = re.compile(r"Namespace prefix (\S+)")


def explain(message: str) -> str:
    """The common slips by name; anything else in general words."""
    if found := UNMATCHED.search(message):
        if found[2] == "document":
            return f"<{found[1]}> 没有收尾"
        return f"多了 </{found[2]}>" if found[1] == "document" else f"<{found[1]}> 没有收尾，却遇到 </{found[2]}>"
    if found := ENTITY.search(message):
        return f"没有 &{found[1]}; 这个写法"
    if found := REPEATED.search(message):
        return f"属性 {found[1]} 写了两次"
    if found := PREFIX.search(message):
        return f"标签里不能有冒号（{found[1]}:）"
    if "Extra content" in message:
        return "多了收尾标签"
    if "not allowed in attributes" in message or "AttValue" in message:
        return "属性值里有标签或缺引号"
    if "attributes construct" in message:
        return "标签没有写全，或属性之间缺空格"
    if "Premature end" in message or "Couldn't find end of Start Tag" in message:
        return "有标签没有收尾"
    if "invalid Char" in message or "Char 0x" in message or "xmlParseCharRef" in message:
        return "有不能印的控制字符"
    if "xmlParseEntityRef" in message or "EntityRef" in message:
        return "“&”要写成 &amp;"
    return "“<”要写成 &lt;，标签只用小写字母"
