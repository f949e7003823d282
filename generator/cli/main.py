"""`gongkai`: reads the arguments, runs one command, turns errors into messages and an exit status.

Exit status: 0 done; 1 findings of severity 错误, or a department failed; 2 wrong usage or unreadable input.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unicodedata import east_asian_width

from generator import __version__
from generator.cli.limits import add_limits
from generator.errors import GongkaiError
from generator.runtime.garbage import collector_off
from generator.writers.formats import FORMATS, default_formats

ABOUT = "部门决算、预算公开说明和绩效自评报告：一份数据，各种文件。"
YEAR = 2024
"""The year whose forms `packs --fields` shows where none is named."""
HELP_COLUMN = 26
"""Where explanations begin on the screen."""
STYLES_HELP = "版式：公开、gbt9704 等"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some takes 50 ms; there are none for us
    atexit.register(gc.freeze)  # a process that ends need not look through all its objects three times more
    options = parser().parse_args(arguments)
    try:
        _packs_by_folder(options)
        return int(options.run(options))
    except GongkaiError as error:
        print(error, file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


def _packs_by_folder(options: argparse.Namespace) -> None:
    """Packs that are named by their folder (`-t ./试做/本县`), by name."""
    if not any("/" in word or os.sep in word for word in (*getattr(options, "packs", ()), *_words(options))):
        return
    from generator.packs.definition.pack import named

    if hasattr(options, "packs"):
        options.packs = [named(word) for word in options.packs]
    for field in PACK_WORDS:
        if getattr(options, field, None):
            setattr(options, field, named(getattr(options, field)))


PACK_WORDS = ("pack", "inherit")
"""Options that hold the name of one pack; beside them `packs NAME`."""


def _words(options: argparse.Namespace) -> list[str]:
    return [getattr(options, field) for field in PACK_WORDS if getattr(options, field, None)]


class _Formatter(argparse.HelpFormatter):
    """Help that opens with a Chinese word; its second column is level, though Chinese characters are two columns wide."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):  # the heading of the group says 命令 already
            return "".join(self._format_action(one) for one in action._get_subactions())
        name = f"  {self._format_action_invocation(action)}"
        gap = HELP_COLUMN - columns(name)
        first = f"{name}{' ' * gap}" if gap >= 2 else f"{name}\n{' ' * HELP_COLUMN}"
        rows = _rows(self._expand_help(action) if action.help else "", self._width - HELP_COLUMN)
        return first + f"\n{' ' * HELP_COLUMN}".join(rows) + "\n"


def columns(text: str) -> int:
    """The columns of a terminal that a text takes: two for a Chinese character."""
    return sum(2 if east_asian_width(char) in "FW" else 1 for char in text)


def _rows(text: str, width: int) -> list[str]:
    """The text in rows of at most `width` columns, words of Latin letters unbroken where they fit."""
    rows = [""]
    for piece in re.findall(r"[!-~]+|.", text):
        if rows[-1] and columns(rows[-1] + piece) > width:
            rows.append("")
        rows[-1] += piece
    return rows


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese headings and messages."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        print(f"用法不对：{_chinese(message)}。看说明：gongkai --help", file=sys.stderr)
        raise SystemExit(2)


def _chinese(message: str) -> str:
    words = {
        "the following arguments are required": "缺少参数",
        "unrecognized arguments": "不认识的参数",
        "invalid choice": "没有这个选择",
        "choose from": "可选",
        "expected one argument": "后面要跟一个值",
        "expected at least one argument": "后面至少要跟一个值",
        "invalid int value": "不是整数",
        "invalid float value": "不是数",
        "argument ": "参数 ",
    }
    for english, chinese in words.items():
        message = message.replace(english, chinese)
    return message


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = _Parser(prog="gongkai", description=ABOUT, add_help=False, formatter_class=_Formatter)
    top._optionals.title = "选项"
    _help(top)
    top.add_argument("--version", action="version", version=f"gongkai {__version__}", help="版本")
    commands = top.add_subparsers(title="命令", metavar="命令", required=True)
    _new(_command(commands, "new", "生成一份带说明的空白数据"))
    _import(_command(commands, "import", "把财决报表、公开表、填报表（Excel）或公开的报告导入成数据"))
    _export(_command(commands, "export", "把数据写成填报表（Excel），填好后用 import 导回"))
    _check(_command(commands, "check", "核对数据，或公开的报告"))
    _preview(_command(commands, "preview", "在浏览器里看稿：点数看出处，存盘即更新"))
    _build(_command(commands, "build", "生成报告"))
    _verify(_command(commands, "verify", "把人改过的 Word 报告和数据比一遍"))
    _rollover(_command(commands, "rollover", "由本年度的数据做出下一年度的起点"))
    _packs(_command(commands, "packs", "列出模板包，或看一个模板包"))
    _command(commands, "schema", "数据文件的 JSON Schema，供编辑器补全").set_defaults(run=_run_schema)
    _command(commands, "doctor", "检查本机：引擎、字体、模板包").set_defaults(run=_run_doctor)
    return top


def _help(one: argparse.ArgumentParser) -> None:
    one.add_argument("-h", "--help", action="help", help="看说明")


