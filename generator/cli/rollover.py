"""`gongkai rollover`: this year's data as the beginning of next year's, and a report of what is left to do."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.folders.planned import write
from generator.folders.rollover import RolledOver, rollover


def run(options: argparse.Namespace) -> int:
    """Write next year's files; the exit status. A folder that holds data already is left alone."""
    rolled = rollover(options.source, options.out)
    write(rolled.files)
    for file in rolled.files:
        print(file.path)
    _show(rolled, options.out)
    return 0


def _show(rolled: RolledOver, out: Path) -> None:
    """What was done and what is left, in the order in which a person takes it up."""
    for part in rolled.parts:
        made = part.rolled
        where = f"{part.label}：" if part.label else ""
        counts = f"已带入上年数{len(made.filled)}个；待填{len(made.open)}处（行末注有上年数）"
        print(f"{where}{counts}；待更新的文字{len(made.texts)}段。")
        for sentence in (*made.codes, *(() if part.label else part.reports)):
            print(sentence)
    found = rolled.mentions()
    if found:
        print(f"年份{len(found)}处，逐个核对：")
        for one in found:
            print(f"  {Path(one.file).name}:{one.line}（{one.path}）{one.year}：{one.words}")
    print(f"改好一段文字，删去段首的“【待更新】”。看还有什么要填：gongkai check {out}")
