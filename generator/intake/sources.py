"""Which files make up a department-year, where the department-years of a folder are, and where last year's is.

Files whose names begin with 共用, in the folder above a year's folder, belong to every year below it: what does not
change from year to year is written once.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.errors import UsageError
from generator.intake.yaml.textfile import read_bytes
from generator.runtime.reading import exists

SUFFIXES = (".yaml", ".yml")
YEAR = re.compile(r"^[ \t]*(?:\{\s*)?[\"']?年度[\"']?[ \t]*[:：]", re.MULTILINE)
MISNAMED = re.compile(r"\.ya?ml(?:\s*\(\d+\)|[.。_·][^.]{1,8}|\s+)$|[。．]ya?ml$", re.IGNORECASE)
"""A data file's name with something behind it, as editors and mail programs leave it, or with a Chinese full stop."""
SHARED = "共用"
"""How the names of files begin that several years share."""
DATED = ("年度".encode(), "年度".encode("gb18030"))
SETTLED = 3_000_000_000
"""Nanoseconds after which a folder that changes again shows it by another time: some file systems count in two seconds."""
LISTINGS = 64
"""Folders whose listing is kept."""
_listings: dict[tuple[int, ...], tuple[list[str], list[str]]] = {}
NAMES = re.compile(r"^[\"']?部门[\"']?[ \t]*[:：]", re.MULTILINE)


class Keys(NamedTuple):
    """What the search wants to know of a file: has it 年度, has it 部门 as well."""

    dated: bool
    whole: bool


UNREADABLE = Keys(True, False)
"""Of a file that cannot be read."""
KeysOf = Callable[[Path], Keys]
"""Finds the keys of a file: from its text, or from what is known of it."""


def data_files(source: Path) -> list[Path]:
    """The files of one department-year: the file itself, or the YAML files of the folder by name.

    Names that start with `_` or `.` are left out. A file that is not there is returned as it is; reading it says so.
    """
    if not source.is_dir():
        return [source]
    return [source / name for name in _listed(source)[0]]


def misnamed_files(source: Path) -> list[str]:
    """Names in a department-year's folder that look like data files under another suffix: `三公.yaml.txt`, `项目.yaml.docx`."""
    if not source.is_dir():
        return []
    with contextlib.suppress(OSError):
        return sorted(f.name for f in source.iterdir() if MISNAMED.search(f.name) and not f.name.startswith((".", "_")))
    return []


def shared_files(source: Path) -> list[Path]:
    """The files that a year's folder shares with its siblings: `共用*.yaml` in the folder above. None for a single file."""
    if not source.is_dir():
        return []
    above = os.path.dirname(os.path.abspath(source))  # noqa: PTH100, PTH120 - resolve() would follow links out of the data folder
    return [_near(source, name) for name in _listed(above)[0] if name.startswith(SHARED)]


def is_shared(path: Path) -> bool:
    """True for a file that is a part of several department-years and never one itself."""
    return path.name.startswith(SHARED)


def _near(source: Path, name: str) -> Path:
    """A file of the folder above as it was asked for: relative where the source is."""
    if source.name not in ("", ".."):
        return source.parent / name
    return Path(os.path.abspath(source)).parent / name  # noqa: PTH100 - resolve() would follow links out of the data folder


def file_keys(path: Path) -> Keys:
    """The keys of a file, from its text. One that cannot be read counts as dated: reading its department says why."""
    try:
        text = _text(path)
    except OSError:
        return UNREADABLE
    dated = bool(YEAR.search(text))
    return Keys(dated, dated and bool(NAMES.search(text)))


def find_sources(path: Path, keys: KeysOf = file_keys, passed_by: Callable[[Path], None] = lambda folder: None) -> list[Path]:
    """The department-years at a path: a YAML file, a department-year folder, or a folder of many (searched downwards).

    A folder is a department-year when it directly holds a YAML file with the key 年度. Where several of its files hold
    年度 and 部门 both, each of them is a department-year of its own. A file or folder that cannot be read counts as one:
    it is reported, not lost. passed_by: receives each folder that was left out though it holds YAML files, none with 年度.
    Raises UsageError where there is none, or no such path.
    """
    if not exists(path):
        raise UsageError("没有这个文件或文件夹", file=str(path), remedy="检查路径是否写对")
    if path.is_file() and is_shared(path):
        raise UsageError("这是几个年度共用的文件，不是一份部门数据", file=str(path), remedy="指定它下面的年度文件夹")
    found = _search(path, keys, passed_by) if path.is_dir() else [path]
    if not found:
        raise UsageError(
            "这里没有部门数据：没有哪个 .yaml 文件写有“年度”", file=str(path), remedy="检查路径；数据文件要有“年度: ”一行"
        )
    return found


