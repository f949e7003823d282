"""The exception tree. Each error says in Chinese what is wrong, where, and what to do about it.

GongkaiError
├── UsageError          a wrong command line, an unreadable source                  exit status 2
├── DataError           one mistake in a data file                                  exit status 2
├── PackError           one mistake in a template pack or a style                   exit status 2
├── DocumentError       markup that breaks the document vocabulary (a pack's fault) exit status 2
├── Problems            several of the above, found in one run                      exit status 2
├── OutputError         a file that cannot or must not be written                   exit status 1
├── CrashError          a worker that ended in the middle of a department           exit status 1
├── LimitError          a department that took more time or memory than it may  exit status 1
└── MissingEngine       a native library or font that an output needs is absent     exit status 1
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any, Self


class GongkaiError(Exception):
    """A mistake that a user can mend.

    message: what is wrong; remedy: what to do; file, line, column (from 1) and path say where, as far as known.
    excerpt: the line of the file itself. Survives pickling.
    """

    status = 2

    def __init__(
        self,
        message: str,
        *,
        remedy: str = "",
        file: str = "",
        line: int = 0,
        column: int = 0,
        path: str = "",
        excerpt: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.excerpt = excerpt

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.message, self.__dict__)

    def elsewhere(self, **where: Any) -> Self:
        """The same mistake with another file, line, column, path or excerpt."""
        moved = copy(self)
        moved.__dict__.update(where)
        return moved

    @property
    def where(self) -> str:
        """`文件:行:列（字段）`, as much of it as is known."""
        place = ":".join(str(p) for p in (self.file, self.line, self.column) if p)
        return f"{place}（{self.path}）" if self.path and place else place or self.path

    def __str__(self) -> str:
        parts = [f"{self.where}：{self.message}" if self.where else self.message]
        if self.excerpt:
            parts.append(f"    {self.excerpt.rstrip()}")
        if self.remedy:
            parts.append(f"    改法：{self.remedy}")
        return "\n".join(parts)


def _rebuild(kind: type[GongkaiError], message: str, state: dict[str, Any]) -> GongkaiError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.__dict__.update(state)
    return error


class UsageError(GongkaiError):
    """A wrong option, or a source that is not there."""


class DataError(GongkaiError):
    """One mistake in a data file."""


class PackError(GongkaiError):
    """One mistake in a template pack."""


class DocumentError(PackError):
    """Markup outside the document vocabulary."""


class OutputError(GongkaiError):
    """A file that cannot be written, or that a person has changed."""

    status = 1


class CrashError(GongkaiError):
    """A department whose worker ended before it was done: the program's or the machine's fault."""

    status = 1


class LimitError(GongkaiError):
    """Work that was given up because it took more time or memory than one department may."""

    status = 1


class MissingEngine(GongkaiError):
    """A native library or a font that one output format needs."""

    status = 1


class Problems(GongkaiError):
    """All the mistakes of one run. `errors` is sorted by file, line and column; never empty."""

    def __init__(self, errors: Iterable[GongkaiError]) -> None:
        self.errors = sorted(errors, key=lambda e: (e.file, e.line, e.column))
        super().__init__(f"共{len(self.errors)}处问题")

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)
