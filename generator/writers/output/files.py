"""The files that a build writes, and the record of them: a file that a person has changed is not overwritten."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from pathlib import Path

from generator.errors import OutputError
from generator.runtime.door import RESERVED, place, put, refusal, take_away

RECORD = ".gongkai.json"
"""Beside the files of a department-year: what we wrote, by file name, as SHA-256.

Noted before the file is moved in, with the one that it takes the place of: whichever of the two an interruption leaves
there is known as ours.
"""
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
TEMPORARY = re.compile(r"\.[0-9a-f]{8}\.tmp$")
MAX_BYTES = 180
"""Of a name in UTF-8: file systems take 255, and marks, suffixes and the temporary file's own come on top."""


def safe_name(name: str) -> str:
    """A name that Windows, Linux and macOS take as a file name."""
    short = FORBIDDEN.sub("_", name).strip(" .").encode()[:MAX_BYTES].decode(errors="ignore")
    cleaned = short.rstrip(" .")
    return f"_{cleaned}" if RESERVED.fullmatch(cleaned) else cleaned or "_"


def write_file(folder: Path, name: str, data: bytes, *, force: bool = False) -> str:
    """Put a file in its place below a folder. Returns 新建, 更新 or 未变.

    Raises OutputError for a file that was changed by hand or that another program made, unless forced; and as `door.put`.
    """
    path = place(folder, name)
    beside, bare = path.parent, path.name
    try:
        beside.mkdir(parents=True, exist_ok=True)
        _sweep(beside, (bare, RECORD))
        record = _record(beside)
        wanted = hashlib.sha256(data).hexdigest()
        if not path.exists():
            _note(path, record, wanted)
            status = "新建"
        else:
            present = _digest(path)
            if present == wanted:
                _note(path, record, wanted)
                return "未变"
            if not force and present not in record.get(bare, "").split():
                raise OutputError(
                    "文件被人改过（不是本程序上次写出的样子），没有覆盖", file=str(path), remedy="另存它，或加 --force 覆盖"
                )
            _note(path, record, f"{wanted} {present}")
            status = "更新"
    except OSError as error:
        raise refusal(path, error) from error
    put(folder, name, data)
    return status


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def was_written(folder: Path, name: str) -> bool:
    """True for a file that we have written there once, whatever has become of it since."""
    path = place(folder, name)
    return path.name in _record(path.parent)


def remove_file(folder: Path, name: str) -> None:
    """Take away a file that we wrote, and what is noted of it. Raises OutputError."""
    path = place(folder, name)
    take_away(folder, name)
    record = _record(path.parent)
    if record.pop(path.name, None) is None:
        return
    if record:
        _keep(path.parent, record)
    else:
        take_away(path.parent, RECORD)


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
    put(folder, RECORD, text.encode())
