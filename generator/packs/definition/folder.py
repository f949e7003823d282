"""The files of a pack: only what lies in its own folders and those of the packs that it inherits from is read."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.errors import PackError
from generator.runtime.reading import read_regular

MAX_FILE = 2 * 1024 * 1024
"""Bytes of one file of a pack; the largest of ours has 60,000."""


def template_text(file: Path) -> str:
    """The text of a template with `\n` line ends and without a BOM.

    Raises OSError for what is no regular file of at most MAX_FILE bytes, UnicodeDecodeError.
    """
    return read_regular(file, MAX_FILE).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def lies_in(file: Path, folders: Iterable[Path]) -> bool:
    """Whether a file, links followed, lies in one of some folders."""
    whole = file.resolve()
    return any(whole.is_relative_to(folder.resolve()) for folder in folders)


def pack_file(folder: Path, relative: str, chain: Iterable[Path]) -> Path | None:
    """A file of a pack's folder; None where there is none of that name, or the name leads out of the folder.

    Raises PackError for a link that leads out of the pack's folders, for a pipe or a device, and for a file that is too large.
    """
    name = PurePosixPath(relative)
    if name.is_absolute() or ".." in name.parts or "\\" in relative or "\0" in relative:
        return None
    file = folder / relative
    if not file.exists() or file.is_dir():
        return None
    check_file(file, f"{folder.name}/{relative}", chain)
    return file


def check_file(file: Path, label: str, chain: Iterable[Path]) -> None:
    """Raises PackError for a file that a pack must not hold. label: how the message names it."""
    if not lies_in(file, chain):
        raise PackError("这是通到模板包外面的链接，不读", file=label, remedy="把文件本身放进模板包，不用链接")
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        kind = "文件夹" if stat.S_ISDIR(found.st_mode) else "设备或管道"
        raise PackError(f"这是{kind}，不是文件，不读", file=label, remedy="换成普通的文件")
    if found.st_size > MAX_FILE:
        raise PackError(
            f"文件超过{MAX_FILE // 1024 // 1024}MB，不读", file=label, remedy="模板包的文件不会这样大；检查是否放错了文件"
        )
