"""What the last builds left in an output folder: one SQLite file with the fingerprints of sources and outputs.

A row is written when its file stands in its place; a build that is killed loses at most the rows of its last moments,
and the files of those are found to be right when they are made again. A file that is broken or of another version is
begun anew: the index saves work and holds nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

FILE = ".gongkai.sqlite"
VERSION = 1
TABLES = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, hash TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (key TEXT PRIMARY KEY, body TEXT);
CREATE TABLE IF NOT EXISTS outputs (
    path TEXT PRIMARY KEY, print TEXT, size INTEGER, mtime INTEGER, hash TEXT, pages INTEGER, fonts TEXT) WITHOUT ROWID;
"""
RACY = 2_000_000_000
"""A file changed within so many nanoseconds may change again without a sign in its time: its hash is not kept."""
BATCH = 200
"""Rows between two commits."""


class Output(NamedTuple):
    """A file that was written: its fingerprint; size, time and SHA-256 as it was left; pages and fonts (JSON)."""

    print: str
    size: int
    mtime: int
    hash: str
    pages: int | None
    fonts: str


class Index:
    """The index of an output folder. Until the folder is there, rows are kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._stored = self._file.is_file()
        self._open()
        self._hashes = {row[0]: row[1:] for row in self._base.execute("SELECT path, size, mtime, hash FROM files")}
        self._changes = 0

    def _open(self) -> None:
        try:
            self._base = _connected(self._file if self._stored else ":memory:")
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            self._base = _connected(self._file)

    def hash(self, path: Path) -> str:
        """SHA-256 of an input file, from the index where size and time are as they were; empty where it cannot be read."""
        key = str(path)
        try:
            state = path.stat()
            known = self._hashes.get(key)
            if known and known[:2] == (state.st_size, state.st_mtime_ns):
                return str(known[2])
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return ""
        if time.time_ns() - state.st_mtime_ns > RACY:
            self._hashes[key] = (state.st_size, state.st_mtime_ns, found)
            self._put("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (key, state.st_size, state.st_mtime_ns, found))
        return found

    def source(self, key: str) -> str | None:
        """The body of a source."""
        row = self._base.execute("SELECT body FROM sources WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def put_source(self, key: str, body: str) -> None:
        """Note a source that was built."""
        self._put("INSERT OR REPLACE INTO sources VALUES (?, ?)", (key, body))

    def output(self, path: Path) -> Output | None:
        """The row of a file that stands as it was left; None where it is gone or was changed."""
        select = "SELECT print, size, mtime, hash, pages, fonts FROM outputs WHERE path = ?"
        found = self._base.execute(select, (self._name(path),)).fetchone()
        if found is None:
            return None
        known = Output(*found)
        try:
            state = path.stat()
            if (state.st_size, state.st_mtime_ns) == (known.size, known.mtime):
                return known
            return known if hashlib.sha256(path.read_bytes()).hexdigest() == known.hash else None
        except OSError:
            return None

    def put_output(self, path: Path, fingerprint: str, data: bytes, pages: int | None = None, fonts: str = "[]") -> None:
        """Note a file that stands in its place."""
        state = path.stat()
        row = (self._name(path), fingerprint, len(data), state.st_mtime_ns, hashlib.sha256(data).hexdigest(), pages, fonts)
        self._put("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def forget_output(self, path: Path) -> None:
        """A file that is no longer ours."""
        self._put("DELETE FROM outputs WHERE path = ?", (self._name(path),))

    def _name(self, path: Path) -> str:
        """A path below the output folder: the folder may be moved."""
        return path.relative_to(self._file.parent).as_posix()

    def _put(self, statement: str, row: tuple[Any, ...]) -> None:
        self._base.execute(statement, row)
        self._changes += 1
        if self._changes >= BATCH:
            self.commit()

    def commit(self) -> None:
        """Put on disk what was noted, if the output folder is there."""
        self._changes = 0
        self._base.commit()
        if not self._stored and self._file.parent.is_dir():
            with contextlib.suppress(sqlite3.DatabaseError, OSError):  # a folder that cannot be written is told elsewhere
                stored = _connected(self._file)
                self._base.backup(stored)
                self._base.close()
                self._base, self._stored = stored, True

    def close(self) -> None:
        """Commit and let go of the file."""
        self.commit()
        self._base.close()


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Index]:
    """The index of an output folder; what was noted is kept whatever happens."""
    index = Index(folder)
    try:
        yield index
    finally:
        index.close()


def _connected(file: Path | str) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=60)
    try:
        if base.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):
            raise sqlite3.DatabaseError("another version")
        base.execute("PRAGMA synchronous = NORMAL")
        base.executescript(TABLES)
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.commit()
    except BaseException:
        base.close()
        raise
    return base