def is_source(path: Path, keys: KeysOf = file_keys) -> bool:
    """Whether a path is one department-year, as `find_sources` sees it, without a look below a folder or at all its files."""
    if not path.is_dir():
        return path.is_file()
    try:
        files, _ = _listed(path)
    except UsageError:
        return True
    dated = whole = 0
    for name in files:
        if not name.startswith(SHARED):
            found = keys(path / name)
            dated, whole = dated + found.dated, whole + found.whole
        if whole > 1:
            return False
    return dated > 0


def _search(folder: Path, keys: KeysOf, passed_by: Callable[[Path], None]) -> list[Path]:
    try:
        files, folders = _listed(folder)
    except UsageError:
        return [folder]  # reading it says why
    known = {file: keys(file) for file in (folder / name for name in files if not name.startswith(SHARED))}
    whole = [file for file, found in known.items() if found.whole]
    if len(whole) > 1:
        return whole
    if any(found.dated for found in known.values()):
        return [folder]
    below = [found for name in folders for found in _search(folder / name, keys, passed_by)]
    if known and not below:
        passed_by(folder)
    return below


def find_prior(source: Path, year: int, keys: KeysOf = file_keys) -> Path | None:
    """Last year's file or folder: a sibling named for the year before, `医保局2022.yaml` beside `医保局2023.yaml`.

    For a file in a folder named for its year, the file of the same name in the sibling folder, or that folder where it is one
    department-year.
    """
    here = Path(os.path.abspath(source))  # noqa: PTH100 - resolve() would follow links out of the data folder
    is_source = partial(_is_source, keys)
    before = here.parent / _renamed(here.name, year)
    if before != here:
        others = [before] if before.suffix.lower() not in SUFFIXES else [before, before.with_suffix("")]
        others += [before.with_name(before.name + suffix) for suffix in SUFFIXES]
        return next(filter(is_source, others), None)
    folder = here.parent.parent / _renamed(here.parent.name, year)
    if here.is_dir() or folder == here.parent:
        return None
    if is_source(folder / here.name):
        return folder / here.name
    return folder if _is_one_department(keys, folder) else None


def _renamed(name: str, year: int) -> str:
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year - 1), name)


def _is_one_department(keys: KeysOf, folder: Path) -> bool:
    """True for a folder whose files together are one department-year; where several are one each, none of them is meant."""
    if not folder.is_dir():
        return False
    dated = whole = 0
    for name in _listed(folder)[0]:
        found = keys(folder / name)
        dated, whole = dated + found.dated, whole + found.whole
        if whole > 1:
            return False
    return dated > 0


def _is_source(keys: KeysOf, path: Path) -> bool:
    return any(keys(file).dated for file in data_files(path)) if path.is_dir() else path.is_file()


def _listed(folder: Path | str) -> tuple[list[str], list[str]]:
    """The names of the YAML files of a folder, and of the folders in it that are no links.

    In an order that does not depend on the system; names that start with `_` or `.` are left out. Raises UsageError for a
    folder that cannot be read. A folder is listed once for each state of it: a thousand departments side by side ask a
    thousand times which files they share.
    """
    try:
        found = os.stat(folder)  # noqa: PTH116 - the folder may be a text
        state = found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns
        known = _listings.pop(state, None)
        steady = known is not None
        if known is None:
            known, unlinked = _scanned(folder)
            steady = unlinked and time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) > SETTLED
        if steady:
            _listings[state] = known  # the last used stands last
            while len(_listings) > LISTINGS:
                _listings.pop(next(iter(_listings)), None)
    except OSError as error:
        reason = "没有读取权限" if isinstance(error, PermissionError) else "系统不让读取"
        remedy = "请管理文件夹的人给读取权限；在网络盘或移动盘上的，检查是否连好"
        raise UsageError(f"文件夹读不了：{reason}", file=str(folder), remedy=remedy) from error
    return known


def _scanned(folder: Path | str) -> tuple[tuple[list[str], list[str]], bool]:
    """The names, and whether they hold as long as the folder is unchanged: what a link names may change without it."""
    with os.scandir(folder) as entries:
        wanted = [entry for entry in entries if not entry.name.startswith(("_", "."))]
    steady = not any(entry.is_symlink() for entry in wanted)
    kinds = {entry.name: _kind(entry) for entry in wanted}
    files = [name for name, kind in kinds.items() if kind == "file" and name.lower().endswith(SUFFIXES)]
    folders = [name for name, kind in kinds.items() if kind == "folder"]
    return (sorted(files, key=_order), sorted(folders, key=_order)), steady


def _kind(entry: os.DirEntry[str]) -> str:
    """`file`, `folder`, or nothing for a link to a folder. A pipe, a device and a link that leads nowhere or to itself count as
    files: reading them says what they are."""
    try:
        if entry.is_dir():
            return "" if entry.is_symlink() else "folder"
    except OSError:
        pass
    return "file"


def _order(name: str) -> tuple[str, str]:
    return name.casefold(), name


def _text(path: Path) -> str:
    """The text of a file for the search of keys, whatever its encoding; empty where it has no 年度. Raises OSError."""
    raw = read_bytes(path)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if not any(word in raw for word in DATED):
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
