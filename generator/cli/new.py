"""`gongkai new`: a folder of commented data files to fill in."""

from __future__ import annotations

import argparse

from generator.folders.new import starting_point
from generator.folders.planned import write


def run(options: argparse.Namespace) -> int:
    """Write the files; the exit status. An existing folder with data files is left alone."""
    files = starting_point(options.folder, options.pack, options.year)
    write(files)
    for file in files:
        print(file.path)
    print(f"逐个文件填写“待填”处；填好后运行：gongkai check {files[0].folder}")
    return 0
