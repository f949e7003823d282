"""The data of the units that a department is the sum of (`汇总.单位`)."""

from __future__ import annotations

import os
import re
from pathlib import Path, PureWindowsPath

from generator.errors import DataError
from generator.intake.load import load
from generator.intake.sources import SUFFIXES
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.place import mistake_at, place_of
from generator.runtime.reading import exists

YEAR_FOLDER = re.compile(r"(19|20)\d\d")


def unit_words(data: DepartmentYear) -> list[str]:
    """The units as the department names them; none where its figures are its own."""
    return list(data.consolidation.units) if data.consolidation else []


def unit_path(word: str) -> Path:
    """Where the data of a unit are: a data file or a folder, relative to the file that names them.

    Raises DataError for a path that leads elsewhere than below the department's folder or to a department beside it, be it
    by itself or through a link: another's file must not be read, nor a line of it shown.
    """
    here = Path(os.path.abspath(place_of(word).file)).parent  # noqa: PTH100 - the file's own folder, links not followed
    path = Path(os.path.normpath(Path(place_of(word).file).parent / word))
    foreign = Path(word).is_absolute() or PureWindowsPath(word).drive or "\0" in word
    if foreign or not _lies_near(here, path):
        remedy = "把单位的数据放进部门的文件夹，或与部门的文件夹并列，写相对路径，如 单位/本级.yaml、../../某单位/2023"
        raise _error(word, f"“{word}”不在部门的文件夹里，也不在它旁边，没有读", remedy)
    if path.suffix.lower() not in SUFFIXES and exists(path) and not path.is_dir():
        raise _error(word, f"“{word}”不是数据文件（.yaml）", "写单位的年度文件夹，或它的 .yaml 文件")
    return path


def _lies_near(here: Path, path: Path) -> bool:
    """Whether a path lies below the folder that holds the departments. here: the folder of the file that names it."""
    around = here.parent.parent if YEAR_FOLDER.fullmatch(here.name) else here.parent
    if not Path(os.path.abspath(path)).is_relative_to(around):  # noqa: PTH100 - as it is written
        return False
    try:
        return path.resolve().is_relative_to(around.resolve())
    except (OSError, RuntimeError):  # a link to itself
        return False


def load_units(department: DepartmentYear) -> list[DepartmentYear]:
    """The data of a department's units. Raises DataError where one is listed twice, or is the same unit as another; and as
    `_load_unit`.
    """
    units: dict[str, DepartmentYear] = {}
    names: dict[str, str] = {}
    for word in unit_words(department):
        path = os.path.realpath(unit_path(word))
        if path in units:
            raise _error(word, f"“{word}”列了两次", "只留一处，不然它的数会加两遍")
        units[path] = _load_unit(word, department)
        name = str(units[path].names.full)
        if name in names:
            raise _error(word, f"“{word}”和“{names[name]}”是同一个单位：全称都是“{name}”", "去掉一个；不是同一个的，改对“全称”")
        names[name] = word
    return list(units.values())


def _load_unit(word: str, department: DepartmentYear) -> DepartmentYear:
    """The data of a unit. Raises DataError where there are none, or they are of another year or 文种 or sums themselves."""
    path = unit_path(word)
    if not exists(path):
        raise _error(word, f"没有单位的数据“{word}”", "检查路径：相对于写这一行的文件，写到单位的年度文件夹或数据文件")
    data = load(path).data
    if data.year != department.year:
        raise _error(word, f"“{word}”是{data.year}年度的，不是{department.year}年度的", "换成同一年度的数据")
    if (data.kind == BUDGET) != (department.kind == BUDGET):
        raise _error(word, f"“{word}”是{data.kind}的数据，部门的文种是{department.kind}", "换成同一文种的数据")
    if data.consolidation:
        raise _error(word, f"“{word}”本身也是汇总", "直接列出它的各个单位")
    return data


def _error(word: str, message: str, remedy: str) -> DataError:
    return mistake_at(place_of(word), message, remedy)
