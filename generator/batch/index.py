"""What the last builds left in an output folder: one SQLite file with the fingerprints of sources and outputs.

A row is written when its file stands in its place; a build that is killed loses at most the rows of its last moments,
and the files of those are found to be right when they are made again. A file that is broken or of another version is
begun anew, and without one that another program holds or that cannot be written a run does as if it were empty: the
index saves work and holds nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import OutputError
from generator.intake.sources import UNREADABLE, Keys, file_keys
from generator.runtime.door import place, take_away
from generator.runtime.reading import digest_regular

FILE = ".gongkai.sqlite"
VERSION = 2
TABLES = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER, inode TEXT, hash TEXT, keys INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (key TEXT PRIMARY KEY, body TEXT);
CREATE TABLE IF NOT EXISTS outputs (
    path TEXT PRIMARY KEY, print TEXT, size INTEGER, mtime INTEGER, hash TEXT, pages INTEGER, fonts TEXT) WITHOUT ROWID;
"""
RACY = 2_000_000_000
"""A file changed within so many nanoseconds may change again without a sign in its time: nothing is kept of it."""
MAX_INPUT = 64 * 1024 * 1024
"""Bytes of a data file or a pack's file that are looked at; what is larger cannot be read anyhow."""
MAX_OUTPUT = 1024 * 1024 * 1024
"""Bytes of a file that was written; what is larger is none of ours."""
BATCH = 200
"""Rows between two commits."""
HELD = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)
"""Nothing is wrong with the file, but we cannot have it; any other failure is a broken one."""


class KnownInput(NamedTuple):
    """What is known of an input file in one state: its SHA-256 and its keys as two bits, each once it was asked for.

    A file of which any part of the state has changed is read again, be it newer or older: a copy that was put back has its
    old time, one that was changed and dated back another inode or another time of change (ctime).
    """

    state: tuple[int, int, int, str]
    hash: str | None = None
    keys: int | None = None


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
        try:
            place(folder, FILE)
            self._given_up = False
        except OutputError:  # a link that leads elsewhere, a folder: nothing is kept
            self._given_up = True
        self._stored = not self._given_up and self._file.is_file()
        self._changes = 0
        try:
            self._base = _connected(self._file if self._stored else ":memory:")
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
        select = "SELECT path, size, mtime, ctime, inode, hash, keys FROM files"
        self._seen = {row[0]: KnownInput(row[1:5], row[5], row[6]) for row in self._rows(select)}

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        """Go on with an empty index: in the place of a broken file, in memory alone where the file is not to be had."""
        self._given_up = getattr(error, "sqlite_errorcode", 0) & 0xFF in HELD
        self._stored = self._stored and not self._given_up
        if self._stored:
            try:
                take_away(self._file.parent, FILE)
                self._base = _connected(self._file)
            except (OutputError, sqlite3.DatabaseError):
                self._stored, self._given_up = False, True
        if not self._stored:
            self._base = _connected(":memory:")

    def _rows(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Carry out a statement; what it finds."""
        try:
            return self._base.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._base.close()
            self._begin_anew(error)
            return self._base.execute(statement, values).fetchall()

    def hash(self, path: Path) -> str:
        """SHA-256 of an input file, from the index where its state is as it was; empty where it cannot be read."""
        try:
            seen, keep = self._look(path)
            if seen.hash is None:
                seen = seen._replace(hash=digest_regular(path, MAX_INPUT))
                self._keep(path, seen, keep)
        except OSError:
            return ""
        return str(seen.hash)

    def keys(self, path: Path) -> Keys:
        """The keys of an input file that identify a source (`file_keys`), from the index where its state is as it was."""
        try:
            seen, keep = self._look(path)
        except OSError:
            return UNREADABLE
        if seen.keys is None:
            found = file_keys(path)
            if found is UNREADABLE:
                return found
            seen = seen._replace(keys=found.dated | found.whole << 1)
            self._keep(path, seen, keep)
        assert seen.keys is not None
        return Keys(bool(seen.keys & 1), bool(seen.keys & 2))

    def _look(self, path: Path) -> tuple[KnownInput, bool]:
        """What is known of a file as it stands now, and whether what is read of it may be kept."""
        now = time.time_ns()
        found = path.stat()
        state = found.st_size, found.st_mtime_ns, found.st_ctime_ns, str(found.st_ino)
        known = self._seen.get(str(path))
        if known is not None and known.state == state:
            return known, True
        return KnownInput(state), now - max(found.st_mtime_ns, found.st_ctime_ns) > RACY

    def _keep(self, path: Path, seen: KnownInput, keep: bool) -> None:
        if keep:
            key = str(path)
            self._seen[key] = seen
            self._put("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", (key, *seen.state, seen.hash, seen.keys))

    def source(self, key: str) -> str | None:
        """The body of a source."""
        rows = self._rows("SELECT body FROM sources WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else None

    def put_source(self, key: str, body: str) -> None:
        """Note a source that was built."""
        self._put("INSERT OR REPLACE INTO sources VALUES (?, ?)", (key, body))

    def output(self, path: Path) -> Output | None:
        """The row of a file that stands as it was left; None where it is gone or was changed."""
        select = "SELECT print, size, mtime, hash, pages, fonts FROM outputs WHERE path = ?"
        found = self._rows(select, (self._name(path),))
        if not found:
            return None
        known = Output(*found[0])
        try:
            state = path.stat()
            if (state.st_size, state.st_mtime_ns) == (known.size, known.mtime):
                return known
            return known if digest_regular(path, MAX_OUTPUT) == known.hash else None
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
        self._rows(statement, row)
        self._changes += 1
        if self._changes >= BATCH:
            self.commit()

    def commit(self) -> None:
        """Put on disk what was noted, if the output folder is there. Until then no other run into it can note anything."""
        self._changes = 0
        try:
            self._base.commit()
        except sqlite3.DatabaseError as error:
            self._base.close()
            self._begin_anew(error)
        if not (self._stored or self._given_up) and self._file.parent.is_dir():
            with contextlib.suppress(sqlite3.DatabaseError, OSError):  # a folder that cannot be written is reported elsewhere
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
