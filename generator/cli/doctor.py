"""`gongkai doctor`: what this machine has and lacks, and what to do about it."""

from __future__ import annotations

import platform
import sys

from generator import __version__
from generator.errors import GongkaiError, MissingEngine
from generator.packs.definition.pack import descriptions, load_pack
from generator.packs.lint.static import check_pack


def run() -> int:
    """Print the state; status 1 where a PDF cannot be made or a pack is broken."""
    print(f"gongkai {__version__}，Python {platform.python_version()}，{platform.system()} {platform.machine()}")
    print(f"标准输出编码：{sys.stdout.encoding}")
    return max(_engines(), _fonts(), _packs())


def _engines() -> int:
    """The PDF engines; status 1 where none is here."""
    from generator.writers.pdf.engines import ENGINES

    found: list[str] = []
    for engine in ENGINES.values():
        try:
            print(f"PDF 引擎：{engine.title} {engine.version()}，{'备用' if found else '可用'}")
            found.append(engine.name)
            if note := engine.note():
                print(f"  注意：{note}")
        except MissingEngine as error:
            print(f"PDF 引擎：{engine.title} 不可用。{error}")
    return 0 if found else 1


def _fonts() -> int:
    from generator.build import find_style
    from generator.writers.fonts.find import find_fonts

    names = [one.name for one in descriptions()]
    if not names:
        return 0
    try:
        rows = find_fonts(find_style(load_pack(names[0]))).report()
    except GongkaiError as error:
        print(f"字体：{error}")
        return 1
    for row in rows:
        state = "，已安装" if row["used"] == row["wanted"] else f" → 用 {row['used']} 代替"
        print(f"字体 {row['role']}：{row['wanted']}{state}（{row['file']}）")
    return 0


def _packs() -> int:
    status = 0
    for name, title, *_ in descriptions():
        try:
            errors = check_pack(load_pack(name))
        except GongkaiError as error:
            errors = [error]  # type: ignore[list-item]
        status = max(status, 1 if errors else 0)
        print(f"模板包 {name}（{title}）：{f'{len(errors)}处问题，用 gongkai packs {name} --check 查看' if errors else '正常'}")
    return status
