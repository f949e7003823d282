"""Where 退回意见.docx of each department stands, and when it is rewritten or removed."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from generator.batch.fingerprints import program
from generator.batch.index import Index
from generator.batch.stored import Stored
from generator.batch.worker.work import Done, Who
from generator.checks import Severity
from generator.errors import OutputError
from generator.writers.output.files import remove_file, safe_name, write_file

NAME = "退回意见.docx"
UNREAD = "读不出的数据"
"""The folder for letters about data that do not state whose they are."""


class Letters:
    """The letters of one run. A letter that a person has changed is left as it is."""

    def __init__(self, index: Index, out: Path) -> None:
        self._index = index
        self._out = out
        self._owners: dict[Path, Path] = {}

    def write(self, source: Path, done: Done) -> str:
        """Put the letter of a build in its place; its path, empty where there is none."""
        path = self._path(source, done.who)
        if done.who is not None:
            self._remove(self._path(source, None))
        if not done.letter:
            self._remove(path)
            return ""
        return self._put(path, done.letter)

    def kept(self, source: Path, kept: Stored) -> str:
        """The letter of an unchanged department: kept, or made again where the file is missing."""
        self._remove(self._path(source, None))
        path = self._path(source, kept.who)
        if all(finding.severity is Severity.HINT for finding in kept.findings):
            self._remove(path)
            return ""
        known = self._index.output(path)
        if known is not None and known.print == program():
            return str(path)
        from generator.batch.worker.letter import letter  # seldom needed, and it takes the DOCX writer with it

        return self._put(path, letter(f"{kept.who.department}{kept.who.year}年度", kept.findings))

    def _path(self, source: Path, who: Who | None) -> Path:
        """The place of a letter; where another source of the run has it already, one that is named for the source."""
        name = safe_name("-".join(source.parts[-2:]))
        if who is None:
            where = os.path.abspath(source)  # noqa: PTH100 - resolve() would follow links
            return self._out / UNREAD / f"{name}-{_mark(where)}" / NAME
        path = self._out / safe_name(who.department) / str(who.year) / self._name(who)
        return path if self._owners.setdefault(path, source) == source else path.with_name(f"{path.stem}（{name}）.docx")

    def _name(self, who: Who) -> str:
        return NAME if who.kind == "决算" else f"{Path(NAME).stem}（{who.kind}）.docx"

    def _put(self, path: Path, content: bytes) -> str:
        try:
            write_file(self._out, path.relative_to(self._out).as_posix(), content)
        except OutputError:  # a person has written in it, or it cannot be written
            return str(path) if path.exists() else ""
        self._index.put_output(path, program(), content)
        return str(path)

    def _remove(self, path: Path) -> None:
        """Take away a letter that has been dealt with, if it is as we wrote it."""
        if self._index.output(path) is not None:
            with contextlib.suppress(OutputError):
                remove_file(self._out, path.relative_to(self._out).as_posix())
            self._index.forget_output(path)
            with contextlib.suppress(OSError):
                path.parent.rmdir()
                (self._out / UNREAD).rmdir()


def _mark(where: str) -> str:
    """Distinguishes folders that have the same names in different places."""
    return hashlib.sha256(where.encode(errors="surrogatepass")).hexdigest()[:4]