def _command(commands: argparse._SubParsersAction[_Parser], name: str, text: str) -> argparse.ArgumentParser:
    one = commands.add_parser(name, help=text, description=text, add_help=False, formatter_class=_Formatter)
    one._positionals.title, one._optionals.title = "参数", "选项"
    _help(one)
    return one


def _build(one: argparse.ArgumentParser) -> None:
    one.add_argument("source", nargs="+", type=Path, metavar="数据", help="数据文件、部门年度文件夹，或装着许多部门的文件夹")
    one.add_argument("-t", dest="packs", action="append", default=[], metavar="模板包", help="代替数据里的“报告”，可多次")
    known, usual = ",".join(FORMATS), ",".join(default_formats())
    one.add_argument("-f", dest="formats", default=usual, metavar="格式", help=f"{known}，用逗号分开；默认 {usual}")
    one.add_argument("-o", dest="out", type=Path, default=Path("output"), metavar="文件夹", help="写到哪里，默认 output")
    one.add_argument("-j", dest="jobs", type=int, default=0, metavar="N", help="同时用几个进程；不写则每个处理器一个")
    one.add_argument("--draft", action="store_true", help="草稿：有错误也生成，并加标记")
    one.add_argument("--force", action="store_true", help="全部重做，并覆盖被人改过的文件")
    one.add_argument("--json", action="store_true", help="结果用 JSON 输出")
    one.add_argument("--details", action="store_true", help="许多部门时也列出全部问题和文件")
    one.add_argument("--style", default="", metavar="名称", help=STYLES_HELP)
    one.add_argument("--pdf-variant", dest="variant", default="", metavar="V", help="PDF 变体，如 pdf/a-3a、pdf/ua-1")
    one.add_argument("--engine", default="", metavar="引擎", help="PDF 引擎：typst 或 weasyprint；不写时用装了的第一个")
    one.add_argument("--attach", action="store_true", help="PDF 里附上数据和各表（不写 --pdf-variant 时用 pdf/a-3a）")
    one.add_argument("--no-page-numbers", dest="page_numbers", action="store_false", help="Word 目录不填页码（快）")
    one.add_argument("--executor", default="", metavar="URL", help="在集群上做：dask://主机:端口")
    add_limits(one)
    one.add_argument("--expect", type=Path, metavar="名单", help="应报部门的名单（txt、csv、xlsx 或 yaml），没有报的写进汇总")
    one.set_defaults(run=_run_build)


def _check(one: argparse.ArgumentParser) -> None:
    one.add_argument("source", nargs="+", type=Path, metavar="数据", help="数据文件或文件夹；或公开的报告（pdf、docx、html）")
    one.add_argument("-t", dest="packs", action="append", default=[], metavar="模板包", help="代替数据里的“报告”，可多次")
    one.add_argument("--json", action="store_true", help="结果用 JSON 输出")
    one.add_argument("--xlsx", type=Path, metavar="文件", help="把问题写成一张工作表，如 问题清单.xlsx")
    one.add_argument("--marked", type=Path, metavar="文件夹", help="公开的报告：把问题批注在副本里，写到这个文件夹")
    one.add_argument("--summary", type=Path, metavar="文件夹", help="公开的报告：写汇总.xlsx、汇总.html 和各份的退回意见")
    one.add_argument("--not-a-problem", default="", metavar="几个字", help="公开的报告：有这几个字的问题不算问题，记在报告旁边")
    one.add_argument("--why", default="", metavar="理由", help="为什么不是问题")
    one.add_argument("--jobs", type=int, default=0, metavar="N", help="公开的报告多份时用几个进程；不写则每个处理器一个")
    one.add_argument("--force", action="store_true", help="--xlsx 的文件是别的程序做的，也覆盖")
    one.add_argument("--strict", action="store_true", help="有未确认的警告也算不通过")
    add_limits(one)
    one.set_defaults(run=_run_check)


def _preview(one: argparse.ArgumentParser) -> None:
    one.add_argument("source", type=Path, metavar="数据", help="部门年度文件夹或文件，或装着许多部门的文件夹")
    one.add_argument("--port", type=int, default=0, metavar="N", help="端口；不写则自动找一个空的")
    one.add_argument("--no-browser", dest="browser", action="store_false", help="只打印地址，不打开浏览器")
    one.set_defaults(run=_run_preview)


def _verify(one: argparse.ArgumentParser) -> None:
    one.add_argument("edited", type=Path, metavar="报告", help="人改过的或公开的报告（docx、pdf、html）")
    one.add_argument("source", type=Path, metavar="数据", help="数据文件或部门年度文件夹")
    one.add_argument("-t", dest="packs", action="append", default=[], metavar="模板包", help="和哪种报告比；不写则找最像的")
    one.add_argument("--json", action="store_true", help="结果用 JSON 输出")
    one.set_defaults(run=_run_verify)


