"""A new department-year: commented data files to fill in."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from generator.errors import UsageError
from generator.folders.planned import PlannedFile, planned
from generator.intake.sources import data_files
from generator.packs.definition.pack import load_pack

FIRST_YEAR, LAST_YEAR = 2000, 2099


def starting_point(folder: Path, pack: str, year: int) -> list[PlannedFile]:
    """The files of a new department-year, in the folder `folder/year`.

    Raises PackError for an unknown pack, UsageError for what is no year and where data files stand already.
    """
    load_pack(pack)
    check_year(year)
    target = folder / str(year)
    if target.is_dir() and data_files(target):
        raise UsageError(f"“{target}”里已有数据文件，没有改动", remedy="换一个文件夹")
    words = {"{下年度}": str(year + 1), "{年度}": str(year), "{上年度}": str(year - 1), "{模板包}": pack}
    texts = {}
    for file in sorted(resources.files("generator.folders").joinpath("starting_point").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            text = file.read_text(encoding="utf-8")
            for word, value in words.items():
                text = text.replace(word, value)
            texts[file.name] = text
    return planned(target, texts)


def check_year(year: int) -> None:
    """Raises UsageError for what is no year of ours."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"“{year}”不是年度", remedy="写四位数字，如 2024")
