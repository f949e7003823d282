"""Files on disk: written beside their place and moved in; a file that a person has changed is not overwritten."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import re
import secrets
from pathlib import Path

from generator.errors import OutputError

RECORD = ".gongkai.json"
"""Beside the files of a department-year: what we wrote, by file name, as SHA-256.

Noted before the file is moved in, with the one that it takes the place of: whichever of the two an interruption leaves
there is known as ours.
"""
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
TEMPORARY = re.compile(r"\.[0-9a-f]{8}\.tmp$")
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
}
"""What the system says → what is wrong and the remedy."""
MAX_BYTES = 180
"""Of a name in UTF-8: file systems take 255, and marks, suffixes and the temporary file's own come on top."""


def safe_name(name: str) -> str:
    """A name that Windows, Linux and macOS take as a file name."""
    short = FORBIDDEN.sub("_", name).strip(" .").encode()[:MAX_BYTES].decode(errors="ignore")
    cleaned = short.rstrip(" .")
    return f"_{cleaned}" if RESERVED.fullmatch(cleaned) else cleaned or "_"


def write_file(path: Path, data: bytes, *, force: bool = False) -> str:
    """Put a file in place. Returns 新建, 更新 or 未变. Raises OutputError for a file changed by hand, unless forced."""
    try:
        return _write(path, data, force)
    except OSError as error:
        unknown = f"系统不让写（{error.strerror or error}）", "检查磁盘或网络盘，或换一个输出文件夹"
        reason, remedy = REASONS.get(error.errno or 0, unknown)
        raise OutputError(f"写不进文件：{reason}", file=str(path), remedy=remedy) from error


def _write(path: Path, data: bytes, force: bool) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent, (path.name, RECORD))
    record = _record(path.parent)
    wanted = hashlib.sha256(data).hexdigest()
    if path.exists():
        present = hashlib.sha256(path.read_bytes()).hexdigest()
        if present == wanted:
            _note(path, record, wanted)
            return "未变"
        if not force and present not in record.get(path.name, "").split():
            raise OutputError(
                "文件被人改过（不是本程序上次写出的样子），没有覆盖", file=str(path), remedy="另存它，或加 --force 覆盖"
            )
        _note(path, record, f"{wanted} {present}")
        status = "更新"
    else:
        _note(path, record, wanted)
        status = "新建"
    move_in(path, data)
    return status


def move_in(path: Path, data: bytes) -> None:
    """Write beside the place and move in, so that no half-written file is ever seen there.

    The file is open to whom the system opens new files (umask), as if it had been saved by any other program.
    """
    try:
        _move_in(path, data)
    except FileNotFoundError:  # swept away by another run into the same folder
        _move_in(path, data)


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


def remove_file(path: Path) -> None:
    """Take away a file that we wrote, and what is noted of it. Raises OSError."""
    path.unlink()
    record = _record(path.parent)
    if record.pop(path.name, None) is None:
        return
    if record:
        _keep(path.parent, record)
    else:
        (path.parent / RECORD).unlink(missing_ok=True)


def _sweep(folder: Path, names: tuple[str, ...]) -> None:
    """Remove what a killed run has left of these files, half-written, beside their places."""
    beginnings = tuple(f".{name}." for name in names)
    for left in folder.iterdir():
        if left.name.startswith(beginnings) and TEMPORARY.search(left.name):
            with contextlib.suppress(OSError):
                left.unlink()


def _record(folder: Path) -> dict[str, str]:
    try:
        raw = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in raw.items()} if isinstance(raw, dict) else {}


def _note(path: Path, record: dict[str, str], digest: str) -> None:
    if record.get(path.name, "").partition(" ")[0] != digest:
        record[path.name] = digest
        _keep(path.parent, record)


def _keep(folder: Path, record: dict[str, str]) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    move_in(folder / RECORD, text.encode())
