"""Files of users read within bounds: regular files only, and no more of them than somebody can have meant.

A pipe or a device may never end, and a file of many gigabytes fills the memory: neither is a document of a department.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

from generator.runtime.fence import Outside

_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
"""Without waiting for the other end of a pipe."""


class Irregular(OSError):
    """A folder, a pipe or a device where a file is meant."""


class TooLarge(OSError):
    """A file of more bytes than the limit. size: in bytes, as far as it was read."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} > {limit}")
        self.size = size
        self.limit = limit


def open_regular(path: Path) -> BinaryIO:
    """A file open for reading. Raises OSError: Irregular for what is no regular file, and does not wait for it."""
    try:
        _regular(path.stat().st_mode)
        handle = os.open(path, _FLAGS)
    except ValueError as error:  # a NUL in the name
        raise FileNotFoundError(str(error)) from error
    try:
        _regular(os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_regular(path: Path, limit: int) -> bytes:
    """The bytes of a file. Raises OSError: Irregular for what is no regular file, TooLarge for more than `limit` bytes."""
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise TooLarge(size, limit)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(len(data), limit)
    return data


def digest_regular(path: Path, limit: int) -> str:
    """SHA-256 of a file, in hex, with no more than a part of it in memory. Raises OSError as `read_regular`."""
    found = hashlib.sha256()
    with open_regular(path) as file:
        left = limit
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise TooLarge(os.fstat(file.fileno()).st_size, limit)
            found.update(chunk)
    return found.hexdigest()


def exists(path: Path) -> bool:
    """True where something stands at a path; False also for a path that no system takes, too long or with a NUL in it."""
    return os.path.exists(path)  # noqa: PTH110 - that of Path raises for such paths


def why_unreadable(path: Path, error: OSError) -> tuple[str, str]:
    """What is wrong with a file that could not be read, and the remedy, in the clerk's words."""
    if isinstance(error, TooLarge):
        return f"文件太大：超过{_size(error.limit)}", "检查是否放错了文件"
    if isinstance(error, Outside):
        return "这个文件在打开的文件夹外面，不读", "把文件放进打开的文件夹，或打开包着它们的那个文件夹"
    if isinstance(error, FileNotFoundError):
        return "没有这个文件", "检查文件名和文件夹是否写对"
    if os.path.isdir(path):  # noqa: PTH112 - that of Path raises for a name too long
        return "这是文件夹，不是文件", "检查路径是否写对"
    if isinstance(error, Irregular):
        return "这是设备或管道，不是文件", "换成普通的文件"
    if error.errno == errno.ENAMETOOLONG:
        return "路径太长", "换一个路径短的文件夹"
    if isinstance(error, PermissionError):
        return "文件读不了：没有读取权限，或正被别的程序打开", "关闭打开它的程序，检查读取权限"
    return "文件读不了：系统不让读取", "检查文件是否被别的程序占用、磁盘或网络盘是否连好"


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise Irregular("not a regular file")


def _size(limit: int) -> str:
    return f"{limit // 1024 // 1024}MB" if limit >= 1024 * 1024 else f"{limit // 1024}KB"
