"""The one door through which files are written: a folder that a person chose, and the name of a file below it.

A name may come out of a file that a stranger made (a workbook, a report, the answer of a worker), so it is never trusted:
whatever would lead out of the folder, or to something that is no regular file, is refused before anything is written.
"""

from __future__ import annotations

import contextlib
import errno
import re
import secrets
import stat
from pathlib import Path

from generator.errors import OutputError

CLOSE = "关闭打开它的程序，或换一个输出文件夹"
REASONS = {
    errno.EACCES: ("文件正被打开或没有写入权限", CLOSE),
    errno.EPERM: ("文件正被打开或没有写入权限", CLOSE),
    errno.EBUSY: ("文件正被打开", CLOSE),
    errno.ENOSPC: ("磁盘满了", "腾出磁盘空间，或换一个输出文件夹"),
    errno.EDQUOT: ("超过了磁盘限额", "腾出磁盘空间，或换一个输出文件夹"),
    errno.EFBIG: ("超过了系统许可的文件大小", "换一个输出文件夹，或请管理电脑的人放宽"),
    errno.EROFS: ("磁盘是只读的", "换一个输出文件夹"),
    errno.ENOTDIR: ("路径上有一个同名的文件，不是文件夹", "换一个输出文件夹，或移走那个文件"),
    errno.EEXIST: ("路径上有一个同名的文件，不是文件夹", "换一个输出文件夹，或移走那个文件"),
    errno.EISDIR: ("这里有一个同名的文件夹", "移走那个文件夹，或换一个输出文件夹"),
    errno.ENAMETOOLONG: ("路径太长", "换一个路径短的输出文件夹"),
    errno.ELOOP: ("路径上的链接绕成了圈", "改好那个链接，或换一个输出文件夹"),
}
"""What the system says → what is wrong and the remedy."""
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?")
"""Names of devices on Windows, with any suffix."""
_UNFIT = re.compile(r"[\\/:\x00-\x1f\x7f]")
"""Separators of all systems, the mark of a Windows drive or stream, and control characters."""
_NAME = "只写文件名，不写路径；名字里不要有 / \\ : 等符号"
_OUTSIDE = "只写输出文件夹里面的文件；这个名字来自别处的，检查那份文件的来源"


def is_bare(name: str) -> bool:
    """True for the name of a file alone: without a path, and one that every system takes for a file."""
    plain = name not in ("", ".", "..") and not _UNFIT.search(name) and not RESERVED.fullmatch(name)
    return plain and not name.endswith((" ", ".")) and not name.startswith(" ")


def place(folder: Path, name: str) -> Path:
    """Where a file of the folder stands. Nothing is written.

    name: a bare name, or several parted by `/`. Raises OutputError for a name that is absolute, climbs (`..`), holds other
    separators, is a device, or leads out of the folder through a link; and where something that is no file stands there.
    """
    parts = name.split("/")
    shown = str(folder / _printable(name)) if parts[0] else _printable(name)
    if not all(map(is_bare, parts)):
        raise OutputError(
            "写不进文件：这不是一个文件名，可能写到文件夹外面", file=shown, remedy=_NAME if len(parts) == 1 else _OUTSIDE
        )
    path = folder.joinpath(*parts)
    try:
        _inside(folder, path, len(parts))
    except OSError as error:
        raise refusal(path, error) from error
    return path


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file below the folder, whose folders are made; the place. Raises OutputError.

    It is written beside its place and moved in, so that no half-written file is ever seen there, and is open to whom the
    system opens new files (umask), as if it had been saved by any other program.
    """
    path = place(folder, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve() if path.is_symlink() else path
        try:
            _move_in(target, data)
        except FileNotFoundError:  # swept away by another run into the same folder
            _move_in(target, data)
    except OSError as error:
        raise refusal(path, error) from error
    return path


def take_away(folder: Path, name: str) -> None:
    """Remove a file below the folder, or a link there. Raises OutputError; a file that is not there is no error."""
    path = place(folder, name)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError) -> OutputError:
    """What the system says against writing a file, in the clerk's words."""
    unknown = f"系统不让写（{error.strerror or error}）", "检查磁盘或网络盘，或换一个输出文件夹"
    reason, remedy = REASONS.get(error.errno or 0, unknown)
    return OutputError(f"写不进文件：{reason}", file=str(path), remedy=remedy)


def _inside(folder: Path, path: Path, depth: int) -> None:
    """Raises OutputError where a link below the folder leads out of it, or no regular file stands at the path."""
    links = [one for one in (path, *path.parents[: depth - 1]) if one.is_symlink()]
    if links and not path.resolve().is_relative_to(folder.resolve()):
        raise OutputError(
            "写不进文件：路径上的链接通到文件夹外面", file=str(path), remedy=f"移走链接“{links[-1]}”，或换一个输出文件夹"
        )
    with contextlib.suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "directory")
        if not stat.S_ISREG(mode):
            raise OutputError("写不进文件：这里是设备或管道，不是文件", file=str(path), remedy="换一个文件名")


def _move_in(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "·" for char in name)
