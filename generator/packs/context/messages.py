"""What Jinja says of a template, in Chinese: message and remedy."""

from __future__ import annotations

import re
from collections.abc import Collection

from jinja2 import TemplateError, TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError

from generator.figures.view import nearest
from generator.packs.context.scope import FilterError

FAULTS = (TemplateError, FilterError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a mistake in a template can raise."""
PAIRS = "检查 {{ }}、{% %} 是否成对、写全"
END = re.compile(r"looking for the following tags: (?P<tags>.+?)\.(?: The innermost block .* is '(?P<block>\w+)')?")
UNKNOWN = re.compile(r"No (?P<kind>filter|test) named '(?P<name>[^']*)'")
TAG = re.compile(r"[Ee]ncountered unknown tag '(?P<name>[^']*)'")
TOKEN = re.compile(r"expected token '(?P<wanted>[^']*)', got '(?P<got>[^']*)'")
CHARACTER = re.compile(r"unexpected char '(?P<char>.*)' at \d+", re.DOTALL)
UNEXPECTED = re.compile(r"unexpected '(?P<got>[^']*)'")
TAGS = ("if", "for", "set", "macro", "call", "filter", "block", "include", "import", "from", "extends", "with", "raw")
WORDS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "end of template": "文件末尾",
    "name": "名字",
    "string": "文字",
    "integer": "整数",
}


def explained(error: Exception, filters: Collection[str], tests: Collection[str]) -> tuple[str, str]:
    """Message and remedy of an error of Jinja or of a filter. filters, tests: the names that there are."""
    if isinstance(error, UndefinedError):
        return str(error), "改成数据里有的名字，或在数据里补上"
    if isinstance(error, SecurityError):
        return _refused(str(error))
    if isinstance(error, TemplateNotFound):
        return f"找不到模板“{error.name}”", "核对 include、import、extends 里的文件名"
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error.message or "", filters, tests)
    if isinstance(error, RecursionError):
        return "模板自己包含自己，停不下来", "去掉循环的 include、import 或宏"
    if isinstance(error, TemplateRuntimeError) and UNKNOWN.search(str(error)):
        return _syntax(str(error), filters, tests)
    return _fault(error), "核对这一行的过滤器和参数"


def _refused(message: str) -> tuple[str, str]:
    if "不能取" in message:
        return message, "模板只能读数据的字段"
    if "not safely callable" in message:
        return "模板里不能这样调用", "只能用宏和“柱状图”“饼状图”"
    if "不读" in message:
        return message, "模板包只读自己文件夹里的文件；把文件本身放进来，不用链接"
    if "读不出" in message:
        return message, "另存为 UTF-8"
    if "已停下" in message:
        return message, "去掉多余的循环；模板只排数据，不造内容"
    return message, "乘、除、取余只用于数；文字用 ~ 连接"


def _syntax(message: str, filters: Collection[str], tests: Collection[str]) -> tuple[str, str]:
    """The words of Jinja's parser, by kind."""
    if message.startswith("没有“_"):
        return message, "改成数据里有的名字，或在数据里补上"
    if found := UNKNOWN.search(message):
        kind, known = ("过滤器", filters) if found["kind"] == "filter" else ("判断", tests)
        shown = [name for name in known if not name.startswith("_")]
        return f"没有“{found['name']}”这个{kind}{nearest(found['name'], shown)}", f"可用的{kind}：{'、'.join(shown)}"
    if found := END.search(message):
        wanted = re.findall(r"'(end\w+)'", found["tags"]) or ["end…"]
        opened = f"“{{% {found['block']} %}}”" if found["block"] else "前面打开的标记"
        return f"{opened}没有收尾", f"补上“{{% {wanted[-1]} %}}”"
    if found := TAG.search(message):
        name = found["name"]
        return f"没有“{{% {name} %}}”这种标记{nearest(name, TAGS)}", f"可用：{'、'.join(TAGS)}"
    if "Missing end of comment" in message:
        return "注释“{#”没有收尾", "补上“#}”"
    return _tokens(message)


def opening_line(source: str, message: str) -> int:
    """Where the block that is not closed was opened; 0 where the message is about something else."""
    found = END.search(message)
    if not found or not found["block"]:
        return 0
    opened: list[int] = []
    for tag in re.finditer(r"\{%[-+]?\s*(end)?(\w+)", source):
        if tag[2] != found["block"]:
            continue
        if not tag[1]:
            opened.append(tag.start())
        elif opened:
            opened.pop()
    return source.count("\n", 0, opened[-1]) + 1 if opened else 0


def _tokens(message: str) -> tuple[str, str]:
    if found := TOKEN.search(message):
        return f"这里应是“{_word(found['wanted'])}”，却是“{_word(found['got'])}”", PAIRS
    if found := CHARACTER.search(message):
        return f"“{found['char']}”不能写在 {{{{ }}}} 或 {{% %}} 里", "标点用半角；文字用双引号括起"
    if found := UNEXPECTED.search(message):
        return f"多了“{_word(found['got'])}”", PAIRS
    if "unexpected end of template" in message.lower():
        return "“{{”或“{%”没有收尾", PAIRS
    return f"模板写法不对：{message}", PAIRS


def _word(token: str) -> str:
    return WORDS.get(token, token)


def _fault(error: Exception) -> str:
    """A fault of a filter: its own Chinese message, or what kind of fault it was."""
    message = str(error)
    if any("\u4e00" <= char <= "\u9fff" for char in message) and not isinstance(error, KeyError):
        return message
    if found := re.search(r"missing \d+ required positional argument", message):
        return "参数不够"
    if found or "positional argument" in message or "unexpected keyword" in message:
        return "参数的个数或名称不对"
    return f"这一行算不出来（{type(error).__name__}：{message}）"