def _packs(one: argparse.ArgumentParser) -> None:
    one.add_argument("name", nargs="?", default="", metavar="名称", help="模板包；写 new 就由一份目录新做一个")
    one.add_argument("new_name", nargs="?", default="", metavar="新名称", help="packs new 新名称 --from 目录.txt")
    one.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="文件",
        help="new：去年的报告（.docx .pdf .html），或目录存成的文字",
    )
    one.add_argument("--inherit", default="", metavar="模板包", help="new：从哪个包继承，不写则由标题看是决算还是预算")
    one.add_argument("-o", dest="out", type=Path, metavar="文件夹", help="new：放在哪里，不写则是 templates/新名称")
    one.add_argument("--force", action="store_true", help="new：覆盖已有的 pack.yaml")
    one.add_argument("--names", action="store_true", help="列出模板、条件、表样可以用的全部名称：意思、单位、从哪里来、写法")
    one.add_argument("--outline", action="store_true", help="不用数据，看标题、序号、表号和换页")
    one.add_argument("--compare", type=Path, metavar="文件", help="--outline 和一份目录比，标出不同")
    one.add_argument("--check", action="store_true", help="不用数据，检查模板包本身")
    one.add_argument("--fields", action="store_true", help="列出这个模板包要填的字段：说明、单位、必填或可推、由谁填")
    one.add_argument("--year", type=int, metavar="YYYY", help=f"看哪一年的表式，默认 {YEAR}；new：目录是哪一年的")
    one.set_defaults(run=_run_packs)


def _new(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", type=Path, metavar="文件夹", help="新建在哪里：部门的文件夹，或其中以年度命名的文件夹")
    one.add_argument("-t", dest="pack", metavar="模板包", help="要做的报告；不写就列出本地区的")
    one.add_argument("--region", default="", metavar="地区", help="省、市、县连着写：列出本省的模板包")
    one.add_argument("--year", type=int, required=True, metavar="YYYY", help="年度")
    one.set_defaults(run=_run_new)


def _export(one: argparse.ArgumentParser) -> None:
    one.add_argument("source", type=Path, metavar="数据", help="数据文件或部门年度文件夹")
    one.add_argument("-o", dest="out", type=Path, required=True, metavar="填报表.xlsx", help="写到哪里")
    one.add_argument(
        "-t", dest="packs", action="append", default=[], metavar="模板包", help="列出这种报告要填的；不写时照数据里的“报告”"
    )
    one.add_argument("--force", action="store_true", help="覆盖已经填过的填报表")
    one.set_defaults(run=_run_export)


def _import(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "book", type=Path, metavar="文件", help="财决报表、公开表或填报表（.xlsx .xls），公开的报告（.docx .pdf .html）"
    )
    one.add_argument("-o", dest="out", type=Path, metavar="文件夹", help="部门年度文件夹，或一个 .yaml 文件；已有的会合并")
    one.add_argument("--show", action="store_true", help="只列出公开的报告里读到什么：提纲、表、数，不写文件")
    one.add_argument("--json", action="store_true", help="和 --show 一起：用 JSON 输出")
    one.add_argument("-t", dest="packs", action="append", default=[], metavar="模板包", help="新建数据时写进“报告”，可多次")
    one.add_argument("--year", type=int, metavar="YYYY", help="年度；工作簿里写了的不用")
    one.add_argument("--dry-run", action="store_true", help="只列出要改什么，不写文件")
    one.add_argument("--force", action="store_true", help="文件夹里别的程序做的文件，也替换")
    one.add_argument("--all", action="store_true", help="各种提示全部列出")
    one.set_defaults(run=_run_import)


def _rollover(one: argparse.ArgumentParser) -> None:
    one.add_argument("source", type=Path, metavar="数据", help="数据文件或部门年度文件夹")
    one.add_argument("-o", dest="out", type=Path, required=True, metavar="文件夹", help="下一年度的文件夹")
    one.set_defaults(run=_run_rollover)


@contextmanager
def _loading() -> Iterator[None]:
    """What is loaded meanwhile stays to the end: the collector need not look through it, now or later."""
    with collector_off():
        yield
        gc.freeze()


def _run_build(options: argparse.Namespace) -> int:
    with _loading():
        from generator.cli.build import run

    return run(options)


def _run_check(options: argparse.Namespace) -> int:
    with _loading():
        from generator.cli.check import run

    return run(options)


def _run_preview(options: argparse.Namespace) -> int:
    from generator.cli.preview import run

    return run(options)


def _run_verify(options: argparse.Namespace) -> int:
    from generator.cli.verify import run

    return run(options)


def _run_packs(options: argparse.Namespace) -> int:
    from generator.cli.packs import run

    return run(options)


def _run_schema(_: argparse.Namespace) -> int:
    import json

    from generator.intake import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def _run_doctor(_: argparse.Namespace) -> int:
    from generator.cli.doctor import run

    return run()


def _run_new(options: argparse.Namespace) -> int:
    from generator.cli.new import run

    return run(options)


def _run_export(options: argparse.Namespace) -> int:
    from generator.cli.export import run

    return run(options)


def _run_import(options: argparse.Namespace) -> int:
    from generator.cli.import_ import run

    return run(options)


def _run_rollover(options: argparse.Namespace) -> int:
    from generator.cli.rollover import run

    return run(options)
