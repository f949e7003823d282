"""The data of the units that a department is the sum of (`汇总.单位`)."""

from __future__ import annotations

import os
from pathlib import Path

from generator.errors import DataError
from generator.intake.load import load
from generator.model.department import DepartmentYear
from generator.model.place import place_of


def unit_words(data: DepartmentYear) -> list[str]:
    """The units as the department names them; none where its figures are its own."""
    return list(data.consolidation.units) if data.consolidation else []


def unit_path(word: str) -> Path:
    """Where the data of a unit are: relative to the file that names them."""
    return Path(os.path.normpath(Path(place_of(word).file).parent / word))


def load_unit(word: str, year: int) -> DepartmentYear:
    """The data of a unit. Raises DataError where there are none, or they are of another year or sums themselves."""
    place, path = place_of(word), unit_path(word)

    def error(message: str, remedy: str) -> DataError:
        return DataError(message, remedy=remedy, file=place.file, line=place.line, column=place.column, path=place.path)

    if not path.exists():
        raise error(f"没有单位的数据“{word}”", "检查路径：相对于写这一行的文件，写到单位的年度文件夹或数据文件")
    data = load(path).data
    if data.year != year:
        raise error(f"“{word}”是{data.year}年度的，不是{year}年度的", "换成同一年度的数据")
    if data.consolidation:
        raise error(f"“{word}”本身也是汇总", "直接列出它的各个单位")
    return data
