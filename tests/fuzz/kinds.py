"""The kinds of files that come from outside: seeds of each, how it is changed, and what our program must not do with it."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import random
import shutil
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.cli.main import main
from generator.errors import LimitError
from generator.excel.fill.write.book import write_book
from generator.intake import load
from generator.runtime.allowance import Allowance, kept_to
from tests.conftest import ROOT
from tests.fuzz import changes

LIMIT = Allowance(seconds=40, mebibytes=1200)
"""What one case may take."""
EXAMPLES = ROOT / "data_examples"
SHILI = EXAMPLES / "shili" / "2023"
GOOD = ROOT / "tests" / "intake" / "good.yaml"


@dataclass(frozen=True)
class Kind:
    """seeds: good files; change: makes another of one; arguments: the command that reads the case in a folder."""

    suffix: str
    seeds: Callable[[], list[bytes]]
    change: Callable[[bytes, random.Random], bytes]
    arguments: Callable[[Path, Path], list[str]]


def _text(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.05:
        return changes.raw(data, chance)
    return changes.text(data.decode("utf-8", "replace"), chance).encode("utf-8", "replace")


@cache
def _data() -> list[bytes]:
    whole = [file.read_bytes() for file in sorted(EXAMPLES.glob("*/*.yaml")) if "年度" in file.read_text("utf-8")]
    return [GOOD.read_bytes(), *whole]


def _data_command(case: Path, folder: Path) -> list[str]:
    return ["build", str(case), "-t", "tongyong-juesuan", "-f", "html", "--draft", "-o", str(folder / "out")]


@cache
def _books() -> list[bytes]:
    shipped = [file.read_bytes() for file in sorted(ROOT.glob("tests/excel/**/*.xlsx"))[:6]]
    return [write_book(load(GOOD)), *shipped]


def _book_command(case: Path, folder: Path) -> list[str]:
    return ["import", str(case), "-o", str(folder / "out"), "-t", "tongyong-juesuan", "--year", "2023"]


@cache
def _reports() -> list[bytes]:
    from generator.build import chosen_packs, find_style, make_document, read
    from generator.writers.output.printer import Printer

    figures, _ = read(SHILI)
    pack = chosen_packs(figures, ["tongyong-juesuan"])[0]
    return [Printer(make_document(pack, figures)[0], find_style(pack), page_numbers=False).print("docx")]


def _report_command(case: Path, folder: Path) -> list[str]:
    return ["verify", str(case), str(SHILI), "-t", "tongyong-juesuan"]


PACK_FILES = ("pack.yaml", "正文.html", "styles/花边.yaml", "名词.yaml", "tables/T01.yaml")


@cache
def _packs() -> list[bytes]:
    """Packs as JSON: file → text."""
    core = ROOT / "templates" / "tongyong-juesuan"
    files = {
        "pack.yaml": "名称: 甲\n继承: tongyong-juesuan\n文件名: 甲\n标题: '{{ 部门.全称 }}说明'\n正文: 正文.html\n版式: 花边\n"
        "编号: {一级: '{中}、'}\n图题: '（{图}：{题}）'\n封面: [{文: '{{ 部门.全称 }}', 角色: 封面单位}]\n",
        "正文.html": (core / "正文.html").read_text("utf-8")
        + "<part>甲</part>\n{% for 项 in 支出项 %}<p>{{ 项.科目|科目名 }}{{ 项.金额|万元 }}</p>{% endfor %}\n"
        "{{ 柱状图('变动', [['甲', 收支总计], ['乙', 收支总计]]) }}\n<table><tr><td>{{ 年度 ~ '年' }}</td></tr></table>\n",
        "styles/花边.yaml": (ROOT / "templates" / "styles" / "公开.yaml").read_text("utf-8").replace("名称: 公开", "名称: 花边"),
        "名词.yaml": (core / "名词.yaml").read_text("utf-8"),
        "tables/T01.yaml": (core / "tables" / "T01.yaml").read_text("utf-8"),
    }
    return [json.dumps(files, ensure_ascii=False).encode()]


def _pack_change(data: bytes, chance: random.Random) -> bytes:
    files = json.loads(data)
    name = chance.choice(sorted(files))
    files[name] = changes.text(files[name], chance)
    return json.dumps(files, ensure_ascii=False).encode("utf-8", "replace")


def _pack_command(case: Path, folder: Path) -> list[str]:
    pack = folder / "packs" / "甲"
    for name, text in json.loads(case.read_bytes()).items():
        assert name in PACK_FILES
        file = pack / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace", newline="")
    os.environ["GONGKAI_TEMPLATES"] = str(folder / "packs")
    return ["build", str(SHILI), "-t", "甲", "-f", "html", "--draft", "-o", str(folder / "out")]


KINDS = {
    "data": Kind(".yaml", _data, _text, _data_command),
    "workbooks": Kind(".xlsx", _books, changes.archive, _book_command),
    "docx": Kind(".docx", _reports, changes.archive, _report_command),
    "packs": Kind(".json", _packs, _pack_change, _pack_command),
}


def fault(kind: Kind, case: bytes, folder: Path) -> str:
    """What our program does wrong with a case: a traceback, a run over its limit, a file outside of the folder; else empty."""
    inside = folder / "inside"
    inside.mkdir()
    file = inside / f"case{kind.suffix}"
    file.write_bytes(case)
    before = os.environ.get("GONGKAI_TEMPLATES")
    said = io.StringIO()
    begin = time.process_time()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), kept_to(LIMIT):
            status = main(kind.arguments(file, inside))
    except LimitError as error:
        return f"{error.message}"
    except SystemExit as error:
        return f"ended by itself: {error.code}"
    except BaseException:
        return traceback.format_exc(limit=-6)
    finally:
        gc.unfreeze()  # a command sets aside what is there when it begins, since it is the only one of its process
        _restore(before)
    if status not in (0, 1, 2):
        return f"status {status}"
    if time.process_time() - begin > LIMIT.seconds:
        return f"took {time.process_time() - begin:.0f} s"
    text = said.getvalue()
    if "Traceback" in text or "程序出错" in text:
        return text[-2000:]
    strays = [path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(inside)]
    return f"wrote {strays}" if strays else ""


def _restore(before: str | None) -> None:
    if before is None:
        os.environ.pop("GONGKAI_TEMPLATES", None)
    else:
        os.environ["GONGKAI_TEMPLATES"] = before


def cases(kind: Kind, seed: int) -> Iterator[bytes]:
    """Endless changed files, the same for the same seed."""
    chance = random.Random(seed)
    while True:
        yield kind.change(chance.choice(kind.seeds()), chance)


def emptied(folder: Path) -> Path:
    """A folder for one case, without what the last one left."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
