"""`gongkai new`: a folder of commented data files to fill in."""

from __future__ import annotations

import argparse
from importlib import resources

from generator.errors import UsageError
from generator.packs.definition.pack import load_pack
from generator.writers.output.files import move_in


def run(options: argparse.Namespace) -> int:
    """Write the files; the exit status. An existing folder with data files is left alone."""
    load_pack(options.pack)
    if not 2000 <= options.year <= 2099:
        raise UsageError(f"“{options.year}”不是年度", remedy="写四位数字，如 2024")
    folder = options.folder / str(options.year)
    if folder.exists() and any(folder.glob("*.yaml")):
        raise UsageError(f"“{folder}”里已有数据文件，没有改动", remedy="换一个文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    source = resources.files("generator.cli").joinpath("starting_point")
    for file in sorted(source.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            text = file.read_text(encoding="utf-8")
            text = text.replace("{下年度}", str(options.year + 1))
            text = text.replace("{年度}", str(options.year)).replace("{上年度}", str(options.year - 1))
            move_in(folder / file.name, text.replace("{模板包}", options.pack).encode())
            print(folder / file.name)
    print(f"逐个文件填写“待填”处；填好后运行：gongkai check {folder}")
    return 0
