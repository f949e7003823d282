"""`gongkai new`: a folder of commented data files to fill in."""

from __future__ import annotations

import argparse

from generator.errors import UsageError
from generator.folders.new import regions_beside, starting_point
from generator.folders.planned import write
from generator.packs.definition.pack import descriptions, of_region


def run(options: argparse.Namespace) -> int:
    """Write the files; the exit status. An existing folder with data files is left alone. Raises UsageError without a pack,
    with those of the region."""
    if options.pack is None:
        raise UsageError("没有说做哪一种报告", remedy=_proposal(options.region or regions_beside(options.folder)))
    files = starting_point(options.folder, options.pack, options.year)
    write(files)
    for file in files:
        print(file.path)
    print(f"逐个文件填写“待填”处；填好后运行：gongkai check {files[0].folder}")
    return 0


def _proposal(place: str) -> str:
    """What can be made in a place: the packs of its province, else the national ones."""
    found = of_region(place) or [one for one in descriptions() if not one.region and one.name.startswith("tongyong-")]
    listed = "；".join(f"-t {one.name}（{one.title}{f'，见到{one.seen}' if one.seen else ''}）" for one in found)
    more = "" if of_region(place) else "；写“--region 本省本市”，列出本省的"
    return f"可以写：{listed}{more}；全部见 gongkai packs"
